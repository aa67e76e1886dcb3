from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.records import (
    ActorId,
    Event,
    EventId,
    Interval,
    Mention,
    PageId,
    Precision,
    Status,
    Story,
    StoryId,
    StoryKind,
    cite,
)
from dateline.stages.event import dating, occasions
from sentences import analysis_of

PUBLISHED = date(2021, 6, 11)  # a Friday
MET = """
Mongolia Mongolia PROPN 2 nsubj
hosted host VERB 0 root Tense=Past|VerbForm=Fin
Japan Japan PROPN 2 obj
on on ADP 5 case
Thursday Thursday PROPN 2 obl
. . PUNCT 2 punct
"""
URGED = """
Japan Japan PROPN 2 nsubj
urged urge VERB 0 root Tense=Past|VerbForm=Fin
restraint restraint NOUN 2 obj
. . PUNCT 2 punct
"""
HAS_URGED = URGED.replace("urged urge VERB 0 root Tense=Past|VerbForm=Fin", "urged urge VERB 0 root Tense=Past|VerbForm=Part")
WILL_VISIT = """
Merkel Merkel PROPN 3 nsubj
will will AUX 3 aux
visit visit VERB 0 root
Kosovo Kosovo PROPN 3 obj
next next ADJ 6 amod
week week NOUN 3 obl:unmarked
. . PUNCT 3 punct
"""
WILL_BE = """
Merkel Merkel PROPN 4 nsubj
will will AUX 4 aux
be be AUX 4 cop
in in ADP 5 case
Pristina Pristina PROPN 0 root
from from ADP 7 case
Monday Monday PROPN 5 obl
to to ADP 9 case
Tuesday Tuesday PROPN 5 obl
. . PUNCT 5 punct
"""
VOTE = WILL_BE.replace("in in ADP", "out out ADP")


def told(sentences, acts):
    """Return the days of acts, given as (trigger, status, parties), after the story has been read."""
    analysis = analysis_of(*sentences)
    story = Story(StoryId("s"), PageId("p"), StoryKind.MAIN, analysis.text, published=PUBLISHED)
    dated, events = dating.dates(story), []
    for word, status, parties in acts:
        place = analysis.words.index(word)
        trigger = cite(story, analysis.span(place, place + 1))
        first = cite(story, analysis.span(place - 1, place))
        sentence = analysis.sentence_span(analysis.sentence_of(place))
        own = dating.date_of(analysis, dating.Told((place, place + 1), sentence, status, PUBLISHED), dated)
        actors = tuple(Mention(first, ActorId(party)) for party in parties)
        events.append(
            Event(EventId(word), story.id, "CONSULT", status, actors, trigger=trigger, evidence=trigger, when=own),
        )
    return tuple(event.when for event in occasions.settled(analysis, tuple(events), dated, story.published))


THURSDAY = (date(2021, 6, 10), date(2021, 6, 10), "Thursday")


def in_short(interval):
    return None if interval is None else (interval.start, interval.end, interval.citation.quote)


@pytest.mark.parametrize(
    ("second", "parties", "status", "expected"),
    [
        pytest.param(URGED, ("JPN",), Status.OCCURRED, THURSDAY, id="the same party goes on the same day"),
        pytest.param(URGED, ("FJI",), Status.OCCURRED, None, id="another party acts at no known time"),
        pytest.param(HAS_URGED, ("JPN",), Status.OCCURRED, None, id="what has been done was done at no one time"),
        pytest.param(URGED, ("JPN",), Status.HYPOTHETICAL, None, id="what may happen has not the day of the news"),
    ],
)
def test_an_act_right_after_another_of_its_party_takes_its_day(second, parties, status, expected):
    first, after = told([MET, second], [("hosted", Status.OCCURRED, ("MNG", "JPN")), ("urged", status, parties)])

    assert in_short(first) == THURSDAY
    assert in_short(after) == expected


def test_background_lends_no_day():
    old = MET.replace("on on ADP 5 case", "in in ADP 5 case").replace("Thursday Thursday", "2014 2014")
    _, after = told([old, URGED], [("hosted", Status.OCCURRED, ("MNG", "JPN")), ("urged", Status.OCCURRED, ("JPN",))])

    assert after is None


def planned(second, *, when):
    """Return a planned visit of Merkel before and after the story's next sentence has been read."""
    analysis = analysis_of(WILL_VISIT, second)
    story = Story(StoryId("s"), PageId("p"), StoryKind.MAIN, analysis.text, published=PUBLISHED)
    visit = cite(story, analysis.span(2, 3))
    merkel = Mention(cite(story, analysis.span(0, 1)), ActorId("DEU/GOV"))
    event = Event(EventId("e"), story.id, "AGREE", Status.PLANNED, (merkel,), trigger=visit, evidence=visit, when=when)
    return event, occasions.settled(analysis, (event,), dating.dates(story), PUBLISHED)


WEEK = Interval(date(2021, 6, 14), date(2021, 6, 20), Precision.WEEK)
JULY = Interval(date(2021, 7, 1), date(2021, 7, 31), Precision.MONTH)


def test_a_plan_for_a_week_takes_its_days_from_the_next_sentence():
    event, (exact,) = planned(WILL_BE, when=WEEK)

    assert exact == replace(event, when=exact.when)
    assert in_short(exact.when) == (date(2021, 6, 14), date(2021, 6, 15), "Monday to Tuesday")


@pytest.mark.parametrize(
    ("second", "when"),
    [
        pytest.param(WILL_BE, JULY, id="the days lie in another month"),
        pytest.param(VOTE, WEEK, id="the sentence tells of no stay"),
        pytest.param(WILL_BE.replace("Merkel Merkel", "Rama Rama"), WEEK, id="it names somebody else"),
    ],
)
def test_days_that_are_not_of_the_plan_leave_it_as_it_is(second, when):
    event, after = planned(second, when=when)

    assert after == (event,)
