"""The command that checks a record by hand: audit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline import console
from dateline.cli.app import app
from dateline.cli.options import DEFAULT_DB, Csv, Db, Json
from dateline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.audit import Judged, Verdict
    from dateline.auditing import Shown

Sheets = Annotated[
    list[Path] | None, typer.Argument(help="Sheets with verdicts, one per coder; none: draw a sample.", metavar="[SHEET...]")
]
Sample = Annotated[int, typer.Option("--sample", min=1, help="How many to draw.", metavar="N")]
Kind = Annotated[str, typer.Option("--kind", help="event or statement.", metavar="KIND")]
By = Annotated[str, typer.Option("--by", help="What makes the strata: type, status, mode, kind, none.", metavar="COLUMN")]
Seed = Annotated[int, typer.Option("--seed", help="Another number, another sample.", metavar="N")]
Out = Annotated[Path | None, typer.Option("--out", help="The sheet to write (at a terminal: audit.csv).", metavar="FILE")]
Keep = Annotated[bool, typer.Option("--keep", help="Accept what is right and reject what is wrong, as corrections.")]
Who = Annotated[str | None, typer.Option("--who", help="Who decided, for --keep.", metavar="NAME")]


@app.command()
def audit(  # noqa: PLR0913  # a command's options
    sheets: Sheets = None,
    *,
    sample: Sample = 200,
    kind: Kind = "event",
    by: By = "type",
    seed: Seed = 1,
    out: Out = None,
    keep: Keep = False,
    who: Who = None,
    db: Db = DEFAULT_DB,
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """Check by hand: draw a random sample by strata, judge it here or in a sheet, and get the precision back."""
    from dateline import audit as audits
    from dateline import auditing, store

    if keep and not who:
        message = "--keep needs --who NAME: a correction says who decided"
        raise UsageError(message)
    if sheets:
        judged = auditing.together([auditing.read_sheet(path) for path in sheets])
        _tell(judged, as_json=as_json, as_csv=as_csv)
    else:
        reader = store.Reader(db)
        strata = "kind" if kind == "statement" and by == "type" else by
        cards = auditing.shown(reader, audits.draw(reader, sample, kind=kind, by=strata, seed=seed))
        if not (sys.stdin.isatty() and sys.stdout.isatty()) or (out is not None and not keep):
            console.write_lines((auditing.sheet(cards),), out, end="")
            return
        verdicts = _ask(cards, out or Path("audit.csv"))
        judged = tuple(audits.Judged(card.drawn, (verdicts.get(card.drawn.id),)) for card in cards)
        _tell(judged, as_json=as_json, as_csv=as_csv)
    if keep and who:
        count = auditing.keep(db, judged, who=who, why="audit")
        console.note(f"{count} corrections kept in {db}")


def _ask(cards: Sequence[Shown], out: Path) -> dict[str, Verdict]:
    """Ask for a verdict on each record; the sheet is written after each, so that stopping loses nothing."""
    from dateline import audit as audits
    from dateline import auditing, terminal_audit

    screen, verdicts = console.screen(), dict[str, audits.Verdict]()
    for number, card in enumerate(cards, 1):
        screen.print(terminal_audit.card_view(card, number, len(cards)))
        while True:
            answer = typer.prompt("[r]ight, [w]rong, [u]nsure, [q]uit", default="", show_default=False).strip()
            if answer.casefold() in ("q", "quit"):
                return verdicts
            try:
                given = audits.verdict(answer)
            except UsageError:
                given = None
            if given is not None:
                break
        verdicts[card.drawn.id] = given
        console.write_lines((auditing.sheet(cards, verdicts),), out, end="")
    return verdicts


def _tell(judged: Sequence[Judged], *, as_json: bool, as_csv: bool) -> None:
    from dateline import audit as audits
    from dateline import tabular, terminal_audit

    found, coders = audits.precision(judged), len(judged[0].verdicts) if judged else 0
    agreement = audits.alpha([one.verdicts for one in judged]) if coders > 1 else None
    if as_json:
        console.put_rows([*(terminal_audit.precision_row(one) for one in found), {"alpha": agreement, "coders": coders}])
    elif as_csv:
        console.put(tabular.csv_text((terminal_audit.precision_row(one) for one in found), terminal_audit.PRECISION))
    else:
        console.screen().print(terminal_audit.precision_table(found))
        if coders > 1:
            told = f"{agreement:.3f}" if agreement is not None else "not defined: nothing was judged twice, or nothing varies"
            console.put(f"Krippendorff's alpha of {coders} coders: {told}\n")
