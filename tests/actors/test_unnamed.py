"""Unnamed people and organs: whose they are, by their own words, what stands behind them, or the states named nearby."""

from __future__ import annotations

import pytest

from dateline.records import Actor, ActorId, ActorKind
from plain_texts import cast_of, span_of


def who(text: str, words: str, *, place: str | None = None) -> str | None:
    """Return the id of the actor that the last such words of a text name."""
    actor = cast_of(text, place=place).resolve(span_of(text, words))
    return None if actor is None else actor.id


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        pytest.param("Two Peruvian diplomats", "PER/GOV:peruvian-diplomats", id="diplomats, without their number"),
        pytest.param("A senior Kazakh commander", "KAZ/MIL:senior-kazakh-commander", id="a commander is of the military"),
        pytest.param("A Finnish military official", "FIN/MIL:finnish-military-official", id="so is a military official"),
        pytest.param("Lisbon's spokesman", "PRT/GOV:portuguese-spokesman", id="a capital's spokesman"),
        pytest.param("A former Greek finance minister", "GRC/GOV:former-greek-finance-minister", id="a former minister"),
        pytest.param("A Kuwaiti security source", "KWT/GOV:kuwaiti-security-source", id="what sort of source"),
        pytest.param("A White House official", "USA/GOV:white-house-official", id="of a palace"),
        pytest.param("Sri Lanka's navy chief", "LKA/MIL:sri-lankan-navy-chief", id="of a navy"),
        pytest.param("Greek analysts", "GRC/EDU:greek-analysts", id="scholars have a state too"),
        pytest.param("A senior Hamas official", "GRP:HAMAS:senior-hamas-official", id="of a group"),
        pytest.param("UN officials", "IGO:UN:un-officials", id="of an organisation of states"),
        pytest.param("North Korean state media", "PRK/JRN:north-korean-state-media", id="state media"),
        pytest.param("Western officials", None, id="the West is no state"),
        pytest.param("A Lisbon-based analyst", None, id="where somebody sits is no state"),
    ],
)
def test_unnamed_people_are_of_the_state_that_describes_them(words: str, actor: str | None) -> None:
    assert who(f"{words} said the talks had failed.", words) == actor


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        pytest.param("Officials in Nairobi", "KEN/GOV:officials-in-nairobi", id="officials in a capital"),
        pytest.param("Officials in Kenya", "KEN/GOV:officials-in-kenya", id="officials in a state"),
        pytest.param("Diplomats in Nairobi", None, id="diplomats are posted from elsewhere"),
        pytest.param("Sources in Hanoi", None, id="sources may be anybody's"),
        pytest.param("Officials in Lagos", None, id="a city that is no capital"),
        pytest.param("A diplomat from Estonia", "EST/GOV:diplomat-from-estonia", id="from a state"),
        pytest.param("Officers from Chad", "TCD/MIL:officers-from-chad", id="officers from a state"),
        pytest.param(
            "An official at the Chilean embassy in Oslo", "CHL/GOV:official-at-the-chilean-embassy", id="at an embassy abroad"
        ),
        pytest.param(
            "A source close to the Saudi government", "SAU/GOV:source-close-to-the-saudi-government", id="close to a government"
        ),
        pytest.param("A source in the Kremlin", "RUS/GOV:source-in-the-kremlin", id="in a palace"),
        pytest.param("A spokesman for the Mongolian army", "MNG/MIL:spokesman-for-the-mongolian-army", id="for an army"),
        pytest.param(
            "An adviser to the Polish prime minister", "POL/GOV:adviser-to-the-polish-prime-minister", id="adviser to a minister"
        ),
        pytest.param("Officials at NATO", "IGO:NATO:officials-at-nato", id="at an organisation"),
        pytest.param("Officials in Turkey's Kurdish region", None, id="a region of a state is not the state"),
    ],
)
def test_what_stands_behind_unnamed_people_tells_whose_they_are(words: str, actor: str | None) -> None:
    assert who(f"{words} said the talks had failed.", words) == actor


@pytest.mark.parametrize(
    ("before", "words", "actor"),
    [
        pytest.param(
            "Estonia expelled two envoys.",
            "the foreign ministry",
            "EST/GOV:ministry-of-foreign-affairs-of-estonia",
            id="a ministry",
        ),
        pytest.param(
            "Estonia expelled two envoys.",
            "officials at the foreign ministry",
            "EST/GOV:officials-at-the-foreign-ministry",
            id="officials at a ministry",
        ),
        pytest.param(
            "Danish forces left.", "a defence ministry spokeswoman", "DNK/GOV:danish-defence-ministry-spokeswoman", id="its voice"
        ),
        pytest.param("The Mongolian army moved.", "the army spokesman", "MNG/MIL:mongolian-army-spokesman", id="an army's voice"),
        pytest.param("Estonia and Latvia met.", "the foreign ministry", None, id="two states leave it open"),
        pytest.param("Washington sent a note.", "the foreign ministry", None, id="the USA has no ministries"),
        pytest.param("Estonia expelled two envoys.", "the police", None, id="every town has police"),
        pytest.param("Estonia expelled two envoys.", "the Ministry of Defence", None, id="with capitals it is the reader's"),
        pytest.param("Algeria recalled its envoy to Spain.", "state media", "DZA/JRN:algerian-state-media", id="state media"),
        pytest.param("A Greek intelligence official left.", "the official", "GRC/SPY:greek-intelligence-official", id="again"),
    ],
)
def test_an_organ_without_a_state_is_of_the_only_one_named_nearby(before: str, words: str, actor: str | None) -> None:
    assert who(f"{before} Talks had failed, {words} said.", words) == actor


def test_the_state_from_whose_soil_a_story_reports_decides_between_several() -> None:
    text = "Estonia and Latvia met. Talks had failed, the foreign ministry said."

    found = [who(text, "the foreign ministry", place=place) for place in ("Riga", "Tallinn", "Oslo")]

    assert found == ["LVA/GOV:ministry-of-foreign-affairs-of-latvia", "EST/GOV:ministry-of-foreign-affairs-of-estonia", None]


def test_a_state_named_three_sentences_ago_is_not_near() -> None:
    text = "Estonia voted. Rain fell. Snow fell. It was cold. Talks had failed, the foreign ministry said."

    assert who(text, "the foreign ministry") is None


def test_the_ministry_is_the_one_last_named() -> None:
    text = "The Dutch finance ministry protested. Later the ministry spoke."

    assert who(text, "the ministry") == "NLD/GOV:ministry-of-finance-of-netherlands"


def test_officials_of_several_states_are_of_each() -> None:
    text = "Brazilian, US and Paraguayan negotiators met."

    found = cast_of(text).listed(0, 6)

    assert found == (
        Actor(ActorId("BRA/GOV:brazilian-negotiators"), "BRA/GOV", "Brazilian negotiators", ActorKind.ORGAN, "BRA", "GOV"),
        Actor(ActorId("USA/GOV:us-negotiators"), "USA/GOV", "US negotiators", ActorKind.ORGAN, "USA", "GOV"),
        Actor(ActorId("PRY/GOV:paraguayan-negotiators"), "PRY/GOV", "Paraguayan negotiators", ActorKind.ORGAN, "PRY", "GOV"),
    )


def test_a_group_of_several_states_is_at_home_where_the_story_is_told_to_be() -> None:
    text = "Turkey warned Turkey's rivals again. Fighting went on in Iraq. Kurdish officials left."

    actor = cast_of(text).resolve(span_of(text, "Kurdish officials"))

    assert actor is not None
    assert (actor.code, actor.country) == ("GRP:KURDS", "IRQ")
