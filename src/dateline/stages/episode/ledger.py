"""What became of what was announced: held, postponed, cancelled, overdue or still open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from dateline.records import LinkKind, Status
from dateline.stages.episode.lexicon import lexicon, stems
from dateline.stages.episode.sighting import side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import Actor, ActorId, Episode, EpisodeId

SHARED = 1  # words that a postponement shares with its plan, but for the words that say so


class Fate(StrEnum):
    """What became of a plan."""

    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    OVERDUE = "overdue"  # its last day is past, and nothing is told of it
    OPEN = "open"  # its last day is still to come, or none is told


@dataclass(frozen=True, slots=True)
class Entry:
    """One announcement and what became of it."""

    plan: Episode
    fate: Fate
    outcome: Episode | None  # what was held, or the report of the postponement or cancellation
    due: date | None  # the last planned day
    delay: int | None  # days from the planned days to those of the outcome: 0 in time, negative before


def ledger(
    episodes: Iterable[Episode],
    *,
    actors: Mapping[ActorId, Actor],
    told: Mapping[EpisodeId, date],
    today: date,
) -> tuple[Entry, ...]:
    """
    Return every plan among the episodes with what became of it, by its planned days, those without any last.

    Args:
        episodes: all episodes between some sides, plans and deeds.
        actors: the actors that they name.
        told: when each was first told, where known.
        today: the day from which on a plan is overdue that was for an earlier one.
    """
    every = tuple(episodes)
    outcomes: dict[EpisodeId, list[Episode]] = defaultdict(list)
    for one in every:
        for link in one.links:
            if link.kind is LinkKind.FOLLOWS:
                outcomes[link.episode].append(one)
    changes = [(one, fate) for one in every if (fate := _fate_told(one))]
    sides = {one.id: frozenset(side(actors[name]) for name in (*one.actors, *one.recipients) if name in actors) for one in every}
    found = []
    for plan in every:
        if plan.status is Status.PLANNED:
            near = [(one, fate) for one, fate in changes if _speaks_of(one, plan, sides, told)]
            found.append(_entry(plan, outcomes.get(plan.id, ()), near, today))
    return tuple(sorted(found, key=lambda entry: (entry.due or date.max, told.get(entry.plan.id, date.max), entry.plan.id)))


def _entry(plan: Episode, held: Sequence[Episode], changes: Sequence[tuple[Episode, Fate]], today: date) -> Entry:
    """Return the entry of one plan: what was done counts most, then what was last told of it, then the day."""
    due = plan.when.end if plan.when else None
    done = [one for one in held if one.status is not Status.NEGATED]
    if done:
        best = min(done, key=lambda one: (one.when is None, one.when.start if one.when and one.when.start else date.max, one.id))
        return Entry(plan, Fate.HELD, best, due, _delay(plan, best))
    undone = [(one, Fate.CANCELLED) for one in held]
    for one, fate in (*undone, *changes):
        return Entry(plan, fate, None if one.id == plan.id else one, due, None)
    return Entry(plan, Fate.OVERDUE if due is not None and due < today else Fate.OPEN, None, due, None)


def _delay(plan: Episode, outcome: Episode) -> int | None:
    """Return the days between the planned days and those of the outcome."""
    if plan.when is None or outcome.when is None or outcome.when.start is None:
        return None
    if plan.when.shares_a_day(outcome.when):
        return 0
    first, last, day = plan.when.start, plan.when.end, outcome.when.start
    if last is not None and day > last:
        return (day - last).days
    return (day - first).days if first is not None and day < first else 0


def _words(episode: Episode) -> str:
    return " ".join((episode.what, *(report.evidence.quote for report in episode.reports))).lower()


def _fate_told(episode: Episode) -> Fate | None:
    """Return what an episode's words say became of a plan, None where they say nothing of the kind."""
    words = f" {_words(episode)}"
    for name, beginnings in lexicon().fates.items():
        if any(f" {beginning}" in words for beginning in beginnings):
            return Fate(name)
    return None


def _speaks_of(change: Episode, plan: Episode, sides: Mapping[EpisodeId, frozenset[str]], told: Mapping[EpisodeId, date]) -> bool:
    """Return whether a postponement or cancellation is one of this plan: the plan's own words, or a later report of its sides."""
    if change.id == plan.id:
        return True
    first, later = told.get(plan.id), told.get(change.id)
    if first is None or later is None or later < first or not sides[plan.id] or not sides[plan.id] <= sides[change.id]:
        return False
    if change.when and plan.when and not change.when.shares_a_day(plan.when) and change.status is Status.PLANNED:
        return len(stems(_words(change)) & stems(_words(plan))) > SHARED
    return len(stems(_words(change)) & stems(_words(plan))) >= SHARED
