"""Task relations: JSONL {id, sentence, source_spans, target_spans} → {id, root, penta}."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks import classes, lines
from dateline.language import Analyser
from dateline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NOTHING_READ = "REQUEST"  # a pair whose words lie beyond the model's window


def classify(analyser: Analyser, row: dict[str, Any]) -> str:
    """Return the likeliest class of what the source does to the target."""
    source, target = ([Span(*span) for span in row.get(key) or ()] for key in ("source_spans", "target_spans"))
    likely: Counter[str] = Counter()
    for event_type, chance in analyser.relation(row["sentence"], source, target).items():
        likely[classes.root(event_type)] += chance
    return max(likely, key=likely.__getitem__, default=NOTHING_READ)


def predicted(rows: Sequence[dict[str, Any]], analyser: Analyser) -> Iterator[dict[str, Any]]:
    """Yield the class of each pair."""
    for row in rows:
        root = classify(analyser, row)
        yield {"id": row["id"], "root": root, "penta": classes.PENTA[root]}


def predict(source: Path, output: Path) -> None:
    """Write the class of each pair."""
    lines.write(predicted(list(lines.read(source)), Analyser()), output)
