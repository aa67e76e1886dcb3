from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from dateline.language.analysis import Analysis, ranges
from dateline.spans import Span

#       0    1     2  3       4      5 6   7       8
TEXT = "China urged to sign a deal . Russia agreed ."


def analysis() -> Analysis:
    words = TEXT.split()
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return Analysis(
        text=TEXT,
        starts=np.array(starts),
        ends=np.array([start + len(word) for start, word in zip(starts, words, strict=True)]),
        sentences=((0, 7), (7, 10)),
        upos=("PROPN", "VERB", "PART", "VERB", "DET", "NOUN", "PUNCT", "PROPN", "VERB", "PUNCT"),
        feats=("Number=Sing", "Tense=Past|VerbForm=Fin", "", "VerbForm=Inf", "", "Number=Sing", "", "", "Tense=Past", ""),
        lemmas=("China", "urge", "to", "sign", "a", "deal", ".", "Russia", "agree", "."),
        heads=np.array([1, -1, 3, 1, 5, 3, 1, 8, -1, 8]),
        deprels=("nsubj", "root", "mark", "xcomp", "det", "obj", "punct", "nsubj:pass", "root", "punct"),
        chains=(((0, 1), (7, 8)),),
    )


def test_words_and_spans_point_into_the_text() -> None:
    one = analysis()
    assert one.words == tuple(TEXT.split())
    assert one.word(7) == "Russia"
    assert one.span(3, 6) == Span(15, 26)
    assert one.words_of((3, 6)) == "sign a deal"
    assert len(one) == 10


def test_tokens_in_a_span_are_those_that_share_a_character() -> None:
    one = analysis()
    assert one.tokens_in(Span(7, 16)) == (1, 4)
    assert one.tokens_in(Span(5, 6)) is None  # the blank between two words


def test_a_token_knows_its_sentence() -> None:
    one = analysis()
    assert [one.sentence_of(token) for token in (0, 6, 7, 9)] == [0, 0, 1, 1]
    assert one.sentence_span(1).of(TEXT) == "Russia agreed ."
    assert (one.root(0), one.root(1)) == (1, 8)


def test_the_tree_is_walked_downwards_inside_its_sentence() -> None:
    one = analysis()
    assert one.children(1) == (0, 3, 6)
    assert one.children(8, "nsubj") == (7,)
    assert one.children(1, "obj") == ()
    assert one.subtree(3) == ((2, 6),)
    assert one.reach(1) == (0, 7)
    assert one.head(1) is None
    assert one.head(5) == 3
    assert one.head_of((2, 6)) == 3


def test_a_subtree_with_a_gap_comes_in_two_ranges() -> None:
    gapped = dataclasses.replace(analysis(), heads=np.array([5, -1, 3, 1, 5, 1, 1, 8, -1, 8]))
    assert gapped.subtree(5) == ((0, 1), (4, 6))
    assert gapped.reach(5) == (0, 6)


def test_features_are_read_by_their_whole_name() -> None:
    one = analysis()
    assert one.feature(1, "Tense") == "Past"
    assert one.feature(1, "Ten") is None
    assert one.feature(2, "Tense") is None


def test_chains_are_found_by_a_mention() -> None:
    assert analysis().chain_of((7, 8)) == 0
    assert analysis().chain_of((1, 2)) is None


def test_analyses_compare_by_value_and_cannot_be_changed() -> None:
    one = analysis()
    assert one == analysis()
    assert one != dataclasses.replace(one, heads=np.array([1, -1, 3, 1, 5, 3, 1, 8, -1, 7]))
    assert one != "an analysis"
    with pytest.raises(ValueError, match="read-only"):
        one.heads[0] = 3


def test_ranges_are_the_longest_runs() -> None:
    assert ranges(np.array([True, True, False, True])) == ((0, 2), (3, 4))
    assert ranges(np.array([False])) == ()
