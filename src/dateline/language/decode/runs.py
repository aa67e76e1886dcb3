"""Scores of being inside, of starting and of ending → the best runs of words; there may be several or none."""

from __future__ import annotations

import numpy as np

from dateline.language.analysis import Range
from dateline.language.decode.tree import FloatArray


def best_runs(scores: FloatArray) -> list[tuple[tuple[Range, ...], float]]:
    """
    Return for each row the runs whose scores sum to the most, in order, with that sum; none scores 0.

    Args:
        scores: shape (3, rows, words): what each word adds to a run that holds it, when it is a run's first, and its last.

    Method: Viterbi with two states, only where some run has a score above 0 (no other run is ever worth having).
    """
    count, words = scores.shape[1:]
    possible = np.zeros((count, words + 2), dtype=bool)
    possible[:, 1:-1] = holding(scores) > 0
    rows, edges = (possible[:, 1:] != possible[:, :-1]).nonzero()
    runs: list[list[Range]] = [[] for _ in range(count)]
    totals = [0.0] * count
    for row, first, last in zip(rows[::2].tolist(), edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        found, score = _viterbi(*scores[:, row, first:last].tolist())
        runs[row] += [(first + one, first + other) for one, other in found]
        totals[row] += score
    return [(tuple(of), total) for of, total in zip(runs, totals, strict=True)]


def holding(scores: FloatArray) -> FloatArray:
    """
    Return what the best run that holds each word scores, shape (rows, words).

    Args:
        scores: as `best_runs` takes them.
    """
    inside, start, end = scores
    after = inside.cumsum(axis=1)
    enter = np.maximum.accumulate(start - after + inside, axis=1)
    leave = np.maximum.accumulate((after + end)[:, ::-1], axis=1)[:, ::-1]
    best: FloatArray = enter + leave
    return best


def _viterbi(inside: list[float], start: list[float], end: list[float]) -> tuple[list[Range], float]:
    """Return the best runs of one row and their score."""
    outside, within = 0.0, float("-inf")  # the best scores so far, by where the last word stands
    done: list[Range] = []  # the runs of `outside`
    before, since = done, 0  # the runs of `within`: those closed, and where the open one starts
    for word, (adds, starts, ends) in enumerate(zip(inside, start, [0.0, *end[:-1]], strict=True)):
        closed = within + ends
        enters = outside + starts
        closed_runs = [*before, (since, word)] if closed > outside else done
        if enters > within:
            before, since = done, word
        within = max(enters, within) + adds
        outside, done = max(outside, closed), closed_runs
    if within + end[-1] > outside:
        return [*before, (since, len(inside))], within + end[-1]
    return done, outside
