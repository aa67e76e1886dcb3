"""Which linked events meet a new one in a block is asked of the database."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest

from dateline.records import ActorId, Citation, Event, EventId, Interval, Mention, Precision, Status, StoryId
from dateline.spans import Span
from dateline.stages.episode import Options
from dateline.store import meetings, schema
from dateline.store.linked import TIME, WORD, Linked

DAY = date(2023, 3, 20)
OLD, NEW = 1, 2  # numbers of the events
CITED = Citation(StoryId("s"), Span(0, 3), "met")


def _event(when: Interval | None) -> Event:
    return Event(
        EventId("new"), CITED.story, "CONSULT", Status.OCCURRED, (Mention(CITED, ActorId("a")),), CITED, CITED, when=when
    )


def _linked(old_day: date | None, kind: int) -> Linked:
    """Return tables where a linked event and a new one, of one type, hold one key."""
    linked = Linked(duckdb.connect(":memory:"))
    schema.migrate(linked.connection, ":memory:")
    row = {"id": "old", "story": "o", "start_at": 0, "type": "CONSULT", "status": "occurred", "first_day": old_day}
    row |= {"last_day": old_day, "trigger_words": "met", "evidence": "met", "confidence": 1.0, "record": "{}"}
    schema.fill(linked.connection, "events", [row])
    schema.fill(linked.connection, "sightings", [{"number": OLD, "event": "old", "story": "o", "page": "p", "component": OLD}])
    linked.put_rows("sighting_keys", ("key", "number", "kind"), [(7, OLD, kind), (7, NEW, kind), (8, NEW, kind), (9, OLD, kind)])
    return linked


@pytest.mark.parametrize(
    ("old_day", "meet"),
    [
        pytest.param(DAY, True, id="the same day"),
        pytest.param(DAY - timedelta(days=1), True, id="the day before"),
        pytest.param(DAY + timedelta(days=1), True, id="the day after"),
        pytest.param(DAY - timedelta(days=2), False, id="two days before"),
        pytest.param(DAY + timedelta(days=2), False, id="two days after"),
        pytest.param(None, True, id="no day of its own"),
    ],
)
def test_events_of_one_month_meet_unless_their_days_are_apart(old_day: date | None, *, meet: bool) -> None:
    linked = _linked(old_day, TIME)
    assert meetings.gather(linked, (7, 8)) == {7: 2, 8: 1}
    new = _event(Interval(DAY, DAY, Precision.DAY))
    assert meetings.meetings(linked, {NEW: new}, Options()) == ({(OLD, NEW)} if meet else set(), set())


def test_an_event_without_a_day_meets_any_of_its_month() -> None:
    linked = _linked(DAY, TIME)
    meetings.gather(linked, (7, 8))
    assert meetings.meetings(linked, {NEW: _event(None)}, Options()) == ({(OLD, NEW)}, set())


def test_one_word_in_common_is_no_meeting() -> None:
    linked = _linked(None, WORD)
    meetings.gather(linked, (7, 8))
    assert meetings.meetings(linked, {NEW: _event(None)}, Options()) == (set(), set())


def test_who_holds_a_key_is_known_of_what_was_put_aside_alone() -> None:
    linked = _linked(None, TIME)
    meetings.gather(linked, (8,))
    assert meetings.holders(linked, (7, 8)) == [(8, NEW)]
    meetings.gather_more(linked, (NEW,))
    assert sorted(meetings.holders(linked, (7, 8, 9))) == [(7, OLD), (7, NEW), (8, NEW)]
