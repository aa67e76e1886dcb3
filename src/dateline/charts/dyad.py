"""Series of a pair of sides → a chart: cooperation upwards, conflict downwards, beside how much was reported and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dateline.charts.marks import Said, Turn, claimed, titled, turned
from dateline.charts.themes import PALETTES, Palette, Theme, altair, config
from dateline.records import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.charts.picture import Spec
    from dateline.records import DyadCount

WIDTH = 840  # of the drawing; pages fit it to their own
AXIS = 44  # kept for labels, so that the panels stand under one another
APART = 8  # pixels at least between the labels of days
_PER = 1000  # stories, of a share
_DAYS = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31, Period.QUARTER: 92, Period.YEAR: 366}
_FORMATS = {Period.DAY: "%-d %b %Y", Period.WEEK: "%-d %b %Y", Period.MONTH: "%b %Y", Period.QUARTER: "%b %Y", Period.YEAR: "%Y"}
# Ticks of few periods stand at their beginnings: by themselves those of a year's months fall on every other week.
_FEW = 24
_TICKS = {
    Period.MONTH: {"interval": "month", "step": 1},
    Period.QUARTER: {"interval": "month", "step": 3},
    Period.YEAR: {"interval": "year", "step": 1},
}
COOPERATION, CONFLICT = (1, 2), (3, 4)  # quad classes, PLOVER manual v0.8


class Measure(StrEnum):
    """What the bars of a dyad's chart count."""

    EPISODES = "episodes"
    SHARE = "share"  # episodes per 1,000 stories read


@dataclass(frozen=True, slots=True)
class Panel:
    """One direction of a pair, its series and its lasting changes."""

    title: str  # "China toward Russia"
    counts: tuple[DyadCount, ...]
    turns: tuple[Turn, ...] = ()


def panels(counts: Sequence[DyadCount]) -> tuple[Panel, ...]:
    """Return one panel for each direction of the counts, in their order."""
    found = dict.fromkeys((count.source, count.target) for count in counts)
    return tuple(
        Panel(f"{source} toward {target}", tuple(one for one in counts if (one.source, one.target) == (source, target)))
        for source, target in found
    )


def dyad_chart(
    drawn: Sequence[Panel],
    *,
    measure: Measure = Measure.EPISODES,
    theme: Theme = Theme.LIGHT,
    reports: Mapping[date, int] | None = None,
    said: Sequence[Said] = (),
) -> Spec:
    """
    Return the chart of a pair: a panel per direction, what is said of the relation, the reports, and the stories read.

    Args:
        drawn: the directions.
        measure: what the bars count.
        theme: on paper or in the dark.
        reports: of each period, those of either direction, each once; None: the directions' added up.
        said: claims that the relation got better or worse; those of another time than the series are left out.
    """
    alt, colours = altair(), PALETTES[theme]
    read = _read(drawn, reports)
    per = next((one.period for panel in drawn for one in panel.counts), Period.MONTH)
    gaps = _gaps(per, [row for row in read if not row["stories"]], colours.faint)
    both = [
        alt.layer(gaps, *_acts(_rows(panel, measure), per, colours), *turned(panel.turns, colours)).properties(
            width=WIDTH, height=110, title=titled(f"{panel.title}: {_TITLES[measure]}", panel.turns)
        )
        for panel in drawn
    ]
    days = [date.fromisoformat(row[end]) for row in read for end in ("start", "end")]
    both += claimed(said, min(days), max(days), width=WIDTH, axis=AXIS, colours=colours) if days else []
    reported = "Reports of these" if reports is not None else "Reports of these, both directions added"
    below = (("reports", reported, colours.accent), ("stories", "Stories read", colours.soft))
    counted = [_counted(read, per, field, title, colour) for field, title, colour in below]
    spec: Spec = alt.vconcat(*both, *counted, spacing=14).resolve_scale(x="shared", color="shared").to_dict()
    return {**spec, "config": config(theme), "usermeta": {"fluid": AXIS}}


_TITLES = {
    Measure.EPISODES: "occurrences",
    Measure.SHARE: "occurrences per 1,000 stories read",
}
_TOLD = (
    ("period", " "),
    ("sort", " "),
    ("episodes", "Occurrences"),
    ("reports", "Reports, both sorts"),
    ("statements", "Statements"),
    ("stories", "Stories read"),
    ("mean", "Mean PLOVER score"),
)


def _rows(panel: Panel, measure: Measure) -> list[dict[str, Any]]:
    """Return a row per period and sort of act; conflict counts downwards."""
    rows = []
    for count in panel.counts:
        quads = dict(count.by_quad)
        acts = {"cooperation": _sum(quads, COOPERATION), "conflict": _sum(quads, CONFLICT)}
        for sort, episodes in acts.items():
            if not episodes:
                continue
            shown = float(episodes)
            if measure is Measure.SHARE:
                shown = episodes * _PER / count.stories if count.stories else 0.0
            rows.append(
                {
                    **_days(count),
                    "sort": sort,
                    "shown": round(shown if sort == "cooperation" else -shown, 3),
                    "episodes": episodes,
                    "reports": count.reports,
                    "statements": count.statements,
                    "stories": count.stories,
                    "mean": "none" if count.plover_mean is None else f"{count.plover_mean:+.1f}",
                }
            )
    return rows


def _sum(quads: dict[int, int], wanted: tuple[int, ...]) -> int:
    return sum(quads.get(quad, 0) for quad in wanted)


def _read(drawn: Sequence[Panel], reports: Mapping[date, int] | None) -> list[dict[str, Any]]:
    """Return a row per period with the reports of both directions and the stories read of anybody."""
    made: dict[date, dict[str, Any]] = {}
    for panel in drawn:
        for count in panel.counts:
            row = made.setdefault(count.start, {**_days(count), "reports": 0, "stories": count.stories})
            row["reports"] = row["reports"] + count.reports if reports is None else reports.get(count.start, 0)
    return [made[start] for start in sorted(made)]


def _days(count: DyadCount) -> dict[str, Any]:
    """Return where a period begins and ends, and what it is called."""
    after = count.start + timedelta(days=_DAYS[count.period])
    if count.period in (Period.MONTH, Period.QUARTER, Period.YEAR):
        after = after.replace(day=1)
    return {"start": count.start.isoformat(), "end": after.isoformat(), "period": _named(count)}


def _named(count: DyadCount) -> str:
    start = count.start
    return {
        Period.DAY: f"{start.day} {start:%b %Y}",
        Period.WEEK: f"week of {start.day} {start:%b %Y}",
        Period.MONTH: f"{start:%B %Y}",
        Period.QUARTER: f"{start.year}, quarter {(start.month + 2) // 3}",
        Period.YEAR: f"{start.year}",
    }[count.period]


def _acts(rows: list[dict[str, Any]], per: Period, colours: Palette) -> tuple[Any, Any]:
    """Return the bars of one direction, and the line that they stand on."""
    alt = altair()
    shown = alt.Legend(orient="top-right", direction="horizontal", symbolType="square", offset=-22)
    sorts = alt.Scale(domain=["cooperation", "conflict"], range=[colours.good, colours.bad])
    bars = alt.Chart(alt.Data(values=rows)).mark_bar()
    return (
        bars.encode(
            x=_when(per, labels=False),
            x2="end:T",
            y=alt.Y("shown:Q", title=None, axis=_axis()),
            y2=alt.datum(0),
            color=alt.Color("sort:N", title=None, scale=sorts, legend=shown),
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in _TOLD],
        ),
        alt.Chart(alt.Data(values=[{}])).mark_rule(color=colours.soft).encode(y=alt.datum(0)),
    )


def _counted(rows: list[dict[str, Any]], per: Period, field: str, title: str, colour: str) -> Any:  # noqa: ANN401
    """Return the panel of a count below the acts; the lowest carries the days."""
    alt = altair()
    bars = alt.Chart(alt.Data(values=rows)).mark_bar(color=colour)
    return bars.encode(
        x=_when(per, labels=field == "stories", few=len(rows) <= _FEW),
        x2="end:T",
        y=alt.Y(f"{field}:Q", title=None, axis=_axis(ticks=2)),
        y2=alt.datum(0),
        tooltip=[alt.Tooltip("period:N", title=" "), alt.Tooltip(f"{field}:Q", title=title)],
    ).properties(width=WIDTH, height=44, title=title)


def _gaps(per: Period, gaps: list[dict[str, Any]], colour: str) -> Any:  # noqa: ANN401  # Altair has no types
    """Return the grey of periods of which no story was read."""
    alt = altair()
    grey = alt.Chart(alt.Data(values=gaps)).mark_rect(color=colour)
    return grey.encode(x=_when(per, labels=False), x2="end:T", tooltip=[alt.Tooltip("period:N", title="No story read of")])


def _when(per: Period, *, labels: bool, few: bool = False) -> Any:  # noqa: ANN401
    alt = altair()
    shown = {"tickCount": _TICKS[per]} if few and per in _TICKS else {}
    axis = alt.Axis(
        labels=labels,
        ticks=labels,
        grid=False,
        title=None,
        domain=labels,
        labelOverlap=True,
        labelSeparation=APART,
        format=_FORMATS[per],
        **shown,
    )
    # In UTC: a day is a day of the calendar wherever the reader sits.
    return alt.X("start:T", scale=alt.Scale(type="utc", padding=2), axis=axis)


def _axis(ticks: int = 4) -> Any:  # noqa: ANN401
    shown = "abs(datum.value) >= 1 || datum.value === 0 ? format(abs(datum.value), ',.0f') : format(abs(datum.value), '.1f')"
    return altair().Axis(tickCount=ticks, minExtent=AXIS, maxExtent=AXIS, domain=False, ticks=False, labelExpr=shown)
