"""Days that the story goes on with: an act told right after another of the same parties, and a plan made more exact."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.codebook.day_words import day_words
from dateline.records import Event, Interval, Precision, Status

if TYPE_CHECKING:
    from datetime import date

    from dateline.language.analysis import Analysis
    from dateline.records import ActorId
    from dateline.spans import Span

Dated = tuple[tuple["Span", Interval], ...]

NEWS = timedelta(days=7)  # what is older is background, which the story does not go on with
CHAIN = 2  # sentences over which one day is carried
NEXT = 4  # sentences in which a plan is told again, more exactly


def settled(analysis: Analysis, events: tuple[Event, ...], dated: Dated, published: date | None) -> tuple[Event, ...]:
    """
    Return the events, with the days that the story gives them outside of their own sentence.

    Args:
        analysis: the story, with its tree.
        events: its events, in text order.
        dated: the days that the story names.
        published: the day of the story; None: unknown, and no day is carried.
    """
    exact = tuple(_made_exact(analysis, event, dated) for event in events)
    return _carried(analysis, exact, dated, published) if published else exact


def _made_exact(analysis: Analysis, event: Event, dated: Dated) -> Event:
    """Return a plan for a week or month with its very days, where one of the next sentences tells of them."""
    when = event.when
    if event.status is not Status.PLANNED or when is None or when.precision is Precision.DAY:
        return event
    first = _sentence(analysis, event)
    parties = {word for mention in event.actors for word in mention.citation.quote.split() if word[0].isupper()}
    for number in range(first, min(first + NEXT, len(analysis.sentences))):
        place = analysis.sentence_span(number)
        words = {analysis.word(token) for token in range(*analysis.sentences[number])}
        days = [day for span, day in dated if place.contains(span) and _is_part(day, when)]
        if len(days) == 1 and parties & words and _tells_of_stay(analysis, number):
            return dataclasses.replace(event, when=days[0])
    return event


def _tells_of_stay(analysis: Analysis, sentence: int) -> bool:
    """Return whether a sentence tells of a visit or meeting, or who "will be in" a place."""
    lemmas = [analysis.lemmas[token].lower() for token in range(*analysis.sentences[sentence])]
    return bool(day_words("stay") & set(lemmas)) or ("be", "in") in pairwise(lemmas)


def _is_part(day: Interval, whole: Interval) -> bool:
    """Return whether days are a closer reading of a week, month or year."""
    if day.start is None or day.end is None or whole.start is None or whole.end is None or day.precision is not Precision.DAY:
        return False
    return whole.start <= day.start and day.end <= whole.end


def _carried(analysis: Analysis, events: tuple[Event, ...], dated: Dated, published: date) -> tuple[Event, ...]:
    """Return the events; one without a day takes that of the sentence before, where its parties did something that day."""
    days: dict[int, list[tuple[Event, int]]] = {}  # by sentence: dated acts, with how far their day has come
    found = []
    for event in events:
        number = _sentence(analysis, event)
        lent = _lent(event, (*days.get(number - 1, ()), *days.get(number, ())))
        taken = lent is not None and event.when is None and _may_take(analysis, event, dated)
        after = dataclasses.replace(event, when=lent[0]) if lent is not None and taken else event
        if after.status is Status.OCCURRED and _is_news(after.when, published):
            days.setdefault(number, []).append((after, lent[1] + 1 if lent is not None and taken else 0))
        found.append(after)
    return tuple(found)


def _lent(event: Event, before: tuple[tuple[Event, int], ...]) -> tuple[Interval, int] | None:
    """Return the one day of the acts before that share a party, and how far it has come."""
    near = [(other.when, come) for other, come in before if come < CHAIN and other.when and _parties(other) & _parties(event)]
    return near[0] if len({(when.start, when.end) for when, _ in near}) == 1 else None


def _may_take(analysis: Analysis, event: Event, dated: Dated) -> bool:
    """Return whether an act is told in the plain past, by the story itself, in a sentence that names no day."""
    sentence = analysis.sentence_span(_sentence(analysis, event))
    tokens = analysis.tokens_in(event.trigger.span)
    if event.status is not Status.OCCURRED or tokens is None or any(sentence.contains(span) for span, _ in dated):
        return False
    token = analysis.head_of(tokens)
    if analysis.upos[token] == "NOUN":
        above = analysis.head(token)
        token = above if above is not None and analysis.deprels[token].split(":")[0] in ("obj", "obl") else token
    helped = {analysis.lemmas[child].lower() for child in analysis.children(token, "aux")}
    plain = analysis.feature(token, "Tense") == "Past" and analysis.feature(token, "VerbForm") == "Fin"
    clause = analysis.deprels[token].split(":")[0]
    return plain and "have" not in helped and clause in ("root", "conj", "parataxis", "advcl")


def _is_news(when: Interval | None, published: date) -> bool:
    if when is None or when.precision is not Precision.DAY or when.start is None or when.start != when.end:
        return False
    return published - NEWS <= when.start <= published


def _parties(event: Event) -> set[str]:
    """Return the states and groups that take part, by the head of their code."""
    known: list[ActorId] = [mention.actor for mention in (*event.actors, *event.recipients) if mention.actor is not None]
    return {str(actor).split("/")[0] for actor in known}


def _sentence(analysis: Analysis, event: Event) -> int:
    tokens = analysis.tokens_in(event.trigger.span)
    return analysis.sentence_of(tokens[0]) if tokens else 0
