"""What a terminal shows of an audit: a record to judge, and the precision by stratum."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from dateline.audit import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.auditing import Shown
    from dateline.tabular import Row

PRECISION = tuple(field.name for field in fields(Precision))


def precision_row(found: Precision) -> Row:
    """Return the precision of a stratum as a row."""
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(found).items()}


def precision_table(found: Sequence[Precision]) -> Table:
    """Return the precision of each stratum as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("stratum", "in the record", "right", "wrong", "open", "precision", "95 % interval"):
        table.add_column(name, justify="left" if name == "stratum" else "right")
    for one in found:
        share = f"{one.share:.2f}" if one.share is not None else ""
        interval = f"{one.low:.2f} to {one.high:.2f}" if one.low is not None and one.high is not None else ""
        table.add_row(one.stratum, str(one.of), str(one.right), str(one.wrong), str(one.open), share, interval)
    return table


def card_view(card: Shown, number: int, count: int) -> Group:
    """Return a record to be judged: what is claimed, the sentence with the evidence underlined, and where it stands."""
    sentence = Text(" ".join(card.sentence.split()))
    sentence.highlight_words([" ".join(card.evidence.split())], "underline")
    return Group(
        Text(f"\n{number} of {count}  ", "dim").append(card.claim, "bold"),
        Text('  "').append_text(sentence).append('"'),
        Text(f"  {card.page}", "dim"),
    )
