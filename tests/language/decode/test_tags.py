from __future__ import annotations

import itertools
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.decode.tags import best_tags, confidence, spans

OUT, B_PER, I_PER, B_ORG, I_ORG = range(5)


def allowed(tags: tuple[int, ...]) -> bool:
    return all(tag in {OUT, B_PER, B_ORG} or before in {tag, tag - 1} for before, tag in zip((OUT, *tags), tags, strict=False))


def repaired(tags: list[int]) -> list[int]:
    fixed: list[int] = []
    for tag in tags:
        stray = tag in {I_PER, I_ORG} and (fixed[-1] if fixed else OUT) not in {tag, tag - 1}
        fixed.append(tag - 1 if stray else tag)
    return fixed


def test_spans_run_from_b_over_i_and_stop_at_sentence_ends() -> None:
    tags = [B_PER, I_PER, OUT, B_ORG, B_ORG, I_ORG]
    assert spans(tags, ((0, 6),)) == [(0, 2, 0), (3, 4, 1), (4, 6, 1)]
    assert spans(tags, ((0, 1), (1, 6)))[0] == (0, 1, 0)
    assert spans([OUT] * 3, ((0, 3),)) == []


def test_an_inside_tag_never_stands_without_its_begin() -> None:
    scores = np.array([[1.0, 0, 0, 0, 0], [0, 2.5, 3, 0, 0]])
    assert best_tags(scores, ((0, 2),)) == [OUT, B_PER]


def test_tags_do_not_go_on_over_a_sentence_end() -> None:
    scores = np.array([[0.0, 5, 0, 0, 0], [1, 0, 5, 0, 0]])
    assert best_tags(scores, ((0, 2),)) == [B_PER, I_PER]
    assert best_tags(scores, ((0, 1), (1, 2))) == [B_PER, OUT]


@settings(deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=4), st.integers(0, 10_000))
def test_tags_are_allowed_and_no_worse_than_the_plain_repair(lengths: list[int], seed: int) -> None:
    ends = np.cumsum([0, *lengths]).tolist()
    sentences = list(pairwise(ends))
    scores = np.random.default_rng(seed).normal(size=(ends[-1], 5))
    found = best_tags(scores, sentences)
    for start, end in sentences:
        assert allowed(tuple(found[start:end]))
        plain = repaired(scores[start:end].argmax(axis=1).tolist())
        assert scores[range(start, end), found[start:end]].sum() >= scores[range(start, end), plain].sum() - 1e-9


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_no_allowed_tagging_of_one_run_is_better(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, 5))
    scores[:, OUT] = -9.0
    found = best_tags(scores, ((0, size),))
    choices = itertools.product(range(5), repeat=size)
    best = max((tags for tags in choices if allowed(tags)), key=lambda tags: scores[range(size), tags].sum())
    assert tuple(found) == best


def test_a_span_is_as_sure_as_its_least_sure_tag() -> None:
    scores = np.log(np.array([[0.1, 0.9, 0, 0, 0], [0.4, 0, 0.6, 0, 0], [1, 0, 0, 0, 0]]) + 1e-12)
    tags = [B_PER, I_PER, OUT]
    assert confidence(scores, tags, [(0, 2, 0)]) == pytest.approx([0.6])
    assert confidence(scores, tags, []) == []
