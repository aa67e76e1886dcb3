"""Arc scores → the best dependency tree: every word one head, one root, no cycles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from dateline.language.analysis import IntArray, Range

FloatArray: TypeAlias = npt.NDArray[np.floating]

_FAR = -1e9  # the score of an arc that cannot be
_ONE_ROOT = 1e5  # taken from every root arc, so that the best tree has as few as it can: one


def heads(arcs: FloatArray, sentences: Sequence[Range]) -> IntArray:
    """
    Return each word's head inside its sentence, -1 for the sentence's root.

    Args:
        arcs: scores, shape (words, words + 1); column 0 is the root, column j + 1 word j.
        sentences: ranges of words that together cover all of them.

    Method: the best head of each word; where these make no tree with one root, Chu and Liu (1965), Edmonds (1967).
    """
    number = np.zeros(len(arcs), dtype=np.int64)
    for index, (start, end) in enumerate(sentences):
        number[start:end] = index
    inside = number[:, None] == number[None, :]
    np.fill_diagonal(inside, val=False)
    scores = np.where(inside, arcs[:, 1:], _FAR)
    best: IntArray = scores.argmax(axis=1)
    best[arcs[:, 0] >= scores[np.arange(len(arcs)), best]] = -1
    for index in _broken(best, number, len(sentences)):
        start, end = sentences[index]
        block = np.concatenate((arcs[start:end, :1], scores[start:end, start:end]), axis=1)
        found = best_tree(block)
        best[start:end] = np.where(found < 0, -1, found + start)
    return best


def best_tree(arcs: FloatArray) -> IntArray:
    """Return the heads of the best tree with one root over one sentence, -1 for the root; arcs as in `heads`."""
    size = len(arcs)
    scores = np.full((size + 1, size + 1), _FAR)
    scores[1:] = arcs
    np.fill_diagonal(scores, _FAR)
    found: IntArray = _arborescence(scores)[1:] - 1
    if np.count_nonzero(found < 0) > 1:  # dear, so not tried first: root arcs that cost much make cycles everywhere
        scores[1:, 0] -= _ONE_ROOT
        found = _arborescence(scores)[1:] - 1
    return found


def _broken(best: IntArray, number: IntArray, count: int) -> list[int]:
    """Return the numbers of the sentences that do not have exactly one root, or whose words do not all reach it."""
    roots = np.bincount(number[best < 0], minlength=count)
    above = np.where(best < 0, np.arange(len(best)), best)
    for _ in range(max(1, len(best).bit_length())):
        above = above[above]
    lost = np.bincount(number[best[above] >= 0], minlength=count)
    broken: list[int] = np.flatnonzero((roots != 1) | (lost > 0)).tolist()
    return broken


def _arborescence(scores: FloatArray) -> IntArray:
    """Return the best heads for scores (dependent, head) with node 0 as the root; node 0's own head is 0."""
    found: IntArray = scores.argmax(axis=1)
    found[0] = 0
    cycle = _cycle(found)
    if cycle is None:
        return found
    outside = np.ones(len(scores), dtype=bool)
    outside[cycle] = False
    rest = np.flatnonzero(outside)
    kept = scores[cycle, found[cycle]]
    entering = scores[cycle][:, rest] - kept[:, None]  # what it costs to break the cycle at each of its nodes
    leaving = scores[rest][:, cycle]
    small = np.full((len(rest) + 1, len(rest) + 1), _FAR)
    small[:-1, :-1] = scores[rest][:, rest]
    small[:-1, -1] = leaving.max(axis=1)
    small[-1, :-1] = entering.max(axis=0)
    inner = _arborescence(small)
    merged = len(rest)
    out = found.copy()
    chosen = inner[:-1]
    out[rest] = np.where(chosen == merged, cycle[leaving.argmax(axis=1)], rest[np.minimum(chosen, merged - 1)])
    into = inner[merged]
    out[cycle[entering[:, into].argmax()]] = rest[into]
    out[0] = 0
    return out


def _cycle(found: IntArray) -> IntArray | None:
    """Return the nodes of one cycle, or None."""
    above = found
    for _ in range(len(found).bit_length()):
        above = above[above]
    lost = np.flatnonzero(above != 0)
    if not len(lost):
        return None
    node = int(above[lost[0]])
    nodes = [node]
    while (node := int(found[node])) != nodes[0]:
        nodes.append(node)
    return np.array(nodes)
