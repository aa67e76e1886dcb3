"""Link the events of a whole record into episodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dateline.records import EpisodeId, digest
from dateline.stages.episode.copies import bands, copies, origins_of
from dateline.stages.episode.likeness import Options
from dateline.stages.episode.merging import NOTHING, edges, merge
from dateline.stages.episode.sighting import sighting
from dateline.stages.episode.telling import episode
from dateline.stages.episode.ties import ties
from dateline.stages.episode.undated import dated_stories, resolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from dateline.records import Actor, ActorId, Episode, Event, EventId, Reading, Story, StoryId
    from dateline.stages.episode.copies import CopyGroup
    from dateline.stages.episode.hand import Hand
    from dateline.stages.episode.merging import Pair
    from dateline.stages.episode.sighting import Sighting
    from dateline.stages.episode.ties import Told
    from dateline.stages.episode.undated import PageDate


@dataclass(frozen=True, slots=True)
class Ways:
    """The steps of linking that take long, for those who divide them among machines; each gives what ours does."""

    bands: Callable[[Sequence[str]], list[tuple[int, ...]]] = bands
    copies: Callable[[Iterable[Story], Mapping[StoryId, tuple[int, ...]]], tuple[CopyGroup, ...]] = copies
    edges: Callable[[Sequence[Sighting], Options], Mapping[Pair, float]] = edges


HERE = Ways()


@dataclass(frozen=True, slots=True)
class Linkage:
    """What linking a whole record gives, with what is kept to go on from it."""

    groups: tuple[Told, ...]  # the episodes with their reports, in the order of their first telling
    alike: Mapping[Pair, float]  # the pairs of events that are alike enough
    copies: tuple[CopyGroup, ...]
    marks: Mapping[StoryId, tuple[int, ...]]  # what each story shares with its likely copies
    dates: Mapping[StoryId, PageDate]  # of undated stories
    raw: Mapping[EventId, Sighting]  # the events as their stories tell them, undated ones without the days they were given

    @property
    def episodes(self) -> tuple[Episode, ...]:
        """Return the episodes alone."""
        return tuple(one for one, _ in self.groups)


def link(
    readings: Iterable[Reading], *, before: Sequence[Episode] = (), options: Options | None = None, hand: Hand = NOTHING
) -> tuple[Episode, ...]:
    """
    Return the episodes of all that was read.

    Args:
        readings: what was read; their order does not matter.
        before: the episodes as they were linked last: their ids stay, those of merged ones lead on as aliases.
        options: how strictly reports are merged.
        hand: what people split and merged.
    """
    kept = tuple(readings)
    stories = [story for reading in kept for story in reading.stories]
    events = [event for reading in kept for event in reading.events]
    actors = {actor.id: actor for reading in kept for actor in reading.actors}
    return link_events(stories, events, actors=actors, before=before, options=options, hand=hand)


def link_events(  # noqa: PLR0913  # what linking rests on
    stories: Sequence[Story],
    events: Sequence[Event],
    *,
    actors: Mapping[ActorId, Actor],
    before: Sequence[Episode] = (),
    options: Options | None = None,
    hand: Hand = NOTHING,
) -> tuple[Episode, ...]:
    """
    Return the episodes of a whole record, in the order of their first telling.

    Args:
        stories: every story; one that stands on several pages may be given several times.
        events: every event that counts.
        actors: every actor, by id.
        before: the episodes as they were linked last, whose ids stay.
        options: how strictly reports are merged.
        hand: what people split and merged.
    """
    return link_all(stories, events, actors=actors, before=before, options=options, hand=hand).episodes


def link_all(  # noqa: PLR0913  # what linking rests on
    stories: Sequence[Story],
    events: Sequence[Event],
    *,
    actors: Mapping[ActorId, Actor],
    before: Sequence[Episode] = (),
    options: Options | None = None,
    hand: Hand = NOTHING,
    ways: Ways = HERE,
) -> Linkage:
    """Return the episodes of a whole record, with what is kept to go on from it; arguments as for `link_events`."""
    how = options or Options()
    told = first_appearances(stories)
    once = {event.id: event for event in events}
    sightings = [sighting(event, told[event.story], actors) for event in once.values() if event.story in told]
    marks = dict(zip(told, ways.bands([story.text for story in told.values()]), strict=True))
    groups = ways.copies(told.values(), marks)
    dates = dated_stories(sightings, how)
    raw = {one.event.id: one for one in sightings}
    sightings = list(resolved(sightings, dates))
    alike = ways.edges(sightings, how)
    found = assemble(sightings, alike, options=how, hand=hand, actors=actors, origins=origins_of(groups))
    named = tuple(zip(name([one for one, _ in found], before), (members for _, members in found), strict=True))
    links = ties(named, window=timedelta(days=how.window_days))
    tied = tuple((replace(one, links=links.get(one.id, ())), members) for one, members in named)
    return Linkage(tied, alike, groups, marks, dates, raw)


def first_appearances(stories: Iterable[Story]) -> dict[StoryId, Story]:
    """Return every story as it stands on the first of its pages by id."""
    return {story.id: story for story in sorted(stories, key=lambda story: story.page, reverse=True)}


def assemble(  # noqa: PLR0913  # what episodes rest on
    sightings: Sequence[Sighting],
    alike: Mapping[Pair, float],
    *,
    options: Options,
    hand: Hand,
    actors: Mapping[ActorId, Actor],
    origins: Mapping[StoryId, StoryId],
) -> tuple[Told, ...]:
    """Return the episodes of events, not named and not tied yet, in the order of their first telling."""
    merged = merge(sightings, options, alike, hand)
    return tuple((episode(members, reasons, actors=actors, origins=origins), members) for members, reasons in merged)


def name(
    episodes: Sequence[Episode], before: Sequence[Episode], taken: AbstractSet[EpisodeId] = frozenset()
) -> tuple[Episode, ...]:
    """
    Return the episodes with the ids that they had: of several, that of the most reports; the others become aliases.

    Args:
        episodes: the episodes of some events.
        before: all episodes that these events were in.
        taken: ids that other episodes have or had.
    """
    earlier: dict[EventId, EpisodeId] = {report.event: one.id for one in before for report in one.reports}
    aliases = {one.id: one.aliases for one in before}
    claims: dict[EpisodeId, list[tuple[int, int]]] = defaultdict(list)
    shared = [Counter(earlier[report.event] for report in one.reports if report.event in earlier) for one in episodes]
    for number, counted in enumerate(shared):
        for old, reports in counted.items():
            claims[old].append((-reports, number))
    owner = {old: min(several)[1] for old, several in claims.items()}
    made: list[Episode] = []
    used: set[EpisodeId] = {*taken, *(alias for several in aliases.values() for alias in several)}
    for number, one in enumerate(episodes):
        mine = sorted((old for old in shared[number] if owner[old] == number), key=lambda old: (-shared[number][old], old))
        given = mine[0] if mine else _fresh(one.id, used, owner.keys())
        used.add(given)
        others = (*mine[1:], *(alias for old in mine for alias in aliases[old]))
        made.append(replace(one, id=given, aliases=tuple(dict.fromkeys(other for other in others if other != given))))
    return tuple(made)


def _fresh(name: EpisodeId, *used: AbstractSet[EpisodeId]) -> EpisodeId:
    """Return an id that no episode has: the episode's own, or one made from it where a split left that to the other part."""
    while any(name in names for names in used):
        name = EpisodeId(digest("episode", name))
    return name


def date_pages(readings: Iterable[Reading], *, options: Options | None = None) -> tuple[PageDate, ...]:
    """Return when the undated pages that can be dated were published, with the constraints that say so, by page."""
    sightings = []
    for reading in readings:
        told, actors = {story.id: story for story in reading.stories}, {actor.id: actor for actor in reading.actors}
        sightings += [sighting(event, told[event.story], actors) for event in reading.events if event.story in told]
    return tuple(sorted(dated_stories(sightings, options or Options()).values(), key=lambda one: (one.page, one.story)))
