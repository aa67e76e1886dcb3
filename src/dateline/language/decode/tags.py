"""Scores of B-, I- and O tags → spans; the tags of each sentence always fit together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

import numpy as np

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
    if not best.any():
        return best
    starts = [start for start, _ in sentences]
    done = 0
    for word in _unfit(best.tolist(), frozenset(starts)):
        if word >= done:
            start, end = sentences[bisect_right(starts, word) - 1]
            first, done = _around(best, word, start, end)
            best[first:done] = _viterbi(scores[first:done])
    return best


def _unfit(tags: list[int], starts: Collection[int]) -> list[int]:
    """Return the words tagged I- without a B- or I- of the kind before them in their sentence."""
    # Plain lists, here and in `spans`: over the hundred words of a window numpy's calls cost more than the loop.
    return [
        word
        for word, tag in enumerate(tags)
        if tag and not tag % 2 and (word in starts or not word or tags[word - 1] not in (tag, tag - 1))
    ]


def _around(tags: IntArray, word: int, start: int, end: int) -> Range:
    """Return the run of tagged words about a word, with what a better tagging might add at its front."""
    after = np.flatnonzero(tags[word:end] == 0)
    last = word + int(after[0]) if len(after) else end
    free = np.flatnonzero(tags[start:word] == 0)
    near = free[free < word - start - 1]  # the word before may be none, and yet become the first of the span
    return start + (int(near[-1]) if len(near) else 0), last


def spans(tags: IntArray, sentences: Sequence[Range]) -> list[tuple[int, int, int]]:
    """Return (start, end, kind) of each span in text order; kind 0 is the first after O."""
    if not tags.any():
        return []
    edges = frozenset(start for start, _ in sentences)
    listed = tags.tolist()
    found = []
    for start, tag in enumerate(listed):
        if tag % 2:
            end = start + 1
            while end < len(listed) and end not in edges and listed[end] and not listed[end] % 2:
                end += 1
            found.append((start, end, (tag - 1) // 2))
    return found


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
