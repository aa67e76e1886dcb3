"""
Generations: a writer works on a copy beside the database and renames it into place; readers never wait.

    ties.duckdb         the published generation; opened read-only, never written
    ties.duckdb.next    the one being written; what a killed run leaves here is taken up again by the next
    ties.duckdb.last    of a large database, the one before: what the next is made from (standby.py)
    ties.duckdb.lock    held by the one writer
"""

from __future__ import annotations

import os
import weakref
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from dateline.errors import StoreError, StoreLockedError, StoreMissingError
from dateline.store import schema, standby
from dateline.store.schema import CONFIG, Connection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOFTWARE = "0.1.0"


def beside(path: Path, suffix: str) -> Path:
    """Return the file of that name and suffix: ties.duckdb → ties.duckdb.next."""
    return path.with_name(path.name + suffix)


@contextmanager
def write_lock(path: Path) -> Iterator[None]:
    """
    Hold the right to write to the database.

    Raises:
        StoreLockedError: another process holds it.
        StoreError: the folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = beside(path, ".lock").open("a+b")
    except OSError as error:
        raise StoreError(str(path), f"cannot write here: {error.strerror or error}") from error
    with handle:
        try:
            _lock(handle.fileno())
        except OSError as error:
            raise StoreLockedError(str(path)) from error
        yield


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _connect(path: Path) -> Connection:
    try:
        return duckdb.connect(str(path), config=dict(CONFIG))
    except duckdb.Error as error:
        problem = f"this is no database that DuckDB can open: {str(error).splitlines()[0]}. Use another --db"
        raise StoreError(str(path), problem) from error


def _number(connection: Connection) -> int:
    row = connection.execute("SELECT max(number) FROM generations").fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def published_number(path: Path) -> int:
    """Return the number of the published generation; 0 where there is none yet."""
    if not path.exists():
        return 0
    with _attached(path) as connection:
        return _number(connection) if schema.version(connection, str(path)) else 0


def open_next(path: Path) -> Connection:
    """
    Open the next generation for writing: what an earlier run left, or a fresh copy, in the newest form.

    Raises:
        StoreError: the database is none of ours, or a newer Dateline's.
    """
    base = published_number(path)
    following = beside(path, ".next")
    connection = _resumed(following, base)
    if connection is None:
        discard(path)
        if path.exists():
            standby.renew(path, beside(path, ".last"), following)
        connection = _connect(following)
        schema.migrate(connection, str(path))
        now = datetime.now(UTC).replace(tzinfo=None)
        connection.execute("INSERT INTO generations VALUES (?, ?, ?)", [base + 1, now, SOFTWARE])
    else:
        schema.migrate(connection, str(path))
    connection.execute("SET threads = 1")  # a page is a few rows: threads only wait for one another (docs/decisions/0071)
    return connection


def _resumed(following: Path, base: int) -> Connection | None:
    """Return the generation that a stopped run left, if it grew from the published one."""
    if not following.exists():
        return None
    with suppress(StoreError, duckdb.Error):  # torn in the middle of the copy: a fresh one is made
        connection = _connect(following)
        with suppress(duckdb.Error):
            if schema.version(connection, str(following)) and _number(connection) == base + 1:
                return connection
        connection.close()
    return None


def discard(path: Path) -> None:
    """Remove the generation that was being written."""
    beside(path, ".next").unlink(missing_ok=True)
    beside(path, ".next.wal").unlink(missing_ok=True)


def publish(connection: Connection, path: Path) -> None:
    """Close the next generation and put it in the place of the published one, at once and for good."""
    following = beside(path, ".next")
    connection.execute("CHECKPOINT")
    connection.close()
    with following.open("rb") as whole:
        os.fsync(whole.fileno())
    standby.keep(path, beside(path, ".last"))
    following.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows has no such call, and needs none
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def mark_of(path: Path) -> tuple[int, int, int]:
    """
    Return what tells one published generation from the next.

    Raises:
        StoreMissingError: there is none.
    """
    try:
        known = path.stat()
    except OSError as error:
        raise StoreMissingError(str(path)) from error
    return known.st_ino, known.st_mtime_ns, known.st_size


def _attached(path: Path) -> Connection:
    # To a database in memory: DuckDB gives the same open file to all who connect by its path, an old generation too.
    connection = duckdb.connect(":memory:", config=dict(CONFIG))
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS record (READ_ONLY)")
        connection.execute("USE record")
    except duckdb.Error as error:
        problem = f"this is no database that DuckDB can open: {str(error).splitlines()[0]}. Use another --db"
        raise StoreError(str(path), problem) from error
    return connection


_holds: weakref.WeakKeyDictionary[Connection, standby.Hold] = weakref.WeakKeyDictionary()


def cursor_of(connection: Connection) -> Connection:
    """Return a cursor of a connection, which keeps the generation from being written over for as long as it lives."""
    cursor = connection.cursor()
    if connection in _holds:
        weakref.finalize(cursor, _holds[connection].again().release)
    return cursor


def open_published(path: Path) -> Connection:
    """
    Open the published generation for reading; it stays readable when a newer one takes its place.

    Raises:
        StoreMissingError: there is none.
        StoreError: it is none of ours, or written by another version.
    """
    mark_of(path)
    hold = standby.Hold.of(path)
    try:
        connection = _attached(path)
    except StoreError:
        hold.release()
        raise
    if not hold.is_of(path):  # a newer one took its place meanwhile
        hold.release()
        return open_published(path)
    _holds[connection] = hold
    weakref.finalize(connection, hold.release)
    found = schema.version(connection, str(path))
    if 0 < found < schema.migrations()[-1].version:
        connection.close()
        with write_lock(path):
            publish(open_next(path), path)
        return open_published(path)
    if not found:
        raise StoreError(str(path), f"an empty database. Fill it: dateline add PAGES --db {path}")
    return connection
