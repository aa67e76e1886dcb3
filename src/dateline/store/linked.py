"""What linking keeps of the last time, and what changed since: the tables of 0002_linking.sql."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dateline import wire
from dateline.records import EpisodeId, EventId, Interval, Precision, StoryId
from dateline.store import rows
from dateline.store.reader import KEPT, STORIES, story_of
from dateline.store.schema import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from dateline.records import Actor, ActorId, Episode, Event, PageId, Story
    from dateline.store.schema import Connection

Row = tuple[Any, ...]  # the edge: what DuckDB gives
# Kinds of keys: sides and month; sides and word of an event without a day; what dates an undated page; sides and word of an
# event with a day; two sides and type of an event without a day.
TIME, WORD, DATE, DATED_WORD, FEW = range(5)
EPISODE_TABLES = {
    "episodes": "id", "episode_parties": "episode", "episode_events": "episode", "episode_aliases": "episode",
    "episode_links": "episode",
}  # fmt: skip
KEY_TABLES = {"episode_keys": "episode"}
STATE = ("linking", "sightings", "sighting_keys", "alike", "linked_stories", "story_marks", "copies", "story_dates")
FEW_ROWS = 200_000  # up to here lists are faster than loading the libraries of Arrow, 0.5 s
READ_AGAIN = "read again"


def forget(connection: Connection, stories: Sequence[StoryId]) -> None:
    """Note that stories were removed: what is read of them again is linked afresh, even where its ids are as before."""
    if stories:
        connection.execute("UPDATE sightings SET edited = ? WHERE story IN (SELECT unnest(?))", [READ_AGAIN, list(stories)])


class Linked:
    """The kept tables of one connection."""

    def __init__(self, connection: Connection) -> None:
        """Take the connection of a writer, or of a reader for questions alone."""
        self.connection = connection

    def ask(self, question: str, *values: object) -> list[Row]:
        """Return the rows that a question gives."""
        return self.connection.execute(question, list(values)).fetchall()

    def among(self, question: str, names: Iterable[object]) -> list[Row]:
        """Return the rows of a question whose `?` stands for a list of ids or numbers."""
        listed = list(names)
        return self.ask(question, listed) if listed else []

    def put(self, table: str, columns: Mapping[str, Sequence[object]]) -> None:
        """Append columns to a table; DuckDB loads pandas to find a table of Arrow, which few rows are not worth."""
        many, names = len(next(iter(columns.values()))), ", ".join(columns)
        if 0 < many <= FEW_ROWS:
            picked = ", ".join("unnest(?)" for _ in columns)
            self.connection.execute(f"INSERT INTO {table} ({names}) SELECT {picked}", [list(one) for one in columns.values()])
        elif many:
            import pyarrow as pa

            coming = pa.table(dict(columns))  # noqa: F841  # DuckDB finds it by its name
            self.connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM coming")  # noqa: S608

    def put_rows(self, table: str, columns: Sequence[str], many: Sequence[Sequence[object]]) -> None:
        """Append rows to a table."""
        self.put(table, _columns(columns, many))

    def drop(self, table: str, column: str, names: Iterable[object]) -> None:
        """Delete the rows whose column is one of these."""
        listed = list(names)
        if listed:
            self.connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT unnest(?))", [listed])  # noqa: S608

    # ---------------------------------------------------------------- the form
    def form(self) -> str | None:
        """Return the rules that the tables were made by; None where they are empty."""
        found = self.ask("SELECT form FROM linking")
        return str(found[0][0]) if found else None

    def clear(self, form: str) -> None:
        """Empty the tables, to be filled by these rules."""
        for table in STATE:
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608
        self.put("linking", {"form": [form]})

    # ---------------------------------------------------------------- what changed
    def new_stories(self) -> list[StoryId]:
        """Return the stories that were not compared for copies yet."""
        return [row[0] for row in self.ask("SELECT id FROM stories ANTI JOIN linked_stories ON story = id ORDER BY id")]

    def gone_stories(self) -> list[StoryId]:
        """Return the stories that were compared, and are no more."""
        return [row[0] for row in self.ask("SELECT story FROM linked_stories ANTI JOIN stories ON story = id ORDER BY story")]

    def count(self) -> int:
        """Return how many events are linked."""
        return int(self.ask("SELECT count(*) FROM sightings")[0][0])

    def new_events(self) -> list[EventId]:
        """Return the events that were not linked yet."""
        kept = f"SELECT id FROM events WHERE {KEPT}"  # noqa: S608
        return [row[0] for row in self.ask(f"SELECT id FROM ({kept}) ANTI JOIN sightings ON event = id ORDER BY id")]  # noqa: S608

    def gone_events(self) -> dict[EventId, int]:
        """Return the events that were linked, and are no more or are rejected, with their numbers."""
        kept = f"SELECT id FROM events WHERE {KEPT}"  # noqa: S608
        return dict(self.ask(f"SELECT event, number FROM sightings ANTI JOIN ({kept}) ON event = id"))  # noqa: S608

    def changed_events(self) -> dict[EventId, int]:
        """Return the events whose record or whose story's first page is another than when they were linked."""
        corrected = self.ask("SELECT id FROM events WHERE original IS NOT NULL OR verdict = 'added'")
        now = self.edited(row[0] for row in corrected)
        before = {row[0]: row[1:] for row in self.ask("SELECT event, number, edited FROM sightings WHERE edited IS NOT NULL")}
        numbers = self.numbers(now.keys() - before.keys()) | {event: number for event, (number, _) in before.items()}
        edited = {event: number for event, number in numbers.items() if before.get(event, (0, None))[1] != now.get(event)}
        firsts = "SELECT story, min(page) AS first FROM appearances GROUP BY story"
        moved = f"""SELECT s.event, s.number FROM sightings s JOIN ({firsts}) a ON a.story = s.story
            WHERE a.first <> s.page"""  # noqa: S608
        return edited | dict(self.ask(moved))

    def hands(self) -> dict[EventId, tuple[int, str]]:
        """Return the events about which people had decided something when they were linked, with number and mark."""
        found = self.ask("SELECT event, number, hand FROM sightings WHERE hand IS NOT NULL")
        return {event: (number, mark) for event, number, mark in found}

    def edited(self, events: Iterable[EventId]) -> dict[EventId, str]:
        """Return the digests of the events that corrections made what they are."""
        question = """SELECT id, md5(record) FROM events
            WHERE (original IS NOT NULL OR verdict = 'added') AND id IN (SELECT unnest(?))"""
        return dict(self.among(question, events))

    # ---------------------------------------------------------------- events and stories
    def events(self, names: Iterable[EventId]) -> dict[EventId, Event]:
        """Return events by id."""
        found = self.among("SELECT record FROM events WHERE id IN (SELECT unnest(?))", names)
        made = (wire.event_of(json.loads(row[0])) for row in found)
        return {event.id: event for event in made}

    def stories(self, names: Iterable[StoryId]) -> dict[StoryId, Story]:
        """Return stories by id, each as it stands on the first of its pages by id."""
        found = self.among(f"{STORIES} WHERE s.id IN (SELECT unnest(?)) ORDER BY a.page DESC, a.position", names)
        return {StoryId(row[0]): story_of(row) for row in found}

    def numbers(self, events: Iterable[EventId]) -> dict[EventId, int]:
        """Return the numbers of linked events."""
        return dict(self.among("SELECT event, number FROM sightings WHERE event IN (SELECT unnest(?))", events))

    def named(self, numbers: Iterable[int]) -> dict[int, EventId]:
        """Return the ids of linked events by number."""
        return dict(self.among("SELECT number, event FROM sightings WHERE number IN (SELECT unnest(?))", numbers))

    def drop_pairs(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Delete pairs from those that are alike."""
        listed = list(pairs)
        if listed:
            ones, others = ([pair[place] for pair in listed] for place in (0, 1))
            gone = "SELECT unnest(?) AS one, unnest(?) AS other"
            self.connection.execute(f"DELETE FROM alike WHERE (one, other) IN ({gone})", [ones, others])  # noqa: S608

    def told_in(self, stories: Iterable[StoryId]) -> dict[EventId, int]:
        """Return the linked events of stories, with their numbers."""
        return dict(self.among("SELECT event, number FROM sightings WHERE story IN (SELECT unnest(?))", stories))

    def components(self, numbers: Iterable[int]) -> set[int]:
        """Return the components of linked events."""
        question = "SELECT DISTINCT component FROM sightings WHERE number IN (SELECT unnest(?))"
        return {row[0] for row in self.among(question, numbers)}

    def members(self, components: Iterable[int]) -> dict[EventId, int]:
        """Return the linked events of components, with their numbers."""
        return dict(self.among("SELECT event, number FROM sightings WHERE component IN (SELECT unnest(?))", components))

    def first_free(self) -> int:
        """Return the first number that no event has."""
        return int(self.ask("SELECT coalesce(max(number), 0) + 1 FROM sightings")[0][0])

    # ---------------------------------------------------------------- keys and pairs
    def keys(self, numbers: Iterable[int]) -> list[tuple[int, int, int]]:
        """Return key, number and kind of what events hold."""
        return self.among("SELECT key, number, kind FROM sighting_keys WHERE number IN (SELECT unnest(?))", numbers)

    def holders(self, keys: Iterable[int]) -> list[tuple[int, int]]:
        """Return key and number of the events that hold keys."""
        return self.among("SELECT key, number FROM sighting_keys WHERE key IN (SELECT unnest(?))", keys)

    def sizes(self, keys: Iterable[int]) -> dict[int, int]:
        """Return how many events hold each key."""
        question = f"SELECT key, count(*) FROM sighting_keys WHERE kind <> {DATE} AND key IN (SELECT unnest(?)) GROUP BY key"  # noqa: S608
        return dict(self.among(question, keys))

    def alike(self, numbers: Iterable[int]) -> list[tuple[int, int, float]]:
        """Return the pairs that begin with these events, with their likeness."""
        return self.among("SELECT one, other, score FROM alike WHERE one IN (SELECT unnest(?))", numbers)

    # ---------------------------------------------------------------- copies and dates
    def marks(self, stories: Iterable[StoryId]) -> dict[StoryId, tuple[int, ...]]:
        """Return what stories share with their likely copies."""
        question = "SELECT story, list(mark) FROM story_marks WHERE story IN (SELECT unnest(?)) GROUP BY story"
        return {row[0]: tuple(row[1]) for row in self.among(question, stories)}

    def marked(self, marks: Iterable[int]) -> set[StoryId]:
        """Return the stories that have some of these marks."""
        return {row[0] for row in self.among("SELECT DISTINCT story FROM story_marks WHERE mark IN (SELECT unnest(?))", marks)}

    def origins(self, stories: Iterable[StoryId]) -> dict[StoryId, StoryId]:
        """Return the origins of those of the stories that have copies."""
        return dict(self.among("SELECT story, origin FROM copies WHERE story IN (SELECT unnest(?))", stories))

    def versions(self, origins: Iterable[StoryId]) -> set[StoryId]:
        """Return the stories that are copies of these."""
        return {row[0] for row in self.among("SELECT story FROM copies WHERE origin IN (SELECT unnest(?))", origins)}

    def dates(self, stories: Iterable[StoryId]) -> list[tuple[StoryId, PageId, Interval, tuple[str, ...]]]:
        """Return when undated stories can have been published, and why."""
        found = self.among(f"SELECT {_DATES} FROM story_dates WHERE story IN (SELECT unnest(?))", stories)  # noqa: S608
        return [_page_date(*row) for row in found]

    def undated(self, keys: Iterable[int]) -> dict[EventId, StoryId]:
        """Return the events of undated stories that hold one of these keys, with their stories."""
        question = f"""SELECT DISTINCT s.event, s.story FROM sighting_keys k JOIN sightings s ON s.number = k.number
            JOIN stories t ON t.id = s.story WHERE k.kind = {DATE} AND t.published IS NULL AND k.key IN (SELECT unnest(?))"""  # noqa: S608
        return dict(self.among(question, keys))

    # ---------------------------------------------------------------- episodes
    def episodes_of(self, events: Iterable[EventId]) -> list[Episode]:
        """Return the episodes that events are in."""
        question = "SELECT DISTINCT episode FROM episode_events WHERE event IN (SELECT unnest(?))"
        return self.episodes(row[0] for row in self.among(question, events))

    def episodes(self, names: Iterable[EpisodeId]) -> list[Episode]:
        """Return episodes by id, in the order of their ids."""
        found = self.among("SELECT record FROM episodes WHERE id IN (SELECT unnest(?)) ORDER BY id", names)
        return [wire.episode_of(json.loads(row[0])) for row in found]

    def in_stories(self, stories: Iterable[StoryId]) -> set[EpisodeId]:
        """Return the episodes that stories report."""
        question = "SELECT DISTINCT episode FROM episode_events WHERE story IN (SELECT unnest(?))"
        return {row[0] for row in self.among(question, stories)}

    def pointing_at(self, episodes: Iterable[EpisodeId]) -> set[EpisodeId]:
        """Return the episodes with a link to one of these."""
        question = "SELECT DISTINCT episode FROM episode_links WHERE target IN (SELECT unnest(?))"
        return {row[0] for row in self.among(question, episodes)}

    def plans(self, keys: Iterable[tuple[int, str]]) -> set[EpisodeId]:
        """Return the plans that hold a key and are of its type."""
        return self._by_keys("k.plan", keys)

    def outcomes(self, keys: Iterable[tuple[int, str]]) -> set[EpisodeId]:
        """Return the episodes that hold a key as an outcome does and are of its type."""
        return self._by_keys("NOT k.plan", keys)

    def _by_keys(self, side: str, keys: Iterable[tuple[int, str]]) -> set[EpisodeId]:
        listed = list(keys)
        if not listed:
            return set()
        question = f"""WITH wanted AS (SELECT unnest(?) AS key, unnest(?) AS type)
            SELECT DISTINCT k.episode FROM episode_keys k JOIN wanted w ON w.key = k.key
            JOIN episodes e ON e.id = k.episode AND e.type = w.type WHERE {side}"""  # noqa: S608
        return {row[0] for row in self.ask(question, *([one[place] for one in listed] for place in (0, 1)))}

    def taken(self, names: AbstractSet[EpisodeId]) -> set[EpisodeId]:
        """Return those of the ids that episodes have or had."""
        ids = "SELECT id FROM episodes WHERE id IN (SELECT unnest(?))"
        aliases = "SELECT alias FROM episode_aliases WHERE alias IN (SELECT unnest(?))"
        return {row[0] for question in (ids, aliases) for row in self.among(question, names)}

    def remove(self, episodes: Iterable[EpisodeId] | None, *, keys: bool = True) -> None:
        """Remove episodes, or all, with what hangs on them."""
        for table, column in (EPISODE_TABLES | (KEY_TABLES if keys else {})).items():
            if episodes is None:
                self.connection.execute(f"DELETE FROM {table}")  # noqa: S608
            else:
                self.drop(table, column, episodes)

    def write(self, episodes: Sequence[Episode], actors: Mapping[ActorId, Actor], told: Mapping[StoryId, date]) -> None:
        """Write episodes with their rows; those of the same ids must have been removed."""
        written: dict[str, list[rows.Row]] = {}
        for episode in episodes:
            for table, row in rows.episode_rows(episode, actors, told):
                written.setdefault(table, []).append(row)
        for table, many in written.items():
            for place in range(0, len(many), AT_ONCE):
                fill(self.connection, table, many[place : place + AT_ONCE])
        links = [(one.id, link.kind.value, link.episode) for one in episodes for link in one.links]
        self.put_rows("episode_links", ("episode", "kind", "target"), links)

    def published(self, stories: Iterable[StoryId] | None = None) -> dict[StoryId, date]:
        """Return the days of stories that have one: of these, or of all."""
        question = "SELECT id, published FROM stories WHERE published IS NOT NULL"
        return dict(self.ask(question) if stories is None else self.among(f"{question} AND id IN (SELECT unnest(?))", stories))


AT_ONCE = 20_000  # rows in one statement
_DATES = "story, page, first_day, last_day, precision, constraints"


def _page_date(  # noqa: PLR0913  # a row
    story: StoryId, page: PageId, first: date, last: date, precision: str, constraints: list[str]
) -> tuple[StoryId, PageId, Interval, tuple[str, ...]]:
    return story, page, Interval(first, last, Precision(precision)), tuple(constraints)


def _columns(names: Sequence[str], many: Sequence[Sequence[object]]) -> dict[str, list[object]]:
    """Return rows as columns."""
    return {name: [row[place] for row in many] for place, name in enumerate(names)}


def page_dates(connection: Connection) -> Iterator[tuple[StoryId, PageId, Interval, tuple[str, ...]]]:
    """Yield when each undated story can have been published, and the constraints that say so, by page."""
    for row in connection.execute(f"SELECT {_DATES} FROM story_dates ORDER BY page, story").fetchall():  # noqa: S608
        yield _page_date(*row)
