"""Whom an actor meets: the other parties of its talks, visits and calls, counted by episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dateline.records import Actor, ActorId
    from dateline.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody whom an actor met or talked to."""

    actor: Actor
    times: int  # episodes
    first: date | None
    last: date | None


def met_by(reader: Reader, actor: ActorId) -> tuple[Met, ...]:
    """Return whom an actor met, most often first; plans, what did not happen, and the actor's own state do not count."""
    found = reader.ask(
        """SELECT o.actor, count(DISTINCT e.id), min(coalesce(e.first_day, e.told_on)), max(coalesce(e.last_day, e.told_on))
        FROM episodes e JOIN episode_parties p ON p.episode = e.id AND p.actor = $1
        JOIN episode_parties o ON o.episode = e.id AND o.actor <> $1
        JOIN actors a ON a.id = o.actor JOIN actors me ON me.id = $1
        WHERE a.code IS DISTINCT FROM me.country AND e.type = 'CONSULT' AND e.status IN ('occurred', 'ongoing', 'historical')
        GROUP BY o.actor ORDER BY 2 DESC, 4 DESC, 1""",
        actor,
    )
    known = reader.actors(row[0] for row in found)
    return tuple(Met(known[name], times, first, last) for name, times, first, last in found if name in known)
