"""The next generation is made out of the last one, and never under the eyes of a reader."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from small_record import make_reading

from dateline.store import Reader, Writer, standby
from dateline.store.generation import beside


@pytest.fixture
def kept(db: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small database that keeps its last generation, as large ones do."""
    monkeypatch.setattr(standby, "SMALLEST", 0)
    with Writer(db) as writer:
        writer.add(make_reading("three"))
    return db


def add(path: Path, name: str) -> None:
    with Writer(path) as writer:
        writer.add(make_reading(name))


def number_of(path: Path) -> int:
    return path.stat().st_ino


def test_a_small_database_keeps_no_second_file(db: Path):
    add(db, "three")
    assert not beside(db, ".last").exists()


def test_the_next_generation_is_written_over_the_last(kept: Path):
    last = number_of(beside(kept, ".last"))
    add(kept, "four")
    assert number_of(kept) == last
    assert Reader(kept).counts().pages == 4


def test_a_generation_that_somebody_reads_is_left_alone(kept: Path):
    reader = Reader(kept)
    cursor = reader.connection()
    add(kept, "four")
    last = number_of(beside(kept, ".last"))
    reader.counts()  # the reader has moved on, its earlier cursor has not
    add(kept, "five")
    assert number_of(kept) != last
    assert cursor.execute("SELECT count(*) FROM pages").fetchone() == (3,)
    assert reader.counts().pages == 5


def test_a_generation_that_nobody_reads_any_more_is_used_again(kept: Path):
    reader = Reader(kept)
    add(kept, "four")
    last = number_of(beside(kept, ".last"))
    assert reader.counts().pages == 4
    add(kept, "five")
    assert number_of(kept) == last


def test_a_generation_that_another_process_has_open_in_duckdb_is_left_alone(kept: Path):
    code = (
        "import duckdb, sys\nconnection = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print('open', flush=True); sys.stdin.read()\n"
        "print(connection.execute('SELECT count(*) FROM pages').fetchone()[0])\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code, str(kept)], **pipes) as other:
        assert other.stdout.readline() == "open\n"
        for name in ("four", "five", "six"):
            add(kept, name)
        assert other.communicate("")[0] == "3\n"
    assert Reader(kept).counts().pages == 6


def test_a_generation_that_is_open_in_this_process_is_left_alone(kept: Path):
    with duckdb.connect(str(kept), read_only=True) as connection:
        for name in ("four", "five", "six"):
            add(kept, name)
        assert connection.execute("SELECT count(*) FROM pages").fetchone() == (3,)


def test_a_last_generation_that_is_the_published_file_itself_is_not_written_to(kept: Path):
    """A run may be killed between the link and the rename."""
    beside(kept, ".last").unlink()
    os.link(kept, beside(kept, ".last"))
    reader = Reader(kept)
    with Writer(kept) as writer:
        writer.add(make_reading("four"))
        assert reader.counts().pages == 3
    assert reader.counts().pages == 4


@pytest.mark.parametrize("seed", range(20))
def test_only_what_differs_is_written_and_the_file_is_then_the_same(tmp_path: Path, seed: int):
    dice = random.Random(seed)
    new = bytearray(dice.randbytes(dice.randrange(4 * standby.CHUNK)))
    old = bytearray(new[: dice.randrange(len(new) + 1)] + dice.randbytes(dice.choice((0, 10, standby.CHUNK + 3))))
    for _ in range(dice.randrange(4)):
        old[dice.randrange(len(old))] ^= 1
    path, last, following = tmp_path / "a", tmp_path / "a.last", tmp_path / "a.next"
    path.write_bytes(new)
    last.write_bytes(old)
    standby.renew(path, last, following)
    assert following.read_bytes() == new
    assert not last.exists()
