"""Why a source gave nothing: raised within `sources`, and always turned into a Rejected before it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.records import Rejected, page_id
from dateline.sources.one import STAGE

if TYPE_CHECKING:
    from dateline.records import Reason


class RefusedError(DatelineError):
    """Something that a source gives was not taken."""

    def __init__(self, reason: Reason, detail: str, retry_after: float | None = None, *, final: bool = False) -> None:
        """Keep why, the particulars, after how many seconds the source says to come back, and whether asking again is vain."""
        super().__init__(reason, detail, retry_after)
        self.reason, self.detail, self.retry_after, self.final = reason, detail, retry_after, final

    def __str__(self) -> str:
        """Say why."""
        return f"{self.reason.value}: {self.detail}"

    def rejected(self, where: str) -> Rejected:
        """Return the record of it."""
        return rejected(where, self.reason, self.detail)


def rejected(where: str, reason: Reason, detail: str) -> Rejected:
    """Return the record of a source, or of a part of one, that gave no page."""
    return Rejected(page_id(detail, path=where, url=None), STAGE, reason, detail, where)
