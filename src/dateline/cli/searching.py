"""The command that looks for words: search."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import DEFAULT_DB, About, By, Csv, Db, Json, OutletCountry, Since, To, Until

Words = Annotated[
    list[str], typer.Argument(help='All must stand there; "side by side", OR, -without, begin*, (groups).', metavar="WORDS...")
]
Country = Annotated[str | None, typer.Option("--country", help="A state involved in any way.", metavar="COUNTRY")]
Kind = Annotated[str | None, typer.Option("--kind", help="statement or story (default: both).", metavar="KIND")]
Order = Annotated[str, typer.Option("--order", help="relevance, newest or oldest.", metavar="ORDER")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.", metavar="N")]
Offset = Annotated[int, typer.Option("--offset", min=0, help="Pass so many over.", metavar="N")]


@app.command()
def search(  # noqa: PLR0913  # a command's options
    words: Words,
    *,
    kind: Kind = None,
    by: By = None,
    about: About = None,
    to: To = None,
    country: Country = None,
    outlet_country: OutletCountry = None,
    since: Since = None,
    until: Until = None,
    order: Order = "relevance",
    limit: Limit = 20,
    offset: Offset = 0,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Look for words in statements and stories; every hit with its passage and where it stands."""
    from dateline import asked as asked_by
    from dateline import store, tabular
    from dateline.store import search as searching
    from dateline.terminal_search import hits_list

    days = {"since": console.since_day(since), "until": console.day(until, "--until")}
    sides = {"by": by, "about": about, "to": to, "country": country, "outlet_country": outlet_country}
    which = {
        "kind": asked_by.one_of(searching.Kind, kind, "--kind") if kind else None,
        "order": asked_by.one_of(searching.Order, order, "--order"),
    }
    reader = store.Reader(db)
    asked = searching.Search(" ".join(words), limit=limit, offset=offset, **days, **sides, **which)  # type: ignore[arg-type]
    found = searching.search(reader, asked)
    spoken = [mention for hit in found.hits if hit.statement for mention in hit.statement.speakers]
    actors = reader.actors(tabular.mentioned(spoken))
    if as_json:
        console.put_rows(tabular.hit_line(hit, actors) for hit in found.hits)
    elif as_csv:
        console.put(tabular.csv_text((tabular.hit_row(hit, actors) for hit in found.hits), tabular.FOUND))
    elif found.hits:
        console.screen().print(hits_list(found.hits, actors))
    last = offset + len(found.hits)
    if not found.total:
        console.note(f"nothing found in {db}")
    elif last < found.total:
        console.note(f"{offset + 1} to {last} of {found.total}; --offset {last} goes on")
