"""
Date pages that have no date: from what their story says and from the events it shares with dated stories.

Never a guess: an interval has both ends only where constraints give both, and every constraint is kept in words.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline import times
from dateline.records import Interval, Precision
from dateline.stages.episode.blocks import key_of, word_keys
from dateline.stages.episode.lexicon import alike, lexicon
from dateline.stages.episode.likeness import likeness, told
from dateline.stages.episode.surroundings import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.records import PageId, Story, StoryId
    from dateline.stages.episode.blocks import Key
    from dateline.stages.episode.likeness import Options
    from dateline.stages.episode.sighting import Sighting
    from dateline.times import TimeExpression

LONGEST = 366  # days: a time that can be anywhere in more tells nothing
WEEK, SEASON, HALF_YEAR = 8, 100, 190  # days, for the precision of an interval
SHORT = 31  # days that a dated event may last to date another page


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one observation says of the day of publication."""

    start: date | None
    end: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class PageDate:
    """When an undated page can have been published, and why."""

    page: PageId
    story: StoryId
    days: Interval
    constraints: tuple[str, ...]


# ------------------------------------------------------------------ constraints
def _says(one: Sighting, words: str) -> bool:
    """Return whether an event's clause has these words."""
    return words in one.event.evidence.quote.lower()


def _same_visit(one: Sighting, other: Sighting) -> bool:
    """Return whether an event may be what another, dated one tells or announces: sides, persons and types agree."""
    if one.parties != other.parties or one.group != "done" or other.group not in {"done", "planned"}:
        return False
    if one.persons and other.persons and not one.persons & other.persons:
        return False
    outcomes = lexicon().outcomes.get(other.event.type, frozenset())
    return one.event.type in outcomes if other.group == "planned" else alike(one.event.type, other.event.type)


def _month_constraints(one: Sighting, dated: Iterable[Sighting], *, last_month: bool) -> Iterator[Constraint]:
    """Yield what a bare month says, where a dated story tells of the same event: after it, and before the month comes again."""
    month = one.month
    if month is None:
        return
    words = f"in {month_name[month]}"
    for other in dated:
        when = other.event.when
        if not tells_month(one, other) or when is None or when.start is None:
            continue
        gap = 2 if last_month else 1  # in the month itself one writes "this month", in the next one "last month"
        first = _first_of(when.start, gap)
        reason = f"'{words}' is {when.start} to {when.end}: {other.event.evidence.quote!r} ({other.story.id})"
        yield Constraint(first, _first_of(when.start, 12) - timedelta(days=1), reason)
        if last_month:
            yield Constraint(first, None, f"'{words}' and 'last month' are two months in one story")


def tells_month(one: Sighting, other: Sighting) -> bool:
    """Return whether a dated event tells which year's month an event means that names a month alone."""
    when = other.event.when
    if one.month is None or when is None or when.start is None or when.end is None or (when.end - when.start).days > SHORT:
        return False
    return when.start.month == one.month and _same_visit(one, other)


def _first_of(day: date, months: int) -> date:
    """Return the first day of the month so many months on."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _year_constraints(one: Sighting, dated: Iterable[Sighting], options: Options) -> Iterator[Constraint]:
    """Yield what "last year" says, where a dated story already knows the act: it was of that story's year at the latest."""
    if not _says(one, "last year"):
        return
    for other in dated:
        day = other.story.published
        found = likeness(one, other, options)
        if day is None or found is None or found.score < options.threshold:
            continue
        around = sentence(other.story.text, other.event.evidence.span).of(other.story.text).lower()
        years_ago = "recent years" in around
        latest = day.year - 1 if years_ago else day.year
        why = f", which puts it in 'recent years' on {day}" if years_ago else f", told by {day}"
        reason = f"'last year' is {latest} at the latest: {other.event.evidence.quote!r} ({other.story.id}){why}"
        yield Constraint(None, date(latest + 1, 12, 31), reason)


def _text_constraints(story: Story) -> Iterator[Constraint]:
    """Yield what dates with a year say that the story tells as past: it is not older."""
    for found in times.find(story.text, dateline=None):
        days = found.interval
        if days is None or days.start is None or found.type is times.TimeType.DURATION:
            continue
        before = story.text[max(0, found.span.start - 60) : found.span.start].lower()
        if re.search(r"\b(?:will|to be|due|by|until|planned|expected|next|set)\b", before):
            continue
        yield Constraint(days.start, None, f"the story tells of '{found.span.of(story.text)}'")


def _constraints(story: Story, mine: Sequence[Sighting], dated: Sequence[Sighting], options: Options) -> tuple[Constraint, ...]:
    """Return all constraints on one story, each reason once."""
    last_month = any(_says(one, "last month") for one in mine)
    found = [*_text_constraints(story)]
    for one in mine:
        found += _month_constraints(one, dated, last_month=last_month)
        found += _year_constraints(one, dated, options)
    return tuple({constraint.reason: constraint for constraint in found}.values())


# ------------------------------------------------------------------ dates
def _precision(start: date, end: date) -> Precision:
    """Return the precision that fits a length."""
    days = (end - start).days
    if days == 0:
        return Precision.DAY
    limits = ((WEEK, Precision.WEEK), (SEASON // 3, Precision.MONTH), (HALF_YEAR, Precision.SEASON))
    return next((precision for limit, precision in limits if days < limit), Precision.YEAR)


def _narrowed(constraints: Sequence[Constraint]) -> Interval | None:
    """Return the days that all constraints leave, None where they give no end or exclude each other."""
    start = max((one.start for one in constraints if one.start), default=None)
    end = min((one.end for one in constraints if one.end), default=None)
    return Interval(start, end, _precision(start, end)) if start and end and start <= end else None


def month_keys(one: Sighting) -> frozenset[Key]:
    """Return what an event of an undated story that names a month shares with the dated events that may be the same."""
    month, when = one.month, one.event.when
    if one.story.published is not None:
        short = when is not None and when.start is not None and when.end is not None and (when.end - when.start).days <= SHORT
        month = when.start.month if short and when is not None and when.start is not None else None
    return frozenset((key_of(month, "dates", *sorted(one.parties)),)) if month is not None else frozenset()


def bearing_keys(one: Sighting, options: Options) -> frozenset[Key]:
    """Return what a dated event shares with the events of undated stories that it may date."""
    return month_keys(one) | word_keys(one, options) if one.story.published is not None else frozenset()


def date_keys(one: Sighting, options: Options) -> frozenset[Key]:
    """Return what an event of an undated story shares with the dated events that may date it."""
    if one.story.published is not None:
        return frozenset()
    return month_keys(one) | (word_keys(one, options) if _says(one, "last year") else frozenset())


def dated_stories(sightings: Sequence[Sighting], options: Options) -> Mapping[StoryId, PageDate]:
    """Return the dates of the undated stories that can be dated."""
    mine: dict[StoryId, list[Sighting]] = defaultdict(list)
    near: dict[Key, list[Sighting]] = {}
    for one in sightings:
        if one.story.published is None:
            mine[one.story.id].append(one)
            near.update((key, []) for key in date_keys(one, options))
    for one in sightings if near else ():
        for key in bearing_keys(one, options) & near.keys():
            near[key].append(one)
    found = (_dated(several, near, options) for several in mine.values())
    return {one.story: one for one in found if one}


def _dated(mine: Sequence[Sighting], near: Mapping[Key, Sequence[Sighting]], options: Options) -> PageDate | None:
    """Return when one story can have been published, as far as its events and the dated ones near them tell."""
    keys = {key for one in mine for key in date_keys(one, options)}
    months = {key for one in mine for key in month_keys(one)}
    dated = {one.event.id: one for key in keys for one in near[key] if key in months or len(near[key]) <= options.bloc}
    constraints = _constraints(mine[0].story, sorted(mine, key=told), sorted(dated.values(), key=told), options)
    days = _narrowed(constraints)
    if days is None:
        return None
    reasons = tuple(f"{one.start or '…'} to {one.end or '…'}: {one.reason}" for one in constraints)
    return PageDate(mine[0].story.page, mine[0].story.id, days, reasons)


def resolved(sightings: Iterable[Sighting], dates: Mapping[StoryId, PageDate]) -> Iterator[Sighting]:
    """Yield the events with the days that their relative words have, given when their undated story can be of."""
    for one in sightings:
        page = dates.get(one.story.id)
        if page is None:
            yield one
            continue
        when = one.event.when or _hull(one, page.days)
        yield replace(one, event=replace(one.event, when=when), told=page.days, month=None)


def _hull(one: Sighting, days: Interval) -> Interval | None:
    """Return the days that the time expression of an event's clause can mean, whichever day the story is of."""
    if days.start is None or days.end is None:
        return None
    spans: list[tuple[date, date]] = []
    place = None
    for day in (days.start, *_month_starts(days.start, days.end), days.end):
        found = [each for each in times.find(one.event.evidence.quote, dateline=day) if _tells_days(each)]
        if not found or found[0].interval is None or found[0].interval.start is None or found[0].interval.end is None:
            return None
        spans.append((found[0].interval.start, found[0].interval.end))
        place = found[0].span
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    if place is None or (end - start).days > LONGEST:
        return None
    evidence = one.event.evidence
    words = replace(evidence, span=place.shifted(evidence.span.start), quote=place.of(evidence.quote))
    return Interval(start, end, _precision(start, end), words)


def _tells_days(found: TimeExpression) -> bool:
    """Return whether an expression names days, not "now" or "recently"."""
    return found.type in {times.TimeType.DATE, times.TimeType.TIME} and not found.value.endswith("_REF")


def _month_starts(start: date, end: date) -> Iterator[date]:
    """Yield the first days of the months between two days."""
    day = _first_of(start, 1)
    while day < end:
        yield day
        day = _first_of(day, 1)
