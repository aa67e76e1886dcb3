"""A story's text with its statements, events, actors and days marked: flat runs, so that marks may overlap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.records import ActorId, Event, Figure, Interval, Mention, Statement, Story, Tenure

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text and what it is to a record."""

    span: Span
    sort: str  # statement, event, trigger, cue, tenure, figure, actor, day, passage
    record: str = ""
    actor: ActorId | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand under the same marks."""

    text: str
    start: int
    sorts: tuple[str, ...]
    records: tuple[str, ...]
    actor: ActorId | None
    anchor: bool  # a mark of a record begins here


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in runs, and the records that begin in it."""

    start: int
    runs: tuple[Run, ...]
    notes: tuple[Statement | Event | Tenure | Figure, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a story says."""

    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    tenures: tuple[Tenure, ...]
    figures: tuple[Figure, ...]

    def records(self) -> tuple[Statement | Event | Tenure | Figure, ...]:
        """Return all, in the order of the text."""
        every: tuple[Statement | Event | Tenure | Figure, ...] = (*self.statements, *self.events, *self.tenures, *self.figures)
        return tuple(sorted(every, key=lambda one: (one.citation.span.start, one.citation.span.end, one.id)))


def marks(told: Told, mentions: Iterable[Mention]) -> Iterator[Mark]:
    """Yield what is marked in a story."""
    for statement in told.statements:
        for piece in statement.content:
            yield Mark(piece.span, "statement", statement.id)
        if statement.cue:
            yield Mark(statement.cue.span, "cue", statement.id)
        yield from _days(statement.id, statement.said_on)
    for event in told.events:
        yield Mark(event.evidence.span, "event", event.id)
        yield Mark(event.trigger.span, "trigger", event.id)
        yield from _days(event.id, event.when, event.announced)
    for tenure in told.tenures:
        yield Mark(tenure.citation.span, "tenure", tenure.id)
        yield from _days(tenure.id, tenure.start, tenure.end, tenure.as_of)
    for figure in told.figures:
        yield Mark(figure.citation.span, "figure", figure.id)
        yield from _days(figure.id, figure.when)
    for mention in mentions:
        if mention.actor is not None:
            yield Mark(mention.citation.span, "actor", "", mention.actor)


def _days(record: str, *intervals: Interval | None) -> Iterator[Mark]:
    for interval in intervals:
        if interval is not None and interval.citation is not None:
            yield Mark(interval.citation.span, "day", record)


def paragraphs(story: Story, told: Told, mentions: Sequence[Mention], *, passage: Span | None = None) -> tuple[Paragraph, ...]:
    """
    Return a story's paragraphs; joined, the texts of a paragraph's runs are the story's own from its start on.

    Args:
        story: the story.
        told: what it says.
        mentions: the actors that it names.
        passage: words that the reader was sent to.
    """
    sent = (Mark(passage, "passage", "passage"),) if passage is not None else ()
    every = sorted((*marks(told, mentions), *sent), key=lambda mark: (mark.span.start, mark.span.end))
    notes = told.records()
    found = []
    for match in _PARAGRAPH.finditer(story.text):
        inside = Span(match.start(), match.end())
        touching = [mark for mark in every if mark.span.overlaps(inside)]
        begun = tuple(one for one in notes if inside.start <= one.citation.span.start < inside.end)
        found.append(Paragraph(inside.start, tuple(_runs(story.text, inside, touching)), begun))
    return tuple(found)


def _runs(text: str, inside: Span, touching: Sequence[Mark]) -> Iterator[Run]:
    """Yield the runs of a paragraph, cut wherever a mark begins or ends."""
    cuts = {inside.start, inside.end}
    for mark in touching:
        cuts |= {max(mark.span.start, inside.start), min(mark.span.end, inside.end)}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        over = [mark for mark in touching if mark.span.start < end and mark.span.end > start]
        yield Run(
            text=text[start:end],
            start=start,
            sorts=tuple(dict.fromkeys(mark.sort for mark in over)),
            records=tuple(dict.fromkeys(mark.record for mark in over if mark.record)),
            actor=next((mark.actor for mark in over if mark.actor is not None), None),
            anchor=any(mark.span.start == start and mark.record for mark in over),
        )
