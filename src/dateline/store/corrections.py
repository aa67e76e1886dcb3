"""Corrections by people: kept as they were made, applied again to whatever is read."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, TypeVar

from dateline import citations, wire
from dateline.errors import DatelineError, UsageError
from dateline.records import ActorId, Citation, Correction, CorrectionAction, Mention
from dateline.spans import Span
from dateline.store import rows
from dateline.store.schema import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dateline.records import Actor, StoryId
    from dateline.store.schema import Connection

log = logging.getLogger(__name__)
AnyRecord = TypeVar("AnyRecord", bound=citations.Record)
TABLES = {"statement": "statements", "event": "events", "tenure": "tenures", "figure": "figures"}
UNDONE = "correction"  # the kind of a correction that takes another back; taking that back makes the first hold again
VERDICTS = {
    CorrectionAction.ACCEPT: "accepted",
    CorrectionAction.EDIT: "edited",
    CorrectionAction.REJECT: "rejected",
    CorrectionAction.ADD: "added",
}


def keep(connection: Connection, correction: Correction) -> None:
    """
    Write a correction down; one that is there already changes nothing.

    Raises:
        UsageError: there is no such kind of record, a value is no JSON, or there is no such correction to undo.
    """
    if correction.kind not in (*TABLES, "episode", UNDONE):
        message = f"no kind of record: {correction.kind!r}. There are {', '.join(TABLES)} and episode"
        raise UsageError(message)
    if correction.kind == UNDONE:
        _check_undo(connection, correction)
    try:
        fields = {name: json.loads(value) for name, value in correction.fields}
    except ValueError as error:
        message = f"a correction's values are JSON: {error}"
        raise UsageError(message) from error
    values = [correction.id, correction.at.replace(tzinfo=None), correction.who, correction.action.value, correction.kind]
    connection.execute(
        "INSERT OR IGNORE INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [*values, correction.record, correction.why, json.dumps(fields, ensure_ascii=False)],
    )


def _check_undo(connection: Connection, correction: Correction) -> None:
    known = connection.execute("SELECT 1 FROM corrections WHERE id = ?", [correction.record]).fetchone()
    if correction.action is not CorrectionAction.REJECT or known is None:
        message = f"no correction {correction.record!r} to undo"
        raise UsageError(message)


def history(connection: Connection, record: str | None = None) -> Iterator[Correction]:
    """Yield the corrections in the order in which they were made; with record, only its own."""
    columns = "id, made_at, who, action, kind, record, why, fields"
    question = f"SELECT {columns} FROM corrections WHERE ? IS NULL OR record = ? ORDER BY made_at, id"  # noqa: S608  # our own names
    for name, at, who, action, kind, target, why, fields in connection.execute(question, [record, record]).fetchall():
        pairs = tuple((key, json.dumps(value, ensure_ascii=False)) for key, value in json.loads(fields).items())
        yield Correction(name, at, who, CorrectionAction(action), kind, target, why, pairs)


def standing(connection: Connection) -> tuple[Correction, ...]:
    """Return the corrections that hold, in the order in which they were made: those that no later one undoes."""
    undone: set[str] = set()
    held: list[Correction] = []
    for correction in reversed(tuple(history(connection))):
        if correction.id in undone:
            continue
        if correction.kind == UNDONE:
            undone.add(correction.record)
        else:
            held.append(correction)
    return tuple(reversed(held))


def apply(connection: Connection) -> Mapping[str, DatelineError]:
    """
    Bring every corrected record to what its corrections, in order, make of the record as it was read.

    To be called inside a transaction. Returned are the corrections, by id, that make no sound record of what is read now,
    with the reasons; they change nothing, and stay.
    """
    unfit: dict[str, DatelineError] = {}
    held = standing(connection)
    for kind, table in TABLES.items():
        _restore(connection, table)
        for correction in held:
            if correction.kind == kind and correction.action in VERDICTS:
                try:
                    _apply_one(connection, table, correction)
                except DatelineError as error:
                    unfit[correction.id] = error
                    log.warning("a correction does not fit", extra={"correction": correction.id, "error": str(error)})
    return unfit


def _restore(connection: Connection, table: str) -> None:
    """Take all verdicts back: added records go, edited ones are as they were read."""
    connection.execute(f"DELETE FROM parties WHERE record IN (SELECT id FROM {table} WHERE verdict = 'added')")  # noqa: S608
    connection.execute(f"DELETE FROM {table} WHERE verdict = 'added'")  # noqa: S608  # names of our own, here and below
    edited = connection.execute(f"SELECT id, original FROM {table} WHERE original IS NOT NULL").fetchall()  # noqa: S608
    for _, original in edited:
        _replace(connection, table, json.loads(original), verdict=None, original=None)
    connection.execute(f"UPDATE {table} SET verdict = NULL WHERE verdict IS NOT NULL")  # noqa: S608


def _apply_one(connection: Connection, table: str, correction: Correction) -> None:
    fields = {name: json.loads(value) for name, value in correction.fields}
    found = connection.execute(f"SELECT record, original FROM {table} WHERE id = ?", [correction.record]).fetchone()  # noqa: S608
    verdict = VERDICTS[correction.action]
    if correction.action is CorrectionAction.ADD:
        if found is None:
            _replace(connection, table, {**fields, "id": correction.record}, verdict=verdict, original=None)
    elif found is None:
        return  # the record is not read at present; the correction waits for it
    elif correction.action is CorrectionAction.EDIT:
        record, original = found
        changed = {**json.loads(record), **fields, "id": correction.record}
        _replace(connection, table, changed, verdict=verdict, original=original or record)
    else:
        connection.execute(f"UPDATE {table} SET verdict = ? WHERE id = ?", [verdict, correction.record])  # noqa: S608


def _replace(connection: Connection, table: str, record: dict[str, Any], *, verdict: str | None, original: str | None) -> None:
    """Write a record, and who takes part in it, in the place of what has its id."""
    name, made = record["id"], _made(connection, table, record)
    connection.execute(f"DELETE FROM {table} WHERE id = ?", [name])  # noqa: S608
    fill(connection, table, [{**made[0], "verdict": verdict, "original": original}])
    if table in ("statements", "events"):
        connection.execute("DELETE FROM parties WHERE record = ?", [name])
        fill(connection, "parties", made[1:])


def _made(connection: Connection, table: str, record: dict[str, Any]) -> list[rows.Row]:
    """Return the row of a record and those of its parties."""
    try:
        if table == "tenures":
            return [rows.tenure_row(_sound(connection, wire.tenure_of(record)))]
        if table == "figures":
            return [rows.figure_row(_sound(connection, wire.figure_of(record)))]
        if table == "statements":
            statement = _sound(connection, wire.statement_of(record))
            mentions = _mentions(connection, statement.story)
            named = [one.actor for one in (*statement.speakers, *statement.addressees, *statement.via, *mentions)]
            return [rows.statement_row(statement), *rows.statement_parties(statement, mentions, _actors(connection, named))]
        event = _sound(connection, wire.event_of(record))
        named = [*(one.actor for one in (*event.actors, *event.recipients)), *event.denied_by]
        return [rows.event_row(event), *rows.event_parties(event, _actors(connection, named))]
    except (KeyError, TypeError, ValueError) as error:
        message = f"the correction makes no {table[:-1]}: {type(error).__name__}: {error}"
        raise UsageError(message) from error


def _actors(connection: Connection, named: Iterable[ActorId | None]) -> dict[ActorId, Actor]:
    columns = ("id", "code", "name", "kind", "country", "sector", "wikidata")
    question = f"SELECT {', '.join(columns)} FROM actors WHERE list_contains(?, id)"  # noqa: S608  # names of our own
    known = connection.execute(question, [sorted({name for name in named if name is not None})]).fetchall()
    return {ActorId(row[0]): wire.actor_of(dict(zip(columns, row, strict=True))) for row in known}


def _mentions(connection: Connection, story: StoryId) -> tuple[Mention, ...]:
    """Return who is named in a story, to find whom a statement is about."""
    question = "SELECT text, start_at, end_at, actor FROM mentions WHERE story = ? ORDER BY start_at, end_at"
    found = connection.execute(question, [story]).fetchall()
    return tuple(Mention(Citation(story, Span(start, end), text), actor) for text, start, end, actor in found)


def _sound(connection: Connection, record: AnyRecord) -> AnyRecord:
    """
    Return the record, whose citations quote its story.

    Raises:
        MisquoteError: one does not.
    """
    found = connection.execute("SELECT text FROM stories WHERE id = ?", [record.story]).fetchone()
    citations.check(record, {record.story: found[0] if found else ""})
    return record
