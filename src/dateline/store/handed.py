"""The coded events in the shapes that existing work reads, and their stories as sources to cite."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import astuple, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from dateline.formats import Coded, bibtex, gdelt_rows, gexf_lines, plover_json, polecat_row, ris
from dateline.formats.gdelt import Crosswalk
from dateline.formats.polecat import COLUMNS as POLECAT
from dateline.records import StoryKind
from dateline.store.export import shortened
from dateline.store.generation import SOFTWARE
from dateline.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from dateline.records import Citation, Event, Link, Story, StoryId


class Shape(StrEnum):
    """The shapes beside our own."""

    GDELT = "gdelt"
    POLECAT = "polecat"
    PLOVER = "plover"
    GEXF = "gexf"
    BIBTEX = "bibtex"
    RIS = "ris"


def coded_events(reader: Reader, *, texts: bool = True) -> Iterator[tuple[Coded, tuple[Link, ...]]]:
    """Yield every event with its story, its actors and how often its episode is reported, by day and place in its story."""
    actors, told = reader.actors(), reader.first_stories()
    added = reader.added_at()
    episodes = {report.event: episode for episode in reader.timeline() for report in episode.reports}
    for event in sorted(reader.events(), key=lambda one: (_day(one, told), one.story, one.trigger.span.start)):
        story, episode = told[event.story], episodes.get(event.id)
        reports, independent = (len(episode.reports), episode.independent) if episode else (1, 1)
        shown = event if texts else _cut(event)
        coded = Coded(shown, story, actors, reports, independent, added.get(story.page), f"dateline {SOFTWARE}")
        yield coded, episode.links if episode else ()


def _day(event: Event, told: Mapping[StoryId, Story]) -> str:
    day = event.when.start if event.when and event.when.start else told[event.story].published
    return day.isoformat() if day else "9999"


def _cut(event: Event) -> Event:
    def short(citation: Citation) -> Citation:
        return replace(citation, quote=shortened(citation.quote))

    return replace(event, evidence=short(event.evidence), other_mentions=tuple(map(short, event.other_mentions)))


def shaped(path: Path, shape: Shape, *, texts: bool = True, at_least: float = 0.0) -> Iterator[str]:
    """Yield the lines of a record in a shape, each without its end, of the events at least so sure."""
    reader = Reader(path, at_least=at_least)
    yield from _SHAPES[shape](reader, texts)


def crosswalk(path: Path, *, at_least: float = 0.0) -> Iterator[str]:
    """Yield, as lines of CSV, which event each row of the GDELT shape is made from."""
    yield _csv_line(tuple(field.name for field in fields(Crosswalk)))
    for coded, _ in coded_events(Reader(path, at_least=at_least)):
        for _, walk in gdelt_rows(coded):
            yield _csv_line(astuple(walk))


def _csv_line(cells: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _gdelt(reader: Reader, texts: bool) -> Iterator[str]:  # noqa: FBT001  # one of _SHAPES
    for coded, _ in coded_events(reader, texts=texts):
        for row, _ in gdelt_rows(coded):
            yield "\t".join(row)


def _polecat(reader: Reader, texts: bool) -> Iterator[str]:  # noqa: FBT001  # one of _SHAPES
    yield "\t".join(POLECAT)
    for coded, _ in coded_events(reader, texts=texts):
        yield "\t".join(polecat_row(coded))


def _plover(reader: Reader, texts: bool) -> Iterator[str]:  # noqa: FBT001  # one of _SHAPES
    for coded, links in coded_events(reader, texts=texts):
        yield json.dumps(plover_json(coded, links=links), ensure_ascii=False)


def _gexf(reader: Reader, texts: bool) -> Iterator[str]:  # noqa: FBT001  # one of _SHAPES
    yield from gexf_lines(reader.timeline(), actors=reader.actors(), stories=reader.first_stories(), texts=texts)


def _sources(reader: Reader, entry: Callable[[Story], str]) -> Iterator[str]:
    for story in reader.first_stories().values():
        if story.kind is not StoryKind.TEASER:
            yield entry(story)


def _bibtex(reader: Reader, texts: bool) -> Iterator[str]:  # noqa: ARG001, FBT001  # one of _SHAPES
    yield from _sources(reader, bibtex)


def _ris(reader: Reader, texts: bool) -> Iterator[str]:  # noqa: ARG001, FBT001  # one of _SHAPES
    yield from _sources(reader, ris)


_SHAPES = {
    Shape.GDELT: _gdelt,
    Shape.POLECAT: _polecat,
    Shape.PLOVER: _plover,
    Shape.GEXF: _gexf,
    Shape.BIBTEX: _bibtex,
    Shape.RIS: _ris,
}
