from __future__ import annotations

from datetime import date

import pytest

from dateline.records import Interval, Precision, Status
from dateline.stages.event import status
from dateline.stages.event.candidate import Candidate
from sentences import analysis_of


@pytest.mark.parametrize(
    ("sentence", "trigger", "expected", "words"),
    [
        pytest.param("Iran Iran PROPN 2 nsubj\nattacked attack VERB 0 root", 1, Status.OCCURRED, [], id="plain past"),
        pytest.param(
            "Iran Iran PROPN 4 nsubj\ndid do AUX 4 aux\nnot not PART 4 advmod\nattack attack VERB 0 root",
            3,
            Status.NEGATED,
            ["not"],
            id="not",
        ),
        pytest.param("Xi Xi PROPN 3 nsubj\nwill will AUX 3 aux\nvisit visit VERB 0 root", 2, Status.PLANNED, ["will"], id="will"),
        pytest.param(
            "Iran Iran PROPN 2 nsubj\nplans plan VERB 0 root\nto to PART 4 mark\nattack attack VERB 2 xcomp",
            3,
            Status.PLANNED,
            ["plans"],
            id="plans to",
        ),
        pytest.param(
            "Iran Iran PROPN 2 nsubj\nfailed fail VERB 0 root\nto to PART 4 mark\ncondemn condemn VERB 2 xcomp",
            3,
            Status.NEGATED,
            ["failed"],
            id="failed to",
        ),
        pytest.param(
            "if if SCONJ 3 mark\nIran Iran PROPN 3 nsubj\nattacks attack VERB 0 root",
            2,
            Status.HYPOTHETICAL,
            ["if"],
            id="a condition",
        ),
        pytest.param(
            "troops troop NOUN 3 nsubj\nare be AUX 3 aux\nattacking attack VERB 0 root VerbForm=Part",
            2,
            Status.ONGOING,
            [],
            id="progressive",
        ),
    ],
)
def test_status_is_told_from_the_grammar_around_the_trigger(sentence, trigger, expected, words):
    analysis = analysis_of(sentence)

    told, deciding = status.tell(analysis, trigger)

    assert (told, [analysis.word(token) for token in deciding]) == (expected, words)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        pytest.param(date(2022, 2, 24), Status.HISTORICAL, id="an earlier year, over three months back"),
        pytest.param(date(2022, 12, 30), Status.OCCURRED, id="an earlier year, but recent"),
        pytest.param(date(2023, 3, 16), Status.OCCURRED, id="yesterday"),
    ],
)
def test_an_old_fact_becomes_historical(end, expected):
    when = Interval(end, end, Precision.DAY)

    assert status.dated(Status.OCCURRED, when, date(2023, 3, 17)) is expected


def candidate(trigger: tuple[int, int], status_: str, type_: str = "CONSULT") -> Candidate:
    return Candidate(trigger, type_, None, (), (), 1.0, status_)


DID_NOT_MEET = "Xi Xi PROPN 4 nsubj\ndid do AUX 4 aux\nnot not PART 4 advmod\nmeet meet VERB 0 root\nhim he PRON 4 obj"
WOULD_NOT_ALLOW = (
    "Iran Iran PROPN 4 nsubj\nwould would AUX 4 aux\nnot not PART 4 advmod\nallow allow VERB 0 root\nit it PRON 4 obj"
)
NO_TALKS = "it it PRON 4 nsubj\ndid do AUX 4 aux\nnot not PART 4 advmod\ninclude include VERB 0 root\ntalks talk NOUN 4 obj"
THE_RAID = (
    "it it PRON 4 nsubj\ndid do AUX 4 aux\nnot not PART 4 advmod\ncondemn condemn VERB 0 root\n"
    "the the DET 6 det\nraid raid NOUN 4 obj"
)
NOT_TO_MEET = "asked ask VERB 0 root\nhim he PRON 1 obj\nnot not PART 5 advmod\nto to PART 5 mark\nmeet meet VERB 1 xcomp"
STILL_BACKS = "Iran Iran PROPN 3 nsubj\nstill still ADV 3 advmod\nbacks back VERB 0 root\nit it PRON 3 obj"
PLANS_TO = "Iran Iran PROPN 2 nsubj\nplans plan VERB 0 root\nto to PART 4 mark\nattack attack VERB 2 xcomp"
DECISION = "the the DET 2 det\ndecision decision NOUN 0 root\nto to PART 4 mark\nwithdraw withdraw VERB 2 acl"
ONGOING_RAIDS = "committed commit VERB 0 root\nto to ADP 4 case\nongoing ongoing ADJ 1 xcomp\nraids raid NOUN 1 obl"


@pytest.mark.parametrize(
    ("sentence", "read", "expected", "words"),
    [
        pytest.param(DID_NOT_MEET, candidate((3, 4), "occurred"), Status.NEGATED, ["not"], id="a negation of the act's own word"),
        pytest.param(DID_NOT_MEET, candidate((3, 4), "denied"), Status.DENIED, [], id="but a denial says more"),
        pytest.param(DID_NOT_MEET, candidate((3, 4), "occurred", "REJECT"), Status.OCCURRED, [], id="a refusal is a negation"),
        pytest.param(WOULD_NOT_ALLOW, candidate((1, 4), "occurred"), Status.OCCURRED, [], id="a negation inside the trigger"),
        pytest.param(WOULD_NOT_ALLOW, candidate((3, 4), "occurred"), Status.OCCURRED, [], id="a negation under a modal"),
        pytest.param(NOT_TO_MEET, candidate((4, 5), "occurred"), Status.OCCURRED, [], id="a negated infinitive"),
        pytest.param(NO_TALKS, candidate((4, 5), "occurred"), Status.NEGATED, ["not"], id="what the negated verb takes"),
        pytest.param(THE_RAID, candidate((5, 6), "occurred", "ASSAULT"), Status.OCCURRED, [], id="but not what is known to be"),
        pytest.param(STILL_BACKS, candidate((2, 3), "occurred"), Status.ONGOING, ["still"], id="a word of lasting, against done"),
        pytest.param(ONGOING_RAIDS, candidate((3, 4), "occurred"), Status.ONGOING, ["ongoing"], id="an adjective parsed apart"),
        pytest.param(STILL_BACKS, candidate((2, 3), "planned"), Status.PLANNED, [], id="but not against planned"),
        pytest.param(PLANS_TO, candidate((3, 4), "ongoing"), Status.PLANNED, ["plans"], id="a plan, against going on"),
        pytest.param(PLANS_TO, candidate((3, 4), "occurred"), Status.OCCURRED, [], id="but not against done"),
        pytest.param(
            DECISION, candidate((1, 2), "occurred", "CONCEDE"), Status.PLANNED, ["decision"], id="a decision to withdraw"
        ),
        pytest.param(DECISION, candidate((3, 4), "occurred", "RETREAT"), Status.PLANNED, ["decision"], id="what is decided"),
        pytest.param(DECISION, candidate((1, 2), "occurred", "ACCUSE"), Status.OCCURRED, [], id="another act beside a decision"),
    ],
)
def test_the_status_is_the_models_unless_the_grammar_is_surer(sentence, read, expected, words):
    analysis = analysis_of(sentence)

    told, deciding = status.decided(analysis, read)

    assert (told, [analysis.word(token) for token in deciding]) == (expected, words)


def test_what_happens_while_something_continues_need_not_go_on_itself():
    sentence = "they they PRON 2 nsubj\ncontinued continue VERB 0 root\nsurrendering surrender VERB 2 advcl"

    assert status.decided(analysis_of(sentence), candidate((2, 3), "occurred", "RETREAT")) == (Status.OCCURRED, ())


def test_a_tense_alone_does_not_overrule_the_model():
    sentence = "troops troop NOUN 3 nsubj\nare be AUX 3 aux\nattacking attack VERB 0 root VerbForm=Part"

    assert status.decided(analysis_of(sentence), candidate((2, 3), "occurred", "ASSAULT")) == (Status.OCCURRED, ())


def test_a_charge_is_made_by_saying_it_and_is_not_itself_alleged():
    sentence = "Iran Iran PROPN 2 nsubj\naccused accuse VERB 0 root\nIraq Iraq PROPN 2 obj"

    assert status.decided(analysis_of(sentence), candidate((1, 2), "alleged", "ACCUSE"))[0] is Status.OCCURRED
    assert status.decided(analysis_of(sentence), candidate((1, 2), "alleged", "ASSAULT"))[0] is Status.ALLEGED
