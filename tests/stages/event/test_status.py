from __future__ import annotations

from datetime import date

import pytest

from dateline.records import Interval, Precision, Status
from dateline.stages.event import status
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


@pytest.mark.parametrize(
    ("told", "heads", "expected"),
    [
        pytest.param(Status.OCCURRED, "planned", Status.PLANNED, id="the model's, where it has one"),
        pytest.param(Status.NEGATED, "occurred", Status.NEGATED, id="a negation in the grammar stands"),
        pytest.param(Status.PLANNED, None, Status.PLANNED, id="the grammar's, without a model"),
        pytest.param(Status.ONGOING, "planned", Status.PLANNED, id="the model's, against a word of lasting"),
        pytest.param(Status.ONGOING, "occurred", Status.ONGOING, id="a word of lasting, against what is done"),
    ],
)
def test_the_status_is_the_models_unless_the_grammar_is_surer(told, heads, expected):
    assert status.chosen((told, (0,)), heads) is expected


def test_a_tense_alone_does_not_overrule_the_model():
    assert status.chosen((Status.ONGOING, ()), "occurred") is Status.OCCURRED
