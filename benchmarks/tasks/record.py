"""The task `record`: pages → lines of `dateline read --json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline import sources, wire
from dateline.pipeline import Pipeline
from dateline.records import Page, PageId, Reading, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def readings(source: Path) -> Iterator[Reading]:
    """Yield the reading of every page of a folder, or of every record of a JSONL file; what is no page gives an empty one."""
    rejected: list[Rejected] = []

    def good() -> Iterator[Page]:
        for page in sources.pages((source,)):
            if isinstance(page, Rejected):
                rejected.append(page)
            else:
                yield page

    yield from Pipeline().read_all(good())
    for one in rejected:
        yield Reading(Page(PageId(one.page), "", one.path), rejected=(one,))


def predict(source: Path, output: Path) -> None:
    """Write one line of JSON for each page."""
    with output.open("w", encoding="utf-8") as lines:
        for reading in readings(source):
            lines.write(wire.reading_line(reading) + "\n")
