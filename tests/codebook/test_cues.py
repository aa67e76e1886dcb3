from __future__ import annotations

import pytest

from dateline.codebook.cues import Form, cues, words
from dateline.errors import CodebookError


@pytest.mark.parametrize(
    ("form", "lemma", "kind"),
    [
        pytest.param("said", "say", Form.PAST, id="irregular"),
        pytest.param("urging", "urge", Form.GERUND, id="dropped e"),
        pytest.param("denies", "deny", Form.PRESENT, id="y to ies"),
        pytest.param("referred", "refer", Form.PAST, id="doubled consonant"),
        pytest.param("written", "write", Form.PARTICIPLE, id="participle of its own"),
    ],
)
def test_cues_are_known_in_all_their_forms(form: str, lemma: str, kind: Form) -> None:
    assert [(cue.lemma, found) for cue, found in cues()[form] if cue.pos == "verb"] == [(lemma, kind)]


def test_a_word_may_be_verb_and_noun() -> None:
    assert {(cue.pos, form) for cue, form in cues()["claims"]} == {("verb", Form.PRESENT), ("noun", Form.NOUN)}


def test_prepositions_of_a_frame_are_given_by_its_kind() -> None:
    accuse = next(cue for cue, _ in cues()["accused"] if cue.pos == "verb")
    assert (accuse.after("f"), accuse.after("a")) == (frozenset({"of"}), frozenset())


def test_an_unknown_list_is_refused_by_name() -> None:
    with pytest.raises(CodebookError, match="expected a list named nothing"):
        words("nothing")
