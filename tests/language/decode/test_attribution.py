from __future__ import annotations

import numpy as np

from dateline.language.analysis import Attribution
from dateline.language.decode.attribution import attributions, tag_kinds

KINDS = tag_kinds(["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"])
B_CUE, I_CUE, B_CONTENT, I_CONTENT = 3, 4, 5, 6


def roles(*tags: int) -> np.ndarray:
    scores = np.full((len(tags), 7), -9.0)
    scores[np.arange(len(tags)), tags] = 0.0
    return scores


def links(words: int, cue: int, source: list[int], content: list[int]) -> np.ndarray:
    scores = np.full((6, words, words), -2.0)
    scores[[1, 2, 4, 5]] = 0.0
    scores[0, cue, source] = 2.0
    scores[3, cue, content] = 2.0
    return scores


def test_each_cue_gets_its_source_and_content() -> None:
    found = attributions(roles(0, B_CUE, I_CUE, B_CONTENT, I_CONTENT), links(5, 1, [0], [3, 4]), ((0, 5),), KINDS, first=20)
    assert found == [Attribution(sources=((20, 21),), cues=((21, 23),), contents=((23, 25),), score=0.9995)]


def test_content_may_come_in_pieces_around_the_cue() -> None:
    (found,) = attributions(roles(B_CONTENT, 0, B_CUE, B_CONTENT), links(4, 2, [1], [0, 3]), ((0, 4),), KINDS)
    assert found.contents == ((0, 1), (3, 4))


def test_a_cue_is_never_part_of_its_own_content() -> None:
    (found,) = attributions(roles(B_CONTENT, B_CUE, B_CONTENT), links(3, 1, [], [0, 1, 2]), ((0, 3),), KINDS)
    assert found.contents == ((0, 1), (2, 3))
    assert found.sources == ()


def test_a_cue_without_content_attributes_nothing() -> None:
    assert attributions(roles(0, B_CUE), links(2, 1, [0], []), ((0, 2),), KINDS) == []
    assert attributions(roles(0, 0), links(2, 1, [0], [0]), ((0, 2),), KINDS) == []


def left_over(faint: float) -> np.ndarray:
    scores = roles(0, 0, B_CONTENT, *[I_CONTENT] * 6)
    scores[1, B_CUE] = np.log(faint)
    return scores


def test_content_that_no_cue_took_goes_to_a_faint_cue_that_wants_it() -> None:
    (found,) = attributions(left_over(0.1), links(9, 1, [0], list(range(2, 9))), ((0, 9),), KINDS)
    assert found == Attribution(sources=((0, 1),), cues=((1, 2),), contents=((2, 9),), score=0.1)


def test_content_without_any_cue_stands_alone() -> None:
    (found,) = attributions(left_over(0.001), links(9, 1, [0], list(range(2, 9))), ((0, 9),), KINDS)
    assert (found.sources, found.cues, found.contents) == ((), (), ((2, 9),))


def test_a_few_words_without_a_cue_are_no_content() -> None:
    assert attributions(roles(0, B_CONTENT, I_CONTENT, 0), links(4, 3, [0], []), ((0, 4),), KINDS) == []


def test_content_that_only_the_links_see_is_no_attribution() -> None:
    assert attributions(roles(0, B_CUE, 0, 0), links(4, 1, [0], [2, 3]), ((0, 4),), KINDS) == []


def test_content_left_over_goes_on_with_the_content_that_it_touches() -> None:
    first, second = [B_CONTENT, I_CONTENT], [B_CONTENT, *[I_CONTENT] * 5]  # two sentences of one quotation
    said = roles(0, B_CUE, *first, *second)
    (found,) = attributions(said, links(10, 1, [0], [2, 3]), ((0, 4), (4, 10)), KINDS)
    assert (found.sources, found.cues, found.contents) == (((0, 1),), ((1, 2),), ((2, 10),))


def test_content_left_over_must_be_sure() -> None:
    scores = roles(0, 0, B_CONTENT, *[I_CONTENT] * 6)
    scores[2:, 0], scores[2:, B_CONTENT:] = np.log(0.4), np.log(0.3)
    assert attributions(scores, links(9, 1, [], []), ((0, 9),), KINDS) == []
