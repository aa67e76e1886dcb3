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
VAGUE = 0  # the month of events that may have been at any time
MANY_MONTHS = 3  # months that an event may cover before it counts as having no time


def _sides(one: Sighting) -> Iterator[Key]:
    """Yield the pairs of sides of an event, and each actor alone, since another report may leave the other side out."""
    parties = sorted(one.parties)[:MANY_SIDES]
    yield from combinations(parties, 2)
    yield from ((actor,) for actor in sorted(one.actors)[:MANY_SIDES])


def _months(one: Sighting, window: timedelta) -> tuple[int, ...]:
    """Return the months, counted through, in which an event can have been; those of vague time are in none."""
    start, end = one.days(window)
    if start is None or end is None:
        return (VAGUE,)
    first, last = start.year * 12 + start.month, end.year * 12 + end.month
    return tuple(range(first, last + 1)) if last - first < MANY_MONTHS else (VAGUE,)


def blocks(sightings: Sequence[Sighting], options: Options) -> dict[Key, list[Sighting]]:
    """Return the blocks of events by sides, status and month; each is linked by itself, whatever arrived when."""
    window = timedelta(days=options.window_days)
    found: dict[Key, list[Sighting]] = defaultdict(list)
    for one in sorted(sightings, key=told):
        for sides in _sides(one):
            for month in _months(one, window):
                found[(*sides, one.group, month)].append(one)
    return found


def pairs(found: dict[Key, list[Sighting]], options: Options) -> Iterator[tuple[Sighting, Sighting]]:
    """Yield the pairs to compare: those of a block, and those of vague time with those of a month that share a word."""
    vague = {key[:-1]: _by_word(block) for key, block in found.items() if key[-1] == VAGUE}
    for key, block in found.items():
        yield from _inside(block, options)
        words = vague.get(key[:-1])
        if words and key[-1] != VAGUE:
            for one in block:
                for word in one.words:
                    yield from ((one, other) for other in words.get(word, ())[: options.bloc])


def _by_word(block: Sequence[Sighting]) -> dict[str, list[Sighting]]:
    """Return the events of a block by the words that tell them."""
    index: dict[str, list[Sighting]] = defaultdict(list)
    for one in block:
        for word in one.words:
            index[word].append(one)
    return index


def _inside(block: Sequence[Sighting], options: Options) -> Iterator[tuple[Sighting, Sighting]]:
    """Yield the pairs of one block: all, or in a large one those that share a word or a first day."""
    if len(block) <= options.bloc:
        yield from combinations(block, 2)
        return
    days: dict[object, list[Sighting]] = defaultdict(list)
    for one in block:
        if one.event.when and one.event.when.start:
            days[one.event.type, one.event.when.start].append(one)
    for several in (*_by_word(block).values(), *days.values()):
        if len(several) <= options.bloc:
            yield from combinations(several, 2)
