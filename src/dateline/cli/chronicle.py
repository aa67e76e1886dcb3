"""Commands about two sides over time: ledger, disputes, meetings, changes, claims; and those that mend episodes."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Sequence  # Typer reads the types
from typing import Annotated, Any

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import DEFAULT_DB, Csv, Db, Json, Until
from dateline.errors import UsageError

First = Annotated[str, typer.Argument(help="A state by code or name, or a bloc.", metavar="A")]
Second = Annotated[str, typer.Argument(help="The other.", metavar="B")]
MaybeSecond = Annotated[str | None, typer.Argument(help="The other; none: with anybody.", metavar="[B]")]
Who = Annotated[str | None, typer.Option("--who", help="Who decides (default: your user name).", metavar="NAME")]
Why = Annotated[str, typer.Option("--why", help="The reason, in words.", metavar="WORDS")]
Row = dict[str, Any]  # the edge: what is printed


@app.command()
def ledger(  # noqa: PLR0913  # a command's options
    first: First,
    second: MaybeSecond = None,
    *,
    until: Until = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print what two sides announced, and what became of it: held, postponed, cancelled, overdue, open."""
    from dateline import chronicle, store

    reader = store.Reader(db)
    day = console.day(until, "--until") or console.today()
    found = chronicle.ledger(reader, *_sides(reader, first, second), today=day)
    outcomes = [entry.outcome for entry in found if entry.outcome]
    sources = chronicle.Sources.of(reader, [*(entry.plan for entry in found), *outcomes])
    rows = [chronicle.ledger_row(entry, sources) for entry in found]
    _print(rows, chronicle.LEDGER, _ledger_lines, as_json=as_json, as_csv=as_csv)


@app.command()
def disputes(
    first: First,
    second: MaybeSecond = None,
    *,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print the charges between two sides, with their denials."""
    from dateline import chronicle, store

    reader = store.Reader(db)
    found = chronicle.disputes(reader, *_sides(reader, first, second))
    sources = chronicle.Sources.of(reader, [one for each in found for one in (each.charge, *each.denials)])
    rows = [chronicle.dispute_row(one, sources) for one in found]
    _print(rows, chronicle.DISPUTES, _dispute_lines, as_json=as_json, as_csv=as_csv)


@app.command()
def meetings(first: First, second: Second, *, db: Db = DEFAULT_DB, as_json: Json = False, as_csv: Csv = False) -> None:
    """Print who of two sides met whom: in person, on the sidelines, by call or video."""
    from dateline import chronicle, store

    reader = store.Reader(db)
    found = chronicle.meetings(reader, console.known_side(first, reader), console.known_side(second, reader))
    sources = chronicle.Sources.of(reader, [one for each in found for one in each.episodes])
    rows = [chronicle.meeting_row(one, sources) for one in found]
    _print(rows, chronicle.MEETINGS, _meeting_lines, as_json=as_json, as_csv=as_csv)


@app.command()
def changes(  # noqa: PLR0913  # a command's options
    first: First,
    second: Second,
    *,
    per: Annotated[str, typer.Option("--per", help="day, week, month, quarter, year", metavar="PERIOD")] = "month",
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Print how each period of two sides stands to those before it, and from when on their rate is another."""
    from dateline import chronicle, store
    from dateline.records import Period

    if per not in tuple(Period):
        message = f"no period {per!r}. There are {', '.join(Period)}"
        raise UsageError(message)
    reader = store.Reader(db)
    sides = console.known_side(first, reader), console.known_side(second, reader)
    found = chronicle.courses(reader, *sides, period=Period(per))
    turns = [chronicle.rupture_row(course, one) for course in found for one in course.ruptures]
    rows = [row for course in found for row in chronicle.change_rows(course)]
    if as_json:
        console.put_rows([*({"kind": "period", **row} for row in rows), *({"kind": "change point", **row} for row in turns)])
        return
    told = [row for row in rows if row["episodes"] or row["trend"] in ("decrease", "strong decrease")]
    _print(rows if as_csv else told, chronicle.CHANGES, _change_lines, as_json=False, as_csv=as_csv)
    if not as_csv:
        console.put("".join(f"{_rupture_line(row)}\n" for row in turns) or "no lasting change of rate\n")


@app.command()
def claims(first: First, second: Second, *, db: Db = DEFAULT_DB, as_json: Json = False, as_csv: Csv = False) -> None:
    """Print claims that the ties of two sides got better or worse, beside what was measured of that time."""
    from dateline import chronicle, store

    reader = store.Reader(db)
    found = chronicle.claims(reader, console.known_side(first, reader), console.known_side(second, reader))
    sources = chronicle.Sources(reader.actors(), reader.heads(one.story for one in found))
    rows = [chronicle.claim_row(one, sources) for one in found]
    _print(rows, tuple(rows[0]) if rows else (), _claim_lines, as_json=as_json, as_csv=as_csv)


# ------------------------------------------------------------------ mending
@app.command()
def split(
    episode: Annotated[str, typer.Argument(help="An episode's id, or its beginning.", metavar="EPISODE")],
    events: Annotated[list[str], typer.Argument(help="The events that are another occurrence.", metavar="EVENT...")],
    *,
    who: Who = None,
    why: Why = "",
    db: Db = DEFAULT_DB,
) -> None:
    """Take events out of an episode into one of their own; it stays so whatever is read later."""
    from dateline import regrouping

    made = regrouping.split(db, episode, events, who=who or getpass.getuser(), why=why)
    console.note(f"split; to take it back: dateline correct undo {made.id}")


@app.command()
def merge(
    episode: Annotated[str, typer.Argument(help="An episode's id, or its beginning.", metavar="EPISODE")],
    other: Annotated[str, typer.Argument(help="The other's.", metavar="OTHER")],
    *,
    who: Who = None,
    why: Why = "",
    db: Db = DEFAULT_DB,
) -> None:
    """Make one episode of two; it stays so whatever is read later."""
    from dateline import regrouping

    made = regrouping.merge(db, episode, other, who=who or getpass.getuser(), why=why)
    console.note(f"merged; to take it back: dateline correct undo {made.id}")


# ------------------------------------------------------------------ printing
def _sides(reader: Any, first: str, second: str | None) -> tuple[str, str | None]:  # noqa: ANN401  # imported late
    return console.known_side(first, reader), None if second is None else console.known_side(second, reader)


def _print(
    rows: Sequence[Row], columns: Sequence[str], lines: Callable[[Row], Iterable[str]], *, as_json: bool, as_csv: bool
) -> None:
    from dateline import tabular

    if as_json:
        console.put_rows(rows)
    elif as_csv:
        console.put(tabular.csv_text(rows, columns))
    elif rows:
        console.put("".join(f"{line}\n" for row in rows for line in lines(row)))
    else:
        console.note("nothing found")


def _cited(row: Row, name: str = "") -> str:
    told = f", {row[f'{name}published']}" if row.get(f"{name}published") else ""
    return f'    "{" ".join(str(row[f"{name}evidence"]).split())}" ({row[f"{name}page"]}{told})'


def _days(row: Row) -> str:
    first, last = row["first_day"], row["last_day"]
    return "no day told" if not first and not last else first if first == last else f"{first or '…'} to {last or '…'}"


def _ledger_lines(row: Row) -> Iterable[str]:
    late = row["delay"]
    delay = "" if not late else f", {abs(late)} days {'late' if late > 0 else 'early'}"
    yield f"{row['fate'].upper()}{delay}: {_days(row)}: {row['what']}  [{row['plan'][:8]}]"
    yield _cited(row)
    if row["outcome"]:
        yield f"  → {row['outcome_first_day'] or 'no day told'}: {row['outcome_what']}  [{row['outcome'][:8]}]"
        yield _cited(row, "outcome_")


def _dispute_lines(row: Row) -> Iterable[str]:
    denied = f"denied by {row['denied_by']}" if row["denied_by"] else "denied" if row["denied"] else "no denial told"
    yield f"{_days(row)}: {row['what']}  [{row['charge'][:8]}] {denied}"
    yield _cited(row)
    if row["denial"]:
        yield _cited(row, "denial_")


def _meeting_lines(row: Row) -> Iterable[str]:
    place = f", {row['place']}" if row["place"] else ""
    planned = ", planned" if row["planned"] else ""
    how = f"{row['setting']}{place}{planned}; {row['independent']} independent"
    yield f"{_days(row)}: {row['first_side']} and {row['second_side']} ({how})"
    yield _cited(row)


def _change_lines(row: Row) -> Iterable[str]:
    base = "" if row["base"] is None else f" (mean of the {row['base_periods']} covered before: {row['base']:.1f})"
    yield f"{row['source']} → {row['target']} {row['start']}: {row['episodes']} episodes, {row['trend']}{base}"


def _rupture_line(row: Row) -> str:
    return (
        f"{row['source']} → {row['target']} from {row['start']} on: {row['after']:.2f} episodes per 100 stories, "
        f"before {row['before']:.2f} ({row['periods_after']} and {row['periods_before']} covered periods)"
    )


def _claim_lines(row: Row) -> Iterable[str]:
    said = {True: "the mean score moved so", False: "the mean score did not", None: "not measured on both sides"}
    scores = f"{row['before_plover_mean']} before, {row['during_plover_mean']} then"
    yield f"{row['direction'].upper()} in {_days(row)}: {said[row['borne_out']]}: {scores}"
    yield _cited(row)
