"""What the map, the network and the page of sources ask: places, ties between actors, outlets, rejected pages, copies."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import wire

if TYPE_CHECKING:
    from datetime import date, datetime

    from dateline.records import Episode, Page
    from dateline.store.reader import Reader

NO_ACT = "('hypothetical', 'negated', 'denied')"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days; None: open on that side."""

    since: date | None = None
    until: date | None = None


# ------------------------------------------------------------------ places
@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place by name, with what was told from there and of there."""

    name: str
    stories: int
    episodes: int


def place_counts(reader: Reader, days: Span, *, limit: int = 400) -> tuple[PlaceCount, ...]:
    """Return the places of datelines and episodes, those of most first."""
    found = reader.ask(
        f"""WITH told AS (SELECT place, count(*) AS stories, 0 AS episodes FROM stories
                WHERE place IS NOT NULL AND ($1 IS NULL OR published >= $1) AND ($2 IS NULL OR published <= $2) GROUP BY place
            UNION ALL SELECT place, 0, count(*) FROM episodes WHERE place IS NOT NULL AND status NOT IN {NO_ACT}
                AND ($1 IS NULL OR coalesce(last_day, told_on) >= $1) AND ($2 IS NULL OR coalesce(first_day, told_on) <= $2)
                GROUP BY place)
        SELECT place, sum(stories), sum(episodes) FROM told GROUP BY place
        ORDER BY sum(stories) + sum(episodes) DESC, place LIMIT $3""",  # noqa: S608
        days.since,
        days.until,
        limit,
    )
    return tuple(PlaceCount(row[0], int(row[1]), int(row[2])) for row in found)


@dataclass(frozen=True, slots=True)
class Line:
    """A story as a list shows it."""

    story: str
    headline: str | None
    source: str | None
    published: date | None


def stories_from(reader: Reader, place: str, days: Span, *, limit: int = 30) -> tuple[Line, ...]:
    """Return the stories with a dateline, the newest first."""
    found = reader.ask(
        """SELECT s.id, s.headline, s.agency, s.published FROM stories s WHERE s.place = $1
        AND ($2 IS NULL OR s.published >= $2) AND ($3 IS NULL OR s.published <= $3)
        ORDER BY s.published DESC NULLS LAST, s.id LIMIT $4""",
        place,
        days.since,
        days.until,
        limit,
    )
    return tuple(Line(*row) for row in found)


def episodes_at(reader: Reader, place: str, days: Span, *, limit: int = 30) -> tuple[Episode, ...]:
    """Return what happened at a place, the newest first."""
    found = reader.ask(
        """SELECT record FROM episodes WHERE place = $1
        AND ($2 IS NULL OR coalesce(last_day, told_on) >= $2) AND ($3 IS NULL OR coalesce(first_day, told_on) <= $3)
        ORDER BY coalesce(first_day, told_on) DESC NULLS LAST, id LIMIT $4""",
        place,
        days.since,
        days.until,
        limit,
    )
    return tuple(wire.episode_of(json.loads(row[0])) for row in found)


# ------------------------------------------------------------------ the network
@dataclass(frozen=True, slots=True)
class Tie:
    """What two actors, or two states, share."""

    first: str
    second: str
    cooperation: int
    conflict: int


def ties(reader: Reader, days: Span, *, states: bool, most: int = 40) -> tuple[Tie, ...]:
    """
    Return what the busiest actors share, two by two.

    Args:
        reader: the record.
        days: of the episodes.
        states: take states, with all who act for them; else actors one by one.
        most: how many actors.
    """
    party = "p.country" if states else "p.actor"
    found = reader.ask(
        f"""WITH told AS (SELECT id, type FROM episodes WHERE status NOT IN {NO_ACT}
                AND ($1 IS NULL OR coalesce(last_day, told_on) >= $1) AND ($2 IS NULL OR coalesce(first_day, told_on) <= $2)),
            side AS (SELECT DISTINCT p.episode, {party} AS party, told.type FROM told
                JOIN episode_parties p ON p.episode = told.id WHERE {party} IS NOT NULL),
            shared AS (SELECT episode FROM side GROUP BY episode HAVING count(*) > 1),
            busy AS (SELECT party FROM side JOIN shared ON shared.episode = side.episode
                GROUP BY party ORDER BY count(*) DESC, party LIMIT $3),
            few AS (SELECT side.* FROM side JOIN busy ON busy.party = side.party),
            quads AS (SELECT type, any_value(quad_plover) AS quad FROM events GROUP BY type)
        SELECT a.party, b.party, count(*) FILTER (quad <= 2), count(*) FILTER (quad >= 3)
        FROM few a JOIN few b ON a.episode = b.episode AND a.party < b.party LEFT JOIN quads ON quads.type = a.type
        GROUP BY ALL ORDER BY count(*) DESC, 1, 2""",  # noqa: S608
        days.since,
        days.until,
        most,
    )
    return tuple(Tie(*row) for row in found)


# ------------------------------------------------------------------ sources
@dataclass(frozen=True, slots=True)
class Outlet:
    """Who reported, how much, from when to when."""

    name: str
    stories: int
    copies: int  # that are copies of another story
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A page, or a part of one, that was rejected."""

    page: str
    path: str | None
    stage: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A story and how many copies of it there are."""

    story: str
    headline: str | None
    source: str | None
    published: date | None
    copies: int


@dataclass(frozen=True, slots=True)
class Added:
    """A page and when it came in."""

    page: str
    path: str
    added_at: datetime  # UTC
    stories: int


def outlets(reader: Reader, *, limit: int = 200) -> tuple[Outlet, ...]:
    """Return who reported, the most stories first; a story is its agency's, else its outlet's."""
    found = reader.ask(
        """WITH named AS (SELECT DISTINCT s.id, coalesce(s.agency, a.outlet, 'not named') AS name, s.published
            FROM stories s JOIN appearances a ON a.story = s.id WHERE s.coded)
        SELECT name, count(*), count(c.story), min(published), max(published)
        FROM named LEFT JOIN (SELECT DISTINCT story FROM copies WHERE story <> origin) c ON c.story = named.id
        GROUP BY name ORDER BY 2 DESC, name LIMIT ?""",
        limit,
    )
    return tuple(Outlet(*row) for row in found)


def refused(reader: Reader, *, reason: str = "", limit: int = 50) -> tuple[Refused, ...]:
    """Return what was rejected."""
    found = reader.ask(
        """SELECT page, path, stage, reason, detail FROM rejected WHERE $1 = '' OR reason = $1
        ORDER BY reason, path, page, position LIMIT $2""",
        reason,
        limit,
    )
    return tuple(Refused(*row) for row in found)


def refused_counts(reader: Reader) -> tuple[tuple[str, int], ...]:
    """Return how much was rejected for each reason."""
    return tuple(
        (row[0], row[1]) for row in reader.ask("SELECT reason, count(*) FROM rejected GROUP BY reason ORDER BY 2 DESC, 1")
    )


def copied(reader: Reader, *, limit: int = 30) -> tuple[Copied, ...]:
    """Return the stories with most copies."""
    found = reader.ask(
        """SELECT s.id, s.headline, s.agency, s.published, c.number
        FROM (SELECT origin, count(*) FILTER (story <> origin) AS number FROM copies GROUP BY origin) c
        JOIN stories s ON s.id = c.origin WHERE c.number > 0 ORDER BY c.number DESC, s.published DESC NULLS LAST, s.id LIMIT ?""",
        limit,
    )
    return tuple(Copied(*row) for row in found)


def newest_pages(reader: Reader, *, limit: int = 30) -> tuple[Added, ...]:
    """Return the pages that came in last."""
    found = reader.ask(
        """WITH few AS (SELECT id, coalesce(path, url, id) AS path, added_at FROM pages ORDER BY added_at DESC, id LIMIT ?)
        SELECT few.id, few.path, few.added_at, count(a.story) FROM few LEFT JOIN appearances a ON a.page = few.id
        GROUP BY ALL ORDER BY few.added_at DESC, few.path""",
        limit,
    )
    return tuple(Added(*row) for row in found)


def page(reader: Reader, name: str) -> Page | None:
    """Return the page of that id."""
    columns = ("id", "path", "url", "media_type", "sha256", "published", "clean")
    question = "SELECT id, path, url, media_type, sha256, CAST(published AS VARCHAR), clean FROM pages WHERE id = ?"
    found = reader.ask(question, name)
    return wire.page_of(dict(zip(columns, found[0], strict=True))) if found else None


def on_page(reader: Reader, name: str) -> tuple[tuple[str, Line], ...]:
    """Return the stories of a page in their order, each with its kind."""
    found = reader.ask(
        """SELECT a.kind, s.id, s.headline, coalesce(s.agency, a.outlet), s.published FROM appearances a
        JOIN stories s ON s.id = a.story WHERE a.page = ? ORDER BY a.position""",
        name,
    )
    return tuple((row[0], Line(*row[1:])) for row in found)


def refused_of(reader: Reader, name: str) -> tuple[Refused, ...]:
    """Return what of a page was rejected."""
    found = reader.ask("SELECT page, path, stage, reason, detail FROM rejected WHERE page = ? ORDER BY position", name)
    return tuple(Refused(*row) for row in found)
