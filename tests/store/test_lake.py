"""The lake is laid out by day, and DuckDB and pandas read it as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pytest
from small_record import make_reading

from dateline import ingest
from dateline.errors import UsageError
from dateline.store import Reader, Writer
from dateline.store.lake import lake

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(db: Path, tmp_path: Path) -> Path:
    """Return the lake of a record with two dated stories and one without a day."""
    undated = make_reading("three")
    with Writer(db) as writer:
        writer.add(replace(undated, stories=(replace(undated.stories[0], published=None),)))
        ingest.relink(writer)
    lake(db, tmp_path / "lake")
    return tmp_path / "lake"


def test_files_are_laid_out_by_the_day_of_their_stories(folder: Path):
    assert sorted(day.name for day in (folder / "events").iterdir()) == ["day=2024-05-03", "day=2024-05-09", "day=undated"]
    assert [file.name for file in (folder / "actors").iterdir()] == ["part-0.parquet"]


def test_duckdb_reads_all_days_or_one(folder: Path):
    question = f"SELECT day, count(*) FROM read_parquet('{folder}/events/*/*.parquet', hive_partitioning = true) GROUP BY day"  # noqa: S608
    assert sorted(duckdb.sql(question).fetchall()) == [("2024-05-03", 2), ("2024-05-09", 2), ("undated", 2)]


def test_pandas_reads_all_days_or_one(folder: Path):
    events = pd.read_parquet(folder / "events")
    assert sorted(events["day"].astype(str).unique()) == ["2024-05-03", "2024-05-09", "undated"]
    one = pd.read_parquet(folder / "events", filters=[("day", "=", "2024-05-09")])
    assert sorted(one["type"]) == ["ACCUSE", "SUPPORT"]


def test_every_row_of_every_table_is_there_once(db: Path, folder: Path):
    reader = Reader(db)
    for table in folder.iterdir():
        files = f"{table}/*/*.parquet" if list(table.glob("day=*")) else f"{table}/*.parquet"
        (held,) = duckdb.sql(f"SELECT count(*) FROM read_parquet('{files}')").fetchall()[0]  # noqa: S608
        assert (table.name, held) == (table.name, reader.ask(f"SELECT count(*) FROM {table.name}")[0][0])  # noqa: S608


def test_a_lake_is_written_over_nothing(db: Path, folder: Path):
    with pytest.raises(UsageError, match="is there already"):
        lake(db, folder)
