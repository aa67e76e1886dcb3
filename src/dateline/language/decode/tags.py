"""Scores of B-, I- and O tags → spans; the tags of each sentence always fit together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import accumulate

import numpy as np

from dateline.language.analysis import Range
from dateline.language.decode.tree import FloatArray

_FAR = -1e9


# Plain lists throughout: over the hundred words of a window numpy's calls cost more than the loops.
def best_tags(scores: FloatArray, sentences: Sequence[Range]) -> list[int]:
    """
    Return the best tag of each word such that every I-x follows a B-x or I-x in its sentence.

    Args:
        scores: log-scores, shape (words, tags); tag 0 is O, then B-x and I-x in turn for each kind.
        sentences: ranges of words that together cover all of them.

    Method: the best tag of each word, which is optimal wherever it is allowed; Viterbi over the words around the others.
    """
    best: list[int] = scores.argmax(axis=1).tolist()
    if not any(best):
        return best
    starts = [start for start, _ in sentences]
    done = 0
    for word in _unfit(best, frozenset(starts)):
        if word >= done:
            start, end = sentences[bisect_right(starts, word) - 1]
            first, done = _around(best, word, start, end)
            best[first:done] = _viterbi(scores[first:done])
    return best


def _unfit(tags: Sequence[int], starts: Collection[int]) -> list[int]:
    """Return the words tagged I- without a B- or I- of the kind before them in their sentence."""
    return [
        word
        for word, tag in enumerate(tags)
        if tag and not tag % 2 and (word in starts or not word or tags[word - 1] not in (tag, tag - 1))
    ]


def _around(tags: Sequence[int], word: int, start: int, end: int) -> Range:
    """Return the run of tagged words about a word, with what a better tagging might add at its front."""
    last = next((after for after in range(word, end) if not tags[after]), end)
    # The word before may have no tag, and yet become the first of the span.
    return next((before for before in range(word - 2, start - 1, -1) if not tags[before]), start), last


def spans(tags: Sequence[int], sentences: Sequence[Range]) -> list[tuple[int, int, int]]:
    """Return (start, end, kind) of each span in text order; kind 0 is the first after O."""
    if not any(tags):
        return []
    edges = frozenset(start for start, _ in sentences)
    found = []
    for start, tag in enumerate(tags):
        if tag % 2:
            end = start + 1
            while end < len(tags) and end not in edges and tags[end] and not tags[end] % 2:
                end += 1
            found.append((start, end, (tag - 1) // 2))
    return found


def confidence(scores: FloatArray, tags: Sequence[int], found: Sequence[tuple[int, int, int]]) -> list[float]:
    """Return for each span the lowest probability of its tags, 0 to 1."""
    if not found:
        return []
    words = [word for start, end, _ in found for word in range(start, end)]
    rows = scores[words]
    shares = np.exp(rows - rows.max(axis=1, keepdims=True))
    told = shares[range(len(words)), [tags[word] for word in words]] / shares.sum(axis=1)
    edges = accumulate((end - start for start, end, _ in found[:-1]), initial=0)
    least: list[float] = np.minimum.reduceat(told, list(edges)).tolist()
    return least


def _viterbi(scores: FloatArray) -> list[int]:
    """Return the best tags of one sentence: an I- follows its B- or itself, every other tag follows any."""
    kinds = range(1, scores.shape[1], 2)
    first, *rest = scores.tolist()  # plain lists: at so few labels numpy costs three times as much
    for kind in kinds:
        first[kind + 1] = _FAR
    totals = [first]
    for row in rest:
        before = totals[-1]
        top = max(before)
        total = [row[0] + top]
        for kind in kinds:
            total += (row[kind] + top, row[kind + 1] + max(before[kind], before[kind + 1]))
        totals.append(total)
    tag = totals[-1].index(max(totals[-1]))
    tags = [tag]
    for before in totals[-2::-1]:
        if tag and tag % 2 == 0:
            tag -= before[tag - 1] > before[tag]
        else:
            tag = before.index(max(before))
        tags.append(tag)
    return tags[::-1]
