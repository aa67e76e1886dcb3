"""
The dateline: the line, or the run-in words, that fix a report in place, source and time.

    Beijing (AFP) March 17, 2023            BEIJING, March 17 (Xinhua) --        MOSCOW, March 17. /TASS/.
    VIENNA, May 3 (Reuters) -               WASHINGTON (AP) —                    KYIV/MOSCOW (Reuters) -

Every pattern is anchored and its repetitions are bounded: the time is linear in the line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.places import bearers
from dateline.stages.story.agencies import agency_in_brackets, agency_named
from dateline.stages.story.days import WEEKDAY, Day, find_day, match_day, weekday_before
from dateline.stages.story.words import word_set

_HEAD = 200  # no dateline is longer
_SHORT_LINE = 70
_SMALL = word_set("small")
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b\.?(?= ?\d)"
_MONTHS_CAPITAL = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\b\.?(?= ?\d)"
_WEEKDAYS = r"(?:Mon|Tues?|Wed(?:nes)?|Thurs?|Fri|Sat(?:ur)?|Sun)(?:day)?\b"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĢĪĮİĶĹĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_ABBREVIATION = (
    r"(?:St|Ste|Ft|Mt|Sta|D\.C|U\.[SNK]|N\.[YJCDM]|W\.V|Ill|Va|Md|Mass|Conn|Pa|Fla|Calif|Tex|Wash|Ariz|Colo|Mich|Minn|Mo)\."
)
_TOKEN = (
    rf"(?!{_MONTHS}|{_MONTHS_CAPITAL}|{_WEEKDAYS})(?:{_ABBREVIATION}"
    rf"|[{_CAPITAL}‘'][\w'’]{{0,30}}(?:-\w{{1,20}}){{0,3}})"
)
_NAME = rf"{_TOKEN}(?: (?:{'|'.join(sorted(_SMALL))})(?= )| {_TOKEN}){{0,5}}"
_PLACE = re.compile(rf"{_NAME}(?:, ?{_NAME}){{0,2}}(?: ?\[{_NAME}\])?(?:(?: ?/ ?| and | & ){_NAME}(?:, ?{_NAME})?){{0,3}}")
_BRACKET = re.compile(r"\(([^()\n]{2,40})\)|/([A-Za-z][A-Za-z /-]{1,30})/|\[([A-Z][A-Za-z ]{1,20})\]")
_BRACKETED_DAY = re.compile(r"\([\w ,.]{5,30}\d\)")
_SIGNED = re.compile(r"[-–—] ?([A-Za-z][A-Za-z /-]{1,25})(?=\.)")
_GAP = re.compile(r"[ \t\u00a0,.|]{0,4}")
_MARK = re.compile(r"[ \t\u00a0]*\.?(?:--+|[—–―‒-]|:|=)[ \t\u00a0]*")
_MAY_HOLD_ONE = re.compile(r"[(/\[—–―‒:=\d-]")
_STOP = re.compile(r"[ \t\u00a0]*\.[ \t\u00a0]+")
_LETTERS = 4
_SENTENCE = 5  # words
_CITY = 100_000  # inhabitants: a smaller town bears the name of too many things
_BODIES = word_set("bodies")
_NO_PLACE = word_set("no_place")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and by whom a report was filed; `length` counts the characters of the line up to the report's first word."""

    place: str | None
    day: date | None
    agency: str | None
    length: int = 0


@dataclass(slots=True)
class _Parts:
    """What was found behind the place so far."""

    at: int
    agency: str | None = None
    bracket: bool = False
    day: Day | None = None
    weekday: str | None = None

    @property
    def any(self) -> bool:
        """Return whether an agency or a day stands there."""
        return self.agency is not None or self.day is not None


def read_dateline(line: str, *, published: date | None = None) -> Dateline | None:
    """
    Return the dateline at the start of a line, or None where there is none.

    Args:
        line: a line of a page: the dateline alone, or run into the first sentence.
        published: the page's own date; it settles a year or a day that the dateline leaves out.
    """
    lead = len(line) - len(line.lstrip())
    found = _find(line[lead : lead + _HEAD].rstrip("\n"))
    if found is None:
        return None
    day = found.day.resolve(published) if found.day else published
    if found.weekday and published and found.day is None:
        day = weekday_before(found.weekday, published)
    return Dateline(found.place, day, found.agency, lead + found.length)


@dataclass(frozen=True, slots=True)
class _Found:
    """A dateline before its day is settled."""

    place: str | None
    agency: str | None
    day: Day | None
    weekday: str | None
    length: int


@lru_cache(maxsize=4096)
def _find(head: str) -> _Found | None:
    if len(head) > _SHORT_LINE and not _MAY_HOLD_ONE.search(head):
        return None
    signed = _agency_first(head)
    if signed:
        return signed
    match = _PLACE.match(head)
    place = match.group() if match else None
    if place and (place.split(" ", 1)[0].casefold().strip("'’‘") in _NO_PLACE or agency_named(place)):
        place = None
    parts = _parts(head, match.end() if match and place else 0)
    end = _end(head, parts, place)
    if end is None:
        return None
    return _Found(tidy_place(place) if place else None, parts.agency, parts.day, parts.weekday, end)


def _parts(head: str, at: int) -> _Parts:
    """Read agency, day and weekday behind the place, in whatever order they come."""
    parts = _Parts(at)
    for _ in range(4):
        gap = _GAP.match(head, parts.at)
        start = gap.end() if gap else parts.at
        bracket = _BRACKET.match(head, start) or (_SIGNED.match(head, start) if parts.day else None)
        dated = _BRACKETED_DAY.match(head, start)
        day = match_day(head, start=start) if parts.day is None else None
        weekday = WEEKDAY.match(head, start)
        if bracket and parts.agency is None and not dated:
            parts.agency = agency_in_brackets(next(group for group in bracket.groups() if group))
            if parts.agency is None:
                break
            parts.bracket, parts.at = True, bracket.end()
        elif dated and parts.day is None and (inner := match_day(head, start=start + 1)) and inner.end == dated.end() - 1:
            parts.day, parts.at = inner, dated.end()
        elif day:
            parts.day, parts.at = day, day.end
        elif weekday and parts.weekday is None and at < start:
            parts.weekday, parts.at = weekday["weekday"], weekday.end()
        else:
            break
    return parts


def _end(head: str, parts: _Parts, place: str | None) -> int | None:
    """Return where the report's first word stands, or None where the words are no dateline."""
    rest = head[parts.at :]
    mark = _MARK.match(head, parts.at)
    shouted = place is not None and _shouted(place)
    if not rest.strip(" .\u00a0"):
        # A day alone is the page's date, no dateline; a place and a day are one only where an agency or capitals say so.
        return len(head) if (parts.agency and (place or parts.day)) or (shouted and parts.day) else None
    if mark and mark.end() < len(head) and (parts.bracket or (shouted and (parts.any or ":" not in mark.group()))):
        spaced = mark.group() != "-" or parts.bracket
        return mark.end() if spaced and (place or parts.bracket) else None
    if (
        mark
        and mark.end() < len(head)
        and place
        and _is_bare_dash(mark.group())
        and _may_follow(head, mark.end())
        and _is_city(place)
    ):
        return mark.end()
    stop = _STOP.match(head, parts.at)
    if stop and (
        head[parts.at - 1 : parts.at] == "/" or (parts.agency and parts.day) or (shouted and parts.day and not parts.agency)
    ):
        return stop.end()
    if parts.agency and parts.day and place and rest[:1] in " \u00a0" and rest.strip()[:1].isupper():
        return parts.at + len(rest) - len(rest.lstrip())
    return None


def _is_bare_dash(mark: str) -> bool:
    """Return whether a dash stands between blanks: 'Warsaw - Poland said'."""
    return mark[:1].isspace() and mark[-1:].isspace() and mark.strip() in {"-", "--", "–", "—"}


def _may_follow(head: str, at: int) -> bool:
    """Return whether a sentence follows, no headline or label: most of its words are small."""
    words = re.findall(r"[^\W\d_]+", head[at:])
    return len(words) >= _SENTENCE and head[at].isupper() and sum(word[0].islower() for word in words) > len(words) / 2


def _is_city(place: str) -> bool:
    """Return whether the gazetteer knows a city of that name: a name of a person or a company is none."""
    names = [name.strip() for name in re.split(r"[,/]", place)]
    return all(any(one.kind == "P" and one.inhabitants >= _CITY for one in bearers(name)) for name in names[:1])


def _shouted(place: str) -> bool:
    """Return whether a place stands in capitals, as in 'LONDON - ', and is no abbreviation of a body ('NATO - ')."""
    first = place.split(",")[0].split("/")[0]
    if not first.isupper() or first.casefold() in _BODIES:
        return False
    return sum(map(str.isalpha, first)) >= _LETTERS and not any(map(str.isdigit, first))


_AGENCY_LEAD = re.compile(r"([A-Za-z][A-Za-z. /]{1,28}?)(?: ?[,|/:–—-] ?| )(?=[A-Z])")


def _agency_first(head: str) -> _Found | None:
    """Read 'AFP, Beijing', 'Xinhua | Beijing | March 17, 2023': short lines that an agency opens."""
    if len(head) > _SHORT_LINE:
        return None
    match = _AGENCY_LEAD.match(head)
    agency = agency_named(match[1]) if match else None
    if match is None or agency is None:
        return None
    place = _PLACE.match(head, match.end())
    if place is None or len(place.group().split()) > 3:  # noqa: PLR2004  # longer runs of capitals are headlines
        return None
    at = place.end()
    gap = re.compile(r"[ ,|–—-]{0,4}").match(head, at)
    day = match_day(head, start=gap.end() if gap else at)
    if head[day.end if day else at :].strip(" .|"):
        return None
    return _Found(tidy_place(place.group()), agency, day, None, len(head))


def tidy_place(place: str) -> str:
    """Return a dateline's place in the usual letters: 'NEW YORK' is 'New York', 'KYIV, Ukraine' is 'Kyiv, Ukraine'."""
    words = " ".join(place.split("[")[0].replace(" / ", "/").split()).strip(" ,")
    return re.sub(r"[^\s/,\[\]]+", lambda match: _tidy_word(match.group(), first=match.start() == 0), words)


def _tidy_word(word: str, *, first: bool) -> str:
    if not word.isupper() or "." in word or (len(word) <= 2 and not first and word.casefold() not in _SMALL):  # noqa: PLR2004  # CA, UK
        return word
    if word.casefold() in _SMALL and not first:
        return word.casefold()
    pieces = word.split("-")
    return "-".join(
        piece.casefold()
        if index and piece.casefold() in {"au", "en", "sur", "de", "la", "le", "on", "upon", "du", "am"}
        else _capital(piece)
        for index, piece in enumerate(pieces)
    )


def _capital(piece: str) -> str:
    return piece[:1] + re.sub(r"['’][a-z]{2,}", lambda match: match.group().title(), piece[1:].lower())


# ------------------------------------------------------------------ a line that gives the page's day
_DATE_LABEL = re.compile(
    r"\b(?:first |last |originally )?(?:published|updated?|posted|modified|created|issued|released|date|filed|on"
    r"|at|in|the|of|online|print|edition|"
    r"veröffentlicht|aktualisiert|stand|vom|am|um|uhr|von|publié|mis à jour|le|publicado|actualizado)\b:?"
    r"|\b(?:[ap]\.?m\b\.?|[A-Z]{2,4}T|GMT|UTC|Z|IST|MSK|SGT|AEST|hrs?|ago|minutes?|min|hours?|read|(?:\+|-)\d\d:?\d\d)\b"
    r"|\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?|[|•·,:;@/()–—-]|\bT(?=\d)",
    re.IGNORECASE,
)
_DATE_LINE = 110
_LEFT_OVER = 10
_DIGIT = re.compile(r"\d")


def read_day_line(line: str, *, published: date | None = None) -> date | None:
    """Return the day that a line gives and little else: 'Updated 1:39 am EST, Wednesday, November 20, 2019'."""
    day = _day_in(line) if len(line) <= _DATE_LINE and _DIGIT.search(line) else None
    return day.resolve(published) if day else None


@lru_cache(maxsize=4096)
def _day_in(line: str) -> Day | None:
    """Return the day of a line that gives little else."""
    day = find_day(line)
    if day is None:
        return None
    second = find_day(line, start=day.end)
    rest = line[: day.start] + " " + (line[day.end : second.start] + line[second.end :] if second else line[day.end :])
    left = re.sub(r"[\W\d]+", "", WEEKDAY.sub("", _DATE_LABEL.sub(" ", rest)))
    return day if len(left) <= _LEFT_OVER else None
