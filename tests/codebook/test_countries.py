import pytest

from dateline import codebook


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("China", "CHN", id="a name"),
        pytest.param("chn", "CHN", id="a code in small letters"),
        pytest.param("RU", "RUS", id="two letters"),
        pytest.param("the Netherlands", "NLD", id="with its article"),
        pytest.param("Burma", "MMR", id="an older name"),
        pytest.param("Türkiye", "TUR", id="with its own spelling"),
        pytest.param("Cote d\u2019Ivoire", "CIV", id="with a typographic apostrophe"),
        pytest.param("DPRK", "PRK", id="an abbreviation"),
        pytest.param("Burmese", "MMR", id="an adjective"),
        pytest.param("Poles", "POL", id="a people"),
        pytest.param("Kiev", "UKR", id="a capital in an older spelling"),
        pytest.param("Georgia", "GEO", id="a state, not a state of the USA"),
        pytest.param("Kosovo", "KOS", id="no ISO code"),
        pytest.param("Narnia", None, id="no state"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_state_is_known_by_name_code_adjective_people_and_capital(name, code):
    assert codebook.country(name) == code


def test_every_state_is_known_by_its_own_code_and_name():
    states = codebook.load().states.values()
    assert [state.code for state in states if codebook.country(state.code) != state.code] == []
    assert [state.code for state in states if codebook.country(state.name) != state.code] == []


def test_the_state_itself_is_returned_too():
    assert codebook.state("Moscow") is codebook.load().states["RUS"]
    assert codebook.state("Narnia") is None
