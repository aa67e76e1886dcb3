"""Markup that libraries fail on is read all the same."""

from __future__ import annotations

import pytest

from dateline.records import Page, PageId, Reason
from dateline.stages.story import read
from dateline.stages.story.markup import clear

BODY = "<p>The minister said on Monday that the two countries would hold talks in the capital next week.</p>" * 3


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param("a\x00b\x01c", "abc", id="control characters"),
        pytest.param("a\x0bb\x0cc", "a b c", id="those that are blanks"),
        pytest.param("a&#1;b&#x1F;c&#xFFFE;d&#0008e", "abcde", id="references"),
        pytest.param("a\tb\nc\rd&#10;&#x9;&#13;&#80;&#x1F600;", "a\tb\nc\rd&#10;&#x9;&#13;&#80;&#x1F600;", id="what may stay"),
    ],
)
def test_control_characters_are_taken_out_of_markup(markup: str, expected: str) -> None:
    assert clear(markup) == expected


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param("<div b\x0bd='x' \x01='y'>", id="in the name of an attribute"),
        pytest.param("<script>x</script>&#1;&#xB;", id="behind a script"),
        pytest.param("<p>" + "<div>" * 3000, id="deep"),
    ],
)
def test_odd_markup_fails_nothing(odd: str) -> None:
    page = Page(
        PageId("p"), f"<html><head>{odd}</head><body>{odd}<article>{BODY}</article></body></html>", media_type="text/html"
    )
    reading = read(page)
    assert [one for one in reading.rejected if one.reason is Reason.FAILED] == []
    assert reading.stories or reading.rejected
