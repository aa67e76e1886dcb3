"""How sources are read: what the user chose, and what one run shares."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dateline.errors import UsageError
from dateline.settings import Settings
from dateline.sources.net import Fetcher, Manners
from dateline.sources.net.addresses import Resolve, resolve
from dateline.sources.visits import Visits


@dataclass(frozen=True, slots=True)
class How:
    """What the user chose about sources."""

    allow_private: bool = False  # addresses of this machine and the local network may be asked
    feed_only: bool = False  # entries of feeds are read as the feed gives them; their links are not opened
    columns: tuple[tuple[str, str], ...] = ()  # of Parquet: our field and the column that holds it
    visits: Visits | None = None  # what earlier runs saw; what this run sees is noted there
    again: bool = False  # ask as if nothing had been seen
    delay: float = 1.0  # seconds between two questions to one host
    sleep: Callable[[float], None] = time.sleep
    resolving: Resolve = resolve  # a host's name to its addresses


@dataclass(frozen=True)
class Plan:
    """What one run over sources keeps at hand."""

    how: How = field(default_factory=How)
    settings: Settings = field(default_factory=Settings)
    published: date | None = None  # for pages that do not say theirs

    @cached_property
    def fetcher(self) -> Fetcher:
        """Return the one that asks servers, which knows the pace of each."""
        how = self.how
        return Fetcher(Manners(self.settings.user_agent, how.allow_private, how.delay, how.resolving, how.sleep))

    @cached_property
    def visits(self) -> Visits:
        """Return what was seen before."""
        return self.how.visits if self.how.visits is not None else Visits()


def columns_of(text: str | None) -> tuple[tuple[str, str], ...]:
    """
    Return the fields and columns that an option names: 'text=body,published=day'.

    Raises:
        UsageError: it is not of that form, or names a field that there is not.
    """
    known = ("text", "url", "published", "id", "headline", "outlet", "byline", "section")
    found = []
    for part in (text or "").split(","):
        if not part.strip():
            continue
        name, equals, column = (piece.strip() for piece in part.partition("="))
        if name not in known or not equals or not column:
            message = f"--columns {part.strip()}: write FIELD=COLUMN, with a field of {', '.join(known)}"
            raise UsageError(message)
        found.append((name, column))
    return tuple(found)
