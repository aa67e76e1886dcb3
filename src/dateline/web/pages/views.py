"""The further pages of two sides: meetings, statements, figures, what was announced, what is disputed, what changed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi import APIRouter, HTTPException, Request

from dateline import charts, codebook, tabular, wire
from dateline.charts import Point, Theme
from dateline.stages.dyad import Corpus
from dateline.stages.dyad.meetings import meetings
from dateline.stages.episode import charges, disputes, ledger
from dateline.store import pairs, rooms, singles
from dateline.web import asked, drawn, forms, words
from dateline.web.forms import Form, Rows
from dateline.web.pages import course
from dateline.web.pages.dyad import MOST, Named, Pair
from dateline.web.room import Room
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fastapi.responses import Response

    from dateline.charts import Spec
    from dateline.records import Actor, ActorId, Episode, Figure
    from dateline.web.forms import Row

T = TypeVar("T")
router = APIRouter(include_in_schema=False)
MEETING_TYPES = ("CONSULT", "AGREE")
MOST_EPISODES = 600  # of a pair, the newest: what a page can show of its meetings or plans
Given = tuple[Request, Room, Pair, Form]


def _names(ids: Iterable[ActorId], actors: dict[ActorId, Actor]) -> str:
    return tabular.SEPARATOR.join(actors[name].name for name in ids if name in actors)


def _everybody(room: Room, episodes: Iterable[Episode]) -> dict[ActorId, Actor]:
    return room.reader.actors(name for one in episodes for name in (*one.actors, *one.recipients))


def _newest_first(several: Iterable[T], day: Callable[[T], date | None]) -> list[T]:
    """Return what has a day with the newest first, then the rest."""
    every = list(several)
    dated = sorted((one for one in every if day(one) is not None), key=lambda one: day(one) or date.min, reverse=True)
    return [*dated, *(one for one in every if day(one) is None)]


# ------------------------------------------------------------------ meetings
def _meetings(given: Given) -> Response:
    request, room, pair, form = given
    episodes = pairs.every(room.reader, pair.sides, types=MEETING_TYPES, most=MOST_EPISODES)
    actors = _everybody(room, episodes)
    blocs = {bloc.name: frozenset(bloc.members) for bloc in codebook.load().blocs}
    corpus = Corpus(stories={}, events={}, actors=actors, blocs=blocs)
    found = meetings(episodes, corpus=corpus, sides=(pair.first, pair.second))
    found = tuple(_newest_first(found, lambda one: one.when.start or one.when.end if one.when else None))
    if form is not Form.PAGE:
        rows = [
            {
                **tabular.days_of(one.when),
                "setting": one.setting.value,
                "planned": one.planned,
                "place": one.place,
                "first": _names(one.first, actors),
                "second": _names(one.second, actors),
                "independent": one.independent,
                "evidence": one.evidence.quote,
                "story": one.evidence.story,
                "episodes": [episode.id for episode in one.episodes],
            }
            for one in found
        ]
        return forms.machine(Rows(many=rows), form)
    shelf = Shelf.of(room.reader, episodes=episodes)
    return room.page(request, "meetings.html", pair=pair, view="/meetings", found=found, shelf=shelf)


# ------------------------------------------------------------------ statements
def _statements(given: Given) -> Response:
    request, room, pair, form = given
    page = asked.page(request)
    size = asked.PER_PAGE if form is Form.PAGE else MOST
    found, total = pairs.statements(room.reader, pair.sides, limit=size, offset=(page - 1) * size)
    shelf = Shelf.of(room.reader, statements=found)
    if form is not Form.PAGE:

        def rows(shape: Form) -> list[Row]:
            make = tabular.statement_row if shape is Form.CSV else tabular.statement_line
            return [make(one, shelf.actors, shelf.heads) for one in found]

        return forms.machine(Rows(many=rows, columns=tabular.STATEMENTS), form)
    values: dict[str, Any] = {
        "pair": pair,
        "view": "/statements",
        "found": found,
        "total": total,
        "page": page,
        "per_page": size,
        "shelf": shelf,
    }
    return room.page(request, "statements.html", **values)


# ------------------------------------------------------------------ figures
def _figures(given: Given) -> Response:
    request, room, pair, form = given
    found = pairs.figures(room.reader, pair.sides)
    if form is not Form.PAGE:
        return forms.machine(Rows(many=[{**wire.figure_json(one), "story": one.story} for one in found]), form)
    shelf = Shelf.of(room.reader, stories=[one.story for one in found], actors=[name for one in found for name in one.actors])
    dated = len(_points(found, shelf))
    return room.page(request, "figures.html", pair=pair, view="/figures", found=found, dated=dated, shelf=shelf)


def _points(found: Iterable[Figure], shelf: Shelf) -> list[Point]:
    """Return the figures on their days; one without a day of its own stands on its story's."""
    points, units = [], Counter(one.unit for one in found)
    for one in found:
        head = shelf.heads.get(one.story)
        day = (one.when.start if one.when else None) or (head.published if head else None)
        if day is not None and units[one.unit] > 1:  # one point is no line in time
            points.append(Point(day, one.value, one.unit, one.citation.quote, words.cited(head), f"/figure/{one.id}"))
    return points


@router.get("/dyad/{first}/{second}/figures-chart.{ending}")  # noqa: FAST003  # the pair reads them
def figures_chart(request: Request, ending: str, pair: Named) -> Response:
    """Draw the figures over time."""
    reader = Room.of(request).reader
    found = pairs.figures(reader, pair.sides)
    points = _points(found, Shelf.of(reader, stories=[one.story for one in found]))
    if not points:
        raise HTTPException(404, "No figure with a day.")

    def spec(theme: Theme) -> Spec:
        return charts.figures_chart(points, theme=theme)

    rows = [{"day": one.day.isoformat(), "value": one.value, "unit": one.unit, "words": one.words} for one in points]
    return drawn.chart(request, ending, spec=spec, rows=lambda: rows)


# ------------------------------------------------------------------ what was announced, what is disputed
def _ledger(given: Given) -> Response:
    request, room, pair, form = given
    episodes = pairs.every(room.reader, pair.sides, most=MOST_EPISODES)
    _, today = rooms.days(room.reader)
    shelf = Shelf.of(room.reader, episodes=episodes)
    told = {one.id: day for one in episodes if (day := shelf.told(one))}
    found = ledger(episodes, actors=shelf.actors, told=told, today=today) if today else ()
    found = tuple(_newest_first(found, lambda one: one.due))
    if form is not Form.PAGE:
        rows = [
            {
                "plan": one.plan.id,
                "what": one.plan.what,
                "due": one.due.isoformat() if one.due else None,
                "fate": one.fate.value,
                "outcome": one.outcome.id if one.outcome else None,
                "delay": one.delay,
            }
            for one in found
        ]
        return forms.machine(Rows(many=rows), form)
    return room.page(request, "ledger.html", pair=pair, view="/ledger", found=found, today=today, shelf=shelf)


def _disputes(given: Given) -> Response:
    request, room, pair, form = given
    episodes = pairs.every(room.reader, pair.sides, most=MOST_EPISODES)
    charged = [one for one in episodes if charges(one)]
    events = singles.events(room.reader, (report.event for one in charged for report in one.reports))
    replies = singles.pointing_to(room.reader, [one.id for one in charged])
    found = disputes(episodes, events=events, replies=replies)[::-1]  # the episodes are in the order of their days
    if form is not Form.PAGE:
        actors = room.reader.actors(name for one in found for name in (*one.charge.actors, *one.accused, *one.denied_by))
        rows = [
            {
                "charge": one.charge.id,
                "what": one.charge.what,
                "status": one.charge.status.value,
                "accused": _names(one.accused, actors),
                "denied_by": _names(one.denied_by, actors),
                "denials": [other.id for other in one.denials],
                "answers": [other.id for other in one.answers],
            }
            for one in found
        ]
        return forms.machine(Rows(many=rows), form)
    shelf = Shelf.of(room.reader, episodes=episodes, actors=[name for one in found for name in one.denied_by])
    return room.page(request, "disputes.html", pair=pair, view="/disputes", found=found, shelf=shelf)


VIEWS: dict[str, Callable[[Given], Response]] = {
    "meetings": _meetings,
    "statements": _statements,
    "figures": _figures,
    "ledger": _ledger,
    "disputes": _disputes,
    "changes": course.show,
}


@router.get("/dyad/{first}/{second}/{view}")  # noqa: FAST003  # the pair reads them
def show(request: Request, view: str, pair: Named) -> Response:
    """Show one of the further pages of two sides."""
    name, form = forms.split(view)
    if name not in VIEWS:
        raise HTTPException(404, f"There is no “{name}” of two sides.")
    return VIEWS[name]((request, Room.of(request), pair, form))
