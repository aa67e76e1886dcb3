"""
The record as a lake: Parquet files laid out by day, which DuckDB, pandas and others read as they are.

    FOLDER/events/day=2024-05-03/part-0.parquet     the days are those on which the stories were published
    FOLDER/events/day=undated/part-0.parquet        for stories without a day
    FOLDER/actors/part-0.parquet                    tables without stories have no days

`SELECT * FROM read_parquet('FOLDER/events/*/*.parquet', hive_partitioning = true)`; `pandas.read_parquet('FOLDER/events')`.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import UsageError
from dateline.store.generation import open_published

if TYPE_CHECKING:
    from dateline.store.schema import Connection

FILE = "part-0.parquet"
_DAY = "coalesce(strftime({0}, '%Y-%m-%d'), 'undated') AS day"
_OF_STORIES = "SELECT t.*, {{day}} FROM {table} t LEFT JOIN stories s ON s.id = t.story ORDER BY day, t.story, {order}"
# What each table is cut by: the day of the story that a row stands in; {day} stands for it.
_BY_DAY = {
    "stories": "SELECT s.*, {day} FROM stories s ORDER BY day, s.id",
    "appearances": _OF_STORIES.format(table="appearances", order="t.page, t.position"),
    **{
        table: _OF_STORIES.format(table=table, order="t.start_at")
        for table in ("mentions", "statements", "events", "tenures", "figures")
    },
    "parties": """SELECT t.*, {day} FROM parties t
        LEFT JOIN (SELECT id, story FROM statements UNION ALL SELECT id, story FROM events) o ON o.id = t.record
        LEFT JOIN stories s ON s.id = o.story ORDER BY day, t.record, t.role, t.position""",
    "episode_events": _OF_STORIES.format(table="episode_events", order="t.episode, t.event"),
    "episodes": f"SELECT e.*, {_DAY.format('e.told_on')} FROM episodes e ORDER BY day, e.id",  # noqa: S608  # names of our own
}
_WHOLE = {
    "pages": "SELECT * FROM pages ORDER BY id",
    "actors": "SELECT * FROM actors ORDER BY id",
    "removed": "SELECT * FROM removed ORDER BY page, position",
    "rejected": "SELECT * FROM rejected ORDER BY page, position",
    "episode_parties": "SELECT * FROM episode_parties ORDER BY episode, role, position",
    "corrections": "SELECT * FROM corrections ORDER BY made_at, id",
}


def lake(path: Path, folder: Path) -> tuple[Path, ...]:
    """
    Write a record as a lake into a folder, whole or not at all, and return its files.

    Args:
        path: the database.
        folder: where to; it must not exist, or be empty.

    Raises:
        UsageError: the folder holds something.
        StoreError: the database cannot be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is there already. Name a new folder with --out"
        raise UsageError(message)
    connection = open_published(path)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as unfinished:
        written = Path(unfinished) / "lake"
        for table, question in _BY_DAY.items():
            _write_days(connection, question.format(day=_DAY.format("s.published")), written / table)
        for table, question in _WHOLE.items():
            _write(connection, question, written / table / FILE)
        if folder.exists():
            folder.rmdir()
        shutil.move(written, folder)
    connection.close()
    return tuple(sorted(folder.rglob("*.parquet")))


def _write_days(connection: Connection, question: str, folder: Path) -> None:
    folder.mkdir(parents=True)
    parted = "PARTITION_BY (day), FILENAME_PATTERN 'part-{i}', OVERWRITE_OR_IGNORE"
    connection.execute(f"COPY ({question}) TO '{_quoted(folder)}' (FORMAT parquet, COMPRESSION zstd, {parted})")
    if not any(folder.iterdir()):  # an empty table is a file without rows, which tells its columns
        _write(connection, f"SELECT * EXCLUDE (day) FROM ({question})", folder / "day=undated" / FILE)  # noqa: S608


def _write(connection: Connection, question: str, file: Path) -> None:
    file.parent.mkdir(parents=True)
    connection.execute(f"COPY ({question}) TO '{_quoted(file)}' (FORMAT parquet, COMPRESSION zstd)")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
