from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.tokens import tokenize


def words(text: str) -> list[str]:
    return [span.of(text) for span in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("China didn't say it's over.", "China did n't say it 's over .", id="clitics"),
        pytest.param("They can’t; we won’t, I cannot.", "They ca n’t ; we wo n’t , I can not .", id="curly clitics"),
        pytest.param("The U.S.-led talks", "The U.S. - led talks", id="acronyms keep their dots"),
        pytest.param("Mr. Xi met Gen. Smith vs. Co. No. 3.", "Mr. Xi met Gen. Smith vs. Co. No. 3 .", id="abbreviations"),
        pytest.param("He said no. 5 left", "He said no. 5 left", id="no. before a number"),
        pytest.param("He said no. Five left", "He said no . Five left", id="no at the end of a sentence"),
        pytest.param("$3.5bn, 1,200 km at 5:30pm", "$ 3.5 bn , 1,200 km at 5:30 pm", id="numbers and units"),
        pytest.param("the 1990s, 20th, '90s", "the 1990s , 20th , '90s", id="decades and ordinals"),
        pytest.param("on 2024-05-03 or 3/5/2024", "on 2024-05-03 or 3/5/2024", id="dates"),
        pytest.param("a well-known anti-war co-operation", "a well - known anti-war co-operation", id="hyphens but prefixes"),
        pytest.param("Sana'a, O'Neill and Shi'ite", "Sana'a , O'Neill and Shi'ite", id="apostrophes in names"),
        pytest.param("states' rights", "states ' rights", id="plural possessive"),
        pytest.param("see https://a.org/b?c=1. Or x@y.com.", "see https://a.org/b?c=1 . Or x@y.com .", id="addresses"),
        pytest.param("George W. Bush", "George W. Bush", id="initials"),
        pytest.param('"Why?!" he asked...', '" Why ?! " he asked ...', id="runs of punctuation"),
        pytest.param("It ended.The next", "It ended . The next", id="missing blank after a stop"),
        pytest.param("They dont know, nor dont say.", "They do nt know , nor do nt say .", id="clitics without an apostrophe"),
        pytest.param("AT&T’s 5%", "AT&T ’s 5 %", id="ampersand names"),
        pytest.param("中国 and\u200b Россия", "中国 and Россия", id="other scripts, zero-width blanks"),
    ],
)
def test_text_is_cut_into_words(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


def test_nothing_gives_no_words() -> None:
    assert tokenize(" \n\t") == ()


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from(list("aB3 .,'’\"-—\n&@#:/?!$%中n't")), max_size=80))
def test_words_are_in_order_and_leave_only_blanks_between(text: str) -> None:
    spans = tokenize(text)
    edges = [0, *(at for span in spans for at in (span.start, span.end)), len(text)]
    assert edges == sorted(edges)
    assert all(not text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize("piece", ["a.", "-", "a-", "1.", "w.w.w.", "n'", "@", "http://"], ids=repr)
def test_time_grows_with_the_text_alone(piece: str) -> None:
    started = time.process_time()
    tokenize(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 5
