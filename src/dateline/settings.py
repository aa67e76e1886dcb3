"""What can be set from outside: one frozen record, the environment read once, at the edge."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

# News pages are well below this; books, logs and dumps of whole sites are above it.
MAX_PAGE_BYTES = 10_000_000
DEFAULT_DATABASE = Path("dateline.duckdb")


@dataclass(frozen=True, slots=True)
class Settings:
    """The limits and places that a run keeps to."""

    max_page_bytes: int = MAX_PAGE_BYTES  # a larger page is rejected as too large, unread
    database: Path = DEFAULT_DATABASE
    threads: int = 1  # of the language core; processes are the way to more cores
    mail_user: str | None = None  # signs in to the mail server, over TLS alone
    mail_password: str | None = field(default=None, repr=False)


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name, "")
    if not given:
        return default
    if not given.isdecimal() or int(given) < 1:
        message = f"{name}={given!r} is no whole number above 0. Unset it, or give one"
        raise UsageError(message)
    return int(given)


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """
    Return the settings that the environment asks for.

    Args:
        environ: variables by name; None: those of this process. Read are DATELINE_MAX_PAGE_BYTES, DATELINE_DB,
            DATELINE_THREADS, DATELINE_SMTP_USER and DATELINE_SMTP_PASSWORD.

    Raises:
        UsageError: a number is none.
    """
    known = os.environ if environ is None else environ
    return Settings(
        max_page_bytes=_whole(known, "DATELINE_MAX_PAGE_BYTES", MAX_PAGE_BYTES),
        database=Path(known.get("DATELINE_DB") or DEFAULT_DATABASE),
        threads=_whole(known, "DATELINE_THREADS", 1),
        mail_user=known.get("DATELINE_SMTP_USER") or None,
        mail_password=known.get("DATELINE_SMTP_PASSWORD") or None,
    )
