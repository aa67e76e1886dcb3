"""The page of two sides: the chart, the counts by type, the timeline with its filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from dateline import charts, codebook, tabular, wire
from dateline.charts import Measure
from dateline.records import Period, Status
from dateline.store import pairs
from dateline.store.search import outlets_of
from dateline.web import asked, drawn, forms, sides
from dateline.web.forms import Form, Rows
from dateline.web.pages import course
from dateline.web.room import Room
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.charts import Spec, Theme
    from dateline.records import Episode
    from dateline.web.forms import Row

router = APIRouter(include_in_schema=False)
MOST = 1000  # rows of a list for machines; more by the exports


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides by code or bloc's name, as an address gives them."""

    first: str
    second: str
    form: Form = Form.PAGE

    @property
    def path(self) -> str:
        """Return the address of the pair's page."""
        return sides.path(self.first, self.second)

    @property
    def sides(self) -> pairs.Sides:
        """Return the states of both sides."""
        return pairs.Sides(sides.members(self.first), sides.members(self.second))

    @property
    def names(self) -> tuple[str, str]:
        """Return what the sides are called."""
        return sides.name(self.first), sides.name(self.second)


def pair_of(first: str, second: str) -> Pair:
    """
    Return the pair that an address names, by code or name.

    Raises:
        HTTPException: 404, no state or bloc is called so; 307, it has another address.
    """
    bare, form = forms.split(second)
    codes = sides.code(first), sides.code(bare)
    for name, code in zip((first, bare), codes, strict=True):
        if code is None:
            raise HTTPException(404, f"No state or bloc is called “{name}”.")
    return Pair(str(codes[0]), str(codes[1]), form)


Named = Annotated[Pair, Depends(pair_of)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters of a timeline as the address gives them."""

    type: str
    status: str
    since: str
    until: str
    outlet: str

    def query(self) -> dict[str, str]:
        """Return what stands in the address."""
        shown = {"type": self.type, "status": self.status, "since": self.since, "until": self.until, "outlet": self.outlet}
        return {name: value for name, value in shown.items() if value}


def chosen_of(request: Request) -> tuple[Chosen, pairs.Filter]:
    """Return the filters of an address, as they are shown and as they are asked."""
    chosen = Chosen(
        type=asked.one_of(request, "type", codebook.load().types),
        status=asked.one_of(request, "status", [one.value for one in Status]),
        since=asked.word(request, "since"),
        until=asked.word(request, "until"),
        outlet=asked.word(request, "outlet"),
    )
    outlets = tuple(sorted(outlets_of(chosen.outlet))) if chosen.outlet else ()
    asked_for = pairs.Filter(chosen.type, chosen.status, asked.day(request, "since"), asked.day(request, "until"), outlets)
    return chosen, asked_for


@router.get("/dyad/{first}/{second}")
def dyad(request: Request, first: str, second: str, pair: Named) -> Response:
    """Show what two sides did to one another."""
    if (first, forms.split(second)[0]) != (pair.first, pair.second):  # another name of theirs
        tail = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(pair.path + pair.form.value + tail, 307)
    room = Room.of(request)
    chosen, filtered = chosen_of(request)
    page = asked.page(request)
    size = asked.PER_PAGE if pair.form is Form.PAGE else MOST
    found = pairs.timeline(room.reader, pair.sides, filtered, limit=size, offset=(page - 1) * size)
    if pair.form is not Form.PAGE:
        return forms.machine(episode_rows(room, found.episodes), pair.form)
    return room.page(
        request,
        "dyad.html",
        fragment="timeline",
        pair=pair,
        view="",
        found=found,
        chosen=chosen,
        page=page,
        per_page=size,
        counts=() if request.headers.get("hx-target") == "timeline" else pairs.by_type(room.reader, pair.sides),
        types=tuple(codebook.load().types),
        quads={name: one.quad for name, one in codebook.load().types.items()},
        per=asked.one_of(request, "per", [one.value for one in Period], Period.MONTH.value),
        measure=asked.one_of(request, "measure", [one.value for one in Measure], Measure.EPISODES.value),
        countries=sides.outlet_countries(),
        shelf=Shelf.of(room.reader, episodes=found.episodes),
    )


def episode_rows(room: Room, episodes: tuple[Episode, ...]) -> Rows:
    """Return episodes for machines: whole as JSON, one row each as CSV."""
    actors = room.reader.actors(name for one in episodes for name in (*one.actors, *one.recipients))
    pages = room.reader.page_names(report.page for one in episodes for report in one.reports)

    def rows(shape: Form) -> Iterator[Row]:
        for one in episodes:
            yield (
                tabular.episode_row(one, actors, pages)
                if shape is Form.CSV
                else wire.episode_json(one, actors=actors, pages=pages)
            )

    return Rows(many=rows, columns=tabular.TIMELINE)


# ------------------------------------------------------------------ the chart
@router.get("/dyad/{first}/{second}/chart.{ending}")  # noqa: FAST003  # the pair reads them
def chart(request: Request, ending: str, pair: Named) -> Response:
    """Draw how both sides act toward one another over time."""
    reader = Room.of(request).reader
    period = Period(asked.one_of(request, "per", [one.value for one in Period], Period.MONTH.value))
    measure = Measure(asked.one_of(request, "measure", [one.value for one in Measure], Measure.EPISODES.value))
    found = course.changed(reader, pair, period)
    panels, said = course.marked(pair, found, period)

    def spec(theme: Theme) -> Spec:
        reports = pairs.reports_of(reader, pair.sides, period)
        return charts.dyad_chart(panels, measure=measure, theme=theme, reports=reports, said=said)

    return drawn.chart(
        request, ending, spec=spec, rows=lambda: (tabular.dyad_row(one) for panel in panels for one in panel.counts)
    )
