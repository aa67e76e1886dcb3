from __future__ import annotations

import numpy as np
import pytest

from dateline.language.decode.asked import Asked, act_in
from dateline.language.decode.events import EventLists, events
from dateline.language.decode.outputs import Outputs

LISTS = EventLists(("CONSULT", "AID"), ("none", "visit"), ("occurred", "planned"))
TOKENS = np.arange(100, 105)


def outputs(*, aid_at: int, odds: float, planned_at: tuple[int, ...] = ()) -> Outputs:
    tags = np.full((5, 5), -9.0)
    tags[:, 0] = 0.0
    tags[aid_at, 3] = odds
    status = np.tile([2.0, 0.0], (5, 1))
    status[list(planned_at)] = (0.0, 4.0)
    arguments = np.full((6, 5, 5), -2.0)
    arguments[[1, 2, 4, 5]] = 0.0
    arguments[0, aid_at, 0] = 3.0
    return Outputs({"trigger": tags, "mode": np.tile([1.0, 0.0], (5, 1)), "status": status, "arguments": arguments})


def test_an_act_is_told_where_none_is_likely_enough_to_be_named() -> None:
    read = outputs(aid_at=2, odds=-3.0)

    assert events(read, [(0, 5)], LISTS, TOKENS) == []
    draft = act_in(read, Asked((1, 5), 2), [(0, 5)], LISTS, TOKENS)
    assert (draft.act.trigger, draft.act.type, draft.status, draft.mode) == ((102, 103), "AID", "occurred", None)
    assert draft.odds == pytest.approx(-2.9926, abs=1e-4)
    assert draft.act.words == (100, 105)
    assert draft.act.scores[0].argmax() == 0


def test_words_outside_of_those_asked_about_are_no_trigger() -> None:
    assert act_in(outputs(aid_at=1, odds=5.0), Asked((2, 5), 3), [(0, 5)], LISTS, TOKENS).act.trigger == (103, 104)


def test_the_status_is_what_the_words_say_together() -> None:
    read = outputs(aid_at=2, odds=-3.0, planned_at=(1, 3, 4))

    assert act_in(read, Asked((2, 3), 2), [(0, 5)], LISTS, TOKENS).status == "occurred"
    assert act_in(read, Asked((1, 5), 3), [(0, 5)], LISTS, TOKENS).status == "planned"
