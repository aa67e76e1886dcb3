from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.sentences import LONGEST, split
from dateline.language.tokens import tokenize


def sentences(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[tokens[start].start : tokens[end - 1].end] for start, end in split(text, tokens)]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["Mr. Xi met Gen. Li on Sept. 3.", "They spoke."], id="abbreviations do not end sentences"),
        pytest.param(["He flew to the U.S.", "The visit was short."], id="acronyms may end them"),
        pytest.param(["The U.S. President left at 5 p.m. Monday."], id="acronyms inside a sentence"),
        pytest.param(["“We agree.", "We will sign,” he said.", "He left."], id="a quotation over two sentences"),
        pytest.param(['"It is over."', '"Is it?"'], id="closing marks stay with their sentence"),
        pytest.param(["Scholz said: „We stay.“", "„That is final,“ he said."], id="German marks"),
        pytest.param(["Kishida said: 「We stay.」", "「That is final,」 he said."], id="Japanese marks"),
        pytest.param(["Macron said: «We stay.»", "«That is final,» he said."], id="French marks"),
        pytest.param(["It is over.", "“We know,” he said."], id="an English opening mark after a blank"),
        pytest.param(["''We know.''", "''It is late,'' she said."], id="doubled apostrophes open and close"),
        pytest.param(['"Is it over?" President Xi asked.', "It was."], id="a speaker after a question"),
        pytest.param(["He asked why?", "Russia did not answer."], id="a question without marks"),
        pytest.param(["It cost $3.5 bn.", "It was about 2.5 percent."], id="points in numbers"),
        pytest.param(["Wait ... and see."], id="an ellipsis inside"),
        pytest.param(["Nothing new (he said).", "[It was.]"], id="brackets"),
        pytest.param(["TEHRAN (AFP) -", "An official spoke."], id="a dateline stands apart"),
        pytest.param(["WASHINGTON, May 3 (Reuters) —", "The deal is done."], id="a dateline with a day"),
        pytest.param(["NATO said the plan - A new one - failed."], id="a dash is no dateline"),
    ],
)
def test_sentences_are_found(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_blank_lines_end_sentences() -> None:
    assert sentences("Xi to visit Russia\n\nThe trip is planned\n\nfor March") == [
        "Xi to visit Russia",
        "The trip is planned",
        "for March",
    ]


def test_bullets_and_numbered_points_are_sentences() -> None:
    text = "The points:\n- end the war\n- free trade\n1. The parties agree.\n2. They meet."
    assert sentences(text) == ["The points:", "- end the war", "- free trade", "1. The parties agree.", "2. They meet."]


def test_lines_broken_for_width_are_joined() -> None:
    text = (
        "The two countries agreed on Monday to hold talks in the Russian\n"
        "Black Sea port of Sochi, the Interfax news agency said, citing\n"
        "President Vladimir Putin and his colleagues of the delegation of\n"
        "Turkey who had come for the summit. They will meet again in the\n"
        "autumn."
    )
    assert [sentence[-10:] for sentence in sentences(text)] == ["he summit.", "he\nautumn."]


def test_a_line_is_a_sentence_where_lines_are_not_broken_for_width() -> None:
    assert sentences("Talks end\nXi leaves Moscow after talks with Putin.") == [
        "Talks end",
        "Xi leaves Moscow after talks with Putin.",
    ]


def test_endless_sentences_are_cut_at_commas() -> None:
    text = "one, two " * 200
    lengths = [end - start for start, end in split(text, tokenize(text))]
    assert sum(lengths) == 600
    assert max(lengths) <= LONGEST


def test_no_tokens_no_sentences() -> None:
    assert split("", ()) == ()


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from(list("aB3 .,'’\"“”()-—\n?!UIS[]")), max_size=120))
def test_every_token_is_in_one_sentence(text: str) -> None:
    tokens = tokenize(text)
    covered = [token for start, end in split(text, tokens) for token in range(start, end)]
    assert covered == list(range(len(tokens)))
    assert all(start < end for start, end in split(text, tokens))
