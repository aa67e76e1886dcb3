from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import times
from dateline.records import Interval, Precision
from dateline.spans import Span
from dateline.times import Mod, TimeExpression, TimeType
from dateline.times.words import lexicon

FRIDAY = date(2023, 3, 17)
DAY, WEEK, MONTH, SEASON, YEAR = Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.SEASON, Precision.YEAR


def days(first: str, last: str | None = None, precision: Precision = DAY) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first), precision)


def test_an_expression_carries_its_span_type_value_and_days() -> None:
    text = "The two spoke on Thursday evening."
    assert times.find(text, dateline=FRIDAY) == (
        TimeExpression(Span(17, 33), TimeType.TIME, "2023-03-16TEV", days("2023-03-16")),
    )


def test_a_range_keeps_its_two_ends_as_parts() -> None:
    text = "She will be in Rome from Monday to Wednesday."
    monday = TimeExpression(Span(25, 31), TimeType.DATE, "2023-03-20", days("2023-03-20"))
    wednesday = TimeExpression(Span(35, 44), TimeType.DATE, "2023-03-22", days("2023-03-22"))
    both = TimeExpression(
        Span(25, 44), TimeType.DATE, "2023-03-20/2023-03-22", days("2023-03-20", "2023-03-22"), parts=(monday, wednesday)
    )
    assert times.find(text, dateline=FRIDAY) == (both,)
    assert times.atoms((both,)) == (monday, wednesday)


@pytest.mark.parametrize(
    ("text", "value", "interval"),
    [
        pytest.param("They met on Friday.", "2023-03-17", days("2023-03-17"), id="the dateline's own weekday is today"),
        pytest.param("They met on Monday.", "2023-03-13", days("2023-03-13"), id="a bare weekday is the last one gone by"),
        pytest.param("They will meet on Monday.", "2023-03-20", days("2023-03-20"), id="a future verb turns it ahead"),
        pytest.param("On Monday, they will meet.", "2023-03-20", days("2023-03-20"), id="the verb may follow"),
        pytest.param("He said on Monday he will resign.", "2023-03-13", days("2023-03-13"), id="the nearest verb decides"),
        pytest.param("They met last Friday.", "2023-03-10", days("2023-03-10"), id="last Friday is not today"),
        pytest.param("They meet next Friday.", "2023-03-24", days("2023-03-24"), id="next Friday is not today"),
        pytest.param("It fell in October.", "2022-10", days("2022-10-01", "2022-10-31", MONTH), id="a bare month is past"),
        pytest.param("It will open in October.", "2023-10", days("2023-10-01", "2023-10-31", MONTH), id="a month to come"),
        pytest.param("It should be done in June.", "2023-06", days("2023-06-01", "2023-06-30", MONTH), id="a passive to come"),
        pytest.param("It fell on April 2.", "2023-04-02", days("2023-04-02"), id="a near day beats a verb far from it"),
        pytest.param("It fell on 24 February last year.", "2022-02-24", days("2022-02-24"), id="a day of last year"),
        pytest.param("It came last week.", "2023-W10", days("2023-03-06", "2023-03-12", WEEK), id="weeks begin on Monday"),
        pytest.param("It came last weekend.", "2023-W10-WE", days("2023-03-11", "2023-03-12", WEEK), id="last weekend"),
        pytest.param("It began this month.", "2023-03", days("2023-03-01", "2023-03-17", MONTH), id="past: up to the dateline"),
        pytest.param("It came a year ago.", "2022", days("2022-01-01", "2022-12-31", YEAR), id="as exact as its unit"),
        pytest.param("It came three weeks ago.", "2023-W08", days("2023-02-20", "2023-02-26", WEEK), id="weeks ago"),
        pytest.param("In the first half of 2022", "2022-H1", days("2022-01-01", "2022-06-30", SEASON), id="half of a year"),
        pytest.param("third-quarter profit", "2022-Q3", days("2022-07-01", "2022-09-30", SEASON), id="the nearest quarter"),
        pytest.param("in the 1990s", "199", days("1990-01-01", "1999-12-31", YEAR), id="a decade"),
        pytest.param("the visit of 20 to 22 March 2023", "2023-03-20/2023-03-22", days("2023-03-20", "2023-03-22"), id="to"),
        pytest.param("from 1 May to 3 June 2022", "2022-05-01/2022-06-03", days("2022-05-01", "2022-06-03"), id="two months"),
        pytest.param("over the past four years", "P4Y", days("2019-03-17", "2023-03-17", YEAR), id="anchored durations"),
        pytest.param("for three weeks", "P3W", None, id="a bare duration has no days"),
        pytest.param("every year", "P1Y", None, id="a set has no days"),
        pytest.param("in recent years", "PXY", None, id="vague years have no days"),
        pytest.param("the future", "FUTURE_REF", None, id="the future has no days"),
        pytest.param("at 5 p.m. on", "2023-03-17T17:00", days("2023-03-17"), id="a clock time is of the dateline's day"),
    ],
)
def test_an_expression_means_these_days(text: str, value: str, interval: Interval | None) -> None:
    assert [(one.value, one.interval) for one in times.find(text, dateline=FRIDAY)] == [(value, interval)]


def test_late_last_year_is_its_last_three_months() -> None:
    found = times.find("The embassy closed late last year.", dateline=FRIDAY)
    assert [(one.value, one.mod, one.interval) for one in found] == [("2022", Mod.END, days("2022-10-01", "2022-12-31", SEASON))]


def test_later_counts_from_the_time_last_spoken_of() -> None:
    found = times.find("The talks began on 3 May 2022. Two days later they failed; the next month they resumed.", dateline=FRIDAY)
    assert [one.value for one in found] == ["2022-05-03", "2022-05-05", "2022-06"]


def test_a_clock_time_before_its_day_takes_that_day() -> None:
    found = times.find("He spoke at 16:15 UTC, June 1st.", dateline=date(2009, 6, 4))
    assert [one.value for one in found] == ["2009-06-01T16:15Z", "2009-06-01"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the 69-year-old leader, 69 years old", id="an age"),
        pytest.param("about 2000 people and 3000 troops", id="a count"),
        pytest.param("30 February", id="a day that no calendar has"),
        pytest.param("May said she may march. May's voters sat.", id="names and verbs that look like months and days"),
        pytest.param("an A330-2000 jet for $2000", id="numbers in names and sums"),
        pytest.param("the second time, a second chance", id="ordinals"),
        pytest.param("the Winter Olympics", id="a season in a name"),
        pytest.param("It will fall.", id="a verb that looks like a season"),
    ],
)
def test_words_that_tell_no_time_yield_nothing(text: str) -> None:
    assert times.find(text, dateline=FRIDAY) == ()


def test_without_a_dateline_relative_words_have_a_value_and_no_days() -> None:
    found = times.find("On Friday, in March, last year and on 1 May 2022", dateline=None)
    assert [(one.value, one.interval) for one in found] == [
        ("XXXX-WXX-5", None),
        ("XXXX-03", None),
        ("XXXX", None),
        ("2022-05-01", days("2022-05-01")),
    ]


def test_within_keeps_what_lies_wholly_inside() -> None:
    text = "On Monday he left; on Tuesday he came."
    found = times.find(text, dateline=FRIDAY)
    assert times.within(found, Span(0, 20)) == found[:1]


# fmt: off
PIECES = (
    "Monday", "March", "May", "2023", "31", "last", "the", "next", "year", "ago", "two", "a", "-", "of", "to", "early",
    "5th", "'s", "century", "9999", "1.5", "half", "99999999", "week", "later", "00:99", "2023-02-31", "99/99/9999",
    "Q3", ".", "weekend", "decades", "every", "same", "period", "day", "\n",
)
# fmt: on


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.dates() | st.none())
def test_expressions_are_ordered_apart_and_never_raise(pieces: list[str], dateline: date | None) -> None:
    text = " ".join(pieces)
    found = times.find(text, dateline=dateline)
    assert all(one.span.of(text).strip() for one in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(one.span.of(text) for one in times.find(text, dateline=FRIDAY))


def test_the_value_f1_on_meantime_stays_above_the_bar(shared, tmp_path) -> None:
    import json
    import runpy

    from benchmarks.tasks import time

    gold = shared / "eval" / "time" / "meantime_airbus_gm.jsonl"
    time.predict(gold, tmp_path / "predicted.jsonl")
    scorer = runpy.run_path(str(shared / "eval" / "score_time.py"))
    rows = [json.loads(line) for line in (tmp_path / "predicted.jsonl").read_text(encoding="utf-8").splitlines()]
    assert scorer["score"](scorer["read_jsonl"](gold), rows)["value"]["f1"] >= 0.75


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The port, taken by rebel units in July, was quiet.", days("2022-07-01", "2022-07-31", MONTH), id="by whom"),
        pytest.param("Talks to be held in Oslo on Friday were hailed.", days("2023-03-24"), id="to be held"),
        pytest.param("Both sides agreed on Monday to stop.", days("2023-03-13"), id="agreed then"),
        pytest.param("On Monday Bolivia pledged help.", days("2023-03-13"), id="pledged then"),
        pytest.param("They agreed to talk on Monday.", days("2023-03-20"), id="agreed on what is to come"),
    ],
)
def test_the_words_around_a_day_point_where_it_lies(text: str, expected: Interval) -> None:
    (found,) = times.find(text, dateline=date(2023, 3, 18))
    assert found.interval == expected


@pytest.mark.parametrize("text", ["A man in his 40s was held.", "Two women in their late 20s fled."])
def test_the_decade_of_an_age_is_no_time(text: str) -> None:
    assert times.find(text, dateline=FRIDAY) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Talks began in March", True, id="a month"),
        pytest.param("Talks begin on 5 Sept. in Rome", True, id="a month cut short"),
        pytest.param("The marketing of septic tanks was decided", False, id="words that only begin like one"),
    ],
)
def test_a_text_is_asked_for_words_of_a_class(text: str, expected: bool) -> None:  # noqa: FBT001
    assert times.may_hold(text, "month") is expected


@given(st.data())
def test_no_pattern_begins_with_a_letter_that_it_is_not_filed_under(data: st.DataObject) -> None:
    openings = lexicon().openings
    letters = "".join(data.draw(st.lists(st.sampled_from(sorted(lexicon().letters.values())), min_size=1, max_size=8)))
    matching = {one.form.pattern for opening in openings.values() for one in opening.patterns if one.form.match(letters)}
    opening = openings.get(letters[0])
    filed = {one.form.pattern for one in opening.patterns} if opening else set()

    assert matching <= filed
    assert bool(matching) == bool(opening and opening.any.match(letters))
