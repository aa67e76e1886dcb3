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
AT_ONCE = 128  # readings written in one transaction (docs/decisions/0165)
LOOKED_UP = 64  # pages that are asked for together whether they are known
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
    path: Path,
    readings: Iterable[Reading | store.Prepared | Rejected],
    *,
    run: Run | None = None,
    ways: episode.Ways = episode.HERE,
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


def _read(pages: Iterator[Page], pipeline: Pipeline, run: Run) -> Generator[store.Prepared, None, None]:
    """Yield the readings of pages as rows: by this process, or by workers where that was asked for or pays."""
    count = workers.cores() if run.workers is None else run.workers
    first = list(islice(pages, FEW)) if run.workers is None and count > 1 else []
    every = chain(first, pages)
    if count == 1 or (run.workers is None and len(first) < FEW):
        yield from map(prepared, pipeline.read_all(every))
    else:
        yield from workers.made_of_all(every, workers.Team(count, run.make, pipeline.settings), prepared)


def prepared(reading: Reading) -> store.Prepared:
    """Return a reading as rows; one that misquotes itself becomes the rejection of its page."""
    try:
        return store.prepare(reading)
    except MisquoteError as error:
        log.exception("a page misquotes itself", extra={"page": reading.page.id})
        failure = Rejected(reading.page.id, "store", Reason.FAILED, f"MisquoteError: {error}", reading.page.path)
        return store.prepare(Reading(reading.page, reading.stories, reading.removed, rejected=(*reading.rejected, failure)))


def relink(writer: store.Writer, ways: episode.Ways = episode.HERE) -> None:
    """Bring the episodes up to date with the events, keeping the ids that episodes have."""
    relinking.relink(writer, ways)


class _Work:
    """The pages of one run, as they pass."""

    def __init__(self, writer: store.Writer, run: Run) -> None:
        self.writer, self.run = writer, run
        self.counts = Outcome()
        self.rejected: list[Rejected] = []
        self.waiting: list[store.Prepared] = []
        self.anew: set[PageId] = set()  # pages that are known, and read again
        self.since = time.monotonic()
        self.stopped = False

    def outcome(self) -> Outcome:
        """Return what was done."""
        return replace(self.counts, rejected=tuple(self.rejected), stopped=self.stopped)

    def unknown(self, pages: Iterable[Page | Rejected]) -> Iterator[Page]:
        """Yield the pages that are still to be read."""
        coming = iter(pages)
        while batch := tuple(islice(coming, LOOKED_UP)):
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

    def keep_all(self, readings: Iterable[Reading | store.Prepared | Rejected]) -> None:
        """Write readings as they come, until they end or a person ends them."""
        try:
            for reading in readings:
                if isinstance(reading, Rejected):
                    self.reject(reading)
                else:
                    self.keep(reading if isinstance(reading, store.Prepared) else prepared(reading))
        except KeyboardInterrupt:
            self.stopped = True
        self.write()

    def reject(self, page: Rejected) -> None:
        """Write down what was no page."""
        self.writer.reject(page)
        self._count(self.counts, (page,))

    def keep(self, reading: store.Prepared) -> None:
        """Take a reading; several are written together, yet none waits long."""
        self.waiting.append(reading)
        if len(self.waiting) >= AT_ONCE or time.monotonic() - self.since > LONGEST_WAIT:
            self.write()

    def write(self) -> None:
        """Write the readings that wait."""
        readings, self.waiting, self.since = self.waiting, [], time.monotonic()
        self.anew |= self.writer.failed(reading.page for reading in readings)
        for reading, added in zip(readings, self.writer.add_all(readings, anew=self.anew), strict=True):
            self.anew.discard(reading.page)
            self._count(self.counts.plus(added), () if added.known else reading.rejected)

    def _count(self, counts: Outcome, rejected: Iterable[Rejected]) -> None:
        self.counts = counts
        self.rejected += rejected
        if self.run.tick:
            self.run.tick(counts)
