"""Commands that sum the record up or hand it on: brief, dyad, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.following import LOCAL, Atom, Base, Mail, Search, Sender, Sending, Smtp, deliver, searched
from dateline.cli.options import DEFAULT_DB, Csv, Db, Json, MinConfidence, Since, Until, at_most_two
from dateline.errors import UsageError

FORMATS = ("jsonl", "csv", "parquet", "lake", "events", "panel", "gdelt", "polecat", "plover", "sqlite", "gexf", "bibtex", "ris")
PERIODS = ("day", "week", "month", "quarter", "year")


@app.command()
def brief(  # noqa: PLR0913  # a command's options
    sides: Annotated[list[str] | None, typer.Argument(help="Two states, or one; none: all.", metavar="[A [B]]")] = None,
    *,
    since: Since = "7d",
    until: Until = None,
    search: Search = None,
    out: Annotated[Path | None, typer.Option("--out", help="A file (default: stdout).", metavar="FILE")] = None,
    atom: Atom = False,
    base: Base = LOCAL,
    mail: Mail = None,
    smtp: Smtp = None,
    sender: Sender = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_html: Annotated[bool, typer.Option("--html", help="One page of HTML.")] = False,
) -> None:
    """Print what is new, changed, due and overdue, as Markdown with its citations; or send it to those who follow."""
    from dateline import brief as briefs
    from dateline import brief_html, following, store, tabular, terminal

    reader = store.Reader(db)
    last = console.day(until, "--until") or console.today()
    named = [console.known_side(name, reader) for name in at_most_two(sides)]
    asked = briefs.Asked(console.since_day(since) or last, last, *named)
    sending = Sending(out, base, atom=atom, mail=tuple(mail or ()), smtp=smtp, sender=sender)
    if search is not None:
        deliver(searched(reader, search, asked), sending)
        return
    found = briefs.brief(reader, asked)
    if atom or mail:
        deliver(following.of_brief(found), sending)
        return
    episodes = {one.id: one for _, group in briefs.sections(found) for one in group}
    days = {name: terminal.days(one.when) for name, one in episodes.items()}
    pages = reader.page_names(report.page for one in episodes.values() for report in one.reports)
    if as_json:
        console.put_rows([tabular.brief_line(found, pages)])
        return
    console.write_lines(brief_html.html(found, days) if as_html else briefs.markdown(found, pages, days), out)


@app.command()
def dyad(  # noqa: PLR0913  # a command's options
    first: Annotated[str, typer.Argument(help="A state by code or name, or a bloc.", metavar="A")],
    second: Annotated[str, typer.Argument(help="The other.", metavar="B")],
    *,
    per: Annotated[str, typer.Option("--per", help=", ".join(PERIODS), metavar="PERIOD")] = "month",
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Draw the series: .svg, .png, .html or .json.", metavar="FILE")
    ] = None,
    min_confidence: MinConfidence = 0.0,
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
    sides = (console.known_side(first, kept.reader), console.known_side(second, kept.reader))
    counts = kept.dyad(*sides, period=Period(per), min_confidence=min_confidence).counts
    if plot is not None:
        console.write_bytes(plot, charts.draw(charts.dyad_chart(charts.panels(counts)), plot.suffix.removeprefix(".").lower()))
        console.note(f"drawn: {plot}")
    if as_json:
        console.put_rows(tabular.dyad_row(count) for count in counts)
    elif as_csv:
        console.put(tabular.csv_text((tabular.dyad_row(count) for count in counts), tabular.DYAD))
    elif any(count.episodes or count.statements for count in counts):
        console.screen().print(terminal.dyad_table(counts))
    else:
        console.note(f"nothing between {first} and {second} in {db}")


@app.command()
def export(
    *,
    form: Annotated[str, typer.Option("--format", help=", ".join(FORMATS), metavar="FORMAT")] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("--out", help="A file (default: stdout); for csv and parquet a new folder.", metavar="PATH")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Spans, digests and at most 25 words of each quotation.")] = False,
    min_confidence: MinConfidence = 0.0,
    db: Db = DEFAULT_DB,
) -> None:
    """Write the record: JSON lines, tables, SQLite, events in GDELT's, POLECAT's or PLOVER's shape, a graph, sources to cite."""
    from dateline.store import Reader, handed, panels, sqlite
    from dateline.store import export as exports
    from dateline.store.lake import lake

    if form not in FORMATS:
        message = f"no format {form!r}. There are {', '.join(FORMATS)}"
        raise UsageError(message)
    if form == "sqlite":
        target = out or Path("record.sqlite")
        counts = sqlite.write(db, target, texts=not no_text, at_least=min_confidence)
        console.note(f"{len(counts)} tables, {sum(counts.values())} rows in {target}")
    elif form == "lake":
        files = lake(db, out or Path("lake"))
        console.note(f"{len(files)} files by day in {out or Path('lake')}")
    elif form in ("csv", "parquet"):
        files = exports.tables(db, out or Path("record"), exports.Format(form), texts=not no_text, at_least=min_confidence)
        console.note(f"{len(files)} tables in {out or Path('record')}: {', '.join(file.name for file in files)}")
    elif form in ("events", "panel"):
        reader = Reader(db, at_least=min_confidence)
        console.write_lines(panels.panel(reader) if form == "panel" else panels.events(reader), out)
        if form == "events" and out is not None:
            console.write_lines(panels.crosswalk(reader, texts=not no_text), out.with_name(f"{out.name}.crosswalk.csv"))
    elif form == "jsonl":
        console.write_lines(exports.lines(db, texts=not no_text, at_least=min_confidence), out)
    else:
        console.write_lines(handed.shaped(db, handed.Shape(form), texts=not no_text, at_least=min_confidence), out)
        if form == "gdelt" and out is not None:
            console.write_lines(handed.crosswalk(db, at_least=min_confidence), out.with_name(f"{out.name}.crosswalk.csv"))
