from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dateline.language.analysis import Range
from dateline.records import Actor, ActorId, ActorKind, Citation, Mention, StoryId
from dateline.spans import Span
from dateline.stages.event.candidate import Candidate
from dateline.stages.event.involved import NAMES, SIGNS, Involved, Taking, features, read_involved, shipped, signs, table_of
from dateline.stages.event.parties import Evidence, Known
from stumps import stump

ACTORS = {
    ActorId("CHN"): Actor(ActorId("CHN"), "CHN", "China", ActorKind.STATE, "CHN", None),
    ActorId("CHN/GOV"): Actor(ActorId("CHN/GOV"), "CHN/GOV", "the ministry", ActorKind.ORGAN, "CHN", "GOV"),
    ActorId("RUS"): Actor(ActorId("RUS"), "RUS", "Russia", ActorKind.STATE, "RUS", None),
}
NOTHING = (0.0,) * len(SIGNS)


def one(actor: str, acting: float, receiving: float, at: int = 0) -> Known:
    mention = Mention(Citation(StoryId("s"), Span(at, at + 3), actor[:3]), ActorId(actor))
    return Known(mention, acting, receiving, host=False)


def act(*known: Known, kind: str = "REQUEST", odds: float = 2.0, unknown: tuple[float, float] = (0.0, 0.0)) -> Evidence:
    trigger: Range = (4, 5)
    candidate = Candidate(trigger, kind, None, (), (), 0.9, "occurred", odds=odds, named=-0.5)
    return Evidence(candidate, known, *unknown, unknown[0])


def told(*weights: float, actor: str = "acting", recipient: str = "receiving", intercept: float = 0.0) -> Involved:
    trees = tuple(stump(NAMES.index(name), 0.0, low=-2, high=2) for name in (actor, recipient))
    return Involved((trees[0], trees[1]), {"REQUEST": 0}, weights or NOTHING, intercept)


def test_features_set_each_actor_beside_the_others() -> None:
    state, ministry, russia = one("CHN", 0.9, 0.1), one("CHN/GOV", 0.5, 0.0), one("RUS", 0.0, 0.8)
    ministry.speaks = True
    rows = features(act(state, ministry, russia, unknown=(0.5, 0.0)), ACTORS, {"REQUEST": 7})
    first, second, third = (dict(zip(NAMES, row, strict=True)) for row in rows)

    assert (first["acting"], first["other_acting"], third["other_acting"]) == (0.9, 0.5, 0.9)
    assert table_of(rows)[:, 0].tolist() == pytest.approx([2.197, 0.0, -6.907], abs=1e-3)
    assert [row["likeliest"] for row in (first, second, third)] == [1, 0, 0]
    assert [row["same_state"] for row in (first, second, third)] == [0, 1, 0]
    assert (second["speaks"], second["spoken"], second["speaks_it"], first["speaks_it"]) == (1, 1, 1, 0)
    assert (first["unknown_acting"], first["type"], first["known"], first["odds"]) == (0.5, 7, 3, 2.0)
    assert (second["in_office"], first["in_office"]) == (1, 0)
    assert features(act(), ACTORS, {}) == []


def test_whoever_likely_acts_is_not_acted_on() -> None:
    both, other, neither = one("CHN", 0.9, 0.9), one("RUS", 0.1, 0.8), one("CHN/GOV", 0.1, 0.1)
    (sharing,) = told().sharings([act(both, other, neither)], ACTORS)

    assert [taking.known for taking in sharing.actors] == [both]
    assert [taking.known for taking in sharing.recipients] == [other]


def test_an_act_of_nobody_known_is_shared_by_nobody() -> None:
    nobody, china = told().sharings([act(), act(one("CHN", 0.9, 0.1))], ACTORS)

    assert (nobody.actors, nobody.recipients) == ((), ())
    assert [taking.known.mention.actor for taking in china.actors] == ["CHN"]
    assert told().sharings([act()], ACTORS) == [nobody]


def test_every_sign_counts_by_its_weight() -> None:
    taking, other = Taking(one("CHN", 0.9, 0.1), 0.5, 0.1), Taking(one("RUS", 0.1, 0.8), 0.1, 0.5)
    sided = dict(zip(SIGNS, signs(act(), [taking, other], [taking], [other]), strict=True))
    alone = dict(zip(SIGNS, signs(act(), [taking, other], [taking], []), strict=True))

    assert (sided["odds"], sided["named"], sided["actor"], sided["recipient"], sided["untaken"]) == (2.0, -0.5, 0.0, 0.0, 0.0)
    assert (sided["recipientless"], sided["alone"], alone["recipientless"], alone["alone"]) == (0, 0, 1, 1)
    assert (alone["recipient"], alone["untaken"]) == (0.0, 0.0)
    weights = [0.0] * len(SIGNS)
    weights[SIGNS.index("odds")] = 1.0
    (sharing,) = told(*weights, intercept=-2.0).sharings([act(one("CHN", 0.9, 0.1))], ACTORS)
    assert sharing.chance == 0.5


@pytest.mark.weights
def test_what_ships_knows_who_acts_on_whom() -> None:
    (sharing,) = shipped().sharings([act(one("CHN", 0.95, 0.02), one("RUS", 0.02, 0.95, at=10))], ACTORS)

    assert [taking.known.mention.actor for taking in sharing.actors] == ["CHN"]
    assert [taking.known.mention.actor for taking in sharing.recipients] == ["RUS"]
    (doubted,) = shipped().sharings([act(one("CHN", 0.95, 0.02), one("RUS", 0.02, 0.95), odds=-3.0)], ACTORS)
    assert doubted.chance < sharing.chance


def test_a_file_of_other_features_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "involved.npz", names=np.array(["luck"]), signs=np.array(SIGNS))
    with pytest.raises(ValueError, match="training/involved"):
        read_involved(tmp_path / "involved.npz")
