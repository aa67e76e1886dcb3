from __future__ import annotations

import pytest

from dateline.language import tokens
from dateline.language.analysis import Entity, EntityLabel
from dateline.language.decode.names import Words, agreed, mended

PER, ORG, LOC, FAC, NORP, DATE = (EntityLabel(name) for name in ("PER", "ORG", "LOC", "FAC", "NORP", "DATE"))


def words_of(text: str, *, upos: str = "PROPN", starts: tuple[int, ...] = (0,)) -> Words:
    """Return the words of a text; all have one part of speech."""
    offsets = tokens.offsets(text)
    words = [text[start:end] for start, end in offsets]
    return Words(words, offsets, [upos] * len(words), frozenset(starts))


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        pytest.param("al-Sadr said so", [Entity(2, 3, PER, 0.9)], [Entity(0, 3, PER, 0.9)], id="the article is part of the name"),
        pytest.param(
            "Muqtada al-Sadr",
            [Entity(0, 1, PER, 0.8), Entity(3, 4, PER, 0.6)],
            [Entity(0, 4, PER, 0.8)],
            id="given name and article",
        ),
        pytest.param("Muqtada al-Sadr", [Entity(0, 2, PER, 0.8)], [Entity(0, 4, PER, 0.8)], id="cut behind the article"),
        pytest.param(
            "Al-Qaeda", [Entity(0, 1, ORG, 0.5), Entity(2, 3, ORG, 0.7)], [Entity(0, 3, ORG, 0.7)], id="cut at the hyphen"
        ),
        pytest.param(
            "al-Qaeda", [Entity(0, 1, NORP, 0.5), Entity(2, 3, ORG, 0.7)], [Entity(0, 3, ORG, 0.7)], id="article of no name"
        ),
        pytest.param("Hizb-ul-Mujahideen won", [Entity(4, 5, ORG, 0.7)], [Entity(0, 5, ORG, 0.7)], id="article inside"),
        pytest.param("Kim Jong-un spoke", [Entity(0, 2, PER, 0.7)], [Entity(0, 4, PER, 0.7)], id="second half of a given name"),
        pytest.param(
            "Jan Smutney-Jones", [Entity(0, 2, PER, 0.7), Entity(3, 4, PER, 0.6)], [Entity(0, 4, PER, 0.7)], id="double surname"
        ),
        pytest.param("Google, Inc. of California", [Entity(0, 1, ORG, 0.9)], [Entity(0, 3, ORG, 0.9)], id="legal form"),
        pytest.param(
            "Google, Inc.",
            [Entity(0, 1, ORG, 0.9), Entity(2, 3, LOC, 0.4)],
            [Entity(0, 3, ORG, 0.9)],
            id="form taken for a place",
        ),
        pytest.param(
            "Iraqi Islamic Party",
            [Entity(0, 1, ORG, 0.5), Entity(1, 3, ORG, 0.7)],
            [Entity(0, 3, ORG, 0.7)],
            id="two halves of one",
        ),
        pytest.param(
            "City of New Orleans",
            [Entity(0, 2, ORG, 0.5), Entity(2, 4, LOC, 0.7)],
            [Entity(0, 4, ORG, 0.7)],
            id="what follows of",
        ),
        pytest.param(
            "in Austin Texas", [Entity(1, 3, LOC, 0.9)], [Entity(1, 2, LOC, 0.9), Entity(2, 3, LOC, 0.9)], id="town and state"
        ),
        pytest.param(
            '"Smith, John"', [Entity(1, 2, PER, 0.9), Entity(3, 4, PER, 0.8)], [Entity(1, 4, PER, 0.9)], id="surname first"
        ),
        pytest.param("by john@example.org", [Entity(1, 2, PER, 0.9)], [], id="an address of mail is no name"),
        pytest.param("to John Griffith@ENRON", [Entity(1, 2, PER, 0.9)], [Entity(1, 5, PER, 0.9)], id="a name and its mailbox"),
        pytest.param(
            "American-Arab Trade Board", [Entity(2, 5, ORG, 0.4)], [Entity(0, 5, ORG, 0.4)], id="what a hyphen ties to the front"
        ),
        pytest.param("by Rodale Books", [Entity(1, 2, PER, 0.7)], [Entity(1, 3, ORG, 0.7)], id="a firm with its founder's name"),
        pytest.param("the United Way", [Entity(1, 2, LOC, 0.8)], [Entity(1, 3, ORG, 0.8)], id="united is no place alone"),
        pytest.param("in St. Thomas", [Entity(1, 2, LOC, 0.8), Entity(2, 3, PER, 0.6)], [Entity(1, 3, LOC, 0.8)], id="a saint's"),
        pytest.param(
            "Law Offices of Ann Lee", [Entity(0, 2, ORG, 0.5), Entity(3, 5, PER, 0.6)], [Entity(0, 5, ORG, 0.6)], id="offices of"
        ),
        pytest.param("at Ray's Pizza", [Entity(1, 2, PER, 0.9)], [Entity(1, 4, ORG, 0.9)], id="a shop with its owner's name"),
        pytest.param("the Acme corporation", [Entity(1, 3, ORG, 0.9)], [Entity(1, 2, ORG, 0.9)], id="a common word behind"),
        pytest.param("Dr. Cooper", [Entity(0, 2, PER, 0.9)], [Entity(1, 2, PER, 0.9)], id="form of address"),
    ],
)
def test_a_name_has_the_bounds_it_is_written_with(text: str, found: list[Entity], expected: list[Entity]) -> None:
    assert mended(found, words_of(text)) == tuple(expected)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("the Bush-Cheney years", [Entity(1, 2, PER), Entity(3, 4, PER)], id="two people share a hyphen"),
        pytest.param("the Iran-Iraq war", [Entity(1, 2, LOC), Entity(3, 4, LOC)], id="two states share a hyphen"),
        pytest.param("Iran - al - Sadr", [Entity(0, 1, LOC), Entity(4, 5, PER)], id="a dash with blanks is no hyphen"),
        pytest.param("Paris London", [Entity(0, 1, LOC), Entity(1, 2, LOC)], id="two places in a row"),
        pytest.param("Kevin Boone Accenture", [Entity(0, 2, PER), Entity(2, 3, ORG)], id="a person and his company"),
        pytest.param("in West Virginia", [Entity(1, 3, LOC)], id="one state of two words"),
        pytest.param("Government of Iraq", [Entity(0, 3, LOC)], id="a country after of"),
        pytest.param("Google, May 3", [Entity(0, 1, ORG), Entity(2, 4, DATE)], id="a date is no legal form"),
        pytest.param("Xi, Putin and Biden", [Entity(0, 1, PER), Entity(2, 3, PER), Entity(4, 5, PER)], id="people in a list"),
        pytest.param("Xi met Putin", [Entity(0, 1, PER), Entity(2, 3, PER)], id="a word between"),
    ],
)
def test_what_is_no_one_name_stays_as_it_was(text: str, found: list[Entity]) -> None:
    assert mended(found, words_of(text)) == tuple(found)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        pytest.param("met at Lloyd's", 4, id="at, and nothing behind"),
        pytest.param("went to Lloyd 's", 5, id="going to it, the mark apart"),
        pytest.param("speech to Lloyd's", 3, id="to, without going"),
        pytest.param("reply of Lloyd's", 3, id="of"),
    ],
)
def test_a_genitive_without_a_noun_after_a_word_of_place_is_a_house(text: str, end: int) -> None:
    label = PER if end == 3 else FAC
    assert mended([Entity(2, 3, PER, 0.9)], words_of(text)) == (Entity(2, end, label, 0.9),)


def test_a_genitive_with_its_noun_is_no_house() -> None:
    found = (Entity(1, 2, PER, 0.9),)
    assert mended(found, words_of("at Lloyd's table", upos="NOUN")) == found


def test_the_half_of_a_given_name_must_be_a_proper_noun() -> None:
    found = (Entity(0, 1, PER),)
    assert mended(found, words_of("Trump-era rules", upos="NOUN")) == found


def test_no_name_goes_over_the_end_of_a_sentence() -> None:
    words = words_of("It came from Google Inc. rose", starts=(0, 4))
    assert mended([Entity(3, 4, ORG), Entity(4, 5, ORG)], words) == (Entity(3, 4, ORG), Entity(4, 5, ORG))


def test_the_places_of_a_name_outvote_one_of_them() -> None:
    words = words_of("Xinhua said Xinhua wrote Xinhua")
    found = [Entity(0, 1, ORG, 0.9), Entity(2, 3, PER, 0.5), Entity(4, 5, ORG, 0.8)]
    assert agreed(found, words) == (Entity(0, 1, ORG, 0.9), Entity(2, 3, ORG, 0.5), Entity(4, 5, ORG, 0.8))


def test_a_close_vote_changes_nothing() -> None:
    words = words_of("Washington met Washington")
    found = (Entity(0, 1, LOC, 0.9), Entity(2, 3, PER, 0.8))
    assert agreed(found, words) == found


def test_an_unsure_organisation_of_one_word_is_no_name() -> None:
    assert agreed([Entity(1, 2, ORG, 0.69), Entity(2, 3, ORG, 0.7)], words_of("the Pumpkin Gourd")) == (Entity(2, 3, ORG, 0.7),)


def test_an_unsure_organisation_stays_where_the_story_names_it_surely_elsewhere() -> None:
    found = (Entity(0, 1, ORG, 0.4), Entity(2, 3, ORG, 0.9))
    assert agreed(found, words_of("Pumpkin and Pumpkin")) == found


def test_an_unsure_organisation_stays_where_the_codebook_knows_it() -> None:
    found = (Entity(1, 2, ORG, 0.4),)
    assert agreed(found, words_of("the IAEA said")) == found


def test_an_unsure_organisation_of_two_words_stays() -> None:
    found = (Entity(1, 3, ORG, 0.4),)
    assert agreed(found, words_of("the Pumpkin League")) == found


def test_dates_do_not_vote() -> None:
    words = words_of("May said May")
    found = (Entity(0, 1, DATE, 0.9), Entity(2, 3, PER, 0.1))
    assert agreed(found, words) == found
