"""The task `timeline`: pages, taken as one database → lines of `dateline timeline --all --json`, then the undated pages."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import ingest, sources, store, wire
from dateline.pipeline import Pipeline
from dateline.records import StoryKind
from dateline.stages.episode import date_pages

if TYPE_CHECKING:
    from collections.abc import Iterator


def predict(source: Path, output: Path) -> None:
    """Write one line for each episode."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "timeline.duckdb"
        ingest.add(database, sources.pages((source,)), pipeline=Pipeline())
        reader = store.Reader(database)
        actors = reader.actors()
        with output.open("w", encoding="utf-8") as lines:
            for episode in reader.timeline():
                names = reader.page_names(report.page for report in episode.reports)
                lines.write(json.dumps(wire.episode_json(episode, actors=actors, pages=names), ensure_ascii=False) + "\n")
            lines.write(json.dumps({"undated": list(_undated(reader))}) + "\n")


def _undated(reader: store.Reader) -> Iterator[dict[str, str | None]]:
    """Yield when the main stories that do not say it must have been published."""
    main = {story.id for story in reader.stories() if story.kind is StoryKind.MAIN}
    dated = [found for found in date_pages(reader.readings()) if found.story in main]
    names = reader.page_names(found.page for found in dated)
    for found in dated:
        days = wire.when_json(found.days) or {}
        yield {"page": names[found.page], "start": days.get("start"), "end": days.get("end")}
