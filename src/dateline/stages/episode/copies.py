"""
Near-duplicate stories: agency copy on several sites, cut versions, updates and corrections, each group under one origin.

Method: MinHash over three-word shingles finds candidates (bands of three of 126 values: stories that share half their shingles
meet with probability 0.996), an exact count of shared shingles decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

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
TRIES = 4  # members of a bucket that a story is compared with
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


def _buckets(sets: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """Yield the groups of texts that agree in a band of their MinHash values."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    digests = RMinHash.digests_from_token_sets([sorted(one) for one in sets], BANDS * ROWS, SEED)
    for band in range(BANDS):
        found: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for number, digest in enumerate(digests):
            if len(sets[number]) >= SHORTEST:
                found[tuple(digest[band * ROWS : (band + 1) * ROWS])].append(number)
        yield from (numbers for numbers in found.values() if len(numbers) > 1)


def _grouped(texts: Sequence[str]) -> tuple[list[int], list[frozenset[str]]]:
    """Return the group number of every text, and the shingles of each."""
    prints = [_print(text) for text in texts]
    sets = [one.all for one in prints]
    groups = _Sets(len(texts))
    refused: set[tuple[int, int]] = set()
    for numbers in _buckets(sets) if len(texts) > 1 else ():
        for place, number in enumerate(numbers[1:], 1):
            for other in numbers[max(0, place - TRIES) : place]:
                if groups.root(number) == groups.root(other) or (other, number) in refused:
                    continue
                if prints[number].copies(prints[other]):
                    groups.join(number, other)
                else:
                    refused.add((other, number))
    return [groups.root(number) for number in range(len(texts))], sets


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


def copies(stories: Iterable[Story]) -> tuple[CopyGroup, ...]:
    """
    Return the groups of stories that are copies of one report; a story without copies is a group of its own.

    Args:
        stories: any stories; those of one id count once, and their order does not matter.
    """
    by_text: dict[str, list[Story]] = defaultdict(list)
    for story in sorted({story.id: story for story in stories}.values(), key=lambda story: story.id):
        by_text[" ".join(story.text.split())].append(story)
    texts = sorted(by_text)
    roots, sets = _grouped(texts)
    members: dict[int, list[tuple[Story, frozenset[str]]]] = defaultdict(list)
    for text, root, words in zip(texts, roots, sets, strict=True):
        members[root].extend((story, words) for story in by_text[text])
    found = [_group(sorted(group, key=lambda one: _age(one[0]))) for group in members.values()]
    return tuple(sorted(found, key=lambda group: group.origin))


def _group(members: Sequence[tuple[Story, frozenset[str]]]) -> CopyGroup:
    """Return the group of some versions, in order."""
    origin, words = members[0]
    versions = [Copy(origin.id, CopyKind.ORIGIN, 1.0)]
    versions += [
        Copy(story.id, _kind(story, origin, mine, words), share(mine, words) if mine else 1.0) for story, mine in members[1:]
    ]
    return CopyGroup(origin.id, tuple(versions))


def origins(stories: Iterable[Story]) -> Mapping[StoryId, StoryId]:
    """Return the story that each story is a copy of: itself where it is of none."""
    return {version.story: group.origin for group in copies(stories) for version in group.versions}
