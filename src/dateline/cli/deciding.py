"""The command that keeps what a person decides about a record: correct."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import DEFAULT_DB, Db, Json
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.store import Reader

ACTIONS = ("accept", "reject", "edit", "add", "undo", "history")
Action = Annotated[str, typer.Argument(help="accept, reject, edit, add, undo or history.", metavar="ACTION")]
_TARGET = "The record's id, or how it begins; add: a file with it as JSON; undo: a correction's id."
Target = Annotated[str | None, typer.Argument(help=_TARGET, metavar="ID")]
Set = Annotated[
    list[str] | None, typer.Option("--set", help="edit: a field and its new value: status=planned.", metavar="FIELD=VALUE")
]
Kind = Annotated[str | None, typer.Option("--kind", help="add: statement, event, tenure or figure.", metavar="KIND")]
Who = Annotated[str | None, typer.Option("--who", help="Who decides.", metavar="NAME", envvar="DATELINE_WHO")]
Why = Annotated[str, typer.Option("--why", help="The reason, in words.", metavar="WORDS")]


@app.command()
def correct(  # noqa: PLR0913  # a command's options
    action: Action,
    target: Target = None,
    *,
    who: Who = None,
    why: Why = "",
    values: Set = None,
    kind: Kind = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
) -> None:
    """Accept, reject, edit or add a record, or undo a correction; it is applied again after every reading."""
    from dateline import record as records
    from dateline.records import CorrectionAction

    kept = records.Record(db)
    if action == "history":
        _history(kept.reader, target, as_json=as_json)
        return
    _check(action, target, who)
    target, who = target or "", who or ""
    if action == "add":
        fields = _record_in(Path(target))
        name = str(fields.get("id") or "")
        if kind is None or not name:
            message = "add needs --kind and, in the file, the record's id, story and all its other fields"
            raise UsageError(message)
        made = kept.correct(name, kind=kind, action=CorrectionAction.ADD, who=who, why=why, values=fields)
    elif action == "undo":
        name = _whole(kept.reader, ("corrections",), target)[1]
        made = kept.correct(name, kind="correction", action=CorrectionAction.REJECT, who=who, why=why)
    else:
        table, name = _whole(kept.reader, ("statements", "events", "tenures", "figures"), target)
        changed = _changes(values) if action == "edit" else {}
        made = kept.correct(name, kind=table[:-1], action=CorrectionAction(action), who=who, why=why, values=changed)
    if as_json:
        console.put_rows([{"correction": made.id, "action": action, "kind": made.kind, "record": made.record}])
    else:
        console.put(f"kept: {action} {made.kind} {made.record[:8]} by {who} (undo: dateline correct undo {made.id[:8]})\n")


def _check(action: str, target: str | None, who: str | None) -> None:
    if action not in ACTIONS:
        message = f"no action {action!r}. There are {', '.join(ACTIONS)}"
        raise UsageError(message)
    if not target:
        message = f"{action} needs an id; `dateline timeline`, `statements` and `search` show them"
        raise UsageError(message)
    if not who:
        message = "a correction says who decided: --who NAME"
        raise UsageError(message)


def _whole(reader: Reader, tables: Sequence[str], beginning: str) -> tuple[str, str]:
    """
    Return the table and the whole id of the one record whose id begins so.

    Raises:
        UsageError: there is none, or several.
    """
    found = [
        (table, row[0])
        for table in tables
        for row in reader.ask(f"SELECT id FROM {table} WHERE starts_with(id, ?) ORDER BY id LIMIT 5", beginning)  # noqa: S608
    ]
    exact = [one for one in found if one[1] == beginning]
    if len(exact or found) == 1:
        return (exact or found)[0]
    what = f"several begin so: {', '.join(name for _, name in found)}" if found else "there is none"
    message = f"no single record {beginning!r}: {what}"
    raise UsageError(message)


def _changes(given: Sequence[str] | None) -> dict[str, object]:
    """
    Return the fields to change: values are JSON, and what is none is text.

    Raises:
        UsageError: nothing is to be changed, or a pair has no '='.
    """
    changed: dict[str, object] = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals or not name:
            message = f"--set {pair}: write FIELD=VALUE, as in --set status=planned"
            raise UsageError(message)
        try:
            changed[name] = json.loads(value)
        except ValueError:
            changed[name] = value
    if not changed:
        message = "edit needs at least one --set FIELD=VALUE; the fields are those of `dateline read --json`"
        raise UsageError(message)
    return changed


def _record_in(path: Path) -> dict[str, object]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path}: cannot be read: {error}"
        raise UsageError(message) from error
    if not isinstance(held, dict):
        message = f"{path}: holds no record, which is an object of JSON"
        raise UsageError(message)
    return held


def _history(reader: Reader, target: str | None, *, as_json: bool) -> None:
    made = [one for one in reader.corrections() if target is None or one.record.startswith(target)]
    if as_json:
        console.put_rows(
            {
                "id": one.id,
                "at": one.at.isoformat(),
                "who": one.who,
                "action": one.action.value,
                "kind": one.kind,
                "record": one.record,
                "why": one.why,
                "fields": {name: json.loads(value) for name, value in one.fields},
            }
            for one in made
        )
        return
    for one in made:
        fields = ", ".join(f"{name}={value}" for name, value in one.fields)
        said = " · ".join(part for part in (fields, one.why) if part)
        console.put(f"{one.id[:8]}  {one.at:%Y-%m-%d %H:%M}  {one.who}  {one.action.value} {one.kind} {one.record[:8]}  {said}\n")
    if not made:
        console.note("no corrections")
