"""Figures of a relation, such as its trade, over time → a chart: one panel per unit."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from dateline.charts.dyad import APART, AXIS, WIDTH
from dateline.charts.themes import PALETTES, Theme, altair, config

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dateline.charts.picture import Spec

MOST_UNITS = 4
# Of the letters of the metric system readers of figures of trade expect M and B.
_LARGE = "replace(format(datum.value, '~s'), 'G', 'B')"


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on its day."""

    day: date
    value: float
    unit: str
    words: str
    source: str
    href: str = ""


def figures_chart(points: Sequence[Point], *, theme: Theme = Theme.LIGHT) -> Spec:
    """Return the chart of figures: a panel for each of the units with most of them."""
    alt = altair()

    colours = PALETTES[theme]
    units = sorted({one.unit for one in points}, key=lambda unit: (-sum(one.unit == unit for one in points), unit))
    rows = [{**asdict(one), "day": one.day.isoformat()} for one in points]
    axis = alt.Axis(tickCount=4, minExtent=AXIS, maxExtent=AXIS, domain=False, ticks=False, labelExpr=_LARGE)
    drawn = [
        alt.Chart(alt.Data(values=[row for row in rows if row["unit"] == unit]))
        .mark_point(filled=True, size=60, color=colours.accent, opacity=0.8)
        .encode(
            x=alt.X(
                "day:T",
                scale=alt.Scale(type="utc", padding=8),
                axis=alt.Axis(title=None, grid=False, labelOverlap=True, labelSeparation=APART, format="%b %Y"),
            ),
            y=alt.Y("value:Q", title=None, axis=axis),
            tooltip=[alt.Tooltip("words:N", title="“"), alt.Tooltip("source:N", title="—")],
            href="href:N",
        )
        .properties(width=WIDTH, height=110, title=unit)
        for unit in units[:MOST_UNITS]
    ]
    spec: Spec = alt.vconcat(*drawn, spacing=16).resolve_scale(x="shared").to_dict()
    return {**spec, "config": config(theme), "usermeta": {"fluid": AXIS}}
