from __future__ import annotations

from dateline.language.analysis import EventMention
from dateline.stages.event.candidate import propose
from sentences import analysis_of

VISIT = "Xi Xi PROPN 3 nsubj\nwill will AUX 3 aux\nvisit visit VERB 0 root\nMoscow Moscow PROPN 3 obj"


def test_an_auxiliary_that_the_model_marks_alone_brings_its_verb():
    mention = EventMention((1, 2), "AGREE", "planned", None, ((0, 1),), ((3, 4),), 0.9)
    analysis = analysis_of(VISIT, events=(mention,))

    assert [candidate.trigger for candidate in propose(analysis)] == [(1, 3)]
