"""Whom he, it and they mean, as the shipped model reads the sentences."""

from __future__ import annotations

import datetime

import pytest

from dateline import actors
from dateline.language import Analyser
from plain_texts import span_of, story_of

pytestmark = pytest.mark.weights


@pytest.fixture(scope="module")
def meant():
    """Return a function from a text and its last pronoun of a form to the ids of those whom it means."""
    analyser = Analyser()

    def of(text: str, pronoun: str) -> set[str]:
        (analysis,) = analyser.analyse([text])
        cast = actors.cast(story_of(text), analysis, day=datetime.date(2023, 5, 2))
        return {actor.id for actor in cast.parties(span_of(text, pronoun))}

    return of


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        pytest.param(
            "India and Nepal quarrelled for years. Turkish officials said on Monday that they would send an envoy.",
            "they",
            {"TUR/GOV:turkish-officials"},
            id="who says so, not the two states named most",
        ),
        pytest.param(
            "Kenya and Somalia have long disagreed. Fishermen in the port complained that they had been robbed at sea.",
            "they",
            set(),
            id="nobody known is nobody",
        ),
        pytest.param(
            "Norwegian troops came under fire near the border and they shot back.",
            "they",
            {"NOR/MIL:norwegian-armed-forces"},
            id="who came under fire shoots back",
        ),
        pytest.param(
            "Chad and Niger closed the crossing, and on Friday they reopened it.",
            "they",
            {"TCD", "NER"},
            id="two that stand in a list",
        ),
        pytest.param(
            "Peru took in the Bolivian soldiers after Chile had driven them out.",
            "them",
            {"BOL/MIL:bolivian-armed-forces"},
            id="who drives them out is another",
        ),
    ],
)
def test_they_are_those_above_or_before_and_nobody_rather_than_a_guess(meant, text, pronoun, expected):
    assert meant(text, pronoun) == expected


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        pytest.param(
            "Hungary quarrelled with Austria. Slovakia denies that it is taking sides.",
            "it",
            {"SVK"},
            id="the state that denies",
        ),
        pytest.param(
            "Vladimir Putin stayed at home. Another guest, Emmanuel Macron, France's president, said he would travel.",
            "he",
            {"FRA/GOV:emmanuel-macron"},
            id="a name behind the subject that it explains",
        ),
    ],
)
def test_it_and_he_are_the_subject_of_the_clause_above(meant, text, pronoun, expected):
    assert meant(text, pronoun) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        pytest.param(
            "Greece stayed silent. Bulgaria sent its troops to the border.",
            "its troops",
            {"BGR/MIL:bulgarian-armed-forces"},
            id="of who sends them",
        ),
        pytest.param(
            "Iraq stayed silent. Hezbollah withdrew its fighters from the town.",
            "its fighters",
            {"GRP:HEZBOLLAH"},
            id="of a group, not of the state named last",
        ),
        pytest.param(
            "Ghana and Togo signed. Engineers brought their families to the port.",
            "their families",
            set(),
            id="of nobody known",
        ),
        pytest.param(
            "Emmanuel Macron came to Ankara. Recep Tayyip Erdogan praised his counterpart for the visit.",
            "his counterpart",
            {"FRA/GOV:emmanuel-macron"},
            id="the other leader",
        ),
    ],
)
def test_its_people_are_of_whom_the_pronoun_means(meant, text, words, expected):
    assert meant(text, words) == expected
