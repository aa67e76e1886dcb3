"""The whole record as one SQLite file, with foreign keys, that Datasette and any other tool opens."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.errors import UsageError
from dateline.store import generation
from dateline.store.export import shortened
from dateline.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dateline.store.schema import Connection

Row = tuple[Any, ...]  # the edge: what DuckDB gives and SQLite takes
_MANY = 5_000  # rows at a time: the whole of a large record does not fit into memory

# What each table holds, column by column in the order of sqlite.sql. {text}, {words} and {evidence} are cut where texts stay.
_TABLES = {
    "pages": "SELECT id, path, url, media_type, sha256, CAST(published AS VARCHAR), CAST(added_at AS VARCHAR) FROM pages",
    "stories": """SELECT id, headline, agency, place, CAST(published AS VARCHAR), language, CAST(coded AS INTEGER), text,
        sha256(text), length(text) FROM stories""",
    "appearances": "SELECT story, page, position, kind, array_to_string(byline, '; '), outlet, section, url FROM appearances",
    "actors": "SELECT id, name, code, kind, country, sector, wikidata FROM actors",
    "statements": """SELECT id, story, start_at, kind, words, cue, CAST(first_day AS VARCHAR), CAST(last_day AS VARCHAR),
        confidence, verdict FROM statements""",
    "events": """SELECT v.id, v.story, v.start_at, v.type, v.mode, v.status, array_to_string(v.contexts, ';'), v.cameo,
        v.goldstein, v.plover_score, v.quad_plover, v.quad_cameo, CAST(v.first_day AS VARCHAR), CAST(v.last_day AS VARCHAR),
        v.precision, v.place, s.id, v.evidence, v.confidence, v.verdict
        FROM events v LEFT JOIN statements s ON s.id = v.statement""",
    "tenures": """SELECT t.id, t.story, t.start_at, p.id, t.office, o.id, t.change, t.words,
        CAST(t.first_day AS VARCHAR), CAST(t.last_day AS VARCHAR), t.verdict
        FROM tenures t LEFT JOIN actors p ON p.id = t.person LEFT JOIN actors o ON o.id = t."of" """,
    "figures": """SELECT id, story, start_at, subject, value, value_to, unit, comparator, words,
        CAST(first_day AS VARCHAR), CAST(last_day AS VARCHAR), verdict FROM figures""",
    "parties": """SELECT CASE WHEN p.kind = 'statement' THEN p.record END, CASE WHEN p.kind = 'event' THEN p.record END,
        p.role, p.position, a.id, p.country, p.words FROM parties p LEFT JOIN actors a ON a.id = p.actor
        WHERE p.record IN (SELECT id FROM statements) OR p.record IN (SELECT id FROM events)""",
    "episodes": """SELECT id, what, type, mode, status, CAST(first_day AS VARCHAR), CAST(last_day AS VARCHAR), precision, place,
        CAST(told_on AS VARCHAR), reports, independent FROM episodes""",
    "episode_parties": """SELECT e.episode, e.role, e.position, a.id, e.country
        FROM episode_parties e LEFT JOIN actors a ON a.id = e.actor""",
    "episode_events": "SELECT episode, event, story, page FROM episode_events WHERE event IN (SELECT id FROM events)",
    "episode_aliases": "SELECT alias, episode FROM episode_aliases WHERE episode IN (SELECT id FROM episodes)",
    "corrections": "SELECT id, CAST(made_at AS VARCHAR), who, action, kind, record, why, fields FROM corrections",
    "rejected": "SELECT page, stage, reason, detail, path FROM rejected",
}
_QUOTING = {"statements": (4,), "events": (17,), "tenures": (7,), "figures": (8,), "parties": (6,)}  # columns of words
_TEXT_OF_STORY = 7
_SEARCHED = {"stories": ("headline", "text"), "statements": ("words",)}


def write(path: Path, target: Path, *, texts: bool = True, at_least: float = 0.0) -> Mapping[str, int]:
    """
    Write the record into an SQLite file, whole or not at all, and return the number of rows of each table.

    Args:
        path: the database.
        target: the file; one that is there is replaced only if it is an earlier export.
        texts: whether the stories' texts and long quotations go along.
        at_least: the lowest confidence of an event, 0 to 1.

    Raises:
        UsageError: the target is a folder, or a file that is no export.
    """
    if target.exists() and not _is_export(target):
        message = f"{target} is there already, and is no SQLite export of Dateline. Name a new file with --out"
        raise UsageError(message)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        unfinished = Path(folder) / "record.sqlite"
        with closing(Reader(path, at_least=at_least).connection()) as record, closing(sqlite3.connect(unfinished)) as made:
            counts = _fill(record, made, texts=texts)
        unfinished.replace(target)
    return counts


def _is_export(target: Path) -> bool:
    if not target.is_file():
        return False
    with closing(sqlite3.connect(f"file:{target.resolve().as_posix()}?mode=ro", uri=True)) as found:
        try:
            return bool(found.execute("SELECT value FROM metadata WHERE name = 'software'").fetchone())
        except sqlite3.DatabaseError:
            return False


def _fill(record: Connection, made: sqlite3.Connection, *, texts: bool) -> Mapping[str, int]:
    made.executescript(resources.files("dateline.store").joinpath("sqlite.sql").read_text(encoding="utf-8"))
    counts = {table: _copy(record, made, table, question, texts=texts) for table, question in _TABLES.items()}
    counts["citations"] = _insert(made, "citations", _citations(record, texts=texts))
    counts["episode_links"] = _insert(made, "episode_links", _links(record))
    number = record.execute("SELECT max(number) FROM generations").fetchall()[0][0]
    facts = {
        "title": "A record of what states do and say to one another, every line cited",
        "software": f"dateline {generation.SOFTWARE}",
        "generation": str(number),
        "texts": "whole" if texts else "left out; quotations are cut, with the digests of the whole",
        "spans": "start_at and end_at are half-open, in Unicode code points of stories.text",
        "quad_classes": "quad_class_plover_v08: PLOVER manual v0.8; quad_class_cameo_gdelt: GDELT's map by CAMEO root",
    }
    _insert(made, "metadata", iter(facts.items()))
    _index_words(made, texts=texts)
    made.commit()
    made.execute("PRAGMA optimize")
    return counts


def _copy(record: Connection, made: sqlite3.Connection, table: str, question: str, *, texts: bool) -> int:
    record.execute(question)
    return _insert(made, table, (row if texts else _shared(table, row) for row in _rows(record)))


def _rows(record: Connection) -> Iterator[Row]:
    while rows := record.fetchmany(_MANY):
        yield from rows


def _shared(table: str, row: Row) -> Row:
    """Return the row without a story's text, and with at most 25 words of each quotation."""
    cells = list(row)
    if table == "stories":
        cells[_TEXT_OF_STORY] = None
    for column in _QUOTING.get(table, ()):
        cells[column] = shortened(cells[column]) if cells[column] is not None else None
    return tuple(cells)


def _insert(made: sqlite3.Connection, table: str, rows: Iterator[Row]) -> int:
    width = len(made.execute(f"SELECT * FROM {table} LIMIT 0").description)  # noqa: S608  # names of our own
    return made.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows).rowcount  # noqa: S608


# ------------------------------------------------------------------ what only the whole record holds
_CITED = {
    "statements": ("content", "cue", "speakers", "addressee_mentions", "via", "said_on", "place"),
    "events": ("evidence", "trigger", "actors", "recipients", "when", "announced", "place", "other_mentions", "status_words"),
    "tenures": ("citation", "start", "end", "as_of"),
    "figures": ("citation", "when"),
}
_ROLES = {"speakers": "speaker", "addressee_mentions": "addressee", "actors": "actor", "recipients": "recipient"}


def _citations(record: Connection, *, texts: bool) -> Iterator[Row]:
    """Yield every quotation of every record: who cites, as what, and where it stands."""
    for column, (table, names) in enumerate(_CITED.items()):
        record.execute(f"SELECT id, story, record FROM {table}")  # noqa: S608  # names of our own
        for name, story, packed in _rows(record):
            whose: list[str | None] = [None] * len(_CITED)
            whose[column] = name
            held = json.loads(packed)
            for role in names:
                yield from _quotations((*whose, _ROLES.get(role, role)), story, held.get(role), texts=texts)


def _quotations(whose: Row, story: str, held: Any, *, texts: bool) -> Iterator[Row]:  # noqa: ANN401  # the edge: any JSON
    pieces = held if isinstance(held, list) else [held]
    cited = [piece for piece in pieces if isinstance(piece, dict) and piece.get("span")]
    for position, piece in enumerate(cited):
        start, end = piece["span"]
        words = piece["text"]
        digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        home = piece.get("story") or story
        yield (*whose, position, home, start, end, words if texts else shortened(words), digest)


def _links(record: Connection) -> Iterator[Row]:
    """Yield the ties between episodes; an id that an episode had before leads to it."""
    ids = {row[0] for row in record.execute("SELECT id FROM episodes").fetchall()}
    aliases = dict(record.execute("SELECT alias, episode FROM episode_aliases").fetchall())
    record.execute("SELECT id, record FROM episodes")
    for name, packed in _rows(record):
        for link in json.loads(packed)["links"]:
            other = aliases.get(link["episode"], link["episode"])
            if other in ids:
                yield name, link["kind"], other, link["reason"]


def _index_words(made: sqlite3.Connection, *, texts: bool) -> None:
    """Make full-text tables, which Datasette offers as a search box, where this SQLite can."""
    if not made.execute("SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'").fetchone():
        return
    for table, columns in _SEARCHED.items():
        named = ", ".join(columns if texts else (name for name in columns if name != "text"))
        made.execute(f'CREATE VIRTUAL TABLE {table}_fts USING fts5({named}, content="{table}", tokenize="porter unicode61")')
        made.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")  # noqa: S608  # names of our own
