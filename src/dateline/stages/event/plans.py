"""Plans for a week or month, made exact by the sentence that tells their days."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.codebook.day_words import day_words
from dateline.records import Event, Interval, Precision, Status

if TYPE_CHECKING:
    from dateline.language.analysis import Analysis
    from dateline.spans import Span

NEXT = 4  # sentences in which a plan is told again, its own counted


def made_exact(analysis: Analysis, event: Event, dated: tuple[tuple[Span, Interval], ...]) -> Event:
    """
    Return a plan for a week, month or year with its very days, where one of the next sentences has them; else the event.

    Args:
        analysis: the story, with its tree.
        event: any event; only a plan changes.
        dated: the days that the story names.

    Method: "X will visit Y next week. X will be there from Monday to Wednesday": the sentence names the actor, tells of a stay
    or meeting, and names one stretch of days, which lies inside the plan's.
    """
    when, tokens = event.when, analysis.tokens_in(event.trigger.span)
    if event.status is not Status.PLANNED or when is None or when.precision is Precision.DAY or tokens is None:
        return event
    first = analysis.sentence_of(tokens[0])
    names = {word for mention in event.actors for word in mention.citation.quote.split() if word[0].isupper()}
    for number in range(first, min(first + NEXT, len(analysis.sentences))):
        place = analysis.sentence_span(number)
        days = [day for span, day in dated if place.contains(span) and _is_part(day, when)]
        if len(days) == 1 and names & _words(analysis, number) and _tells_of_stay(analysis, number):
            return dataclasses.replace(event, when=days[0])
    return event


def _words(analysis: Analysis, sentence: int) -> set[str]:
    return {analysis.word(token) for token in range(*analysis.sentences[sentence])}


def _tells_of_stay(analysis: Analysis, sentence: int) -> bool:
    """Return whether a sentence tells of a visit or meeting, or who "will be in" a place."""
    lemmas = [analysis.lemmas[token].lower() for token in range(*analysis.sentences[sentence])]
    return bool(day_words("stay") & set(lemmas)) or ("be", "in") in pairwise(lemmas)


def _is_part(day: Interval, whole: Interval) -> bool:
    """Return whether days are a closer reading of a week, month or year."""
    if day.start is None or day.end is None or whole.start is None or whole.end is None or day.precision is not Precision.DAY:
        return False
    return whole.start <= day.start and day.end <= whole.end
