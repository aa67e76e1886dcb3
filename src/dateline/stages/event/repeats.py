"""Repeats: further mentions of one act in one story go to the first record, not to a second."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline.records import Event, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.records import ActorId, Mention

APART = (Status.NEGATED, Status.DENIED, Status.HYPOTHETICAL, Status.PLANNED, Status.HISTORICAL)


def merged(events: Iterable[Event]) -> tuple[Event, ...]:
    """
    Return one record for each distinct act, with the evidence of its repeats under `other_mentions`.

    Two mentions are one act when type and mode agree, their actors and recipients agree (none agrees with any),
    their dates share a day where both have one, and neither is background or plan where the other is news.
    The most confident mention keeps its trigger, evidence and id.
    """
    kept: list[Event] = []
    for event in events:
        place = next((number for number, other in enumerate(kept) if one_act(other, event)), None)
        if place is None:
            kept.append(event)
        else:
            kept[place] = _joined(kept[place], event)
    return tuple(kept)


def one_act(one: Event, other: Event) -> bool:
    """Return whether two mentions of one story tell the same act."""
    if one.type != other.type or not _agree(one, other) or not _same_reality(one.status, other.status):
        return False
    if one.when and other.when and not one.when.shares_a_day(other.when):
        return False
    actors, others = _known(one.actors), _known(other.actors)
    recipients, their_recipients = _known(one.recipients), _known(other.recipients)
    if not actors or not others or not actors & others:
        return False
    return bool(recipients & their_recipients) or not (recipients and their_recipients)


def _known(mentions: tuple[Mention, ...]) -> set[ActorId]:
    return {mention.actor for mention in mentions if mention.actor is not None}


def _agree(one: Event, other: Event) -> bool:
    """Return whether the modes agree; a visit and the talks during it are two acts, other modes may be left unsaid."""
    return one.mode == other.mode or (one.type != "CONSULT" and (one.mode is None or other.mode is None))


def _same_reality(one: Status, other: Status) -> bool:
    return one == other or (one not in APART and other not in APART)


def _joined(one: Event, other: Event) -> Event:
    first, second = (one, other) if one.confidence >= other.confidence else (other, one)
    mentions = (*first.other_mentions, second.evidence, *second.other_mentions)
    return dataclasses.replace(
        first,
        other_mentions=tuple(dict.fromkeys(mention for mention in mentions if mention != first.evidence)),
        recipients=first.recipients or second.recipients,
        mode=first.mode or second.mode,
        when=first.when or second.when,
        announced=first.announced or second.announced,
        place=first.place or second.place,
        denied_by=tuple(dict.fromkeys((*first.denied_by, *second.denied_by))),
        statement=first.statement or second.statement,
    )
