import itertools
import time

import pytest

from dateline import codebook
from dateline.codebook import rows
from dateline.codebook.entries import State
from dateline.errors import CodebookError

HEAD = "# source: a test; licence: none; retrieved: 2026-11-21\n"


def test_every_member_of_the_united_nations_is_there_with_its_codes():
    members = [state for state in codebook.load().states.values() if state.un]
    assert len(members) == 193
    assert all(state.iso2 and state.fips and state.capital and state.start for state in members)


def test_a_state_has_its_codes_years_and_words():
    assert codebook.load().states["CHN"] == State(
        code="CHN",
        name="China",
        iso2="CN",
        cow=710,
        gw=710,
        fips="CH",
        un=True,
        start=1816,
        capital="Beijing",
        governments=("Beijing", "Peking"),
        adjectives=("Chinese", "Sino"),
        demonyms=("Chinese",),
        names=(
            "China",
            "People's Republic of China",
            "PRC",
            "P.R. China",
            "Mainland China",
            "mainland China",
            "Red China",
            "Communist China",
        ),
    )


@pytest.mark.parametrize(
    ("code", "cow", "gw", "fips"),
    [
        pytest.param("RUS", 365, 365, "RS", id="Russia is RS in FIPS"),
        pytest.param("IRQ", 645, 645, "IZ", id="Iraq is IZ in FIPS"),
        pytest.param("DEU", 255, 260, "GM", id="Germany has two numbers"),
        pytest.param("YEM", 679, 678, "YM", id="Yemen has two numbers"),
        pytest.param("KOS", 347, 347, "KV", id="Kosovo has no ISO code"),
        pytest.param("SUN", 365, 365, None, id="the Soviet Union is gone"),
    ],
)
def test_numbers_of_states_that_lists_disagree_on(code, cow, gw, fips):
    state = codebook.load().states[code]
    assert (state.cow, state.gw, state.fips) == (cow, gw, fips)


def test_a_state_that_is_gone_says_when():
    assert {code: codebook.load().states[code].end for code in ("SUN", "YUG", "CSK", "DDR")} == {
        "SUN": 1991,
        "YUG": 1991,
        "CSK": 1992,
        "DDR": 1990,
    }


def test_sixteen_event_types_with_their_modes_contexts_and_scores():
    book = codebook.load()
    assert len(book.types) == 16
    assert len(book.contexts) == 37
    assert {mode.type for mode in book.modes.values()} <= set(book.types)
    assert book.plover_score("CONSULT", "visit") == 4
    assert book.plover_score("CONSULT", None) == 2.5
    assert book.plover_score("PROTEST", "vandalize") == -5
    assert book.types["ACCUSE"].score == -3


def test_a_cameo_code_has_label_goldstein_and_what_it_is_in_plover():
    found = codebook.load().cameo["042"]
    assert (found.label, found.root, found.goldstein, found.type, found.mode, found.quad) == (
        "Make a visit",
        "04",
        1.9,
        "CONSULT",
        "visit",
        1,
    )


def test_every_mode_of_the_crosswalk_is_a_mode_of_its_type():
    book = codebook.load()
    assert [code for code, found in book.cameo.items() if found.mode and (found.type, found.mode) not in book.modes] == []
    assert [code for code, found in book.cameo.items() if not set(found.contexts) <= set(book.contexts)] == []


@pytest.mark.parametrize(
    ("code", "quad"), [("010", 1), ("057", 1), ("060", 2), ("094", 2), ("100", 3), ("145", 3), ("150", 4), ("204", 4)]
)
def test_quad_class_of_a_cameo_code_follows_the_map_of_gdelt(code, quad):
    assert codebook.cameo_quad(code) == quad


def test_sixty_outlets_and_more_with_country_and_ownership():
    outlets = codebook.load().outlets
    assert len(outlets) > 150
    assert all(outlet.country and outlet.ownership for outlet in outlets)
    assert {
        outlet.code: (outlet.country, outlet.ownership, outlet.agency)
        for outlet in outlets
        if outlet.code in {"XINHUA", "BBC", "AP"}
    } == {
        "XINHUA": ("CHN", "state", True),
        "BBC": ("GBR", "public", False),
        "AP": ("USA", "private", True),
    }


def test_no_two_outlets_share_a_domain():
    domains = [domain for outlet in codebook.load().outlets for domain in outlet.domains]
    assert len(domains) == len(set(domains))


def test_office_holders_hold_known_offices_and_say_whether_that_is_certain():
    book = codebook.load()
    month = "2023-03"
    assert {
        holder.person
        for holder in book.holders
        if (holder.office, holder.of) == ("foreign minister", "CHN") and holder.held_on(month)
    } == {"Qin Gang"}
    assert any(not holder.certain for holder in book.holders)


def test_officials_are_of_every_state_of_the_united_nations_and_tell_none_of_the_others_again():
    book, officials = codebook.load(), codebook.officials()
    of = {holder.of for holder in codebook.office_holders()}
    assert {code for code, state in book.states.items() if state.un} <= of
    assert {holder.of.removeprefix("GRP:") for holder in officials if holder.of.startswith("GRP:")} <= {
        group.code for group in book.groups
    }
    told = [(holder.person, holder.office, holder.of, holder.start) for holder in codebook.office_holders()]
    assert len(told) == len(set(told))
    assert not any(holder.by_surname for holder in officials)


def months(holder: codebook.OfficeHolder) -> set[int]:
    """Return the months of a term but its first and last, in which an office may pass on."""
    start, end = ((int(month[:4]) * 12 + int(month[5:7])) for month in (holder.start or "1990-01", holder.end or "2026-11"))
    return set(range(start + 1, end))


def test_no_two_officials_certainly_held_at_once_what_one_person_holds():
    held: dict[tuple[str, str], list[codebook.OfficeHolder]] = {}
    for holder in codebook.officials():
        if holder.certain and holder.office in {"president", "prime minister", "foreign minister", "chancellor"}:
            held.setdefault((holder.office, holder.of), []).append(holder)
    twice = [
        (one.person, other.person)
        for several in held.values()
        for one, other in itertools.combinations(several, 2)
        if one.person != other.person and months(one) & months(other)
    ]
    assert not twice


def test_the_codebook_loads_in_little_time():
    codebook.packaged.cache_clear()
    begin = time.process_time()
    codebook.load()
    assert time.process_time() - begin < 0.15


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("code,name\nA,B\n", "the comment at its head does not give: source, licence, retrieved", id="no source"),
        pytest.param(HEAD + "code,name\nA\n", "t.csv:3: 1 columns instead of 2", id="a column is missing"),
    ],
)
def test_a_damaged_table_is_named_with_its_line(text, problem):
    with pytest.raises(CodebookError, match=problem):
        list(rows.parse(text, "t.csv"))


@pytest.mark.parametrize(
    ("read", "problem"),
    [
        pytest.param(lambda row: row.text("empty"), "t.csv:3: column 'empty' is empty", id="a cell that must hold something"),
        pytest.param(
            lambda row: row.whole("word"), "t.csv:3: column 'word' must be a whole number; it is 'x'", id="a whole number"
        ),
        pytest.param(lambda row: row.number("word"), "t.csv:3: column 'word' must be a number; it is 'x'", id="a number"),
        pytest.param(
            lambda row: row.month("word"),
            "t.csv:3: column 'word' must be a month like 2013-03, or a day; it is 'x'",
            id="a month",
        ),
        pytest.param(lambda row: row.flag("word"), "t.csv:3: column 'word' must be one of yes, no; it is 'x'", id="yes or no"),
    ],
)
def test_a_wrong_cell_is_named_with_file_line_and_what_it_must_be(read, problem):
    row = next(rows.parse(HEAD + "word,empty\nx,\n", "t.csv"))
    with pytest.raises(CodebookError) as caught:
        read(row)
    assert str(caught.value) == problem
