"""The one writer: readings into the next generation, several in one transaction."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from dateline.records import Episode, PageId, Reading, Reason, Rejected, StoryId
from dateline.store import corrections, generation, linked, rows, search
from dateline.store.prepared import COLUMNS, Prepared, Rows, prepare
from dateline.store.schema import append, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path
    from types import TracebackType

    from dateline.records import Actor, ActorId, Correction
    from dateline.store.schema import Connection


@dataclass(frozen=True, slots=True)
class Added:
    """What one reading brought."""

    page: PageId
    stories: int = 0  # those that were not known
    statements: int = 0
    events: int = 0
    known: bool = False  # the page was there already, and nothing was written


@dataclass(frozen=True, slots=True)
class _Met:
    """What the record has of some readings, by id."""

    pages: set[str]
    stories: set[str]
    actors: set[str]


_IDS = "SELECT id FROM {} WHERE id IN (SELECT unnest(?))"
_PAGES = _IDS.format("pages")
_REFUSED = "SELECT page FROM rejected WHERE page IN (SELECT unnest(?))"


class Writer:
    """
    Writes the next generation of a database; a context manager.

    Leaving without an error publishes; after an error the published generation is as before, and the next writer goes on
    from what was written.
    """

    def __init__(self, path: Path) -> None:
        """Name the database; nothing happens before the context is entered."""
        self.path = path
        self._held = ExitStack()

    def __enter__(self) -> Self:
        """
        Take the lock and open the next generation.

        Raises:
            StoreLockedError: another process is writing.
            StoreError: the file is no database of ours.
        """
        self._held.enter_context(generation.write_lock(self.path))
        try:
            self._connection = generation.open_next(self.path)
        except BaseException:
            self._held.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Publish, or leave what was written for the next writer."""
        try:
            if kind is None:
                index = search.follow(self._connection, self.path)
                generation.publish(self._connection, self.path)
                search.sweep(index)
            else:
                self._connection.close()
        finally:
            self._held.close()

    @property
    def connection(self) -> Connection:
        """Return the open next generation, for questions about what was just written."""
        return self._connection

    def _among(self, question: str, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that a question, which asks by a list of ids, finds."""
        asked = sorted(set(ids))
        return {row[0] for row in self._connection.execute(question, [asked]).fetchall()} if asked else set()

    # ---------------------------------------------------------------- pages
    def knows(self, page: PageId) -> bool:
        """Return whether the page was read or rejected before."""
        return bool(self.known((page,)))

    def known(self, pages: Iterable[PageId]) -> set[PageId]:
        """Return the pages that were read or rejected before."""
        asked = tuple(pages)
        return {PageId(name) for table in (_PAGES, _REFUSED) for name in self._among(table, asked)}

    def failed(self, pages: Iterable[PageId]) -> set[PageId]:
        """Return the pages that an error of ours spoiled, so that they are worth reading again."""
        return {PageId(name) for name in self._among(f"{_REFUSED} AND reason = '{Reason.FAILED.value}'", pages)}

    def rejections(self, page: PageId) -> tuple[Rejected, ...]:
        """Return why the page, or parts of it, were rejected when it was read."""
        question = "SELECT stage, reason, detail, path FROM rejected WHERE page = ? ORDER BY position"
        found = self._connection.execute(question, [page]).fetchall()
        return tuple(Rejected(page, stage, Reason(reason), detail, path) for stage, reason, detail, path in found)

    def add(self, reading: Reading) -> Added:
        """
        Keep a reading, in one transaction; a page that is known changes nothing.

        Raises:
            MisquoteError: a citation does not quote its story; nothing of the page was kept.
        """
        return self.add_all((reading,))[0]

    def add_all(self, readings: Sequence[Reading | Prepared], *, anew: AbstractSet[PageId] = frozenset()) -> tuple[Added, ...]:
        """
        Keep readings, all of them in one transaction, which takes a tenth of the time of one for each.

        Args:
            readings: of any pages, as they are or as rows; of those that are known nothing is kept.
            anew: pages whose readings take the place of what was read of them before.

        Raises:
            MisquoteError: a citation does not quote its story; nothing was kept or replaced.
        """
        prepared = [one if isinstance(one, Prepared) else prepare(one) for one in readings]
        with self._transaction():
            for one in prepared:
                if one.page in anew:
                    self._remove(one.page)
            added, written = self._sorted(prepared)
            for table, many in written.items():
                append(self._connection, table, COLUMNS[table], many)
        return added

    def _sorted(self, readings: Sequence[Prepared]) -> tuple[tuple[Added, ...], Rows]:
        """Return what readings bring, and the rows of it."""
        met = self._met(readings)
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        written: Rows = defaultdict(list)
        added = []
        for reading in readings:
            if reading.page in met.pages:
                added.append(Added(reading.page, known=True))
                continue
            fresh = [told for story, told in reading.stories.items() if story not in met.stories]
            for told in (reading.standing, *fresh):
                for table, many in told.items():
                    written[table] += many if table != "pages" else [(*row[:-1], now) for row in many]
            written["actors"] += [row for actor, row in reading.actors.items() if actor not in met.actors]
            met.pages.add(reading.page)
            met.stories.update(reading.stories)
            met.actors.update(reading.actors)
            said, done = (sum(len(told.get(table, ())) for told in fresh) for table in ("statements", "events"))
            added.append(Added(reading.page, len(fresh), said, done))
        return tuple(added), written

    def _met(self, readings: Sequence[Prepared]) -> _Met:
        """Return which pages, stories and actors of the readings the record has."""
        pages, stories, actors = (_IDS.format(table) for table in ("pages", "stories", "actors"))
        return _Met(
            self._among(pages, (reading.page for reading in readings)),
            self._among(stories, (story for reading in readings for story in reading.stories)),
            self._among(actors, (actor for reading in readings for actor in reading.actors)),
        )

    def reject(self, rejected: Rejected) -> bool:
        """Keep the rejection of what was no page; return whether it was new."""
        if self.knows(rejected.page):
            return False
        with self._transaction():
            fill(self._connection, "rejected", [rows.rejected_row(rejected, 0)])
        return True

    def forget(self, page: PageId) -> None:
        """Remove a page and what only it told, so that it can be read again; an unknown page changes nothing."""
        if not self.knows(page):
            return
        with self._transaction():
            self._remove(page)

    def _remove(self, page: PageId) -> None:
        """Delete a page and the stories that stand on no other."""
        run = self._connection.execute
        told = [row[0] for row in run("SELECT DISTINCT story FROM appearances WHERE page = ?", [page]).fetchall()]
        for table in ("appearances", "removed", "rejected"):
            run(f"DELETE FROM {table} WHERE page = ?", [page])  # noqa: S608  # names of our own
        run("DELETE FROM pages WHERE id = ?", [page])
        alone = sorted(set(told) - self._among("SELECT story FROM appearances WHERE story IN (SELECT unnest(?))", told))
        if alone:
            for table in ("statements", "events"):
                gone = f"SELECT id FROM {table} WHERE story IN (SELECT unnest(?))"  # noqa: S608  # names of our own
                run(f"DELETE FROM parties WHERE record IN ({gone})", [alone])  # noqa: S608
            for table in ("statements", "events", "tenures", "figures", "mentions"):
                run(f"DELETE FROM {table} WHERE story IN (SELECT unnest(?))", [alone])  # noqa: S608  # names of our own
            run("DELETE FROM stories WHERE id IN (SELECT unnest(?))", [alone])
            linked.forget(self._connection, alone)

    # ---------------------------------------------------------------- corrections and episodes
    def correct(self, correction: Correction) -> None:
        """
        Keep what a person decided about a record, and apply it.

        Raises:
            UsageError: there is no such kind of record, or the correction makes none.
            MisquoteError: what it makes does not quote its story.
        """
        with self._transaction():
            corrections.keep(self._connection, correction)
            unfit = corrections.apply(self._connection)
            if correction.id in unfit:
                raise unfit[correction.id]

    def apply_corrections(self) -> None:
        """Apply all corrections afresh to the records as they were read; doing so again changes nothing."""
        with self._transaction():
            corrections.apply(self._connection)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Run the block in one transaction: all of it, or nothing."""
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def put_episodes(self, episodes: Iterable[Episode], actors: Mapping[ActorId, Actor]) -> None:
        """Put these episodes in the place of all that were there."""
        run = self._connection.execute
        told = {
            StoryId(row[0]): row[1] for row in run("SELECT id, published FROM stories WHERE published IS NOT NULL").fetchall()
        }
        written: dict[str, list[rows.Row]] = defaultdict(list)
        for episode in episodes:
            for table, row in rows.episode_rows(episode, actors, told):
                written[table].append(row)
        with self._transaction():
            for table in ("episodes", "episode_parties", "episode_events", "episode_aliases"):
                run(f"DELETE FROM {table}")  # noqa: S608  # names of our own
        with self._transaction():
            for table, many in written.items():
                fill(self._connection, table, many)
