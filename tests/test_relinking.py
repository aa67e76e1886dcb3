from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dateline import ingest, relinking, store
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Citation,
    Correction,
    CorrectionAction,
    Event,
    EventId,
    Interval,
    Mention,
    Page,
    PageId,
    Precision,
    Reading,
    Status,
    Story,
    StoryId,
    StoryKind,
)
from dateline.spans import Span
from dateline.stages import episode
from dateline.store import corrections
from dateline.store.linked import DATED_WORD, FEW, TIME, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.records import Episode

STATES = ("ALB", "SRB", "GRC")
ACTORS = {code: Actor(ActorId(code), code, code, ActorKind.STATE, code) for code in STATES}
WORDS = ["harbour", "railway", "grain", "border", "tunnel", "fishing", "visas", "archive"]
TYPES = ("CONSULT", "ASSAULT", "ACCUSE", "REJECT", "REQUEST")
AT = datetime(2024, 5, 1, tzinfo=UTC)
SMALL = episode.Options(bloc=4, words=3, few=2)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let blocks be too large early, so that a few events pass every limit."""
    monkeypatch.setattr(relinking, "OPTIONS", SMALL)
    limits = {TIME: SMALL.bloc, WORD: SMALL.words, DATED_WORD: SMALL.words, FEW: SMALL.few}
    monkeypatch.setattr(relinking, "LIMITS", limits)


def _reading(number: int, dice: random.Random) -> Reading:
    """Return a page of one story with up to three events of few states, words and days; every sixth has no date."""
    day = date(2023, 3, 1) + timedelta(days=dice.randrange(70)) if dice.random() > 0.16 else None
    clauses, events = [], []
    for _ in range(dice.randrange(1, 4)):
        actor, recipient = dice.sample(STATES, 2)
        tail = dice.choice(("", "", " in March", " last year"))
        clauses.append((f"{actor} met {recipient} over the {' '.join(dice.sample(WORDS, 2))}{tail}", actor, recipient))
    text = ". ".join(clause for clause, _, _ in clauses) + "."
    story = Story(StoryId(f"s{number}"), PageId(f"p{dice.randrange(10**6)}"), StoryKind.MAIN, text, published=day)
    for clause, actor, recipient in clauses:
        start = text.index(clause)
        cited = Citation(story.id, Span(start, start + len(clause)), clause)
        status = dice.choice((Status.OCCURRED, Status.OCCURRED, Status.PLANNED, Status.ALLEGED, Status.HISTORICAL))
        type_ = "AGREE" if status is Status.PLANNED else dice.choice(TYPES)
        told = day and status is not Status.HISTORICAL and dice.random() > 0.3
        when = day + timedelta(days=dice.randrange(9)) if told and day else None
        made = Event(EventId(f"e{number}-{start}"), story.id, type_, status, (Mention(cited, ActorId(actor)),), cited, cited)
        cameo = "016" if type_ == "REJECT" else None
        known = Interval(when, when, Precision.DAY) if when else None
        events.append(replace(made, recipients=(Mention(cited, ActorId(recipient)),), when=known, cameo=cameo))
    unique = {event.id: event for event in events}
    return Reading(
        Page(story.page, "", path=f"{number}.txt"), (story,), actors=tuple(ACTORS.values()), events=tuple(unique.values())
    )


def _shown(episodes: tuple[Episode, ...]) -> set[object]:
    """Return episodes as values that hold no ids of episodes: an id depends on what was linked first, and stays."""
    events = {one.id: tuple(report.event for report in one.reports) for one in episodes}
    return {
        (replace(one, id="", aliases=(), links=()), tuple((link.kind, events[link.episode], link.reason) for link in one.links))
        for one in episodes
    }


def _check(writer: store.Writer) -> None:
    """Link what is new, and compare with linking everything at once."""
    ingest.relink(writer)
    reader = store.Reader.over(writer.connection, writer.path)
    hand = episode.hand(corrections.standing(writer.connection))
    whole = episode.link_events(reader.stories(), reader.events(), actors=reader.actors(), options=SMALL, hand=hand)
    assert _shown(reader.timeline()) == _shown(whole)
    links = {(one.id, link.kind.value, link.episode) for one in reader.timeline() for link in one.links}
    assert set(reader.ask("SELECT episode, kind, target FROM episode_links")) == links


def _batches(readings: list[Reading], dice: random.Random) -> Iterator[list[Reading]]:
    left = list(readings)
    while left:
        batch, left = left[: (size := dice.randrange(1, 16))], left[size:]
        yield batch


@pytest.mark.parametrize("seed", range(8))
def test_any_batches_give_the_episodes_of_linking_all_at_once(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relinking, "SHARE", 0.5)
    dice = random.Random(seed)
    with store.Writer(tmp_path / "ties.duckdb") as writer:
        for batch in _batches([_reading(number, dice) for number in range(60)], dice):
            writer.add_all(batch)
            _check(writer)


@pytest.mark.parametrize("seed", range(4))
def test_removed_and_rejected_and_edited_events_leave_the_episodes_of_linking_the_rest(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    readings = [_reading(number, dice) for number in range(50)]
    with store.Writer(tmp_path / "ties.duckdb") as writer:
        writer.add_all(readings)
        ingest.relink(writer)
        for number in range(6):
            gone, kept = dice.sample(readings, 2)
            writer.forget(gone.page.id)
            if number % 2:
                writer.add(gone)
            name = kept.events[0].id
            action = dice.choice((CorrectionAction.REJECT, CorrectionAction.EDIT))
            fields = (("type", '"ASSAULT"'),) if action is CorrectionAction.EDIT else ()
            writer.correct(Correction(f"c{number}", AT, "Ann", action, "event", name, fields=fields))
            _check(writer)


def test_a_story_on_a_second_page_is_cited_from_the_first_by_id(tmp_path: Path) -> None:
    dice = random.Random(1)
    readings = [_reading(number, dice) for number in range(20)]
    first = replace(
        readings[0], page=replace(readings[0].page, id=PageId("a")), stories=(replace(readings[0].stories[0], page=PageId("a")),)
    )
    with store.Writer(tmp_path / "ties.duckdb") as writer:
        writer.add_all(readings)
        ingest.relink(writer)
        writer.add(first)
        _check(writer)


@pytest.mark.parametrize("seed", range(4))
def test_splits_and_merges_hold_through_relinking_and_rereading(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    readings = [_reading(number, dice) for number in range(40)]
    with store.Writer(tmp_path / "ties.duckdb") as writer:
        writer.add_all(readings)
        ingest.relink(writer)
        reader = store.Reader.over(writer.connection, writer.path)
        for number in range(6):
            several = reader.timeline()
            one, other = dice.sample(several, 2)
            large = [each for each in several if len(each.reports) > 1]
            if number % 2 and large:
                whole = [report.event for report in dice.choice(large).reports]
                fields = {"events": whole[:1], "rest": whole[1:]}
                action = CorrectionAction.SPLIT
            else:
                fields = {"with": other.id, "events": [report.event for each in (one, other) for report in each.reports]}
                action = CorrectionAction.MERGE
            pairs = tuple((name, json.dumps(value)) for name, value in fields.items())
            writer.correct(
                Correction(f"c{number}", AT + timedelta(minutes=number), "Ann", action, "episode", one.id, fields=pairs)
            )
            _check(writer)
            again = dice.choice(readings)
            writer.forget(again.page.id)
            _check(writer)
            writer.add(again)
            _check(writer)
            homes = {report.event: each.id for each in reader.timeline() for report in each.reports}
            apart = action is CorrectionAction.SPLIT
            assert len({homes[event] for event in fields["events"]}) == 1
            assert not apart or homes[fields["events"][0]] not in {homes[event] for event in fields["rest"]}
