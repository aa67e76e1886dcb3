from __future__ import annotations

import numpy as np

from dateline.language.analysis import EventMention
from dateline.language.decode.events import EventLists, events
from dateline.language.decode.outputs import Outputs
from dateline.language.sureness import Signs, Sureness

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
    assert events(outputs(1, actors=[0], recipients=[2, 3]), [(0, 5)], LISTS, np.arange(100, 105)) == [
        EventMention(
            trigger=(101, 102),
            type="CONSULT",
            status="occurred",
            mode="visit",
            actors=((100, 101),),
            recipients=((102, 104),),
            score=0.8176,
            odds=1.5006,
        )
    ]


def test_an_event_is_as_sure_as_its_parties_are_clear() -> None:
    weighed = EventLists(LISTS.types, LISTS.modes, LISTS.statuses, sure=Sureness(actor=1.0, alone=-2.0))
    (sided,) = events(outputs(1, actors=[0], recipients=[2]), [(0, 5)], weighed, np.arange(5))
    (alone,) = events(outputs(1, actors=[0], recipients=[]), [(0, 5)], weighed, np.arange(5))
    assert sided.score > alone.score
    assert sided.odds == alone.odds


def test_every_sign_counts_by_its_weight() -> None:
    signs = Signs(odds=2.0, named=-1.0, actor=3.0, recipient=0.5, actorless=0.0, recipientless=1.0, alone=1.0)
    sure = Sureness(odds=0.5, named=2.0, actor=1.0, recipient=2.0, actorless=9.0, recipientless=-1.0, alone=-1.0, intercept=-1.0)
    assert sure.chance(signs) == 0.5  # 1 - 2 + 3 + 1 - 1 - 1 - 1 = 0


def test_no_score_is_too_far_off_to_have_a_chance() -> None:
    assert [Sureness(intercept=told).chance(Signs(*[0.0] * 7)) for told in (-1e4, 1e4)] == [0.0, 1.0]


def test_parties_stand_in_the_sentence_of_the_trigger() -> None:
    (found,) = events(outputs(1, actors=[0, 3], recipients=[4]), [(0, 3), (3, 5)], LISTS, np.arange(5))
    assert (found.actors, found.recipients) == (((0, 1),), ())


def test_caution_asks_more_of_a_trigger() -> None:
    cautious = EventLists(LISTS.types, LISTS.modes, LISTS.statuses, caution=2.0)
    assert events(outputs(1, actors=[0], recipients=[]), [(0, 5)], cautious, np.arange(5)) == []


def test_several_words_of_a_trigger_tell_its_status_together() -> None:
    arrays = dict(outputs(1, actors=[0], recipients=[]).arrays)
    arrays["trigger"][2] = (-2.0, -9, -0.5, -9, -9)  # goes on
    arrays["status"][1:3] = [(0.0, 2.0), (1.0, 0.0)]
    (event,) = events(Outputs(arrays), [(0, 5)], LISTS, np.arange(5))
    assert (event.trigger, event.status) == ((1, 3), "planned")


def test_no_mode_is_none() -> None:
    plain = EventLists(LISTS.types, ("visit", "none"), LISTS.statuses)
    (found,) = events(outputs(1, actors=[0], recipients=[]), [(0, 5)], plain, np.arange(5))
    assert found.mode is None


def test_the_words_of_chosen_sentences_are_told_as_the_storys_tokens() -> None:
    tokens = np.array([3, 4, 5, 40, 41])  # the sentences between were not read for events
    (found,) = events(outputs(4, actors=[3], recipients=[]), [(0, 3), (3, 5)], LISTS, tokens)
    assert (found.trigger, found.actors) == ((41, 42), ((40, 41),))


def test_an_event_without_a_party_takes_the_likeliest_that_is_not_too_unlikely() -> None:
    scores = outputs(1, actors=[0], recipients=[]).arrays
    scores["arguments"][3, 1, 3] = -1.0  # the likeliest recipient, below 0
    eager, shy = (EventLists(LISTS.types, LISTS.modes, LISTS.statuses, recipient=least) for least in (1.25, 0.75))
    (found,) = events(Outputs(scores), [(0, 5)], eager, np.arange(5))
    assert (found.actors, found.recipients) == (((0, 1),), ((3, 4),))
    (found,) = events(Outputs(scores), [(0, 5)], shy, np.arange(5))
    assert (found.actors, found.recipients) == (((0, 1),), ())
