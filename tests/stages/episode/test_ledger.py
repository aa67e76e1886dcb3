from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.records import Status
from dateline.stages import episode
from dateline.stages.episode import Entry, Fate

from .reports import ACTORS, days, event, reading, story

ONE = story("one", "Ana Boss will visit Belgrade for talks on the railway next week.", "2023-03-10")
PLAN = event(
    ONE,
    "will visit Belgrade for talks on the railway",
    "AGREE",
    "boss",
    "serb",
    status=Status.PLANNED,
    when=days("2023-03-13", "2023-03-15"),
)


def _held(day: str) -> tuple[object, ...]:
    told = story("two", "Ana Boss held talks on the railway in Belgrade.", day)
    return told, event(told, "held talks on the railway in Belgrade", "CONSULT", "boss", "serb", when=days(day))


def _entry(*more: tuple[object, ...], today: str) -> Entry:
    readings = [reading(ONE, PLAN), *(reading(told, one) for told, one in more)]  # type: ignore[arg-type]
    episodes = episode.link(readings)
    stories = {one.id: one for each in readings for one in each.stories}
    told = {one.id: min(stories[report.story].published for report in one.reports) for one in episodes}  # type: ignore[type-var]
    (found,) = episode.ledger(episodes, actors=ACTORS, told=told, today=date.fromisoformat(today))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("today", "fate"),
    [
        pytest.param("2023-03-15", Fate.OPEN, id="until its last day a plan is open"),
        pytest.param("2023-03-16", Fate.OVERDUE, id="after it a plan of which nothing is told is overdue"),
    ],
)
def test_a_plan_without_outcome_goes_by_its_day(today: str, fate: Fate) -> None:
    found = _entry(today=today)
    assert (found.fate, found.outcome, found.due, found.delay) == (fate, None, date(2023, 3, 15), None)


def test_a_plan_that_was_kept_is_held_without_delay() -> None:
    found = _entry(_held("2023-03-14"), today="2023-04-01")
    assert (found.fate, found.delay) == (Fate.HELD, 0)
    assert found.outcome is not None
    assert found.outcome.type == "CONSULT"


def test_a_plan_that_was_kept_a_day_late_says_so() -> None:
    assert _entry(_held("2023-03-16"), today="2023-04-01").delay == 1


@pytest.mark.parametrize(
    ("words", "fate"),
    [
        pytest.param("Serbia postponed the visit for talks on the railway", Fate.POSTPONED, id="postponed"),
        pytest.param("Serbia called off the visit for talks on the railway", Fate.CANCELLED, id="called off"),
        pytest.param("Serbia praised the visit for talks on the railway", Fate.OVERDUE, id="other words change nothing"),
    ],
)
def test_a_later_report_of_the_same_sides_tells_what_became_of_a_plan(words: str, fate: Fate) -> None:
    told = story("two", f"{words}.", "2023-03-12")
    found = _entry((told, event(told, words, "REJECT", "serb", "alba")), today="2023-04-01")
    assert found.fate is fate


def test_a_postponement_told_before_the_plan_is_of_another() -> None:
    words = "Serbia postponed the visit for talks on the railway"
    told = story("two", f"{words}.", "2023-03-01")
    assert _entry((told, event(told, words, "REJECT", "serb", "alba")), today="2023-04-01").fate is Fate.OVERDUE


def test_charges_stand_beside_their_denials() -> None:
    told = story("one", "Serbia accused Albania of arming rebels. Albania denied arming anybody. Serbia blamed Albania for fog.")
    charge = event(told, "Serbia accused Albania of arming rebels", "ACCUSE", "serb", "alba")
    denial = event(told, "Albania denied arming anybody", "REJECT", "alba", "serb", cameo="016")
    other = event(told, "Serbia blamed Albania for fog", "ACCUSE", "serb", "alba")
    episodes = episode.link([reading(told, charge, denial, other)])
    events = {one.id: one for one in (charge, denial, other)}
    found = {one.charge.reports[0].event: one for one in episode.disputes(episodes, events=events)}
    assert set(found) == {charge.id, other.id}
    assert [one.reports[0].event for one in found[charge.id].denials] == [denial.id]
    assert (found[charge.id].accused, found[charge.id].denied_by) == (("alba",), ("alba",))
    assert (found[other.id].denials, found[other.id].denied_by) == ((), ())


def test_who_is_said_to_deny_a_deed_is_named() -> None:
    told = story("one", "Albania bombed the port, Serbia says; Tirana denies it.")
    deed = event(told, "Albania bombed the port", "ASSAULT", "alba", "serb", status=Status.ALLEGED)
    deed = replace(deed, denied_by=("alba",))
    (found,) = episode.disputes(episode.link([reading(told, deed)]), events={deed.id: deed})
    assert (found.accused, found.denied_by) == (("alba",), ("alba",))
