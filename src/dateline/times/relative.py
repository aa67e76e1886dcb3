"""Rules for times told by their distance, for durations, sets and vague references."""

from __future__ import annotations

import re
from datetime import date

from dateline.records import Interval, Precision
from dateline.times import calendar
from dateline.times.direction import Direction
from dateline.times.expression import TimeType
from dateline.times.scene import FROM_ANCHOR, Found, Match, Scene
from dateline.times.words import Word

DATE, TIME, DURATION, SET = TimeType.DATE, TimeType.TIME, TimeType.DURATION, TimeType.SET
CLOCK_UNITS = frozenset({"TS", "TM", "TH"})
UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "F": "XXXX-WXX"}
PRECISIONS = {
    "D": Precision.DAY,
    "W": Precision.WEEK,
    "WE": Precision.WEEK,
    "F": Precision.WEEK,
    "M": Precision.MONTH,
    "Q": Precision.SEASON,
}
SATURDAY = 6
NOT_AFTER_THE_UNIT = frozenset({"-", "of", "before", "when", "that", "after", "old"})
NOT_BEFORE_A_RATE = frozenset({"for", "in", "over", "within", "than", "about", "after", "of", "nearly", "almost"})
CLOSERS = frozenset({"", ",", ".", ";", ":", "!", "?", ")", "'", '"', "”", "–", "—", "-", "\n"})
FEW = {"couple": "2"}


def _unit(match: Match, scene: Scene, group: str = "unit") -> str | None:
    """Return the unit's code; "the second" alone is no time."""
    worth = scene.worth(match, group, "unit")
    return worth if isinstance(worth, str) and worth else None


def _words(match: Match, scene: Scene) -> tuple[Word, ...]:
    """Return the words of a match."""
    return scene.words[match.start() : match.end()]


def _period(base: date | None, unit: str) -> str:
    """Return the value of the unit that a day lies in, with X where the day is unknown."""
    return (calendar.value_of(base, unit) if base else None) or UNKNOWN.get(unit, "XXXX")


def day_word(match: Match, scene: Scene) -> Found | None:
    """Read "today", "yesterday", "tomorrow morning", "tonight", "earlier today"."""
    days = scene.number(match, "day", "day_word")
    if days is None:
        return None
    day = calendar.shift(scene.dateline, days, "D") if scene.dateline else None
    part = scene.worth(match, "part", "daypart")
    if scene.words[match.start("day")].text == "tonight":
        part = "NI"
    stem = _period(day, "D")
    return Found(TIME, f"{stem}T{part}") if part else Found(DATE, stem)


def day_beyond(match: Match, scene: Scene) -> Found | None:
    """Read "the day after tomorrow", "the day before yesterday"."""
    days, side = scene.number(match, "day", "day_word"), scene.number(match, "side", "later")
    if days is None or side is None or _unit(match, scene) != "D" or days != side:
        return None
    return Found(DATE, _period(calendar.shift(scene.dateline, days + side, "D") if scene.dateline else None, "D"))


def daypart(match: Match, scene: Scene) -> Found | None:
    """Read "last night", "this morning", "overnight", "the evening"."""
    part, step = scene.worth(match, "part", "daypart"), scene.step(match)
    word = scene.words[match.end() - 1].text
    if word.endswith("s") or (match.end() - match.start() == 1 and word in {"night", "dawn", "dusk"}):
        return None
    day = scene.dateline
    if step is None:
        day = scene.anchor_day or scene.dateline
    elif step:
        base, steps = scene.base(step)
        day = calendar.shift(base, steps, "D") if base else None
    return Found(TIME, f"{_period(day, 'D')}T{part}")


def step_unit(match: Match, scene: Scene) -> Found | None:
    """Read "last week", "this month", "early next year", "the previous day", "later this year"."""
    step, unit = scene.step(match), _unit(match, scene)
    if step is None or unit is None or unit in CLOCK_UNITS:
        return None
    word = scene.words[match.start("step")].text
    plural = scene.words[match.end() - 1].text.endswith("s")
    if plural or (
        word == "that" and scene.before(match) not in {"", "in", "on", "during", "of", "by", "since", "until", "later"}
    ):
        return None
    if word == "next" and scene.words[match.start("step") - 1].text == "the":  # "the next day" follows the one spoken of
        step += FROM_ANCHOR
    base, steps = scene.base(step, unit)
    if word == "past" or (word == "coming" and unit != "D"):
        return Found(DURATION, f"P1{unit}", interval=_stretch(scene, -1 if word == "past" else 1, 1, unit))
    day = calendar.shift(base, steps, unit) if base else None
    mod = scene.mod(match)
    value = _period(day, unit)
    whole = calendar.interval(value, mod=mod)
    return Found(DATE, value, mod, interval=_clipped(whole, match, scene) if steps == 0 and mod is None else whole)


def _clipped(whole: Interval | None, match: Match, scene: Scene) -> Interval | None:
    """Return the days of this week, month or year: up to the dateline where the words tell the past, from it on where "later"."""
    if whole is None or whole.start is None or whole.end is None or scene.dateline is None:
        return whole
    if not whole.start <= scene.dateline <= whole.end:
        return whole
    side = scene.number(match, "shift")
    where = Direction(side) if side else scene.direction(match)
    if where is Direction.PAST:
        return Interval(whole.start, scene.dateline, whole.precision)
    return Interval(scene.dateline, whole.end, whole.precision) if side else whole


def shift_day(match: Match, scene: Scene) -> Found | None:
    """Read "later in the day", "earlier in the month": the one last spoken of."""
    unit = _unit(match, scene)
    base = (scene.anchor_day if unit == "D" else scene.anchor) or scene.dateline
    return Found(DATE, _period(base, unit)) if unit in {"D", "W", "M", "Y"} else None


def the_unit(match: Match, scene: Scene) -> Found | None:
    """Read "the year", "the entire month": the one last spoken of; a day or century only with "whole" or after a preposition."""
    unit = _unit(match, scene)
    whole = any("whole" in word.worth for word in _words(match, scene))
    if scene.words[match.end() - 1].text.endswith("s") or "the" not in {word.text for word in _words(match, scene)}:
        return None
    following = scene.after(match)
    if unit not in {"D", "W", "M", "Q", "Y", "WE"} or following in NOT_AFTER_THE_UNIT or following.isdecimal():
        return None
    mod = scene.mod(match)
    if unit == "WE":
        return _the_weekend(match, scene)
    if unit == "D" and not whole and mod is None and scene.before(match) not in {"during", "in", "for", "throughout"}:
        return None
    value = _period(scene.anchor or scene.dateline, unit)
    return Found(DATE, value, mod, interval=calendar.interval(value, mod=mod))


def _the_weekend(match: Match, scene: Scene) -> Found:
    """Return the weekend gone by, or the coming one where the verbs point ahead or it has begun."""
    base = scene.dateline
    if base and base.isoweekday() < SATURDAY and scene.direction(match) is not Direction.FUTURE:
        base = calendar.shift(base, -1, "W")
    return Found(DATE, _period(base, "WE"))


def unit_before(match: Match, scene: Scene) -> Found | None:
    """Read "the year previous", "the day following"."""
    step, unit = scene.step(match), _unit(match, scene)
    if step is None or abs(step) < FROM_ANCHOR or unit is None or unit in CLOCK_UNITS:
        return None
    base, steps = scene.base(step, unit)
    return Found(DATE, _period(calendar.shift(base, steps, unit) if base else None, unit))


def same_period(match: Match, scene: Scene) -> Found | None:
    """Read "the same month a year ago", "the same period last year": the time last spoken of, that many years back."""
    unit = scene.worth(match, "what", "unit") or scene.anchor_unit  # "the same period": as long as the last
    if _unit(match, scene) != "Y" or not isinstance(unit, str) or unit in CLOCK_UNITS:
        return None
    step, far = scene.step(match), scene.number(match, "far", "ago") or scene.number(match, "far", "later")
    steps = step if step is not None else (far or -1) * (scene.number(match, "count", "number") or 1)
    base = scene.anchor or scene.dateline
    return Found(DATE, _period(calendar.add_months(base, 12 * steps) if base else None, unit))


# ------------------------------------------------------------------ counts
def count(match: Match, scene: Scene) -> str | None:
    """Return a count as TIMEX3 writes it: "3", "2.5", "X" for several; None where the words are no count."""
    digits = _count_of(match, scene, "count")
    second = _count_of(match, scene, "count2")
    if digits is None or second is None:
        return digits if second is None else second
    if second == "X":
        word = scene.words[match.start("count2")].text
        return FEW.get(word, "X")
    if digits.isdecimal() and second.isdecimal():  # twenty-four; two hundred
        large, small = int(digits), int(second)
        return str(large + small if large >= 20 > small else large * small)  # noqa: PLR2004 - twenty and up take units
    return None


def _count_of(match: Match, scene: Scene, group: str) -> str | None:
    """Return what the word of one group counts."""
    for kind in ("number", "day", "figure", "year", "article", "vague"):
        worth = scene.worth(match, group, kind)
        if worth is not None:
            return FEW.get(scene.words[match.start(group)].text, str(worth))
    return None


def _length(number: str, unit: str) -> str:
    """Return the TIMEX3 value of a duration."""
    if unit == "F":
        number, unit = (str(int(number) * 2) if number.isdecimal() else number), "W"
    return f"PT{number}{unit[1]}" if unit in CLOCK_UNITS else f"P{number}{unit}"


def _stretch(scene: Scene, side: int, number: float, unit: str) -> Interval | None:
    """Return the days from the dateline back, or on, over so many units."""
    if scene.dateline is None or unit in CLOCK_UNITS:
        return None
    far = calendar.shift(scene.dateline, side * round(number), unit)
    if far is None:
        return None
    return Interval(min(far, scene.dateline), max(far, scene.dateline), PRECISIONS.get(unit, Precision.YEAR))


def _moved(base: date | None, number: str, unit: str, side: int) -> Found | None:
    """Return the time that lies so many units before or after a day, as exact as the unit."""
    if unit in CLOCK_UNITS:
        return Found(TIME if number == "X" else DATE, _period(base, "D")) if base else Found(DATE, UNKNOWN["D"])
    if number == "X" or "." in number:
        return Found(DATE, "PAST_REF" if side < 0 else "FUTURE_REF")
    grain = {"F": "W", "DE": "Y", "CE": "Y"}.get(unit, unit)
    day = calendar.shift(base, side * int(number), unit) if base and len(number) < 6 else None  # noqa: PLR2004 - the calendar's end
    return Found(DATE, _period(day, grain)) if base is None or day else None


def ago(match: Match, scene: Scene) -> Found | None:
    """Read "two weeks ago", "a year ago": counted from the dateline."""
    number, unit, side = count(match, scene), _unit(match, scene), scene.number(match, "far", "ago")
    return _moved(scene.dateline, number, unit, side) if number and unit and side else None


def away(match: Match, scene: Scene) -> Found | None:
    """Read "two days later", "a year earlier": counted from the time last spoken of; before a noun it is just a duration."""
    number, unit, side = count(match, scene), _unit(match, scene), scene.number(match, "far", "later")
    if not number or not unit or not side:
        return None
    word = scene.words[match.end() - 1].text
    if word in {"after", "before"} and scene.after(match) not in CLOSERS:
        return Found(DURATION, _length(number, unit), last=match.end() - 1)
    base = scene.anchor or scene.dateline
    if unit == "Y" and scene.anchor_unit in {"M", "Q"} and number.isdecimal() and base:
        day = calendar.shift(base, side * int(number), unit) if len(number) < 4 else None  # noqa: PLR2004 - the calendar's end
        return Found(DATE, _period(day, scene.anchor_unit)) if day else None
    return _moved(base, number, unit, side)


def past_span(match: Match, scene: Scene) -> Found | None:
    """Read "the past four years", "the next two weeks": days from the dateline."""
    number, unit, step = count(match, scene), _unit(match, scene), scene.step(match)
    if step is None:
        step = 1
    if number is None or unit is None or scene.after(match) == "old":
        return None
    days = None
    if number.replace(".", "").isdecimal() and abs(step) == 1 and len(number) < 6:  # noqa: PLR2004 - the calendar's end
        days = _stretch(scene, step, float(number), unit)
    return Found(DURATION, _length(number, unit), interval=days)


def _age(match: Match, scene: Scene) -> bool:
    """Return whether a duration is somebody's age: "69-year-old", "69 years old", "years of age"."""
    end = match.end()
    following = " ".join(word.text for word in scene.words[end : end + 2])
    return re.match(r"(?:- )?olds?\b|of age\b", following) is not None


def count_range(match: Match, scene: Scene) -> Found | None:
    """Read "60 to 90 days": two durations of one unit."""
    first, last, unit = _count_of(match, scene, "count"), _count_of(match, scene, "count2"), _unit(match, scene)
    if first is None or last is None or unit is None or _age(match, scene):
        return None
    if "-" in (scene.words[match.start("count") + 1].text,) and unit and float(first) >= float(last):
        return None
    one = Found(DURATION, _length(first, unit), first=match.start(), last=match.start() + 1)
    other = Found(DURATION, _length(last, unit), first=match.start("count2"), last=match.end())
    return Found(DURATION, f"{one.value}/{other.value}", parts=(one, other))


def duration(match: Match, scene: Scene) -> Found | None:
    """Read "three weeks", "a 27-year contract", "several months", "a year"; not "a second", not an age."""
    number, unit = count(match, scene), _unit(match, scene)
    if number is None or unit is None or _age(match, scene):
        return None
    article = scene.worth(match, "count", "article") is not None and match.group("count2") is None
    if (
        article
        and unit in {"TS", "Q", "WE", "D", "TM"}
        and not (unit == "D" and scene.after(match) in CLOSERS | {"after", "before"})
    ):
        return None
    if unit == "TS" and scene.words[match.end() - 1].text == "second":
        return None
    per = article and scene.before(match) not in {
        "for",
        "in",
        "over",
        "within",
        "than",
        "about",
        "after",
        "of",
        "nearly",
        "almost",
    }
    return Found(SET if per and unit not in {"D"} else DURATION, _length(number, unit))


def duration_half(match: Match, scene: Scene) -> Found | None:
    """Read "two and a half years", "a year and a half"."""
    number, unit = count(match, scene), _unit(match, scene)
    return Found(DURATION, _length(f"{number}.5", unit)) if number and number.isdecimal() and unit else None


def half_unit(match: Match, scene: Scene) -> Found | None:
    """Read "half a year", "half an hour"."""
    unit = _unit(match, scene)
    wholes = {"Y": "P6M", "TH": "PT30M", "D": "PT12H", "DE": "P5Y", "CE": "P50Y"}
    return Found(DURATION, wholes[unit]) if unit in wholes else None


def bare_units(match: Match, scene: Scene) -> Found | None:
    """Read "decades", "for years": a plural without a count."""
    word, unit = scene.words[match.start()], _unit(match, scene)
    if unit is None or not word.text.endswith("s") or unit in {"TS", "Q"}:
        return None
    if scene.before(match) in {"these", "those", "early", "last", "final", "first", "his", "her", "their", "all", "-"}:
        return None
    return None if scene.after(match) == "old" or _age(match, scene) else Found(DURATION, _length("X", unit))


def every(match: Match, scene: Scene) -> Found | None:
    """Read "every year", "each Monday", "every two weeks"."""
    unit = _unit(match, scene)
    if unit:
        number = count(match, scene) if match.group("count") else "1"
        return Found(SET, _length(number or "1", unit))
    number_of_day = scene.number(match, "unit", "weekday")
    if number_of_day:
        return Found(SET, f"XXXX-WXX-{number_of_day}")
    number_of_month = scene.number(match, "unit", "month")
    if number_of_month:
        return Found(SET, f"XXXX-{number_of_month:02d}")
    part, season = scene.worth(match, "unit", "daypart"), scene.worth(match, "unit", "season")
    return Found(SET, f"T{part}" if part else f"XXXX-{season}")


def weekdays(match: Match, scene: Scene) -> Found | None:
    """Read "Mondays", "weekends"."""
    number = scene.number(match, "weekdays")
    return Found(SET, {0: "XXXX-WXX-XD", 8: "XXXX-WXX-WE"}.get(number or 0, f"XXXX-WXX-{number}"))


def frequency(match: Match, scene: Scene) -> Found | None:
    """Read "annual", "daily", "weekly"."""
    return Found(SET, str(scene.worth(match, "word", "frequency")))


def reference(match: Match, scene: Scene) -> Found | None:
    """Read "now", "currently", "recently", "soon"; at present means the dateline's day."""
    if scene.after(match) == "-" or (scene.before(match) == "as" and scene.after(match) == "as"):
        return None
    value = str(scene.worth(match, "word", "reference"))
    day = scene.dateline if value == "PRESENT_REF" else None
    return Found(DATE, value, interval=Interval(day, day, Precision.DAY) if day else None)


def noun_reference(match: Match, scene: Scene) -> Found | None:
    """Read "the past", "the future", where no unit follows."""
    value = scene.worth(match, "word", "noun_reference")
    if not isinstance(value, str) or scene.words[match.start()].text != "the":
        return None
    return Found(DATE, value) if scene.after(match) in CLOSERS | {"and", "of", "to", "is", "was", "with", "as"} else None
