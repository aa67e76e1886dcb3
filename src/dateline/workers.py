"""
Pages → Readings on all cores: processes that share nothing but records.

Each worker reads with a model of its own on one thread, and is spoken to by a pipe of its own, so that killing one harms no
other. What each makes of its readings comes out in the order of the pages. It reads the pages before it some at a time, which
is faster; where it takes too long over them, or dies, another reads them one by one, and the one that does it again is rejected.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import connection
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

from dateline.records import Page, Reading, Reason, Rejected
from dateline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from dateline.pipeline import Pipeline

log = logging.getLogger(__name__)
Made = TypeVar("Made")
QUEUED = 16  # pages that a worker has before it, so that it never waits for the next
TOGETHER = 8  # pages that a worker reads at a time: docs/decisions/0191
AHEAD = 32  # pages a worker may be read ahead of the one that is waited for: what bounds the memory
STAGE = "worker"
START_SECONDS = 60.0  # what a process may take to load its models, beside its first page
_LOOK_SECONDS = 1.0  # how often a worker that says nothing is looked at


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Team:
    """How many workers read, with what, and how long one page may take."""

    count: int
    make: Callable[[], Pipeline] | None = None  # called in each worker; None: the usual pipeline with these settings
    settings: Settings = field(default_factory=Settings)


def read_all(pages: Iterable[Page], team: Team) -> Iterator[Reading]:
    """Yield the reading of each page, in their order; arguments and errors as for `made_of_all`."""
    return made_of_all(pages, team, _as_it_is)


def made_of_all(pages: Iterable[Page], team: Team, make: Callable[[Reading], Made]) -> Iterator[Made]:
    """
    Yield what is made of the reading of each page, in their order.

    Args:
        pages: taken only as far ahead as the workers need.
        team: who reads.
        make: a function of a module, called in the worker, so that it costs the process that asks nothing.

    Raises:
        ModelError: the model's files are missing or damaged.
    """
    crew = _Crew(team, make)
    try:
        yield from crew.read_all(iter(pages))
    finally:
        crew.dismiss()


def _as_it_is(reading: Reading) -> Reading:
    return reading


def usual_pipeline(settings: Settings) -> Pipeline:
    """Return the pipeline that a worker reads with."""
    from dateline.pipeline import Pipeline

    return Pipeline(settings=settings)


def _serve(pipe: Connection, pipeline_of: Callable[[], Pipeline], make: Callable[[Reading], Made], memory: int) -> None:
    """Read the pages that come through the pipe until it ends; what a worker process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes
    _bound_memory(memory)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the writer is gone
        try:
            pipeline = pipeline_of()
        except Exception as error:  # noqa: BLE001  # no page is at fault: the writer raises it
            pipe.send(error)
            return
        while True:
            for made in _made(pipeline, _pages(pipe), make):
                pipe.send(made)


def _pages(pipe: Connection) -> list[Page]:
    """Return the next page, and those that have come after it and may be read with it."""
    page, alone = pipe.recv()
    pages = [page]
    while not alone and len(pages) < TOGETHER and pipe.poll():
        page, alone = pipe.recv()
        pages.append(page)
    return pages


def _made(pipeline: Pipeline, pages: list[Page], make: Callable[[Reading], Made]) -> Iterator[Made | Exception]:
    try:
        for reading in pipeline.read_all(pages):
            yield make(reading)
    except Exception as error:  # noqa: BLE001  # as above
        yield error


def _post(pipe: Connection, outbox: SimpleQueue[tuple[Page, bool] | None]) -> None:
    """Send pages until there is a None; a thread's, so that the writer never waits for a worker that waits for the writer."""
    with contextlib.suppress(OSError):  # it died: `take` will see it
        while (told := outbox.get()) is not None:
            pipe.send(told)


def _bound_memory(most: int) -> None:
    """Let no allocation take the process beyond so many bytes."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows, or a limit that is lower already
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


class _Worker(Generic[Made]):
    """One process, the pages it has before it, and since when it reads the first of them."""

    def __init__(self, team: Team, make: Callable[[Reading], Made]) -> None:
        self.team, self.make = team, make
        self.waiting: deque[tuple[int, Page]] = deque()
        self.alone = 0  # how many of them, from the first, are read one by one
        self.start()

    def start(self) -> None:
        """Start the process, and give it the pages that are waiting."""
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        pipeline_of = self.team.make or partial(usual_pipeline, self.team.settings)
        arguments = (theirs, pipeline_of, self.make, self.team.settings.worker_mib << 20)
        self.process: SpawnProcess = context.Process(target=_serve, args=arguments, daemon=True, name="dateline-reader")
        with _deaf_to_interrupts(), _one_thread():
            self.process.start()
        theirs.close()
        self.outbox: SimpleQueue[tuple[Page, bool] | None] = SimpleQueue()
        self.postman = threading.Thread(target=_post, args=(self.pipe, self.outbox), daemon=True)
        self.postman.start()
        self.has_answered = False
        self.since = time.monotonic()
        for _, page in self.waiting:
            self.outbox.put((page, True))
        self.alone = len(self.waiting)

    def give(self, number: int, page: Page) -> None:
        """Put a page before the worker."""
        if not self.waiting:
            if not self.process.is_alive():  # it died of nothing that it read
                self.end()
                self.start()
            self.since = time.monotonic()
        self.waiting.append((number, page))
        self.outbox.put((page, False))

    def take(self) -> tuple[int, Made]:
        """
        Return what the worker has made of its first page.

        Raises:
            EOFError: it died.
        """
        try:
            found = self.pipe.recv()
        except OSError as error:
            raise EOFError from error
        if isinstance(found, BaseException):
            raise found
        number, _ = self.waiting.popleft()
        self.alone = max(0, self.alone - 1)
        self.since, self.has_answered = time.monotonic(), True
        return number, found

    def is_late(self) -> bool:
        """Return whether the worker takes longer over its page than any page may."""
        start = 0.0 if self.has_answered else START_SECONDS
        return bool(self.waiting) and time.monotonic() - self.since > self.team.settings.page_seconds + start

    def replace(self, reason: Reason, why: str) -> dict[int, Made]:
        """End the process, start another, and return what is made of the page's rejection, where it is known which it was."""
        self.end()
        if not self.alone and len(self.waiting) > 1:
            log.info("some pages ended their worker and are read one by one", extra={"why": why})
            self.start()
            return {}
        number, page = self.waiting.popleft()
        log.warning("a page ended its worker", extra={"page": page.id, "why": why})
        self.start()
        return {number: self.make(Reading(page, rejected=(Rejected(page.id, STAGE, reason, why, page.path),)))}

    def end(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join()
        self.outbox.put(None)
        self.postman.join()
        self.pipe.close()


class _Crew(Generic[Made]):
    """The workers, and what waits for what was made of an earlier page."""

    def __init__(self, team: Team, make: Callable[[Reading], Made]) -> None:
        self.team, self.make = team, make
        self.workers: list[_Worker[Made]] = []
        self.ready: dict[int, Made] = {}

    def read_all(self, pages: Iterator[Page]) -> Iterator[Made]:
        """Yield what is made of each page, in their order."""
        given = wanted = 0
        more = True
        while True:
            while more and (worker := self._idlest(given - wanted)) is not None:
                page = next(pages, None)
                if page is None:
                    more = False
                else:
                    worker.give(given, page)
                    given += 1
            if wanted == given and not more:
                return
            self._gather()
            while wanted in self.ready:
                yield self.ready.pop(wanted)
                wanted += 1

    def _idlest(self, out: int) -> _Worker[Made] | None:
        """Return the worker to give the next page to, if there is one that wants it; out is how many pages are on their way."""
        if out >= AHEAD * self.team.count:
            return None
        if len(self.workers) < self.team.count and out >= len(self.workers):
            self.workers.append(_Worker(self.team, self.make))
            return self.workers[-1]
        worker = min(self.workers, key=lambda one: len(one.waiting))
        return worker if len(worker.waiting) < QUEUED else None

    def _gather(self) -> None:
        """Wait for a worker to answer, and put what they have made aside."""
        by_pipe = {worker.pipe: worker for worker in self.workers if worker.waiting}
        for pipe in connection.wait(list(by_pipe), timeout=_LOOK_SECONDS):
            worker = by_pipe[pipe]  # type: ignore[index]
            try:
                self.ready.update((worker.take(),))
            except EOFError:
                worker.process.join()
                self.ready.update(worker.replace(Reason.FAILED, _death(worker.process.exitcode)))
        for worker in self.workers:
            if worker.is_late():
                most = self.team.settings.page_seconds
                why = f"not read within {most:g} s, the limit of one page (DATELINE_PAGE_SECONDS)"
                self.ready.update(worker.replace(Reason.TIMEOUT, why))

    def dismiss(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.end()


def _death(status: int | None) -> str:
    how = f"signal {-status}" if status is not None and status < 0 else f"status {status}"
    return f"the process that read it ended by {how}, perhaps for want of memory (DATELINE_WORKER_MIB)"


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start processes so that Ctrl-C does not reach them even before they run our code."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Start processes whose numerical libraries use one thread each."""
    name = "OMP_NUM_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
