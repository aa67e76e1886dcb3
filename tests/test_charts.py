from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dateline import charts
from dateline.charts import Knot, Measure, Panel, Point, Said, Spot, Theme, Thread, Turn
from dateline.charts.network import layout
from dateline.errors import UsageError
from dateline.records import DyadCount, Period

OUTLINES = Path(charts.__file__).parent.parent / "web" / "static" / "vendor" / "world-atlas" / "countries-110m.json"


def count(month, *, stories, quads, source="CHN", target="RUS"):
    episodes = sum(number for _, number in quads)
    return DyadCount(source, target, Period.MONTH, date(2023, month, 1), episodes, 2 * episodes, 0, stories, by_quad=quads)


def values(spec):
    """Return the rows of every layer and panel, in their order."""
    panels = [*spec["vconcat"][0]["layer"], *spec["vconcat"]] if "vconcat" in spec else spec["layer"]
    named = spec.get("datasets", {})
    return [one["data"].get("values") or named.get(one["data"].get("name")) for one in panels if "data" in one]


def test_conflict_counts_downwards_and_a_month_without_stories_is_grey():
    spec = charts.dyad_chart(charts.panels([count(1, stories=0, quads=()), count(2, stories=4, quads=((1, 2), (4, 1)))]))

    gaps, bars, _, *below = values(spec)
    assert [row["start"] for row in gaps] == ["2023-01-01"]
    assert [(row["sort"], row["shown"], row["start"], row["end"]) for row in bars] == [
        ("cooperation", 2.0, "2023-02-01", "2023-03-01"),
        ("conflict", -1.0, "2023-02-01", "2023-03-01"),
    ]
    assert [[row["reports"] for row in panel] for panel in below] == [[0, 6], [0, 6]]
    assert [row["stories"] for row in below[1]] == [0, 4]


def test_a_share_is_measured_against_a_thousand_stories():
    spec = charts.dyad_chart([Panel("A", (count(2, stories=50, quads=((1, 2),)),))], measure=Measure.SHARE)

    assert values(spec)[1][0]["shown"] == 40.0


def test_reports_of_both_directions_are_counted_once_where_they_are_given():
    series = [count(2, stories=4, quads=((1, 2),)), count(2, stories=4, quads=((1, 2),), source="RUS", target="CHN")]
    spec = charts.dyad_chart(charts.panels(series), reports={date(2023, 2, 1): 5})

    assert spec["vconcat"][2]["title"] == "Reports of these"
    assert values(spec)[-1][0]["reports"] == 5


@pytest.mark.parametrize("theme", list(Theme))
def test_names_of_sides_cannot_break_out_of_the_picture(theme):
    series = (DyadCount("<b>", "RUS", Period.MONTH, date(2023, 1, 1), 1, 1, 0, 1, by_quad=((1, 1),)),)
    spec = charts.dyad_chart([Panel("<b> → RUS", series)], theme=theme)

    picture = charts.draw(spec, "svg").decode()
    ET.fromstring(picture)  # noqa: S314  # our own
    assert "<b>" not in picture
    assert "&lt;b&gt;" in picture


def test_a_chart_is_drawn_in_every_form_and_another_form_is_refused_with_those_there_are():
    spec = charts.dyad_chart(charts.panels([count(2, stories=4, quads=((1, 2),))]))

    assert charts.draw(spec, "png").startswith(b"\x89PNG")
    assert json.loads(charts.draw(spec, "json")) == spec
    assert b"<html" in charts.draw(spec, "html")[:200].lower()
    with pytest.raises(UsageError, match="svg, png, html, json"):
        charts.draw(spec, "gif")


def test_a_map_holds_its_outlines_so_that_nothing_is_fetched():
    spots = [Spot("Beijing", 39.9, 116.4, 3, 1, "/x")]

    picture = charts.draw(charts.places_chart(spots, outlines=OUTLINES), "svg").decode()

    assert picture.count("<path") > 170  # as many states as the outlines have, and the place


def test_the_same_network_is_always_drawn_alike_and_friends_stand_near():
    knots = [Knot(name, name, 1) for name in "abcd"]
    threads = [Thread("a", "b", 9, 0), Thread("c", "d", 0, 9)]

    places = layout(knots, threads)

    def far(one, other):
        return (places[one][0] - places[other][0]) ** 2 + (places[one][1] - places[other][1]) ** 2

    assert places == layout(knots, threads)
    assert far(0, 1) < far(0, 2)
    assert far(2, 3) < far(1, 3)


def test_lines_of_a_network_say_which_sort_of_act_is_most():
    knots = [Knot(name, name, 1) for name in "abcd"]
    threads = [Thread("a", "b", 9, 1), Thread("b", "c", 5, 4), Thread("c", "d", 0, 2)]

    rows = values(charts.network_chart(knots, threads))[0]

    assert [row["sort"] for row in rows] == ["mostly cooperation", "mixed", "mostly conflict"]


def test_figures_stand_in_a_panel_for_each_unit():
    points = [
        Point(date(2023, 1, 1), 1.9e11, "USD", "$190 billion", "AFP"),
        Point(date(2024, 1, 1), 42.0, "meetings", "42", "AFP"),
    ]

    spec = charts.figures_chart(points)

    assert [panel["title"] for panel in spec["vconcat"]] == ["USD", "meetings"]


# ------------------------------------------------------------------ what is marked in it
TURN = Turn(date(2023, 2, 1), "from February 2023 on: 1 → 4", "/dyad/CHN/RUS?since=2023-02-01")


def said(first, last, *, better=True):
    return Said(first, last, better, "Ties grew.", "AFP", "/story/s1#c0")


def test_a_lasting_change_is_a_dashed_line_that_the_title_explains():
    counts = (count(1, stories=4, quads=((1, 1),)), count(2, stories=4, quads=((1, 4),)))
    spec = charts.dyad_chart([Panel("China toward Russia", counts, (TURN,))])

    panel = spec["vconcat"][0]
    line, reach = panel["layer"][-2:]
    assert line["mark"]["strokeDash"] == [5, 3]
    assert (reach["mark"]["opacity"], reach["encoding"]["href"]) == (0, {"field": "href", "type": "nominal"})
    assert values(spec)[3] == [{"start": "2023-02-01", "words": TURN.words, "href": TURN.href}]
    assert panel["title"] == {"text": "China toward Russia: occurrences", "subtitle": "dashed: from there on another rate"}


def test_what_is_said_of_the_relation_stands_in_its_time_and_within_the_days_shown():
    counts = (count(1, stories=4, quads=((1, 1),)), count(2, stories=4, quads=((1, 4),)))
    claims = [
        said(date(2022, 1, 1), date(2023, 1, 31)),
        said(date(2023, 2, 1), date(2023, 12, 31), better=False),
        said(date(2021, 1, 1), date(2021, 12, 31)),
    ]
    spec = charts.dyad_chart([Panel("China toward Russia", counts)], said=claims)

    strip = spec["vconcat"][1]
    rows = [layer["data"]["values"] for layer in strip["layer"]]
    assert strip["title"] == "Said of the relation: ▲ better, ▼ worse"
    assert [[(row["start"], row["end"]) for row in each] for each in rows] == [
        [("2023-01-01", "2023-01-31")],
        [("2023-01-01", "2023-01-31")],
        [("2023-02-01", "2023-03-01")],
        [("2023-02-01", "2023-03-01")],
    ]


def test_a_picture_leads_to_our_own_pages_and_nowhere_else():
    counts = (count(1, stories=4, quads=((1, 1),)), count(2, stories=4, quads=((1, 4),)))
    spec = charts.dyad_chart([Panel("A", counts, (TURN,))])

    picture = charts.draw(spec, "svg").decode()
    assert f'xlink:href="{TURN.href}"' in picture
    assert "vega-datasets" not in picture


def test_the_ticks_of_few_months_stand_at_their_beginnings_and_labels_stand_apart():
    def axis(series):
        return charts.dyad_chart([Panel("A", series)])["vconcat"][-1]["encoding"]["x"]["axis"]

    few = axis(tuple(count(month, stories=4, quads=()) for month in range(1, 13)))
    assert few.get("tickCount") == {"interval": "month", "step": 1}
    many = axis(tuple(DyadCount("A", "B", Period.MONTH, date(2000 + m // 12, m % 12 + 1, 1), 1, 1, 0, 1) for m in range(60)))
    assert "tickCount" not in many
    assert many["labelSeparation"] == few["labelSeparation"] >= 4
