from __future__ import annotations

from datetime import date

from dateline.charts import CONFLICT, COOPERATION, NO_COVERAGE, dyad_svg
from dateline.records import DyadCount, Period


def count(month, *, stories, quads):
    return DyadCount("CHN", "RUS", Period.MONTH, date(2023, month, 1), 1, 1, 0, stories, by_quad=quads)


def test_a_month_without_stories_is_grey_and_one_with_only_cooperation_has_no_red():
    picture = dyad_svg([count(1, stories=0, quads=()), count(2, stories=3, quads=((1, 2),))])

    bars = [line for line in picture.splitlines() if line.startswith("<rect x=")]
    heights = {
        colour: [line.split('height="')[1].split('"')[0] for line in bars if colour in line] for colour in (COOPERATION, CONFLICT)
    }
    assert sum(NO_COVERAGE in line for line in bars) == 1
    assert heights == {COOPERATION: ["0.0", "132.0"], CONFLICT: ["0.0", "0.0"]}


def test_names_of_sides_cannot_break_out_of_the_picture():
    picture = dyad_svg([DyadCount("<b>", "RUS", Period.MONTH, date(2023, 1, 1), 0, 0, 0, 1)])

    assert "<b>" not in picture
