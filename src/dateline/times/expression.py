"""The record of one time expression of a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.records import Interval
from dateline.spans import Span


class TimeType(StrEnum):
    """The four types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Mod(StrEnum):
    """Which part of a period is meant."""

    START = "START"
    MID = "MID"
    END = "END"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """
    Words that tell a time.

    `value` is a TIMEX3 value: "2023-03-17", "2023-W11", "2023-03", "2023-Q1", "P3D", "PAST_REF"; digits that the text does not
    give are X ("XXXX-10": October of an unknown year). A range has the value "2023-03-20/2023-03-22" and its two ends as `parts`.
    `interval` is None where the words fix no days: durations that hang on nothing, sets, vague references, and everything
    relative where there is no dateline.
    """

    span: Span
    type: TimeType
    value: str
    interval: Interval | None = None
    mod: Mod | None = None
    parts: tuple[TimeExpression, ...] = ()
