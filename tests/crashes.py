"""
Kill a writer at a numbered step, go on with another, and say what the record then holds: a program, run by test_crashes.py.

    python crashes.py SCENARIO FOLDER POINTS

Steps are the calls into DuckDB and those that change files. Each run is a process of its own, forked before any database is
open here, and dies by SIGKILL. Printed is one line of JSON: the steps that were killed, and what was wrong after any of them.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd  # noqa: F401  # loaded once, before the forks
import pyarrow as pa  # noqa: F401
from small_record import make_reading

import odd_pipelines
from dateline import citations, ingest, store
from dateline.records import Correction, CorrectionAction, PageId, Reason, Rejected
from dateline.store import generation, schema, standby

standby.SMALLEST = 0  # the small databases of tests keep their last generation, as large ones do
LATER = (
    schema.Migration(9001, "notes", "CREATE TABLE notes (words VARCHAR); INSERT INTO notes SELECT path FROM pages;"),
    schema.Migration(9002, "sections", "ALTER TABLE notes ADD COLUMN section VARCHAR; UPDATE notes SET section = upper(words);"),
    schema.Migration(9003, "counts", "CREATE TABLE note_counts AS SELECT count(*) AS many FROM notes;"),
)


class Steps:
    """Counts steps, and ends the process at one of them."""

    def __init__(self, last: int | None) -> None:
        self.last, self.done, self.names = last, 0, []

    def step(self, name: str) -> None:
        self.names.append(name)
        if self.done == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.done += 1

    def before(self, owner: object, name: str) -> None:
        """Make a function a step."""
        original = getattr(owner, name)

        def stepping(*given: object, **named: object) -> object:
            self.step(name)
            return original(*given, **named)

        setattr(owner, name, stepping)


class Stepping:
    """A connection, each of whose calls is a step."""

    def __init__(self, connection: schema.Connection, steps: Steps) -> None:
        self.connection, self.steps = connection, steps

    def __getattr__(self, name: str) -> object:
        return getattr(self.connection, name)

    def cursor(self) -> Stepping:
        return Stepping(self.connection.cursor(), self.steps)

    def execute(self, *given: object) -> object:
        self.steps.step(str(given[0]).strip().split("\n")[0][:50])
        return self.connection.execute(*given)

    def commit(self) -> None:
        self.steps.step("commit")
        self.connection.commit()

    def close(self) -> None:
        self.steps.step("close")
        self.connection.close()


def watch(steps: Steps) -> None:
    """Make steps of all that writes."""
    connect, overwrite = generation._connect, standby._overwrite  # noqa: SLF001

    def stepping(path: Path) -> Stepping:
        connection = connect(path)
        connection.execute("SET python_scan_all_frames = true")  # tables in variables are looked for beyond `Stepping.execute`
        return Stepping(connection, steps)

    generation._connect = stepping  # noqa: SLF001
    for owner, name in ((pathlib.Path, "replace"), (pathlib.Path, "unlink"), (os, "fsync"), (os, "link"), (shutil, "copyfile")):
        steps.before(owner, name)

    def half(old: object, new: object) -> None:
        old.write(new.read(1 << 19))
        steps.step("half of a generation copied")
        new.seek(0)
        old.seek(0)
        overwrite(old, new)

    standby._overwrite = half  # noqa: SLF001


# ------------------------------------------------------------------ what is done
def correct(path: Path) -> None:
    event = make_reading("000.txt").events[0]
    at = datetime(2024, 6, 1, tzinfo=UTC)
    made = Correction("c1", at, "coder", CorrectionAction.EDIT, "event", event.id, "looked", (("type", '"COOPERATE"'),))
    with store.Writer(path) as writer:
        writer.correct(made)
        ingest.relink(writer)


def add_pages(path: Path, numbers: range, *, again: bool = False) -> None:
    pages = [odd_pipelines.page(number) for number in numbers]
    bad = Rejected(PageId(f"bad{numbers.start}"), "source", Reason.EMPTY, "there is nothing in it", "bad.txt")
    ingest.add(path, (*pages, bad), pipeline=odd_pipelines.quick(), run=ingest.Run(again=again))


def migrate(path: Path) -> None:
    known = schema.migrations()
    schema.migrations = lambda: (*known, *LATER)
    store.Reader(path).counts()


def prepare(path: Path) -> None:
    add_pages(path, range(2))
    correct(path)
    add_pages(path, range(2, 3))


SCENARIOS: dict[str, Callable[[Path], None]] = {
    "add": lambda path: add_pages(path, range(2, 6)),
    "again": lambda path: add_pages(path, range(3), again=True),
    "first": lambda path: add_pages(path, range(3)),
    "correct": lambda path: (correct(path), add_pages(path, range(3, 4)))[0],
    "migrate": migrate,
}


# ------------------------------------------------------------------ what is then there
def state(path: Path) -> dict[str, object]:
    """Return what a record holds, but for the times of day."""
    reader = store.Reader(path)
    readings = list(reader.readings())
    for reading in readings:
        texts = {story.id: story.text for story in reading.stories}
        for records in (reading.statements, reading.events, reading.tenures, reading.figures, reading.mentions):
            for record in records:
                citations.check(record, texts)
    tables = [row[0] for row in reader.ask("SELECT table_name FROM duckdb_tables() WHERE database_name = 'record' ORDER BY 1")]
    counts = {name: reader.ask(f"SELECT count(*) FROM {name}")[0][0] for name in tables if name != "generations"}  # noqa: S608  # our own tables' names
    ids = {
        name: reader.ask(f"SELECT count(DISTINCT id) FROM {name}")[0][0]  # noqa: S608  # our own tables' names
        for name in ("pages", "stories", "events", "episodes")
    }
    told = [repr(answer) for answer in (readings, reader.timeline(), reader.statements(), reader.corrections())]
    return {"counts": counts, "ids": ids, "told": told}


def alone(act: Callable[[], object]) -> tuple[int, object]:
    """Run in a process of its own; return the signal that ended it, and what it gave."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            said = json.dumps(act()).encode()
        except BaseException as error:  # noqa: BLE001
            said = json.dumps(f"{type(error).__name__}: {error}").encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(said)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, json.loads(said) if said else None


def stepped(scenario: str, path: Path, last: int | None) -> Callable[[], object]:
    def act() -> object:
        steps = Steps(last)
        watch(steps)
        SCENARIOS[scenario](path)
        return steps.names

    return act


def finished(scenario: str, path: Path) -> Callable[[], object]:
    def act() -> object:
        SCENARIOS[scenario](path)
        return state(path)

    return act


def main(scenario: str, folder: Path, points: int) -> None:
    base = folder / "base"
    base.mkdir()
    if scenario != "first":
        alone(lambda: prepare(base / "ties.duckdb"))

    def fresh(name: str) -> Path:
        shutil.copytree(base, folder / name)
        return folder / name / "ties.duckdb"

    _, names = alone(stepped(scenario, fresh("all"), None))
    assert isinstance(names, list), names
    before = alone(lambda: state(base / "ties.duckdb"))[1] if scenario not in ("first", "migrate") else None
    _, expected = alone(finished(scenario, fresh("whole")))
    wrong, killed = [], {}
    for number in sorted({round(place * (len(names) - 1) / (points - 1)) for place in range(points)}):
        path = fresh(str(number))
        ended, _ = alone(stepped(scenario, path, number))
        if ended != signal.SIGKILL:
            wrong.append(f"step {number} was not reached")
        killed[number] = names[number]
        if before is not None and (seen := alone(lambda path=path: state(path))[1]) not in (before, expected):
            wrong.append(f"after step {number} ({names[number]}) readers see: {seen}")
        if (found := alone(finished(scenario, path))[1]) != expected:
            wrong.append(f"after step {number} ({names[number]}): {found} instead of {expected}")
        shutil.rmtree(path.parent)
    sound = isinstance(expected, dict)
    print(json.dumps({"steps": len(names), "killed": killed, "wrong": wrong, "expected": None if sound else expected}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
