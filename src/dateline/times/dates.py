"""Rules for named days, months, quarters, seasons, years and clock times."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dateline.records import Interval, Precision
from dateline.times import calendar
from dateline.times.direction import Direction
from dateline.times.expression import Mod, TimeType
from dateline.times.scene import FROM_ANCHOR, Found, Match, Scene
from dateline.times.words import lexicon

DATE, TIME = TimeType.DATE, TimeType.TIME
PLAIN_YEARS = range(1500, 2100)  # a bare number outside is rather a count
YEAR_PREPOSITIONS = frozenset({"in", "since", "by", "until", "till", "from", "to", "through", "before", "after", "during", "of"})
MONTH_PREPOSITIONS = YEAR_PREPOSITIONS | {"for", "early", "mid", "late", "and", "or", "between", "around", "-", "/", "–"} - {
    "of",
    "after",
}
NOT_BEFORE_A_YEAR = frozenset(
    {"$", "£", "€", "¥", "#", "no", "about", "around", "some", "nearly", "almost", "than", "least", "over"}
)
COUNTED = re.compile(r"[a-z]{3,}s|people|troops|men|women|children|percent|km|kg|pc")
POSSESSIVES = frozenset({"my", "your", "his", "her", "our", "their"})
CENTURY = 37  # two-digit years from 38 on are of the 1900s
TWO_DIGITS = 100


def numeric_day(match: Match, scene: Scene) -> Found | None:
    """Read 2023-03-17, 3/17/2023, 17/3/2023, 17.03.2023: month first unless that cannot be, or the dots of the continent."""
    stamp = scene.words[match.start()].text
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", stamp):
        numbers = [int(part) for part in stamp.split("-")]
        day = calendar.day_of(*numbers)
        return Found(DATE, day.isoformat()) if day else None
    one, other, year = (int(part) for part in re.split(r"[/.]", stamp))
    if year < TWO_DIGITS:
        year += 1900 if year > CENTURY else 2000
    month_first = calendar.day_of(year, one, other)
    day_first = calendar.day_of(year, other, one)
    day = (day_first or month_first) if "." in stamp else (month_first or day_first)
    return Found(DATE, day.isoformat()) if day else None


def calendar_day(match: Match, scene: Scene) -> Found | None:
    """Read "March 17, 2023", "17 March", "Friday, March 17"."""
    month, day, year = scene.number(match, "month"), scene.number(match, "day"), scene.number(match, "year")
    if month is None or day is None:
        return None
    return _day(scene, year, month, day, scene.direction(match))


def _day(scene: Scene, year: int | None, month: int, day: int, where: Direction) -> Found | None:
    """Return a day of a year, given or the one meant."""
    if calendar.day_of(year or 2000, month, day) is None:
        return None
    if year:
        return Found(DATE, f"{year:04d}-{month:02d}-{day:02d}")
    meant = scene.day_without_year(month, day, where)
    return Found(DATE, meant.isoformat() if meant else f"XXXX-{month:02d}-{day:02d}")


def _range(start: Found, end: Found) -> Found:
    """Return the stretch between two times."""
    return Found(DATE, f"{start.value}/{end.value}", parts=(start, end))


def day_range(match: Match, scene: Scene) -> Found | None:
    """Read "20 to 22 March 2023", "March 20-22"."""
    month, year = scene.number(match, "month"), scene.number(match, "year")
    first, last = scene.number(match, "day"), scene.number(match, "day2", "day")
    if month is None or first is None or last is None or first >= last:
        return None
    where = scene.direction(match)
    start, end = _day(scene, year, month, first, where), _day(scene, year, month, last, where)
    if start is None or end is None:
        return None
    places = sorted((match.start("day"), match.start("day2"), match.start("month")))
    edge = places[1] if match.start("month") < match.start("day") else match.start("day")
    return _range(
        Found(DATE, start.value, first=match.start(), last=edge + 1),
        Found(DATE, end.value, first=match.start("day2"), last=match.end()),
    )


def month_day_range(match: Match, scene: Scene) -> Found | None:
    """Read "1 May to 3 June 2022", "Dec. 30 to Jan. 2"."""
    months = scene.number(match, "month"), scene.number(match, "month2", "month")
    days, year = (scene.number(match, "day"), scene.number(match, "day2", "day")), scene.number(match, "year")
    if None in months or None in days:
        return None
    where = scene.direction(match)
    earlier = year - 1 if year and (months[0] or 0) > (months[1] or 0) else year
    start, end = _day(scene, earlier, months[0] or 0, days[0] or 0, where), _day(scene, year, months[1] or 0, days[1] or 0, where)
    if start is None or end is None or start.value >= end.value:
        return None
    middle = min(match.start("month2"), match.start("day2"))
    return _range(
        replace(start, first=match.start(), last=max(match.start("month"), match.start("day")) + 1),
        replace(end, first=middle, last=match.end()),
    )


def day_of_year(match: Match, scene: Scene) -> Found | None:
    """Read "24 February last year"."""
    month, day, step = scene.number(match, "month"), scene.number(match, "day"), scene.step(match)
    if month is None or day is None or step is None or scene.worth(match, "unit") != "Y":
        return None
    base, steps = scene.base(step)
    if base is None:
        return Found(DATE, f"XXXX-{month:02d}-{day:02d}")
    return _day(scene, base.year + steps, month, day, Direction.UNKNOWN)


def week_of_day(match: Match, scene: Scene) -> Found | None:
    """Read "the week of March 6", "the weekend of 4 May"."""
    unit, day = scene.worth(match, "unit"), calendar_day(match, scene)
    days = calendar.interval(day.value) if day else None
    if unit not in {"W", "WE"} or days is None or days.start is None:
        return None
    return Found(DATE, calendar.value_of(days.start, str(unit)) or "XXXX-WXX")


def month_range(match: Match, scene: Scene) -> Found | None:
    """Read "from March to May 2023"."""
    first, last, year = scene.number(match, "month"), scene.number(match, "month2", "month"), scene.number(match, "year")
    if first is None or last is None or year is None:
        return None
    start = Found(DATE, f"{year if first <= last else year - 1:04d}-{first:02d}", first=match.start(), last=match.start() + 1)
    return _range(start, Found(DATE, f"{year:04d}-{last:02d}", first=match.start("month2"), last=match.end()))


def year_range(match: Match, scene: Scene) -> Found | None:
    """Read "2014-2016", "2014–16"."""
    first, last = scene.number(match, "year"), scene.number(match, "year2", "year")
    if first is None or first not in PLAIN_YEARS:
        return None
    if last is None:
        digits = scene.words[match.start("year2")].text
        if len(digits) != 2 or not digits.isdecimal() or scene.words[match.start() + 1].text == "to":  # noqa: PLR2004 - "14-16"
            return None
        last = first // 100 * 100 + int(digits)
    if not first < last < first + TWO_DIGITS:
        return None
    start = Found(DATE, f"{first:04d}", first=match.start(), last=match.start() + 1)
    return _range(start, Found(DATE, f"{last:04d}", first=match.start("year2"), last=match.end()))


def _with_part(day: date | None, match: Match, scene: Scene) -> Found:
    """Return a day, or the part of it that the match names."""
    part = scene.worth(match, "part", "daypart")
    stem = day.isoformat() if day else "XXXX-XX-XX"
    return Found(TIME, f"{stem}T{part}") if part else Found(DATE, stem)


def weekday(match: Match, scene: Scene) -> Found | None:
    """Read "Friday", "last Friday", "next Monday", "Thursday evening": bare, the nearest gone by unless the verbs point ahead."""
    number, step = scene.number(match, "weekday"), scene.step(match)
    if number is None:
        return None
    if scene.dateline is None:
        part = scene.worth(match, "part", "daypart")
        return Found(TIME if part else DATE, f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    return _with_part(_stepped_weekday(number, step, match, scene), match, scene)


def _stepped_weekday(number: int, step: int | None, match: Match, scene: Scene) -> date | None:
    """Return the weekday that "last", "this", "next" or the verbs around name."""
    if not step:  # "this Friday" is ahead unless a verb says otherwise
        where = scene.direction(match)
        return scene.weekday(number, Direction.FUTURE if step == 0 and where is Direction.UNKNOWN else where)
    base, steps = scene.base(step)
    if base is None:
        return None
    ahead = (number - base.isoweekday()) % 7
    days = {0: number - base.isoweekday(), 1: ahead or 7}.get(steps, ahead - 7)
    return base + timedelta(days=days)


def weekday_week(match: Match, scene: Scene) -> Found | None:
    """Read "Tuesday last week", "Monday of next week"."""
    number, step = scene.number(match, "weekday"), scene.step(match)
    if number is None or step is None or scene.worth(match, "unit") != "W" or scene.dateline is None:
        return None
    monday = scene.dateline - timedelta(days=scene.dateline.isoweekday() - 1)
    return Found(DATE, (monday + timedelta(days=7 * step + number - 1)).isoformat())


def holiday(match: Match, scene: Scene) -> Found | None:
    """Read "Christmas", "New Year's Eve 2022"; the days around that belong to it are in its interval."""
    worth = scene.worth(match, "holiday")
    if not isinstance(worth, list):
        return None
    month, day, before, after = worth
    year = scene.number(match, "year")
    meant = calendar.day_of(year, month, day) if year else scene.day_without_year(month, day, scene.direction(match))
    if meant is None:
        return Found(DATE, f"XXXX-{month:02d}-{day:02d}")
    days = Interval(meant - timedelta(days=before), meant + timedelta(days=after), Precision.DAY)
    return Found(DATE, meant.isoformat(), interval=days)


def month(match: Match, scene: Scene) -> Found | None:
    """Read "March 2023", "early June", "in October", "last December"."""
    number, year, step = scene.number(match, "month"), scene.number(match, "year"), scene.step(match)
    if number is None or _no_such_day(match, number, scene):
        return None
    mod = scene.mod(match)
    if year:
        return Found(DATE, f"{year:04d}-{number:02d}", mod)
    if match.end() - match.start() == 1 and _name(match, scene):
        return None
    if step is None or scene.dateline is None:
        where = Direction.PAST if scene.before(match) == "since" else scene.direction(match)
        return _month(scene.month_without_year(number, where), number, mod)
    gap = (number - scene.dateline.month) % 12
    months = {-1: gap - 12, 0: number - scene.dateline.month, 1: gap or 12}.get(step, gap - 12)
    return _month(calendar.add_months(scene.dateline.replace(day=1), months), number, mod)


def _no_such_day(match: Match, number: int, scene: Scene) -> bool:
    """Return whether a day that this month never has stands beside it: "31 February" is no month either."""
    beside = [scene.words[place] for place in (match.start() - 1, match.end()) if 0 <= place < len(scene.words)]
    days = (word.worth.get("day") for word in beside)
    return any(isinstance(day, int) and calendar.day_of(2000, number, day) is None for day in days)


def _name(match: Match, scene: Scene) -> bool:
    """Return whether a bare "May", "March" or "August" may as well be a person or the first word of a sentence."""
    if scene.words[match.start()].text not in lexicon().capital:
        return False
    return scene.before(match) not in MONTH_PREPOSITIONS or scene.after(match) in {"'s", "’s"}


def _month(day: date | None, number: int, mod: Mod | None) -> Found:
    """Return the month of a day, or that month of an unknown year."""
    return Found(DATE, f"{day.year:04d}-{day.month:02d}" if day else f"XXXX-{number:02d}", mod)


def month_of(match: Match, scene: Scene) -> Found | None:
    """Read "October of next year", "March this year"."""
    number, step = scene.number(match, "month"), scene.step(match)
    if number is None or step is None or scene.worth(match, "unit") != "Y":
        return None
    base, steps = scene.base(step)
    return Found(DATE, f"{base.year + steps:04d}-{number:02d}" if base else f"XXXX-{number:02d}", scene.mod(match))


def week_of_month(match: Match, scene: Scene) -> Found | None:
    """Read "the last week of March", "the first week of May 2022"."""
    nth = -1 if scene.worth(match, "nth", "last") is not None else scene.number(match, "nth", "ordinal")
    number, year, unit = scene.number(match, "month"), scene.number(match, "year"), scene.worth(match, "unit")
    if nth is None or number is None or unit not in {"W", "WE"}:
        return None
    first = date(year, number, 1) if year else scene.month_without_year(number, scene.direction(match))
    if first is None:
        return Found(DATE, "XXXX-WXX")
    after = calendar.add_months(first, 1)
    day = first + timedelta(days=7 * (nth - 1)) if nth > 0 else (after or first) - timedelta(days=7)
    value = calendar.value_of(day, str(unit))
    return Found(DATE, value) if value else None


def quarter(match: Match, scene: Scene) -> Found | None:
    """Read "the first quarter of 2009", "third-quarter", "Q1 2023", "the first half of last year"."""
    code = scene.worth(match, "code", "quarter_code")
    nth = int(str(code)[1]) if code else scene.number(match, "nth", "ordinal")
    kind = str(code)[0].upper() if code else scene.worth(match, "part", "unit") or scene.worth(match, "part", "half")
    if nth is None or kind not in {"Q", "H"}:
        return None
    parts = 4 if kind == "Q" else 2
    nth = parts if nth < 0 else nth
    if nth > parts:
        return None
    step, year = scene.step(match), scene.number(match, "year")
    if step is not None:
        base, steps = scene.base(step)
        if scene.worth(match, "unit") != "Y":
            return None
        year = base.year + steps if base else None
    elif year is None and scene.dateline:
        year = _part_year(scene.dateline, nth, 12 // parts, scene.direction(match))
    return Found(DATE, f"{year:04d}-{kind}{nth}" if year else f"XXXX-{kind}{nth}")


def _part_year(dateline: date, nth: int, months: int, where: Direction) -> int:
    """Return the year of a quarter or half without one: the nearest to the dateline, ties by the verbs."""
    middle = {year: date(year, nth * months - months // 2, 15) for year in (dateline.year - 1, dateline.year, dateline.year + 1)}
    slack = 60 if where is Direction.FUTURE else -60  # days: two months either way leave the choice to the verbs
    aim = dateline + timedelta(days=slack)
    return min(middle, key=lambda year: abs((middle[year] - aim).days))


def season(match: Match, scene: Scene) -> Found | None:
    """Read "last summer", "the spring of 2022", "this autumn"; "fall" is one only beside a word that makes it so."""
    kind, year, step = scene.worth(match, "season"), scene.number(match, "year"), scene.step(match)
    word = scene.words[match.start("season")]
    if word.text == "fall" and year is None and step is None and scene.before(match) not in {"in", "since", "until", "by"}:
        return None
    if not isinstance(kind, str) or (word.capital and year is None and step is None):  # the Winter Olympics, the Arab Spring
        return None
    if year is None and scene.dateline:
        number = calendar.SEASON_MONTHS[kind]
        if step is not None and scene.worth(match, "unit") == "Y":
            year = scene.dateline.year + step
        else:
            year = _season_year(scene.dateline, number, step, scene.direction(match))
    return Found(DATE, f"{year:04d}-{kind}" if year else f"XXXX-{kind}", scene.mod(match))


def _season_year(dateline: date, number: int, step: int | None, where: Direction) -> int:
    """Return the year of the season that begins with a month and is meant by "last", "this", "next" or the verbs."""
    started = dateline.year if number <= dateline.month else dateline.year - 1
    if step is None or step >= FROM_ANCHOR:
        under_way = number <= dateline.month < number + 3
        return started if where is not Direction.FUTURE or under_way else started + 1
    if step == 0:
        return dateline.year
    over = dateline.month >= number + 3 or started < dateline.year
    return started + 1 if step > 0 else (started if over else started - 1)


def year(match: Match, scene: Scene) -> Found | None:
    """Read a bare year, "late 2022", "mid-2023": not a sum, a count or a number in a name."""
    number = scene.number(match, "year")
    if number is None or number not in PLAIN_YEARS:
        return None
    mod = scene.mod(match)
    if mod is None and not _is_year(match, scene):
        return None
    return Found(DATE, f"{number:04d}", mod)


def _is_year(match: Match, scene: Scene) -> bool:
    """Return whether the words around a bare number of four digits leave it a year."""
    first, last = match.start(), match.end()
    before, after = scene.before(match), scene.after(match)
    glued = first > 0 and scene.words[first - 1].end == scene.words[first].start
    if (
        before in NOT_BEFORE_A_YEAR
        or after in {"%", "°"}
        or (glued and before not in {"(", "'", "’", "‘", '"', "“", "/", "–", "—"})
    ):
        return False
    closely = last < len(scene.words) and scene.words[last].start == scene.words[last - 1].end
    if closely and after in {"-", ".", ":"} and last + 1 < len(scene.words) and scene.words[last + 1].text.isdecimal():
        return scene.words[last + 1].start > scene.words[last].end
    determined = before in {"the", "its", "their", "his", "her", "a", "this", "that", "'s", "’s"} | YEAR_PREPOSITIONS
    return determined or not COUNTED.fullmatch(after) or after in {"s"}


def decade(match: Match, scene: Scene) -> Found | None:
    """Read "the 1990s", "late 1980s", "the 70s"; "in her 40s" is an age."""
    if any(scene.words[place].text in POSSESSIVES for place in range(max(0, match.start() - 2), match.start("decade"))):
        return None
    digits = scene.words[match.start("decade")].text.strip("'’s")
    tens = digits[:-1]
    if len(digits) == 2:  # noqa: PLR2004 - "70s"
        tens = ("20" if int(digits) <= 20 else "19") + digits[0]  # noqa: PLR2004 - "the 20s" of this century at most
    return Found(DATE, tens, scene.mod(match))


def century(match: Match, scene: Scene) -> Found | None:
    """Read "the 17th century", "late twentieth-century", "the twenty-first century"."""
    nth = scene.number(match, "nth", "ordinal") or scene.number(match, "nth", "day_ordinal")
    if nth is None or scene.worth(match, "unit") != "CE":
        return None
    return Found(DATE, f"{nth + (scene.number(match, 'tens', 'number') or 0) - 1:02d}", scene.mod(match))


def clock(match: Match, scene: Scene) -> Found | None:
    """Read "18:00 UTC", "6:40 p.m.", "5 pm", "noon", on the day last spoken of, else the dateline's."""
    noon = scene.number(match, "clock", "noon")
    worth = scene.worth(match, "clock") or scene.worth(match, "clock", "day") or noon
    parts = [int(part) for part in re.split(r"[:.]", str(worth))]
    hour, minute = parts[0], parts[1] if len(parts) > 1 else 0
    half = scene.number(match, "ampm")
    if half is not None:
        hour = hour % 12 + half
    if hour > 24 or minute > 59:  # noqa: PLR2004 - the clock's own limits
        return None
    day = scene.anchor_day or scene.dateline
    stem = day.isoformat() if day else "XXXX-XX-XX"
    return Found(TIME, f"{stem}T{hour:02d}:{minute:02d}{scene.worth(match, 'zone') or ''}")
