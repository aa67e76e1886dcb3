"""Task ner_re3d: JSONL {id, text} → JSONL {id, entities: [{start, end, type}]} with Person, Organisation, Location."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import lines
from benchmarks.tasks.ner import spans
from dateline.language.analyser import Analyser
from dateline.language.analysis import EntityLabel

if TYPE_CHECKING:
    from pathlib import Path

TYPES = {EntityLabel.PER: "Person", EntityLabel.ORG: "Organisation", EntityLabel.LOC: "Location"}


def predict(source: Path, target: Path) -> None:
    """Write the mentions, by name or description, of every line of source to target."""
    rows = list(lines.read(source))
    analyses = Analyser().analyse([row["text"] for row in rows])
    lines.write(
        (
            {"id": row["id"], "entities": spans(analysis, analysis.mentions, TYPES)}
            for row, analysis in zip(rows, analyses, strict=True)
        ),
        target,
    )
