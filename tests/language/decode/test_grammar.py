from __future__ import annotations

import numpy as np

from dateline.language.decode.grammar import Grammar, Lists, grammar, joined
from dateline.language.decode.lemmas import Lemmas
from dateline.language.decode.outputs import Outputs

LISTS = Lists(("NOUN", "VERB"), ("", "Tense=Past"), ("nsubj", "obj", "root"), Lemmas(["lower,0,", "lower,2,"]))


def outputs(arcs: list[list[float]], heads: list[list[int]], labels: list[list[list[float]]]) -> Outputs:
    return Outputs(
        {
            "upos": np.array([[1.0, 0.0], [0.0, 1.0]]),
            "feats": np.array([0, 1]),
            "lemma": np.array([0, 1]),
            "arcs": np.array(arcs),
            "heads": np.array(heads),
            "labels": np.array(labels),
        }
    )


def read(given: Outputs) -> tuple[list[int], list[str]]:
    found = grammar(given, ["Xi", "called"], [(0, 2)], LISTS)
    return found.heads.tolist(), found.deprels


def test_scores_become_grammar() -> None:
    given = outputs([[0, 0, 9], [9, 0, 0]], [[2, 0], [0, 1]], [[[5, 1, 0], [0, 0, 9]], [[0, 0, 9], [0, 5, 0]]])
    found = grammar(given, ["Xi", "called"], [(0, 2)], LISTS)
    assert (found.upos, found.feats, found.lemmas) == (["NOUN", "VERB"], ["", "Tense=Past"], ("xi", "call"))
    assert read(given) == ([1, -1], ["nsubj", "root"])


def test_a_word_that_got_its_second_head_takes_the_label_of_that_arc() -> None:
    given = outputs([[8, 0, 7], [9, 0, 0]], [[0, 2], [0, 1]], [[[0, 0, 9], [0, 5, 0]], [[0, 0, 9], [5, 0, 0]]])
    assert read(given) == ([1, -1], ["obj", "root"])


def test_only_the_root_is_labelled_root() -> None:
    given = outputs([[0, 0, 9], [9, 0, 0]], [[2, 0], [0, 1]], [[[1, 0, 9], [0, 0, 0]], [[9, 0, 0], [0, 0, 0]]])
    assert read(given) == ([1, -1], ["nsubj", "root"])


def part(heads: list[int]) -> Grammar:
    count = len(heads)
    return Grammar(
        ["X"] * count, [""] * count, ("x",) * count, np.array(heads), ["root" if head < 0 else "dep" for head in heads]
    )


def test_windows_are_joined_with_heads_counted_in_the_story() -> None:
    found = joined([(0, part([-1, 0])), (2, part([1, -1]))], [(0, 2), (2, 4)])
    assert found.heads.tolist() == [-1, 0, 3, -1]
    assert found.deprels == ["root", "dep", "dep", "root"]


def test_a_sentence_cut_between_windows_keeps_one_root() -> None:
    found = joined([(0, part([1, -1])), (2, part([-1, 0])), (4, part([-1]))], [(0, 4), (4, 5)])
    assert found.heads.tolist() == [1, -1, 1, 2, -1]
    assert found.deprels == ["dep", "root", "parataxis", "dep", "root"]


def test_a_story_without_words_has_no_grammar() -> None:
    assert joined([], []).heads.tolist() == []
