"""
Which events are compared at all: those that share sides, status and time, or sides, status and two words that few others have.

One word is enough among acts of one type between two sides that have no day, while they are few: docs/decisions/0154.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

from dateline.stages.episode.lexicon import kin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.stages.episode.likeness import Options
    from dateline.stages.episode.sighting import Sighting

Key = int  # 64 bits of a digest: what is kept of a block in a database
HALF = 32  # bits: the upper ones tell what a key is about, the lower ones the month, the year or the word
ALL_SIDES = 1  # parts that blocks are divided into where one machine does them all
MANY_SIDES = 8  # sides of one event beyond which only the first, by name, make blocks
MANY_MONTHS = 3  # months that an event may cover before it counts as having no time
DAY = timedelta(days=1)  # that days may be apart
TWO = 2  # words: without a day one word in common is chance where much is told (docs/decisions/0154)


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
    return _digest(parts, 8, signed=True)


def key_of(low: int, *about: str) -> Key:
    """Return the number of a block that is about something, parted by a number of 32 bits."""
    return (_upper(about) << HALF) + low


def _digest(parts: Iterable[object], size: int, *, signed: bool) -> int:
    packed = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(packed, digest_size=size).digest(), "big", signed=signed)


@lru_cache(maxsize=65536)
def _upper(about: tuple[str, ...]) -> int:
    return _digest(about, HALF // 8, signed=True)


@lru_cache(maxsize=65536)
def _lower(word: str) -> int:
    return _digest((word,), HALF // 8, signed=False)


def _sides(one: Sighting) -> Iterator[str]:
    """Yield the pairs of sides of an event, and each actor alone, since another report may leave the other side out."""
    parties = sorted(one.parties)[:MANY_SIDES]
    yield from (f"{first}\x1e{second}" for first, second in combinations(parties, 2))
    yield from sorted(one.actors)[:MANY_SIDES]


def parts_of(one: Sighting, parts: int) -> frozenset[int]:
    """Return the numbers of the parts, of so many, that hold a block of an event."""
    return frozenset(crc32(sides.encode("utf-8", "surrogatepass")) % parts for sides in _sides(one))


def months(one: Sighting, options: Options) -> tuple[int, ...]:
    """Return the months, counted through, in which an event can have been, give or take a day; none for those of vague time."""
    start, end = one.days(timedelta(days=options.window_days))
    if start is None or end is None or _month(end) - _month(start) >= MANY_MONTHS:
        return ()
    first, last = start if start == date.min else start - DAY, end if end == date.max else end + DAY
    return tuple(range(_month(first), _month(last) + 1))


def _month(day: date) -> int:
    return day.year * 12 + day.month


def time_keys(one: Sighting, options: Options, part: Part = WHOLE) -> frozenset[Key]:
    """Return the blocks by sides, status and month; fighting under way, which few words tell, by the year of its telling."""
    when, mine = months(one, options), tuple(filter(part.holds, _sides(one)))
    if when:
        return frozenset(key_of(month, "month", sides, one.group) for sides in mine for month in when)
    if not (one.background and one.event.type == "ASSAULT") or one.told is None or one.told.start is None:
        return frozenset()
    year = one.told.start.year
    return frozenset(key_of(each, "fighting", sides, one.group) for sides in mine for each in (year, year + 1))


def word_keys(one: Sighting, options: Options, part: Part = WHOLE) -> frozenset[Key]:
    """
    Return the blocks by sides, status and word, whatever the time; those of vague time are compared by two of these.

    The word for the kind of act is no evidence where no day tells one act from the next.
    """
    del options
    words = [_lower(word) for word in (one.words - one.trigger if one.background else one.words)]
    bases = [key_of(0, "word", sides, one.group) for sides in filter(part.holds, _sides(one))]
    return frozenset(base + word for base in bases for word in words)


def few_keys(one: Sighting, options: Options, part: Part = WHOLE) -> frozenset[Key]:
    """Return the blocks by two sides, status and type of an event of vague time."""
    if months(one, options):
        return frozenset()
    pairs = (f"{first}\x1e{second}" for first, second in combinations(sorted(one.parties)[:MANY_SIDES], 2))
    return frozenset(key_of(0, "few", sides, one.group, one.event.type) for sides in pairs if part.holds(sides))


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

    def __init__(self, sightings: Iterable[Sighting], options: Options, part: Part = WHOLE) -> None:
        """
        Put every event into its blocks.

        Args:
            sightings: the events.
            options: how large a block may be.
            part: which blocks.
        """
        self.sightings = sorted({one.event.id: one for one in sightings}.values(), key=lambda one: one.event.id)
        self.options = options
        self.vague = {number for number, one in enumerate(self.sightings) if not months(one, options)}
        self.dated = set(range(len(self.sightings))) - self.vague
        self.known: list[list[list[int]]] = [[] for _ in self.sightings]  # for each event its blocks: numbers, rising
        self.words: list[list[list[list[int]]]]  # for each event and each of its sides, those that share a word with it
        self._by_time(part)
        self._by_words(part)

    def _by_time(self, part: Part) -> None:
        """Note who is in a block by time, or in which part of it, and who is among few."""
        for key, limit in ((time_keys, self.options.bloc), (few_keys, self.options.few)):
            found: dict[Key, list[int]] = defaultdict(list)
            for number, one in enumerate(self.sightings):
                for each in key(one, self.options, part):
                    found[each].append(number)
            for block in found.values():
                small = [block] if len(block) <= limit else self._parts(block) if key is time_keys else []
                for several in small:
                    for number in several if len(several) > 1 else ():
                        self.known[number].append(several)

    def _parts(self, block: Sequence[int]) -> list[list[int]]:
        """Return the parts of a large block that are not too large."""
        numbers = {self.sightings[number].event.id: number for number in block}
        finer = finer_blocks(self.sightings[number] for number in block).values()
        return [[numbers[one.event.id] for one in part] for part in finer if len(part) <= self.options.bloc]

    def _by_words(self, part: Part) -> None:
        """Note who shares words with whom, for each of their sides."""
        found: dict[Key, list[int]] = defaultdict(list)
        for number in self.vague:
            for key in word_keys(self.sightings[number], self.options, part):
                found[key].append(number)
        for number in self.dated:  # two of these meet by their time alone
            for key in word_keys(self.sightings[number], self.options, part):
                if key in found:
                    found[key].append(number)
        sides: list[dict[int, list[list[int]]]] = [{} for _ in self.sightings]
        for key, block in found.items():
            if not 1 < len(block) <= self.options.words:
                continue
            block.sort()
            vague = [number for number in block if number in self.vague]
            for number in block:
                sides[number].setdefault(key >> HALF, []).append(block if number in self.vague else vague)
        self.words = [[blocks for blocks in several.values() if len(blocks) >= TWO] for several in sides]

    def pairs(self) -> Iterator[tuple[Sighting, Sighting]]:
        """Yield the pairs to compare, each once, the smaller id first."""
        for number, one in enumerate(self.sightings):
            near = {other for block in self.known[number] for other in _after(number, block)}
            for blocks in self.words[number]:
                near |= _twice(number, blocks)
            alike = kin(one.event.type)
            for other in sorted(near):
                if self.sightings[other].event.type in alike:
                    yield one, self.sightings[other]


def _twice(number: int, blocks: Iterable[Sequence[int]]) -> set[int]:
    """Return the larger numbers that are in two blocks at least."""
    once: set[int] = set()
    twice: set[int] = set()
    for block in blocks:
        later = _after(number, block)
        twice.update(once.intersection(later))
        once.update(later)
    return twice


def _after(number: int, block: Sequence[int]) -> Sequence[int]:
    """Return the larger numbers in a block that holds a number."""
    return block[bisect_right(block, number) :]
