"""What the page of one story asks: where it stands, what was removed beside it, which others tell the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import wire

if TYPE_CHECKING:
    from datetime import date, datetime

    from dateline.records import PageId, Removed, StoryId
    from dateline.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Standing:
    """A page on which a story stands."""

    page: PageId
    path: str | None
    url: str | None
    kind: str  # main, embedded, teaser
    outlet: str | None
    story_url: str | None
    added_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Related:
    """Another story that tells the same, or stands on the same page."""

    story: StoryId
    headline: str | None
    source: str | None  # agency or outlet
    published: date | None
    shared: int  # episodes that both tell
    kind: str = ""  # of a copy: how it came about


def standings(reader: Reader, story: str) -> tuple[Standing, ...]:
    """Return the pages on which a story stands."""
    found = reader.ask(
        """SELECT p.id, p.path, p.url, a.kind, a.outlet, a.url, p.added_at FROM appearances a JOIN pages p ON p.id = a.page
        WHERE a.story = ? ORDER BY p.id, a.position""",
        story,
    )
    return tuple(Standing(*row) for row in found)


def removed(reader: Reader, page: str) -> tuple[Removed, ...]:
    """Return what was removed from a page, in its order."""
    found = reader.ask("SELECT text, reason, story, after FROM removed WHERE page = ? ORDER BY position", page)
    return tuple(wire.removed_of(dict(zip(("text", "reason", "story", "after"), row, strict=True))) for row in found)


def related(reader: Reader, story: str, *, limit: int = 12) -> tuple[Related, ...]:
    """Return the stories that tell most of the same episodes."""
    found = reader.ask(
        """WITH mine AS (SELECT DISTINCT episode FROM episode_events WHERE story = $1),
            others AS (SELECT v.story, count(DISTINCT v.episode) AS shared
                FROM episode_events v JOIN mine ON mine.episode = v.episode
                WHERE v.story <> $1 GROUP BY v.story ORDER BY shared DESC, v.story LIMIT $2)
        SELECT s.id, s.headline, coalesce(s.agency, any_value(a.outlet)), s.published, any_value(others.shared) AS shared
        FROM others JOIN stories s ON s.id = others.story LEFT JOIN appearances a ON a.story = s.id
        GROUP BY s.id, s.headline, s.agency, s.published ORDER BY shared DESC, s.published DESC NULLS LAST, s.id""",
        story,
        limit,
    )
    return tuple(Related(*row) for row in found)


def beside(reader: Reader, story: str, *, limit: int = 60) -> tuple[Related, ...]:
    """Return the other stories of the first page on which a story stands: embedded ones and teasers."""
    found = reader.ask(
        """SELECT s.id, s.headline, coalesce(s.agency, a.outlet), s.published FROM appearances a JOIN stories s ON s.id = a.story
        WHERE a.page = (SELECT min(page) FROM appearances WHERE story = $1) AND a.story <> $1 ORDER BY a.position LIMIT $2""",
        story,
        limit,
    )
    return tuple(Related(row[0], row[1], row[2], row[3], shared=0) for row in found)


def copies(reader: Reader, story: str) -> tuple[Related, ...]:
    """Return the stories that are copies of one text, this one left out, the first published first."""
    found = reader.ask(
        """WITH one AS (SELECT origin FROM copies WHERE story = $1 OR origin = $1),
            every AS (SELECT story, kind FROM copies WHERE origin IN (FROM one) UNION SELECT origin, 'origin' FROM one)
        SELECT s.id, s.headline, coalesce(s.agency, any_value(a.outlet)), s.published, 0, min(every.kind)
        FROM every JOIN stories s ON s.id = every.story LEFT JOIN appearances a ON a.story = s.id WHERE s.id <> $1
        GROUP BY s.id, s.headline, s.agency, s.published ORDER BY s.published NULLS LAST, s.id""",
        story,
    )
    return tuple(Related(*row) for row in found)


def episodes_in(reader: Reader, story: str) -> dict[str, tuple[str, int]]:
    """Return for each event of a story its episode, and how many reports that has."""
    found = reader.ask(
        "SELECT v.event, e.id, e.reports FROM episode_events v JOIN episodes e ON e.id = v.episode WHERE v.story = ?", story
    )
    return {row[0]: (row[1], row[2]) for row in found}
