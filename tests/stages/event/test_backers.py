"""Who backs somebody is no party of what they do, as the shipped model and the rules read it together."""

from __future__ import annotations

import pytest

import dateline

pytestmark = pytest.mark.weights


@pytest.mark.parametrize(
    ("text", "state", "takes_part"),
    [
        pytest.param("Turkish-backed rebels attacked Kurdish forces in the town on Monday.", "TUR", False, id="those it backs"),
        pytest.param("Turkish troops attacked Kurdish forces in the town on Monday.", "TUR", True, id="its own"),
        pytest.param("A Saudi-led coalition bombed Houthi positions near the port on Monday.", "SAU", True, id="those it leads"),
    ],
)
def test_who_backs_others_does_not_do_what_they_do(text, state, takes_part):
    reading = dateline.analyse(text, published="2018-03-06")
    states = {actor.id: actor.country for actor in reading.actors}
    acting = {states.get(one.actor) for event in reading.events for one in event.actors if one.actor}
    assert (state in acting) is takes_part
