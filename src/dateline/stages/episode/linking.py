"""Link the events of a whole record into episodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dateline.records import EpisodeId, digest
from dateline.stages.episode.copies import origins
from dateline.stages.episode.likeness import Options
from dateline.stages.episode.merging import merge
from dateline.stages.episode.sighting import sighting
from dateline.stages.episode.telling import episode
from dateline.stages.episode.ties import ties
from dateline.stages.episode.undated import dated_stories, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from dateline.records import Actor, ActorId, Episode, Event, EventId, Reading, Story
    from dateline.stages.episode.undated import PageDate


def link(readings: Iterable[Reading], *, before: Sequence[Episode] = (), options: Options | None = None) -> tuple[Episode, ...]:
    """
    Return the episodes of all that was read.

    Args:
        readings: what was read; their order does not matter.
        before: the episodes as they were linked last: their ids stay, those of merged ones lead on as aliases.
        options: how strictly reports are merged.
    """
    kept = tuple(readings)
    stories = [story for reading in kept for story in reading.stories]
    events = [event for reading in kept for event in reading.events]
    actors = {actor.id: actor for reading in kept for actor in reading.actors}
    return link_events(stories, events, actors=actors, before=before, options=options)


def link_events(
    stories: Sequence[Story],
    events: Sequence[Event],
    *,
    actors: Mapping[ActorId, Actor],
    before: Sequence[Episode] = (),
    options: Options | None = None,
) -> tuple[Episode, ...]:
    """
    Return the episodes of a whole record, in the order of their first telling.

    Args:
        stories: every story; one that stands on several pages may be given several times.
        events: every event that counts.
        actors: every actor, by id.
        before: the episodes as they were linked last, whose ids stay.
        options: how strictly reports are merged.
    """
    how = options or Options()
    told = {story.id: story for story in sorted(stories, key=lambda story: story.page, reverse=True)}
    once = {event.id: event for event in events}
    sightings = [sighting(event, told[event.story], actors) for event in once.values() if event.story in told]
    copied = origins(told.values())
    sightings = list(resolved(sightings, dated_stories(sightings, how)))
    merged = merge(sightings, how)
    groups = [(episode(members, reasons, actors=actors, origins=copied), members) for members, reasons in merged]
    groups = [(named, members) for named, (_, members) in zip(_named([one for one, _ in groups], before), groups, strict=True)]
    links = ties(groups, window=timedelta(days=how.window_days))
    return tuple(replace(one, links=links.get(one.id, ())) for one, _ in groups)


def _named(episodes: Sequence[Episode], before: Sequence[Episode]) -> tuple[Episode, ...]:
    """Return the episodes with the ids that they had: of several, that of the most reports; the others become aliases."""
    earlier: dict[EventId, EpisodeId] = {report.event: one.id for one in before for report in one.reports}
    aliases = {one.id: one.aliases for one in before}
    claims: dict[EpisodeId, list[tuple[int, int]]] = defaultdict(list)
    shared = [Counter(earlier[report.event] for report in one.reports if report.event in earlier) for one in episodes]
    for number, counted in enumerate(shared):
        for old, reports in counted.items():
            claims[old].append((-reports, number))
    owner = {old: min(several)[1] for old, several in claims.items()}
    taken: list[Episode] = []
    used: set[EpisodeId] = set()
    for number, one in enumerate(episodes):
        mine = sorted((old for old in shared[number] if owner[old] == number), key=lambda old: (-shared[number][old], old))
        name = mine[0] if mine else _fresh(one.id, used | owner.keys())
        used.add(name)
        others = (*mine[1:], *(alias for old in mine for alias in aliases[old]))
        taken.append(replace(one, id=name, aliases=tuple(dict.fromkeys(other for other in others if other != name))))
    return tuple(taken)


def _fresh(name: EpisodeId, used: AbstractSet[EpisodeId]) -> EpisodeId:
    """Return an id that no episode has: the episode's own, or one made from it where a split left that to the other part."""
    while name in used:
        name = EpisodeId(digest("episode", name))
    return name


def date_pages(readings: Iterable[Reading], *, options: Options | None = None) -> tuple[PageDate, ...]:
    """Return when the undated pages that can be dated were published, with the constraints that say so, by page."""
    sightings = []
    for reading in readings:
        told, actors = {story.id: story for story in reading.stories}, {actor.id: actor for actor in reading.actors}
        sightings += [sighting(event, told[event.story], actors) for event in reading.events if event.story in told]
    return tuple(sorted(dated_stories(sightings, options or Options()).values(), key=lambda one: (one.page, one.story)))
