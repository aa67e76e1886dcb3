from __future__ import annotations

import numpy as np

from dateline.language.analysis import EventMention
from dateline.language.decode.events import EventLists, events
from dateline.language.decode.outputs import Outputs

LISTS = EventLists(("CONSULT", "AID"), ("none", "visit"), ("occurred", "planned"))


def outputs(trigger: int, *, actors: list[int], recipients: list[int], words: int = 5) -> Outputs:
    tags = np.full((words, 5), -9.0)
    tags[:, 0] = -1.0
    tags[trigger] = (-2.0, -0.5, -9, -9, -9)
    arguments = np.full((6, words, words), -2.0)
    arguments[[1, 2, 4, 5]] = 0.0
    arguments[0, trigger, actors] = 3.0
    arguments[3, trigger, recipients] = 3.0
    return Outputs(
        {
            "trigger": tags,
            "mode": np.tile([0.0, 1.0], (words, 1)),
            "status": np.tile([1.0, 0.0], (words, 1)),
            "arguments": arguments,
        }
    )


def test_a_trigger_becomes_an_event_with_its_parties() -> None:
    assert events(outputs(1, actors=[0], recipients=[2, 3]), [(0, 5)], LISTS, first=100) == [
        EventMention(
            trigger=(101, 102),
            type="CONSULT",
            status="occurred",
            mode="visit",
            actors=((100, 101),),
            recipients=((102, 104),),
            score=0.8172,
        )
    ]


def test_parties_stand_in_the_sentence_of_the_trigger() -> None:
    (found,) = events(outputs(1, actors=[0, 3], recipients=[4]), [(0, 3), (3, 5)], LISTS)
    assert (found.actors, found.recipients) == (((0, 1),), ())


def test_caution_asks_more_of_a_trigger() -> None:
    cautious = EventLists(LISTS.types, LISTS.modes, LISTS.statuses, caution=2.0)
    assert events(outputs(1, actors=[0], recipients=[]), [(0, 5)], cautious) == []


def test_no_mode_is_none() -> None:
    plain = EventLists(LISTS.types, ("visit", "none"), LISTS.statuses)
    (found,) = events(outputs(1, actors=[0], recipients=[]), [(0, 5)], plain)
    assert found.mode is None
