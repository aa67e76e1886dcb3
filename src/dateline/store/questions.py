"""What can be asked of a record: frozen questions, and the frozen answers that are no records of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dateline.records import Event, PageId, Statement, StoryId, Tenure


@dataclass(frozen=True, slots=True)
class Timeline:
    """Which episodes: those of two sides in either direction, of one, or all."""

    first: str | None = None  # a state's code, an actor's code ("IGO:NATO") or an actor's name
    second: str | None = None
    since: date | None = None
    until: date | None = None
    type: str | None = None  # PLOVER: "CONSULT"
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Statements:
    """Which statements; what is not asked for is not looked at."""

    by: str | None = None  # a state's code, an actor's code or a name
    about: str | None = None  # the same, named in the words or addressed
    to: str | None = None
    since: date | None = None
    until: date | None = None
    contains: str | None = None  # words in the content, as a full-text search reads them
    outlet_country: str | None = None  # of who published it, or of the agency that wrote it: a state's or bloc's code or name
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """Where a story stands: what is shown beside every quotation."""

    story: StoryId
    page: PageId
    path: str  # the page's path, given id or address
    headline: str | None
    agency: str | None
    outlet: str | None
    place: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a record holds."""

    pages: int
    stories: int
    teasers: int
    statements: int
    events: int
    tenures: int
    figures: int
    episodes: int
    actors: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Held:
    """What a record holds of one actor."""

    tenures: tuple[Tenure, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
