from __future__ import annotations

import random

import pytest

from dateline.records import LinkKind, Status
from dateline.stages import episode

from .reports import days, event, reading, story

ONE = story("one", "Albania's Ana Boss will visit Belgrade for talks next week, her office said.")
TWO = story("two", "Ana Boss is to pay a visit to Belgrade for talks from Monday.", "2023-03-18")
THREE = story("three", "Ana Boss held talks in Belgrade on a visit to Serbia on Tuesday.", "2023-03-21")
PLANNED = {"status": Status.PLANNED, "when": days("2023-03-20", "2023-03-22")}
PLAN = event(ONE, "will visit Belgrade for talks next week", "AGREE", "boss", "serb", **PLANNED)
AGAIN = event(
    TWO,
    "is to pay a visit to Belgrade for talks",
    "AGREE",
    "boss",
    "serb",
    status=Status.PLANNED,
    when=days("2023-03-20", "2023-03-22"),
)
HELD = event(THREE, "held talks in Belgrade on a visit", "CONSULT", "boss", "serb", when=days("2023-03-21"))
READINGS = (reading(ONE, PLAN), reading(TWO, AGAIN), reading(THREE, HELD))


def test_two_reports_of_one_plan_become_one_episode_and_keep_the_reasons() -> None:
    plan, _ = episode.link(READINGS)
    assert [report.event for report in plan.reports] == [PLAN.id, AGAIN.id]
    assert (plan.type, plan.status, plan.when, plan.independent) == ("AGREE", Status.PLANNED, PLAN.when, 2)
    assert len(plan.reasons) == 1
    assert "visit" in plan.reasons[0]


def test_what_was_held_follows_what_was_planned() -> None:
    plan, held = episode.link(READINGS)
    assert [(link.kind, link.episode) for link in held.links] == [(LinkKind.FOLLOWS, plan.id)]


def test_another_persons_visit_does_not_follow_the_plan() -> None:
    other = event(THREE, "held talks in Belgrade on a visit", "CONSULT", "aide", "serb", when=days("2023-03-21"))
    _, held = episode.link((reading(ONE, PLAN), reading(THREE, other)))
    assert held.links == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    shuffled = random.Random(seed).sample(READINGS, len(READINGS))
    assert episode.link(shuffled) == episode.link(READINGS)


def test_the_same_page_a_thousand_times_is_one_report() -> None:
    assert episode.link([reading(ONE, PLAN)] * 1000) == episode.link([reading(ONE, PLAN)])


def test_ids_stay_when_more_reports_arrive_and_merged_ones_lead_on() -> None:
    first, second = (episode.link([one])[0] for one in READINGS[:2])
    merged = episode.link(READINGS[:2], before=(first, second))
    assert [one.id for one in merged] == [min(first.id, second.id)]
    assert merged[0].aliases == (max(first.id, second.id),)


def test_deeds_on_days_apart_stay_apart() -> None:
    one, two = story("one", "Serbian jets hit the port on Monday."), story("two", "Serbian jets hit the port on Friday.")
    hits = [
        event(told, "Serbian jets hit the port", "ASSAULT", "serb", "alba", when=days(day))
        for told, day in ((one, "2023-03-13"), (two, "2023-03-17"))
    ]
    assert len(episode.link([reading(one, hits[0]), reading(two, hits[1])])) == 2


def test_acts_of_one_story_are_distinct_unless_they_say_the_same() -> None:
    told = story("one", "Serbia blamed Albania for the delay. Serbia accused Albania of lying about the border.")
    blamed = event(told, "Serbia blamed Albania for the delay", "ACCUSE", "serb", "alba")
    accused = event(told, "Serbia accused Albania of lying about the border", "ACCUSE", "serb", "alba")
    assert len(episode.link([reading(told, blamed, accused)])) == 2


def test_reports_in_copies_count_as_one_independent_report() -> None:
    text = (
        "Ana Boss held talks in Belgrade on a visit to Serbia on Tuesday. "
        + "The two sides spoke about the railway and the port. " * 5
    )
    one, two = story("one", text, agency="AFP"), story("two", text + "More follows.")
    events = [event(told, "held talks in Belgrade", "CONSULT", "boss", "serb", when=days("2023-03-14")) for told in (one, two)]
    (found,) = episode.link([reading(one, events[0]), reading(two, events[1])])
    assert (len(found.reports), found.independent) == (2, 1)


def test_a_denial_is_tied_to_the_charge_of_its_story() -> None:
    told = story("one", "Serbia accused Albania of arming rebels. Albania denied arming anybody.")
    charge = event(told, "Serbia accused Albania of arming rebels", "ACCUSE", "serb", "alba")
    denial = event(told, "Albania denied arming anybody", "REJECT", "alba", "serb", cameo="016")
    first, second = episode.link([reading(told, charge, denial)])
    assert [(link.kind, link.episode, link.citation) for link in second.links] == [(LinkKind.DENIES, first.id, denial.evidence)]


def test_a_reply_is_tied_to_what_it_answers() -> None:
    told = story("one", "Serbia asked Albania to open the border. Albania replied that the border was safe.")
    call = event(told, "Serbia asked Albania to open the border", "REQUEST", "serb", "alba")
    reply = event(told, "Albania replied that the border was safe", "ACCUSE", "alba", "serb")
    first, second = episode.link([reading(told, call, reply)])
    assert [(link.kind, link.episode) for link in second.links] == [(LinkKind.ANSWERS, first.id)]


def test_days_on_which_reports_differ_are_kept_side_by_side() -> None:
    other = event(THREE, "held talks in Belgrade on a visit", "CONSULT", "boss", "serb", when=days("2023-03-21"))
    four = story("four", "Ana Boss held talks in Belgrade on a visit on Wednesday.", "2023-03-22")
    late = event(four, "held talks in Belgrade on a visit", "CONSULT", "boss", "serb", when=days("2023-03-22"))
    (found,) = episode.link([reading(THREE, other), reading(four, late)])
    assert [one.field for one in found.disagreements] == ["when"]


def test_an_episode_quotes_a_report_of_its_own_status_first() -> None:
    recalled = event(ONE, PLAN.evidence.quote, "CONSULT", "boss", "serb", status=Status.HISTORICAL, when=days("2023-03-21"))
    four = story("four", "Ana Boss held talks in Belgrade on a visit on Tuesday.", "2023-03-22")
    again = event(four, "held talks in Belgrade on a visit", "CONSULT", "boss", "serb", when=days("2023-03-21"))
    (found,) = episode.link([reading(ONE, recalled), reading(THREE, HELD), reading(four, again)])
    assert (found.status, [report.event for report in found.reports]) == (Status.OCCURRED, [HELD.id, recalled.id, again.id])


@pytest.mark.parametrize(("surer", "type_"), [(0.9, "ACCUSE"), (0.4, "REQUEST")])
def test_an_episode_has_the_type_that_its_reports_are_surer_of(surer: float, type_: str) -> None:
    one = story("one", "Serbia demanded that Albania stop arming rebels.", "2023-03-17")
    two = story("two", "Serbia accused Albania of arming rebels.", "2023-03-18")
    call = event(one, one.text[:-1], "REQUEST", "serb", "alba", when=days("2023-03-17"), confidence=0.6)
    charge = event(two, two.text[:-1], "ACCUSE", "serb", "alba", when=days("2023-03-17"), confidence=surer)
    (found,) = episode.link([reading(one, call), reading(two, charge)])
    assert (found.type, {report.event for report in found.reports}) == (type_, {call.id, charge.id})


def test_an_episode_takes_no_mode_from_a_report_of_another_type() -> None:
    one = story("one", "Serbia demanded that Albania stop arming rebels.", "2023-03-17")
    two = story("two", "Serbia accused Albania of arming rebels.", "2023-03-18")
    call = event(one, one.text[:-1], "REQUEST", "serb", "alba", when=days("2023-03-17"))
    charge = event(two, two.text[:-1], "ACCUSE", "serb", "alba", when=days("2023-03-17"), mode="allege")
    (found,) = episode.link([reading(one, call), reading(two, charge)])
    assert (found.type, found.mode, len(found.reports)) == ("REQUEST", None, 2)


def test_an_undated_page_is_dated_by_an_event_that_it_shares() -> None:
    told = story("late", "Ana Boss visited Belgrade in March. Igor Head travelled to Tirana last month.", None)
    visited = event(told, "Ana Boss visited Belgrade in March", "CONSULT", "boss", "serb")
    travelled = event(told, "Igor Head travelled to Tirana last month", "CONSULT", "head", "alba")
    (page,) = episode.date_pages([*READINGS[:2], reading(told, visited, travelled)])
    assert (page.page, page.days.start, page.days.end) == (told.page, days("2023-05-01").start, days("2024-02-29").start)
    assert any("2023-03-20 to 2023-03-22" in reason for reason in page.constraints)
    found = {one.reports[0].event: one for one in episode.link([*READINGS[:2], reading(told, visited, travelled)])}
    assert found[visited.id].when == days("2023-03-01", "2023-03-31").__class__(
        days("2023-03-01").start, days("2023-03-31").start, found[visited.id].when.precision, found[visited.id].when.citation
    )
    assert found[visited.id].links[0].kind is LinkKind.FOLLOWS


def test_an_undated_page_without_a_shared_event_stays_undated() -> None:
    told = story("late", "Ana Boss visited Belgrade in June.", None)
    assert (
        episode.date_pages([READINGS[0], reading(told, event(told, "Ana Boss visited Belgrade", "CONSULT", "boss", "serb"))])
        == ()
    )


def test_a_plan_takes_the_one_time_of_its_sentence() -> None:
    plan = event(ONE, "will visit Belgrade for talks", "AGREE", "boss", "serb", status=Status.PLANNED)
    (found,) = episode.link([reading(ONE, plan)])
    assert found.when is not None
    assert (found.when.start, found.when.end) == (days("2023-03-20").start, days("2023-03-26").start)
    assert found.when.citation is not None
    assert found.when.citation.quote == "next week"
