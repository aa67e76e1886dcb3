"""Who denies what is charged, as the shipped model and the rules read it together."""

from __future__ import annotations

import pytest

import dateline

pytestmark = pytest.mark.weights


def deeds(text):
    reading = dateline.analyse(text, published="2023-05-02")
    return {(event.type, event.status.value, event.denied_by) for event in reading.events}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Norway accused Chad of sending missiles to Niger, which Ndjamena denies.", id="beside the charge"),
        pytest.param("Norway accused Chad of sending missiles to Niger. Chad denied the accusation.", id="right behind it"),
    ],
)
def test_a_denial_stands_with_what_is_charged(text):
    assert ("AID", "alleged", ("TCD",)) in deeds(text)


def test_who_is_not_charged_denies_nothing():
    told = deeds("Norway accused Chad of sending missiles to Niger. Peru denied the accusation.")
    assert not any(denied for kind, _, denied in told if kind == "AID")


def test_turning_a_charge_down_is_not_itself_alleged():
    told = deeds("Norway accused Chad of violating its airspace, a charge that Chad denied.")
    assert ("REJECT", "occurred", ()) in told
