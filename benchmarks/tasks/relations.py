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


def likely(analyser: Analyser, row: dict[str, Any]) -> Counter[str]:
    """Return how likely each class of what the source does to the target is."""
    source, target = ([Span(*span) for span in row.get(key) or ()] for key in ("source_spans", "target_spans"))
    found: Counter[str] = Counter()
    for event_type, chance in analyser.relation(row["sentence"], source, target).items():
        found[classes.root(event_type)] += chance
    return found or Counter({NOTHING_READ: 1.0})


def predicted(rows: Sequence[dict[str, Any]], analyser: Analyser) -> Iterator[dict[str, Any]]:
    """Yield the likeliest class of each pair, and the likeliest of the wider classes: that of several likely ones together."""
    for row in rows:
        roots = likely(analyser, row)
        wide: Counter[int] = Counter()
        for root, chance in roots.items():
            wide[classes.PENTA[root]] += chance
        yield {"id": row["id"], "root": max(roots, key=roots.__getitem__), "penta": max(wide, key=wide.__getitem__)}


def predict(source: Path, output: Path) -> None:
    """Write the class of each pair."""
    lines.write(predicted(list(lines.read(source)), Analyser()), output)
