"""The one writer: readings into the next generation, one transaction per page."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from dateline import citations
from dateline.records import Episode, PageId, Reading, Reason, Rejected, StoryId
from dateline.store import corrections, generation, linked, rows, search
from dateline.store.rows import Row
from dateline.store.schema import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path
    from types import TracebackType

    from dateline.records import Actor, ActorId, Correction, Story
    from dateline.store.schema import Connection

Rows = dict[str, list[Row]]


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


_IDS = "SELECT id FROM {} WHERE list_contains(?, id)"
_PAGES = _IDS.format("pages")
_REFUSED = "SELECT page FROM rejected WHERE list_contains(?, page)"


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

    def add_all(self, readings: Sequence[Reading], *, anew: AbstractSet[PageId] = frozenset()) -> tuple[Added, ...]:
        """
        Keep readings, all of them in one transaction, which takes a tenth of the time of one for each.

        Args:
            readings: of any pages; of those that are known nothing is kept.
            anew: pages whose readings take the place of what was read of them before.

        Raises:
            MisquoteError: a citation does not quote its story; nothing was kept or replaced.
        """
        for reading in readings:
            _check(reading)
        with self._transaction():
            for reading in readings:
                if reading.page.id in anew:
                    self._remove(reading.page.id)
            added, written = self._sorted(readings)
            self._fill(written)
        return added

    def _sorted(self, readings: Sequence[Reading]) -> tuple[tuple[Added, ...], Rows]:
        """Return what readings bring, and the rows of it."""
        met = self._met(readings)
        written: Rows = defaultdict(list)
        added = []
        for reading in readings:
            if reading.page.id in met.pages:
                added.append(Added(reading.page.id, known=True))
                continue
            fresh = {story.id: story for story in reversed(reading.stories) if story.id not in met.stories}
            one = _rows(reading, fresh, met.actors)
            for table, many in one.items():
                written[table] += many
            met.pages.add(reading.page.id)
            met.stories.update(fresh)
            met.actors.update(row["id"] for row in one["actors"])
            added.append(Added(reading.page.id, len(fresh), len(one["statements"]), len(one["events"])))
        return tuple(added), written

    def _met(self, readings: Sequence[Reading]) -> _Met:
        """Return which pages, stories and actors of the readings the record has."""
        pages, stories, actors = (_IDS.format(table) for table in ("pages", "stories", "actors"))
        return _Met(
            self._among(pages, (reading.page.id for reading in readings)),
            self._among(stories, (story.id for reading in readings for story in reading.stories)),
            self._among(actors, (actor.id for reading in readings for actor in reading.actors)),
        )

    def reject(self, rejected: Rejected) -> bool:
        """Keep the rejection of what was no page; return whether it was new."""
        if self.knows(rejected.page):
            return False
        self._write({"rejected": [rows.rejected_row(rejected, 0)]})
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
        alone = sorted(set(told) - self._among("SELECT story FROM appearances WHERE list_contains(?, story)", told))
        if alone:
            for table in ("statements", "events"):
                gone = f"SELECT id FROM {table} WHERE list_contains(?, story)"  # noqa: S608  # names of our own
                run(f"DELETE FROM parties WHERE record IN ({gone})", [alone])  # noqa: S608
            for table in ("statements", "events", "tenures", "figures", "mentions"):
                run(f"DELETE FROM {table} WHERE list_contains(?, story)", [alone])  # noqa: S608  # names of our own
            run("DELETE FROM stories WHERE list_contains(?, id)", [alone])
            linked.forget(self._connection, alone)

    def _write(self, written: Mapping[str, list[Row]]) -> None:
        with self._transaction():
            self._fill(written)

    def _fill(self, written: Mapping[str, list[Row]]) -> None:
        for table, many in written.items():
            fill(self._connection, table, many)

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
        written: Rows = defaultdict(list)
        for episode in episodes:
            for table, row in rows.episode_rows(episode, actors, told):
                written[table].append(row)
        with self._transaction():
            for table in ("episodes", "episode_parties", "episode_events", "episode_aliases"):
                run(f"DELETE FROM {table}")  # noqa: S608  # names of our own
        self._write(written)


def _rows(reading: Reading, fresh: Mapping[StoryId, Story], known: AbstractSet[str]) -> Rows:
    """Return the rows of a page: of its stories those that are fresh, of its actors those that are not known."""
    written: Rows = defaultdict(list)
    actors = {actor.id: actor for actor in reading.actors}
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    written["pages"].append(rows.page_row(reading.page, now))
    written["stories"] += [rows.story_row(story) for story in fresh.values()]
    written["appearances"] += [rows.appearance_row(story, place) for place, story in enumerate(reading.stories)]
    written["removed"] += rows.removed_rows(reading)
    written["rejected"] += [rows.rejected_row(rejected, place) for place, rejected in enumerate(reading.rejected)]
    unseen = {actor.id: actor for actor in reading.actors if actor.id not in known}
    written["actors"] += [_actor_row(actor) for actor in unseen.values()]
    mentions = [mention for mention in reading.mentions if mention.citation.story in fresh]
    written["mentions"] += [rows.mention_row(mention) for mention in mentions]
    for statement in reading.statements:
        if statement.story in fresh:
            written["statements"].append(rows.statement_row(statement))
            written["parties"] += rows.statement_parties(statement, mentions, actors)
    for event in reading.events:
        if event.story in fresh:
            written["events"].append(rows.event_row(event))
            written["parties"] += rows.event_parties(event, actors)
    written["tenures"] += [rows.tenure_row(tenure) for tenure in reading.tenures if tenure.story in fresh]
    written["figures"] += [rows.figure_row(figure) for figure in reading.figures if figure.story in fresh]
    return written


def _actor_row(actor: Actor) -> Row:
    from dateline import wire

    return wire.actor_json(actor)


def _check(reading: Reading) -> None:
    texts = {story.id: story.text for story in reading.stories}
    for records in (reading.statements, reading.events, reading.tenures, reading.figures, reading.mentions):
        for record in records:
            citations.check(record, texts)
