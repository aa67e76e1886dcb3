"""What the page of one story asks: where it stands, what was removed beside it, which others tell the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline import wire

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dateline.records import PageId, Removed, StoryId
    from dateline.store.reader import Reader

Json = dict[str, Any]  # the edge: a `record` column


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
    """Another story: one that tells the same, a copy, or one on the same page; `Reader.heads` says what it is called."""

    story: StoryId
    shared: int = 0  # episodes that both tell
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


def related(reader: Reader, story: str, episodes: Iterable[str], *, limit: int = 12) -> tuple[Related, ...]:
    """Return the stories that tell most of some episodes, this story left out."""
    wanted = sorted(set(episodes))
    found = reader.ask(
        f"""SELECT story, count(DISTINCT episode) FROM episode_events WHERE episode IN ({", ".join("?" * len(wanted))})
        AND story <> ? GROUP BY story ORDER BY 2 DESC, story LIMIT ?""",  # noqa: S608  # only question marks
        *wanted,
        story,
        limit,
    )  # fmt: skip
    return tuple(Related(*row) for row in found)


def beside(reader: Reader, story: str, page: str, *, limit: int = 60) -> tuple[Related, ...]:
    """Return the other stories of a page: embedded ones and teasers."""
    found = reader.ask(
        "SELECT story FROM appearances WHERE page = ? AND story <> ? ORDER BY position LIMIT ?", page, story, limit
    )
    return tuple(Related(row[0]) for row in found)


def copies(reader: Reader, story: str) -> tuple[Related, ...]:
    """Return the stories that are copies of one text, this one left out."""
    found = reader.ask(
        """SELECT story, kind, origin FROM copies
        WHERE origin = $1 OR origin = (SELECT any_value(origin) FROM copies WHERE story = $1) ORDER BY position, story""",
        story,
    )
    kinds = {row[2]: "original" for row in found} | {row[0]: row[1] for row in found if row[0] != row[2]}
    return tuple(Related(name, kind=kind) for name, kind in kinds.items() if name != story)


def told(reader: Reader, story: str) -> dict[str, list[Json]]:
    """Return the records of a story in text order, by kind: in one question what `Reader.told_in` asks in four."""
    kinds = ("statement", "event", "tenure", "figure")
    parts = " UNION ALL ".join(
        f"SELECT '{kind}', start_at, id, record FROM {kind}s WHERE story = $1 AND verdict IS DISTINCT FROM 'rejected'"  # noqa: S608
        for kind in kinds
    )
    found: dict[str, list[Json]] = {kind: [] for kind in kinds}
    for kind, _, _, record in sorted(reader.ask(parts, story), key=lambda row: row[1:3]):
        found[kind].append(json.loads(record))
    return found


def episodes_in(reader: Reader, story: str) -> dict[str, tuple[str, int]]:
    """Return for each event of a story its episode, and how many reports that has."""
    found = reader.ask(
        "SELECT v.event, e.id, e.reports FROM episode_events v JOIN episodes e ON e.id = v.episode WHERE v.story = ?", story
    )
    return {row[0]: (row[1], row[2]) for row in found}
