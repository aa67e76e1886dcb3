"""What is marked in the chart of two sides: days from which on a rate is another, and what is said of the relation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.charts.themes import Palette, altair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_REACH = 14  # width of what a pointer meets
_STRIP = 26  # height of the panel of what is said
_DASHED = "dashed: from there on another rate"
_CLAIMS = "Said of the relation: ▲ better, ▼ worse"


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which on a side acts at another rate than before."""

    start: date
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody says that the relation got better or worse, in some time."""

    start: date
    end: date
    better: bool
    words: str
    source: str
    href: str = ""


def titled(title: str, turns: Sequence[Turn]) -> Any:  # noqa: ANN401  # Altair has no types
    """Return the title of a direction, which tells what its dashed lines are where it has some."""
    return altair().Title(title, subtitle=_DASHED) if turns else title


def turned(turns: Sequence[Turn], colours: Palette) -> list[Any]:
    """Return the dashed lines of a direction, as a layer."""
    if not turns:
        return []
    alt = altair()
    rows = [{"start": one.start.isoformat(), "words": one.words, "href": one.href} for one in turns]
    data = alt.Chart(alt.Data(values=rows))
    line = data.mark_rule(color=colours.ink, strokeDash=[5, 3], strokeWidth=1.6).encode(x=_day("start"))
    # What a pointer meets: a dashed line has gaps, and is thin.
    wide = data.mark_rule(color=colours.ink, strokeWidth=_REACH, opacity=0)
    return [line, wide.encode(x=_day("start"), tooltip=[alt.Tooltip("words:N", title=" ")], href="href:N")]


def claimed(  # noqa: PLR0913  # what is said, the days shown, and how it looks
    said: Sequence[Said], first: date, last: date, *, width: int, axis: int, colours: Palette
) -> list[Any]:
    """
    Return the panel of what is said of the relation; none where nothing is said of the time shown.

    Args:
        said: the claims.
        first: the first day shown; a claim of an earlier time begins there.
        last: the last.
        width: of the panel.
        axis: kept beside it, so that it stands under the others.
        colours: of the theme.
    """
    rows = [_row(one, first, last) for one in said if one.start <= last and one.end >= first]
    if not rows:
        return []
    alt = altair()
    shown = {"tooltip": [alt.Tooltip("words:N", title="“"), alt.Tooltip("source:N", title="—")], "href": "href:N"}
    empty = alt.Axis(title=None, labels=False, ticks=False, domain=False, grid=False, minExtent=axis, maxExtent=axis)
    layers = []
    for better, shape, colour, height in ((True, "triangle-up", colours.good, 1), (False, "triangle-down", colours.bad, 0)):
        data = alt.Chart(alt.Data(values=[row for row in rows if row["better"] is better]))
        level = alt.Y("level:Q", axis=empty, scale=alt.Scale(domain=[-0.6, 1.6]))
        spans = data.transform_calculate(level=str(height)).mark_rule(color=colour, opacity=0.5, strokeWidth=2)
        points = data.transform_calculate(level=str(height)).mark_point(
            shape=shape, filled=True, size=70, opacity=1, color=colour
        )
        layers += [
            spans.encode(x=_day("start"), x2="end:T", y=level, **shown),
            points.encode(x=_day("end"), y=level, **shown),
        ]
    return [alt.layer(*layers).properties(width=width, height=_STRIP, title=_CLAIMS)]


def _row(one: Said, first: date, last: date) -> dict[str, Any]:
    return {
        "start": max(one.start, first).isoformat(), "end": min(one.end, last).isoformat(), "better": one.better,
        "words": one.words, "source": one.source, "href": one.href,
    }  # fmt: skip


def _day(field: str) -> Any:  # noqa: ANN401
    alt = altair()
    return alt.X(f"{field}:T", scale=alt.Scale(type="utc", padding=2), axis=None)
