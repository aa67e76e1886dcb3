"""Task groups: JSONL {id, title, text, date} → JSONL {id, cluster}."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks import lines
from dateline.records import PageId, Story, StoryId, StoryKind
from dateline.stages import episode

if TYPE_CHECKING:
    from pathlib import Path


def _story(row: dict[str, Any]) -> Story:
    """Return the story of one line."""
    try:
        day = date.fromisoformat(str(row.get("date") or "")[:10])
    except ValueError:
        day = None
    name = str(row["id"])
    return Story(StoryId(name), PageId(name), StoryKind.MAIN, row.get("text") or "", row.get("title"), published=day)


def predict(source: Path, output: Path) -> None:
    """Write the group of every article: articles on the same event."""
    groups = episode.news(map(_story, lines.read(source)))
    lines.write(({"id": name, "cluster": group[0]} for group in groups for name in group), output)
