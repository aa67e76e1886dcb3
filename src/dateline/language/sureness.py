"""How likely a reader names an event as the network does, from what its scores say of trigger, type and parties."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import exp, log
from operator import attrgetter, mul

SURE = 0.999  # no chance counts as surer, nor its contrary


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells how likely a reader names an event as it is: its trigger, type and parties."""

    odds: float  # log-odds of its likeliest word for being a trigger
    named: float  # mean log-probability of its type, given that it is one
    actor: float  # log-odds of its actors against having none; against the likeliest, where it has none
    recipient: float
    actorless: float  # 1 where it has no actor
    recipientless: float
    alone: float  # 1 where it has neither a recipient nor a second actor


_SIGNS = attrgetter(*(sign.name for sign in fields(Signs)))


@dataclass(frozen=True, slots=True)
class Sureness:
    """Weights of the signs, fitted out of fold by `benchmarks.sureness`: docs/decisions/0187."""

    odds: float = 1.0
    named: float = 1.0
    actor: float = 0.0
    recipient: float = 0.0
    actorless: float = 0.0
    recipientless: float = 0.0
    alone: float = 0.0
    intercept: float = 0.0

    def chance(self, signs: Signs) -> float:
        """Return the chance that a reader names an event as it is, 0 to 1."""
        return chance_of(sum(map(mul, _SIGNS(self), _SIGNS(signs))) + self.intercept)


def chance_of(odds: float) -> float:
    """Return the chance of some log-odds, 0 to 1."""
    return 1.0 / (1.0 + exp(-odds)) if odds >= 0 else exp(odds) / (1.0 + exp(odds))  # exp() of much would overflow


def odds_of(chance: float) -> float:
    """Return the log-odds of a chance, none beyond those of SURE."""
    kept = min(max(chance, 1 - SURE), SURE)
    return log(kept / (1 - kept))
