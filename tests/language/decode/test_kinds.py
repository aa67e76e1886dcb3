from __future__ import annotations

import dataclasses

import pytest

from dateline.language.analysis import Entity, EntityLabel
from dateline.language.decode.kinds import settled

PER, ORG, LOC, FAC, NORP, EVENT = (EntityLabel(name) for name in ("PER", "ORG", "LOC", "FAC", "NORP", "EVENT"))


@pytest.mark.parametrize(
    ("text", "found", "label"),
    [
        pytest.param("Xinhua reports", Entity(0, 1, PER, 0.93), ORG, id="an outlet of the codebook"),
        pytest.param("the EU", Entity(1, 2, LOC, 0.6), ORG, id="a union of states"),
        pytest.param("at Orchestra Hall", Entity(1, 3, ORG, 0.6), FAC, id="a hall"),
        pytest.param("the Oval Office", Entity(1, 3, ORG, 0.6), FAC, id="a room"),
        pytest.param("the Springfield Herald", Entity(1, 3, LOC, 0.9), ORG, id="a newspaper"),
        pytest.param("Hurricane Rita", Entity(1, 2, PER, 0.9), EVENT, id="a storm, its kind before it"),
        pytest.param("Typhoon Haiyan", Entity(0, 2, PER, 0.9), EVENT, id="a storm with its kind"),
        pytest.param("the Neocons", Entity(1, 2, ORG, 0.9), NORP, id="people of a persuasion"),
    ],
)
def test_a_name_has_the_kind_that_its_words_tell(text: str, found: Entity, label: EntityLabel) -> None:
    assert settled(found, text.split()) == dataclasses.replace(found, label=label)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Xinhua spoke", Entity(0, 1, PER, 0.98), id="a person beyond doubt"),
        pytest.param("Hall spoke", Entity(0, 1, ORG, 0.9), id="the word for a hall alone"),
        pytest.param("Rita spoke", Entity(0, 1, PER, 0.9), id="a person of a storm's name"),
        pytest.param("the Oil Ministry", Entity(1, 3, ORG, 0.9), id="a ministry"),
    ],
)
def test_what_its_words_do_not_tell_stays(text: str, found: Entity) -> None:
    assert settled(found, text.split()) == found


@pytest.mark.parametrize("word", [pytest.param("IPO", id="an abbreviation"), pytest.param("Gmail", id="a product")])
def test_what_names_a_thing_is_no_organisation(word: str) -> None:
    assert settled(Entity(0, 1, ORG, 0.99), [word]) is None
