"""Say in words how a period of a series stands to those before it, with the base that it is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dateline.records import DyadCount

BASE = 12  # periods before that make the base
LEAST = 3  # periods with coverage that a base needs
SLIGHT, STRONG = 0.25, 1.0  # of the base: less is no change; as much again, or down to half, is a strong one
FEW = 3  # episodes; a change between smaller numbers is chance


class Trend(StrEnum):
    """How a period stands to its base."""

    NO_COVERAGE = "no coverage"
    NO_BASE = "no base"
    FIRST = "first in the base period"
    UP_STRONG = "strong increase"
    UP = "increase"
    STEADY = "little change"
    DOWN = "decrease"
    DOWN_STRONG = "strong decrease"
    NONE = "none, as before"


@dataclass(frozen=True, slots=True)
class Change:
    """One period against the mean of the covered periods before it."""

    start: date
    episodes: int
    base: float | None  # episodes per period; None: too little coverage
    base_periods: int
    trend: Trend


def changes(series: Sequence[DyadCount]) -> tuple[Change, ...]:
    """Return how every period of one series stands to up to twelve covered periods before it."""
    found = []
    for place, count in enumerate(series):
        before = [one.episodes for one in series[max(0, place - BASE) : place] if one.stories]
        base = sum(before) / len(before) if len(before) >= LEAST else None
        found.append(Change(count.start, count.episodes, base, len(before), _trend(count, base)))
    return tuple(found)


def _trend(count: DyadCount, base: float | None) -> Trend:
    """Return the label of one period."""
    if not count.stories:
        return Trend.NO_COVERAGE
    if base is None:
        return Trend.NO_BASE
    if base == 0:
        return Trend.FIRST if count.episodes else Trend.NONE
    ratio = count.episodes / base
    if max(count.episodes, base) < FEW or 1 - SLIGHT <= ratio <= 1 + SLIGHT:
        return Trend.STEADY
    if ratio > 1:
        return Trend.UP_STRONG if ratio >= 1 + STRONG else Trend.UP
    return Trend.DOWN_STRONG if ratio <= 1 / (1 + STRONG) else Trend.DOWN
