"""Task events: JSONL {id, sentence or text} → {id, events: [{source, target, root}]}, most confident first."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from benchmarks import classes, lines
from dateline.language import Analyser
from dateline.stages.event.candidate import likely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dateline.language.analysis import Analysis, Range
    from dateline.stages.event.candidate import Candidate


def pairs(candidate: Candidate) -> list[tuple[Range | None, Range | None]]:
    """Return who does it to whom: each actor with each recipient, or those who act together with one another, both ways."""
    if candidate.recipients:
        return [(one, other) for one in candidate.actors or (None,) for other in candidate.recipients]
    several = candidate.actors
    if len(several) > 1:
        return list(itertools.permutations(several, 2))
    return [(several[0] if several else None, None)]


def tuples(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the events of a sentence as source, target and class."""

    def span(tokens: Range | None) -> list[int] | None:
        return [analysis.span(*tokens).start, analysis.span(*tokens).end] if tokens else None

    return [
        {"source": span(one), "target": span(other), "root": classes.root(candidate.type)}
        for candidate in sorted(likely(analysis), key=rank)
        for one, other in pairs(candidate)
    ]


def rank(candidate: Candidate) -> tuple[bool, float]:
    """Return what a relation is sorted by: an event that lacks a side is none, however sure it is."""
    return not (candidate.actors and (candidate.recipients or len(candidate.actors) > 1)), -candidate.score


def predicted(rows: Sequence[dict[str, Any]], analyser: Analyser) -> Iterator[dict[str, Any]]:
    """Yield the events of each sentence."""
    analyses = analyser.analyse([row.get("sentence") or row["text"] for row in rows])
    for row, analysis in zip(rows, analyses, strict=True):
        yield {"id": row["id"], "events": tuples(analysis)}


def predict(source: Path, output: Path) -> None:
    """Write the events of each sentence."""
    lines.write(predicted(list(lines.read(source)), Analyser()), output)
