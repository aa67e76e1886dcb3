"""Task relations: JSONL {id, sentence, source_spans, target_spans} → {id, root, penta}."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import classes, lines
from dateline.language import Analyser
from dateline.spans import Span
from dateline.stages.event.candidate import from_model, from_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dateline.language.analysis import Analysis, Range
    from dateline.stages.event.candidate import Candidate

NOTHING_FOUND = "REQUEST"  # the set has no class for none; a row without prediction is wrong in any case


def fit(analysis: Analysis, candidate: Candidate, source: list[Span], target: list[Span]) -> tuple[int, float]:
    """Return how well a candidate's parties are the given ones, then its score."""

    def touch(ranges: tuple[Range, ...], spans: list[Span]) -> bool:
        return any(analysis.span(*tokens).overlaps(span) for tokens in ranges for span in spans)

    straight = touch(candidate.actors, source) + touch(candidate.recipients, target)
    together = touch(candidate.actors, source) + touch(candidate.actors, target)
    return max(straight, together), candidate.score


def classify(analysis: Analysis, row: dict[str, Any]) -> str:
    """Return the class of the candidate whose parties fit the pair best."""
    source, target = ([Span(*span) for span in row.get(key) or ()] for key in ("source_spans", "target_spans"))
    found = (*map(from_model, analysis.events), *from_words(analysis))  # unjudged: that there is an act is given
    best = max(found, key=lambda candidate: fit(analysis, candidate, source, target), default=None)
    return classes.root(best.type) if best else NOTHING_FOUND


def predicted(rows: Sequence[dict[str, Any]], analyser: Analyser) -> Iterator[dict[str, Any]]:
    """Yield the class of each pair."""
    analyses = analyser.analyse([row["sentence"] for row in rows])
    for row, analysis in zip(rows, analyses, strict=True):
        root = classify(analysis, row)
        yield {"id": row["id"], "root": root, "penta": classes.PENTA[root]}


def predict(source: Path, output: Path) -> None:
    """Write the class of each pair."""
    lines.write(predicted(list(lines.read(source)), Analyser()), output)
