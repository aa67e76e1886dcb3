"""The named question for events: who did what to whom, of what type, where and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import wire
from dateline.store.reader import KEPT, SIDE

if TYPE_CHECKING:
    from datetime import date

    from dateline.records import Event
    from dateline.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Events:
    """Which events; what is not asked for is not looked at."""

    first: str | None = None  # a state's code, an actor's code ("IGO:NATO") or an actor's name; acts or is acted on
    second: str | None = None  # the other side
    by: str | None = None  # who acts
    to: str | None = None  # who is acted on
    type: str | None = None  # PLOVER: "CONSULT"
    status: str | None = None
    since: date | None = None  # of the event's own day; one without a day by the day of its story
    until: date | None = None
    limit: int | None = None


_EITHER, _ACTING, _ACTED_ON = "'actor', 'recipient'", "'actor'", "'recipient'"


def events(reader: Reader, question: Events | None = None) -> tuple[Event, ...]:
    """Return the events asked for that no person rejected, by day, story and place in it."""
    asked = question or Events()
    terms, values = [f"e.{KEPT}"], list[object]()
    for side, roles in ((asked.first, _EITHER), (asked.second, _EITHER), (asked.by, _ACTING), (asked.to, _ACTED_ON)):
        if side is not None:
            values.append(side)
            who = SIDE.format(f"${len(values)}")
            terms.append(f"EXISTS (FROM parties p WHERE p.record = e.id AND p.role IN ({roles}) AND {who})")
    for term, value in (
        ("e.type = upper($", asked.type),
        ("e.status = lower($", asked.status),
        ("coalesce(e.last_day, s.published) >= ($", asked.since),
        ("coalesce(e.first_day, s.published) <= ($", asked.until),
    ):
        if value is not None:
            values.append(value)
            terms.append(f"{term}{len(values)})")
    limit = f"LIMIT {int(asked.limit)}" if asked.limit is not None else ""
    found = reader.ask(
        f"""SELECT e.record FROM events e JOIN stories s ON s.id = e.story WHERE {" AND ".join(terms)}
        ORDER BY coalesce(e.first_day, s.published) NULLS LAST, e.story, e.start_at, e.id {limit}""",  # noqa: S608
        *values,
    )
    return tuple(wire.event_of(json.loads(row[0])) for row in found)
