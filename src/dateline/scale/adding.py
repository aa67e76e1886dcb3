"""`dateline add` over many machines: parts are read into segments, and one step publishes what they hold."""

from __future__ import annotations

import heapq
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import ingest, store, workers
from dateline.errors import StoreMissingError, UsageError
from dateline.scale import linking
from dateline.scale.cluster import Machines
from dateline.scale.parts import Job, Part, divide
from dateline.scale.segments import path_of, read_part, rows_of
from dateline.settings import Settings
from dateline.sources.files import page_files
from dateline.store.known import known_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from dateline.ingest import Outcome
    from dateline.pipeline import Pipeline
    from dateline.records import PageId, Rejected


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where pages are read."""

    address: str | None = None  # of the cluster; None: this machine alone
    readers: int | None = None  # pages at once; None: one for each processor
    make: Callable[[Settings], Pipeline] = workers.usual_pipeline  # makes the pipeline of each


@dataclass(frozen=True, slots=True)
class Given:
    """What a person says of the pages."""

    published: date | None = None  # the day for pages that do not say theirs
    columns: tuple[tuple[str, str], ...] = ()  # of Parquet: our field and the column that holds it
    settings: Settings | None = None


def add(
    path: Path, paths: Sequence[Path], *, cluster: Cluster, given: Given | None = None, run: ingest.Run | None = None
) -> Outcome:
    """
    Read files into a database on a cluster, and publish it.

    Args:
        path: the database; segments are written beside it, where every machine must find the same folder.
        paths: files and folders, which every machine must find at the same paths.
        cluster: where.
        given: what is known of the pages.
        run: how they are kept.

    Raises:
        MissingExtraError: ray is not installed.
        UsageError: no cluster answers; a path does not exist; known pages are to be read again.
        StoreError: the database cannot be used.
    """
    how, told = run or ingest.Run(), given or Given()
    if how.again:
        message = "known pages are read again on one machine only: leave --engine ray out, or --again"
        raise UsageError(message)
    machines = Machines.at(cluster.address)
    job = Job(segments_of(path), cluster.make, told.settings or Settings(), told.published, told.columns)
    groups = tuple(divide(page_files(paths)))
    read = machines.done(
        read_part,
        [part.packed() for group in groups for part in group if not path_of(job.folder, part).exists()],
        machines.share(job),
        machines.share(_known(path)),
        most=cluster.readers,
    )
    outcome = ingest.keep(path, _readings(groups, job.folder, read), run=how, ways=linking.ways(machines))
    if not outcome.stopped:
        shutil.rmtree(job.folder, ignore_errors=True)
    return outcome


def segments_of(path: Path) -> Path:
    """Return the folder of segments of a database; a run that was stopped goes on from what is there."""
    return path.absolute().with_name(f"{path.name}.segments")


def _known(path: Path) -> frozenset[PageId]:
    """Return the pages that need not be read."""
    try:
        return known_pages(store.Reader(path))
    except StoreMissingError:
        return frozenset()


def _readings(groups: Iterable[tuple[Part, ...]], folder: Path, read: Iterator[str]) -> Iterator[store.Prepared | Rejected]:
    """Yield what is read, in the order of the files and of the pages in them, each as soon as its turn has come."""
    for group in groups:
        paths = [path_of(folder, part) for part in group]
        while not all(path.exists() for path in paths) and next(read, None) is not None:
            pass
        for _, _, made in heapq.merge(*map(rows_of, paths), key=lambda row: row[:2]):
            yield made
    for _ in read:
        pass
