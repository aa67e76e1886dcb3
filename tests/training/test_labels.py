import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))

from language.labels import apply_script, features, script

from language import weak


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        pytest.param("said", "say", id="an irregular verb"),
        pytest.param("Talks", "talk", id="a plural at the head of a sentence"),
        pytest.param("n't", "not", id="a clitic"),
        pytest.param("'s", "be", id="nothing in common"),
        pytest.param("Iranians", "Iranian", id="a name keeps its capital"),
        pytest.param("obama", "Obama", id="a name written small"),
    ],
)
def test_the_edit_script_of_a_word_makes_its_lemma(form, lemma):
    assert apply_script(script(form, lemma), form) == lemma


def test_one_script_serves_words_that_bend_alike():
    assert script("talked", "talk") == script("Attacked", "attack") == "lower,2,"


def test_only_the_features_of_time_mood_number_and_person_are_kept():
    assert features("Case=Nom|Number=Sing|Person=3|PronType=Prs") == "Number=Sing|Person=3|PronType=Prs"
    assert features("Degree=Pos") == "_"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        pytest.param("It met on Monday , May 5 , 2014 in Rome", [(3, 9)], id="weekday, month, day and year"),
        pytest.param("He may march in protest", [], id="verbs that look like months"),
        pytest.param("talks in March and last week", [(2, 3), (4, 6)], id="a month after a preposition, a relative week"),
    ],
)
def test_dates_are_found_by_rule(text, runs):
    assert weak.date_runs(text.split()) == runs
