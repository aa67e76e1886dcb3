"""The command line: what it prints, where, and how it ends. The stages are plain functions that code one invented story."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from dateline import cli, pipeline
from dateline.pipeline import Stages
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Event,
    EventId,
    Interval,
    Mention,
    Page,
    Precision,
    Reason,
    Rejected,
    Statement,
    StatementId,
    StatementKind,
    Status,
    Story,
    StoryKind,
    cite,
    record_id,
    story_id,
)
from dateline.spans import Span
from dateline.stages.story.reading import StoryReading

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Wang Wenbin said on Friday that China will visit Russia in May. It is far."
WANG = Actor(ActorId("wang"), "CHN/GOV", "Wang Wenbin", ActorKind.PERSON, "CHN", "GOV")
CHINA = Actor(ActorId("chn"), "CHN", "China", ActorKind.STATE, "CHN")
RUSSIA = Actor(ActorId("rus"), "RUS", "Russia", ActorKind.STATE, "RUS")
MAY = Interval(date(2024, 5, 1), date(2024, 5, 31), Precision.MONTH)


@dataclass(frozen=True)
class CastOf:
    """The cast of the invented story."""

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...] = (WANG, CHINA, RUSSIA)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def read_page(page: Page) -> StoryReading:
    text = page.content if isinstance(page.content, str) else page.content.decode()
    if "broken" in text:
        raise ZeroDivisionError(text)
    if "nothing" in text:
        return StoryReading(rejected=(Rejected(page.id, "story", Reason.NO_STORY, "no paragraph of text", page.path),))
    published = page.published or date(2024, 3, 15)
    name = story_id(headline="A visit", agency="AFP", place=None, published=published, text=TEXT)
    return StoryReading((Story(name, page.id, StoryKind.MAIN, TEXT, "A visit", agency="AFP", published=published),))


def find(story: Story, *_: object) -> tuple[Statement, ...]:
    said = cite(story, span("China will visit Russia in May"))
    speaker = Mention(cite(story, span("Wang Wenbin")), WANG.id)
    return (Statement(StatementId(record_id("statement", said)), story.id, (speaker,), (said,), StatementKind.INDIRECT),)


def code(story: Story, _: object, statements: tuple[Statement, ...], *__: object) -> tuple[Event, ...]:
    trigger = cite(story, span("visit"))
    made = Event(
        id=EventId(record_id("event", trigger)),
        story=story.id,
        type="AGREE",
        status=Status.PLANNED,
        actors=(Mention(cite(story, span("China")), CHINA.id),),
        recipients=(Mention(cite(story, span("Russia")), RUSSIA.id),),
        trigger=trigger,
        evidence=cite(story, span("China will visit Russia in May")),
        when=MAY,
        cameo="036",
        status_words=(cite(story, span("will")),),
        statement=statements[0].id,
        quad_plover=1,
    )
    return (made,)


@pytest.fixture(autouse=True)
def stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put plain functions in the place of the stages."""
    mentions = (("Wang Wenbin", WANG), ("China", CHINA), ("Russia", RUSSIA))
    fakes = Stages(
        read=read_page,
        analyse=lambda texts: tuple(object() for _ in texts),
        cast=lambda story, _: CastOf(tuple(Mention(cite(story, span(words)), actor.id) for words, actor in mentions)),
        find=find,
        code=code,
        note=lambda *_: ((), ()),
    )
    monkeypatch.setattr(pipeline, "the_stages", lambda _: fakes)


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str


class Run:
    """Runs commands in a folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys, self.monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: object) -> Ran:
        self.monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = self.capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return what runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Run(capsys, monkeypatch)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a page with the invented story."""
    path = tmp_path / "visit.txt"
    path.write_text(TEXT)
    return path


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# ------------------------------------------------------------------ read
def test_read_shows_who_spoke_and_the_sentence_that_proves_the_event(run: Run, page: Path):
    ran = run("read", page)
    assert (ran.status, ran.err) == (0, "")
    flat = " ".join(ran.out.split())
    assert "A visit 15 Mar 2024 · AFP · main" in flat
    assert 'Wang Wenbin [CHN/GOV]: "China will visit Russia in May" (indirect)' in flat
    assert "AGREE planned China [CHN] → Russia [RUS] May 2024" in flat
    assert '"Wang Wenbin said on Friday that China will *visit* Russia in May."' in flat


def test_read_json_prints_one_object_per_page_and_rejected_ones_too(run: Run, page: Path, tmp_path: Path):
    (tmp_path / "empty.txt").write_text("")
    ran = run("read", "--json", page, tmp_path / "empty.txt")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["page"]["path"] for line in lines] == ["visit.txt", "empty.txt"]
    assert lines[0]["events"][0]["evidence"] == {"text": "China will visit Russia in May", "span": [32, 62]}
    assert lines[1]["rejected"][0]["reason"] == "empty"
    assert ran.status == 1
    assert ran.err == "dateline: rejected empty.txt: empty: there is nothing in it\n"


def test_read_csv_gives_one_row_per_record(run: Run, page: Path):
    found = rows_of(run("read", "--csv", page).out)
    assert [(row["record"], row["who"], row["what"], row["whom"]) for row in found] == [
        ("statement", "Wang Wenbin", "indirect", ""),
        ("event", "China", "AGREE", "Russia"),
    ]


def test_the_given_day_reaches_the_pages(run: Run, page: Path):
    assert '"published": "2020-02-29"' in run("read", "--json", "--published", "2020-02-29", page).out


def test_a_page_that_breaks_a_stage_is_named_and_the_next_one_is_read(run: Run, page: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text("broken")
    ran = run("read", "--json", tmp_path / "a.txt", page)
    assert ran.status == 1
    assert ran.err.startswith("dateline: rejected a.txt: failed: ZeroDivisionError: broken (test_cli.py line ")
    assert [len(json.loads(line)["stories"]) for line in ran.out.splitlines()] == [0, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("read", "missing.txt"), "missing.txt: no such file or folder", id="a missing file"),
        pytest.param(("read", "--published", "2023-02-31", "x.txt"), "--published 2023-02-31: no such day", id="31 February"),
        pytest.param(("add", "missing"), "missing: no such file or folder", id="a missing folder"),
        pytest.param(("timeline",), "name two states", id="no states"),
        pytest.param(("timeline", "CHN", "RUS", "--all"), "name two states", id="states and all"),
        pytest.param(("timeline", "A", "B", "C"), "there are two sides, and here are 3", id="three sides"),
        pytest.param(("timeline", "CHN", "RUS"), "no database here. Make one: dateline add PAGES", id="no database"),
        pytest.param(("statements",), "no database here", id="statements of no database"),
        pytest.param(
            ("export", "--format", "xml"), "no format 'xml'. There are jsonl, csv, parquet, lake", id="an unknown format"
        ),
    ],
)
def test_wrong_use_ends_with_2_and_one_line_that_says_what_to_do(run: Run, arguments: tuple[str, ...], message: str):
    ran = run(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("dateline: ")
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_an_unknown_option_ends_with_2(run: Run):
    assert run("read", "--colour", "x").status == 2


# ------------------------------------------------------------------ add, and asking
@pytest.fixture
def db(run: Run, page: Path) -> Path:
    """Return a database with the invented story."""
    path = page.parent / "ties.duckdb"
    assert run("add", page, "--db", path).status == 0
    return path


def test_add_says_what_it_read_and_what_the_record_holds(run: Run, page: Path):
    assert run("add", page).out == (
        "1 pages read: 1 new stories, 1 statements, 1 events. dateline.duckdb: 1 pages, 1 statements, 1 events in 1 episodes\n"
    )
    assert run("add", page).out.startswith("0 pages read: 0 new stories, 0 statements, 0 events; 1 known already.")


def test_add_ends_with_1_when_a_page_was_rejected_now_or_before(run: Run, tmp_path: Path):
    (tmp_path / "bad.txt").write_text("nothing here")
    first, second = run("add", "bad.txt"), run("add", "bad.txt")
    assert (first.status, second.status) == (1, 1)
    assert first.err == second.err == "dateline: rejected bad.txt: no story: no paragraph of text\n"


def test_a_page_that_an_error_of_ours_spoiled_is_read_again(run: Run, tmp_path: Path):
    (tmp_path / "bad.txt").write_text("broken")
    assert run("add", "bad.txt", "--json").status == 1
    assert json.loads(run("add", "bad.txt", "--json").out)["pages"] == 1


def test_the_timeline_takes_countries_by_name_and_code(run: Run, db: Path):
    by_code, by_name = (
        run("timeline", "CHN", "RUS", "--db", db, "--json"),
        run("timeline", "russia", "Chinese", "--db", db, "--json"),
    )
    assert by_code.out == by_name.out
    (episode,) = map(json.loads, by_code.out.splitlines())
    assert (episode["type"], episode["status"], episode["when"]["start"]) == ("AGREE", "planned", "2024-05-01")
    assert [(actor["code"], actor["name"]) for actor in episode["actors"]] == [("CHN", "China")]
    assert episode["reports"][0]["page"] == "visit.txt"
    assert episode["reports"][0]["evidence"] == {"text": "China will visit Russia in May", "span": [32, 62]}


def test_the_timeline_shows_every_line_with_its_words_and_its_source(run: Run, db: Path):
    flat = " ".join(run("timeline", "CHN", "RUS", "--db", db).out.split())
    assert flat.startswith("May 2024 AGREE planned China → Russia")
    assert flat.endswith('"China will visit Russia in May" AFP · 15 Mar 2024 · visit.txt')


def test_the_timeline_is_csv_too(run: Run, db: Path):
    (row,) = rows_of(run("timeline", "--all", "--db", db, "--csv").out)
    assert (row["actor_codes"], row["recipient_codes"], row["evidence"]) == ("CHN", "RUS", "China will visit Russia in May")


def test_a_timeline_without_entries_says_so(run: Run, db: Path):
    ran = run("timeline", "CHN", "USA", "--db", db)
    assert (ran.status, ran.out, ran.err) == (0, "", f"dateline: nothing between CHN and USA in {db}\n")


def test_a_mistyped_state_is_answered_with_near_ones(run: Run, db: Path):
    ran = run("timeline", "Chnia", "RUS", "--db", db)
    assert ran.status == 2
    assert "no state or actor called 'Chnia'" in ran.err
    assert "China" in ran.err


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param(("--by", "Wang Wenbin"), 1, id="by a person"),
        pytest.param(("--by", "China"), 1, id="by a country's name"),
        pytest.param(("--by", "RUS"), 0, id="by somebody who was silent"),
        pytest.param(("--about", "Russia"), 1, id="about a country"),
        pytest.param(("--since", "2024-03-16"), 0, id="since a later day"),
        pytest.param(("--until", "2024-03-15"), 1, id="until its day"),
        pytest.param(("--contains", "VISIT russia"), 1, id="words"),
    ],
)
def test_statements_are_found(run: Run, db: Path, options: tuple[str, ...], found: int):
    assert len(run("statements", *options, "--db", db, "--json").out.splitlines()) == found


def test_statements_are_shown_with_speaker_words_and_source(run: Run, db: Path):
    flat = " ".join(run("statements", "--db", db).out.split())
    assert flat.startswith("told 15 Mar 2024 Wang Wenbin [CHN/GOV] indirect")
    assert flat.endswith('"China will visit Russia in May" AFP · 15 Mar 2024 · visit.txt')
    (row,) = rows_of(run("statements", "--db", db, "--csv").out)
    assert (row["speakers"], row["published"], row["page"]) == ("Wang Wenbin", "2024-03-15", "visit.txt")


def test_why_marks_the_parts_of_the_sentence_and_names_the_codebook(run: Run, db: Path):
    event = json.loads(run("timeline", "--all", "--db", db, "--json").out)["reports"][0]["event"]
    flat = " ".join(run("why", event[:6], "--db", db).out.split())
    assert "China[actor] will[status] visit[trigger] Russia[recipient] in May." in flat
    assert 'status planned because of "will"' in flat
    assert "PLOVER AGREE: quad class 1 (verbal cooperation)" in flat
    assert "CAMEO 036" in flat
    as_json = json.loads(run("why", event, "--db", db, "--json").out)
    assert as_json["sentence"]["text"] == "Wang Wenbin said on Friday that China will visit Russia in May."


def test_why_of_an_unknown_id_says_where_ids_are(run: Run, db: Path):
    ran = run("why", "ffff0000", "--db", db)
    assert ran.status == 2
    assert "`dateline timeline --all` shows their ids" in ran.err


def test_actor_shows_what_the_record_holds_of_somebody(run: Run, db: Path):
    flat = " ".join(run("actor", "wang", "--db", db).out.split())
    assert flat.startswith("Wang Wenbin CHN/GOV, person, CHN")
    assert '"China will visit Russia in May"' in flat
    assert run("actor", "nobody", "--db", db).status == 2


def test_the_dyad_counts_months_in_both_directions(run: Run, db: Path) -> None:
    found = rows_of(run("dyad", "China", "Russia", "--db", db, "--csv").out)
    told = {(row["source"], row["start"]): (row["episodes"], row["statements"], row["stories"]) for row in found}
    assert told["CHN", "2024-05-01"] == ("1", "0", "0")
    assert told["CHN", "2024-03-01"] == ("0", "0", "1")
    assert told["RUS", "2024-03-01"] == ("0", "0", "1")
    assert "no coverage" in run("dyad", "CHN", "RUS", "--db", db).out
    assert "2024 Q2" in run("dyad", "CHN", "RUS", "--per", "quarter", "--db", db).out


def test_the_dyad_is_drawn(run: Run, db: Path, tmp_path: Path):
    assert run("dyad", "CHN", "RUS", "--db", db, "--plot", tmp_path / "chart.svg").status == 0
    drawn = (tmp_path / "chart.svg").read_text()
    assert drawn.startswith("<svg")
    assert "CHN toward RUS" in drawn
    assert "RUS toward CHN" in drawn


# ------------------------------------------------------------------ brief
def test_the_brief_says_what_is_new_and_what_is_due(run: Run, db: Path) -> None:
    told = run("brief", "CHN", "RUS", "--since", "2024-03-01", "--until", "2024-03-31", "--db", db).out
    assert told.startswith("# CHN and RUS, 2024-03-01 to 2024-03-31\n\n## New (1)\n")
    assert "## Due (1)" in told
    assert "  > China will visit Russia in May\n  >\n  > — AFP, visit.txt, 2024-03-15" in told
    assert "**Wang Wenbin** (indirect)" in told


def test_the_brief_says_what_is_overdue(run: Run, db: Path) -> None:
    line = json.loads(run("brief", "--since", "2024-05-20", "--until", "2024-06-02", "--db", db, "--json").out)
    assert [len(line[name]) for name in ("new", "again", "due", "overdue", "statements")] == [0, 0, 0, 1, 0]


def test_a_brief_of_nothing_says_so(run: Run, db: Path) -> None:
    told = run("brief", "--since", "2020-01-01", "--until", "2020-01-02", "--db", db).out
    assert told == "# All states, 2020-01-01 to 2020-01-02\n\nNothing.\n"


# ------------------------------------------------------------------ export
def test_export_gives_the_lines_that_read_printed(run: Run, db: Path, page: Path):
    assert json.loads(run("export", "--db", db).out) == json.loads(run("read", "--json", page).out)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_export_writes_one_table_per_kind(run: Run, db: Path, tmp_path: Path, form: str):
    import duckdb

    ran = run("export", "--format", form, "--out", tmp_path / "out", "--db", db)
    assert ran.status == 0
    assert {file.stem for file in (tmp_path / "out").iterdir()} >= {
        "pages",
        "stories",
        "statements",
        "events",
        "parties",
        "episodes",
    }
    read_file = {"csv": duckdb.read_csv, "parquet": duckdb.read_parquet}[form]
    found = read_file(str(tmp_path / "out" / f"events.{form}")).project("type, evidence, quad_class_plover_v08").fetchall()
    assert found == [("AGREE", "China will visit Russia in May", 1)]


def test_export_gives_the_rows_of_gdelt_with_a_crosswalk(run: Run, db: Path, tmp_path: Path) -> None:
    assert run("export", "--format", "gdelt", "--out", tmp_path / "out.tsv", "--db", db).status == 0
    (row,) = (tmp_path / "out.tsv").read_text().splitlines()
    assert len(row.split("\t")) == 61
    (walk,) = rows_of((tmp_path / "out.tsv.crosswalk.csv").read_text())
    assert walk["row"] == row.split("\t")[0]
    assert walk["event"] == json.loads(run("export", "--db", db).out)["events"][0]["id"]


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("polecat", "Event ID\tEvent Date"), ("plover", '{"id": "'), ("bibtex", "@misc{dateline-"), ("ris", "TY  - NEWS")],
)
def test_export_gives_the_shapes_of_existing_work(run: Run, db: Path, form: str, beginning: str) -> None:
    assert run("export", "--format", form, "--db", db).out.startswith(beginning)


def test_export_writes_over_nothing(run: Run, db: Path, tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    ran = run("export", "--format", "csv", "--out", tmp_path / "out", "--db", db)
    assert ran.status == 2
    assert "is there already" in ran.err


def test_a_record_without_texts_keeps_spans_and_digests(run: Run, db: Path, tmp_path: Path):
    line = json.loads(run("export", "--no-text", "--db", db).out)
    assert line["stories"][0]["text"] is None
    assert line["stories"][0]["length"] == len(TEXT)
    assert line["events"][0]["evidence"]["span"] == [32, 62]
    run("export", "--no-text", "--format", "csv", "--out", tmp_path / "out", "--db", db)
    assert "It is far" not in "".join(file.read_text() for file in (tmp_path / "out").iterdir())


def test_long_quotations_are_cut_to_25_words():
    from dateline.store.export import without_texts

    words = " ".join(f"w{number}" for number in range(40))
    cut = without_texts({"trigger": {"text": words, "span": [0, 99]}, "name": words})
    assert cut["trigger"]["text"].split() == words.split()[:25]
    assert len(cut["trigger"]["sha256"]) == 64
    assert cut["name"] == words


def test_a_cell_that_a_spreadsheet_would_run_is_plain_text():
    from dateline.tabular import csv_text

    assert csv_text([{"a": "=1+1"}], ["a"]) == "a\n'=1+1\n"


# ------------------------------------------------------------------ the process
def test_the_version_is_told() -> None:
    told = subprocess.run([sys.executable, "-m", "dateline", "--version"], capture_output=True, text=True, check=True).stdout
    assert told == f"dateline {version('dateline')}\n"


def test_help_needs_none_of_the_heavy_libraries():
    code = (
        "import sys\nsys.argv = ['dateline', '--help']\nfrom dateline import cli\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'duckdb', 'numpy', 'onnxruntime', 'lxml', 'trafilatura', 'rich.table'} & set(sys.modules)))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_an_error_of_ours_shows_no_traceback(run: Run, db: Path, monkeypatch: pytest.MonkeyPatch):
    from dateline.store import Reader

    monkeypatch.setattr(Reader, "timeline", lambda *_: 1 / 0)
    ran = run("timeline", "--all", "--db", db)
    assert ran.status == 3
    assert ran.err.startswith("dateline: an error of ours, please report it: ZeroDivisionError: division by zero")
