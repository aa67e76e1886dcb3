"""Pieces of one trigger → one draft."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.language.fragments import rejoined
from dateline.language.roles import Act
from dateline.language.settling import Draft
from sentences import analysis_of

RALLY = analysis_of(
    """
    Police police NOUN 3 nsubj
    had have AUX 3 aux
    put put VERB 0 root
    great great ADJ 5 amod
    pressure pressure NOUN 3 obj
    on on ADP 7 case
    marchers marcher NOUN 3 obl
    , , PUNCT 9 punct
    beaten beat VERB 3 conj
    and and CCONJ 11 cc
    shot shoot VERB 9 conj
    """
)
SENTENCE = 0, 11


def draft(start: int, end: int, *, kind: str = "COERCE", odds: float = 0.0, words: tuple[int, int] = SENTENCE) -> Draft:
    told = "ongoing" if odds > 1 else "planned"
    return Draft(Act((start, end), kind, words, np.full((2, 11), odds)), told, None, odds=odds, named=odds - 1)


def test_pieces_a_word_apart_are_one_act_told_as_the_surer_piece_tells_it() -> None:
    pieces = draft(2, 3, odds=-1.0), draft(4, 6, odds=1.5)

    (whole,) = rejoined(RALLY, pieces)

    assert (whole.act.trigger, whole.act.type) == ((2, 6), "COERCE")
    assert (whole.status, whole.odds, whole.named) == ("ongoing", 1.5, 0.5)
    assert whole.act.scores.tolist() == np.full((2, 11), 1.5).tolist()


def test_three_pieces_are_one_in_whatever_order_they_come() -> None:
    pieces = draft(6, 7), draft(2, 3), draft(4, 5)

    assert [one.act.trigger for one in rejoined(RALLY, pieces)] == [(2, 7)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(draft(2, 3), draft(4, 5, kind="ASSAULT"), id="another type"),
        pytest.param(draft(2, 3), draft(4, 5, words=(4, 11)), id="another sentence"),
        pytest.param(draft(2, 3), draft(5, 6), id="two words between"),
        pytest.param(draft(6, 7), draft(8, 9), id="a comma between"),
        pytest.param(draft(8, 9), draft(10, 11), id="a conjunction between"),
    ],
)
def test_what_may_be_another_act_stays_apart(first: Draft, second: Draft) -> None:
    assert rejoined(RALLY, (first, second)) == [first, second]


def test_no_drafts_give_none() -> None:
    assert rejoined(RALLY, ()) == []
