from __future__ import annotations

import pytest

import dateline
from dateline.language.analysis import Analysis, Entity
from dateline.records import Citation, PageId, Place, Story, StoryId, StoryKind
from dateline.spans import Span
from dateline.stages.event import where
from sentences import analysis_of

MET = (
    "Xi Xi PROPN 2 nsubj\nmet meet VERB 0 root\nPutin Putin PROPN 2 obj\nin in ADP 5 case\nAstana Astana PROPN 2 obl\n"
    "before before ADP 7 case\ntalks talk NOUN 2 obl\nin in ADP 9 case\nMoscow Moscow PROPN 7 nmod"
)
VISIT = "Xi Xi PROPN 3 nsubj\nwill will AUX 3 aux\nvisit visit VERB 0 root\nMoscow Moscow PROPN 3 obj"
TOLD = (
    "Xi Xi PROPN 2 nsubj\nmet meet VERB 0 root\nPutin Putin PROPN 2 obj\nafter after SCONJ 6 mark\nrockets rocket NOUN 6 nsubj\n"
    "fell fall VERB 2 advcl\nin in ADP 8 case\nKyiv Kyiv PROPN 6 obl"
)


def place(analysis: Analysis, trigger: tuple[int, int], *, visit: bool = False) -> Place | None:
    story = Story(StoryId("s"), PageId("p"), StoryKind.MAIN, analysis.text)
    return where.place_of(story, analysis, trigger, Span(0, len(analysis.text)), visit=visit)


def located(name: str, geonames: int, at: Span) -> tuple[str, int, Citation]:
    return name, geonames, Citation(StoryId("s"), at, name)


@pytest.mark.parametrize(
    ("sentence", "entity", "trigger", "visit", "expected"),
    [
        pytest.param(MET, (4, 5), (1, 2), False, located("Astana", 1526273, Span(16, 22)), id="in, below the verb"),
        pytest.param(VISIT, (3, 4), (2, 3), True, located("Moscow", 524901, Span(14, 20)), id="what is visited"),
        pytest.param(VISIT, (3, 4), (2, 3), False, None, id="an object is no place of another act"),
        pytest.param(TOLD, (7, 8), (1, 2), False, None, id="another verb's place"),
    ],
)
def test_an_act_is_where_its_own_clause_says(sentence, entity, trigger, visit, expected):
    analysis = analysis_of(sentence, entities=(Entity(*entity, "LOC", 1.0),))

    found = place(analysis, trigger, visit=visit)

    assert (found and (found.name, found.geonames, found.citation)) == expected


def test_the_nearest_place_after_the_trigger_is_taken():
    analysis = analysis_of(MET, entities=(Entity(4, 5, "LOC", 1.0), Entity(8, 9, "LOC", 1.0)))

    found = place(analysis, (1, 2))

    assert found is not None
    assert found.name == "Astana"


def test_a_place_that_the_gazetteer_does_not_know_keeps_its_name_alone():
    analysis = analysis_of(MET.replace("Astana", "Qwzxburg"), entities=(Entity(4, 5, "LOC", 1.0),))

    assert place(analysis, (1, 2)) == Place("Qwzxburg", citation=Citation(StoryId("s"), Span(16, 24), "Qwzxburg"))


@pytest.mark.weights
def test_where_a_meeting_is_held_is_no_party_to_it():
    page = "ASTANA, July 3 (AFP) - Chinese leader Xi Jinping and Russia's Vladimir Putin met in the Kazakh capital on Wednesday."

    (met,) = [event for event in dateline.read(page, published="2024-07-03").events if event.type == "CONSULT"]

    assert [mention.citation.quote.split()[-1] for mention in (*met.actors, *met.recipients)] == ["Jinping", "Putin"]
