"""Which events are compared at all: those that share sides, kind and time."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from dateline.stages.episode.likeness import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.stages.episode.likeness import Options
    from dateline.stages.episode.sighting import Sighting

Key = tuple[object, ...]
MANY_SIDES = 8  # sides of one event beyond which only the first, by name, make blocks
MANY_MONTHS = 3  # months that an event may cover before it counts as having no time


def _sides(one: Sighting) -> Iterator[Key]:
    """Yield the pairs of sides of an event, and each actor alone, since another report may leave the other side out."""
    parties = sorted(one.parties)[:MANY_SIDES]
    yield from combinations(parties, 2)
    yield from ((actor,) for actor in sorted(one.actors)[:MANY_SIDES])


def _months(one: Sighting, window: timedelta) -> tuple[int, ...]:
    """Return the months, counted through, in which an event can have been; those of vague time are in month 0."""
    start, end = one.days(window)
    if start is None or end is None:
        return (0,)
    first, last = start.year * 12 + start.month, end.year * 12 + end.month
    return tuple(range(first, last + 1)) if last - first < MANY_MONTHS else (0,)


def blocks(sightings: Sequence[Sighting], options: Options) -> dict[Key, list[Sighting]]:
    """Return the blocks of events by sides, status and month; each is linked by itself, whatever arrived when."""
    window = timedelta(days=options.window_days)
    found: dict[Key, list[Sighting]] = defaultdict(list)
    timeless: dict[Key, set[Key]] = defaultdict(set)
    for one in sorted(sightings, key=told):
        months = _months(one, window)
        for sides in _sides(one):
            for month in months:
                found[(*sides, one.group, month)].append(one)
                timeless[(*sides, one.group)].add((*sides, one.group, month))
    for start, keys in timeless.items():
        vague = found.get((*start, 0), [])
        for key in keys - {(*start, 0)}:
            found[key].extend(vague)
    return found


def pairs(block: Sequence[Sighting], options: Options) -> Iterator[tuple[Sighting, Sighting]]:
    """Yield the pairs of a block to compare: all, or in a large one those that share a word or a first day."""
    if len(block) <= options.bloc:
        yield from combinations(block, 2)
        return
    index: dict[object, list[Sighting]] = defaultdict(list)
    for one in block:
        for word in one.words:
            index[word].append(one)
        if one.event.when and one.event.when.start:
            index[one.event.type, one.event.when.start].append(one)
    for several in index.values():
        if len(several) <= options.bloc:
            yield from combinations(several, 2)
