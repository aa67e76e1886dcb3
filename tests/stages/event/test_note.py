from __future__ import annotations

from datetime import date

import pytest

from dateline import actors, codebook
from dateline.language.analysis import Analysis
from dateline.records import Change, Comparator, Figure, PageId, Story, StoryId, StoryKind, Tenure
from dateline.stages.event.note import note
from sentences import analysis_of

DAY = date(2023, 3, 17)


def notes(analysis: Analysis) -> tuple[tuple[Tenure, ...], tuple[Figure, ...]]:
    story = Story(StoryId("s1"), PageId("p1"), StoryKind.MAIN, analysis.text, published=DAY)
    return note(story, analysis, (), actors.cast(story, analysis, codebook=codebook.load(), day=DAY))


def plain(text: str, classes: str = "") -> Analysis:
    """Return the Analysis of one sentence as a flat tree; words are proper nouns or nouns by their capital, but for `classes`."""
    given = dict(pair.split("/") for pair in classes.split())
    lines = []
    for number, word in enumerate(text.split(), 1):
        upos = given.get(
            word, "PROPN" if word[0].isupper() else "NOUN" if word[0].isalpha() else "NUM" if word[0].isdigit() else "PUNCT"
        )
        lines.append(f"{word} {word.lower()} {upos} {0 if number == 1 else 1} {'root' if number == 1 else 'dep'}")
    return analysis_of("\n".join(lines))


def held(analysis: Analysis) -> list[tuple[str, str, Change]]:
    return [(str(tenure.person).rpartition(":")[2], tenure.office, tenure.change) for tenure in notes(analysis)[0]]


@pytest.mark.parametrize(
    ("text", "classes", "expected"),
    [
        pytest.param(
            "Chinese Foreign Minister Qin Gang spoke .",
            "Chinese/ADJ spoke/VERB",
            [("qin-gang", "foreign minister", Change.HOLDS)],
            id="before the name",
        ),
        pytest.param(
            "Sergei Lavrov , the foreign minister of Russia , spoke .",
            "the/DET of/ADP spoke/VERB",
            [("sergei-lavrov", "foreign minister", Change.HOLDS)],
            id="behind the name",
        ),
        pytest.param(
            "China named former navy commander Dong Jun as its new defence minister .",
            "named/VERB former/ADJ as/ADP its/PRON new/ADJ",
            [("dong-jun", "navy commander", Change.FORMER), ("dong-jun", "defence minister", Change.NAMED)],
            id="an appointment and what went before",
        ),
        pytest.param(
            "Russian Defence Minister Sergei Shoigu was removed .",
            "Russian/ADJ was/AUX removed/VERB",
            [("sergei-shoigu", "defence minister", Change.HOLDS), ("sergei-shoigu", "defence minister", Change.REMOVED)],
            id="a removal",
        ),
        pytest.param(
            "Mr Putin spoke with General Zhang .", "spoke/VERB with/ADP", [], id="manners of address and ranks are no offices"
        ),
    ],
)
def test_offices_are_noted(text: str, classes: str, expected: list[tuple[str, str, Change]]) -> None:
    assert sorted(held(plain(text, classes))) == sorted(expected)


def test_a_tenure_cites_the_words_that_tell_it() -> None:
    analysis = plain("Chinese Foreign Minister Qin Gang spoke .", "Chinese/ADJ spoke/VERB")
    (tenure,) = notes(analysis)[0]
    assert tenure.citation.quote == "Chinese Foreign Minister Qin Gang"
    assert tenure.citation.span.of(analysis.text) == tenure.citation.quote
    assert (tenure.as_of and tenure.as_of.start, tenure.start, tenure.end) == (DAY, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Bilateral trade between China and Russia exceeded $200 billion .", (200e9, None, "USD", Comparator.MORE), id="trade"
        ),
        pytest.param("France gave Ukraine 1 bn euros in aid .", (1e9, None, "EUR", Comparator.EQUAL), id="aid in euros"),
        pytest.param("The US withdrew 2,000 ground troops from Syria .", (2000.0, None, "troops", Comparator.EQUAL), id="troops"),
        pytest.param(
            "Turkey sent 3,000 to 5,000 soldiers to Syria .", (3000.0, 5000.0, "soldiers", Comparator.EQUAL), id="a range"
        ),
        pytest.param(
            "Syria says as many as 300 civilians were killed by Turkey .",
            (300.0, None, "civilians", Comparator.AT_MOST),
            id="casualties",
        ),
        pytest.param(
            "It is over a year after Russia invaded Ukraine .", (1.0, None, "years", Comparator.MORE), id="how long a war lasts"
        ),
        pytest.param(
            "China and Russia mark the 75th anniversary of diplomatic ties .",
            (75.0, None, "years", Comparator.EQUAL),
            id="a bond",
        ),
    ],
)
def test_numbers_about_relations_are_noted_in_base_units(
    text: str, expected: tuple[float, float | None, str, Comparator]
) -> None:
    (figure,) = notes(plain(text))[1]
    assert (figure.value, figure.value_to, figure.unit, figure.comparator) == expected
    assert figure.citation.span.of(plain(text).text) == figure.citation.quote


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Xi , 69 , met Putin .", id="an age"),
        pytest.param("China published a 12-point paper .", id="points of a paper"),
        pytest.param("The film cost $200 million .", id="money of no state"),
        pytest.param("Trump ended a three-hour visit to troops in Iraq .", id="hours beside troops"),
    ],
)
def test_other_numbers_are_left(text: str) -> None:
    assert notes(plain(text))[1] == ()
