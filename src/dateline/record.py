"""A record in a file: what `dateline.open` gives. It asks like a reader, and adds like a writer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import sources, store
from dateline.records import Correction, CorrectionAction, Period, digest, is_coded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dateline.ingest import Outcome
    from dateline.records import Actor, ActorId, DyadCount, Episode, Event, Statement, Story


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


class Record:
    """The record that a database holds."""

    def __init__(self, path: Path) -> None:
        """Name the database; it is opened by the first question, or made by the first `add`."""
        self.path = path
        self._reader: store.Reader | None = None

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

    def timeline(self, first: str | None = None, second: str | None = None, *, since: date | None = None) -> tuple[Episode, ...]:
        """
        Return what happened between two states, in either direction; without them, everything.

        Args:
            first: a state by code or name, or an actor by code or name.
            second: the other side.
            since: the first day.
        """
        return self.reader.timeline(store.Timeline(first=side(first), second=side(second), since=since))

    def statements(
        self, *, by: str | None = None, about: str | None = None, since: date | None = None, contains: str | None = None
    ) -> tuple[Statement, ...]:
        """
        Return who said what.

        Args:
            by: the speaker: a state by code or name, or a person by name.
            about: a state or actor named in the words or addressed.
            since: the first day.
            contains: words in what was said.
        """
        return self.reader.statements(store.Statements(by=side(by), about=side(about), since=since, contains=contains))

    def dyad(self, first: str, second: str, *, period: Period = Period.MONTH) -> Dyad:
        """
        Return how two sides acted toward one another, period by period, each direction apart.

        Args:
            first: a state by code or name, or a bloc of the codebook by name.
            second: the other.
            period: the unit of the series.
        """
        from dateline import codebook
        from dateline.stages import dyad

        reader = self.reader
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
            for count in dyad.tally(episodes, corpus=corpus, dyad=dyad.Dyad(source, target, period))
        ]
        return Dyad(tuple(sorted(counts, key=lambda count: (count.start, count.source != sides[0]))))

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
