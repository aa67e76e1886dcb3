from __future__ import annotations

import json
from datetime import UTC, datetime

from dateline.records import Correction, CorrectionAction, EventId
from dateline.stages.episode import Hand, hand

AT = datetime(2024, 5, 1, tzinfo=UTC)
SPLIT, MERGE = CorrectionAction.SPLIT, CorrectionAction.MERGE


def _made(name: str, action: CorrectionAction, **fields: list[str]) -> Correction:
    pairs = tuple((key, json.dumps(value)) for key, value in fields.items())
    return Correction(name, AT, "Ann", action, "episode", "e", fields=pairs)


def _apart(found: Hand, one: str, other: str) -> bool:
    return found.parted([found.labels[EventId(one)]], [found.labels[EventId(other)]])


def test_a_split_parts_its_events_from_the_rest() -> None:
    found = hand([_made("1", SPLIT, events=["a"], rest=["b", "c"])])
    assert _apart(found, "a", "b")
    assert not _apart(found, "b", "c")


def test_the_later_decision_holds_where_two_go_round_in_a_loop() -> None:
    loop = [
        _made(str(number), MERGE if number % 2 else SPLIT, events=["a", "b"] if number % 2 else ["a"], rest=["b"])
        for number in range(9)
    ]
    assert _apart(hand(loop), "a", "b")
    merged = hand(loop[:-1])
    assert merged.labels[EventId("a")] == merged.labels[EventId("b")]
    assert merged.apart == frozenset() or not _apart(merged, "a", "b")


def test_what_was_parted_stays_so_when_one_part_is_merged_with_others() -> None:
    found = hand([_made("1", SPLIT, events=["a"], rest=["b"]), _made("2", MERGE, events=["a", "c"])])
    assert found.labels[EventId("a")] == found.labels[EventId("c")]
    assert _apart(found, "c", "b")


def test_a_mark_tells_when_a_decision_about_an_event_changed() -> None:
    first, second = _made("1", SPLIT, events=["a"], rest=["b"]), _made("2", MERGE, events=["a", "c"])
    assert hand([first]).mark(EventId("b")) != hand([first, second]).mark(EventId("b"))
    assert hand([first]).mark(EventId("d")) is None
