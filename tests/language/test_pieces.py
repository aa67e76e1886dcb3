from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.pieces import CLS, SEP, Encoded, Window, case_of, inputs, windows


@pytest.mark.parametrize(
    ("word", "case"),
    [("3.5", 0), ("visit", 1), ("China", 2), ("I", 2), ("NATO", 3), ("U.S.", 3), ("iPhone", 4), ("McCain", 4), ("中国", 1)],
)
def test_the_case_of_a_word(word: str, case: int) -> None:
    assert case_of(word) == case


def edges(*lengths: int) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(lengths)))


def test_sentences_are_packed_in_order_up_to_the_limit() -> None:
    packed = windows([(0, 2), (2, 3), (3, 5)], edges(1, 1, 2, 1, 1), limit=6)
    assert packed == (Window(0, 3, ((0, 2), (2, 3))), Window(3, 5, ((3, 5),)))


def test_a_sentence_too_long_for_a_window_comes_in_parts() -> None:
    packed = windows([(0, 4)], edges(2, 2, 2, 1), limit=6)
    assert packed == (Window(0, 2, ((0, 2),)), Window(2, 4, ((2, 4),)))


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 24), min_size=1, max_size=12), max_size=12), st.integers(26, 60))
def test_windows_hold_every_word_once_and_keep_to_the_limit(story: list[list[int]], limit: int) -> None:
    ends = np.cumsum([0, *map(len, story)]).tolist()
    lengths = [length for sentence in story for length in sentence]
    packed = windows(list(pairwise(ends)), edges(*lengths), limit=limit)
    assert [word for window in packed for start, end in window.sentences for word in range(start, end)] == list(
        range(len(lengths))
    )
    assert all(sum(lengths[window.start : window.end]) + 2 <= limit for window in packed)


def test_inputs_point_from_words_to_their_pieces() -> None:
    encoded = Encoded(
        ids=np.array([7, 8, 9, 10, 11]), edges=edges(1, 2, 1, 1), cases=np.array([2, 1, 0, 3]), hints=np.array([0, 5, 0, 0])
    )
    made = inputs(encoded, Window(1, 4, ((1, 2), (2, 4))))
    assert {name: array.tolist() for name, array in made.items()} == {
        "input_ids": [[CLS, 8, 9, 10, 11, SEP]],
        "case_ids": [[0, 1, 1, 0, 3, 0]],
        "word_starts": [[1, 3, 4]],
        "word_ends": [[2, 3, 4]],
        "sentence_ids": [[1, 2, 2]],
        "hints": [[[1.0, 0.0, 1.0, *[0.0] * 29], [0.0] * 32, [0.0] * 32]],
    }
