"""Dates of acts: from the words of the clause, or for an act of speech from the day it was said."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline import times
from dateline.records import Citation, Interval

if TYPE_CHECKING:
    from dateline.language.analysis import Analysis, Range
    from dateline.records import ActorId, Statement, Story
    from dateline.spans import Span

SPEECH = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"))
DATED = ("DATE", "TIME")
STEPS = 2
PRESENT = "PRESENT_REF"  # "now", "ongoing": the time of telling, no day of the act
CLIMBED = ("obj", "obl", "nsubj", "nmod", "xcomp", "advcl", "conj", "acl")  # ties over which an act shares its governor's day


def dates(story: Story) -> tuple[tuple[Span, Interval], ...]:
    """Return the words of the story that name days, with their interval, in text order."""
    found = []
    for expression in times.find(story.text, dateline=story.published):
        if expression.type in DATED and expression.interval is not None and expression.value != PRESENT:
            citation = Citation(story.id, expression.span, expression.span.of(story.text))
            found.append((expression.span, dataclasses.replace(expression.interval, citation=citation)))
    return tuple(found)


def date_of(analysis: Analysis, trigger: Range, evidence: Span, dated: tuple[tuple[Span, Interval], ...]) -> Interval | None:
    """
    Return the day of an act: that which hangs on its trigger, else one in its evidence, else that of the verb it hangs on.

    Method: the nearest of those that the dependency tree ties to the trigger; in the evidence the nearest that hangs on no
    other verb; then up to two steps to the governing verb of the same sentence ("on Saturday they fired a missile, wounding
    two").
    """
    middle = analysis.span(*trigger)
    first, last = analysis.sentences[analysis.sentence_of(trigger[0])]
    sentence = analysis.span(first, last)
    near = [(span, interval) for span, interval in dated if sentence.contains(span)]
    own = (
        [(span, interval) for span, interval in near if _hangs_on(analysis, span, trigger)]
        or [(span, interval) for span, interval in near if evidence.contains(span)][:1]
        or next(filter(None, (_of_verb(analysis, verb, near) for verb in _governors(analysis, trigger))), [])
    )
    if not own:
        return None
    return min(own, key=lambda pair: min(abs(pair[0].start - middle.end), abs(middle.start - pair[0].end)))[1]


def _of_verb(analysis: Analysis, verb: int, near: list[tuple[Span, Interval]]) -> list[tuple[Span, Interval]]:
    return [(span, interval) for span, interval in near if _hangs_on(analysis, span, (verb, verb + 1))]


def _governors(analysis: Analysis, trigger: Range) -> list[int]:
    """Return the verbs above a trigger that share its day, the nearest first."""
    found = []
    token = analysis.head_of(trigger)
    for _ in range(STEPS):
        above = analysis.head(token)
        if above is None or analysis.deprels[token].split(":")[0] not in CLIMBED or analysis.deprels[token] == "acl:relcl":
            break
        if analysis.upos[above] == "VERB":
            found.append(above)
        token = above
    return found


def said(event_type: str, statement: Statement | None, actors: set[ActorId | None]) -> Interval | None:
    """Return the day on which an act of speech was said, where its statement is the actors' own; None for other acts."""
    if statement is None or event_type not in SPEECH:
        return None
    own = any(speaker.actor in actors for speaker in statement.speakers if speaker.actor is not None)
    return statement.said_on if own else None


def _hangs_on(analysis: Analysis, span: Span, trigger: Range) -> bool:
    """Return whether the tree leads from the date up to the trigger before it comes to another verb."""
    tokens = analysis.tokens_in(span)
    token = analysis.head_of(tokens) if tokens else None
    while token is not None:
        if trigger[0] <= token < trigger[1]:
            return True
        if analysis.upos[token] == "VERB":
            return False
        token = analysis.head(token)
    return False
