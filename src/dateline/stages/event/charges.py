"""Charges and denials: the deed that somebody is accused of is alleged, and who denies it stands beside it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.records import Status

if TYPE_CHECKING:
    from dateline.language.analysis import Analysis
    from dateline.records import Event

DENYING = frozenset(("deny", "denial", "refute", "dismiss"))
CHARGING = "ACCUSE"


def settle(analysis: Analysis, events: tuple[Event, ...], chance: float = 0.0) -> tuple[Event, ...]:
    """
    Return the events with the deeds inside charges as alleged, and inside denials as denied, with `denied_by`.

    Args:
        analysis: of the story.
        events: all that may be told in it.
        chance: the confidence from which an event is believed to be a charge.

    A deed both charged and denied in one sentence is alleged with `denied_by`.
    """
    heads = {event.id: _head(analysis, event) for event in events}
    settled = []
    for event in events:
        deniers: tuple[Event, ...] = ()
        charged = False
        for other in events:
            if other.id == event.id or not _governs(analysis, heads[other.id], heads[event.id]):
                continue
            if analysis.lemmas[heads[other.id]].lower() in DENYING:
                deniers = (*deniers, other)
            charged = charged or (other.type == CHARGING and other.mode == "allege" and other.confidence >= chance)
        settled.append(_judged(event, deniers, charged=charged))
    return tuple(settled)


def _judged(event: Event, deniers: tuple[Event, ...], *, charged: bool) -> Event:
    if not deniers and not charged:
        return event
    denied_by = tuple(dict.fromkeys(mention.actor for denier in deniers for mention in denier.actors if mention.actor))
    status = Status.ALLEGED if charged else Status.DENIED
    return dataclasses.replace(event, status=status, denied_by=denied_by)


def _head(analysis: Analysis, event: Event) -> int:
    tokens = analysis.tokens_in(event.trigger.span)
    return analysis.head_of(tokens) if tokens else 0


def _governs(analysis: Analysis, upper: int, lower: int) -> bool:
    """Return whether the lower word stands in what the upper one takes as its content: a clause, object or 'of' phrase."""
    token: int | None = lower
    while token is not None:
        above = analysis.head(token)
        if above == upper:
            return analysis.deprels[token].split(":")[0] in ("ccomp", "xcomp", "obj", "advcl", "obl", "acl", "nmod")
        token = above
    return False
