"""Words that may name a party: where they stand to the trigger, and what the trees make of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dateline.errors import ModelError
from dateline.language.analysis import Analysis, Attribution, Entity, EntityLabel
from dateline.language.catalog import FOLDER
from dateline.language.roles import FLOOR, NAMES, OWN, Act, Roles, Weighed, Words, candidates, read_roles
from sentences import analysis_of
from stumps import stump

TALKS = analysis_of(
    """
    Oslo Oslo PROPN 2 nsubj
    said say VERB 0 root
    Chad Chad PROPN 4 nsubj
    met meet VERB 2 ccomp
    a a DET 7 det
    Malian Malian ADJ 7 amod
    minister minister NOUN 4 obj
    in in ADP 9 case
    Rome Rome PROPN 4 obl
    """,
    entities=(Entity(2, 3, EntityLabel.LOC),),
    attributions=(Attribution(((0, 1),), ((1, 2),), ((2, 9),)),),
)
MET = (3, 4)


def act(*, out: tuple[int, ...] = (), trigger: tuple[int, int] = MET, kind: str = "CONSULT") -> Act:
    scores = np.zeros((2, 9))
    scores[:, out] = -9.0
    return Act(trigger, kind, (0, 9), scores)


def keys(analysis: Analysis, asked: Act) -> dict[str, tuple[str, ...]]:
    return {analysis.word(one.token): one.keys for one in candidates(Words(analysis), asked)}


def test_nominal_words_and_adjectives_of_names_may_be_parties_unless_the_network_rules_them_out() -> None:
    assert [TALKS.word(one.token) for one in candidates(Words(TALKS), act())] == ["Oslo", "Chad", "Malian", "minister", "Rome"]
    assert [TALKS.word(one.token) for one in candidates(Words(TALKS), act(out=(0, 8)))] == ["Chad", "Malian", "minister"]


def test_of_the_triggers_words_its_head_alone_is_none() -> None:
    told = candidates(Words(TALKS), act(trigger=(3, 7), out=(0, 8)))
    assert [TALKS.word(one.token) for one in told] == ["Chad", "Malian", "minister"]


def test_a_word_is_told_by_the_way_from_it_to_the_trigger() -> None:
    found = keys(TALKS, act())
    assert [found[word][0] for word in ("Chad", "minister", "Malian", "Rome", "Oslo")] == [
        "w nsubj|",
        "w obj|",
        "w amod<obj|",
        "w obl:in|",
        "w nsubj|ccomp",
    ]
    assert found["Chad"][1:] == (
        "t CONSULT nsubj|",
        "l meet nsubj|",
        "u VERB nsubj",
        "n PROPN",
        "k LOC PROPN 1",
        "y CONSULT LOC PROPN",
    )


def test_features_tell_scores_leads_and_who_says_it() -> None:
    asked = act(out=(0, 5, 6, 8))
    asked.scores[:, 2] = (3.0, -20.0)
    asked.scores[:, 6] = (-1.0, 2.0)
    chad, minister = candidates(Words(TALKS), asked)
    assert dict(zip(OWN, chad.features, strict=True)) == {
        "actor": 3, "recipient": FLOOR, "actor_lead": 4, "recipient_lead": FLOOR - 2, "before": 1, "distance": 1, "verb": 1,
        "passive": 0, "candidates": 2, "said": 0,
    }  # fmt: skip
    assert minister.features[:4] == (-1, 2, -4, 12)
    (oslo, *_) = candidates(Words(TALKS), act())
    assert dict(zip(OWN, oslo.features, strict=True))["said"] == 1


def test_the_trees_weigh_features_and_rates_of_places() -> None:
    trees = stump(NAMES.index("way_actor"), 0.5, low=-2, high=2)
    roles = Roles({"": (0.1, 0.1), "w nsubj|": (0.9, 0.0)}, (trees, trees))
    ((chad, minister),) = roles.parties(TALKS, [act(out=(0, 5, 8))])
    assert chad == Weighed(2, pytest.approx(0.881, abs=1e-3), pytest.approx(0.881, abs=1e-3))
    assert minister.actor == pytest.approx(0.119, abs=1e-3)
    assert roles.parties(TALKS, [act(out=tuple(range(9)))]) == [[]]


@pytest.mark.weights
def test_the_trees_that_ship_know_subject_and_object() -> None:
    roles = read_roles(FOLDER / "parties.npz")
    ((_, chad, _, minister, _),) = roles.parties(TALKS, [act(kind="ASSAULT")])
    assert chad.actor > chad.recipient
    assert minister.recipient > minister.actor


def test_trees_of_other_features_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "parties.npz", names=np.array(["luck"]))
    with pytest.raises(ModelError, match="trained on other features"):
        read_roles(tmp_path / "parties.npz")
