"""Who deals with whom → a chart: actors as circles, what they share as lines."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from dateline.charts.dyad import WIDTH
from dateline.charts.themes import PALETTES, Theme, altair, config

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from dateline.charts.picture import Spec

HEIGHT = 560
TALL = 1.2  # of the width, at least, on a page narrower than the drawing: names need room
_ROUNDS = 300  # the layout of 60 actors no longer moves after some 200
_REACH = 0.12  # of the picture's width, in one round at first


@dataclass(frozen=True, slots=True)
class Knot:
    """An actor of the network."""

    id: str
    name: str
    episodes: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What two actors share."""

    first: str
    second: str
    cooperation: int
    conflict: int
    href: str = ""


def network_chart(knots: Sequence[Knot], threads: Sequence[Thread], *, theme: Theme = Theme.LIGHT) -> Spec:
    """Return the chart of a network; the same network is always drawn alike."""
    alt = altair()

    colours = PALETTES[theme]
    at = dict(zip((one.id for one in knots), layout(knots, threads), strict=True))
    names = {one.id: one.name for one in knots}
    lines = [_line(one, at, names) for one in threads if one.first in at and one.second in at]
    dots = [
        {"x": at[one.id][0], "y": at[one.id][1], "name": one.name, "episodes": one.episodes, "href": one.href} for one in knots
    ]
    sort = alt.Scale(domain=["mostly cooperation", "mixed", "mostly conflict"], range=[colours.good, colours.soft, colours.bad])
    plane = {
        "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.04, 1.04])),
        "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.05, 1.05])),
        "href": "href:N",
    }
    ties = alt.Chart(alt.Data(values=lines)).mark_rule(opacity=0.6)
    actors = alt.Chart(alt.Data(values=dots))
    drawn = alt.layer(
        ties.encode(
            **plane,
            x2="x2:Q",
            y2="y2:Q",
            size=alt.Size("episodes:Q", legend=None, scale=alt.Scale(type="sqrt", range=[0.6, 8])),
            color=alt.Color("sort:N", title=None, scale=sort, legend=alt.Legend(orient="bottom", symbolType="stroke")),
            tooltip=[alt.Tooltip("pair:N", title=" "), alt.Tooltip("cooperation:Q"), alt.Tooltip("conflict:Q")],
        ),
        actors.mark_circle(color=colours.accent, opacity=1).encode(
            **plane,
            size=alt.Size("episodes:Q", legend=None, scale=alt.Scale(type="sqrt", range=[30, 500])),
            tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("episodes:Q", title="Occurrences")],
        ),
        # The ground's colour behind the letters keeps them readable over lines.
        actors.mark_text(dy=-16, fontSize=11.5, stroke=colours.ground, strokeWidth=3).encode(**plane, text="name:N"),
        actors.mark_text(dy=-16, fontSize=11.5, color=colours.ink).encode(**plane, text="name:N"),
    )
    drawn = drawn.resolve_scale(size="independent").properties(width=WIDTH, height=HEIGHT)
    spec: Spec = drawn.to_dict()
    return {**spec, "config": config(theme), "usermeta": {"fluid": 8, "tall": TALL}}


def _line(thread: Thread, at: dict[str, tuple[float, float]], names: dict[str, str]) -> dict[str, Any]:
    """Return the row of a line; neither sort is most where the other has at least half as many."""
    more, less = max(thread.cooperation, thread.conflict), min(thread.cooperation, thread.conflict)
    sort = "mixed" if less * 2 >= more else "mostly cooperation" if thread.cooperation == more else "mostly conflict"
    (x, y), (x2, y2) = at[thread.first], at[thread.second]
    return {
        "x": x, "y": y, "x2": x2, "y2": y2, "sort": sort, "pair": f"{names[thread.first]} – {names[thread.second]}",
        "episodes": more + less, "cooperation": thread.cooperation, "conflict": thread.conflict, "href": thread.href,
    }  # fmt: skip


def layout(knots: Sequence[Knot], threads: Sequence[Thread]) -> list[tuple[float, float]]:
    """
    Return a place in the unit square for each actor: those that share much stand near each other.

    Method: forces of Fruchterman and Reingold (1991), from a circle, cooling evenly.
    """
    import numpy as np

    count = len(knots)
    if count < 3:  # noqa: PLR2004  # nothing to arrange
        return [(0.3 + 0.4 * number, 0.5) for number in range(count)]
    index = {one.id: number for number, one in enumerate(knots)}
    pull = np.zeros((count, count))
    for one in threads:
        if one.first in index and one.second in index:
            first, second = index[one.first], index[one.second]
            pull[first, second] = pull[second, first] = sqrt(one.cooperation + one.conflict)
    if pull.max() > 0:
        pull /= pull.max()
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    places = np.stack((np.cos(turn), np.sin(turn)), axis=1) * 0.4
    for round_ in range(_ROUNDS):
        places = _moved(places, pull, _REACH * (1 - round_ / _ROUNDS))
    places -= places.min(axis=0)
    places /= np.maximum(places.max(axis=0), 1e-9)
    return [(round(float(x), 4), round(float(y), 4)) for x, y in places]


def _moved(places: NDArray[np.float64], pull: NDArray[np.float64], reach: float) -> NDArray[np.float64]:
    """Return the places after one round: all push apart, those that share something draw together."""
    import numpy as np

    ideal = 1 / sqrt(len(places))
    apart = places[:, None, :] - places[None, :, :]
    far = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
    force = ideal**2 / far**2 - pull * far / ideal
    push = (apart * force[:, :, None]).sum(axis=1) - places * 0.6  # a little towards the middle, so that none drifts off
    length = np.maximum(np.linalg.norm(push, axis=1, keepdims=True), 1e-9)
    moved: NDArray[np.float64] = places + push / length * np.minimum(length, reach)
    return moved
