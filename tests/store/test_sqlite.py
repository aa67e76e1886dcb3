"""An SQLite export holds the whole record, its foreign keys hold, and its citations quote its stories."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_record import make_reading

from dateline import ingest
from dateline.errors import UsageError
from dateline.records import Correction, CorrectionAction
from dateline.store import Writer, sqlite

ONE = make_reading("one")


@pytest.fixture
def linked(db: Path) -> Path:
    with Writer(db) as writer:
        at = datetime(2024, 6, 1, tzinfo=UTC)
        writer.correct(Correction("c1", at, "coder", CorrectionAction.REJECT, "event", ONE.events[1].id, "no charge"))
        ingest.relink(writer)
    return db


def asked(target: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(target)) as made:
        return made.execute(question).fetchall()


def test_every_record_stands_in_its_table(linked: Path, tmp_path: Path):
    target = tmp_path / "ties.sqlite"

    counts = sqlite.write(linked, target)

    kept = {"pages": 2, "stories": 2, "statements": 2, "events": 4, "actors": 4, "corrections": 1, "rejected": 2, "episodes": 3}
    assert {name: counts[name] for name in kept} == kept
    assert {name: asked(target, f"SELECT count(*) FROM {name}")[0][0] for name in counts} == dict(counts)  # noqa: S608


def test_every_foreign_key_holds_and_the_file_is_sound(linked: Path, tmp_path: Path):
    target = tmp_path / "ties.sqlite"
    sqlite.write(linked, target)

    assert asked(target, "PRAGMA foreign_key_check") == []
    assert asked(target, "PRAGMA integrity_check") == [("ok",)]
    assert ("events", "story", "stories") in {
        ("events", row[3], row[2]) for row in asked(target, "PRAGMA foreign_key_list(events)")
    }


def test_every_citation_quotes_its_story(linked: Path, tmp_path: Path):
    target = tmp_path / "ties.sqlite"
    sqlite.write(linked, target)
    quoted = (
        "SELECT c.words, substr(s.text, c.start_at + 1, c.end_at - c.start_at) FROM citations c JOIN stories s ON s.id = c.story"
    )

    found = asked(target, quoted)

    assert len(found) == 22
    assert [pair for pair in found if pair[0] != pair[1]] == []


def test_a_statement_is_found_with_who_said_it(linked: Path, tmp_path: Path):
    target = tmp_path / "ties.sqlite"
    sqlite.write(linked, target)

    said = asked(target, "SELECT day, speakers, words, agency FROM said")

    assert said == [
        ("2024-05-03", "Lin Tao", "China backs Russia", "AFP"),
        ("2024-05-09", "Lin Tao", "China backs Russia", "AFP"),
    ]


def test_the_timeline_can_be_asked_in_sql(linked: Path, tmp_path: Path):
    target = tmp_path / "ties.sqlite"
    sqlite.write(linked, target)

    rows = asked(target, "SELECT day, type, words FROM timeline WHERE type = 'SUPPORT'")

    assert rows == [("2024-05-03", "SUPPORT", "China backs Russia"), ("2024-05-09", "SUPPORT", "China backs Russia")]


def test_words_are_found_through_the_full_text_table(linked: Path, tmp_path: Path):
    target = tmp_path / "ties.sqlite"
    sqlite.write(linked, target)

    found = asked(
        target, "SELECT count(*) FROM stories WHERE rowid IN (SELECT rowid FROM stories_fts WHERE stories_fts MATCH 'criticise')"
    )

    assert found == [(2,)]


def test_without_texts_no_story_goes_along_and_long_quotations_are_cut(tmp_path: Path):
    long = "Lin Tao said China backs Russia. NATO criticised China" + " and others" * 40 + "."
    path, target = tmp_path / "ties.duckdb", tmp_path / "ties.sqlite"
    with Writer(path) as writer:
        writer.add(make_reading("one", text=long))

    sqlite.write(path, target, texts=False)

    assert asked(target, "SELECT text, text_length FROM stories") == [(None, len(long))]
    assert asked(target, "SELECT count(*) FROM citations WHERE words LIKE '%others%'") == [(0,)]
    assert b"and others and others" not in target.read_bytes()


def test_an_export_is_replaced_by_the_next_and_nothing_else_is(linked: Path, tmp_path: Path):
    target, notes = tmp_path / "ties.sqlite", tmp_path / "notes.txt"
    notes.write_text("mine")
    sqlite.write(linked, target)

    assert sqlite.write(linked, target)["pages"] == 2
    with pytest.raises(UsageError, match="no SQLite export"):
        sqlite.write(linked, notes)
    assert notes.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_a_tie_between_episodes_leads_to_the_episode_that_has_the_id_now(linked: Path, tmp_path: Path):
    from dataclasses import replace

    from dateline.records import EpisodeId, Link, LinkKind
    from dateline.store import Reader

    reader = Reader(linked)
    first, second, *rest = reader.timeline()
    second = replace(second, aliases=(EpisodeId("before"),))
    first = replace(
        first, links=(Link(LinkKind.ANSWERS, EpisodeId("before"), "says so"), Link(LinkKind.DENIES, EpisodeId("gone"), ""))
    )
    with Writer(linked) as writer:
        writer.put_episodes((first, second, *rest), reader.actors())

    sqlite.write(linked, tmp_path / "ties.sqlite")

    assert asked(tmp_path / "ties.sqlite", "SELECT * FROM episode_links") == [(first.id, "answers", second.id, "says so")]
