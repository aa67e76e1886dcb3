"""
What one machine does: read the pages of a part into a segment of Parquet.

A segment is written beside its place and renamed, so that it is whole or not there; a part that is read again, because a
machine went away, ends in the same file. Pages are read some at a time. Where that ends the process, the part is read again one
by one: a page that then ends it twice, or takes too long twice, is rejected.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import ingest, store, wire
from dateline.records import Page, Reading, Reason, Rejected
from dateline.scale.parts import Part
from dateline.workers import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow as pa

    from dateline.pipeline import Pipeline
    from dateline.records import PageId
    from dateline.scale.parts import Job
    from dateline.settings import Settings

COLUMNS = ("file", "place", "page", "kind", "day", "record")
AT_ONCE = 64  # rows that are kept in memory
SOME = ""  # in the marks of deaths: pages that were read together, one of which may have been it
DEATHS = 2  # of a process over one page, after which the page is rejected: one may be the machine's
Row = tuple[int, int, str, str, str | None, str]
Placed = tuple[int, int, Page]  # a page with the number of its file, and of its place in it


@lru_cache(maxsize=2)
def _pipeline(make: Callable[[Settings], Pipeline], settings: Settings) -> Pipeline:
    """Return the pipeline of this process: Ray gives one process many parts, and the model is loaded once."""
    return make(settings)


def read_part(text: str, job: Job, known: frozenset[str]) -> str:
    """Read the part that a text holds, unless its segment is there; return the segment's name."""
    part = Part.unpacked(text)
    target = path_of(job.folder, part)
    if not target.exists():
        job.folder.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
        _write(unfinished, _Reading(job, part, known).rows())
        unfinished.replace(target)
        _marks(target).unlink(missing_ok=True)
    return target.name


class _Reading:
    """One part as it is read."""

    def __init__(self, job: Job, part: Part, known: frozenset[str]) -> None:
        self.job, self.part, self.known = job, part, known
        self.marks = _marks(path_of(job.folder, part))
        self.deaths = _deaths(self.marks)
        self.pipeline = _pipeline(job.make, job.settings)

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the pages that are not known."""
        waiting: list[Placed] = []
        for file, place, page in self.part.pages(self.job.plan):
            if isinstance(page, Rejected) or len(waiting) == (1 if self.deaths else TOGETHER):
                yield from self._rows(waiting)
                waiting = []
            if isinstance(page, Rejected):
                yield file, place, page.page, "rejected", None, json.dumps(wire.rejected_json(page))
            elif page.id not in self.known:
                waiting.append((file, place, page))
        yield from self._rows(waiting)

    def _rows(self, placed: list[Placed]) -> Iterator[Row]:
        """Yield the rows of some pages that are read together, as one alone is where the part has ended a process before."""
        if not placed:
            return
        pages = [page for _, _, page in placed]
        given_up = any(self.deaths.get(page.id, 0) >= DEATHS for page in pages)
        readings = map(self._given_up, pages) if given_up else self._watched(pages)
        for (file, place, page), reading in zip(placed, readings, strict=True):
            day = next((story.published for story in reading.stories if story.published), None)
            yield file, place, page.id, "reading", day.isoformat() if day else None, ingest.prepared(reading).packed()

    def _watched(self, pages: Sequence[Page]) -> list[Reading]:
        """Read pages; the process ends itself where that takes too long, and what it reads at its end is written down before."""
        name = pages[0].id if len(pages) == 1 else SOME
        self.marks.write_text(json.dumps(self.deaths | {name: self.deaths.get(name, 0) + 1}), encoding="utf-8")
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  # a device, not a file
            faulthandler.dump_traceback_later(self.job.settings.page_seconds, exit=True, file=nowhere)
            try:
                return list(self.pipeline.read_all(pages))
            finally:
                faulthandler.cancel_dump_traceback_later()

    def _given_up(self, page: Page) -> Reading:
        why = f"ended the process that read it {DEATHS} times, by its length or for want of memory"
        return Reading(page, rejected=(Rejected(page.id, "worker", Reason.FAILED, why, page.path),))


def _marks(target: Path) -> Path:
    return target.with_name(f"{target.name}.reading")


def _deaths(marks: Path) -> dict[str, int]:
    with contextlib.suppress(OSError, ValueError):
        found: dict[str, int] = json.loads(marks.read_text(encoding="utf-8"))
        return found
    return {}


def path_of(folder: Path, part: Part) -> Path:
    """Return the file of a part's segment."""
    return folder / f"{part.name}.parquet"


# ------------------------------------------------------------------ the files
def _schema() -> pa.Schema:
    import pyarrow as pa

    kinds = (pa.int64(), pa.int64(), pa.string(), pa.string(), pa.string(), pa.string())
    return pa.schema(list(zip(COLUMNS, kinds, strict=True)))


def _write(path: Path, rows: Iterator[Row]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    schema = _schema()

    def put(waiting: Sequence[Row]) -> None:
        columns = list(zip(*waiting, strict=True))
        writer.write_table(
            pa.table([pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema)
        )

    waiting: list[Row] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for row in rows:
            waiting.append(row)
            if len(waiting) == AT_ONCE:
                put(waiting)
                waiting = []
        if waiting:
            put(waiting)


def rows_of(path: Path) -> Iterator[tuple[int, int, store.Prepared | Rejected]]:
    """Yield what a segment holds, each with the numbers of its file and of its place in it."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as segment:
        for batch in segment.iter_batches(batch_size=AT_ONCE):
            for row in batch.to_pylist():
                yield row["file"], row["place"], _made(row["kind"], row["page"], row["record"])


def _made(kind: str, page: PageId, record: str) -> store.Prepared | Rejected:
    return store.Prepared.unpacked(record) if kind == "reading" else wire.rejected_of(json.loads(record), page)
