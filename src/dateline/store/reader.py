"""The named questions: every answer is records, read from the published generation."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dateline import wire
from dateline.errors import UsageError
from dateline.records import (
    Actor,
    ActorId,
    Correction,
    Episode,
    Event,
    Figure,
    Mention,
    Page,
    PageId,
    Reading,
    Statement,
    Story,
    StoryId,
    StoryKind,
    Tenure,
    named_actors,
)
from dateline.spans import Span
from dateline.store import confident, corrections, generation, search
from dateline.store.questions import Counts, Head, Held, Statements, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dateline.store.schema import Connection

Row = tuple[Any, ...]  # the edge: what DuckDB gives
KEPT = "verdict IS DISTINCT FROM 'rejected'"
# One side of a question: a country, an actor's code, or a name. $name stands for it.
SIDE = """(p.country = {0} OR p.actor IN (
    SELECT id FROM actors
    WHERE code = {0} OR code IN ('IGO:' || {0}, 'GRP:' || {0}, 'ORG:' || {0}) OR lower(name) = lower({0})))"""
_BY_NAME = (
    " OR p.actor IN (SELECT id FROM actors WHERE contains(lower(name), lower({0}))) OR contains(lower(p.words), lower({0}))"
)
# The outlet, the address or the agency, in the form in which `search.outlets_of` gives them.
_FROM_OUTLETS = r"""(list_contains({0}, lower(s.agency)) OR t.story IN (
    SELECT a.story FROM appearances a JOIN pages p ON p.id = a.page WHERE list_contains({0}, lower(a.outlet))
    OR list_contains({0}, regexp_extract(coalesce(a.url, p.url, ''), '://(www\.)?([^/:]+)', 2))))"""
_HEADS = """SELECT s.id, a.page, coalesce(p.path, p.url, p.id), s.headline, s.agency, a.outlet, s.place, s.published
    FROM stories s JOIN appearances a ON a.story = s.id JOIN pages p ON p.id = a.page"""
# What `story_of` makes a story of: the columns, of a story and of where it stands; and the question that gives them.
STORY_COLUMNS = """s.id, a.page, a.kind, s.text, s.headline, a.byline, s.agency, a.outlet, s.place, s.published, a.section,
    s.language, a.url, a.paragraphs_from"""
STORIES = f"SELECT {STORY_COLUMNS} FROM stories s JOIN appearances a ON a.story = s.id"  # noqa: S608  # names of our own
_MIN_PREFIX = 4


class Reader:
    """
    Answers questions about a database; one may be shared by threads.

    Each question sees one whole generation; the next question sees the newest.
    """

    def __init__(self, path: Path, *, at_least: float = 0.0) -> None:
        """
        Open the database.

        Args:
            path: the database.
            at_least: the lowest confidence, 0 to 1; events below it, and episodes of such events alone, are not seen.

        Raises:
            StoreMissingError: there is none at the path.
            StoreError: it cannot be used.
            UsageError: at_least is not between 0 and 1.
        """
        self.path = path
        self.at_least = confident.confidence(at_least)
        self._guard = threading.Lock()
        self._mark = generation.mark_of(path)
        self._connection = generation.open_published(path)

    @classmethod
    def over(cls, connection: Connection, path: Path) -> Reader:
        """Return a reader of an open connection: what a writer has written and not yet published."""
        reader = cls.__new__(cls)
        reader.path, reader._guard, reader._mark, reader._connection = path, threading.Lock(), None, connection  # type: ignore[assignment]  # noqa: SLF001
        reader.at_least = 0.0
        return reader

    def _cursor(self) -> Connection:
        """Return a cursor of the newest generation."""
        with self._guard:
            if self._mark is not None and (mark := generation.mark_of(self.path)) != self._mark:
                self._connection = generation.open_published(self.path)
                self._mark = mark
            cursor = generation.cursor_of(self._connection)
        if self._mark is not None:
            cursor.execute("USE record")
        if self.at_least > 0:
            confident.narrow(cursor, self.at_least)
        return cursor

    def connection(self) -> Connection:
        """Return a cursor of the newest generation; for the modules of the store alone."""
        return self._cursor()

    def ask(self, question: str, *values: object) -> list[Row]:
        """Return the rows that a question in SQL gives; for the modules of the store alone."""
        return self._cursor().execute(question, list(values)).fetchall()

    # ---------------------------------------------------------------- what is there
    def counts(self) -> Counts:
        """Return how much the record holds."""
        (row,) = self.ask(
            f"""SELECT (SELECT count(*) FROM pages), (SELECT count(DISTINCT story) FROM appearances WHERE kind <> 'teaser'),
            (SELECT count(DISTINCT story) FROM appearances WHERE kind = 'teaser'),
            (SELECT count(*) FROM statements WHERE {KEPT}), (SELECT count(*) FROM events WHERE {KEPT}),
            (SELECT count(*) FROM tenures WHERE {KEPT}), (SELECT count(*) FROM figures WHERE {KEPT}),
            (SELECT count(*) FROM episodes), (SELECT count(*) FROM actors), (SELECT count(*) FROM rejected)"""  # noqa: S608
        )
        return Counts(*row)

    def actors(self, names: Iterable[ActorId] | None = None) -> dict[ActorId, Actor]:
        """Return actors by id: those asked for, or all."""
        question = "SELECT id, code, name, kind, country, sector, wikidata FROM actors"
        wanted = None if names is None else sorted(set(names))
        found = self.ask(question) if wanted is None else self.ask(f"{question} WHERE list_contains(?, id)", wanted)
        columns = ("id", "code", "name", "kind", "country", "sector", "wikidata")
        return {ActorId(row[0]): wire.actor_of(dict(zip(columns, row, strict=True))) for row in found}

    def actors_named(self, name: str) -> tuple[Actor, ...]:
        """Return the actors of that code or name, those of the whole name first."""
        found = self.ask(
            "SELECT id FROM actors WHERE code = $1 OR contains(lower(name), lower($1)) "
            "ORDER BY (lower(name) = lower($1) OR coalesce(code, '') = $1) DESC, name, id",
            name,
        )
        known = self.actors(row[0] for row in found)
        return tuple(known[row[0]] for row in found)

    def heads(self, stories: Iterable[StoryId]) -> dict[StoryId, Head]:
        """Return where stories stand; of several pages the first by id."""
        found = self.ask(f"{_HEADS} WHERE list_contains(?, s.id) ORDER BY a.page DESC", sorted(set(stories)))
        return {StoryId(row[0]): Head(*row) for row in found}

    def page_names(self, pages: Iterable[PageId]) -> dict[PageId, str]:
        """Return the path, given id or address of pages."""
        found = self.ask("SELECT id, coalesce(path, url, id) FROM pages WHERE list_contains(?, id)", sorted(set(pages)))
        return {PageId(row[0]): row[1] for row in found}

    # ---------------------------------------------------------------- episodes
    def timeline(self, question: Timeline | None = None) -> tuple[Episode, ...]:
        """Return the episodes asked for, in the order of their days; those without a day by the day they were told on."""
        asked = question or Timeline()
        terms, values = ["true"], []
        for side in (asked.first, asked.second):
            if side is not None:
                values.append(side)
                terms.append(f"EXISTS (FROM episode_parties p WHERE p.episode = e.id AND {SIDE.format(f'${len(values)}')})")
        for term, value in (
            ("coalesce(e.last_day, e.told_on) >= $", asked.since),
            ("coalesce(e.first_day, e.told_on) <= $", asked.until),
            ("e.type = $", asked.type),
            ("e.status = $", asked.status),
        ):
            if value is not None:
                values.append(value)  # type: ignore[arg-type]
                terms.append(f"{term}{len(values)}")
        order = "coalesce(e.first_day, e.told_on) NULLS LAST, e.last_day, e.id"
        found = self.ask(f"SELECT e.record FROM episodes e WHERE {' AND '.join(terms)} ORDER BY {order}", *values)  # noqa: S608
        return self._episodes(found)

    def _episodes(self, found: Iterable[Row]) -> tuple[Episode, ...]:
        made = (wire.episode_of(json.loads(row[0])) for row in found)
        if self.at_least == 0:
            return tuple(made)
        seen = frozenset(row[0] for row in self.ask("SELECT id FROM events"))
        return tuple(confident.narrowed(episode, seen) for episode in made)

    def episode(self, name: str) -> Episode | None:
        """Return the episode of that id, the one that the id leads on to, or the only one whose id begins so."""
        question = "SELECT record FROM episodes WHERE id = $1 OR id = (SELECT episode FROM episode_aliases WHERE alias = $1)"
        found = self.ask(question, name)
        if not found and len(name) >= _MIN_PREFIX:
            longer = self.ask("SELECT record FROM episodes WHERE starts_with(id, ?) ORDER BY id LIMIT 2", name)
            found = longer if len(longer) == 1 else []
        return next(iter(self._episodes(found[:1])), None)

    def episode_of_event(self, name: str) -> Episode | None:
        """Return the episode that an event reports."""
        found = self.ask("SELECT e.record FROM episodes e JOIN episode_events v ON v.episode = e.id WHERE v.event = ?", name)
        return next(iter(self._episodes(found[:1])), None)

    # ---------------------------------------------------------------- statements and events
    def statements(self, question: Statements | None = None) -> tuple[Statement, ...]:
        """Return the statements asked for, by the day they were said or told on, then in text order."""
        asked = question or Statements()
        terms, values = [f"t.{KEPT}"], []
        for side, roles in ((asked.by, "'speaker'"), (asked.about, "'about', 'addressee'"), (asked.to, "'addressee'")):
            if side is not None:
                values.append(side)
                here = f"${len(values)}"
                by_name = "" if _is_code(side) else _BY_NAME.format(here)
                terms.append(
                    f"EXISTS (FROM parties p WHERE p.record = t.id AND p.role IN ({roles}) AND ({SIDE.format(here)}{by_name}))"
                )
        for term, value in (
            ("coalesce(t.last_day, s.published) >= $", asked.since),
            ("coalesce(t.first_day, s.published) <= $", asked.until),
        ):
            if value is not None:
                values.append(value)  # type: ignore[arg-type]
                terms.append(f"{term}{len(values)}")
        if asked.contains:
            values.append(search.statement_ids(self, asked.contains))  # type: ignore[arg-type]
            terms.append(f"t.id IN (SELECT unnest(${len(values)}))")
        if asked.outlet_country:
            values.append(sorted(search.outlets_of(asked.outlet_country)))  # type: ignore[arg-type]
            terms.append(_FROM_OUTLETS.format(f"${len(values)}"))
        limit = f"LIMIT {int(asked.limit)}" if asked.limit is not None else ""
        found = self.ask(
            f"""SELECT t.record FROM statements t JOIN stories s ON s.id = t.story WHERE {" AND ".join(terms)}
            ORDER BY coalesce(t.first_day, s.published) NULLS LAST, t.story, t.start_at, t.id {limit}""",  # noqa: S608
            *values,
        )
        return tuple(wire.statement_of(json.loads(row[0])) for row in found)

    def statement(self, name: str) -> Statement | None:
        """Return the statement of that id, or the only one whose id begins so."""
        found = self._one("statements", name)
        return wire.statement_of(found) if found else None

    def event(self, name: str) -> Event | None:
        """
        Return the event of that id, or the only one whose id begins so.

        Raises:
            UsageError: several ids begin so.
        """
        found = self._one("events", name)
        return wire.event_of(found) if found else None

    def events_of(self, name: str) -> tuple[Event, ...]:
        """Return the event of that id or of the only id that begins so, or all events of the episode of that id."""
        event = self.event(name)
        if event is not None:
            return (event,)
        episode = self.episode(name)
        found = [self.event(report.event) for report in episode.reports] if episode else []
        return tuple(one for one in found if one is not None)

    def held_by(self, actor: ActorId) -> Held:
        """Return the offices, statements and events of one actor, by story and place in it."""
        said = f"""SELECT t.record FROM statements t WHERE {KEPT} AND EXISTS (FROM parties p WHERE p.record = t.id
            AND p.actor = ? AND p.role = 'speaker') ORDER BY t.first_day NULLS LAST, t.story, t.start_at, t.id"""  # noqa: S608
        done = f"""SELECT e.record FROM events e WHERE {KEPT} AND EXISTS (FROM parties p WHERE p.record = e.id
            AND p.actor = ?) ORDER BY e.first_day NULLS LAST, e.story, e.start_at, e.id"""  # noqa: S608
        held = f"SELECT record FROM tenures WHERE {KEPT} AND person = ? ORDER BY first_day NULLS LAST, story, start_at, id"  # noqa: S608
        return Held(
            tenures=tuple(wire.tenure_of(json.loads(row[0])) for row in self.ask(held, actor)),
            statements=tuple(wire.statement_of(json.loads(row[0])) for row in self.ask(said, actor)),
            events=tuple(wire.event_of(json.loads(row[0])) for row in self.ask(done, actor)),
        )

    def _one(self, table: str, name: str) -> dict[str, Any] | None:
        found = self.ask(f"SELECT id, record FROM {table} WHERE id = ?", name)  # noqa: S608  # names of our own
        if not found and len(name) >= _MIN_PREFIX:
            found = self.ask(f"SELECT id, record FROM {table} WHERE starts_with(id, ?) ORDER BY id LIMIT 5", name)  # noqa: S608
        if len(found) > 1:
            message = f"several {table} begin with {name!r}: {', '.join(row[0] for row in found)}. Give more of the id"
            raise UsageError(message)
        made: dict[str, Any] | None = json.loads(found[0][1]) if found else None
        return made

    def events(self) -> tuple[Event, ...]:
        """Return all events that no person rejected, by story and place in it."""
        found = self.ask(f"SELECT record FROM events WHERE {KEPT} ORDER BY story, start_at, id")  # noqa: S608
        return tuple(wire.event_of(json.loads(row[0])) for row in found)

    def corrections(self, record: str | None = None) -> tuple[Correction, ...]:
        """Return what people decided, in the order in which they did; with record, about that record alone."""
        return tuple(corrections.history(self._cursor(), record))

    # ---------------------------------------------------------------- stories and whole pages
    def story(self, name: str) -> Story | None:
        """Return the story of that id as it stands on the first of its pages."""
        found = self.ask(f"{STORIES} WHERE s.id = ? ORDER BY a.page, a.position LIMIT 1", name)
        return story_of(found[0]) if found else None

    def stories(self) -> tuple[Story, ...]:
        """Return every story, as it stands on each of its pages."""
        return tuple(story_of(row) for row in self.ask(f"{STORIES} ORDER BY a.page, a.position"))

    def first_stories(self) -> dict[StoryId, Story]:
        """Return every story once, as it stands on the first of its pages, by id."""
        found = self.ask(f"{STORIES} ORDER BY s.id, a.page DESC, a.position DESC")
        return {StoryId(row[0]): story_of(row) for row in found}

    def added_at(self) -> dict[PageId, datetime]:
        """Return when each page came into the record, in UTC."""
        return {PageId(row[0]): row[1].replace(tzinfo=UTC) for row in self.ask("SELECT id, added_at FROM pages")}

    def told_in(self, story: StoryId) -> tuple[tuple[Statement, ...], tuple[Event, ...], tuple[Tenure, ...], tuple[Figure, ...]]:
        """Return the statements, events, tenures and figures of one story, in text order."""
        kept = f"story = ? AND {KEPT} ORDER BY start_at, id"
        held = {
            table: [json.loads(row[0]) for row in self.ask(f"SELECT record FROM {table} WHERE {kept}", story)]  # noqa: S608
            for table in ("statements", "events", "tenures", "figures")
        }
        return (
            tuple(wire.statement_of(record) for record in held["statements"]),
            tuple(wire.event_of(record) for record in held["events"]),
            tuple(wire.tenure_of(record) for record in held["tenures"]),
            tuple(wire.figure_of(record) for record in held["figures"]),
        )

    def readings(self) -> Iterator[Reading]:
        """Yield all that is kept of each page, as it was read and corrected, in the order of the pages' paths."""
        actors = self.actors()
        columns = "id, path, url, media_type, sha256, CAST(published AS VARCHAR), clean"
        for row in self.ask(f"SELECT {columns} FROM pages ORDER BY path, url, id"):  # noqa: S608  # names of our own
            names = ("id", "path", "url", "media_type", "sha256", "published", "clean")
            yield self._reading(wire.page_of(dict(zip(names, row, strict=True))), actors)

    def _reading(self, page: Page, actors: dict[ActorId, Actor]) -> Reading:
        stories = tuple(story_of(row) for row in self.ask(f"{STORIES} WHERE a.page = ? ORDER BY a.position", page.id))
        told = [self.told_in(name) for name in dict.fromkeys(story.id for story in stories)]
        removed = self.ask("SELECT text, reason, story, after FROM removed WHERE page = ? ORDER BY position", page.id)
        rejected = self.ask("SELECT reason, detail, page, stage, path FROM rejected WHERE page = ? ORDER BY position", page.id)
        mentions = tuple(mention for name in dict.fromkeys(story.id for story in stories) for mention in self.mentions(name))
        reading = Reading(
            page=page,
            stories=stories,
            removed=tuple(wire.removed_of(dict(zip(("text", "reason", "story", "after"), row, strict=True))) for row in removed),
            statements=tuple(record for one in told for record in one[0]),
            events=tuple(record for one in told for record in one[1]),
            tenures=tuple(record for one in told for record in one[2]),
            figures=tuple(record for one in told for record in one[3]),
            rejected=tuple(
                wire.rejected_of(dict(zip(("reason", "detail", "page", "stage", "path"), row, strict=True)), page.id)
                for row in rejected
            ),
            mentions=mentions,
        )
        return _with_actors(reading, actors)

    def mentions(self, story: StoryId) -> tuple[Mention, ...]:
        """Return every mention of an actor in a story, in text order."""
        found = self.ask("SELECT text, start_at, end_at, actor FROM mentions WHERE story = ? ORDER BY start_at, end_at", story)
        return tuple(
            wire.mention_of({"text": text, "span": [start, end], "actor": actor}, story) for text, start, end, actor in found
        )


def _is_code(side: str) -> bool:
    return side.isupper() and (":" in side or "/" in side or len(side) == 3)  # noqa: PLR2004  # ISO 3166-1 alpha-3


def story_of(row: Row) -> Story:
    """Return the story that a row of STORY_COLUMNS holds."""
    name, page, kind, text, headline, byline, agency, outlet, place, published, section, language, url, paragraphs = row
    return Story(
        id=StoryId(name),
        page=PageId(page),
        kind=StoryKind(kind),
        text=text,
        headline=headline,
        byline=tuple(byline or ()),
        agency=agency,
        outlet=outlet,
        place=place,
        published=published,
        section=section,
        language=language,
        url=url,
        paragraphs_from=tuple(Span(start, end) for start, end in paragraphs or ()),
    )


def _with_actors(reading: Reading, actors: dict[ActorId, Actor]) -> Reading:
    """Return the reading with the actors that its records name."""
    return replace(reading, actors=tuple(actors[name] for name in named_actors(reading) if name in actors))
