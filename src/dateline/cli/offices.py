"""The command that asks the register of offices: office."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import DEFAULT_DB, Csv, Db, Json


@app.command()
def office(  # noqa: PLR0913  # a command's options
    title: Annotated[str, typer.Argument(help="An office: 'foreign minister'.", metavar="OFFICE")],
    of: Annotated[str, typer.Argument(help="A state by code or name, or an organisation by code.", metavar="STATE")],
    *,
    on: Annotated[str | None, typer.Option("--on", help="The day (default: today).", metavar="DAY")] = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print who held an office on a day, from the codebook and from what was read; a conflict is shown as one."""
    from dateline import register, store, tabular, terminal_office

    reader = store.Reader(db) if db.exists() else None
    found = register.who_held(title, of, console.day(on, "--on") or console.today(), reader=reader)
    if as_json:
        console.put_rows([tabular.office_line(found)])
    elif as_csv:
        console.put(tabular.csv_text(tabular.office_rows(found), tabular.OFFICE))
    else:
        console.screen().print(terminal_office.office_view(found))
    if reader is None:
        console.note(f"no database at {db}: this is the codebook alone")
