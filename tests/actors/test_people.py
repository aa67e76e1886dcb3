from __future__ import annotations

import pytest

from dateline import codebook
from dateline.actors.people import name_key, register


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Zelensky", "Zelenskiy", id="an ending of Russian names"),
        pytest.param("Zelenskyy", "Zelenskiy", id="an ending of Ukrainian names"),
        pytest.param("Sergei", "Sergey", id="a given name"),
        pytest.param("Erdoğan", "Erdogan", id="diacritics"),
        pytest.param("Alexei", "Alexey", id="two vowels"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Putin", "Patin"), ("Xi", "Li"), ("Salih", "Sala")])
def test_other_names_do_not(one, other):
    assert name_key(one) != name_key(other)


def test_a_surname_that_several_had_means_who_is_in_office_then():
    found = register(codebook.load())
    assert found.surnamed("Clinton", month="2012-06").person == "Hillary Clinton"
    assert found.surnamed("Johnson", month="2020-01", country="GBR").person == "Boris Johnson"
    assert found.surnamed("Nobody", month="2020-01") is None


def test_who_held_an_office_is_known_by_month_and_only_where_that_is_sure():
    found = register(codebook.load())
    assert found.in_office(["defence minister"], "CHN", "2023-05").person == "Li Shangfu"
    assert found.in_office(["defence minister"], "CHN", "2023-11") is None
    assert found.in_office(["defence minister"], "CHN", None) is None
