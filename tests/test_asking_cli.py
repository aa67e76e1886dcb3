"""The commands search, office and actor on a small built record."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from small_record import make_reading

from dateline import cli, ingest
from dateline.records import Correction, CorrectionAction
from dateline.store import Writer


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with Writer(tmp_path / "dateline.duckdb") as writer:
        writer.add(make_reading("one"))
        writer.add(make_reading("two", day=9))
        ingest.relink(writer)

    def ran(*arguments):
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return ran


def test_search_prints_the_passage_and_where_it_stands(run):
    ran = run("search", "criticised", "--limit", "1", "--order", "newest")

    lines = [line.strip() for line in ran.out.splitlines() if line.strip()]
    assert lines[0].startswith("9 May 2024")
    assert lines[1:] == ['"NATO criticised China."', "AFP · two.txt"]
    assert (ran.status, ran.err) == (0, "dateline: 1 to 1 of 2; --offset 1 goes on\n")


def test_search_gives_lines_of_json_with_spans(run):
    ran = run("search", "backing", "--kind", "statement", "--order", "oldest", "--json")

    first = json.loads(ran.out.splitlines()[0])
    assert first["fragments"] == [{"text": "China backs Russia", "span": [13, 31], "marks": [[19, 24]]}]
    assert (first["kind"], first["page"], first["statement"]["content"][0]["text"]) == (
        "statement",
        "one.txt",
        "China backs Russia",
    )


def test_search_gives_csv(run):
    rows = list(csv.DictReader(io.StringIO(run("search", "backs", "--by", "CHN", "--kind", "statement", "--csv").out)))

    assert [(row["kind"], row["speakers"], row["words"]) for row in rows] == [("statement", "Lin Tao", "China backs Russia")] * 2


NO_STATE = "no state or bloc is called 'Atlantis'. States go by code or name: CHN, China"
NO_BODY = "no state or organisation is called 'Atlantis'. States go by code or name: CHN, China; organisations so: IGO:NATO"
NOT_READ = "the search {!r} cannot be read: the {} at character 1 is not closed"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(["search", '"backs'], NOT_READ.format('"backs', "quotation mark"), id="mark"),
        pytest.param(["search", "a", "--kind", "page"], "--kind page: there are statement, story", id="kind"),
        pytest.param(["search", "a", "--country", "Atlantis"], NO_STATE, id="country"),
        pytest.param(["statements", "--contains", "(a"], NOT_READ.format("(a", "'('"), id="contains"),
        pytest.param(["office", "president", "Atlantis"], NO_BODY, id="office"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run, arguments, complaint):
    ran = run(*arguments)

    assert (ran.status, ran.out, ran.err) == (2, "", f"dateline: {complaint}\n")


def test_nothing_found_is_said(run):
    ran = run("search", "zebra")

    assert (ran.status, ran.out, ran.err) == (0, "", "dateline: nothing found in dateline.duckdb\n")


def test_statements_by_words_and_outlet_country(run):
    ran = run("statements", "--contains", "backing", "--outlet-country", "France", "--about", "Russia", "--json")

    assert [json.loads(line)["content"][0]["text"] for line in ran.out.splitlines()] == ["China backs Russia"] * 2


def test_office_answers_from_the_codebook_and_says_so(run):
    ran = run("office", "foreign minister", "CHN", "--on", "2023-07-01", "--json")

    assert json.loads(ran.out) == {
        "office": "foreign minister",
        "of": "CHN",
        "on": "2023-07-01",
        "finding": "codebook",
        "holders": [
            {
                "person": "Qin Gang", "source": "codebook", "first_day": "2022-12-30", "last_day": "2023-07-25", "sure": True,
                "why": "foreign minister, 2022-12-30 to 2023-07-25", "told": [],
            }
        ],
        "others": [],
        "reasons": [],
    }  # fmt: skip


def test_office_without_a_database_says_that_it_is_the_codebook_alone(run):
    ran = run("office", "foreign minister", "CHN", "--on", "2023-07-25", "--db", "none.duckdb")

    flat = " ".join(ran.out.split())
    assert flat.startswith(
        "foreign minister of CHN on 25 Jul 2023: several, and no source tells them apart the office passed on on"
    )
    assert ran.err == "dateline: no database at none.duckdb: this is the codebook alone\n"


def test_actor_tells_whom_it_met(run, tmp_path):
    with Writer(tmp_path / "dateline.duckdb") as writer:
        at = datetime(2024, 6, 1, tzinfo=UTC)
        talks = make_reading("two", day=9).events[1]
        writer.correct(Correction("c1", at, "me", CorrectionAction.EDIT, "event", talks.id, "", (("type", '"CONSULT"'),)))
        ingest.relink(writer)

    (line,) = run("actor", "NATO", "--json").out.splitlines()

    assert [(one["name"], one["times"], one["first"], one["last"]) for one in json.loads(line)["meets"]] == [
        ("China", 1, "2024-05-09", "2024-05-09")
    ]
    assert "Meets (1) China [CHN] once 9 May 2024" in " ".join(run("actor", "NATO").out.split())


def test_only_what_is_sure_is_shown_and_exported(run, tmp_path):
    shown = [json.loads(line)["type"] for line in run("timeline", "--all", "--min-confidence", "0.6", "--json").out.splitlines()]
    plover = [json.loads(line) for line in run("export", "--format", "plover", "--min-confidence", "0.6").out.splitlines()]
    lines = [json.loads(line) for line in run("export", "--min-confidence", "0.6").out.splitlines()]
    run("export", "--format", "csv", "--min-confidence", "0.6", "--out", "tables")
    run("export", "--format", "sqlite", "--min-confidence", "0.6", "--out", "record.sqlite")
    read = {name: (tmp_path / "tables" / f"{name}.csv").read_text() for name in ("events", "parties", "episodes")}
    tables = {name: list(csv.DictReader(io.StringIO(text))) for name, text in read.items()}
    with sqlite3.connect(tmp_path / "record.sqlite") as made:
        kept = made.execute("SELECT DISTINCT type FROM events").fetchall()
    made.close()

    assert shown == ["SUPPORT", "SUPPORT"]
    assert len(plover) == 2
    assert [event["type"] for line in lines for event in line["events"]] == ["SUPPORT", "SUPPORT"]
    assert {row["type"] for row in (*tables["events"], *tables["episodes"])} == {"SUPPORT"}
    assert {row["name"] for row in tables["parties"] if row["kind"] == "event"} == {"China", "Russia"}
    assert kept == [("SUPPORT",)]
    series = list(csv.DictReader(io.StringIO(run("dyad", "NATO", "CHN", "--min-confidence", "0.6", "--csv").out)))
    assert sum(int(row["episodes"]) for row in series) == 0
