"""Statements in text that is not as it should be: no crash, nothing lost beyond the fault, nothing invented."""

from __future__ import annotations

import string

import pytest

import dateline

pytestmark = pytest.mark.weights


def said(text):
    """Return who says what in a text: the actors' names, or the words where nobody is known, and the content."""
    reading = dateline.analyse(text, published="2023-08-29")
    names = {actor.id: actor.name for actor in reading.actors}
    assert reading.rejected == ()
    return [
        (
            " and ".join(names.get(one.actor, one.citation.quote) for one in statement.speakers),
            " ... ".join(part.quote for part in statement.content),
        )
        for statement in reading.statements
    ]


MACRON, SCHOLZ = ("Emmanuel Macron", "Olaf Scholz")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "French President Emmanuel Macron said: «We will support Ukraine.» «This is our duty,» Macron told Le Monde.",
            [(MACRON, "We will support Ukraine."), (MACRON, "This is our duty")],
            id="French marks",
        ),
        pytest.param(
            "Chancellor Olaf Scholz said: „We will not send soldiers to Ukraine.“ „That is final,“ Scholz told the Bundestag.",
            [(SCHOLZ, "We will not send soldiers to Ukraine."), (SCHOLZ, "That is final")],
            id="German marks",
        ),
        pytest.param(
            "Prime Minister Fumio Kishida said: 「Japan will cut imports of Russian oil.」 「We stand firm,」 Kishida said.",
            [("Fumio Kishida", "Japan will cut imports of Russian oil."), ("Fumio Kishida", "We stand firm")],
            id="Japanese marks",
        ),
    ],
)
def test_quotation_marks_of_other_scripts_are_quotation_marks(text, expected):
    assert said(text) == expected


OTHERS = (
    "He added that Moscow would answer.\n\nGerman Chancellor Olaf Scholz said Berlin would send more tanks. "
    '"This is right," Scholz said.'
)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param('"We will never accept this, the Russian minister Sergei Lavrov said on Monday. ', id="never closed"),
        pytest.param('We will never accept this," the Russian minister Sergei Lavrov said on Monday. ', id="never opened"),
        pytest.param('Sergei Lavrov, the "Russian minister, said on Monday that Moscow was ready. ', id="one mark inside"),
        pytest.param("“““Russian minister Sergei Lavrov said”” on Monday that Moscow was ready. ", id="too many"),
    ],
)
def test_a_lost_mark_does_not_lose_the_statements_after_it(broken):
    found = said(broken + OTHERS)

    assert [words for _, words in found][-2:] == ["Berlin would send more tanks", "This is right"]
    assert [speaker for speaker, _ in found][-2:] == [SCHOLZ, SCHOLZ]
    assert ("Sergei Lavrov", "Moscow would answer") in found


def test_marks_of_two_scripts_cost_no_more_than_their_paragraph():
    found = said('«Russian minister Sergei Lavrov said on Monday that Moscow was ready." ' + OTHERS)

    assert found[-2:] == [(SCHOLZ, "Berlin would send more tanks"), (SCHOLZ, "This is right")]


def test_three_hundred_speakers_are_three_hundred_speakers():
    letters = string.ascii_lowercase
    names = [f"Anna B{one}{other}son" for one in letters[:20] for other in letters[:15]]

    found = said(
        " ".join(f"Minister {name} of France said on Monday that item {at} was agreed." for at, name in enumerate(names))
    )

    assert [speaker for speaker, _ in found] == names


def test_names_that_are_also_states_are_no_states():
    text = (
        "Michael Jordan scored 40 points for the Bulls on Friday. Chad Smith said the band would play on. "
        "The turkey was roasted for three hours, and the Turkey was eaten. Jordan Peterson said he would write a book. "
        'Katie Price, known as Jordan, said: "I am tired." Israel Adesanya said he would fight in May.'
    )
    reading = dateline.analyse(text, published="2023-08-29")

    assert [speaker for speaker, _ in said(text)] == ["Chad Smith", "Jordan Peterson", "Katie Price", "Israel Adesanya"]
    assert reading.events == ()
    speakers = {one.actor for statement in reading.statements for one in statement.speakers}
    assert {actor.country for actor in reading.actors if actor.id in speakers} == {None}


def test_questions_of_reporters_are_no_statements_and_answers_are_the_speakers():
    found = said(
        "Kyodo News: It is reported that bricks were thrown at the Japanese embassy. Can you confirm that?\n\n"
        "Mao Ning: I am not aware of that. China protects the safety of foreign nationals.\n\n"
        "NHK: Will the ban be lifted?\n\nMao Ning: China's measures are legitimate.\n\nJapan should stop the discharge."
    )

    assert found == [
        ("Mao Ning", "I am not aware of that"),
        ("Mao Ning", "China protects the safety of foreign nationals"),
        ("Mao Ning", "China's measures are legitimate"),
        ("Mao Ning", "Japan should stop the discharge"),
    ]
