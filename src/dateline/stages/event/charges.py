"""Charges and denials: the deed that somebody is accused of is alleged, and who denies it stands beside it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.records import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.language.analysis import Analysis, Range
    from dateline.records import Event, EventId

DENYING = frozenset(("deny", "denial", "refute", "dismiss"))
TURNING_DOWN = DENYING | {"reject"}
CHARGING = "ACCUSE"
CHARGED = frozenset(
    ("charge", "accusation", "allegation", "claim", "involvement", "responsibility", "wrongdoing", "it", "this", "that")
)
CONTENT = ("ccomp", "xcomp", "obj", "advcl", "obl", "acl", "nmod")  # relations of what a word takes as its content


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
    weighty = [event for event in events if _is_denial(analysis, heads[event.id]) or _is_charge(event, chance)]
    return tuple(_settled(analysis, event, weighty, heads, chance) for event in events) if weighty else events


def _settled(analysis: Analysis, event: Event, weighty: list[Event], heads: Mapping[EventId, int], chance: float) -> Event:
    """Return an event as the charges and denials that it stands in tell it; who turns a charge down does so by saying it."""
    if event.type == "REJECT" and analysis.lemmas[heads[event.id]].lower() in TURNING_DOWN:
        return event
    governors = _governors(analysis, heads[event.id])
    above = [other for other in weighty if heads[other.id] in governors and other.id != event.id]
    deniers = tuple(other for other in above if _is_denial(analysis, heads[other.id]))
    charges = [
        other for other in above if event.type != CHARGING and _is_charge(other, chance)
    ]  # a charge within one is part of it
    answers = (other for other in weighty if charges and _is_denial(analysis, heads[other.id]) and _are_one_side(event, other))
    answered = tuple(other for other in answers if _answers(analysis, heads[other.id], [heads[charge.id] for charge in charges]))
    return _judged(event, (*deniers, *answered), charged=bool(charges))


def _answers(analysis: Analysis, denial: int, charges: list[int]) -> bool:
    """Return whether a denial stands beside a charge ("which Tehran denies") or right behind one ("denied the charge")."""
    if _governors(analysis, denial) & set(charges):
        return True
    follows = analysis.sentence_of(denial) - analysis.sentence_of(max(charges)) == 1
    return follows and any(analysis.lemmas[child].lower() in CHARGED for child in analysis.children(denial, "obj"))


def _are_one_side(deed: Event, denial: Event) -> bool:
    """Return whether who denies is of the state or group of those who are said to have done it."""
    return not {_side(one.actor) for one in deed.actors if one.actor}.isdisjoint(
        _side(one.actor) for one in denial.actors if one.actor
    )


def _side(actor: str) -> str:
    """Return the state, or the group or organisation, at the beginning of an actor's id: TUR, GRP:PKK."""
    first, *others = actor.split(":")
    return f"{first}:{others[0]}" if first in {"GRP", "IGO", "ORG", "PERSON"} and others else first.split("/")[0]


def denies(analysis: Analysis, trigger: Range) -> bool:
    """Return whether the words of an act deny what they govern."""
    return _is_denial(analysis, analysis.head_of(trigger))


def _is_denial(analysis: Analysis, head: int) -> bool:
    return analysis.lemmas[head].lower() in DENYING


def _is_charge(event: Event, chance: float) -> bool:
    return event.type == CHARGING and event.mode == "allege" and event.confidence >= chance


def _judged(event: Event, deniers: tuple[Event, ...], *, charged: bool) -> Event:
    if not deniers and not charged:
        return event
    denied_by = tuple(dict.fromkeys(mention.actor for denier in deniers for mention in denier.actors if mention.actor))
    status = Status.ALLEGED if charged else Status.DENIED
    return dataclasses.replace(event, status=status, denied_by=denied_by)


def _head(analysis: Analysis, event: Event) -> int:
    tokens = analysis.tokens_in(event.trigger.span)
    return analysis.head_of(tokens) if tokens else 0


def _governors(analysis: Analysis, lower: int) -> frozenset[int]:
    """Return the words in whose content a word stands: in a clause, object or 'of' phrase of theirs."""
    found = set()
    token = lower
    while (above := analysis.head(token)) is not None:
        if analysis.deprels[token].split(":")[0] in CONTENT:
            found.add(above)
        token = above
    return frozenset(found)
