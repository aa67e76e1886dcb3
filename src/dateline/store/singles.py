"""Single records by their id, and what stands round them: other reports, earlier and later episodes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import wire

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.records import Episode, EpisodeId, Event, EventId, Figure, Statement, Tenure
    from dateline.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Tie:
    """A later episode that points to an earlier one."""

    kind: str  # follows, denies, answers, recalls
    episode: Episode


def tenure(reader: Reader, name: str) -> Tenure | None:
    """Return the tenure of that id."""
    found = reader.ask("SELECT record FROM tenures WHERE id = ?", name)
    return wire.tenure_of(json.loads(found[0][0])) if found else None


def figure(reader: Reader, name: str) -> Figure | None:
    """Return the figure of that id."""
    found = reader.ask("SELECT record FROM figures WHERE id = ?", name)
    return wire.figure_of(json.loads(found[0][0])) if found else None


def events(reader: Reader, names: Iterable[EventId]) -> dict[EventId, Event]:
    """Return events by id."""
    found = reader.ask("SELECT record FROM events WHERE id IN (SELECT unnest(?))", sorted(set(names)))
    made = (wire.event_of(json.loads(row[0])) for row in found)
    return {one.id: one for one in made}


def episodes(reader: Reader, names: Iterable[EpisodeId]) -> dict[EpisodeId, Episode]:
    """Return episodes by id."""
    found = reader.ask("SELECT record FROM episodes WHERE id IN (SELECT unnest(?))", sorted(set(names)))
    made = (wire.episode_of(json.loads(row[0])) for row in found)
    return {one.id: one for one in made}


def ties_to(reader: Reader, name: str, *, limit: int = 20) -> tuple[Tie, ...]:
    """Return the episodes that point to one: its outcome, its denials, the replies to it."""
    found = reader.ask(
        """SELECT l.kind, e.record FROM episode_links l JOIN episodes e ON e.id = l.episode WHERE l.target = ?
        ORDER BY coalesce(e.first_day, e.told_on) NULLS LAST, e.id LIMIT ?""",
        name,
        limit,
    )
    return tuple(Tie(kind, wire.episode_of(json.loads(record))) for kind, record in found)


def pointing_to(reader: Reader, names: Iterable[EpisodeId]) -> tuple[Episode, ...]:
    """Return the episodes that point to some, in the order of their days."""
    found = reader.ask(
        """SELECT record FROM episodes WHERE id IN (SELECT episode FROM episode_links WHERE target IN (SELECT unnest(?)))
        ORDER BY coalesce(first_day, told_on) NULLS LAST, id""",
        sorted(set(names)),
    )
    return tuple(wire.episode_of(json.loads(row[0])) for row in found)


def quotation(reader: Reader, one: Statement) -> tuple[Statement, ...]:
    """Return the statements of one quotation, in text order."""
    if one.quotation is None:
        return (one,)
    told = reader.ask("SELECT record FROM statements WHERE story = ? ORDER BY start_at, id", one.story)
    every = (wire.statement_of(json.loads(row[0])) for row in told)
    return tuple(other for other in every if other.quotation == one.quotation)
