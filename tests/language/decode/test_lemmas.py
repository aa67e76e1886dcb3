from __future__ import annotations

import pytest

from dateline.language.decode.lemmas import Lemmas, read_table


@pytest.mark.parametrize(
    ("script", "word", "lemma"),
    [
        pytest.param("lower,0,", "The", "the", id="lower case"),
        pytest.param("lower,3,y", "Countries", "country", id="ending exchanged"),
        pytest.param("keep,0,", "McCain", "McCain", id="kept"),
        pytest.param("title,0,", "CHINA", "China", id="capitalised"),
        pytest.param("lower,3,not", "n't", "not", id="whole word exchanged"),
        pytest.param("lower,9,", "is", "is", id="a script that leaves nothing leaves the word"),
    ],
)
def test_scripts_make_lemmas(script: str, word: str, lemma: str) -> None:
    assert Lemmas(["keep,0,", script]).apply([word, word], ["X", "X"], [1, 0]) == (lemma, word)


def test_the_table_goes_before_the_scripts() -> None:
    lemmas = Lemmas(["lower,0,"], read_table("left\tVERB\tleave\nleft\tADJ\tleft\n"))
    assert lemmas.apply(["Left", "left", "Talks"], ["VERB", "ADJ", "NOUN"], [0, 0, 0]) == ("leave", "left", "talks")
