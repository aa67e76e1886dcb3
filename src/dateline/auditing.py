"""A sample on its way to coders and back: sheets of CSV, and verdicts kept as corrections."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline import store, tabular, terminal
from dateline.audit import Drawn, Judged, Verdict, verdict
from dateline.errors import UsageError
from dateline.records import Correction, CorrectionAction, Event, Statement, digest
from dateline.spans import hull
from dateline.store import corrections

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from dateline.records import Actor, ActorId
    from dateline.tabular import Row

_COLUMNS = "number kind id stratum of claim evidence sentence page verdict note"
SHEET = tuple(_COLUMNS.split())


@dataclass(frozen=True, slots=True)
class Shown:
    """A record that was drawn, as a coder sees it."""

    drawn: Drawn
    claim: str  # who did what to whom, when, in one line
    evidence: str
    sentence: str
    page: str


def shown(reader: store.Reader, drawn: Iterable[Drawn]) -> tuple[Shown, ...]:
    """Return what a coder needs to see of each record that was drawn."""
    actors = reader.actors()
    return tuple(_one(reader, one, actors) for one in drawn)


def _one(reader: store.Reader, drawn: Drawn, actors: Mapping[ActorId, Actor]) -> Shown:
    found = reader.event(drawn.id) if drawn.kind == "event" else reader.statement(drawn.id)
    story = reader.story(found.story) if found is not None else None
    if found is None or story is None:
        message = f"the record holds no {drawn.kind} {drawn.id} any more. Draw a new sample"
        raise UsageError(message)
    head = reader.heads([story.id]).get(story.id)
    if isinstance(found, Event):
        claim, evidence, span = _event(found, actors), found.evidence.quote, hull((found.evidence.span, found.trigger.span))
    else:
        claim, evidence, span = _statement(found, actors), " ... ".join(part.quote for part in found.content), found.citation.span
    around = terminal.sentence_around(story.text, span)
    told = f", {head.published}" if head and head.published else ""
    return Shown(drawn, claim, evidence, around.of(story.text), f"{head.path if head else story.id}{told}")


def _event(event: Event, actors: Mapping[ActorId, Actor]) -> str:
    parties = terminal.who(event.actors, actors) or "nobody named"
    if event.recipients:
        parties += f" → {terminal.who(event.recipients, actors)}"
    what = f"{event.type}{f' {event.mode}' if event.mode else ''}, {event.status.value}"
    return f"{parties}: {what}" + (f", {terminal.days(event.when)}" if event.when else "")


def _statement(statement: Statement, actors: Mapping[ActorId, Actor]) -> str:
    to = f" to {tabular.named(statement.addressees, actors)}" if statement.addressees else ""
    return f"said by {terminal.who(statement.speakers, actors) or 'nobody named'}{to} ({statement.kind.value})"


# ------------------------------------------------------------------ sheets
def sheet(cards: Iterable[Shown], verdicts: Mapping[str, Verdict] | None = None) -> str:
    """Return a sheet for a coder, as CSV; with verdicts, those that are known."""
    known = verdicts or {}
    return tabular.csv_text((_row(number, card, known) for number, card in enumerate(cards, 1)), SHEET)


def _row(number: int, card: Shown, verdicts: Mapping[str, Verdict]) -> Row:
    drawn = card.drawn
    plain = {"claim": card.claim, "evidence": card.evidence, "sentence": card.sentence, "page": card.page}
    return {
        "number": number,
        "kind": drawn.kind,
        "id": drawn.id,
        "stratum": drawn.stratum,
        "of": drawn.of,
        **{name: " ".join(text.split()) for name, text in plain.items()},
        "verdict": verdicts[drawn.id].value if drawn.id in verdicts else "",
        "note": "",
    }


def read_sheet(path: Path) -> dict[Drawn, Verdict | None]:
    """
    Return the verdicts of one coder.

    Raises:
        UsageError: the file cannot be read, a column is missing, or a cell holds no verdict; the line is named.
    """
    try:
        table = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        lines = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = f"{path}: cannot be read: {error}"
        raise UsageError(message) from error
    missing = {"kind", "id", "stratum", "of", "verdict"} - set(table.fieldnames or ())
    if missing:
        message = f"{path}: no column {', '.join(sorted(missing))}. Give a sheet that `dateline audit --out` wrote"
        raise UsageError(message)
    found: dict[Drawn, Verdict | None] = {}
    for number, line in enumerate(lines, 2):
        try:
            found[Drawn(line["kind"], line["id"], line["stratum"], int(line["of"]))] = verdict(line["verdict"] or "")
        except (UsageError, ValueError, TypeError) as error:
            message = f"{path}:{number}: {error}"
            raise UsageError(message) from error
    return found


def together(sheets: Sequence[Mapping[Drawn, Verdict | None]]) -> tuple[Judged, ...]:
    """Return each record of the sheets with the verdicts of all coders, in the order of the first sheet."""
    drawn = dict.fromkeys(one for held in sheets for one in held)
    return tuple(Judged(one, tuple(held.get(one) for held in sheets)) for one in drawn)


# ------------------------------------------------------------------ keeping
def keep(path: Path, judged: Iterable[Judged], *, who: str, why: str) -> int:
    """
    Accept what is judged right, reject what is judged wrong, and return how many; what coders differ on is left alone.

    Raises:
        StoreError: the database cannot be written.
    """
    from dateline import ingest

    actions = {Verdict.RIGHT: CorrectionAction.ACCEPT, Verdict.WRONG: CorrectionAction.REJECT}
    decided = [(one.drawn, actions[one.common]) for one in judged if one.common in actions and one.common is not None]
    at = datetime.now(UTC)
    with store.Writer(path) as writer:
        for drawn, action in decided:
            name = digest("correction", at, who, action, drawn.kind, drawn.id, ())
            corrections.keep(writer.connection, Correction(name, at, who, action, drawn.kind, drawn.id, why, ()))
        writer.apply_corrections()
        ingest.relink(writer)
    return len(decided)
