"""Dates of acts: from the words of the clause, or for an act of speech from the day it was said."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import times
from dateline.codebook.cues import cues
from dateline.records import Citation, Interval, Precision, Status
from dateline.stages.event import ties

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dateline.language.analysis import Analysis, Range
    from dateline.records import ActorId, Statement, Story
    from dateline.spans import Span

SPEECH = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"))
DATED = ("DATE", "TIME", "DURATION")  # a duration has days where the words fix them: "over the past four years"
PRESENT = "PRESENT_REF"  # "now", "ongoing": the time of telling, no day of the act
ENTRIES = 3  # days with a colon that make a chronology
PAST = (Status.OCCURRED, Status.ONGOING, Status.HISTORICAL, Status.ALLEGED)


@dataclass(frozen=True, slots=True)
class Told:
    """An act as the sentence tells it: its trigger, its evidence and whether it happened."""

    trigger: Range
    evidence: Span
    status: Status
    published: date | None


def dates(story: Story) -> tuple[tuple[Span, Interval], ...]:
    """Return the words of the story that name days, with their interval, in text order."""
    found = []
    for expression in times.find(story.text, dateline=story.published):
        if expression.type in DATED and expression.interval is not None and expression.value != PRESENT:
            citation = Citation(story.id, expression.span, expression.span.of(story.text))
            found.append((expression.span, dataclasses.replace(expression.interval, citation=citation)))
    return tuple(found)


def date_of(
    analysis: Analysis, told: Told, dated: tuple[tuple[Span, Interval], ...], acts: frozenset[int] = frozenset()
) -> Interval | None:
    """
    Return the day of an act, or None where its sentence tells none.

    Args:
        analysis: the story, with its tree.
        told: the act.
        dated: the days that the story names.
        acts: the head words of all acts of the story; a day below one of them is that act's.

    Method: each day belongs to the nearest verb or act above it in the tree. The act takes its own; else that of words below
    it that tell of the same; else that of the verbs above that share their day ("on Saturday they fired a missile, wounding
    two"), never of a verb of saying; else one of its evidence that belongs to no verb; else that of a clause that tells what
    happened at the same time. A day to come is none of what has happened, nor a day gone by of what is planned.
    """
    headed = _headed(analysis, told.trigger, dated)
    if headed is not None and fits(told, headed):
        return headed
    days = ties.days(analysis, told.trigger, acts, _near(analysis, told.trigger, dated))
    for belongs in _ways(analysis, told, acts) if days else ():
        found = [day for day in days if belongs(day) and _may_be(analysis, told, day, days)]
        if found:
            day = _nearest(analysis, told.trigger, found)
            return _lasting(day.interval, told.published) if ties.is_since(analysis, day.span) else day.interval
    return None


def _ways(analysis: Analysis, told: Told, acts: frozenset[int]) -> tuple[Callable[[ties.Day], bool], ...]:
    """Return the ways in which a day may be an act's, the surest first."""
    trigger, own = told.trigger, range(*told.trigger)
    verbs = () if told.status is Status.HYPOTHETICAL else ties.lenders(analysis, trigger, acts)

    def lent(verb: int) -> Callable[[ties.Day], bool]:
        return lambda day: day.holder == verb and not _is_when_agreed(told, day.interval)

    return (
        lambda day: day.holder in own,
        lambda day: ties.below(analysis, day, trigger),
        *map(lent, verbs),
        lambda day: ties.of_subject(analysis, day, (*own, *verbs)),
        lambda day: day.holder is None and told.evidence.contains(day.span),
        lambda day: ties.together(analysis, day, (*own, *verbs)),
        lambda day: ties.told_by(analysis, day, verbs, trigger),
    )


def _may_be(analysis: Analysis, told: Told, day: ties.Day, days: tuple[ties.Day, ...]) -> bool:
    return fits(told, day.interval) and not ties.is_yardstick(analysis, day.span, days)


def _headed(analysis: Analysis, trigger: Range, dated: tuple[tuple[Span, Interval], ...]) -> Interval | None:
    """Return the day at the head of the entry of a chronology in which an act stands: "May 3, 2020: Troops cross the river"."""
    heads = [(span, interval) for span, interval in dated if analysis.text[span.end : span.end + 2] == ": "]
    start = analysis.span(*trigger).start
    before = [(span, interval) for span, interval in heads if span.end <= start and "\n" not in analysis.text[span.end : start]]
    return before[-1][1] if len(heads) >= ENTRIES and before else None


def announced(analysis: Analysis, told: Told, dated: tuple[tuple[Span, Interval], ...]) -> Interval | None:
    """Return the day gone by on which a plan was told, where its sentence has one: 'said on Monday it would send troops'."""
    if told.status is not Status.PLANNED:
        return None
    holders = (*range(*told.trigger), *ties.above(analysis, told.trigger))
    days = ties.days(analysis, told.trigger, frozenset(holders), _near(analysis, told.trigger, dated))
    found = [day for day in days if day.holder in holders and _is_gone(day.interval, told.published)]
    return _nearest(analysis, told.trigger, found).interval if found else None


def fits(told: Told, interval: Interval) -> bool:
    """Return whether an act that happened, or is planned, can have those days."""
    if told.published is None:
        return True
    if told.status is Status.PLANNED:
        return interval.end is None or (interval.end >= told.published and not _is_earlier(interval))
    return told.status not in PAST or interval.start is None or interval.start <= told.published


def _is_when_agreed(told: Told, interval: Interval) -> bool:
    """Return whether days are rather those on which a plan was made: 'agreed on Friday to send'."""
    return told.status is Status.PLANNED and _is_gone(interval, told.published)


def _is_gone(interval: Interval, published: date | None) -> bool:
    if published is None or interval.end is None:
        return False
    today = interval.end == published and interval.precision is Precision.DAY
    return interval.end < published or today or _is_earlier(interval)


def _is_earlier(interval: Interval) -> bool:
    """Return whether the words say that the days are gone: 'earlier this month'."""
    return interval.citation is not None and interval.citation.quote.lower().startswith("earlier")


def _lasting(interval: Interval, published: date | None) -> Interval:
    """Return the days from an interval's start until the report."""
    if published is None or interval.start is None or interval.start > published:
        return interval
    return dataclasses.replace(interval, end=published)


def _near(analysis: Analysis, trigger: Range, dated: tuple[tuple[Span, Interval], ...]) -> list[tuple[Span, Interval]]:
    sentence = analysis.sentence_span(analysis.sentence_of(trigger[0]))
    return [(span, interval) for span, interval in dated if sentence.contains(span)]


def _nearest(analysis: Analysis, trigger: Range, days: list[ties.Day]) -> ties.Day:
    middle = analysis.span(*trigger)
    return min(days, key=lambda day: min(abs(day.span.start - middle.end), abs(middle.start - day.span.end)))


def said(
    analysis: Analysis, told: Told, event_type: str, statement: Statement | None, actors: frozenset[ActorId | None]
) -> Interval | None:
    """
    Return the day on which an act of speech was said, where its statement is the actors' own; None for other acts.

    None too for a plan, and for words that recall what was said before ("said it had urged both sides").
    """
    if statement is None or event_type not in SPEECH or told.status is Status.PLANNED or _is_recalled(analysis, told.trigger):
        return None
    return statement.said_on if _is_own(statement, actors) else None


def plan_told(told: Told, statement: Statement | None, actors: frozenset[ActorId | None]) -> Interval | None:
    """Return the day on which a plan was told, where its statement is the actors' own."""
    if statement is None or told.status is not Status.PLANNED:
        return None
    return statement.said_on if _is_own(statement, actors) else None


def _is_own(statement: Statement, actors: frozenset[ActorId | None]) -> bool:
    return any(speaker.actor in actors for speaker in statement.speakers if speaker.actor is not None)


def _is_recalled(analysis: Analysis, trigger: Range) -> bool:
    head = analysis.head_of(trigger)
    verb = head
    while analysis.deprels[verb].startswith("conj") and not analysis.children(verb, "aux", "nsubj"):
        verb = int(analysis.heads[verb])  # "had pledged and called": the auxiliary stands with the first
    perfect = any(analysis.lemmas[child].lower() == "have" for child in analysis.children(verb, "aux"))
    return perfect and analysis.word(head).lower() in cues()
