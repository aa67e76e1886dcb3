from __future__ import annotations

import pytest

from dateline.places import bearers, fold, locate
from dateline.records import Place


def test_a_capital_has_its_id_coordinates_and_country() -> None:
    assert locate("Kyiv") == Place("Kyiv", geonames=703448, lat=50.4547, lon=30.5238, country="UKR")


@pytest.mark.parametrize(
    ("name", "country", "geonames"),
    [
        pytest.param("Kiev", None, 703448, id="a former spelling"),
        pytest.param("são paulo", None, 3448439, id="accents and case do not matter"),
        pytest.param("the United States", None, 6252001, id="a country with its article"),
        pytest.param("Singapore", None, 1880251, id="a country before its town"),
        pytest.param("London", None, 2643743, id="one bearer is far larger"),
        pytest.param("London", "CAN", 6058560, id="the hint decides"),
        pytest.param("Georgia", "GEO", 614540, id="the country by its hint"),
        pytest.param("Georgia", "USA", 4197000, id="the state by its hint"),
        pytest.param("Washington", None, 4140963, id="the city before the state"),
    ],
)
def test_a_name_finds_its_bearer(name: str, country: str | None, geonames: int) -> None:
    place = locate(name, country)
    assert place is not None
    assert place.geonames == geonames


@pytest.mark.parametrize(
    ("name", "country"),
    [
        pytest.param("Georgia", None, id="a country and a state"),
        pytest.param("Springfield", None, id="many towns of a size"),
        pytest.param("Moscow", "CHN", id="none in that country"),
        pytest.param("parliament", None, id="no place"),
        pytest.param("", None, id="nothing"),
        pytest.param("\t", None, id="white space"),
        pytest.param("zzzzzz", None, id="after the last name"),
    ],
)
def test_no_place_is_guessed(name: str, country: str | None) -> None:
    assert locate(name, country) is None


def test_bearers_are_all_places_of_a_name_the_largest_first() -> None:
    found = bearers("Tripoli")
    assert [(one.country, one.kind) for one in found][:2] == [("LBY", "P"), ("LBN", "P")]
    assert list(found) == sorted(found, key=lambda one: -one.inhabitants)


def test_folding_drops_accents_marks_and_the_article() -> None:
    assert fold("The  Sana’a-Łódź") == "sana a łodz"
