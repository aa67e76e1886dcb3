"""Changes of office as the shipped model and the rules read them together."""

from __future__ import annotations

import pytest

import dateline

pytestmark = pytest.mark.weights


def changes(text):
    reading = dateline.analyse(text, published="2023-07-25")
    names = {actor.id: actor.name for actor in reading.actors}
    when = {tenure.id: tenure.start or tenure.end for tenure in reading.tenures}
    return {
        (names[one.person], one.office, one.change.value, str(interval.start) if (interval := when[one.id]) else None)
        for one in reading.tenures
        if one.change.value != "holds"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "China removed Foreign Minister Qin Gang from office on Tuesday and appointed his predecessor, Wang Yi, to the post.",
            {
                ("Qin Gang", "foreign minister", "removed", "2023-07-25"),
                ("Wang Yi", "foreign minister", "named", "2023-07-25"),
            },
            id="a title with capitals behind a verb, and who gets the post",
        ),
        pytest.param(
            "Russian President Vladimir Putin dismissed Defence Minister Sergei Shoigu on Sunday and nominated Andrei Belousov "
            "as his successor.",
            {
                ("Sergei Shoigu", "defence minister", "removed", "2023-07-23"),
                ("Andrei Belousov", "defence minister", "named", "2023-07-23"),
            },
            id="a successor",
        ),
        pytest.param(
            "President Volodymyr Zelensky named Rustem Umerov defence minister in September.",
            {("Rustem Umerov", "defence minister", "named", "2022-09-01")},
            id="a month behind an office",
        ),
        pytest.param(
            "Liz Truss was elected leader of the Conservative Party and will become prime minister on Tuesday.",
            {("Liz Truss", "leader of the conservative party", "named", None)},
            id="an office ends before the next verb",
        ),
    ],
)
def test_changes_of_office_are_read(text, expected):
    assert changes(text) == expected


def test_a_title_that_is_seen_as_a_name_is_no_person():
    reading = dateline.analyse("China removed Foreign Minister Qin Gang from office on Tuesday.", published="2023-07-25")

    assert [(actor.name, actor.code) for actor in reading.actors] == [("China", "CHN"), ("Qin Gang", "CHN/GOV")]
