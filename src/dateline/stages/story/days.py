"""
Calendar days as mastheads write them: 'March 17, 2023', '17 Mar.', 'Fri, 17.03.2023', '2023-03-17'.

A day that no calendar has (31 February) is no day; a day to come is kept as it was given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier januar enero",
            "february feb février fevrier februar febrero",
            "march mar mars märz maerz marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juin juni junio",
            "july jul juillet juli julio",
            "august aug août aout agosto",
            "september sep sept septembre septiembre",
            "october oct octobre oktober okt octubre",
            "november nov novembre noviembre",
            "december dec décembre dezember dez diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag",
            "tuesday tue tues dienstag",
            "wednesday wed mittwoch",
            "thursday thu thur thurs donnerstag",
            "friday fri freitag",
            "saturday sat samstag",
            "sunday sun sonntag",
        )
    )
    for name in names.split()
}
_MONTH = r"(?P<month{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?P<weekday>" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year{0}>(?:19|20)\d\d)\b"
DAY = re.compile(
    rf"(?<![\w/.-])(?:(?:on )?{_WEEKDAY},? ?(?:the )?)?(?:"
    rf"(?P<iso>(?:19|20)\d\d-\d\d?-\d\d?)(?=[T\W]|$)"
    rf"|(?P<num1>\d\d?)[./](?P<num2>\d\d?)[./](?P<numyear>(?:19|20)\d\d)\b"
    rf"|{_MONTH.format(1)} ?(?P<day1>\d\d?)(?:st|nd|rd|th)?\b(?![:.]\d)(?:[,.]? {{0,2}}{_YEAR.format(1)})?"
    rf"|(?P<day2>\d\d?)(?:st|nd|rd|th|\.)?[ -](?:of )?{_MONTH.format(2)}(?:,? {{0,2}}-?{_YEAR.format(2)})?"
    rf")",
    re.IGNORECASE,
)
WEEKDAY = re.compile(rf"{_WEEKDAY}", re.IGNORECASE)
_NEAR = timedelta(days=7)  # a page may be dated before its dateline by a time zone or a slow editor
_HALF_YEAR = 183
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was written: the year may be left out, and the calendar may not have it."""

    month: int
    day: int
    year: int | None
    start: int
    end: int
    alternative: tuple[int, int] | None = None  # 03/04/2023 read the other way round: month, day

    def resolve(self, near: date | None) -> date | None:
        """Return the day in the calendar; a year left out is that of the closest such day to `near`."""
        if self.year is not None:
            return self._with_year(self.year, near)
        if near is None:
            return None
        options = [made for year in (near.year - 1, near.year, near.year + 1) if (made := _make(year, self.month, self.day))]
        return min(options, key=lambda made: (abs((made - near).days), made), default=None)

    def _with_year(self, year: int, near: date | None) -> date | None:
        first = _make(year, self.month, self.day)
        other = _make(year, *self.alternative) if self.alternative else None
        if first is None or other is None or near is None:
            return first or other
        return min((first, other), key=lambda made: abs((made - near).days))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_day(text: str, *, start: int = 0) -> Day | None:
    """Return the first day written in text at or after `start`."""
    match = DAY.search(text, start)
    return _day(match) if match else None


def match_day(text: str, *, start: int = 0) -> Day | None:
    """Return the day written in text right at `start`."""
    match = DAY.match(text, start)
    return _day(match) if match else None


def _day(match: re.Match[str]) -> Day:
    groups = match.groupdict()
    if groups["iso"]:
        year, month, day = (int(part) for part in groups["iso"].split("-"))
        return Day(month, day, year, match.start(), match.end())
    if groups["numyear"]:
        return _numeric(match)
    which = "1" if groups["month1"] else "2"
    year_text = groups["year" + which]
    return Day(
        _MONTHS[groups["month" + which].lower()],
        int(groups["day" + which]),
        int(year_text) if year_text else None,
        match.start(),
        match.end(),
    )


def _numeric(match: re.Match[str]) -> Day:
    """Read 17.03.2023 day first; 03/17/2023 month first where the day-first reading is none, or the page's date is nearer."""
    first, second, year = int(match["num1"]), int(match["num2"]), int(match["numyear"])
    swapped = "/" in match.group() and first <= _LAST_MONTH
    return Day(second, first, year, match.start(), match.end(), alternative=(first, second) if swapped else None)


def weekday_before(name: str, near: date) -> date | None:
    """Return the last day of that name on or before `near`."""
    number = _WEEKDAYS.get(name.lower().rstrip("."))
    return None if number is None else near - timedelta(days=(near.weekday() - number) % 7)


_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9]|[a-z]{3})[/-]?(0[1-9]|[12]\d|3[01]|[1-9])(?=[/_-]|$)")


def day_of_url(url: str | None) -> date | None:
    """Return the day that an address names (/2023/03/17/, /2023/mar/17/, /20230317/), or None."""
    match = _URL_DAY.search(url.split("?", 1)[0]) if url else None
    if match is None:
        return None
    month = int(match[2]) if match[2].isdigit() else _MONTHS.get(match[2])
    return _make(int(match[1]), month, int(match[3])) if month else None
