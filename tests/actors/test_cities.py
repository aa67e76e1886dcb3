from __future__ import annotations

import pytest

from plain_texts import cast_of, span_of


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[Tehran] said no.", id="it speaks"),
        pytest.param("Norway accused [Tehran] of lying.", id="it is accused"),
        pytest.param("Ties with [Tehran] are bad.", id="ties with it"),
        pytest.param("A statement from [Tehran] came late.", id="a statement from it"),
        pytest.param("[Tehran]'s allies left.", id="it has allies"),
        pytest.param("Relations between Ankara and [Tehran] are bad.", id="relations between two"),
        pytest.param("A [Tehran]-backed militia left.", id="it backs"),
        pytest.param("Anger was aimed at [Tehran] again.", id="aimed at it"),
    ],
)
def test_a_capital_that_acts_is_its_government(text):
    assert _actor(text) == "IRN"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They met in [Tehran].", id="in it"),
        pytest.param("They flew to [Tehran].", id="flown to"),
        pytest.param("He came from [Tehran] by train.", id="from it"),
        pytest.param("They met in Ankara, Cairo and [Tehran].", id="last of a list of places"),
        pytest.param("A [Tehran] suburb burned.", id="a suburb"),
        pytest.param("A [Tehran]-based diplomat left.", id="based there"),
        pytest.param("[Tehran]'s busiest streets were empty.", id="its streets"),
        pytest.param("The capital, [Tehran], was calm.", id="the capital"),
        pytest.param("Ali Amini, [Tehran], Iran", id="an address"),
        pytest.param("They walked through downtown [Tehran] at night.", id="downtown"),
    ],
)
def test_a_capital_where_things_happen_is_a_place(text):
    assert _actor(text) is None


def _actor(marked: str) -> str | None:
    start = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    found = cast_of(text)
    tokens = found._analysis.tokens_in(span_of(text, "Tehran"))  # noqa: SLF001 the tokens of the text
    assert text[start:].startswith("Tehran")
    actor = found.at(*tokens)
    return None if actor is None else actor.id
