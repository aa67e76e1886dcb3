"""The command line: one short function per command. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import console
from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.records import Reading, Rejected
    from dateline.settings import Settings

FORMATS = ("jsonl", "csv", "parquet", "gdelt", "polecat", "plover", "bibtex", "ris")
PERIODS = ("day", "week", "month", "quarter", "year")
_MOST_ACTORS = 5
ALL_READ, SOME_REJECTED, WRONG_USE, OUR_FAULT = 0, 1, 2, 3

app = typer.Typer(
    name="dateline",
    help="Reads news pages and keeps the record of what states do and say to one another, every line cited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[Path], typer.Argument(help="Files and folders: text, HTML, JSON lines, each also with .gz.", metavar="PATH...")
]
Db = Annotated[Path, typer.Option("--db", envvar="DATELINE_DB", help="The database.", metavar="FILE")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV with a header.")]
Published = Annotated[
    str | None, typer.Option("--published", help="The day of pages that do not say theirs.", metavar="YYYY-MM-DD")
]
Since = Annotated[
    str | None, typer.Option("--since", help="The first day, or how long ago: 2024-05-01, 7d, 3m, 1y.", metavar="DAY")
]
Until = Annotated[str | None, typer.Option("--until", help="The last day.", metavar="DAY")]
Again = Annotated[bool, typer.Option("--again", help="Read known pages anew.")]
DEFAULT_DB = Path("dateline.duckdb")


def main() -> None:
    """Run the command line: every error is one line that says what to do."""
    try:
        app(prog_name="dateline")
    except DatelineError as error:
        sys.exit(_complain(str(error), WRONG_USE))
    except KeyboardInterrupt:
        sys.exit(_complain("stopped", 130))
    except BrokenPipeError:
        sys.exit(ALL_READ)
    except Exception as error:  # noqa: BLE001  # a person at a terminal is shown no traceback
        where = f"{type(error).__name__}: {error}"
        sys.exit(_complain(f"an error of ours, please report it: {where}. `python -X dev -m dateline` shows more", OUR_FAULT))


def _complain(message: str, status: int) -> int:
    console.note(message)
    return status


def _settings() -> Settings:
    from dateline import settings

    return settings.from_environment()


def _finish(rejected: Sequence[Rejected]) -> None:
    """Name what was rejected, and let the exit status tell."""
    console.name_rejections(rejected)
    raise typer.Exit(SOME_REJECTED if rejected else ALL_READ)


def _noting(readings: Iterable[Reading], rejected: list[Rejected]) -> Iterator[Reading]:
    """Yield the readings, and put what was rejected in them aside."""
    for reading in readings:
        rejected += reading.rejected
        yield reading


def _sides(given: Sequence[str] | None, *, everything: bool) -> tuple[str, ...]:
    sides = tuple(given or ())
    if everything == bool(sides):
        message = "name two states, as in `dateline timeline CHN RUS`, or use --all for every episode"
        raise UsageError(message)
    return _at_most_two(sides)


def _at_most_two(given: Sequence[str] | None) -> tuple[str, ...]:
    sides = tuple(given or ())
    if len(sides) > 2:  # noqa: PLR2004  # two sides
        message = f"there are two sides, and here are {len(sides)}. Put names of several words in quotation marks"
        raise UsageError(message)
    return sides


# ------------------------------------------------------------------ commands
@app.command()
def read(paths: Paths, *, as_json: Json = False, as_csv: Csv = False, published: Published = None) -> None:
    """Read pages and print what they hold; nothing is kept."""
    from dateline import sources, tabular, wire
    from dateline.pipeline import Pipeline

    settings = _settings()
    rejected: list[Rejected] = []
    pages = console.passing(sources.pages(paths, published=console.day(published, "--published"), settings=settings), rejected)
    readings = console.watched(Pipeline(settings=settings).read_all(pages), len(sources.page_files(paths)), "reading")
    out = console.screen()
    if as_csv:
        console.put(
            tabular.csv_text(
                (row for reading in _noting(readings, rejected) for row in tabular.reading_rows(reading)), tabular.READ
            )
        )
    for reading in () if as_csv else _noting(readings, rejected):
        if as_json:
            console.put(wire.reading_line(reading) + "\n")
        else:
            from dateline.terminal import reading_view

            for part in reading_view(reading):
                out.print(part)
    if as_json:
        console.put("".join(wire.reading_line(console.nothing_but(one)) + "\n" for one in rejected if one.stage == "source"))
    _finish(rejected)


@app.command()
def add(paths: Paths, *, db: Db = DEFAULT_DB, published: Published = None, again: Again = False, as_json: Json = False) -> None:
    """Read pages into a database; pages that it knows are passed over."""
    from dateline import ingest, sources, store, terminal
    from dateline.pipeline import Pipeline

    settings = _settings()
    total = len(sources.page_files(paths))
    pages = sources.pages(paths, published=console.day(published, "--published"), settings=settings)
    with console.progress("adding", total) as tick:
        outcome = ingest.add(db, pages, pipeline=Pipeline(settings=settings), run=ingest.Run(again=again, tick=lambda _: tick()))
    counts = store.Reader(db).counts()
    if as_json:
        console.put_rows([console.outcome_row(outcome)])
    else:
        console.put(terminal.outcome_line(outcome, counts, str(db)) + "\n")
    if outcome.stopped:
        _complain(f"stopped; what was read is kept. Go on: dateline add {' '.join(map(str, paths))} --db {db}", SOME_REJECTED)
        raise typer.Exit(SOME_REJECTED)
    _finish(outcome.rejected)


@app.command()
def timeline(  # noqa: PLR0913  # a command's options
    sides: Annotated[list[str] | None, typer.Argument(help="Two states, or one, by code or name.", metavar="[A [B]]")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Every episode of the record.")] = False,
    since: Since = None,
    until: Until = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print what happened between two states, in either direction, every line with its words."""
    from dateline import store, tabular, terminal, wire

    named = _sides(sides, everything=everything)
    reader = store.Reader(db)
    codes = [console.known_side(name, reader) for name in named]
    first, second = (*codes, None, None)[:2]
    episodes = reader.timeline(store.Timeline(first, second, since=console.since_day(since), until=console.day(until, "--until")))
    actors = reader.actors()
    pages = reader.page_names(report.page for episode in episodes for report in episode.reports)
    if as_json:
        console.put_rows(wire.episode_json(episode, actors=actors, pages=pages) for episode in episodes)
    elif as_csv:
        console.put(tabular.csv_text((tabular.episode_row(episode, actors, pages) for episode in episodes), tabular.TIMELINE))
    elif episodes:
        heads = reader.heads(report.story for episode in episodes for report in episode.reports)
        console.screen().print(terminal.timeline_list(episodes, actors, pages, heads))
    else:
        between = f" between {' and '.join(named)}" if len(named) > 1 else f" about {named[0]}" if named else ""
        console.note(f"nothing{between} in {db}")


@app.command()
def statements(  # noqa: PLR0913  # a command's options
    *,
    by: Annotated[
        str | None, typer.Option("--by", help="Who speaks: a state by code or name, or a person.", metavar="NAME")
    ] = None,
    about: Annotated[str | None, typer.Option("--about", help="Who is named in the words or addressed.", metavar="NAME")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Who is addressed.", metavar="NAME")] = None,
    since: Since = None,
    until: Until = None,
    contains: Annotated[str | None, typer.Option("--contains", help="Words in what was said.", metavar="WORDS")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.", metavar="N")] = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print who said what, with where it stands."""
    from dateline import record, store, tabular, terminal

    reader = store.Reader(db)
    asked = store.Statements(
        by=record.side(by),
        about=record.side(about),
        to=record.side(to),
        since=console.since_day(since),
        until=console.day(until, "--until"),
        contains=contains,
        limit=limit,
    )
    found = reader.statements(asked)
    actors, heads = reader.actors(), reader.heads(statement.story for statement in found)
    if as_json:
        console.put_rows(tabular.statement_line(statement, actors, heads) for statement in found)
    elif as_csv:
        console.put(
            tabular.csv_text((tabular.statement_row(statement, actors, heads) for statement in found), tabular.STATEMENTS)
        )
    elif found:
        console.screen().print(terminal.statements_list(found, actors, heads))
    else:
        console.note(f"no such statement in {db}")


@app.command()
def why(
    event_id: Annotated[str, typer.Argument(help="An event's or episode's id, or how it begins.", metavar="ID")],
    *,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
) -> None:
    """Print what an event rests on: its sentence with every part marked, and the codebook's entries."""
    from dateline import store
    from dateline import why as reasons

    reader = store.Reader(db)
    events = reader.events_of(event_id)
    if not events:
        message = f"no event or episode {event_id!r} in {db}. `dateline timeline --all` shows their ids"
        raise UsageError(message)
    for event in events:
        story, head = reader.story(event.story), reader.heads([event.story]).get(event.story)
        if story is None:
            continue
        if as_json:
            console.put_rows([reasons.why_json(event, story, head)])
            continue
        statement = reader.statement(event.statement) if event.statement else None
        grounds = reasons.Grounds(story, head, statement, reader.episode_of_event(event.id))
        console.screen().print(reasons.why_view(event, grounds, reader.actors()))


@app.command()
def actor(
    name: Annotated[str, typer.Argument(help="A name, or a code like CHN/GOV.", metavar="NAME")],
    *,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
) -> None:
    """Print what the record holds of a person, state or organisation: offices, statements, events."""
    from dateline import store, tabular, terminal

    reader = store.Reader(db)
    found = reader.actors_named(name)
    if not found:
        message = f"no actor called {name!r} in {db}"
        raise UsageError(message)
    known = reader.actors()
    for one in found[:_MOST_ACTORS]:
        held = reader.held_by(one.id)
        if as_json:
            console.put_rows([tabular.actor_line(one, held)])
        else:
            heads = reader.heads(statement.story for statement in held.statements)
            console.screen().print(terminal.actor_view(one, held, known, heads))
    if len(found) > _MOST_ACTORS:
        console.note(f"{len(found) - _MOST_ACTORS} more are called so; give more of the name")


@app.command()
def brief(  # noqa: PLR0913  # a command's options
    sides: Annotated[list[str] | None, typer.Argument(help="Two states, or one; none: all.", metavar="[A [B]]")] = None,
    *,
    since: Since = "7d",
    until: Until = None,
    out: Annotated[Path | None, typer.Option("--out", help="A file (default: stdout).", metavar="FILE")] = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
) -> None:
    """Print what is new, reported again, due and overdue, as Markdown with its citations."""
    from dateline import brief as briefs
    from dateline import store, tabular, terminal

    reader = store.Reader(db)
    last = console.day(until, "--until") or console.today()
    named = [console.known_side(name, reader) for name in _at_most_two(sides)]
    asked = briefs.Asked(console.since_day(since) or last, last, *named)
    found = briefs.brief(reader, asked)
    episodes = {one.id: one for group in (found.new, found.again, found.due, found.overdue) for one in group}
    pages = reader.page_names(report.page for one in episodes.values() for report in one.reports)
    if as_json:
        console.put_rows([tabular.brief_line(found, pages)])
        return
    console.write_lines(briefs.markdown(found, pages, {name: terminal.days(one.when) for name, one in episodes.items()}), out)


@app.command()
def export(
    *,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMATS), metavar="FORMAT")] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("--out", help="A file (default: stdout); for csv and parquet a new folder.", metavar="PATH")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Spans, digests and at most 25 words of each quotation.")] = False,
    db: Db = DEFAULT_DB,
) -> None:
    """Write the whole record: as lines of JSON, tables, events in GDELT's, POLECAT's or PLOVER's shape, or sources to cite."""
    from dateline.store import export as exports
    from dateline.store import handed

    if form not in FORMATS:
        message = f"no format {form!r}. There are {', '.join(FORMATS)}"
        raise UsageError(message)
    if form in ("csv", "parquet"):
        files = exports.tables(db, out or Path("record"), exports.Format(form), texts=not no_text)
        console.note(f"{len(files)} tables in {out or Path('record')}: {', '.join(file.name for file in files)}")
    elif form == "jsonl":
        console.write_lines(exports.lines(db, texts=not no_text), out)
    else:
        console.write_lines(handed.shaped(db, handed.Shape(form), texts=not no_text), out)
        if form == "gdelt" and out is not None:
            console.write_lines(handed.crosswalk(db), out.with_name(f"{out.name}.crosswalk.csv"))


@app.command()
def dyad(  # noqa: PLR0913  # a command's options
    first: Annotated[str, typer.Argument(help="A state by code or name, or a bloc.", metavar="A")],
    second: Annotated[str, typer.Argument(help="The other.", metavar="B")],
    *,
    per: Annotated[str, typer.Option("--per", help=", ".join(PERIODS), metavar="PERIOD")] = "month",
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the series into an SVG file.", metavar="FILE")] = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print how two states acted toward one another, period by period."""
    from dateline import charts, record, tabular, terminal
    from dateline.records import Period

    if per not in PERIODS:
        message = f"no period {per!r}. There are {', '.join(PERIODS)}"
        raise UsageError(message)
    kept = record.Record(db)
    counts = kept.dyad(console.known_side(first, kept.reader), console.known_side(second, kept.reader), period=Period(per)).counts
    if plot is not None:
        console.write_whole(plot, charts.dyad_svg(counts))
        console.note(f"drawn: {plot}")
    if as_json:
        console.put_rows(tabular.dyad_row(count) for count in counts)
    elif as_csv:
        console.put(tabular.csv_text((tabular.dyad_row(count) for count in counts), tabular.DYAD))
    elif any(count.episodes or count.statements for count in counts):
        console.screen().print(terminal.dyad_table(counts))
    else:
        console.note(f"nothing between {first} and {second} in {db}")


if __name__ == "__main__":
    main()
