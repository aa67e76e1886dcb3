"""The commands audit and correct on a small built record."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import dataclass

import pytest
from small_record import make_reading

from dateline import cli, ingest, wire
from dateline.store import Reader, Writer


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "dateline.duckdb"
    with Writer(path) as writer:
        writer.add_all([make_reading("one"), make_reading("two", day=9)])
        ingest.relink(writer)
    return path


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, db):  # noqa: ARG001  # the commands find the record by its default name
    monkeypatch.chdir(tmp_path)

    def ran(*arguments):
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return ran


def judged(text, verdicts):
    """Return a sheet with the verdicts in the order of its lines."""
    lines = list(csv.DictReader(io.StringIO(text)))
    for line, verdict in zip(lines, verdicts, strict=True):
        line["verdict"] = verdict
    out = io.StringIO()
    table = csv.DictWriter(out, list(lines[0]))
    table.writeheader()
    table.writerows(lines)
    return out.getvalue()


def test_a_sheet_shows_the_claim_and_its_words(run):
    lines = list(csv.DictReader(io.StringIO(run("audit", "--sample", 10).out)))

    assert [(line["stratum"], line["of"], line["claim"], line["sentence"]) for line in lines] == [
        *[("ACCUSE", "2", "NATO [IGO:NATO] → China [CHN]: ACCUSE, occurred", "NATO criticised China.")] * 2,
        ("SUPPORT", "2", lines[2]["claim"], "Lin Tao said China backs Russia."),
        ("SUPPORT", "2", lines[3]["claim"], "Lin Tao said China backs Russia."),
    ]
    assert {line["claim"] for line in lines[2:]} == {
        "China [CHN] → Russia [RUS]: SUPPORT, occurred, 3 May 2024",
        "China [CHN] → Russia [RUS]: SUPPORT, occurred, 9 May 2024",
    }


def test_verdicts_of_two_coders_give_precision_and_alpha(run, tmp_path):
    sheet = run("audit", "--sample", 10).out
    (tmp_path / "ann.csv").write_text(judged(sheet, ["right", "wrong", "right", "right"]))
    (tmp_path / "bo.csv").write_text(judged(sheet, ["r", "w", "y", "0"]))

    rows = [json.loads(line) for line in run("audit", "ann.csv", "bo.csv", "--json").out.splitlines()]

    assert [(row["stratum"], row["right"], row["wrong"], row["open"], row["share"]) for row in rows[:2]] == [
        ("ACCUSE", 1, 1, 0, 0.5),
        ("SUPPORT", 1, 0, 1, 1.0),
    ]
    assert rows[2]["share"] == 0.75
    assert rows[3]["coders"] == 2
    assert rows[3]["alpha"] == pytest.approx(1 - 7 * 2 / 30)  # 8 values, 5 right and 3 wrong, one pair apart


def test_kept_verdicts_become_corrections(run, tmp_path, db):
    sheet = run("audit", "--sample", 10, "--by", "none").out
    (tmp_path / "ann.csv").write_text(judged(sheet, ["right", "wrong", "unsure", ""]))
    names = [line["id"] for line in csv.DictReader(io.StringIO(sheet))]

    ran = run("audit", "ann.csv", "--keep", "--who", "ann")

    assert ran.err == "dateline: 2 corrections kept in dateline.duckdb\n"
    made = Reader(db).corrections()
    assert {(one.record, one.action.value, one.who, one.why) for one in made} == {
        (names[0], "accept", "ann", "audit"),
        (names[1], "reject", "ann", "audit"),
    }
    assert names[1] not in {event.id for event in Reader(db).events()}


def test_statements_are_drawn_too(run):
    (line, _) = csv.DictReader(io.StringIO(run("audit", "--kind", "statement").out))

    assert (line["stratum"], line["claim"], line["evidence"]) == (
        "indirect",
        "said by Lin Tao [CHN/GOV] (indirect)",
        "China backs Russia",
    )


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param("a,b\n1,2\n", "no column id, kind, of, stratum, verdict", id="another table"),
        pytest.param("kind,id,stratum,of,verdict\nevent,1,A,2,perhaps\n", "no verdict: 'perhaps'", id="no verdict"),
        pytest.param("kind,id,stratum,of,verdict\nevent,1,A,many,right\n", "invalid literal", id="no number"),
    ],
)
def test_a_wrong_sheet_is_named_with_its_line(run, tmp_path, content, complaint):
    (tmp_path / "wrong.csv").write_text(content)

    ran = run("audit", "wrong.csv")

    assert ran.status == 2
    assert ran.err.startswith("dateline: wrong.csv:")
    assert complaint in ran.err


# ------------------------------------------------------------------ correct
def test_a_record_is_rejected_and_the_rejection_undone(run, db):
    event = Reader(db).events()[0]

    kept = json.loads(run("correct", "reject", event.id[:8], "--who", "ann", "--why", "no act", "--json").out)
    gone = event.id not in {one.id for one in Reader(db).events()}
    run("correct", "undo", kept["correction"][:8], "--who", "ann")

    assert (kept["kind"], kept["record"], gone) == ("event", event.id, True)
    assert event.id in {one.id for one in Reader(db).events()}
    history = [json.loads(line) for line in run("correct", "history", "--json").out.splitlines()]
    assert [(one["action"], one["kind"], one["why"]) for one in history] == [
        ("reject", "event", "no act"),
        ("reject", "correction", ""),
    ]


def test_fields_are_edited(run, db):
    event = next(one for one in Reader(db).events() if one.type == "ACCUSE")

    run("correct", "edit", event.id, "--who", "ann", "--set", "status=alleged", "--set", "confidence=0.25")

    changed = Reader(db).event(event.id)
    assert (changed.status.value, changed.confidence, changed.type) == ("alleged", 0.25, "ACCUSE")


def test_a_record_is_added_from_a_file(run, db, tmp_path):
    event = next(one for one in Reader(db).events() if one.type == "ACCUSE")
    (tmp_path / "new.json").write_text(json.dumps({**wire.event_json(event), "id": "feedfeedfeedfeed", "type": "PROTEST"}))

    run("correct", "add", "new.json", "--kind", "event", "--who", "ann")

    assert Reader(db).event("feedfeedfeedfeed").type == "PROTEST"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(["improve", "1234", "--who", "a"], "no action 'improve'", id="action"),
        pytest.param(["reject", "ffffffff", "--who", "a"], "no single record 'ffffffff': there is none", id="unknown"),
        pytest.param(["reject", "", "--who", "a"], "reject needs an id", id="no id"),
        pytest.param(["reject", "1234"], "a correction says who decided: --who NAME", id="nobody"),
        pytest.param(["edit", "EVENT", "--who", "a"], "edit needs at least one --set FIELD=VALUE", id="nothing to edit"),
        pytest.param(["edit", "EVENT", "--who", "a", "--set", "status"], "--set status: write FIELD=VALUE", id="half a pair"),
        pytest.param(["edit", "EVENT", "--who", "a", "--set", "status=happy"], "the correction makes no event", id="no status"),
        pytest.param(["add", "none.json", "--who", "a", "--kind", "event"], "none.json: cannot be read", id="no file"),
    ],
)
def test_what_cannot_be_corrected_is_one_line(run, db, arguments, complaint):
    event = Reader(db).events()[0].id

    ran = run("correct", *(event if argument == "EVENT" else argument for argument in arguments))

    assert ran.status == 2
    assert ran.err.startswith(f"dateline: {complaint}")
    assert ran.err.count("\n") == 1
