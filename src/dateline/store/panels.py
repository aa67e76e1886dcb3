"""The record as political scientists read it: a panel of ordered pairs by month, and a file of events with its reports."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from dateline import codebook
from dateline.records import Period, is_coded
from dateline.stages import dyad
from dateline.store.export import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.records import Actor, ActorId, DyadCount, Episode, StoryId
    from dateline.store.reader import Reader

QUADS = (1, 2, 3, 4)  # verbal and material cooperation, verbal and material conflict: the PLOVER manual's classes
_SIDE = ("iso", "cow", "gw")
PANEL = (
    *(f"source_{name}" for name in _SIDE), *(f"target_{name}" for name in _SIDE),
    "month", "stories", "covered", "episodes", "reports", "statements",
    *(f"quad{quad}" for quad in QUADS), "plover_mean", "goldstein_mean",
)  # fmt: skip
EVENTS = (
    "episode", "first_day", "last_day", "precision", "type", "mode", "status", "what",
    *(f"actor_{name}" for name in (*_SIDE, "codes")), *(f"recipient_{name}" for name in (*_SIDE, "codes")),
    "place", "reports", "independent", "links",
)  # fmt: skip
CROSSWALK = (
    "episode", "event", "story", "origin", "page", "published", "agency", "outlet", "start", "end", "evidence",
)  # fmt: skip
SEPARATOR = "; "


def panel(reader: Reader) -> Iterator[str]:
    """
    Yield, as lines of CSV, every ordered pair of states with an act or a statement, month by month.

    A month of which no story was read has `covered` 0 and empty counts; one in which nothing was found has zeros.
    """
    corpus = dyad.Corpus(
        stories={name: story for name, story in reader.first_stories().items() if is_coded(story)},
        events={event.id: event for event in reader.events()},
        actors=reader.actors(),
        statements=reader.statements(),
    )
    yield _line(PANEL)
    for count in dyad.panel(reader.timeline(), corpus=corpus, period=Period.MONTH):
        yield _line(_panel_cells(count))


def _panel_cells(count: DyadCount) -> Sequence[object]:
    quads = dict(count.by_quad)
    found: tuple[object, ...] = (count.episodes, count.reports, count.statements, *(quads.get(quad, 0) for quad in QUADS))
    told = found if count.stories or any(found) else ("",) * len(found)
    return (
        *_numbers(count.source),
        *_numbers(count.target),
        f"{count.start:%Y-%m}",
        count.stories,
        int(count.stories > 0),
        *told,
        count.plover_mean,
        count.goldstein_mean,
    )


def _numbers(code: str) -> tuple[str, object, object]:
    """Return a state's code of ISO 3166-1, its number of Correlates of War, and that of Gleditsch and Ward."""
    state = codebook.load().states.get(code)
    return code, state.cow if state else None, state.gw if state else None


def events(reader: Reader) -> Iterator[str]:
    """Yield, as lines of CSV, every episode once, with its sides by their numbers."""
    actors = reader.actors()
    yield _line(EVENTS)
    for one in reader.timeline():
        yield _line(_event_cells(one, actors))


def _event_cells(one: Episode, actors: Mapping[ActorId, Actor]) -> Sequence[object]:
    return (
        one.id,
        one.when.start if one.when else None,
        one.when.end if one.when else None,
        one.when.precision.value if one.when else None,
        one.type,
        one.mode,
        one.status.value,
        one.what,
        *_sides(one.actors, actors),
        *_sides(one.recipients, actors),
        one.place.name if one.place else None,
        len(one.reports),
        one.independent,
        SEPARATOR.join(f"{link.kind.value} {link.episode}" for link in one.links),
    )


def _sides(names: Iterable[ActorId], actors: Mapping[ActorId, Actor]) -> tuple[str, ...]:
    known = [actors[name] for name in names if name in actors]
    states = dict.fromkeys(actor.country for actor in known if actor.country)
    numbers = [_numbers(code) for code in states if code]
    columns = (SEPARATOR.join(str(row[place]) for row in numbers if row[place] is not None) for place in range(len(_SIDE)))
    return *columns, SEPARATOR.join(dict.fromkeys(actor.code or actor.name for actor in known))


def crosswalk(reader: Reader, *, texts: bool = True) -> Iterator[str]:
    """Yield, as lines of CSV, which event of which story reports each episode, and what the story is a copy of."""
    episodes = reader.timeline()
    heads = reader.heads(report.story for one in episodes for report in one.reports)
    origins: dict[StoryId, StoryId] = dict(reader.ask("SELECT story, origin FROM copies"))
    yield _line(CROSSWALK)
    for one in episodes:
        for report in one.reports:
            head, span = heads.get(report.story), report.evidence.span
            told = (head.path, head.published, head.agency, head.outlet) if head else (report.page, None, None, None)
            quote = report.evidence.quote if texts else shortened(report.evidence.quote)
            origin = origins.get(report.story, report.story)
            yield _line((one.id, report.event, report.story, origin, *told, span.start, span.end, quote))


def _line(cells: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(["" if cell is None else _plain(cell) for cell in cells])
    return line.getvalue()


def _plain(cell: object) -> object:
    # A headline that begins with = or @ would be run as a formula by spreadsheets.
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "@", "+", "-", "\t", "\r")) else cell
