"""Scores of B-, I- and O tags → spans; the tags of each sentence always fit together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dateline.language.analysis import IntArray, Range
from dateline.language.decode.tree import FloatArray

_FAR = -1e9


def best_tags(scores: FloatArray, sentences: Sequence[Range]) -> IntArray:
    """
    Return the best tag of each word such that every I-x follows a B-x or I-x in its sentence.

    Args:
        scores: log-scores, shape (words, tags); tag 0 is O, then B-x and I-x in turn for each kind.
        sentences: ranges of words that together cover all of them.

    Method: the best tag of each word, which is optimal wherever it is allowed; Viterbi over the words around the others.
    """
    best: IntArray = scores.argmax(axis=1)
    before = np.concatenate(([0], best[:-1]))
    starts = [start for start, _ in sentences]
    before[starts] = 0
    wrong = np.flatnonzero(is_inside(best) & (before != best) & (before != best - 1))
    done = 0
    for word in wrong.tolist():
        if word >= done:
            start, end = sentences[bisect_right(starts, word) - 1]
            first, done = _around(best, word, start, end)
            best[first:done] = _viterbi(scores[first:done])
    return best


def _around(tags: IntArray, word: int, start: int, end: int) -> Range:
    """Return the run of tagged words about a word, with what a better tagging might add at its front."""
    after = np.flatnonzero(tags[word:end] == 0)
    last = word + int(after[0]) if len(after) else end
    free = np.flatnonzero(tags[start:word] == 0)
    near = free[free < word - start - 1]  # the word before may be none, and yet become the first of the span
    return start + (int(near[-1]) if len(near) else 0), last


def is_inside(tags: IntArray) -> npt.NDArray[np.bool_]:
    """Return which tags are I-."""
    inside: npt.NDArray[np.bool_] = (tags > 0) & (tags % 2 == 0)
    return inside


def spans(tags: IntArray, sentences: Sequence[Range]) -> list[tuple[int, int, int]]:
    """Return (start, end, kind) of each span in text order; kind 0 is the first after O."""
    if not tags.any():
        return []
    edge = np.zeros(len(tags) + 1, dtype=bool)
    edge[[start for start, _ in sentences]] = True
    starts = np.flatnonzero(tags % 2 == 1)
    stops = ~np.append(is_inside(tags), False) | edge  # a sentinel
    stops[-1] = True
    after = np.flatnonzero(stops)
    ends = after[np.searchsorted(after, starts, side="right")]
    kinds = (tags[starts] - 1) // 2
    return list(zip(starts.tolist(), ends.tolist(), kinds.tolist(), strict=True))


def confidence(scores: FloatArray, tags: IntArray, found: Sequence[tuple[int, int, int]]) -> list[float]:
    """Return for each span the lowest probability of its tags, 0 to 1."""
    if not found:
        return []
    words = np.concatenate([np.arange(start, end) for start, end, _ in found])
    rows = scores[words] - scores[words].max(axis=1, keepdims=True)
    told = np.exp(rows[np.arange(len(words)), tags[words]]) / np.exp(rows).sum(axis=1)
    edges = np.cumsum([0, *(end - start for start, end, _ in found)])[:-1]
    least: list[float] = np.minimum.reduceat(told, edges).tolist()
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
