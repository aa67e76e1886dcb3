"""Whether the words of a draft name an act: what the trees are told of it and of the others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dateline.errors import ModelError
from dateline.language.catalog import FOLDER
from dateline.language.naming import NAMES, features, read_naming
from dateline.language.roles import Act
from dateline.language.settling import Draft
from sentences import analysis_of

TALKS = analysis_of(
    """
    Oslo Oslo PROPN 2 nsubj
    held hold VERB 0 root
    tense tense ADJ 4 amod
    talks talk NOUN 2 obj
    and and CCONJ 6 cc
    threatened threaten VERB 2 conj
    sanctions sanction NOUN 6 obj
    . . PUNCT 2 punct
    Rome Rome PROPN 10 nsubj
    agreed agree VERB 0 root
    """,
)
TYPES = {"CONSULT": 0, "THREATEN": 1, "AGREE": 2}


def draft(start: int, end: int, kind: str, odds: float, sentence: tuple[int, int] = (0, 8)) -> Draft:
    scores = np.array([[-20.0, 3.0], [-2.0, -4.0]])
    return Draft(Act((start, end), kind, sentence, scores), "occurred", None, odds=odds, named=-0.1)


HELD, TENSE, THREAT = draft(1, 4, "CONSULT", 1.5), draft(2, 3, "CONSULT", -1.0), draft(5, 7, "THREATEN", 2.0)
AGREED = draft(9, 10, "AGREE", 0.5, (8, 10))


def told(*drafts: Draft) -> list[dict[str, float]]:
    return [dict(zip(NAMES, row, strict=True)) for row in features(TALKS, drafts, TYPES)]


def test_a_draft_is_told_by_itself_and_beside_the_others_of_its_sentence() -> None:
    held, threat, _ = told(HELD, THREAT, AGREED)

    assert (held["odds"], held["words"], held["deprel"], held["type"]) == (1.5, 3.0, 0.0, 0.0)
    assert (held["actor"], held["recipient"]) == (3.0, -2.0)
    assert (held["rank"], threat["rank"]) == (1.0, 0.0)
    assert (held["over_nearest"], held["nearest_odds"], held["nearest_type"], held["nearest_gap"]) == (-0.5, 2.0, 1.0, 1.0)


def test_of_those_of_its_type_the_nearest_counts() -> None:
    assert [row["over_alike"] for row in told(TENSE, draft(3, 4, "CONSULT", 1.5), THREAT)] == [-2.5, 2.5, 9.0]


def test_a_draft_alone_in_its_sentence_is_over_all() -> None:
    *_, agreed = told(HELD, THREAT, AGREED)

    assert (agreed["rank"], agreed["over_alike"], agreed["over_nearest"], agreed["nearest_gap"]) == (0.0, 9.0, 9.0, 60.0)


@pytest.mark.weights
def test_of_two_readings_of_the_same_words_the_surer_is_the_likelier_act() -> None:
    naming = read_naming(FOLDER / "parties.npz")

    surer, lesser = naming.odds(TALKS, [draft(1, 2, "CONSULT", 3.0), draft(3, 4, "CONSULT", -1.5)])

    assert surer > 0 > lesser
    assert naming.odds(TALKS, []) == []


def test_trees_of_other_features_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "parties.npz"
    for arrays in ({}, {"naming_names": np.array(["luck"])}):
        np.savez(path, nothing=np.zeros(1), **arrays)
        with pytest.raises(ModelError, match="training/parties"):
            read_naming(path)
