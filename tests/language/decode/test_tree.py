from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.decode.tree import best_tree, heads


def is_tree(found: list[int]) -> bool:
    def reaches_root(word: int) -> bool:
        seen = set()
        while word >= 0 and word not in seen:
            seen.add(word)
            word = found[word]
        return word < 0

    return found.count(-1) == 1 and all(reaches_root(word) for word in range(len(found)))


def score(arcs: np.ndarray, found: tuple[int, ...]) -> float:
    return float(sum(arcs[word, head + 1] for word, head in enumerate(found)))


def test_the_best_heads_are_taken_where_they_make_a_tree() -> None:
    #                 root  w0  w1  w2
    arcs = np.array([[0.0, 0, 5, 0], [9.0, 0, 0, 0], [0.0, 0, 4, 0]])
    assert heads(arcs, ((0, 3),)).tolist() == [1, -1, 1]


def test_arcs_between_sentences_are_ignored() -> None:
    arcs = np.array([[1.0, 0, 0, 9], [0.0, 2, 0, 9], [1.0, 9, 9, 0]])
    assert heads(arcs, ((0, 2), (2, 3))).tolist() == [-1, 0, -1]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    arcs = np.array([[1.0, 0, 9, 0], [4.0, 9, 0, 0], [0.0, 0, 7, 0]])
    assert heads(arcs, ((0, 3),)).tolist() == [1, -1, 1]


def test_of_two_roots_one_stays() -> None:
    arcs = np.array([[9.0, 0, 1], [8.0, 3, 0]])
    assert heads(arcs, ((0, 2),)).tolist() == [-1, 0]


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_no_tree_is_better_than_the_one_found(size: int, seed: int) -> None:
    arcs = np.random.default_rng(seed).normal(size=(size, size + 1)).round(2)
    found = best_tree(arcs).tolist()
    assert is_tree(found)
    choices = itertools.product(*[[head for head in range(-1, size) if head != word] for word in range(size)])
    best = max(score(arcs, other) for other in choices if is_tree(list(other)))
    assert abs(score(arcs, tuple(found)) - best) < 1e-6


@settings(deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 10_000))
def test_every_sentence_becomes_a_tree(lengths: list[int], seed: int) -> None:
    ends = list(itertools.accumulate(lengths))
    sentences = list(zip([0, *ends[:-1]], ends, strict=True))
    arcs = np.random.default_rng(seed).normal(size=(ends[-1], ends[-1] + 1))
    found = heads(arcs, sentences).tolist()
    for start, end in sentences:
        assert is_tree([head - start if head >= 0 else -1 for head in found[start:end]])


def test_a_long_sentence_that_is_all_cycles_becomes_a_tree() -> None:
    size = 180
    arcs = np.zeros((size, size + 1))
    for word in range(size):
        arcs[word, (word ^ 1) + 1] = 5.0
    assert is_tree(heads(arcs, ((0, size),)).tolist())
