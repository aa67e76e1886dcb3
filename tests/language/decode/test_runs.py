from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.decode.runs import best_runs, holding


def value(labels: tuple[int, ...], inside: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    padded = (0, *labels, 0)
    return float(
        sum(
            inside[i] * now + start[i] * (now and not padded[i]) + end[i] * (now and not padded[i + 2])
            for i, now in enumerate(labels)
        )
    )


def test_runs_are_found_with_their_score() -> None:
    inside = np.array([[-1.0, 2, 2, -5, 3], [-1, -1, -1, -1, -1]])
    nothing = np.zeros((2, 5))
    assert best_runs(np.array([inside, nothing, nothing])) == [(((1, 3), (4, 5)), 7.0), ((), 0.0)]


def test_starts_and_ends_move_the_edges() -> None:
    inside = np.array([[0.1, 0.1, 0.1, -0.1]])
    start, end = np.array([[-2.0, 1, -2, -2]]), np.array([[-2.0, -2, -2, 1]])
    (found,) = best_runs(np.array([inside, start, end]))
    assert found[0] == ((1, 4),)
    assert found[1] == pytest.approx(2.1)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 8), st.integers(0, 100_000))
def test_no_other_runs_score_more(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(3, 1, size))
    ((runs, score),) = best_runs(scores)
    inside, start, end = scores
    labels = tuple(int(any(first <= i < last for first, last in runs)) for i in range(size))
    best = max(value(other, inside[0], start[0], end[0]) for other in itertools.product((0, 1), repeat=size))
    assert score == pytest.approx(best)
    assert value(labels, inside[0], start[0], end[0]) == pytest.approx(best)


@given(st.lists(st.tuples(*[st.floats(-5, 5, width=16)] * 3), min_size=1, max_size=7))
def test_no_run_that_holds_a_word_scores_more_than_is_said(words: list[tuple[float, float, float]]) -> None:
    inside, start, end = scores = np.array(words).T
    best = [-np.inf] * len(words)
    for first, last in itertools.combinations_with_replacement(range(len(words)), 2):
        total = inside[first : last + 1].sum() + start[first] + end[last]
        for word in range(first, last + 1):
            best[word] = max(best[word], total)
    other, found = holding(np.stack((-scores, scores), axis=1)).tolist()
    assert found == pytest.approx(best, abs=1e-9)
    assert len(other) == len(found)
