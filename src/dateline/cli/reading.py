"""Commands that read pages: read, add."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
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
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dateline.ingest import Outcome, Run
    from dateline.records import Rejected
    from dateline.settings import Settings


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


class Engine(StrEnum):
    """Where pages are read."""

    LOCAL = "local"
    RAY = "ray"


Where = Annotated[Engine, typer.Option("--engine", help="Read pages on this machine, or on a Ray cluster.")]
Address = Annotated[str | None, typer.Option("--address", help="The Ray cluster; otherwise this machine.", metavar="HOST:PORT")]


@app.command()
def add(  # noqa: PLR0913  # the options of the command line
    paths: Sources,
    *,
    db: Db = DEFAULT_DB,
    published: Published = None,
    again: Again = False,
    workers: Workers = None,
    engine: Where = Engine.LOCAL,
    address: Address = None,
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
        if engine is Engine.RAY:
            outcome = _on_cluster(db, paths, how, address=address, given=(day, chose.columns, settings))
        else:
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


def _on_cluster(
    db: Path,
    paths: Sequence[str],
    run: Run,
    *,
    address: str | None,
    given: tuple[date | None, tuple[tuple[str, str], ...], Settings],
) -> Outcome:
    from dateline import scale, sources

    if away := [path for path in paths if sources.is_address(path)]:
        message = f"a cluster reads files and folders, and {away[0]} is an address. Leave --engine ray out, or fetch it first"
        raise UsageError(message)
    where = scale.Cluster(address, run.workers)
    return scale.add(db, [Path(path) for path in paths], cluster=where, given=scale.Given(*given), run=run)
