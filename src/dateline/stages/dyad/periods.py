"""Days, weeks, months, quarters and years as units of a series."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.records import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def first_day(day: date, period: Period) -> date:
    """Return the first day of the period that a day lies in; weeks begin on Monday."""
    if period is Period.DAY:
        return day
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    months = MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def following(start: date, period: Period) -> date:
    """Return the first day of the next period."""
    if period in MONTHS:
        year, month = divmod(start.year * 12 + start.month - 1 + MONTHS[period], 12)
        return date(year, month + 1, 1)
    return start + timedelta(days=7 if period is Period.WEEK else 1)


def periods(first: date, last: date, period: Period) -> Iterator[date]:
    """Yield the first days of all periods from one to another, both included."""
    start = first_day(first, period)
    while start <= last:
        yield start
        start = following(start, period)
