from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dateline.records import Status
from dateline.stages import episode

from .reports import days, event, reading, story

if TYPE_CHECKING:
    from dateline.records import Interval, Reading

CLAUSE = "Albania closed the border of Serbia over"
OTHERS = ("coal depots", "sheep plague", "toll gates", "river rights")


def _told(name: str, words: str, *, status: Status = Status.HISTORICAL, when: Interval | None = None) -> Reading:
    """Return a page on which Albania closed its border to Serbia over something."""
    one = story(name, f"{CLAUSE} {words}.", "2023-03-17")
    told = event(one, f"{CLAUSE} {words}", "SANCTION", "alba", "serb", status=status, when=when)
    return reading(one, told)


def _together(several: list[Reading], options: episode.Options) -> set[tuple[str, ...]]:
    """Return the stories of the episodes with several reports."""
    found = episode.link(several, options=options)
    return {tuple(sorted(report.story for report in one.reports)) for one in found if len(one.reports) > 1}


FEW = episode.Options(words=3, few=3)  # the words of CLAUSE, which every report has, are many in five reports
MANY = [_told(f"other{number}", words) for number, words in enumerate(OTHERS)]


def test_one_word_in_common_merges_acts_without_a_day_while_they_are_few() -> None:
    told = [_told("one", "stolen wheat"), _told("two", "wheat duties")]
    assert _together(told, episode.Options(words=0, few=2)) == {("one", "two")}
    assert _together(told, episode.Options(words=0, few=1)) == set()


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("stolen wheat", "wheat duties", set(), id="one rare word is chance"),
        pytest.param("stolen wheat ships", "wheat ships", {("one", "two")}, id="two rare words are none"),
    ],
)
def test_where_acts_without_a_day_are_many_two_rare_words_merge_them(
    first: str, second: str, expected: set[tuple[str, ...]]
) -> None:
    assert _together([_told("one", first), _told("two", second), *MANY], FEW) == expected


def test_acts_on_days_one_apart_meet_across_the_end_of_a_month() -> None:
    last, first = days("2023-03-31"), days("2023-04-01")
    told = [
        _told("one", "stolen wheat ships", status=Status.OCCURRED, when=last),
        _told("two", "stolen wheat ships", status=Status.OCCURRED, when=first),
    ]
    assert _together(told, episode.Options(words=0)) == {("one", "two")}
