from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.spans import Span
from dateline.stages.statement.quotation import Quoted, quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("He called it “a good thing”.", ["a good thing"], id="english"),
        pytest.param('"We agree," he said. "We go on."', ["We agree,", "We go on."], id="straight marks"),
        pytest.param("« La paix », dit-il.", ["La paix"], id="french"),
        pytest.param("„Wir sind bereit“, sagte er.", ["Wir sind bereit"], id="german"),
        pytest.param("王毅说「中国很强」。", ["中国很强"], id="chinese"),
        pytest.param("''It holds,'' he said.", ["It holds,"], id="two apostrophes"),
        pytest.param("China’s leader’s ‘friend’ and states' rights", ["friend"], id="apostrophes are no marks"),
        pytest.param("5'10\" tall", [], id="feet and inches are no marks"),
    ],
)
def test_quotations_are_found_by_the_marks_of_every_script(text: str, quoted: list[str]) -> None:
    assert [one.inner.of(text) for one in quotations(text)] == quoted


def test_a_quotation_over_two_paragraphs_goes_on_in_the_second() -> None:
    text = "He said: “One.\n\n“Two,” he added."
    assert quotations(text) == (
        Quoted(Span(9, 14), Span(10, 14), continues=True),
        Quoted(Span(16, 22), Span(17, 21)),
    )


def test_a_mark_that_reopens_after_a_full_stop_ends_a_quotation_whose_paragraph_break_was_lost() -> None:
    text = "He said: “It never occurred. “They will see.”"
    assert [(one.inner.of(text), one.continues) for one in quotations(text)] == [
        ("It never occurred.", True),
        ("They will see.", False),
    ]


def test_a_lost_closing_mark_costs_no_more_than_its_sentence() -> None:
    text = '"We go on. Then they left.\n\nHe called it "fair" and "right".'
    assert [one.inner.of(text) for one in quotations(text)] == ["We go on.", "fair", "right"]


def test_a_lost_mark_within_a_sentence_is_ignored() -> None:
    text = "He called it “fair and said it was “right” too."
    assert [one.inner.of(text) for one in quotations(text)] == ["right"]


@given(st.text(alphabet="ab. \n\"'“”„«»「」‘’", max_size=120))
def test_quotations_never_overlap_and_stay_in_the_text(text: str) -> None:
    found = quotations(text)
    assert all(one.outer.contains(one.inner) and one.outer.end <= len(text) for one in found)
    assert all(one.outer.end <= other.outer.start for one, other in pairwise(found))
