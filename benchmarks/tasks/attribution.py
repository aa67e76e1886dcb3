"""Task attribution: JSONL {id, text} → JSONL {id, attributions: [{source, cue, content}]}, each a list of [start, end)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import lines
from dateline.language.analyser import Analyser

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dateline.language.analysis import Analysis, Range


def predict(source: Path, target: Path) -> None:
    """Write the attributions of every line of source to target."""
    rows = list(lines.read(source))
    analyses = Analyser().analyse([row["text"] for row in rows])
    lines.write(
        ({"id": row["id"], "attributions": _attributions(analysis)} for row, analysis in zip(rows, analyses, strict=True)), target
    )


def _attributions(analysis: Analysis) -> list[dict[str, list[list[int]]]]:
    return [
        {
            "source": _spans(analysis, attribution.sources),
            "cue": _spans(analysis, attribution.cues),
            "content": _spans(analysis, attribution.contents),
        }
        for attribution in analysis.attributions
    ]


def _spans(analysis: Analysis, pieces: Iterable[Range]) -> list[list[int]]:
    return [[span.start, span.end] for span in (analysis.span(*piece) for piece in pieces)]
