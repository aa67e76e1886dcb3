"""The task `timeline`: pages, taken as one database → lines of `dateline timeline --all --json`, then the undated pages."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from dateline import ingest, sources, store, wire
from dateline.pipeline import Pipeline


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
