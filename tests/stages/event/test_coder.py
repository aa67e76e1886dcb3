from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline import actors
from dateline.language.analysis import EventMention, Party
from dateline.records import Interval, PageId, Precision, Status, Story, StoryId, StoryKind
from dateline.stages.event.coder import code
from sentences import analysis_of

URGED = """
China China PROPN 2 nsubj
urged urge VERB 0 root
Russia Russia PROPN 2 obj
on on ADP 5 case
Thursday Thursday PROPN 2 obl
. . PUNCT 2 punct
"""
WILL_VISIT = """
Putin Putin PROPN 3 nsubj
will will AUX 3 aux
visit visit VERB 0 root
China China PROPN 3 obj
. . PUNCT 3 punct
"""
ACCUSED = """
Ukraine Ukraine PROPN 2 nsubj
accused accuse VERB 0 root
Russia Russia PROPN 2 obj
of of SCONJ 5 mark
shelling shell VERB 2 advcl VerbForm=Ger
civilians civilian NOUN 5 obj
. . PUNCT 2 punct
"""
SPORT = """
Ronaldo Ronaldo PROPN 2 nsubj
attacked attack VERB 0 root
early early ADV 2 advmod
. . PUNCT 2 punct
"""


AGAIN = "China China PROPN 2 nsubj\nurged urge VERB 0 root\nRussia Russia PROPN 2 obj\nagain again ADV 2 advmod"


def act(trigger, kind, status, actors, recipients=(), mode=None):  # noqa: PLR0913
    sides = sorted([(words, 0.95, 0.02) for words in actors] + [(words, 0.02, 0.95) for words in recipients])
    parties = tuple(Party(words, words[1] - 1, *chances) for words, *chances in sides)
    return EventMention((trigger, trigger + 1), kind, status, mode, actors, recipients, 0.9, named=-0.1, parties=parties)


URGES = act(1, "REQUEST", "occurred", ((0, 1),), ((2, 3),))


def coded(events, sentence, *more, **options):
    analysis = analysis_of(sentence, *more, events=events)
    story = Story(StoryId("s"), PageId("p"), StoryKind.MAIN, analysis.text, published=date(2023, 3, 17))
    return code(story, analysis, (), actors.cast(story, analysis), **options)


def in_short(event):
    return (
        event.type,
        event.status,
        tuple(mention.actor for mention in event.actors),
        tuple(mention.actor for mention in event.recipients),
        event.evidence.quote,
    )


def test_the_state_that_an_actor_acts_for_is_no_recipient_of_its_act():
    (event,) = coded((URGES,), URGED.replace("China China", "Putin Putin"))

    assert [mention.actor for mention in event.actors] == ["RUS/GOV:vladimir-putin"]
    assert event.recipients == ()


DOUBTED = """
Somebody somebody PRON 2 nsubj
urged urge VERB 0 root
China China PROPN 2 obj
. . PUNCT 2 punct
"""


def test_where_somebody_unknown_likely_acts_a_known_actor_that_hardly_may_does_not():
    parties = Party((0, 1), 0, 0.95, 0.02), Party((2, 3), 2, 0.05, 0.95)

    assert coded((replace(URGES, parties=parties),), DOUBTED) == ()


def doubted(mention):
    return replace(mention, odds=-2.5, named=-1.0)


def test_an_act_that_is_hardly_right_is_no_record():
    assert coded((doubted(URGES),), URGED) == ()
    assert len(coded((doubted(URGES),), URGED, chance=0.01)) == 1


def test_a_doubtful_charge_makes_no_deed_alleged():
    charge = doubted(act(1, "ACCUSE", "occurred", ((0, 1),), ((2, 3),), "allege"))
    deed = act(4, "ASSAULT", "occurred", ((2, 3),), ((5, 6),))

    (told,) = coded((charge, deed), ACCUSED)

    assert (told.type, told.status) == ("ASSAULT", Status.OCCURRED)


def test_an_act_is_coded_with_its_parties_date_and_scores():
    (event,) = coded((URGES,), URGED)

    assert in_short(event) == ("REQUEST", Status.OCCURRED, ("CHN",), ("RUS",), "China urged Russia on Thursday")
    assert (event.cameo, event.goldstein, event.quad_plover, event.quad_cameo) == ("100", -5.0, 3, 3)
    assert event.when == Interval(date(2023, 3, 16), date(2023, 3, 16), Precision.DAY, event.when.citation)
    assert event.when.citation.quote in ("Thursday", "on Thursday")


def test_a_planned_visit_is_an_agreement():
    (event,) = coded((act(2, "CONSULT", "planned", ((0, 1),), ((3, 4),), "visit"),), WILL_VISIT)

    assert (event.type, event.status, event.cameo, event.status_words[0].quote) == ("AGREE", Status.PLANNED, "036", "will")


def test_what_somebody_is_accused_of_is_alleged():
    accuses = act(1, "ACCUSE", "occurred", ((0, 1),), ((2, 3),), "allege")
    shells = act(4, "ASSAULT", "alleged", ((2, 3),), ((5, 6),))
    accusation, deed = coded((accuses, shells), ACCUSED)

    assert (accusation.type, accusation.status) == ("ACCUSE", Status.OCCURRED)
    assert (deed.type, deed.status, deed.actors[0].actor) == ("ASSAULT", Status.ALLEGED, "RUS")


def test_a_second_mention_of_one_act_goes_to_the_first_record():
    again = act(7, "REQUEST", "occurred", ((6, 7),), ((8, 9),))
    (event,) = coded(
        (URGES, again),
        URGED,
        AGAIN,
    )

    assert [mention.quote for mention in event.other_mentions] == ["China urged Russia again"]


def test_a_doubtful_mention_of_a_likely_act_goes_to_its_record():
    again = doubted(act(7, "REQUEST", "occurred", ((6, 7),), ((8, 9),)))
    other = replace(again, type="ACCUSE")

    (event,) = coded((URGES, again), URGED, AGAIN)
    (alone,) = coded((URGES, other), URGED, AGAIN)

    assert [mention.quote for mention in event.other_mentions] == ["China urged Russia again"]
    assert alone.other_mentions == ()


def test_a_doubtful_denial_still_denies():
    denies = doubted(act(1, "REJECT", "occurred", ((0, 1),), ((2, 3),)))
    shells = act(4, "ASSAULT", "occurred", ((2, 3),), ((5, 6),))

    (deed,) = coded((denies, shells), ACCUSED.replace("accused accuse", "denied deny"))

    assert (deed.status, deed.denied_by) == (Status.DENIED, ("UKR",))


@pytest.mark.parametrize("sentence", [pytest.param(SPORT, id="no state takes part")])
def test_an_act_without_a_political_party_is_no_event(sentence):
    assert coded((act(1, "ASSAULT", "occurred", ((0, 1),)),), sentence) == ()
