from __future__ import annotations

import pytest

from dateline.spans import Span
from dateline.stages.statement.transcript import Turn, turns


def read(text: str) -> list[tuple[str, str, bool]]:
    return [(turn.label.of(text), turn.words.of(text).strip(), turn.asks) for turn in turns(text)]


def test_questions_and_answers_are_turns() -> None:
    text = "Q: Will there be talks?\n\nA: There will.\n\nThey begin soon.\n\nQ: When?\n\nA: On Monday."
    assert read(text) == [
        ("Q", "Will there be talks?", True),
        ("A", "There will.\n\nThey begin soon.", False),
        ("Q", "When?", True),
        ("A", "On Monday.", False),
    ]


def test_named_speakers_are_turns_where_one_comes_back() -> None:
    text = "He met the press.\n\nTASS: Any news?\n\nWang Wenbin: None.\n\nAFP: None at all?\n\nWang Wenbin: None."
    assert [label for label, _, _ in read(text)] == ["TASS", "Wang Wenbin", "AFP", "Wang Wenbin"]


def test_a_report_that_quotes_after_a_colon_is_no_transcript() -> None:
    assert turns("Mr Putin said: “We go on.”\n\nHe added: “It is late.”\n\nMr Putin said: “Good night.”") == ()


def test_one_label_alone_makes_no_transcript() -> None:
    assert turns("Background: The two states signed a treaty.\n\nIt holds.") == ()


def test_a_turn_holds_label_and_words_by_their_characters() -> None:
    assert turns("Q: Yes?\n\nA: No.") == (Turn(Span(0, 1), Span(2, 9), asks=True), Turn(Span(9, 10), Span(11, 15), asks=False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Q. Will there be talks?\n\nA. There will.",
            [("Q", "Will there be talks?", True), ("A", "There will.", False)],
            id="full stops",
        ),
        pytest.param(
            "Q1: Talks?\n\nA1: Yes.\n\nQ2: When?\n\nA2: Soon.",
            [("Q1", "Talks?", True), ("A1", "Yes.", False), ("Q2", "When?", True), ("A2", "Soon.", False)],
            id="numbers",
        ),
        pytest.param(
            "NHK：Talks?\n\nMao Ning：Yes.\n\nKyodo：When?\n\nMao Ning：Soon.",
            [("NHK", "Talks?", False), ("Mao Ning", "Yes.", False), ("Kyodo", "When?", False), ("Mao Ning", "Soon.", False)],
            id="colons of full width",
        ),
        pytest.param(
            "Reporter (CNN): Talks?\n\nMaria Zakharova: Yes.\n\nReporter (TASS): When?\n\nMaria Zakharova: Soon.",
            [
                ("Reporter (CNN)", "Talks?", True),
                ("Maria Zakharova", "Yes.", False),
                ("Reporter (TASS)", "When?", True),
                ("Maria Zakharova", "Soon.", False),
            ],
            id="who asks in brackets",
        ),
        pytest.param("A. The first point.\n\nB. The second point.\n\nC. The third.", [], id="a list by letters is none"),
        pytest.param("U.S. officials met.\n\nA. B. Vajpayee spoke.\n\nHe left.", [], id="initials are no labels"),
    ],
)
def test_turns_are_marked_in_many_ways(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert read(text) == expected
