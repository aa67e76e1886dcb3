"""Task status: JSONL {id, story_text, published, evidence} → {id, status}."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks import lines
from dateline.language import Analyser
from dateline.records import PageId, Status, Story, StoryId, StoryKind
from dateline.spans import Span
from dateline.stages.event import dating, status
from dateline.stages.event.candidate import from_model

if TYPE_CHECKING:
    from pathlib import Path

    from dateline.language.analysis import Analysis


def judge(analyser: Analyser, analysis: Analysis, row: dict[str, Any]) -> Status:
    """Return the status of the act in the evidence: of the likeliest there, since one is given to be there."""
    text, evidence = row["story_text"], row["evidence"]
    at = text.find(evidence)
    span = Span(at, at + len(evidence))
    act = analyser.act_in(analysis, span) if at >= 0 and evidence else None
    if act is None:
        return Status.OCCURRED
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    story = Story(StoryId("measured"), PageId("measured"), StoryKind.MAIN, text, published=published)
    state, _ = status.decided(analysis, from_model(act))
    when = dating.date_of(analysis, dating.Told(act.trigger, span, state, published), dating.dates(story))
    return status.dated(state, when, published)


def predict(source: Path, output: Path) -> None:
    """Write the status of each event."""
    rows = list(lines.read(source))
    texts = list(dict.fromkeys(row["story_text"] for row in rows))
    analyser = Analyser()
    analyses = dict(zip(texts, analyser.analyse(texts), strict=True))
    lines.write(({"id": row["id"], "status": str(judge(analyser, analyses[row["story_text"]], row))} for row in rows), output)
