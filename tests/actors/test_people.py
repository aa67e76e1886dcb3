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


def test_everybody_in_the_register_is_found_by_each_of_their_names():
    found = register(codebook.load())
    lost = [
        name
        for term in codebook.office_holders()
        for name in (term.person, *term.aliases)
        if " " in name and term not in found.named(name)
    ]
    assert not lost


@pytest.mark.parametrize(
    ("written", "person"),
    [
        pytest.param("Ivica Dacic", "Ivica Dačić", id="no diacritics"),
        pytest.param("Aleksandar Vuchich", None, id="another name is another person's"),
        pytest.param("Sigmundur David Gunnlaugsson", "Sigmundur Davíð Gunnlaugsson", id="letters that papers write otherwise"),
        pytest.param("Mohammad Javad Zarif", "Mohammad Javad Zarif", id="as it is"),
        pytest.param("Mohammed Javad Zarif", "Mohammad Javad Zarif", id="an alias"),
        pytest.param("Andrij Sybiha", "Andrii Sybiha", id="a sound written with another letter"),
    ],
)
def test_a_full_name_is_found_in_any_transliteration(written, person):
    terms = register(codebook.load()).named(written)
    assert {term.person for term in terms} == ({person} if person else set())


def test_officials_are_not_meant_by_their_surname_alone():
    found = register(codebook.load())
    assert found.surnamed("Dacic", month="2016-05") is None
    assert found.surnamed("Dacic", month="2016-05", country="SRB").person == "Ivica Dačić"
    assert found.in_office(["foreign minister"], "SRB", "2016-05").person == "Ivica Dačić"
