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
from dateline.stages.event import dating
from dateline.stages.event.plans import made_exact
from sentences import analysis_of

PUBLISHED = date(2021, 6, 11)  # a Friday
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
SOLD_OUT = WILL_BE.replace("in in ADP", "out out ADP")
SOMEBODY_ELSE = WILL_BE.replace("Merkel Merkel", "Rama Rama")
WEEK = Interval(date(2021, 6, 14), date(2021, 6, 20), Precision.WEEK)
JULY = Interval(date(2021, 7, 1), date(2021, 7, 31), Precision.MONTH)


def planned(second, *, when, status=Status.PLANNED):
    """Return a visit of Merkel before and after the story's next sentence has been read."""
    analysis = analysis_of(WILL_VISIT, second)
    story = Story(StoryId("s"), PageId("p"), StoryKind.MAIN, analysis.text, published=PUBLISHED)
    visit = cite(story, analysis.span(2, 3))
    merkel = Mention(cite(story, analysis.span(0, 1)), ActorId("DEU/GOV"))
    event = Event(EventId("e"), story.id, "AGREE", status, (merkel,), trigger=visit, evidence=visit, when=when)
    return event, made_exact(analysis, event, dating.dates(story))


def test_a_plan_for_a_week_takes_its_days_from_the_next_sentence():
    event, exact = planned(WILL_BE, when=WEEK)

    assert exact == replace(event, when=Interval(date(2021, 6, 14), date(2021, 6, 15), Precision.DAY, exact.when.citation))
    assert exact.when.citation.quote == "Monday to Tuesday"


@pytest.mark.parametrize(
    ("second", "when", "status"),
    [
        pytest.param(WILL_BE, JULY, Status.PLANNED, id="the days lie in another month"),
        pytest.param(WILL_BE, None, Status.PLANNED, id="the plan has no time at all"),
        pytest.param(WILL_BE, WEEK, Status.HYPOTHETICAL, id="it is no plan"),
        pytest.param(SOLD_OUT, WEEK, Status.PLANNED, id="the sentence tells of no stay"),
        pytest.param(SOMEBODY_ELSE, WEEK, Status.PLANNED, id="it names somebody else"),
    ],
)
def test_days_that_are_not_of_the_plan_leave_it_as_it_is(second, when, status):
    event, after = planned(second, when=when, status=status)

    assert after == event
