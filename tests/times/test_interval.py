from __future__ import annotations

from datetime import date

import pytest

from dateline.records import Interval, Precision
from dateline.times import Mod, interval


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        pytest.param("2023-03-17", "2023-03-17", "2023-03-17", Precision.DAY, id="a day"),
        pytest.param("2023-03-17TEV", "2023-03-17", "2023-03-17", Precision.DAY, id="an evening"),
        pytest.param("2020-W53", "2020-12-28", "2021-01-03", Precision.WEEK, id="a week over New Year"),
        pytest.param("2023-W11-WE", "2023-03-18", "2023-03-19", Precision.WEEK, id="a weekend"),
        pytest.param("2024-02", "2024-02-01", "2024-02-29", Precision.MONTH, id="a leap month"),
        pytest.param("2023-Q4", "2023-10-01", "2023-12-31", Precision.SEASON, id="a quarter"),
        pytest.param("2023-H2", "2023-07-01", "2023-12-31", Precision.SEASON, id="a half"),
        pytest.param("2022-WI", "2022-12-01", "2023-02-28", Precision.SEASON, id="a winter runs on"),
        pytest.param("2023", "2023-01-01", "2023-12-31", Precision.YEAR, id="a year"),
        pytest.param("199", "1990-01-01", "1999-12-31", Precision.YEAR, id="a decade"),
        pytest.param("19", "1900-01-01", "1999-12-31", Precision.YEAR, id="a century"),
        pytest.param("2023-03-20/2023-03-22", "2023-03-20", "2023-03-22", Precision.DAY, id="a range"),
    ],
)
def test_a_value_covers_these_days(value: str, first: str, last: str, precision: Precision) -> None:
    assert interval(value) == Interval(date.fromisoformat(first), date.fromisoformat(last), precision)


@pytest.mark.parametrize("value", ["P3D", "PAST_REF", "XXXX-10", "2023-02-30", "2023-13", "2021-W53", "0000", "", "T12"])
def test_a_value_that_fixes_no_days_covers_none(value: str) -> None:
    assert interval(value) is None


@pytest.mark.parametrize(
    ("value", "mod", "first", "last"),
    [
        pytest.param("2022", Mod.START, "2022-01-01", "2022-03-31", id="early in a year"),
        pytest.param("2022", Mod.MID, "2022-04-01", "2022-09-30", id="the middle of a year"),
        pytest.param("2022", Mod.END, "2022-10-01", "2022-12-31", id="late in a year"),
        pytest.param("2022-06", Mod.START, "2022-06-01", "2022-06-10", id="early in a month"),
        pytest.param("2022-06", Mod.END, "2022-06-21", "2022-06-30", id="late in a month"),
    ],
)
def test_early_and_late_leave_a_part(value: str, mod: Mod, first: str, last: str) -> None:
    days = interval(value, mod=mod)
    assert days is not None
    assert (days.start, days.end) == (date.fromisoformat(first), date.fromisoformat(last))
