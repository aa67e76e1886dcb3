"""What changed since a day: what was told anew, what is due, what is overdue; every line with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import store
from dateline.records import LinkKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dateline.records import Actor, ActorId, Episode, EpisodeId, EventId, PageId, Statement, StoryId


@dataclass(frozen=True, slots=True)
class Asked:
    """What a brief is about."""

    since: date
    until: date  # what is due lies after it, what is overdue before
    first: str | None = None  # a side, as in a timeline
    second: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """An episode told before, and what reports of this time say of it that was not said."""

    episode: Episode
    how: str  # in words
    by: Episode  # what says so: the episode itself, or one that is linked to it


@dataclass(frozen=True, slots=True)
class Brief:
    """What changed between two days."""

    asked: Asked
    new: tuple[Episode, ...]  # first told in that time
    again: tuple[Episode, ...]  # told before, and reported again in that time
    due: tuple[Episode, ...]  # plans whose last day is still to come
    overdue: tuple[Episode, ...]  # plans whose last day fell into that time, and no report of what became of them
    statements: tuple[Statement, ...]  # said or told in that time by one side about the other
    heads: Mapping[StoryId, store.Head]
    actors: Mapping[ActorId, Actor]
    changed: tuple[Changed, ...] = ()  # told before, and now held, denied, answered, or told otherwise


def brief(reader: store.Reader, asked: Asked) -> Brief:
    """Return what changed in the time asked for."""
    episodes = reader.timeline(store.Timeline(asked.first, asked.second))
    heads = reader.heads(report.story for episode in episodes for report in episode.reports)
    told = {episode.id: _told(episode, heads) for episode in episodes}
    held = {link.episode for episode in episodes for link in episode.links if link.kind is LinkKind.FOLLOWS}
    plans = [one for one in episodes if _is_open(one, held) and (not told[one.id] or told[one.id][0] <= asked.until)]
    statements = _statements(reader, asked)
    return Brief(
        asked=asked,
        new=tuple(one for one in episodes if told[one.id] and asked.since <= told[one.id][0] <= asked.until),
        again=tuple(one for one in episodes if _again(told[one.id], asked)),
        due=tuple(one for one in plans if _last(one, asked) > asked.until),
        overdue=tuple(one for one in plans if asked.since <= _last(one, asked) <= asked.until),
        statements=statements,
        heads={**heads, **reader.heads(statement.story for statement in statements)},
        actors=reader.actors(),
        changed=tuple(_changes(episodes, told, heads, asked)),
    )


_BECAME = {LinkKind.FOLLOWS: "became", LinkKind.DENIES: "is denied", LinkKind.ANSWERS: "is answered"}


def _changes(
    episodes: Sequence[Episode],
    told: Mapping[EpisodeId, tuple[date, ...]],
    heads: Mapping[StoryId, store.Head],
    asked: Asked,
) -> Iterator[Changed]:
    """Yield what is said in the time asked for of episodes that were told before it."""
    known = {one.id: one for one in episodes}

    def before(one: Episode) -> bool:
        return bool(told[one.id]) and told[one.id][0] < asked.since

    for one in episodes:
        new = bool(told[one.id]) and asked.since <= told[one.id][0] <= asked.until
        for link in one.links if new else ():
            earlier = known.get(link.episode)
            if link.kind in _BECAME and earlier is not None and before(earlier):
                yield Changed(earlier, f"{_BECAME[link.kind]}: {one.what}", one)
        if before(one):
            stories = {report.event: report.story for report in one.reports}
            for disagreement in one.disagreements:
                values = [value for value, events in disagreement.values if _first_now(events, stories, heads, asked)]
                if values:
                    yield Changed(one, f"{disagreement.field} now told as {', '.join(values)}", one)


def _first_now(
    events: Sequence[EventId], stories: Mapping[EventId, StoryId], heads: Mapping[StoryId, store.Head], asked: Asked
) -> bool:
    """Return whether all events that give a value are told in the time asked for."""
    days = [heads[stories[event]].published for event in events if event in stories and stories[event] in heads]
    return bool(days) and all(day is not None and asked.since <= day <= asked.until for day in days)


def sections(found: Brief) -> tuple[tuple[str, tuple[Episode, ...]], ...]:
    """Return the parts of a brief that list episodes, with their titles."""
    return (
        ("New", found.new),
        ("Changed", tuple({change.episode.id: change.episode for change in found.changed}.values())),
        ("Reported again", found.again),
        ("Due", found.due),
        ("Overdue, with no report of the outcome", found.overdue),
    )


def side_names(asked: Asked) -> str:
    """Return what a brief is about, in words."""
    return " and ".join(side for side in (asked.first, asked.second) if side) or "All states"


def speakers_of(statement: Statement, found: Brief) -> str:
    """Return who speaks, in words."""
    names = (
        found.actors[mention.actor].name
        if mention.actor is not None and mention.actor in found.actors
        else mention.citation.quote
        for mention in statement.speakers
    )
    return ", ".join(names) or "Not named"


def _told(episode: Episode, heads: Mapping[StoryId, store.Head]) -> tuple[date, ...]:
    """Return the days on which an episode was reported."""
    published = [heads[report.story].published for report in episode.reports if report.story in heads]
    return tuple(sorted(day for day in published if day is not None))


def _again(days: Sequence[date], asked: Asked) -> bool:
    return bool(days) and days[0] < asked.since and any(asked.since <= day <= asked.until for day in days)


def _is_open(episode: Episode, held: set[EpisodeId]) -> bool:
    """Return whether an episode is a plan with a last day, of whose outcome nothing is told."""
    dated = episode.when is not None and episode.when.end is not None
    return episode.status is Status.PLANNED and dated and episode.id not in held


def _last(episode: Episode, asked: Asked) -> date:
    return episode.when.end if episode.when is not None and episode.when.end is not None else asked.since


def _statements(reader: store.Reader, asked: Asked) -> tuple[Statement, ...]:
    sides: list[tuple[str | None, str | None]] = [(asked.first, asked.second)]
    if asked.second is not None:
        sides.append((asked.second, asked.first))
    found = {
        statement.id: statement
        for by, about in sides
        for statement in reader.statements(store.Statements(by=by, about=about, since=asked.since, until=asked.until))
    }
    return tuple(found.values())


# ------------------------------------------------------------------ in Markdown
def markdown(found: Brief, pages: Mapping[PageId, str], days: Mapping[EpisodeId, str]) -> Iterator[str]:
    """
    Yield the lines of a brief in Markdown.

    Args:
        found: what changed.
        pages: the path, given id or address of each page that is cited.
        days: when each episode was or is to be, in words.
    """
    asked = found.asked
    yield f"# {side_names(asked)}, {asked.since} to {asked.until}"
    for title, episodes in sections(found):
        if episodes:
            yield f"\n## {title} ({len(episodes)})\n"
            for episode in episodes:
                yield from _episode_lines(episode, found, pages, days)
    if found.statements:
        yield f"\n## Said ({len(found.statements)})\n"
        for statement in found.statements:
            yield from _statement_lines(statement, found)
    if not (found.new or found.again or found.due or found.overdue or found.statements):
        yield "\nNothing."


def _episode_lines(episode: Episode, found: Brief, pages: Mapping[PageId, str], days: Mapping[EpisodeId, str]) -> Iterator[str]:
    when = days.get(episode.id)
    yield (
        f"- **{_plain(episode.what)}**"
        + (f", {when}" if when else "")
        + f" ({episode.type}, {episode.status.value}) `{episode.id[:8]}`"
    )
    for change in found.changed:
        if change.episode.id == episode.id:
            yield f"  {_plain(change.how)}\n"
    for report in episode.reports[:2]:
        head = found.heads.get(report.story)
        told = f", {head.published}" if head and head.published else ""
        source = (head.agency or head.outlet if head else None) or ""
        where = _plain(", ".join(part for part in (source, pages.get(report.page, report.page)) if part))
        yield f"  > {_plain(report.evidence.quote)}\n  >\n  > — {where}{told}"


def _statement_lines(statement: Statement, found: Brief) -> Iterator[str]:
    speakers = speakers_of(statement, found)
    head = found.heads.get(statement.story)
    yield f"- **{_plain(speakers)}** ({statement.kind.value}) `{statement.id[:8]}`"
    told = f", {head.published}" if head and head.published else ""
    words = _plain(" ... ".join(piece.quote for piece in statement.content))
    yield f"  > {words}\n  >\n  > — {_plain(head.path if head else '')}{told}"


def _plain(text: str) -> str:
    """Return words of a page so that Markdown, and the HTML in it, shows them as they are."""
    flat = " ".join(text.split())
    return "".join(f"\\{character}" if character in "\\`*_[]<>#|&" else character for character in flat)
