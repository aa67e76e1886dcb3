"""Charges with their denials and answers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.records import LinkKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.records import ActorId, Episode, EpisodeId, Event, EventId

CHARGED = frozenset({Status.ALLEGED, Status.DENIED})


@dataclass(frozen=True, slots=True)
class Dispute:
    """One charge: somebody is said to have done something."""

    charge: Episode
    accused: tuple[ActorId, ...]
    denials: tuple[Episode, ...]  # acts of denying it, told beside it
    answers: tuple[Episode, ...]  # other replies to it
    denied_by: tuple[ActorId, ...]  # who is said to deny it, in whatever words


def disputes(
    episodes: Iterable[Episode], *, events: Mapping[EventId, Event], replies: Iterable[Episode] = ()
) -> tuple[Dispute, ...]:
    """
    Return every charge among the episodes with what was said against it, in their order.

    Args:
        episodes: all episodes between some sides.
        events: the events that they report, for who denies them.
        replies: episodes that point to them; a denial names one side alone, so that it need not be between the sides.
    """
    every = tuple(episodes)
    said: dict[tuple[EpisodeId, LinkKind], list[Episode]] = defaultdict(list)
    for one in {one.id: one for one in (*every, *replies)}.values():
        for link in one.links:
            said[link.episode, link.kind].append(one)
    return tuple(
        _dispute(one, said.get((one.id, LinkKind.DENIES), ()), said.get((one.id, LinkKind.ANSWERS), ()), events)
        for one in every
        if charges(one)
    )


def charges(one: Episode) -> bool:
    """Return whether an episode tells a charge."""
    return one.type == "ACCUSE" or one.status in CHARGED


def _dispute(charge: Episode, denials: Iterable[Episode], answers: Iterable[Episode], events: Mapping[EventId, Event]) -> Dispute:
    said = (*denials,)
    deniers = [name for report in charge.reports if report.event in events for name in events[report.event].denied_by]
    deniers += [name for one in said for name in one.actors]
    accused = charge.recipients if charge.type == "ACCUSE" else charge.actors
    return Dispute(charge, accused, said, (*answers,), tuple(dict.fromkeys(deniers)))
