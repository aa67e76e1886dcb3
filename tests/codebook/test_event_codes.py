from __future__ import annotations

import pytest

from dateline.codebook import load
from dateline.codebook.event_codes import Scores, cameo_of, contexts_of, scores_of
from dateline.codebook.rows import read
from dateline.codebook.triggers import triggers


@pytest.mark.parametrize(
    ("event_type", "mode", "lemmas", "code"),
    [
        pytest.param("AGREE", None, {"will", "hold", "talk"}, "036", id="an agreement to talk"),
        pytest.param("AGREE", None, {"promise"}, "030", id="any other agreement"),
        pytest.param("COERCE", "seize", {"occupy", "island"}, "192", id="occupied territory"),
        pytest.param("SUPPORT", "no such mode", set(), "051", id="an unknown mode falls back on the type"),
    ],
)
def test_the_cameo_code_follows_the_words_of_the_evidence(event_type, mode, lemmas, code):
    assert cameo_of(event_type, mode, lemmas) == code


def test_every_type_has_a_cameo_code_without_any_word():
    assert {event_type: cameo_of(event_type, None, ()) for event_type in load().types if not cameo_of(event_type, None, ())} == {}


def test_scores_name_goldstein_plover_and_both_quad_classes():
    assert scores_of("CONSULT", "visit", "042") == Scores(goldstein=1.9, plover=4.0, quad_plover=1, quad_cameo=1)


def test_contexts_follow_the_words():
    assert contexts_of({"troop", "summit"}) == ("military", "diplomatic")


def test_every_trigger_and_default_names_a_type_and_mode_of_plover():
    book = load()
    coded = [(trigger.type, trigger.mode) for several in triggers().values() for trigger in several]
    coded += [(row.text("type"), row.maybe("mode")) for row in read("cameo_defaults")]

    assert [pair for pair in coded if pair[0] not in book.types or (pair[1] and pair not in book.modes)] == []
