"""
Who of the known takes part in an act, and how likely the act is told with them.

Boosted trees weigh each known actor beside the others and beside what names nobody known; a logistic regression then tells the
chance of the whole. Both are trained out of fold by training/involved: docs/decisions/0192.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from dateline.language.sureness import SURE, chance_of, odds_of
from dateline.records import ActorKind
from dateline.stages.event.parties import IN_OFFICE
from dateline.trees import Trees, log_odds, plant

if TYPE_CHECKING:
    import numpy.typing as npt

    from dateline.records import Actor, ActorId
    from dateline.stages.event.parties import Evidence, Known

FILE = "involved.npz"
# Acts that words alone perform: whoever says the words may perform them.
SPOKEN = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))
KINDS = tuple(ActorKind)
NAMES = ("acting", "receiving", "other_acting", "other_receiving", "unknown_acting", "unknown_receiving", "unnamed_acting",
         "host", "governed", "speaks", "spoken", "speaks_it", "same_state", "same_sector", "likeliest", "kind", "coded",
         "in_office", "type", "known", "odds")  # fmt: skip
CHANCES = NAMES.index("unnamed_acting") + 1
SIGNS = ("odds", "named", "actor", "recipient", "untaken", "recipientless", "alone", "unknown_actor", "unknown_recipient")
LEAST_ACTOR = 0.25  # the chance from which a known actor acts
LEAST_RECIPIENT = 0.2


@dataclass(frozen=True, slots=True)
class Taking:
    """A known actor, and the chances that it takes part."""

    known: Known
    actor: float
    recipient: float


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who takes part in an act as who, and the chance that a reader tells it so."""

    actors: tuple[Taking, ...]
    recipients: tuple[Taking, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class Involved:
    """The trees of actors and of recipients, the types of acts in the order that they know, and the weights of SIGNS."""

    trees: tuple[Trees, Trees]
    types: Mapping[str, int]
    weights: tuple[float, ...]
    intercept: float

    def sharings(self, acts: Sequence[Evidence], actors: Mapping[ActorId, Actor]) -> list[Sharing]:
        """
        Return who takes part in each act.

        Args:
            acts: what speaks for whom.
            actors: all that are known, by id.
        """
        rows = [row for act in acts for row in features(act, actors, self.types)]
        chances = iter(self._chances(table_of(rows)) if rows else ())
        return [self.shared(act, tuple(Taking(one, *next(chances)) for one in act.known)) for act in acts]

    def takings(self, act: Evidence, rows: Sequence[Sequence[float]]) -> tuple[Taking, ...]:
        """Return the chances of the known actors of an act by their features."""
        return tuple(Taking(one, *both) for one, both in zip(act.known, self._chances(table_of(rows)), strict=True))

    def shared(self, act: Evidence, takings: Sequence[Taking]) -> Sharing:
        """Return who takes part in an act by the chances of its known actors."""
        acting = tuple(one for one in takings if one.actor >= max(LEAST_ACTOR, one.recipient))
        receiving = tuple(one for one in takings if one.recipient >= LEAST_RECIPIENT and one not in acting)
        told = signs(act, takings, acting, receiving)
        odds = sum(weight * sign for weight, sign in zip(self.weights, told, strict=True)) + self.intercept
        return Sharing(acting, receiving, round(chance_of(odds), 4))

    def _chances(self, table: npt.NDArray[np.float32]) -> list[tuple[float, float]]:
        actor, recipient = ((1 / (1 + np.exp(-log_odds(table, trees)))).tolist() for trees in self.trees)
        return list(zip(actor, recipient, strict=True))


def features(act: Evidence, actors: Mapping[ActorId, Actor], types: Mapping[str, int]) -> list[tuple[float, ...]]:
    """Return what the trees weigh of each known actor of an act, in the order of NAMES; the first CHANCES as they are."""
    if not act.known:
        return []
    spoken = act.candidate.type in SPOKEN
    whole = (act.unknown_acting, act.unknown_receiving, act.unnamed_acting)
    acting, receiving = _two_best([one.acting for one in act.known]), _two_best([one.receiving for one in act.known])
    first = max(act.known, key=lambda one: one.acting)
    leader = _actor(first, actors)
    kind, count = float(types.get(act.candidate.type, -1)), float(len(act.known))
    rows: list[tuple[float, ...]] = []
    for one in act.known:
        actor = _actor(one, actors)
        same = one is not first and bool(actor and leader and actor.country and actor.country == leader.country)
        rows.append(
            (
                one.acting,
                one.receiving,
                acting[one.acting == acting[0]],
                receiving[one.receiving == receiving[0]],
                *whole,
                float(one.host),
                one.governed,
                float(one.speaks),
                float(spoken),
                float(one.speaks and spoken),
                float(same),
                float(same and actor is not None and leader is not None and actor.sector == leader.sector),
                float(one is first),
                float(KINDS.index(actor.kind) if actor else len(KINDS)),
                float(actor is not None and actor.code is not None),
                float(actor is not None and actor.sector in IN_OFFICE),
                kind,
                count,
                act.candidate.odds,
            )
        )
    return rows


def table_of(rows: Sequence[Sequence[float]]) -> npt.NDArray[np.float32]:
    """Return rows of `features` as the trees take them, [rows, NAMES]: the chances as log-odds."""
    table = np.array(rows, dtype=np.float64)
    kept = table[:, :CHANCES].clip(1 - SURE, SURE)
    table[:, :CHANCES] = np.log(kept / (1 - kept))
    return table.astype(np.float32)


def signs(act: Evidence, takings: Sequence[Taking], acting: Sequence[Taking], receiving: Sequence[Taking]) -> tuple[float, ...]:
    """Return what the chance of an act is made of, in the order of SIGNS."""
    return (
        act.candidate.odds,
        act.candidate.named,
        odds_of(max((one.actor for one in acting), default=0.0)),
        odds_of(max(one.recipient for one in receiving)) if receiving else 0.0,
        0.0 if receiving else odds_of(max((one.recipient for one in takings), default=0.0)),
        float(not receiving),
        float(not receiving and len(acting) <= 1),
        odds_of(act.unknown_acting),
        odds_of(act.unknown_receiving),
    )


def read_involved(path: Path) -> Involved:
    """
    Return what a file holds.

    Raises:
        ValueError: it was trained on other features than NAMES and SIGNS.
    """
    with np.load(path) as arrays:
        if tuple(arrays["names"].tolist()) != NAMES or tuple(arrays["signs"].tolist()) != SIGNS:
            message = f"{path.name} was trained on other features: run training/involved/train.py"
            raise ValueError(message)
        actor, recipient = plant(arrays, "actor_"), plant(arrays, "recipient_")
        *weights, intercept = arrays["weights"].tolist()
        types = {str(name): number for number, name in enumerate(arrays["types"].tolist())}
    return Involved((actor, recipient), types, tuple(weights), intercept)


@lru_cache(maxsize=1)
def shipped() -> Involved:
    """Return what ships with the package."""
    with resources.as_file(resources.files("dateline.stages.event") / FILE) as path:
        return read_involved(path)


def _actor(one: Known, actors: Mapping[ActorId, Actor]) -> Actor | None:
    return actors.get(one.mention.actor) if one.mention.actor is not None else None


def _two_best(chances: Sequence[float]) -> tuple[float, float]:
    first, second, *_ = (*sorted(chances, reverse=True), 0.0)
    return first, second
