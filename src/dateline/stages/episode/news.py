"""
Group stories that report the same news: not copies, but articles on one event by many hands.

Method: words weighed by how often a story has them and how few stories do (TF-IDF), headline and lead counting more; groups grow
from the most alike pair on, as long as the stories of both are alike on average.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.stages.episode.lexicon import WORD, lexicon, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.records import Story, StoryId

ALIKE = 0.085  # least average likeness of two groups: docs/decisions/0064-news.md
HEADLINE, LEAD = 4.0, 2.0  # how often a word of the headline, of the lead, counts
LEAD_WORDS = 60
TERMS = 120  # heaviest words of a story that are compared
FADE = 730.0  # days after which two stories' likeness is halved
COMMON = 0.25  # words in more than this share of the stories find no candidates


@dataclass(frozen=True, slots=True)
class Options:
    """How strictly stories are grouped."""

    alike: float = ALIKE
    fade_days: float = FADE


def _terms(story: Story) -> Counter[str]:
    """Return the weights of a story's words before rarity counts."""
    stop = lexicon().stop
    counted: Counter[str] = Counter()

    def add(words: Iterable[str], weight: float) -> None:
        for word in words:
            if word.lower() not in stop and len(word) > 2:  # noqa: PLR2004 - shorter words are hardly names
                counted[word.lower() if word[0].isdigit() else stem(word)] += weight  # type: ignore[assignment]

    words = WORD.findall(story.text)
    add(WORD.findall(story.headline or ""), HEADLINE)
    add(words[:LEAD_WORDS], LEAD)
    add(words[LEAD_WORDS:], 1.0)
    return counted


def _vectors(stories: Sequence[Story]) -> list[dict[str, float]]:
    """Return the vector of unit length of each story, of its heaviest words."""
    counted = [_terms(story) for story in stories]
    spread = Counter(term for one in counted for term in one)
    size = len(stories)
    vectors = []
    for one in counted:
        weights = {term: (1 + math.log(weight)) * math.log((1 + size) / spread[term]) for term, weight in one.items()}
        heaviest = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TERMS])
        length = math.sqrt(sum(weight * weight for weight in heaviest.values())) or 1.0
        vectors.append({term: weight / length for term, weight in heaviest.items() if weight > 0})
    return vectors


def _pairs(vectors: Sequence[Mapping[str, float]]) -> Mapping[tuple[int, int], float]:
    """Return the cosine of every pair of stories that share a word which is not everywhere."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for term in vector:
            index[term].append(number)
    most = max(3, COMMON * len(vectors))
    found: dict[tuple[int, int], float] = defaultdict(float)
    for term, numbers in index.items():
        if len(numbers) <= most:
            for place, one in enumerate(numbers):
                for other in numbers[place + 1 :]:
                    found[one, other] += vectors[one][term] * vectors[other][term]
    return found


def _faded(pairs: Mapping[tuple[int, int], float], stories: Sequence[Story], fade: float) -> Iterator[tuple[float, int, int]]:
    """Yield the pairs with less likeness the further their days are apart."""
    for (one, other), score in pairs.items():
        first, second = stories[one].published, stories[other].published
        days = abs((first - second).days) if first and second else 0
        yield score * 0.5 ** (days / fade), one, other


def news(stories: Iterable[Story], *, options: Options | None = None) -> tuple[tuple[StoryId, ...], ...]:
    """
    Return the groups of stories that report the same news, each in the order of their days.

    Args:
        stories: any stories, in any order; those of one id count once.
        options: how strictly they are grouped.
    """
    how = options or Options()
    ordered = sorted({story.id: story for story in stories}.values(), key=lambda story: (str(story.published or "~"), story.id))
    scores = {(one, other): score for score, one, other in _faded(_pairs(_vectors(ordered)), ordered, how.fade_days)}
    groups = [[number] for number in range(len(ordered))]
    home = list(range(len(ordered)))
    for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        first, second = sorted((home[one], home[other]))
        if score < how.alike or first == second:
            continue
        total = sum(scores.get((min(a, b), max(a, b)), 0.0) for a in groups[first] for b in groups[second])
        if total >= how.alike * len(groups[first]) * len(groups[second]):
            for number in groups[second]:
                home[number] = first
            groups[first] += groups[second]
            groups[second] = []
    return tuple(tuple(ordered[number].id for number in sorted(group)) for group in groups if group)
