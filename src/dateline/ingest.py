"""Introduce the pipeline to the store: pages in, what is known skipped, what is rejected recorded, episodes linked."""

from __future__ import annotations

import logging
import time
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from dateline import relinking, store, workers
from dateline.errors import MisquoteError
from dateline.records import Page, PageId, Reading, Reason, Rejected
from dateline.stages import episode

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from dateline.pipeline import Pipeline

log = logging.getLogger(__name__)
AT_ONCE = 16  # readings written in one transaction: 3 ms a page, against 25 ms one by one (docs/decisions/0120)
LONGEST_WAIT = 2.0  # seconds that a reading waits for others
FEW = 32  # pages; these are read before other processes have loaded their models


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of `add` did."""

    pages: int = 0  # read now
    known: int = 0  # there already, unchanged
    stories: int = 0
    statements: int = 0
    events: int = 0
    rejected: tuple[Rejected, ...] = ()  # now, or in the earlier run that the page is known from
    stopped: bool = False  # by the user, before the end; what was read is kept

    def plus(self, added: store.Added) -> Outcome:
        """Return the outcome with one more page, but for what was rejected of it."""
        if added.known:
            return replace(self, known=self.known + 1)
        return replace(
            self,
            pages=self.pages + 1,
            stories=self.stories + added.stories,
            statements=self.statements + added.statements,
            events=self.events + added.events,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """How to add."""

    again: bool = False  # read pages anew that are known
    tick: Callable[[Outcome], None] | None = None  # called after every page, with what was done but for the rejections
    workers: int | None = 1  # processes that read; 1: this one; None: all cores, or this one for few pages
    make: Callable[[], Pipeline] | None = None  # makes the pipeline of a worker; None: the usual one


def add(path: Path, pages: Iterable[Page | Rejected], *, pipeline: Pipeline, run: Run | None = None) -> Outcome:
    """
    Read pages into a database and publish it; stopping by Ctrl-C keeps what was read.

    Args:
        path: the database; it is made where there is none.
        pages: pages, and rejections of what was no page.
        pipeline: the reader of pages; workers make one with its settings.
        run: how.

    Raises:
        StoreLockedError: another process is writing to it.
        StoreError: the file is no database of ours.
    """
    how = run or Run()
    with store.Writer(path) as writer:
        work = _Work(writer, how)
        with closing(_read(work.unknown(pages), pipeline, how)) as readings:
            work.keep_all(readings)
        _settle(writer)
    return work.outcome()


def keep(
    path: Path, readings: Iterable[Reading | Rejected], *, run: Run | None = None, ways: episode.Ways = episode.HERE
) -> Outcome:
    """
    Write what was read elsewhere into a database and publish it; arguments and errors as for `add`.

    Args:
        path: the database.
        readings: what was read, and rejections of what was no page; of pages that are known nothing is kept.
        run: how.
        ways: how the long steps of linking are done.
    """
    with store.Writer(path) as writer:
        work = _Work(writer, run or Run())
        work.keep_all(readings)
        _settle(writer, ways)
    return work.outcome()


def _settle(writer: store.Writer, ways: episode.Ways = episode.HERE) -> None:
    writer.apply_corrections()
    relink(writer, ways)


def _read(pages: Iterator[Page], pipeline: Pipeline, run: Run) -> Generator[Reading, None, None]:
    """Yield the readings of pages: by this process, or by workers where that was asked for or pays."""
    count = workers.cores() if run.workers is None else run.workers
    first = list(islice(pages, FEW)) if run.workers is None and count > 1 else []
    every = chain(first, pages)
    if count == 1 or (run.workers is None and len(first) < FEW):
        yield from pipeline.read_all(every)
    else:
        yield from workers.read_all(every, workers.Team(count, run.make, pipeline.settings))


def relink(writer: store.Writer, ways: episode.Ways = episode.HERE) -> None:
    """Bring the episodes up to date with the events, keeping the ids that episodes have."""
    relinking.relink(writer, ways)


class _Work:
    """The pages of one run, as they pass."""

    def __init__(self, writer: store.Writer, run: Run) -> None:
        self.writer, self.run = writer, run
        self.counts = Outcome()
        self.rejected: list[Rejected] = []
        self.waiting: list[Reading] = []
        self.anew: set[PageId] = set()  # pages that are known, and read again
        self.since = time.monotonic()
        self.stopped = False

    def outcome(self) -> Outcome:
        """Return what was done."""
        return replace(self.counts, rejected=tuple(self.rejected), stopped=self.stopped)

    def unknown(self, pages: Iterable[Page | Rejected]) -> Iterator[Page]:
        """Yield the pages that are still to be read."""
        coming = iter(pages)
        while batch := tuple(islice(coming, AT_ONCE)):
            names = [page.id for page in batch if isinstance(page, Page)]
            known = self.writer.known(names)
            failed = self.writer.failed(known)
            for page in batch:
                if isinstance(page, Rejected):
                    self.reject(page)
                elif page.id not in known:
                    yield page
                elif self.run.again or page.id in failed:
                    self.anew.add(page.id)
                    yield page
                else:
                    self._count(replace(self.counts, known=self.counts.known + 1), self.writer.rejections(page.id))

    def keep_all(self, readings: Iterable[Reading | Rejected]) -> None:
        """Write readings as they come, until they end or a person ends them."""
        try:
            for reading in readings:
                if isinstance(reading, Rejected):
                    self.reject(reading)
                else:
                    self.keep(reading)
        except KeyboardInterrupt:
            self.stopped = True
        self.write()

    def reject(self, page: Rejected) -> None:
        """Write down what was no page."""
        self.writer.reject(page)
        self._count(self.counts, (page,))

    def keep(self, reading: Reading) -> None:
        """Take a reading; several are written together, yet none waits long."""
        self.waiting.append(reading)
        if len(self.waiting) >= AT_ONCE or time.monotonic() - self.since > LONGEST_WAIT:
            self.write()

    def write(self) -> None:
        """Write the readings that wait."""
        readings, self.waiting, self.since = self.waiting, [], time.monotonic()
        try:
            self.anew |= self.writer.failed(reading.page.id for reading in readings)
            kept = list(zip(readings, self.writer.add_all(readings, anew=self.anew), strict=True))
        except MisquoteError:
            kept = [self._write_one(reading) for reading in readings]
        for reading, added in kept:
            self.anew.discard(reading.page.id)
            self._count(self.counts.plus(added), () if added.known else reading.rejected)

    def _write_one(self, reading: Reading) -> tuple[Reading, store.Added]:
        """Write a reading; one that misquotes itself is kept as the rejection of its page."""
        try:
            return reading, self.writer.add_all((reading,), anew=self.anew)[0]
        except MisquoteError as error:
            log.exception("a page misquotes itself", extra={"page": reading.page.id})
            failure = Rejected(reading.page.id, "store", Reason.FAILED, f"MisquoteError: {error}", reading.page.path)
            bare = Reading(reading.page, reading.stories, reading.removed, rejected=(*reading.rejected, failure))
            return bare, self.writer.add_all((bare,), anew=self.anew)[0]

    def _count(self, counts: Outcome, rejected: Iterable[Rejected]) -> None:
        self.counts = counts
        self.rejected += rejected
        if self.run.tick:
            self.run.tick(counts)
