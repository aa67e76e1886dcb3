"""A record in a file: what `dateline.open` gives. It asks like a reader, and adds like a writer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from dateline import register, sources, store, tabular
from dateline.answers import Answer
from dateline.asked import EventsAsked, SearchAsked, StatementsAsked, TimelineAsked, as_day, search_of, with_days
from dateline.records import Correction, CorrectionAction, Period, digest, is_coded
from dateline.store.events import Events, events
from dateline.store.search import search

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.ingest import Outcome
    from dateline.records import Actor, ActorId, DyadCount, Episode, Event, Statement, Story
    from dateline.register import OfficeAnswer
    from dateline.stages.dyad import Meeting
    from dateline.stages.episode import Dispute, Entry
    from dateline.store.search import Hit


@dataclass(frozen=True, slots=True)
class Dyad:
    """The series of two states."""

    counts: tuple[DyadCount, ...]

    def plot(self, path: str | Path | None = None) -> str:
        """Return the chart of the series as SVG; with path, write it there too."""
        from dateline import charts

        drawn = charts.dyad_svg(self.counts)
        if path is not None:
            Path(path).write_text(drawn, encoding="utf-8")
        return drawn

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """Return the chart and its numbers for a notebook."""
        from dateline import notebook

        return notebook.dyad_bundle(self.counts)


class Record:
    """The record that a database holds."""

    def __init__(self, path: Path) -> None:
        """Name the database; it is opened by the first question, or made by the first `add`."""
        self.path = path
        self._reader: store.Reader | None = None
        self._surer: dict[float, store.Reader] = {}

    @property
    def reader(self) -> store.Reader:
        """
        Return the reader, for all named questions.

        Raises:
            StoreMissingError: nothing was added yet.
        """
        if self._reader is None:
            self._reader = store.Reader(self.path)
        return self._reader

    def reader_at(self, min_confidence: float) -> store.Reader:
        """Return the reader that sees only events at least so sure, 0 to 1."""
        if min_confidence == 0:
            return self.reader
        if min_confidence not in self._surer:
            self._surer[min_confidence] = store.Reader(self.path, at_least=min_confidence)
        return self._surer[min_confidence]

    def add(self, *paths: str | Path, published: date | None = None, again: bool = False) -> Outcome:
        """
        Read pages into the record; those that are known change nothing.

        Args:
            paths: files, folders and addresses; addresses are given as text.
            published: the day for pages that do not say theirs.
            again: read known pages anew.

        Raises:
            UsageError: a path does not exist.
            StoreError: the database cannot be written.
        """
        from dateline import ingest
        from dateline.pipeline import Pipeline

        pages = sources.pages(paths, published=published)
        return ingest.add(self.path, pages, pipeline=Pipeline(), run=ingest.Run(again=again))

    def timeline(
        self,
        first: str | None = None,
        second: str | None = None,
        *,
        min_confidence: float = 0.0,
        **asked: Unpack[TimelineAsked],
    ) -> Answer[Episode]:
        """
        Return what happened between two states, in either direction; without them, everything.

        Args:
            first: a state by code or name, or an actor by code or name.
            second: the other side.
            min_confidence: only events at least so sure, 0 to 1, and the episodes that they report.
            asked: since and until (a date, or text like "2023-12-31"), type ("CONSULT"), status ("planned").

        Raises:
            UsageError: a day is none, or the confidence is not between 0 and 1.
        """
        reader = self.reader_at(min_confidence)
        found = reader.timeline(store.Timeline(first=side(first), second=side(second), **with_days(asked)))

        def rows() -> Iterator[tabular.Row]:
            actors, pages = reader.actors(), reader.page_names(report.page for one in found for report in one.reports)
            return (tabular.episode_row(one, actors, pages) for one in found)

        return Answer.of(found, columns=tabular.TIMELINE, rows=rows)

    def statements(self, **asked: Unpack[StatementsAsked]) -> Answer[Statement]:
        """
        Return who said what.

        Args:
            asked: by (the speaker: a state by code or name, or a person by name), about (named in the words or addressed), to
                (addressed), since and until (a date, or text like "2023-12-31"), contains (words, as in `dateline search`),
                outlet_country (of who published or wrote it), limit.

        Raises:
            UsageError: a day, the country or the search cannot be read.
        """
        named = {name: side(value) for name, value in asked.items() if name in ("by", "about", "to") and isinstance(value, str)}
        reader = self.reader
        found = reader.statements(store.Statements(**{**with_days(asked), **named}))

        def rows() -> Iterator[tabular.Row]:
            actors, heads = reader.actors(), reader.heads(one.story for one in found)
            return (tabular.statement_row(one, actors, heads) for one in found)

        return Answer.of(found, columns=tabular.STATEMENTS, rows=rows)

    def events(
        self,
        first: str | None = None,
        second: str | None = None,
        *,
        min_confidence: float = 0.0,
        **asked: Unpack[EventsAsked],
    ) -> Answer[Event]:
        """
        Return the events that stories tell, each by itself: several may report one act, which `timeline` counts once.

        Args:
            first: a state by code or name, or an actor by code or name, in any role.
            second: the other side.
            min_confidence: only events at least so sure, 0 to 1.
            asked: by (who acts), to (who is acted on), type, status, since, until, limit.

        Raises:
            UsageError: a day is none, or the confidence is not between 0 and 1.
        """
        named = {name: side(value) for name, value in asked.items() if name in ("by", "to") and isinstance(value, str)}
        reader = self.reader_at(min_confidence)
        found = events(reader, Events(first=side(first), second=side(second), **{**with_days(asked), **named}))

        def rows() -> Iterator[tabular.Row]:
            actors, heads = reader.actors(), reader.heads(one.story for one in found)
            return (tabular.event_row(one, actors, heads) for one in found)

        return Answer.of(found, columns=tabular.EVENTS, rows=rows)

    def office(self, office: str, of: str, *, on: date | str) -> OfficeAnswer:
        """
        Return who held an office on a day, as the codebook and the stories say; where they disagree, both.

        Args:
            office: a title: "foreign minister".
            of: a state by code or name, or an organisation by code.
            on: the day.

        Raises:
            UsageError: no state or organisation is called so, or the day is none.
        """
        day = as_day(on) or date.min
        return register.who_held(office, of, day, reader=self.reader if self.path.exists() else None)

    def search(self, words: str, **asked: Unpack[SearchAsked]) -> Answer[Hit]:
        """
        Return the statements and stories that hold the words, best first.

        Args:
            words: all must stand there; "side by side", OR, -without, begin*, (groups).
            asked: kind ("statement" or "story"), by, about, to, country, outlet_country, since, until, order ("relevance",
                "newest", "oldest"), limit, offset.

        Raises:
            UsageError: the words, a day or a country cannot be read.
        """
        reader = self.reader
        found = search(reader, search_of(words, asked)).hits

        def rows() -> Iterator[tabular.Row]:
            actors = reader.actors()
            return (tabular.hit_row(hit, actors) for hit in found)

        return Answer.of(found, columns=tabular.FOUND, rows=rows)

    def dyad(
        self, first: str, second: str, *, period: Period = Period.MONTH, lead: int | None = None, min_confidence: float = 0.0
    ) -> Dyad:
        """
        Return how two sides acted toward one another, period by period, each direction apart.

        Args:
            first: a state by code or name, or a bloc of the codebook by name.
            second: the other.
            period: the unit of the series.
            lead: count only what is told within so many characters of a story's beginning.
            min_confidence: count only events at least so sure, 0 to 1.
        """
        from dateline import codebook
        from dateline.stages import dyad

        reader = self.reader_at(min_confidence)
        corpus = dyad.Corpus(
            stories={name: story for name, story in reader.first_stories().items() if is_coded(story)},
            events={event.id: event for event in reader.events()},
            actors=reader.actors(),
            statements=reader.statements(),
            blocs={bloc.name: frozenset(bloc.members) for bloc in codebook.load().blocs},
        )
        sides, episodes = (side(first) or first, side(second) or second), reader.timeline()
        counts = [
            count
            for source, target in (sides, sides[::-1])
            for count in dyad.tally(episodes, corpus=corpus, dyad=dyad.Dyad(source, target, period, lead))
        ]
        return Dyad(tuple(sorted(counts, key=lambda count: (count.start, count.source != sides[0]))))

    def ledger(self, first: str, second: str | None = None, *, today: date | None = None) -> Answer[Entry]:
        """
        Return what two sides announced and what became of it.

        Args:
            first: a state by code or name, or a bloc of the codebook by name.
            second: the other; None: with anybody.
            today: the day from which on a plan for an earlier one is overdue; None: the last day that a story was published.
        """
        from dateline import chronicle

        reader = self.reader
        day = today or reader.ask("SELECT max(published) FROM stories")[0][0] or date.min
        found = chronicle.ledger(reader, side(first) or first, side(second), today=day)

        def rows() -> Iterator[tabular.Row]:
            sources = chronicle.Sources.of(reader, [one for entry in found for one in (entry.plan, entry.outcome) if one])
            return (chronicle.ledger_row(entry, sources) for entry in found)

        return Answer.of(found, columns=chronicle.LEDGER, rows=rows)

    def disputes(self, first: str, second: str | None = None) -> Answer[Dispute]:
        """Return the charges between two sides with what was said against them; sides as for `ledger`."""
        from dateline import chronicle

        reader = self.reader
        found = chronicle.disputes(reader, side(first) or first, side(second))

        def rows() -> Iterator[tabular.Row]:
            sources = chronicle.Sources.of(reader, [one for each in found for one in (each.charge, *each.denials)])
            return (chronicle.dispute_row(one, sources) for one in found)

        return Answer.of(found, columns=chronicle.DISPUTES, rows=rows)

    def meetings(self, first: str, second: str) -> Answer[Meeting]:
        """Return who of two sides met whom, when and how; sides as for `ledger`."""
        from dateline import chronicle

        reader = self.reader
        found = chronicle.meetings(reader, side(first) or first, side(second) or second)

        def rows() -> Iterator[tabular.Row]:
            sources = chronicle.Sources.of(reader, [one for each in found for one in each.episodes])
            return (chronicle.meeting_row(one, sources) for one in found)

        return Answer.of(found, columns=chronicle.MEETINGS, rows=rows)

    def correct(  # noqa: PLR0913  # what a correction is made of
        self,
        record: str,
        /,
        *,
        kind: str,
        action: CorrectionAction,
        who: str,
        why: str = "",
        values: Mapping[str, object] | None = None,
        **fields: object,
    ) -> Correction:
        """
        Keep what a person decided about a record; it is applied now and after every later reading.

        Args:
            record: the record's id; of a record that is added, the id that it is to have.
            kind: "statement", "event", "tenure" or "figure".
            action: accept, edit, reject or add.
            who: the person.
            why: the reason, in words.
            values: for an edit the changed fields, for an added record all of them, as in `dateline read --json`.
            fields: the same by keyword; a statement's own `kind` has to stand in `values`.

        Raises:
            UsageError: there is no such kind, or the fields make no record.
            MisquoteError: an added or edited record does not quote its story.
        """
        from dateline import ingest

        at = datetime.now(UTC)
        given = sorted({**(values or {}), **fields}.items())
        packed = tuple((name, json.dumps(value, ensure_ascii=False)) for name, value in given)
        made = Correction(digest("correction", at, who, action, kind, record, packed), at, who, action, kind, record, why, packed)
        with store.Writer(self.path) as writer:
            writer.correct(made)
            ingest.relink(writer)
        return made

    def split(self, episode: str, events: Sequence[str], *, who: str, why: str = "") -> Correction:
        """Take events out of an episode into one of their own; see `dateline.regrouping.split`."""
        from dateline import regrouping

        return regrouping.split(self.path, episode, events, who=who, why=why)

    def merge(self, episode: str, other: str, *, who: str, why: str = "") -> Correction:
        """Make one episode of two; see `dateline.regrouping.merge`."""
        from dateline import regrouping

        return regrouping.merge(self.path, episode, other, who=who, why=why)

    def event(self, name: str) -> Event | None:
        """Return the event of that id, or the only one whose id begins so."""
        return self.reader.event(name)

    def story(self, name: str) -> Story | None:
        """Return the story of that id."""
        return self.reader.story(name)

    def actors(self) -> dict[ActorId, Actor]:
        """Return every actor by id."""
        return self.reader.actors()

    def counts(self) -> store.Counts:
        """Return how much the record holds."""
        return self.reader.counts()


def side(name: str | None) -> str | None:
    """Return the code of the state that a code or name stands for, or else the name as it is."""
    from dateline import codebook

    if name is None:
        return None
    return codebook.country(name) or name
