from __future__ import annotations

import pytest

from dateline.language.decode.lemmas import Scripts


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
    assert Scripts(["keep,0,", script]).apply([word, word], [1, 0]) == (lemma, word)
