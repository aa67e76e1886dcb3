"""
The index beside the database: one folder per generation, complete before the generation is published, never changed after.

    ties.duckdb.search/000007-20260101T120000000000-1/    of generation 7, begun then, in the first form of the index
        stories.parquet                                   what each story was made from
        meta.json, ...                                    tantivy's files; hard links to the last generation's
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
import uuid
from functools import lru_cache
from typing import TYPE_CHECKING

import duckdb
import tantivy

from dateline.store.generation import beside
from dateline.store.search.documents import documents, schema
from dateline.store.search.words import TOKENIZER, analyser

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dateline.store.schema import Connection

log = logging.getLogger(__name__)
FORM = 1  # counts up when the documents change
_MARKS = "stories.parquet"
_HEAP = 64_000_000  # bytes of the words waiting to be written
_PART = ".part"
_ABANDONED = 3600.0  # seconds after which nobody is making an unfinished index any more
_building = threading.Lock()
# What a story's documents are made from, as one number; it changes when any of it does.
_NOW = """CREATE OR REPLACE TEMP TABLE stories_now AS
    SELECT s.id, hash(s.headline, s.agency, s.published, t.mark, a.mark, m.mark) AS mark FROM stories s
    LEFT JOIN (SELECT story, bit_xor(hash(id, verdict, record)) AS mark FROM statements GROUP BY story) t ON t.story = s.id
    LEFT JOIN (SELECT story, bit_xor(hash(page, outlet, url)) AS mark FROM appearances GROUP BY story) a ON a.story = s.id
    LEFT JOIN (SELECT story, bit_xor(hash(start_at, end_at, actor)) AS mark FROM mentions GROUP BY story) m ON m.story = s.id"""


def folder_of(path: Path) -> Path:
    """Return the folder beside a database that holds its indexes."""
    return beside(path, ".search")


def name_of(connection: Connection) -> str:
    """Return the name of the index of the generation that a connection sees."""
    number, begun = connection.execute("SELECT number, begun_at FROM generations ORDER BY number DESC LIMIT 1").fetchone() or (
        0,
        None,
    )
    return f"{number:06d}-{begun:%Y%m%dT%H%M%S%f}-{FORM}" if begun is not None else f"{number:06d}--{FORM}"


def follow(connection: Connection, path: Path) -> Path | None:
    """
    Make the index of the generation that is open for writing, out of the one before it; return its folder.

    Where it cannot be written the log tells, and None is returned: the record does not wait for its index.

    Args:
        connection: the generation, with all that it will hold.
        path: the database.
    """
    target = folder_of(path) / name_of(connection)
    shutil.rmtree(target, ignore_errors=True)  # of a run that did not come to publish, and may have known less
    before = _newest(folder_of(path))
    if before is not None:
        try:
            return _made(connection, target, before)
        except BaseException as error:
            if not is_damage(error):
                raise
        log.warning("the search index %s is damaged; it is made anew", before)
    try:
        return _made(connection, target, None)
    except OSError as error:
        log.warning("%s cannot be written (%s); the record has no search index", target.parent, error.strerror or error)
        return None


def is_damage(error: BaseException) -> bool:
    """Return whether an error means that the files of an index are not what they were."""
    # What tantivy meets inside itself comes as a PanicException, which is no Exception and has no module to import it from.
    return isinstance(error, (OSError, ValueError, duckdb.Error)) or type(error).__name__ == "PanicException"


def sweep(current: Path | None) -> None:
    """Remove the indexes of all generations but this and the last, and what stopped runs left; current is what `follow` gave."""
    if current is None:
        return
    last = _newest(current.parent, other_than=current)
    for old in current.parent.iterdir():
        if old not in (current, last) and not (old.suffix == _PART and time.time() - _age(old) < _ABANDONED):
            shutil.rmtree(old, ignore_errors=True)


def open_index(connection: Connection, path: Path) -> tantivy.Index:
    """
    Return the index of the generation that a connection sees; one that is missing or damaged is made anew, and the log tells.

    Args:
        connection: a published generation.
        path: the database.
    """
    target = folder_of(path) / name_of(connection)
    with _building:
        try:
            return opened(target)
        except BaseException as error:
            if not is_damage(error):
                raise
            state = "damaged" if target.exists() else "missing"
        log.warning("the search index of %s is %s; it is made anew, which takes a moment", path, state)
        return _remade(connection, target)


def forget_damaged(connection: Connection, path: Path) -> None:
    """Take an index away that opened and yet could not be read."""
    target = folder_of(path) / name_of(connection)
    with _building:
        opened.cache_clear()
        shutil.rmtree(target, ignore_errors=True)


@lru_cache(maxsize=8)
def opened(target: Path) -> tantivy.Index:
    """
    Return the index in a folder.

    Raises:
        OSError: there is none, or not all of it.
        ValueError: it is damaged.
    """
    if not _complete(target):
        raise FileNotFoundError(target)
    index = tantivy.Index.open(str(target))
    return _ready(index)


def _ready(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(TOKENIZER, analyser())
    index.config_reader(reload_policy="manual")  # an index never changes: nothing is to be watched
    index.reload()
    return index


_in_memory: dict[str, tantivy.Index] = {}  # of databases in folders that cannot be written to, by the name of their index


def _remade(connection: Connection, target: Path) -> tantivy.Index:
    """Make an index for reading: in its folder, or in memory where that cannot be written to."""
    if str(target) in _in_memory:
        return _in_memory[str(target)]
    try:
        shutil.rmtree(target, ignore_errors=True)
        return opened(_made(connection, target, None))
    except OSError as error:
        log.warning("%s cannot be written (%s); the search index is kept in memory", target.parent, error.strerror or error)
        index = tantivy.Index(schema())
        _write(_ready(index), connection, _stories(connection), ())
        _in_memory.clear()
        _in_memory[str(target)] = _ready(index)
        return index


# ------------------------------------------------------------------ making
def _made(connection: Connection, target: Path, before: Path | None) -> Path:
    """Make an index beside its place, out of an earlier one where there is one, and put it there at once."""
    part = target.with_name(f"{target.name}.{uuid.uuid4().hex[:8]}{_PART}")
    part.mkdir(parents=True)
    try:
        connection.execute(_NOW)  # once: it reads every statement
        if before is None:
            index = tantivy.Index(schema(), path=str(part))
            changed, gone = _stories(connection), list[str]()
        else:
            _link(before, part)
            index = tantivy.Index.open(str(part))
            changed, gone = _changes(connection, before / _MARKS)
        index.register_tokenizer(TOKENIZER, analyser())
        _write(index, connection, changed, gone if before is None else (*changed, *gone))
        _put_marks(connection, part / _MARKS)
        _place(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target


def _write(index: tantivy.Index, connection: Connection, stories: list[str], replaced: Iterable[str]) -> None:
    writer = index.writer(_HEAP, 1)
    for story in replaced:
        writer.delete_documents_by_term("story", story)
    for document in documents(connection, stories):
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _stories(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT id FROM stories ORDER BY id").fetchall()]


def _changes(connection: Connection, marks: Path) -> tuple[list[str], list[str]]:
    """Return the stories that are new or changed since the marks were put, and those that are gone."""
    found = connection.execute(
        """SELECT coalesce(now.id, old.id), now.id IS NULL FROM stories_now now
        FULL JOIN read_parquet(?) old ON old.id = now.id
        WHERE now.mark IS DISTINCT FROM old.mark OR now.id IS NULL ORDER BY 1""",
        [str(marks)],
    ).fetchall()
    return [story for story, gone in found if not gone], [story for story, gone in found if gone]


def _put_marks(connection: Connection, marks: Path) -> None:
    quoted = str(marks).replace("'", "''")
    connection.execute(f"COPY stories_now TO '{quoted}' (FORMAT parquet)")
    connection.execute("DROP TABLE stories_now")


def _link(before: Path, part: Path) -> None:
    """Give the new folder the files of the old one, linked where that can be: no file of an index is written twice."""
    for file in before.iterdir():
        if file.name.endswith(".lock") or file.name == _MARKS:
            continue
        if file.suffix == ".json":  # tantivy puts new ones in their place; a copy is safe whatever it does
            shutil.copyfile(file, part / file.name)
            continue
        try:
            os.link(file, part / file.name)
        except OSError:
            shutil.copyfile(file, part / file.name)


def _place(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except OSError:
        if not _complete(target):
            raise
        shutil.rmtree(part, ignore_errors=True)  # another process was first


# ------------------------------------------------------------------ which there are
def _complete(folder: Path) -> bool:
    return (folder / _MARKS).exists() and (folder / "meta.json").exists()


def _known(folder: Path) -> list[Path]:
    return [one for one in folder.glob(f"*-{FORM}") if _complete(one)] if folder.exists() else []


def _newest(folder: Path, *, other_than: Path | None = None) -> Path | None:
    return max((one for one in _known(folder) if one != other_than), default=None, key=_age)


def _age(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0
