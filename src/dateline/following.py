"""What is sent to those who follow two sides, an actor or a search: entries, each with its words and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from dateline.brief import Brief
    from dateline.records import Actor, ActorId, Episode, Statement, StoryId
    from dateline.store import Head
    from dateline.store.search import Found, Hit, Search

BOTH = 2
MOST_WORDS = 12  # of what was said or found, in a title


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a story, and where they stand."""

    words: str
    source: str  # agency or outlet, page and day
    address: str  # the story's, in the reading room


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new."""

    key: str  # "episode:ab12", the same for good
    title: str
    updated: date
    address: str  # a path of the reading room
    labels: tuple[str, ...]  # "new", "due"; the type and status of an episode
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """What one who follows gets, the newest first."""

    key: str
    title: str
    address: str
    updated: date
    entries: tuple[Entry, ...]


# ------------------------------------------------------------------ two sides, or one
def of_brief(found: Brief, *, address: str | None = None) -> Following:
    """
    Return the entries of a brief: every episode once with all that is to be said of it, and what was said.

    Args:
        found: the brief.
        address: of the page that shows the same, in the reading room; None: that of the pair.
    """
    asked = found.asked
    sides = [side for side in (asked.first, asked.second) if side]
    named = " and ".join(sides) or "All states"
    entries = (*_episodes(found), *(_statement(one, found.actors, found.heads, asked.until) for one in found.statements))
    page = address or ("/dyad/" + "/".join(quote(side, safe="") for side in sides) if len(sides) == BOTH else "/")
    return Following(f"brief:{':'.join(sides)}", named, page, asked.until, _newest_first(entries))


def _newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (-entry.updated.toordinal(), entry.key)))


def _address(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _episodes(found: Brief) -> Iterator[Entry]:
    groups = {"new": found.new, "again": found.again, "due": found.due, "overdue": found.overdue}
    episodes = {one.id: one for group in groups.values() for one in group}
    for name, one in episodes.items():
        labels = tuple(label for label, group in groups.items() if any(other.id == name for other in group))
        yield Entry(
            key=f"episode:{name}",
            title=_flat(one.what),
            updated=_changed(one, found, overdue="overdue" in labels),
            address=f"/episode/{quote(name)}",
            labels=(*labels, one.type, one.status.value),
            quoted=tuple(_quoted(report.evidence.quote, report.story, found.heads) for report in one.reports[:3]),
        )


def _changed(episode: Episode, found: Brief, *, overdue: bool) -> date:
    """Return the day of the newest report, or the day on which a plan fell due; never one after the day asked for."""
    days = [found.heads[report.story].published for report in episode.reports if report.story in found.heads]
    if overdue and episode.when is not None:
        days.append(episode.when.end)
    known = [day for day in days if day is not None and day <= found.asked.until]
    return max(known, default=found.asked.until)


def _statement(statement: Statement, actors: Mapping[ActorId, Actor], heads: Mapping[StoryId, Head], until: date) -> Entry:
    words = " … ".join(piece.quote for piece in statement.content)
    head = heads.get(statement.story)
    told = head.published if head and head.published else until
    return Entry(
        key=f"statement:{statement.id}",
        title=f"{_speakers(statement, actors)}: {_first_words(words)}",
        updated=told,
        address=f"/statement/{quote(statement.id)}",
        labels=("said", statement.kind.value),
        quoted=(_quoted(words, statement.story, heads),),
    )


def _speakers(statement: Statement, actors: Mapping[ActorId, Actor]) -> str:
    named = [actors[one.actor].name if one.actor in actors else one.citation.quote for one in statement.speakers if one.actor]
    return _flat(", ".join(dict.fromkeys(named))) or "Not named"


def _quoted(words: str, story: StoryId, heads: Mapping[StoryId, Head]) -> Quoted:
    return Quoted(_flat(words), _source(heads.get(story)), f"/story/{quote(story)}")


def _source(head: Head | None) -> str:
    if head is None:
        return "story not found"
    day = head.published.isoformat() if head.published else None
    return ", ".join(_flat(part) for part in (head.agency or head.outlet, head.headline or head.path, day) if part)


def _flat(words: str) -> str:
    return " ".join(words.split())


def _first_words(words: str) -> str:
    split = words.split()
    return " ".join(split[:MOST_WORDS]) + (" …" if len(split) > MOST_WORDS else "")


# ------------------------------------------------------------------ a search
def of_search(found: Found, asked: Search, actors: Mapping[ActorId, Actor], *, until: date) -> Following:
    """
    Return the statements and stories that a search found.

    Args:
        found: what was found.
        asked: the search.
        actors: who speaks, by id.
        until: the day of what tells none itself.
    """
    entries = tuple(_hit(hit, actors, until) for hit in found.hits)
    filters = {"by": asked.by, "about": asked.about, "to": asked.to, "country": asked.country, "kind": asked.kind}
    query = {"q": asked.words, **{name: str(value) for name, value in filters.items() if value}}
    key = f"search:{urlencode(query)}"
    return Following(key, f"Search: {_flat(asked.words)}", _address("/search", query), until, _newest_first(entries))


def _hit(hit: Hit, actors: Mapping[ActorId, Actor], until: date) -> Entry:
    heads = {hit.story: hit.head} if hit.head else {}
    if hit.statement is not None:
        return _statement(hit.statement, actors, heads, until)
    return Entry(
        key=f"story:{hit.story}",
        title=_flat(hit.head.headline or "") if hit.head and hit.head.headline else "A story without a headline",
        updated=hit.head.published if hit.head and hit.head.published else until,
        address=f"/story/{quote(hit.story)}",
        labels=("story",),
        quoted=tuple(_quoted(fragment.text, hit.story, heads) for fragment in hit.fragments),
    )


# ------------------------------------------------------------------ as plain text
def text_lines(following: Following, base: str) -> Iterator[str]:
    """Yield the lines of a letter: every entry with its words and full addresses."""
    yield f"{following.title}, {following.updated}"
    for entry in following.entries:
        yield f"\n* {entry.title} ({', '.join(entry.labels)}, {entry.updated})\n  {absolute(base, entry.address)}"
        yield from _quote_lines(entry.quoted)
    if not following.entries:
        yield "\nNothing."


def _quote_lines(quoted: Sequence[Quoted]) -> Iterator[str]:
    for one in quoted:
        yield f"  > {one.words}\n  > ({one.source})"


def absolute(base: str, address: str) -> str:
    """Return the full address of a path of the reading room."""
    return base.rstrip("/") + address
