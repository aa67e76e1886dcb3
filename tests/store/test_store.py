"""What is written can be asked for; what is known changes nothing; what misquotes is refused."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from small_record import CHINA, LIN, RUSSIA, make_reading

from dateline import ingest
from dateline.errors import MisquoteError, StoreError, StoreLockedError, StoreMissingError, StoreVersionError, UsageError
from dateline.records import Citation, Correction, CorrectionAction, Episode, EpisodeId, PageId, Reason, Rejected, Report
from dateline.spans import Span
from dateline.store import Reader, Statements, Timeline, Writer, schema, stories
from dateline.store.generation import beside, open_published
from dateline.store.linked import Linked

ONE = make_reading("one")


def linked(path: Path) -> Reader:
    with Writer(path) as writer:
        ingest.relink(writer)
    return Reader(path)


def test_a_reading_comes_out_as_it_went_in(db: Path):
    assert next(iter(Reader(db).readings())) == ONE


def test_every_way_to_a_story_gives_the_same_story(tmp_path: Path):
    (told,) = ONE.stories
    told = replace(told, byline=("Ann Lee",), section="World", url="https://example.org/one", paragraphs_from=(Span(4, 9),))
    with Writer(tmp_path / "ties.duckdb") as writer:
        writer.add(replace(ONE, stories=(told,)))
        assert Linked(writer.connection).stories([told.id]) == {told.id: told}

    reader = Reader(tmp_path / "ties.duckdb")
    standing = stories.standing(reader, told.id)

    assert reader.story(told.id) == told
    assert reader.stories() == (told,)
    assert reader.first_stories() == {told.id: told}
    assert standing is not None
    assert standing[0] == told
    assert [(one.page, one.kind) for one in standing[1]] == [(told.page, "main")]


def test_counts_tell_what_is_kept(db: Path):
    counts = Reader(db).counts()
    assert (counts.pages, counts.stories, counts.statements, counts.events, counts.actors, counts.rejected) == (2, 2, 2, 4, 4, 2)


def test_a_page_added_again_changes_nothing(db: Path):
    before = list(Reader(db).readings())
    with Writer(db) as writer:
        added = writer.add(ONE)
    assert added.known
    assert list(Reader(db).readings()) == before


def test_the_same_report_on_two_pages_is_one_story_whose_records_are_kept_once(db: Path):
    elsewhere = replace(
        ONE, page=replace(ONE.page, id=PageId("page-copy")), stories=(replace(ONE.stories[0], page=PageId("page-copy")),)
    )
    with Writer(db) as writer:
        assert writer.add(replace(elsewhere, rejected=())).stories == 0
    counts = Reader(db).counts()
    assert (counts.pages, counts.stories, counts.events) == (3, 2, 4)


def test_the_order_of_pages_changes_no_answer(tmp_path: Path):
    answers = []
    for order in (("one", "two", "three"), ("three", "one", "two")):
        path = tmp_path / f"{order[0]}.duckdb"
        with Writer(path) as writer:
            for name in order:
                writer.add(make_reading(name))
        reader = linked(path)
        answers.append((list(reader.readings()), reader.timeline(), reader.statements()))
    assert answers[0] == answers[1]


def test_a_citation_that_misquotes_its_story_is_refused_and_nothing_of_the_page_is_kept(db: Path):
    wrong = make_reading("three")
    event = replace(wrong.events[0], evidence=Citation(wrong.stories[0].id, Span(0, 5), "China"))
    with Writer(db) as writer, pytest.raises(MisquoteError, match="cites 'China' but the story says 'Lin T'"):
        writer.add(replace(wrong, events=(event,)))
    assert Reader(db).counts().pages == 2


def test_a_citation_of_a_story_that_is_not_there_is_refused(db: Path):
    wrong = make_reading("three")
    with Writer(db) as writer, pytest.raises(MisquoteError):
        writer.add(replace(wrong, stories=()))


def test_a_page_that_is_forgotten_can_be_read_anew(db: Path):
    with Writer(db) as writer:
        writer.forget(ONE.page.id)
        assert writer.add(replace(ONE, events=())).statements == 1
    assert Reader(db).counts().events == 2


# ------------------------------------------------------------------ questions
def test_the_timeline_of_two_states_holds_what_stands_between_them_in_either_direction(db: Path):
    reader = linked(db)
    between = reader.timeline(Timeline(first="RUS", second="CHN"))
    assert [(episode.type, episode.when.start) for episode in between] == [
        ("SUPPORT", date(2024, 5, 3)), ("SUPPORT", date(2024, 5, 9))
    ]  # fmt: skip
    assert between == reader.timeline(Timeline(first="CHN", second="RUS"))
    assert between[0].reports[0].evidence.quote == "China backs Russia"


def test_a_side_may_be_an_organisation(db: Path):
    assert {episode.type for episode in linked(db).timeline(Timeline(first="CHN", second="NATO"))} == {"ACCUSE"}


def test_the_timeline_keeps_to_days_types_and_status(db: Path):
    reader = linked(db)
    assert [episode.type for episode in reader.timeline()] == ["SUPPORT", "ACCUSE", "SUPPORT"]  # two reports of one charge
    assert [episode.when.start for episode in reader.timeline(Timeline(since=date(2024, 5, 4)))] == [date(2024, 5, 9)]
    assert len(reader.timeline(Timeline(until=date(2024, 5, 4), type="SUPPORT"))) == 1
    assert reader.timeline(Timeline(status="planned")) == ()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param(Statements(by="Lin Tao"), 2, id="by name"),
        pytest.param(Statements(by="lin"), 2, id="by a part of the name"),
        pytest.param(Statements(by="CHN"), 2, id="by country"),
        pytest.param(Statements(by="RUS"), 0, id="nobody of that country spoke"),
        pytest.param(Statements(about="RUS"), 2, id="about a country named in the words"),
        pytest.param(Statements(about="NATO"), 0, id="named in the story, not in the words"),
        pytest.param(Statements(since=date(2024, 5, 9)), 1, id="since a day"),
        pytest.param(Statements(contains="BACKS"), 2, id="words, capitals or not"),
        pytest.param(Statements(contains="back%"), 2, id="a percent sign is no pattern"),
        pytest.param(Statements(limit=1), 1, id="at most one"),
    ],
)
def test_statements_are_found(db: Path, asked: Statements, found: int):
    assert len(Reader(db).statements(asked)) == found


def test_a_record_is_found_by_the_beginning_of_its_id(db: Path):
    event = ONE.events[0]
    assert Reader(db).event(event.id[:8]) == event
    assert Reader(db).event("0000") is None


def test_a_question_is_no_sql(db: Path):
    assert Reader(db).statements(Statements(by="'; DROP TABLE pages; --")) == ()


# ------------------------------------------------------------------ generations
def test_readers_go_on_with_the_old_generation_and_then_see_the_new_one(db: Path):
    reader = Reader(db)
    with Writer(db) as writer:
        writer.add(make_reading("three"))
        assert reader.counts().pages == 2
    assert reader.counts().pages == 3


def test_an_error_while_writing_leaves_the_published_generation_and_the_next_writer_goes_on(db: Path):
    writer = Writer(db)
    with pytest.raises(ZeroDivisionError), writer:
        writer.add(make_reading("three")).events / 0
    assert Reader(db).counts().pages == 2
    with Writer(db) as writer:
        assert writer.knows(PageId("page-three"))
    assert Reader(db).counts().pages == 3


def test_a_killed_writer_loses_no_page_that_it_had_finished(db: Path):
    code = (
        "import os, sys; sys.path[:0] = [sys.argv[2]]\n"
        "from pathlib import Path\nfrom small_record import make_reading\nfrom dateline.store import Writer\n"
        "writer = Writer(Path(sys.argv[1])).__enter__()\nwriter.add(make_reading('three'))\nos._exit(9)\n"
    )
    tests = str(Path(__file__).resolve().parent)
    assert subprocess.run([sys.executable, "-c", code, str(db), tests], check=False).returncode == 9
    assert Reader(db).counts().pages == 2
    with Writer(db) as writer:
        assert writer.add(make_reading("three")).known
    assert Reader(db).counts().pages == 3
    assert not beside(db, ".next").exists()


def test_a_torn_copy_is_thrown_away(db: Path):
    beside(db, ".next").write_bytes(db.read_bytes()[:5000])
    with Writer(db) as writer:
        writer.add(make_reading("three"))
    assert Reader(db).counts().pages == 3


def test_a_second_writer_is_told_to_wait(db: Path):
    with Writer(db), pytest.raises(StoreLockedError, match="another process is writing"):
        Writer(db).__enter__()


def test_a_missing_database_says_how_to_make_one(tmp_path: Path):
    with pytest.raises(StoreMissingError, match="Make one: dateline add PAGES --db"):
        Reader(tmp_path / "none.duckdb")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("words " * 1000)
    with pytest.raises(StoreError, match="no database that DuckDB can open"):
        Reader(path)
    with pytest.raises(StoreError, match="no database that DuckDB can open"), Writer(path):
        pass
    assert path.read_text() == "words " * 1000


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path):
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE holiday (day DATE)")
    with pytest.raises(StoreError, match="not written by Dateline: it holds holiday"), Writer(path):
        pass


def test_a_database_of_a_newer_dateline_is_refused(db: Path):
    with duckdb.connect(str(db)) as connection:
        connection.execute("INSERT INTO migrations VALUES (99, 'later', now()::TIMESTAMP)")
    with pytest.raises(StoreVersionError, match="written by a newer Dateline"):
        Reader(db)
    with pytest.raises(StoreVersionError, match="written by a newer Dateline"), Writer(db):
        pass


def test_a_database_of_an_older_form_is_migrated_and_loses_nothing(db: Path, monkeypatch: pytest.MonkeyPatch):
    here = schema.migrations()
    later = (*here, schema.Migration(len(here) + 1, "notes", "CREATE TABLE notes (words VARCHAR);"))
    monkeypatch.setattr(schema, "migrations", lambda: later)
    assert Reader(db).counts().pages == 2
    applied = open_published(db).execute("SELECT version, name FROM migrations ORDER BY version").fetchall()
    assert applied == [(migration.version, migration.name) for migration in later]


def test_store_errors_survive_pickling():
    for error in (StoreMissingError("a"), StoreLockedError("b"), StoreVersionError("c", "newer")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot write here"), Writer(tmp_path / "a.duckdb"):
        pass


# ------------------------------------------------------------------ rejections
def test_a_rejection_is_kept_once(db: Path):
    rejected = Rejected(PageId("bad"), "source", Reason.EMPTY, "there is nothing in it", "bad.txt")
    with Writer(db) as writer:
        assert writer.reject(rejected)
        assert not writer.reject(rejected)
        assert writer.rejections(PageId("bad")) == (rejected,)
    assert Reader(db).counts().rejected == 3


# ------------------------------------------------------------------ corrections
def correction(action: CorrectionAction, record: str, kind: str = "event", **fields: object) -> Correction:
    pairs = tuple((name, json.dumps(value)) for name, value in fields.items())
    at = datetime(2024, 6, 1, 12, 0, len(fields), tzinfo=UTC)
    return Correction(f"{action}-{record}-{sorted(fields)}", at, "coder", action, kind, record, "looked at it", pairs)


def test_a_rejected_event_is_no_longer_counted_and_stays_so_after_the_page_is_read_again(db: Path):
    event = ONE.events[0]
    with Writer(db) as writer:
        writer.correct(correction(CorrectionAction.REJECT, event.id))
    assert Reader(db).counts().events == 3
    with Writer(db) as writer:
        writer.forget(ONE.page.id)
        writer.add(ONE)
        writer.apply_corrections()
    assert Reader(db).counts().events == 3


def test_an_edited_event_keeps_the_edit_and_the_record_as_it_was_read(db: Path):
    event = ONE.events[0]
    with Writer(db) as writer:
        writer.correct(correction(CorrectionAction.EDIT, event.id, type="COOPERATE", status="planned"))
        writer.apply_corrections()
    edited = Reader(db).event(event.id)
    assert edited == replace(event, type="COOPERATE", status=edited.status)
    assert edited.status == "planned"
    row = open_published(db).execute("SELECT verdict, original FROM events WHERE id = ?", [event.id]).fetchone()
    assert row[0] == "edited"
    assert json.loads(row[1])["type"] == "SUPPORT"


def test_edits_of_one_record_add_up_in_the_order_in_which_they_were_made(db: Path):
    event = ONE.events[0]
    first = correction(CorrectionAction.EDIT, event.id, type="COOPERATE")
    second = replace(correction(CorrectionAction.EDIT, event.id, mode="meet"), at=datetime(2024, 7, 1, tzinfo=UTC))
    with Writer(db) as writer:
        writer.correct(second)
        writer.correct(first)
    found = Reader(db).event(event.id)
    assert (found.type, found.mode) == ("COOPERATE", "meet")


def test_an_added_event_is_found_like_any_other(db: Path):
    from dateline import wire

    added = wire.event_json(replace(ONE.events[0], trigger=ONE.events[0].evidence))
    with Writer(db) as writer:
        writer.correct(correction(CorrectionAction.ADD, "by-hand", **added))
        ingest.relink(writer)
    between = Reader(db).timeline(Timeline(first="CHN", second="RUS"))
    assert "by-hand" in {report.event for episode in between for report in episode.reports}


def test_a_correction_of_a_record_that_is_not_read_waits(db: Path):
    with Writer(db) as writer:
        writer.correct(correction(CorrectionAction.REJECT, "nowhere"))
    assert [one.record for one in Reader(db).corrections()] == ["nowhere"]


def test_a_correction_that_misquotes_the_story_is_refused_and_not_kept(db: Path) -> None:
    wrong = correction(CorrectionAction.EDIT, ONE.events[0].id, evidence={"text": "China attacks", "span": [13, 26]})
    with Writer(db) as writer, pytest.raises(MisquoteError, match="cites 'China attacks' but the story says 'China backs R'"):
        writer.correct(wrong)
    assert Reader(db).corrections() == ()
    assert Reader(db).event(ONE.events[0].id) == ONE.events[0]


def test_a_correction_that_makes_no_record_is_refused(db: Path) -> None:
    with Writer(db) as writer, pytest.raises(UsageError, match="the correction makes no event: ValueError: 'maybe'"):
        writer.correct(correction(CorrectionAction.EDIT, ONE.events[0].id, status="maybe"))


def test_a_correction_of_an_unknown_kind_is_refused(db: Path):
    with Writer(db) as writer, pytest.raises(UsageError, match="no kind of record: 'story'"):
        writer.correct(correction(CorrectionAction.REJECT, "x", kind="story"))


# ------------------------------------------------------------------ episodes
def test_an_episode_is_found_by_an_id_it_had_before(db: Path):
    event = ONE.events[0]
    report = Report(ONE.page.id, event.story, event.id, event.evidence)
    episode = Episode(
        EpisodeId("new"), "support", "SUPPORT", event.status, (CHINA.id,), (RUSSIA.id,), (report,), 1, aliases=(EpisodeId("old"),)
    )
    with Writer(db) as writer:
        writer.put_episodes((episode,), {actor.id: actor for actor in (CHINA, RUSSIA, LIN)})
    reader = Reader(db)
    assert reader.episode("old") == reader.episode("new") == episode
    assert reader.episode("other") is None
    assert reader.episode_of_event(event.id) == episode
