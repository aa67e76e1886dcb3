"""The form of the database: numbered migrations, run in a transaction and recorded in a table."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import duckdb

from dateline.errors import StoreError, StoreVersionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa

CONFIG: Mapping[str, str | bool | int | float | list[str]] = {
    # Nothing is ever fetched while reading or writing a record.
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a form of the database to the next."""

    version: int
    name: str
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """Return the migrations in their order; files are named NNNN_name.sql."""
    folder = resources.files("dateline.store") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(Migration(int(file.name[:4]), file.name[5:-4], file.read_text(encoding="utf-8")) for file in files)


def version(connection: Connection, path: str) -> int:
    """
    Return the version of the database's form; 0 for an empty one.

    Raises:
        StoreError: it holds tables, and they are not ours.
        StoreVersionError: a newer Dateline wrote it.
    """
    tables = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()}
    if not tables:
        return 0
    if "migrations" not in tables:
        problem = f"this DuckDB file was not written by Dateline: it holds {', '.join(sorted(tables)[:3])}. Use another --db"
        raise StoreError(path, problem)
    row = connection.execute("SELECT max(version) FROM migrations").fetchone()
    found = int(row[0]) if row and row[0] is not None else 0
    if found > migrations()[-1].version:
        newest = migrations()[-1].version
        problem = f"written by a newer Dateline (form {found}, this one knows {newest}). Upgrade: pip install -U dateline"
        raise StoreVersionError(path, problem)
    return found


def migrate(connection: Connection, path: str) -> int:
    """Bring the database to the newest form, one transaction per step; return how many steps that took."""
    found = version(connection, path)
    waiting = [migration for migration in migrations() if migration.version > found]
    for migration in waiting:
        connection.begin()
        if migration.version == 1:
            connection.execute(
                "CREATE TABLE migrations (version INTEGER PRIMARY KEY, name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)"
            )
        connection.execute(migration.sql)
        now = datetime.now(UTC).replace(tzinfo=None)
        connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", [migration.version, migration.name, now])
        connection.commit()
    return len(waiting)


@cache
def _columns() -> Mapping[str, Mapping[str, str]]:
    with duckdb.connect(":memory:", config=dict(CONFIG)) as connection:
        migrate(connection, ":memory:")
        found: dict[str, dict[str, str]] = {}
        question = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY column_index"
        for table, column, kind in connection.execute(question).fetchall():
            found.setdefault(table, {})[column] = kind
    return found


def columns(table: str) -> Mapping[str, str]:
    """Return the columns of a table with their types, as the migrations make them."""
    return _columns()[table]


FEW = 24  # rows: up to here one INSERT with their values takes less time than JSON


def fill(connection: Connection, table: str, many: Iterable[Mapping[str, object]]) -> None:
    """Insert rows into a table at once; DuckDB is slow one by one."""
    known = columns(table)
    plain = [{name: row.get(name) for name in known} for row in many]
    names = ", ".join(f'"{name}"' for name in known)
    if not plain:
        return
    if len(plain) <= FEW:
        one = f"({', '.join('?' * len(known))})"
        values = [value for row in plain for value in row.values()]
        connection.execute(f"INSERT INTO {table} ({names}) VALUES {', '.join([one] * len(plain))}", values)  # noqa: S608
        return
    shape = json.dumps([{name: _shape(kind) for name, kind in known.items()}])
    picked = ", ".join(f'one."{name}"' for name in known)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {picked} FROM (SELECT unnest(from_json(?, ?)) AS one)",  # noqa: S608  # names of our own
        [json.dumps(plain), shape],
    )


LISTED = 2_000  # values: up to here one INSERT takes less time than loading the libraries of Arrow, 0.5 s


def append(connection: Connection, table: str, names: Sequence[str], many: Sequence[tuple[object, ...]]) -> None:
    """
    Insert rows whose values stand in the order of some columns; hundreds cost as much as a few.

    Args:
        connection: what writes.
        table: the table.
        names: the columns that have values; the others are null.
        many: the rows.
    """
    if not many:
        return
    quoted = ", ".join(f'"{name}"' for name in names)
    if len(many) * len(names) <= LISTED and "pyarrow" not in sys.modules:
        one = f"({', '.join('?' * len(names))})"
        values = [value for row in many for value in row]
        connection.execute(f"INSERT INTO {table} ({quoted}) VALUES {', '.join([one] * len(many))}", values)  # noqa: S608
        return
    import pyarrow as pa

    kinds = columns(table)
    arrays = [pa.array(values, _arrow(kinds[name])) for name, values in zip(names, zip(*many, strict=True), strict=True)]
    connection.register("coming", pa.table(arrays, names=list(names)))
    try:
        connection.execute(f"INSERT INTO {table} ({quoted}) SELECT {quoted} FROM coming")  # noqa: S608  # names of our own
    finally:
        connection.unregister("coming")


def _arrow(kind: str) -> pa.DataType:
    """Return the type of Arrow that a column takes; days and times come as text, which DuckDB reads."""
    import pyarrow as pa

    if kind.endswith("[]"):
        return pa.list_(_arrow(kind[:-2]))
    plain = {"INTEGER": pa.int32(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_()}
    return plain.get(kind, pa.string())


def _shape(kind: str) -> object:
    return [_shape(kind[:-2])] if kind.endswith("[]") else kind
