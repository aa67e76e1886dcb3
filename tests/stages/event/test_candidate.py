from __future__ import annotations

from dateline.language.analysis import EventMention
from dateline.stages.event.candidate import likely, named, propose
from sentences import analysis_of

VISIT = "Xi Xi PROPN 2 nsubj\nvisited visit VERB 0 root\nMoscow Moscow PROPN 2 obj"


def test_an_act_has_the_code_that_the_word_list_gives_its_word() -> None:
    mention = EventMention((1, 2), "CONSULT", "occurred", "visit", ((0, 1),), ((2, 3),), 0.9)
    (found,) = propose(analysis_of(VISIT, events=(mention,)))
    assert (found.cameo, found.actors, found.recipients, found.status) == ("042", ((0, 1),), ((2, 3),), "occurred")


def test_an_act_that_the_list_codes_otherwise_keeps_the_models_type_without_a_code() -> None:
    mention = EventMention((1, 2), "AID", "occurred", None, ((0, 1),), (), 0.9)
    (found,) = propose(analysis_of(VISIT, events=(mention,)))
    assert (found.type, found.cameo, found.recipients) == ("AID", None, ())


def test_a_word_of_the_list_alone_is_no_act() -> None:
    assert propose(analysis_of(VISIT)) == ()


def test_what_is_likely_and_what_is_named_are_two_questions() -> None:
    sided = EventMention((1, 2), "CONSULT", "occurred", None, ((0, 1),), ((2, 3),), score=0.3, naming=-1.0)
    alone = EventMention((1, 2), "CONSULT", "occurred", None, ((0, 1),), (), score=0.1, naming=1.0)
    assert len(likely(analysis_of(VISIT, events=(sided,)))) == 1
    assert named(analysis_of(VISIT, events=(sided,))) == ()
    assert likely(analysis_of(VISIT, events=(alone,))) == ()
    assert len(named(analysis_of(VISIT, events=(alone,)))) == 1
