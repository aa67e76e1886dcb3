"""Task triggers: JSONL {id, sentence, context, date} → {id, events: [{trigger, type, mode, status, actors, recipients}]}."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import lines
from dateline.language import Analyser
from dateline.stages.event.candidate import Candidate, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from dateline.language.analysis import Analysis, Range

GAP = "\n\n"


def with_context(row: dict[str, Any]) -> tuple[str, int]:
    """Return the text to analyse, the sentence after the one before it, and where the sentence starts in it."""
    before = (row.get("context") or "").strip()
    return (before + GAP + row["sentence"], len(before) + len(GAP)) if before else (row["sentence"], 0)


def spans(analysis: Analysis, ranges: tuple[Range, ...], start: int) -> list[list[int]]:
    """Return token ranges as character spans counted from the sentence's start, without those before it."""
    found = (analysis.span(*tokens) for tokens in ranges)
    return [[span.start - start, span.end - start] for span in found if span.start >= start]


def event(analysis: Analysis, candidate: Candidate, start: int) -> dict[str, Any]:
    """Return one candidate in the scorer's form."""
    return {
        "trigger": spans(analysis, (candidate.trigger,), start)[0],
        "type": candidate.type,
        "mode": candidate.mode,
        "status": candidate.status,
        "actors": spans(analysis, candidate.actors, start),
        "recipients": spans(analysis, candidate.recipients, start),
    }


def predicted(
    rows: Sequence[dict[str, Any]], analyser: Analyser, propose: Callable[[Analysis], tuple[Candidate, ...]] = named
) -> Iterator[dict[str, Any]]:
    """Yield the candidates of each sentence."""
    texts = [with_context(row) for row in rows]
    analyses = analyser.analyse([text for text, _ in texts])
    for row, (_, start), analysis in zip(rows, texts, analyses, strict=True):
        found = [candidate for candidate in propose(analysis) if analysis.starts[candidate.trigger[0]] >= start]
        yield {"id": row["id"], "events": [event(analysis, candidate, start) for candidate in found]}


def predict(source: Path, output: Path) -> None:
    """Write the candidates of each sentence."""
    lines.write(predicted(list(lines.read(source)), Analyser()), output)
