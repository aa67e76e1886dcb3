"""Which events are compared at all: those that share sides, kind and time, or sides, kind and a word that few others have."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from dateline.stages.episode.likeness import Options
    from dateline.stages.episode.sighting import Sighting

Key = int  # 64 bits of a digest: what is kept of a block in a database
ALL_SIDES = 1  # parts that blocks are divided into where one machine does them all
MANY_SIDES = 8  # sides of one event beyond which only the first, by name, make blocks
MANY_MONTHS = 3  # months that an event may cover before it counts as having no time


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the blocks: those of the sides that fall into one of so many parts."""

    number: int = 0
    parts: int = ALL_SIDES

    def holds(self, sides: str) -> bool:
        """Return whether the blocks of these sides are among them."""
        return self.parts == ALL_SIDES or crc32(sides.encode("utf-8", "surrogatepass")) % self.parts == self.number


WHOLE = Part()


def digest_of(*parts: object) -> Key:
    """Return the number of a block."""
    packed = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(packed, digest_size=8).digest(), "big", signed=True)


def _sides(one: Sighting) -> Iterator[str]:
    """Yield the pairs of sides of an event, and each actor alone, since another report may leave the other side out."""
    parties = sorted(one.parties)[:MANY_SIDES]
    yield from (f"{first}\x1e{second}" for first, second in combinations(parties, 2))
    yield from sorted(one.actors)[:MANY_SIDES]


def parts_of(one: Sighting, parts: int) -> frozenset[int]:
    """Return the numbers of the parts, of so many, that hold a block of an event."""
    return frozenset(crc32(sides.encode("utf-8", "surrogatepass")) % parts for sides in _sides(one))


def months(one: Sighting, options: Options) -> tuple[int, ...]:
    """Return the months, counted through, in which an event can have been; none for those of vague time."""
    start, end = one.days(timedelta(days=options.window_days))
    if start is None or end is None:
        return ()
    first, last = start.year * 12 + start.month, end.year * 12 + end.month
    return tuple(range(first, last + 1)) if last - first < MANY_MONTHS else ()


def time_keys(one: Sighting, options: Options, part: Part = WHOLE) -> frozenset[Key]:
    """Return the blocks by sides, status and month; fighting under way, which few words tell, by the year of its telling."""
    when, mine = months(one, options), tuple(filter(part.holds, _sides(one)))
    if when:
        return frozenset(digest_of("month", sides, one.group, month) for sides in mine for month in when)
    if not (one.background and one.event.type == "ASSAULT") or one.told is None or one.told.start is None:
        return frozenset()
    year = one.told.start.year
    return frozenset(digest_of("fighting", sides, one.group, each) for sides in mine for each in (year, year + 1))


def word_keys(one: Sighting, options: Options, part: Part = WHOLE) -> frozenset[Key]:
    """Return the blocks by sides, status and word, whatever the time; those of vague time are compared by these alone."""
    del options
    return frozenset(digest_of("word", sides, one.group, word) for sides in filter(part.holds, _sides(one)) for word in one.words)


def _finer(one: Sighting) -> Iterator[object]:
    """Yield what parts a large block: words, and the first day of one type."""
    yield from one.words
    if one.event.when and one.event.when.start:
        yield one.event.type, one.event.when.start


def finer_blocks(block: Iterable[Sighting]) -> Mapping[object, list[Sighting]]:
    """Return the parts of a large block."""
    parts: dict[object, list[Sighting]] = defaultdict(list)
    for one in block:
        for mark in _finer(one):
            parts[mark].append(one)
    return parts


class Blocks:
    """Events by what they share; a block of more events than the options allow tells nothing, or is parted further."""

    def __init__(
        self, sightings: Iterable[Sighting], options: Options, dead: AbstractSet[Key] = frozenset(), part: Part = WHOLE
    ) -> None:
        """
        Put every event into its blocks.

        Args:
            sightings: the events.
            options: how large a block may be.
            dead: blocks by word that are too large, where not all of their events are given.
            part: which blocks.
        """
        self.options = options
        self.by_time: dict[Key, list[Sighting]] = defaultdict(list)
        self.by_word: dict[Key, list[Sighting]] = defaultdict(list)
        for one in sightings:
            for key in time_keys(one, options, part):
                self.by_time[key].append(one)
            for key in word_keys(one, options, part) - dead:
                self.by_word[key].append(one)

    def several(self) -> Iterator[Sequence[Sighting]]:
        """Yield the groups of events in which each is compared with each."""
        for block in self.by_time.values():
            if len(block) <= self.options.bloc:
                yield block
            else:
                yield from (part for part in finer_blocks(block).values() if len(part) <= self.options.bloc)
        yield from (block for block in self.by_word.values() if len(block) <= self.options.words)

    def pairs(self, wanted: AbstractSet[str] | None = None) -> Iterator[tuple[Sighting, Sighting]]:
        """
        Yield the pairs to compare, the smaller id first; a pair may come several times.

        Args:
            wanted: ids of events; only pairs with one of them.
        """
        for block in self.several():
            mine = block if wanted is None else [one for one in block if one.event.id in wanted]
            others = block if wanted is None else [one for one in block if one.event.id not in wanted]
            chosen = combinations(mine, 2) if wanted is None else _with_others(mine, others)
            for one, other in chosen:
                yield (one, other) if one.event.id < other.event.id else (other, one)


def _with_others(mine: Sequence[Sighting], others: Sequence[Sighting]) -> Iterator[tuple[Sighting, Sighting]]:
    yield from combinations(mine, 2)
    yield from ((one, other) for one in mine for other in others)
