"""Introduce the pipeline to the store: pages in, what is known skipped, what is rejected recorded, episodes linked."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline import store
from dateline.errors import MisquoteError
from dateline.records import Page, Reading, Reason, Rejected
from dateline.stages import episode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from dateline.pipeline import Pipeline

log = logging.getLogger(__name__)


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

    def plus(self, reading: Reading, added: store.Added) -> Outcome:
        """Return the outcome with one more page."""
        if added.known:
            return replace(self, known=self.known + 1)
        return replace(
            self,
            pages=self.pages + 1,
            stories=self.stories + added.stories,
            statements=self.statements + added.statements,
            events=self.events + added.events,
            rejected=self.rejected + reading.rejected,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """How to add."""

    again: bool = False  # read pages anew that are known
    tick: Callable[[Outcome], None] | None = None  # called after every page


def add(path: Path, pages: Iterable[Page | Rejected], *, pipeline: Pipeline, run: Run | None = None) -> Outcome:
    """
    Read pages into a database and publish it; stopping by Ctrl-C keeps what was read.

    Args:
        path: the database; it is made where there is none.
        pages: pages, and rejections of what was no page.
        pipeline: the reader of pages.
        run: how.

    Raises:
        StoreLockedError: another process is writing to it.
        StoreError: the file is no database of ours.
    """
    how = run or Run()
    with store.Writer(path) as writer:
        work = _Work(writer, how)
        try:
            for reading in pipeline.read_all(work.unknown(pages)):
                work.keep(reading)
        except KeyboardInterrupt:
            work.outcome = replace(work.outcome, stopped=True)
        writer.apply_corrections()
        relink(writer)
    return work.outcome


def relink(writer: store.Writer) -> None:
    """Link the events afresh into episodes, keeping the ids that episodes have."""
    reader = store.Reader.over(writer.connection, writer.path)
    episodes = episode.link_events(reader.stories(), reader.events(), actors=reader.actors(), before=reader.timeline())
    writer.put_episodes(episodes, reader.actors())


class _Work:
    """The pages of one run, as they pass."""

    def __init__(self, writer: store.Writer, run: Run) -> None:
        self.writer, self.run = writer, run
        self.outcome = Outcome()

    def unknown(self, pages: Iterable[Page | Rejected]) -> Iterator[Page]:
        """Yield the pages that are still to be read."""
        for page in pages:
            if isinstance(page, Rejected):
                self.writer.reject(page)
                self._count(replace(self.outcome, rejected=(*self.outcome.rejected, page)))
            elif self.writer.knows(page.id) and not self.run.again and not self.writer.failed(page.id):
                earlier = self.writer.rejections(page.id)
                self._count(replace(self.outcome, known=self.outcome.known + 1, rejected=self.outcome.rejected + earlier))
            else:
                self.writer.forget(page.id)
                yield page

    def keep(self, reading: Reading) -> None:
        """Write a reading; one that misquotes itself is kept as the rejection of its page."""
        try:
            added = self.writer.add(reading)
        except MisquoteError as error:
            log.exception("a page misquotes itself", extra={"page": reading.page.id})
            failure = Rejected(reading.page.id, "store", Reason.FAILED, f"MisquoteError: {error}", reading.page.path)
            reading = Reading(reading.page, reading.stories, reading.removed, rejected=(*reading.rejected, failure))
            added = self.writer.add(reading)
        self._count(self.outcome.plus(reading, added))

    def _count(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if self.run.tick:
            self.run.tick(outcome)
