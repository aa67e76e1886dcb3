"""Task cameo: JSONL {id, text, date} → {id, events: [{source_code, target_code, event_code, plover_root}]}."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks import classes, lines
from dateline.pipeline import Pipeline
from dateline.records import ActorKind, Page, PageId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.records import Actor, Event, Reading

ANY = "---"
ROLES = {"GOV": "GOV", "MIL": "MIL", "LEG": "LEG", "JUD": "JUD", "COP": "COP", "SPY": "SPY", "OPP": "OPP", "REB": "REB"}


def code(actor: Actor | None) -> str:
    """Return the CAMEO code of an actor: country and role, "IGO..." for organisations of states."""
    if actor is None:
        return ANY
    if actor.kind is ActorKind.IGO:
        return {"NATO": "IGOMILNAT", "EU": "IGOEUREEC", "UN": "IGOUNO"}.get((actor.code or "").partition(":")[2], "IGO")
    return (actor.country or ANY) + ROLES.get(actor.sector or "", "")


def coded(reading: Reading, event: Event) -> Iterator[dict[str, Any]]:
    """Yield the pairs of one event; of a symmetric one both directions, as CAMEO wants it."""
    known = {actor.id: actor for actor in reading.actors}
    actors = [known.get(mention.actor) for mention in event.actors if mention.actor]
    recipients = [known.get(mention.actor) for mention in event.recipients if mention.actor]
    if recipients:
        ordered = [(one, other) for one in actors for other in recipients]
    elif len(actors) > 1:
        ordered = [(one, other) for one in actors for other in actors if one is not other]
    else:
        ordered = [(one, None) for one in actors]
    for one, other in ordered:
        codes = {"source_code": code(one), "target_code": code(other), "event_code": event.cameo}
        yield {**codes, "plover_root": classes.root(event.type)}


def predict(source: Path, output: Path) -> None:
    """Write the coded events of each text."""
    rows = list(lines.read(source))
    pages = [
        Page(PageId(row["id"]), row["text"], published=date.fromisoformat(row["date"]) if row.get("date") else None, clean=True)
        for row in rows
    ]
    readings = Pipeline().read_all(pages)
    lines.write(
        (
            {"id": row["id"], "events": [one for event in reading.events for one in coded(reading, event)]}
            for row, reading in zip(rows, readings, strict=True)
        ),
        output,
    )
