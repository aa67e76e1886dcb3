"""Reckon with TIMEX3 values and days: what interval a value covers, and what value stands so many units further."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateline.records import Interval, Precision
from dateline.times.expression import Mod

MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
DAYS_OF = {"D": 1, "W": 7, "WE": 7, "F": 14}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# From the coarsest digit on: a century, a decade, a year; then what stands after it.
VALUE = re.compile(
    r"(?P<year>\d{2,4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|W(?P<week>\d{2})(?P<weekend>-WE)?|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?P<time>T.*)?"
)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return that day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date | None:
    """Return the day that many months on, the month's last where it is shorter; None outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, count: int, unit: str) -> date | None:
    """Return the day that many units on, or None for units below a day and days outside the calendar."""
    if unit in MONTHS_OF:
        return add_months(day, count * MONTHS_OF[unit])
    if unit not in DAYS_OF:
        return None
    try:
        return day + timedelta(days=count * DAYS_OF[unit])
    except OverflowError:
        return None


def value_of(day: date, unit: str) -> str | None:
    """Return the TIMEX3 value of the day, week, month ... that a day lies in."""
    year, week, _ = day.isocalendar()
    forms = {
        "D": day.isoformat(),
        "W": f"{year:04d}-W{week:02d}",
        "F": f"{year:04d}-W{week:02d}",
        "WE": f"{year:04d}-W{week:02d}-WE",
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04d}",
        "DE": f"{day.year // 10:03d}",
        "CE": f"{day.year // 100:02d}",
    }
    return forms.get(unit)


def _months(year: int, first: int, count: int, precision: Precision) -> Interval | None:
    """Return the interval of `count` whole months."""
    start = day_of(year, first, 1)
    after = add_months(start, count) if start else None
    return Interval(start, after - timedelta(days=1), precision) if start and after else None


def _week(year: int, week: int, *, weekend: bool) -> Interval | None:
    """Return an ISO week, Monday to Sunday, or its Saturday and Sunday."""
    try:
        start = date.fromisocalendar(year, week, 6 if weekend else 1)
    except ValueError:
        return None
    return Interval(start, start + timedelta(days=1 if weekend else 6), Precision.WEEK)


def _years(digits: str) -> Interval | None:
    """Return the year, the decade (three digits) or the century (two digits)."""
    span = 10 ** (4 - len(digits))
    first = int(digits) * span
    if first < 1:
        return None
    return Interval(date(first, 1, 1), date(first + span - 1, 12, 31), Precision.YEAR)


def _whole(match: re.Match[str]) -> Interval | None:
    """Return all days of a value."""
    digits, year = match["year"], int(match["year"])
    if len(digits) < 4 or digits == match.group():  # noqa: PLR2004 - years have four digits
        return _years(digits)
    if match["day"]:
        day = day_of(year, int(match["month"]), int(match["day"]))
        return Interval(day, day, Precision.DAY) if day else None
    if match["week"]:
        return _week(year, int(match["week"]), weekend=bool(match["weekend"]))
    first, count = _first_month(match)
    return _months(year, first, count, Precision.MONTH if count == 1 else Precision.SEASON)


def _first_month(match: re.Match[str]) -> tuple[int, int]:
    """Return the first month of a value's month, quarter, half or season, and how many it has."""
    if match["month"]:
        return int(match["month"]), 1
    if match["quarter"]:
        return int(match["quarter"]) * 3 - 2, 3
    if match["half"]:
        return int(match["half"]) * 6 - 5, 6
    return SEASON_MONTHS[match["season"]], 3


def _part(whole: Interval, mod: Mod) -> Interval:
    """
    Return the part of a period that early, mid or late leaves.

    A month in thirds of ten days; a year with its first or last three months, or the six between; longer periods in thirds.
    """
    start, end = whole.start, whole.end
    if start is None or end is None or whole.precision in {Precision.DAY, Precision.WEEK}:
        return whole
    if whole.precision is Precision.MONTH:
        cuts = (start + timedelta(days=10), start + timedelta(days=20))
        finer = Precision.WEEK
    elif (end - start).days < 370:  # noqa: PLR2004 - a year or less
        quarter = max(1, round((end - start).days / 30.4) // 4)
        cuts = (add_months(start, quarter) or end, add_months(end + timedelta(days=1), -quarter) or end)
        finer = Precision.SEASON
    else:
        third = (end.year + 1 - start.year) / 3
        cuts = (date(start.year + round(third), 1, 1), date(start.year + round(2 * third), 1, 1))
        finer = Precision.YEAR
    spans = {
        Mod.START: (start, cuts[0] - timedelta(days=1)),
        Mod.MID: (cuts[0], cuts[1] - timedelta(days=1)),
        Mod.END: (cuts[1], end),
    }
    return Interval(*spans[mod], finer)


def interval(value: str, *, mod: Mod | None = None) -> Interval | None:
    """
    Return the days that a TIMEX3 value covers.

    Args:
        value: "2023-03-17", "2023-W11", "2023-W11-WE", "2023-03", "2023-Q1", "2023-H1", "2023-SP", "2023", "202" (the 2020s),
            "20" (the years 2000 to 2099), a time of a day ("2023-03-17TEV"), or two of them with "/" between.
        mod: the part of the period that is meant.

    Returns:
        None for durations, sets, vague references and values with unknown digits or days that no calendar has.
    """
    first, slash, last = value.partition("/")
    if slash:
        one, other = interval(first), interval(last)
        return Interval(one.start, other.end, one.precision) if one and other else None
    match = VALUE.fullmatch(value)
    whole = _whole_day(match) if match else None
    return _part(whole, mod) if whole and mod else whole


def _whole_day(match: re.Match[str]) -> Interval | None:
    """Return all days of a value; a time of day leaves its day."""
    if match["time"] is None:
        return _whole(match)
    plain = VALUE.fullmatch(match.group()[: match.start("time")])
    return _whole(plain) if plain else None
