"""What a rule sees: the words of a text, the dateline, and the time last spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.times import calendar
from dateline.times.direction import Direction, direction
from dateline.times.expression import Mod, TimeType

if TYPE_CHECKING:
    from dateline.records import Interval
    from dateline.times.words import Word, Worth

FROM_ANCHOR = 10  # steps of ten and more count from the time last spoken of: "the previous day", "the same month"
NEAR = 45  # a day of the year that lies this near is meant, whatever the verbs say
FAR_MONTHS = 9  # a month that far ahead is rather the one gone by

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule read from its match; word indexes are of the scene's words, `last` is after the final one."""

    type: TimeType
    value: str
    mod: Mod | None = None
    interval: Interval | None = None  # where the value alone does not tell the days
    first: int | None = None
    last: int | None = None
    parts: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """The words of one text with what is known of its time."""

    words: tuple[Word, ...]
    dateline: date | None
    anchor: date | None = None  # start of the time last spoken of
    anchor_unit: str | None = None  # its unit: "D", "W", "M", "Q", "Y"
    anchor_day: date | None = None  # the day last spoken of

    def worth(self, match: Match, group: str, kind: str | None = None) -> Worth | None:
        """Return what the word of a group is worth in a class (named like the group, if not given), or None."""
        place = match.start(group) if group in match.re.groupindex else -1
        if place < 0:
            return None
        return self.words[place].worth.get(kind or group)

    def number(self, match: Match, group: str, kind: str | None = None) -> int | None:
        """Return the same as an integer, or None."""
        worth = self.worth(match, group, kind)
        return worth if isinstance(worth, int) else None

    def mod(self, match: Match) -> Mod | None:
        """Return the part of the period that the match names."""
        worth = self.worth(match, "edge")
        return Mod(worth) if isinstance(worth, str) else None

    def step(self, match: Match) -> int | None:
        """Return how many units "last", "this", "next" lead on; `FROM_ANCHOR` and beyond: from the time last spoken of."""
        for kind in ("last", "this", "next", "same"):
            worth = self.number(match, "step", kind)
            if worth is not None:
                return worth
        return None

    def base(self, step: int, unit: str = "Y") -> tuple[date | None, int]:
        """Return the day that a step of a unit counts from, and the step without that mark."""
        if abs(step) < FROM_ANCHOR:
            return self.dateline, step
        spoken = self.anchor_day if unit in {"D", "WE"} else self.anchor
        return spoken or self.dateline, step - FROM_ANCHOR if step > 0 else step + FROM_ANCHOR

    def direction(self, match: Match) -> Direction:
        """Return where the words around a match say that it lies."""
        return direction(self.words, match.start(), match.end())

    def before(self, match: Match) -> str:
        """Return the word before a match, or ''."""
        return self.words[match.start() - 1].text if match.start() else ""

    def after(self, match: Match) -> str:
        """Return the word after a match, or ''."""
        return self.words[match.end()].text if match.end() < len(self.words) else ""

    def day_without_year(self, month: int, day: int, where: Direction) -> date | None:
        """Return the day of the year nearest to the dateline, or the one that the verbs point to."""
        if self.dateline is None:
            return None
        near = (calendar.day_of(self.dateline.year + add, month, day) for add in (-4, -3, -2, -1, 0, 1, 2, 3, 4))
        days = [one for one in near if one]
        if not days:
            return None
        nearest = min(days, key=lambda one: abs((one - self.dateline).days))  # type: ignore[operator]
        if abs((nearest - self.dateline).days) <= NEAR or where is Direction.UNKNOWN:
            return nearest
        if where is Direction.FUTURE:
            return min((one for one in days if one >= self.dateline), default=None)
        return max((one for one in days if one <= self.dateline), default=None)

    def month_without_year(self, month: int, where: Direction) -> date | None:
        """Return the first day of the month meant: in news the last one gone by, this one too, unless the verbs point ahead."""
        if self.dateline is None:
            return None
        back = (self.dateline.month - month) % 12
        ahead = (month - self.dateline.month) % 12
        months = ahead if where is Direction.FUTURE and ahead <= FAR_MONTHS else -back
        return calendar.add_months(self.dateline.replace(day=1), months)

    def weekday(self, number: int, where: Direction) -> date | None:
        """Return the weekday nearest to the dateline on the side that the verbs point to; the dateline's own day first."""
        if self.dateline is None:
            return None
        ahead = (number - self.dateline.isoweekday()) % 7
        return self.dateline + timedelta(days=ahead if where is Direction.FUTURE or ahead == 0 else ahead - 7)
