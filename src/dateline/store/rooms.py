"""What the reading room's front page asks: newest episodes, what is due, which pairs act, how far the record reaches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dateline import wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records import Episode
    from dateline.store.reader import Reader, Row


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the record reaches."""

    stories: int
    episodes: int
    first: date | None  # of the stories' days
    last: date | None
    added_at: datetime | None  # UTC; the newest page


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states and how many episodes they share."""

    first: str  # ISO 3166-1 alpha-3, in the order of the alphabet
    second: str
    episodes: int
    cooperation: int  # episodes of quad classes 1 and 2
    conflict: int  # of 3 and 4


def episodes_of(rows: Sequence[Row]) -> tuple[Episode, ...]:
    """Return the episodes whose records stand first in the rows."""
    return tuple(wire.episode_of(json.loads(row[0])) for row in rows)


def extent(reader: Reader) -> Extent:
    """Return how many stories and episodes there are, and from when to when."""
    (row,) = reader.ask(
        """SELECT (SELECT count(*) FROM stories WHERE coded), (SELECT count(*) FROM episodes),
        (SELECT min(published) FROM stories), (SELECT max(published) FROM stories), (SELECT max(added_at) FROM pages)"""
    )
    return Extent(*row)


def latest(reader: Reader, *, limit: int = 12, until: date | None = None) -> tuple[Episode, ...]:
    """Return the episodes told last, the best reported of a day first."""
    return episodes_of(
        reader.ask(
            """SELECT record FROM episodes WHERE told_on IS NOT NULL AND told_on <= coalesce(?, told_on)
            AND status NOT IN ('historical', 'hypothetical', 'negated')
            ORDER BY told_on DESC, independent DESC, reports DESC, id LIMIT ?""",
            until,
            limit,
        )
    )


def reported_again(reader: Reader, *, since: date, limit: int = 6) -> tuple[Episode, ...]:
    """Return episodes first told before a day and reported since, the newest report first."""
    return episodes_of(
        reader.ask(
            """WITH again AS (SELECT v.episode, max(s.published) AS newest FROM stories s JOIN episode_events v ON v.story = s.id
                WHERE s.published >= $1 GROUP BY v.episode)
            SELECT e.record FROM again JOIN episodes e ON e.id = again.episode WHERE e.told_on < $1
            ORDER BY newest DESC, e.independent DESC, e.id LIMIT $2""",
            since,
            limit,
        )
    )


def due(reader: Reader, *, after: date, limit: int = 8) -> tuple[Episode, ...]:
    """Return the announcements whose last day is still to come, the nearest first."""
    return episodes_of(
        reader.ask(
            """SELECT record FROM episodes WHERE status = 'planned' AND last_day > $1 AND told_on <= $1
            ORDER BY last_day, first_day, id LIMIT $2""",
            after,
            limit,
        )
    )


def busiest(reader: Reader, *, since: date, limit: int = 10) -> tuple[Pair, ...]:
    """Return the pairs of states with most episodes told since a day."""
    found = reader.ask(
        """WITH told AS (SELECT id, type FROM episodes
                WHERE told_on >= ? AND status NOT IN ('hypothetical', 'negated', 'denied')),
            side AS (SELECT DISTINCT p.episode, p.country, told.type FROM told JOIN episode_parties p ON p.episode = told.id
                WHERE p.country IS NOT NULL),
            quads AS (SELECT type, any_value(quad_plover) AS quad FROM events GROUP BY type)
        SELECT a.country, b.country, count(*), count(*) FILTER (quad <= 2), count(*) FILTER (quad >= 3)
        FROM side a JOIN side b ON a.episode = b.episode AND a.country < b.country LEFT JOIN quads ON quads.type = a.type
        GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT ?""",
        since,
        limit,
    )
    return tuple(Pair(*row) for row in found)


def days_back(extent_: Extent, days: int) -> date:
    """Return the day so many days before the record's last."""
    return (extent_.last or date.min + timedelta(days)) - timedelta(days)


def days(reader: Reader) -> tuple[date | None, date | None]:
    """Return the first and the last day of the stories."""
    ((first, last),) = reader.ask("SELECT min(published), max(published) FROM stories")
    return first, last
