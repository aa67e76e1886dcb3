"""
Near-duplicate stories: agency copy on several sites, cut versions, updates and corrections, each group under one origin.

Method: MinHash over three-word shingles finds candidates (bands of three of 126 values: stories that share half their shingles
meet with probability 0.996), an exact count of shared shingles decides.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

from dateline.stages.episode.blocks import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.records import Story, StoryId

SHINGLE = 3  # words; of five-word shingles a tenth of changed words leaves 42 % shared, of three-word ones 57 %
BANDS, ROWS = 42, 3
SEED = 2023
SHARED = 0.4  # least share of the shorter story's shingles that stand in the longer: docs/decisions/0063-copies.md
MOSTLY = 0.5  # of all shingles of both: so much makes a copy whatever stands first
LEAD_WORDS, LEAD_SHARED = 60, 0.3  # else the first words of each must stand in the other: a quoted passage makes no copy
SHORTEST = 12  # shingles; shorter texts (teasers) are copies only when the same
WORD = re.compile(r"\w+")
MARKS = (
    (re.compile(r"\bcorrect(?:ion|ed|s)\b", re.IGNORECASE), "correction"),
    (re.compile(r"\bupdat(?:e|ed|es)\b(?: \d+)?|\bupdates? with\b", re.IGNORECASE), "update"),
)


class CopyKind(StrEnum):
    """How a story stands to the one that it is a copy of."""

    ORIGIN = "origin"
    SAME = "same"
    CUT = "cut"  # shorter, hardly anything new
    EXTENDED = "extended"  # longer, hardly anything left out
    CHANGED = "changed"
    UPDATE = "update"  # says so
    CORRECTION = "correction"  # says so


@dataclass(frozen=True, slots=True)
class Copy:
    """One version of a report."""

    story: StoryId
    kind: CopyKind
    shared: float  # share of the shorter one's shingles that both have, 0 to 1


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """All versions of one report: the origin first, then as they were published, corrections after what they correct."""

    origin: StoryId
    versions: tuple[Copy, ...]


def shingles(text: str) -> frozenset[str]:
    """Return the runs of three words of a text, in lower case."""
    words = WORD.findall(text.lower())
    return frozenset(" ".join(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that both hold."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


@dataclass(frozen=True, slots=True)
class _Print:
    """What is compared of a text."""

    all: frozenset[str]
    lead: frozenset[str]

    def copies(self, other: _Print) -> bool:
        """Return whether two texts are versions of one report."""
        both = len(self.all & other.all)
        if not both or both < SHARED * min(len(self.all), len(other.all)):
            return False
        if both >= MOSTLY * (len(self.all) + len(other.all) - both):
            return True
        leads = len(self.lead & other.all) / len(self.lead), len(other.lead & self.all) / len(other.lead)
        return min(leads) >= LEAD_SHARED


def _print(text: str) -> _Print:
    """Return what is compared of a text."""
    lead = " ".join(WORD.findall(text)[:LEAD_WORDS])
    return _Print(shingles(text), shingles(lead))


class _Sets:
    """Disjoint sets of numbers."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, one: int) -> int:
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self.parent[second] = first


def plain(text: str) -> str:
    """Return a text with single blanks: texts that differ by blanks alone are the same."""
    return " ".join(text.split())


def bands(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Return for each text the numbers that it shares with its likely copies: of the text itself, and of its bands of MinHash."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    sets = [sorted(shingles(text)) for text in texts]
    digests = RMinHash.digests_from_token_sets(sets, BANDS * ROWS, SEED)
    return [
        (digest_of("text", plain(text)), *(_banded(digest) if len(words) >= SHORTEST else ()))
        for text, words, digest in zip(texts, sets, digests, strict=True)
    ]


def _banded(digest: Sequence[int]) -> Iterator[int]:
    """Yield one number for each band of MinHash values."""
    packed = array("I", digest).tobytes()
    width = ROWS * 4  # bytes
    for band in range(BANDS):
        part = packed[band * width : (band + 1) * width]
        yield int.from_bytes(blake2b(part, digest_size=8, salt=band.to_bytes(2, "big")).digest(), "big", signed=True)


def grouped(texts: Sequence[str], marks: Sequence[tuple[int, ...]]) -> list[int]:
    """
    Return the group number of every text: two that share a band and pass the exact check are of one group, and so on.

    Args:
        texts: the texts, each once.
        marks: what `bands` gives of each.
    """
    prints: dict[int, _Print] = {}
    groups = _Sets(len(texts))
    refused: set[tuple[int, int]] = set()
    found: dict[int, list[int]] = defaultdict(list)
    for number, several in enumerate(marks):
        for mark in several:
            found[mark].append(number)
    for numbers in found.values():
        if len({groups.root(number) for number in numbers}) == 1:  # versions of one report share most of their bands
            continue
        for other, number in combinations(numbers, 2):
            if groups.root(number) == groups.root(other) or (other, number) in refused:
                continue
            for each in (number, other):
                if each not in prints:
                    prints[each] = _print(texts[each])
            if prints[number].copies(prints[other]):
                groups.join(number, other)
            else:
                refused.add((other, number))
    return [groups.root(number) for number in range(len(texts))]


def _age(story: Story) -> tuple[bool, date, bool, int, str]:
    """Return what versions are ordered by: marked ones after unmarked, by day, agencies' own first, the longest first."""
    return _mark(story) is not None, story.published or date.max, story.agency is None, -len(story.text), story.id


def _mark(story: Story) -> str | None:
    """Return "update" or "correction" where the headline or the first words say so."""
    head = f"{story.headline or ''} {story.text[:80]}"
    return next((kind for pattern, kind in MARKS if pattern.search(head)), None)


def _kind(story: Story, origin: Story, mine: frozenset[str], theirs: frozenset[str]) -> CopyKind:
    """Return how a version stands to the origin."""
    mark = _mark(story)
    if mark and _mark(origin) != mark:
        return CopyKind(mark)
    if story.text == origin.text or mine == theirs:
        return CopyKind.SAME
    both = len(mine & theirs)
    new, left = 1 - both / max(1, len(mine)), 1 - both / max(1, len(theirs))
    slight = 0.1
    if new <= slight < left:
        return CopyKind.CUT
    return CopyKind.EXTENDED if left <= slight < new else CopyKind.CHANGED


def copies(stories: Iterable[Story], marks: Mapping[StoryId, tuple[int, ...]] | None = None) -> tuple[CopyGroup, ...]:
    """
    Return the groups of stories that are copies of one report; a story without copies is a group of its own.

    Args:
        stories: any stories; those of one id count once, and their order does not matter.
        marks: what `bands` gives of their texts, where it is known.
    """
    by_text: dict[str, list[Story]] = defaultdict(list)
    for story in sorted({story.id: story for story in stories}.values(), key=lambda story: story.id):
        by_text[plain(story.text)].append(story)
    texts = sorted(by_text)
    known = bands(texts) if marks is None else [marks[by_text[text][0].id] for text in texts]
    members: dict[int, list[Story]] = defaultdict(list)
    for text, root in zip(texts, grouped(texts, known), strict=True):
        members[root].extend(by_text[text])
    found = [_group(sorted(group, key=_age)) for group in members.values()]
    return tuple(sorted(found, key=lambda group: group.origin))


def _group(members: Sequence[Story]) -> CopyGroup:
    """Return the group of some versions, in order."""
    origin, *others = members
    versions = [Copy(origin.id, CopyKind.ORIGIN, 1.0)]
    words = shingles(origin.text) if others else frozenset()
    for story in others:
        mine = shingles(story.text)
        versions.append(Copy(story.id, _kind(story, origin, mine, words), share(mine, words) if mine else 1.0))
    return CopyGroup(origin.id, tuple(versions))


def origins_of(groups: Iterable[CopyGroup]) -> Mapping[StoryId, StoryId]:
    """Return the origin of every story of the groups."""
    return {version.story: group.origin for group in groups for version in group.versions}


def origins(stories: Iterable[Story]) -> Mapping[StoryId, StoryId]:
    """Return the story that each story is a copy of: itself where it is of none."""
    return origins_of(copies(stories))
