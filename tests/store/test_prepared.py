"""A reading becomes rows once, in the process that read; what they make is what the reading would have made."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from small_record import make_reading

from dateline.errors import MisquoteError
from dateline.records import Citation, PageId
from dateline.spans import Span
from dateline.store import Prepared, Reader, Writer, prepare, schema
from dateline.store.prepared import COLUMNS

ONE, TWO = make_reading("one"), make_reading("two", day=9)


def stored(path: Path, *readings: object) -> tuple[object, ...]:
    with Writer(path) as writer:
        added = writer.add_all(readings)
    reader = Reader(path)
    return added, list(reader.readings()), reader.statements(), reader.events()


def test_the_columns_are_those_of_the_tables():
    assert [(table, set(names) - set(schema.columns(table))) for table, names in COLUMNS.items()] == [
        (table, set()) for table in COLUMNS
    ]


def test_rows_make_the_record_that_readings_make(tmp_path: Path):
    assert stored(tmp_path / "a.duckdb", prepare(ONE), prepare(TWO)) == stored(tmp_path / "b.duckdb", ONE, TWO)


@pytest.mark.parametrize(
    "carried",
    [
        pytest.param(lambda one: Prepared.unpacked(one.packed()), id="as a line of JSON"),
        pytest.param(lambda one: pickle.loads(pickle.dumps(one)), id="through a pipe"),  # noqa: S301  # our own
    ],
)
def test_rows_survive_the_way(tmp_path: Path, carried):
    assert stored(tmp_path / "a.duckdb", carried(prepare(ONE))) == stored(tmp_path / "b.duckdb", ONE)


def test_many_rows_are_written_like_few(tmp_path: Path):
    many = [make_reading(f"page {number}", day=1 + number % 28) for number in range(120)]
    together = stored(tmp_path / "a.duckdb", *many)
    with Writer(tmp_path / "b.duckdb") as writer:
        added = tuple(writer.add(reading) for reading in many)
    reader = Reader(tmp_path / "b.duckdb")
    assert together == (added, list(reader.readings()), reader.statements(), reader.events())


def test_a_story_on_two_pages_of_one_batch_is_told_once(tmp_path: Path):
    page = replace(ONE.page, id=PageId("elsewhere"))
    elsewhere = replace(ONE, page=page, stories=(replace(ONE.stories[0], page=page.id),), rejected=())
    added, readings, statements, events = stored(tmp_path / "a.duckdb", prepare(ONE), prepare(elsewhere))
    assert [(one.stories, one.statements, one.events) for one in added] == [(1, 1, 2), (0, 0, 0)]
    assert (len(readings), len(statements), len(events)) == (2, 1, 2)


def test_a_reading_that_misquotes_itself_becomes_no_rows():
    wrong = replace(ONE.events[0], evidence=Citation(ONE.stories[0].id, Span(0, 3), "Xin"))
    with pytest.raises(MisquoteError):
        prepare(replace(ONE, events=(wrong,)))
