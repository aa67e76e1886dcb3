"""Series → charts: specifications in Vega-Lite, made with Altair, and their pictures; nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.charts.dyad import Measure, Panel, dyad_chart, panels
from dateline.charts.figures import Point, figures_chart
from dateline.charts.marks import Said, Turn
from dateline.charts.network import Knot, Thread, network_chart
from dateline.charts.picture import FORMS, Spec, draw
from dateline.charts.places import Spot, places_chart
from dateline.charts.themes import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.records import DyadCount

__all__ = [
    "FORMS",
    "Knot",
    "Measure",
    "Panel",
    "Point",
    "Said",
    "Spec",
    "Spot",
    "Theme",
    "Thread",
    "Turn",
    "draw",
    "dyad_chart",
    "dyad_svg",
    "figures_chart",
    "network_chart",
    "panels",
    "places_chart",
]


def dyad_svg(counts: Sequence[DyadCount]) -> str:
    """Return the chart of two sides as SVG."""
    return draw(dyad_chart(panels(counts)), "svg").decode("utf-8")
