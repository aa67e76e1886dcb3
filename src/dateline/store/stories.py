"""What the page of one story asks: where it stands, what was removed beside it, which others tell the same."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline import wire
from dateline.records import PageId, Story, StoryId
from dateline.store.questions import Head
from dateline.store.reader import STORY_COLUMNS, story_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dateline.records import Removed
    from dateline.store.reader import Reader

_STANDING = 7  # columns that tell where a story stands
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


def standing(reader: Reader, story: str) -> tuple[Story, tuple[Standing, ...]] | None:
    """Return a story as it stands on the first of its pages, and all the pages on which it stands."""
    found = reader.ask(
        f"""SELECT p.id, p.path, p.url, a.kind, a.outlet, a.url, p.added_at, {STORY_COLUMNS}
        FROM stories s JOIN appearances a ON a.story = s.id JOIN pages p ON p.id = a.page
        WHERE s.id = $1 AND a.story = $1 ORDER BY p.id, a.position""",  # noqa: S608  # names of our own
        story,
    )
    places = tuple(Standing(*row[:_STANDING]) for row in found)
    return (story_of(found[0][_STANDING:]), places) if found else None


def removed(reader: Reader, page: str) -> tuple[Removed, ...]:
    """Return what was removed from a page, in its order."""
    found = reader.ask("SELECT text, reason, story, after FROM removed WHERE page = ? ORDER BY position", page)
    return tuple(wire.removed_of(dict(zip(("text", "reason", "story", "after"), row, strict=True))) for row in found)


@dataclass(frozen=True, slots=True)
class Shared:
    """What a story shares with others."""

    episodes: dict[str, tuple[str, int]]  # of each event its episode, and how many reports that has
    related: tuple[Related, ...]  # the stories that tell most of the same


def shared(reader: Reader, story: str, *, limit: int = 12) -> Shared:
    """Return the episodes of a story's events, and the other stories that report them."""
    found = reader.ask(
        """SELECT episode, event, story FROM episode_events
        WHERE episode IN (SELECT episode FROM episode_events WHERE story = ?)""",
        story,
    )
    reports = Counter(episode for episode, _, _ in found)
    others = Counter(other for _, other in {(episode, other) for episode, _, other in found if other != story})
    most = sorted(others.items(), key=lambda one: (-one[1], one[0]))[:limit]
    episodes = {event: (episode, reports[episode]) for episode, event, other in found if other == story}
    return Shared(episodes, tuple(Related(StoryId(name), number) for name, number in most))


def heads(reader: Reader, stories: Iterable[StoryId]) -> dict[StoryId, Head]:
    """Return what stories are called and who wrote them, without the pages on which they stand."""
    wanted = sorted(set(stories))
    if not wanted:
        return {}
    found = reader.ask(
        f"SELECT id, headline, agency, place, published FROM stories WHERE id IN ({', '.join('?' * len(wanted))})",  # noqa: S608  # only question marks
        *wanted,
    )
    return {
        name: Head(name, PageId(""), "", headline, agency, None, place, published)
        for name, headline, agency, place, published in found
    }


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
