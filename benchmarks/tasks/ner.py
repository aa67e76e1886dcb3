"""Task ner: JSONL {id, text} → JSONL {id, entities: [{start, end, type}]} with PER, ORG, LOC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import lines
from dateline.language.analyser import Analyser
from dateline.language.analysis import EntityLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from dateline.language.analysis import Analysis, Entity

# The set counts airports, palaces and the like as places.
TYPES = {EntityLabel.PER: "PER", EntityLabel.ORG: "ORG", EntityLabel.LOC: "LOC", EntityLabel.FAC: "LOC"}


def predict(source: Path, target: Path) -> None:
    """Write the names of every line of source to target."""
    rows = list(lines.read(source))
    analyses = Analyser().analyse([row["text"] for row in rows])
    lines.write(
        (
            {"id": row["id"], "entities": spans(analysis, analysis.entities, TYPES)}
            for row, analysis in zip(rows, analyses, strict=True)
        ),
        target,
    )


def spans(analysis: Analysis, entities: Iterable[Entity], types: Mapping[EntityLabel, str]) -> list[dict[str, object]]:
    """Return the entities that have a type, by their characters."""
    kept = [(analysis.span(entity.start, entity.end), types[entity.label]) for entity in entities if entity.label in types]
    return [{"start": span.start, "end": span.end, "type": name} for span, name in kept]
