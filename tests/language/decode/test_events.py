from __future__ import annotations

import numpy as np
import pytest

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


def test_a_trigger_becomes_an_act_with_what_each_word_scores_as_a_party() -> None:
    (draft,) = events(outputs(1, actors=[0], recipients=[2, 3]), [(0, 5)], LISTS, np.arange(100, 105))
    assert (draft.act.trigger, draft.act.type, draft.status, draft.mode) == ((101, 102), "CONSULT", "occurred", "visit")
    assert (draft.odds, draft.named) == (pytest.approx(1.5006, abs=1e-4), pytest.approx(-0.0004, abs=1e-4))
    assert draft.act.words == (100, 105)
    assert draft.act.scores.tolist() == [[3, 1, -1, -2, -2], [2, 4, 6, 6, 4]]  # of the best run that holds the word


def test_parties_are_scored_in_the_sentence_of_the_trigger() -> None:
    (draft,) = events(outputs(1, actors=[0, 3], recipients=[3, 4]), [(0, 3), (3, 5)], LISTS, np.arange(5))
    (alone,) = events(outputs(1, actors=[0], recipients=[], words=3), [(0, 3)], LISTS, np.arange(3))
    assert draft.act.words == alone.act.words == (0, 3)
    assert draft.act.scores.tolist() == alone.act.scores.tolist()


def test_caution_asks_more_of_a_trigger() -> None:
    cautious = EventLists(LISTS.types, LISTS.modes, LISTS.statuses, caution=2.0)
    assert events(outputs(1, actors=[0], recipients=[]), [(0, 5)], cautious, np.arange(5)) == []


def test_several_words_of_a_trigger_tell_its_status_together() -> None:
    arrays = dict(outputs(1, actors=[0], recipients=[]).arrays)
    arrays["trigger"][2] = (-2.0, -9, -0.5, -9, -9)  # goes on
    arrays["status"][1:3] = [(0.0, 2.0), (1.0, 0.0)]
    (draft,) = events(Outputs(arrays), [(0, 5)], LISTS, np.arange(5))
    assert (draft.act.trigger, draft.status) == ((1, 3), "planned")


def test_no_mode_is_none() -> None:
    plain = EventLists(LISTS.types, ("visit", "none"), LISTS.statuses)
    (found,) = events(outputs(1, actors=[0], recipients=[]), [(0, 5)], plain, np.arange(5))
    assert found.mode is None


def test_the_words_of_chosen_sentences_are_told_as_the_storys_tokens() -> None:
    tokens = np.array([3, 4, 5, 40, 41])  # the sentences between were not read for events
    (found,) = events(outputs(4, actors=[3], recipients=[]), [(0, 3), (3, 5)], LISTS, tokens)
    assert (found.act.trigger, found.act.words) == ((41, 42), (40, 42))
