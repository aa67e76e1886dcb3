"""Task status: JSONL {id, story_text, published, evidence} → {id, status}."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks import lines
from dateline.language import Analyser
from dateline.records import PageId, Status, Story, StoryId, StoryKind
from dateline.spans import Span
from dateline.stages.event import dating, status
from dateline.stages.event.candidate import propose

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.language.analysis import Analysis


def judge(analysis: Analysis, row: dict[str, Any]) -> Status:
    """Return the status of the act in the evidence: of the candidate there, or else of the evidence's head."""
    text, evidence = row["story_text"], row["evidence"]
    at = text.find(evidence)
    tokens = analysis.tokens_in(Span(at, at + len(evidence))) if at >= 0 and evidence else None
    if tokens is None:
        return Status.OCCURRED
    inside = [found for found in propose(analysis) if tokens[0] <= found.trigger[0] < tokens[1]]
    best = max(inside, key=lambda found: found.score, default=None)
    told = status.tell(analysis, analysis.head_of(best.trigger if best else tokens))
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    story = Story(StoryId("measured"), PageId("measured"), StoryKind.MAIN, text, published=published)
    span = Span(at, at + len(evidence))
    when = dating.date_of(analysis, best.trigger if best else tokens, span, dating.dates(story))
    return status.dated(status.chosen(told, best.status if best else None), when, published)


def predict(source: Path, output: Path) -> None:
    """Write the status of each event."""
    rows = list(lines.read(source))
    texts = list(dict.fromkeys(row["story_text"] for row in rows))
    analyses = dict(zip(texts, Analyser().analyse(texts), strict=True))
    lines.write(({"id": row["id"], "status": str(judge(analyses[row["story_text"]], row))} for row in rows), output)
