"""The map: from where it is reported, and where it happened."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from dateline import charts
from dateline import places as gazetteer
from dateline.charts import Spot, Theme
from dateline.store import walls
from dateline.web import asked, drawn, forms, words
from dateline.web.forms import Form, Rows
from dateline.web.room import STATIC, Room, static
from dateline.web.shelf import Shelf

if TYPE_CHECKING:
    from fastapi.responses import Response

    from dateline.charts import Spec
    from dateline.records import Place
    from dateline.web.forms import Row

router = APIRouter(include_in_schema=False)
OUTLINES = "vendor/world-atlas/countries-110m.json"


@lru_cache(maxsize=4096)
def _located(name: str) -> Place | None:
    """Return where a place of a dateline is: 'Astana, Kazakhstan' by its first part, with the second as a hint."""
    first, _, rest = name.partition(",")
    return gazetteer.locate(first.strip(), rest.strip() or None) or gazetteer.locate(first.strip())


def _days(request: Request) -> walls.Span:
    return walls.Span(asked.day(request, "since"), asked.day(request, "until"))


def _query(request: Request) -> dict[str, str]:
    return {name: value for name in ("since", "until") if (value := asked.word(request, name))}


@router.get("/places")
@router.get("/places.json")
@router.get("/places.csv")
def places(request: Request) -> Response:
    """Show the map, and what was told from and of one place of it."""
    room, days, at = Room.of(request), _days(request), asked.word(request, "at")
    counts = walls.place_counts(room.reader, days)
    form = forms.split(request.url.path)[1]
    if form is not Form.PAGE:
        return forms.machine(Rows(many=_rows(counts)), form)
    episodes = walls.episodes_at(room.reader, at, days) if at else ()
    return room.page(
        request,
        "places.html",
        counts=counts,
        at=at,
        query=_query(request),
        unplaced=[one for one in counts if not _found(one)],
        stories=walls.stories_from(room.reader, at, days) if at else (),
        episodes=episodes,
        shelf=Shelf.of(room.reader, episodes=episodes),
    )


def _found(count: walls.PlaceCount) -> Place | None:
    place = _located(count.name)
    return place if place and place.lat is not None and place.lon is not None else None


def _rows(counts: tuple[walls.PlaceCount, ...]) -> list[Row]:
    rows: list[Row] = []
    for one in counts:
        place = _found(one)
        rows.append(
            {
                "place": one.name,
                "stories": one.stories,
                "episodes": one.episodes,
                "geonames": place.geonames if place else None,
                "lat": place.lat if place else None,
                "lon": place.lon if place else None,
                "country": place.country if place else None,
            }
        )
    return rows


@router.get("/places/chart.{ending}")
def chart(request: Request, ending: str) -> Response:
    """Draw the map."""
    room, query = Room.of(request), _query(request)
    counts = walls.place_counts(room.reader, _days(request))

    def spec(theme: Theme) -> Spec:
        spots = [
            Spot(one.name, place.lat, place.lon, one.stories, one.episodes, words.address("/places", at=one.name, **query))
            for one in counts
            if (place := _found(one)) and place.lat is not None and place.lon is not None
        ]
        inside = ending != "vl.json" or bool(asked.word(request, "whole"))
        return charts.places_chart(spots, outlines=STATIC / OUTLINES if inside else static(OUTLINES), theme=theme)

    return drawn.chart(request, ending, spec=spec, rows=lambda: _rows(counts))
