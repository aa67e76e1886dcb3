from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from dateline import brief, ingest, regrouping, store
from dateline.cli import app
from dateline.errors import UsageError
from dateline.record import Record
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Citation,
    CorrectionAction,
    Event,
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
    digest,
    record_id,
)  # fmt: skip
from dateline.spans import Span
from dateline.store import panels

if TYPE_CHECKING:
    from pathlib import Path

CHINA, RUSSIA = (Actor(ActorId(code), code, name, ActorKind.STATE, code) for code, name in (("CHN", "China"), ("RUS", "Russia")))


def _reading(name: str, day: str, *told: Event | tuple[object, ...], text: str) -> Reading:
    story = Story(
        StoryId(f"s{name}"),
        PageId(f"p{name}"),
        StoryKind.MAIN,
        text,
        name,
        agency="AFP",
        published=date.fromisoformat(day),
        language="en",
    )
    events, mentions = [], []
    for quote, type_, doers, others, fields in told:  # type: ignore[misc]
        start = text.index(quote)
        cited = Citation(story.id, Span(start, start + len(quote)), quote)
        made = Event(
            id=record_id("event", cited),  # type: ignore[arg-type]
            story=story.id,
            type=type_,
            status=Status.OCCURRED,
            actors=tuple(Mention(cited, one.id) for one in doers),
            trigger=cited,
            evidence=cited,
            recipients=tuple(Mention(cited, one.id) for one in others),
        )
        events.append(replace(made, **fields))
    for actor in (CHINA, RUSSIA):
        spans = [Span(*found.span()) for found in re.finditer(actor.name, text)]
        mentions += [Mention(Citation(story.id, span, actor.name), actor.id) for span in spans]
    page = Page(story.page, "", path=f"{name}.txt", digest_of_content="00")
    return Reading(page, (story,), actors=(CHINA, RUSSIA), events=tuple(events), mentions=tuple(mentions))


def _days(first: str, last: str | None = None) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first), Precision.DAY)


PLAN = (
    "China will send envoys to Moscow for talks on gas",
    "AGREE",
    (CHINA, RUSSIA),
    (),
    {"status": Status.PLANNED, "when": _days("2023-03-20", "2023-03-22")},
)
HELD = (
    "China and Russia held talks on gas in Moscow",
    "CONSULT",
    (CHINA, RUSSIA),
    (),
    {"when": _days("2023-03-21"), "mode": "visit"},
)
CHARGE = ("Russia accused China of dumping steel", "ACCUSE", (RUSSIA,), (CHINA,), {"when": _days("2023-03-11")})
DENIAL = ("China denied dumping steel", "REJECT", (CHINA,), (RUSSIA,), {"cameo": "016"})
TWO = ("Russia accused China of dumping steel again", "ACCUSE", (RUSSIA,), (CHINA,), {"when": _days("2023-03-11")})
READINGS = (
    _reading("plan", "2023-03-10", PLAN, text=f"{PLAN[0]}."),
    _reading("charge", "2023-03-12", CHARGE, DENIAL, text=f"{CHARGE[0]}. {DENIAL[0]}."),
    _reading("again", "2023-03-13", TWO, text=f"{TWO[0]}."),
    _reading("held", "2023-03-22", HELD, text=f"{HELD[0]}.\n\nTies between China and Russia grew stronger in 2023."),
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "ties.duckdb"
    with store.Writer(path) as writer:
        writer.add_all(READINGS)
        ingest.relink(writer)
    return path


def _rows(db: Path, *command: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(app, [*command, "--db", str(db), "--json"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_ledger_cites_plan_and_outcome(db: Path) -> None:
    (row,) = _rows(db, "ledger", "China", "RUS")
    assert (row["fate"], row["due"], row["delay"]) == ("held", "2023-03-22", 0)
    assert (row["evidence"], row["page"], row["published"]) == (PLAN[0], "plan.txt", "2023-03-10")
    assert (row["outcome_evidence"], row["outcome_page"], row["outcome_published"]) == (HELD[0], "held.txt", "2023-03-22")


def test_disputes_cite_charge_and_denial(db: Path) -> None:
    (row,) = _rows(db, "disputes", "CHN", "RUS")
    assert (row["accusers"], row["accused"], row["denied_by"], row["reports"]) == ("Russia", "China", "China", 2)
    assert (row["evidence"], row["denial_evidence"], row["denial_page"]) == (CHARGE[0], DENIAL[0], "charge.txt")


def test_a_denial_that_names_one_side_alone_stands_beside_the_charge(tmp_path: Path) -> None:
    denial = ("China denied the claim", "REJECT", (CHINA,), (), {"cameo": "016"})
    path = tmp_path / "one-sided.duckdb"
    with store.Writer(path) as writer:
        writer.add_all([_reading("charge", "2023-03-12", CHARGE, denial, text=f"{CHARGE[0]}. {denial[0]}.")])
        ingest.relink(writer)
    (row,) = _rows(path, "disputes", "CHN", "RUS")
    assert (row["denied"], row["denied_by"], row["denial_evidence"]) == (True, "China", denial[0])


def test_meetings_are_listed_once_with_how_they_met(db: Path) -> None:
    (row,) = _rows(db, "meetings", "CHN", "RUS")
    assert (row["first_day"], row["setting"], row["planned"], row["evidence"]) == ("2023-03-21", "in person", False, HELD[0])


def test_claims_stand_beside_the_series(db: Path) -> None:
    (row,) = _rows(db, "claims", "CHN", "RUS")
    assert (row["direction"], row["first_day"], row["last_day"]) == ("better", "2023-01-01", "2023-12-31")
    assert (row["before_stories"], row["during_episodes"], row["borne_out"]) == (0, 6, None)


def test_changes_tell_each_direction_with_its_base(db: Path) -> None:
    rows = _rows(db, "changes", "CHN", "RUS", "--per", "week")
    assert {(row["source"], row["target"]) for row in rows} == {("CHN", "RUS"), ("RUS", "CHN")}
    assert all(row["trend"] == "no base" for row in rows if row["kind"] == "period")


@pytest.mark.parametrize("command", ["ledger", "disputes", "meetings", "claims", "changes"])
def test_every_table_comes_as_text_and_as_csv_with_a_header(db: Path, command: str) -> None:
    shown = CliRunner().invoke(app, [command, "CHN", "RUS", "--db", str(db)])
    assert shown.exit_code == 0
    assert shown.stdout.strip()
    table = CliRunner().invoke(app, [command, "CHN", "RUS", "--db", str(db), "--csv"])
    assert len(list(csv.DictReader(io.StringIO(table.stdout)))) >= 1


def test_python_gives_the_same_as_the_commands(db: Path) -> None:
    record = Record(db)
    assert [entry.fate.value for entry in record.ledger("China", "Russia")] == ["held"]
    assert record.disputes("CHN", "RUS").to_arrow().to_pylist()[0]["denied_by"] == "China"
    assert [one.setting.value for one in record.meetings("CHN", "RUS")] == ["in person"]


# ------------------------------------------------------------------ split and merge
def _charge(db: Path) -> list[str]:
    record = Record(db)
    return [one.id for one in record.timeline("CHN", "RUS") if one.type == "ACCUSE"]


def test_an_episode_that_is_split_stays_so_until_the_split_is_undone(db: Path) -> None:
    (whole,) = _charge(db)
    events = [report.event for report in Record(db).timeline(type="ACCUSE")[0].reports]
    done = CliRunner().invoke(app, ["split", whole[:8], events[1], "--who", "Ann", "--why", "two days", "--db", str(db)])
    assert done.exit_code == 0, done.output
    assert whole in _charge(db)
    assert len(_charge(db)) == 2
    with store.Writer(db) as writer:
        writer.add_all([READINGS[2]], anew={READINGS[2].page.id})
        ingest.relink(writer)
    assert len(_charge(db)) == 2
    (made,) = Record(db).reader.corrections()
    assert (made.who, made.why, made.record) == ("Ann", "two days", whole)
    Record(db).correct(made.id, kind="correction", action=CorrectionAction.REJECT, who="Ben")
    assert _charge(db) == [whole]


def test_merged_episodes_keep_both_addresses(db: Path) -> None:
    one, other = (Record(db).timeline(type=kind)[0].id for kind in ("ACCUSE", "REJECT"))
    done = CliRunner().invoke(app, ["merge", one, other, "--db", str(db)])
    assert done.exit_code == 0, done.output
    reader = Record(db).reader
    found = {reader.episode(name) for name in (one, other)}
    assert [len(each.reports) for each in found if each] == [3]


@pytest.mark.parametrize(
    ("work", "words"),
    [
        pytest.param(lambda db, _: regrouping.split(db, "zzzz", ["a"], who="Ann"), "no episode 'zzzz'", id="unknown episode"),
        pytest.param(lambda db, one: regrouping.split(db, one, ["zzzz"], who="Ann"), "no event of episode", id="unknown event"),
        pytest.param(lambda db, one: regrouping.merge(db, one, one[:9], who="Ann"), "one episode already", id="with itself"),
    ],
)
def test_what_cannot_be_regrouped_is_told(db: Path, work: object, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        work(db, _charge(db)[0])  # type: ignore[operator]


def test_a_split_leaves_reports_on_both_sides(db: Path) -> None:
    (one,) = Record(db).timeline(type="REJECT")
    with pytest.raises(UsageError, match="leaves some on each side"):
        regrouping.split(db, one.id, [one.reports[0].event], who="Ann")


# ------------------------------------------------------------------ briefs and exports
def test_a_brief_tells_what_changed_of_earlier_news(db: Path) -> None:
    asked = brief.Asked(date(2023, 3, 20), date(2023, 3, 24), "CHN", "RUS")
    found = brief.brief(store.Reader(db), asked)
    (changed,) = found.changed
    assert (changed.episode.status, changed.by.type) == (Status.PLANNED, "CONSULT")
    lines = "\n".join(brief.markdown(found, {}, {}))
    assert "## Changed (1)" in lines
    assert "became: " in lines


def test_a_brief_in_html_shows_words_as_they_are(db: Path) -> None:
    done = CliRunner().invoke(app, ["brief", "--since", "2023-03-01", "--until", "2023-03-24", "--html", "--db", str(db)])
    assert done.exit_code == 0
    assert done.stdout.startswith("<!doctype html>")
    assert PLAN[0] in done.stdout
    assert "plan.txt" in done.stdout


def test_the_panel_has_numbers_of_states_and_tells_no_coverage_from_nothing(db: Path) -> None:
    rows = list(csv.DictReader(io.StringIO("\n".join(panels.panel(store.Reader(db))))))
    (row,) = (row for row in rows if row["source_iso"] == "CHN" and row["target_iso"] == "RUS")
    assert (row["source_cow"], row["source_gw"], row["target_cow"], row["target_gw"]) == ("710", "710", "365", "365")
    assert (row["month"], row["covered"], row["stories"], row["episodes"], row["quad1"]) == ("2023-03", "1", "4", "3", "0")


def test_the_events_file_and_its_crosswalk_belong_together(db: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    done = CliRunner().invoke(app, ["export", "--format", "events", "--out", str(out), "--db", str(db)])
    assert done.exit_code == 0, done.output
    events, reports = (
        list(csv.DictReader(io.StringIO((tmp_path / name).read_text(encoding="utf-8"))))
        for name in ("events.csv", "events.csv.crosswalk.csv")
    )
    assert {row["episode"] for row in reports} == {row["episode"] for row in events}
    assert sum(int(row["reports"]) for row in events) == len(reports) == 5
    told = {row["evidence"]: row["page"] for row in reports}
    assert told[HELD[0]] == "held.txt"


# ------------------------------------------------------------------ bad input
def test_the_same_story_on_a_thousand_pages_is_one_report_of_each_act(tmp_path: Path) -> None:
    path, base = tmp_path / "many.duckdb", READINGS[0]
    names = [PageId(digest(number)) for number in range(1000)]
    copies = [
        replace(base, page=replace(base.page, id=name, path=f"{name}.txt"), stories=(replace(base.stories[0], page=name),))
        for name in names
    ]
    with store.Writer(path) as writer:
        for place in range(0, 1000, 250):
            writer.add_all(copies[place : place + 250])
            ingest.relink(writer)
    (found,) = Record(path).timeline()
    assert (len(found.reports), found.independent) == (1, 1)


def test_a_story_of_2087_stands_where_it_says_and_hurts_nothing(db: Path) -> None:
    late = _reading(
        "late", "2087-01-01", (HELD[0], *HELD[1:4], {"when": _days("2087-01-01"), "mode": "visit"}), text=f"{HELD[0]}."
    )
    with store.Writer(db) as writer:
        writer.add(late)
        ingest.relink(writer)
    assert [one.when.start for one in Record(db).meetings("CHN", "RUS") if one.when] == [date(2023, 3, 21), date(2087, 1, 1)]
    assert [entry.fate.value for entry in Record(db).ledger("CHN", "RUS")] == ["held"]
