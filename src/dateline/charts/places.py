"""Places → a map of the world: a circle for each, as large as what was told of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from dateline.charts.dyad import WIDTH
from dateline.charts.themes import PALETTES, Theme, altair, config

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.charts.picture import Spec

HEIGHT = 440  # without Antarctica (ISO 3166-1 numeric 010), of which states tell little


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and what was told of it."""

    name: str
    lat: float  # degrees north
    lon: float  # degrees east
    stories: int  # reported from there
    episodes: int  # that happened there
    href: str = ""


def places_chart(spots: Sequence[Spot], *, outlines: str | Path, theme: Theme = Theme.LIGHT) -> Spec:
    """
    Return the map.

    Args:
        spots: the places.
        outlines: of the states, TopoJSON: an address that the page can load, or a file that is put into the chart.
        theme: on paper or in the dark.
    """
    alt = altair()

    colours = PALETTES[theme]
    rows = [{**asdict(one), "told": one.stories + one.episodes} for one in spots]
    land: Any = alt.topo_feature(outlines, "countries") if isinstance(outlines, str) else _inside(outlines)
    states = alt.Chart(land).transform_filter("datum.id !== '010'")
    circles = alt.Chart(alt.Data(values=rows)).mark_circle(color=colours.accent, opacity=0.72, stroke=colours.ground)
    told = (("name:N", " "), ("stories:Q", "Stories from there"), ("episodes:Q", "Occurrences there"))
    drawn = alt.layer(
        states.mark_geoshape(fill=colours.faint, stroke=colours.line, strokeWidth=0.6),
        circles.encode(
            longitude="lon:Q",
            latitude="lat:Q",
            size=alt.Size("told:Q", legend=None, scale=alt.Scale(type="sqrt", range=[30, 900])),
            tooltip=[alt.Tooltip(field, title=title) for field, title in told],
            href="href:N",
        ),
    )
    drawn = drawn.project("equalEarth").properties(width=WIDTH, height=HEIGHT)
    spec: Spec = drawn.to_dict()
    return {**spec, "config": config(theme), "usermeta": {"fluid": 8}}


def _inside(outlines: Path) -> Any:  # noqa: ANN401  # Altair has no types
    alt = altair()

    shape = alt.DataFormat(type="topojson", feature="countries")
    return alt.InlineData(values=json.loads(outlines.read_text(encoding="utf-8")), format=shape)
