"""Commands that read pages: read, add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import (
    DEFAULT_DB,
    SOME_REJECTED,
    Again,
    Csv,
    Db,
    Json,
    Published,
    complain,
    finish,
    noting,
    settings_now,
)
from dateline.cli.sourcing import AllowPrivate, Columns, FeedOnly, Sources, chosen, visited

if TYPE_CHECKING:
    from dateline.records import Rejected


@app.command()
def read(  # noqa: PLR0913  # the options of the command line
    paths: Sources,
    *,
    as_json: Json = False,
    as_csv: Csv = False,
    published: Published = None,
    allow_private: AllowPrivate = False,
    feed_only: FeedOnly = False,
    columns: Columns = None,
) -> None:
    """Read pages and print what they hold; nothing is kept."""
    from dateline import sources, tabular, wire
    from dateline.pipeline import Pipeline

    settings = settings_now()
    rejected: list[Rejected] = []
    how = chosen(allow_private=allow_private, feed_only=feed_only, columns=columns)
    found = sources.pages(paths, published=console.day(published, "--published"), settings=settings, how=how)
    pages = console.passing(found, rejected)
    readings = console.watched(Pipeline(settings=settings).read_all(pages), sources.count(paths), "reading")
    out = console.screen()
    if as_csv:
        console.put(
            tabular.csv_text(
                (row for reading in noting(readings, rejected) for row in tabular.reading_rows(reading)), tabular.READ
            )
        )
    for reading in () if as_csv else noting(readings, rejected):
        if as_json:
            console.put(wire.reading_line(reading) + "\n")
        else:
            from dateline.terminal import reading_view

            for part in reading_view(reading):
                out.print(part)
    if as_json:
        console.put("".join(wire.reading_line(console.nothing_but(one)) + "\n" for one in rejected if one.stage == "source"))
    finish(rejected)


Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, help="How many processes read; otherwise all cores, or one for few pages.", metavar="N"),
]


@app.command()
def add(  # noqa: PLR0913  # the options of the command line
    paths: Sources,
    *,
    db: Db = DEFAULT_DB,
    published: Published = None,
    again: Again = False,
    workers: Workers = None,
    allow_private: AllowPrivate = False,
    feed_only: FeedOnly = False,
    columns: Columns = None,
    as_json: Json = False,
) -> None:
    """Read pages into a database; pages that it knows are passed over."""
    from dateline import ingest, sources, store, terminal
    from dateline.pipeline import Pipeline

    settings = settings_now()
    day, total = console.day(published, "--published"), sources.count(paths)
    with visited(db) as visits, console.progress("adding", total) as tick:
        chose = chosen(allow_private=allow_private, feed_only=feed_only, columns=columns, again=again, visits=visits)
        pages = sources.pages(paths, published=day, settings=settings, how=chose)
        how = ingest.Run(again=again, tick=lambda _: tick(), workers=workers)
        outcome = ingest.add(db, pages, pipeline=Pipeline(settings=settings), run=how)
        visits.keep = not outcome.stopped  # what was fetched may be unread
    counts = store.Reader(db).counts()
    if as_json:
        console.put_rows([console.outcome_row(outcome)])
    else:
        console.put(terminal.outcome_line(outcome, counts, str(db)) + "\n")
    if outcome.stopped:
        complain(f"stopped; what was read is kept. Go on: dateline add {' '.join(map(str, paths))} --db {db}", SOME_REJECTED)
        raise typer.Exit(SOME_REJECTED)
    finish(outcome.rejected)
