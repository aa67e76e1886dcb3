"""The whole record as lines of JSON, CSV or Parquet; with or without the stories' texts."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import wire
from dateline.errors import UsageError
from dateline.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.store.schema import Connection

MAX_WORDS = 25  # what a record without texts quotes at most, so that it may be shared
_WORDS = re.compile(rf"(?:\S+\s+){{{MAX_WORDS - 1}}}\S+")


class Format(StrEnum):
    """In what form a record leaves."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


# What a table of the export holds. {words(...)} stands for a quotation, cut where texts stay at home.
_TABLES = {
    "pages": "SELECT id, path, url, media_type, sha256, published, added_at FROM pages ORDER BY id",
    "stories": """SELECT s.id, a.page, a.position, a.kind, s.headline, array_to_string(a.byline, '; ') AS byline, s.agency,
        a.outlet, s.place, s.published, a.section, s.language, s.coded, {text},
        sha256(s.text) AS text_sha256, length(s.text) AS text_length
        FROM stories s JOIN appearances a ON a.story = s.id ORDER BY a.page, a.position""",
    "actors": "SELECT id, code, name, kind, country, sector, wikidata FROM actors ORDER BY id",
    "statements": """SELECT id, story, start_at, kind, {words} AS words, sha256(words) AS words_sha256, cue, first_day, last_day,
        confidence, verdict FROM statements ORDER BY story, start_at, id""",
    "events": """SELECT id, story, start_at, type, mode, status, array_to_string(contexts, ';') AS contexts, cameo, goldstein,
        plover_score, quad_plover AS quad_class_plover_v08, quad_cameo AS quad_class_cameo_gdelt,
        first_day, last_day, precision, place,
        statement, trigger_words, {evidence} AS evidence, sha256(evidence) AS evidence_sha256, confidence, verdict
        FROM events ORDER BY story, start_at, id""",
    "parties": """SELECT p.record, p.kind, p.role, p.position, p.actor, a.code, a.name, p.country, {p_words} AS words
        FROM parties p LEFT JOIN actors a ON a.id = p.actor ORDER BY p.record, p.role, p.position""",
    "tenures": """SELECT id, story, start_at, person, office, "of", change, {words} AS words, first_day, last_day, verdict
        FROM tenures ORDER BY story, start_at, id""",
    "figures": """SELECT id, story, start_at, subject, value, value_to, unit, comparator, {words} AS words, first_day, last_day,
        verdict FROM figures ORDER BY story, start_at, id""",
    "episodes": """SELECT id, what, type, mode, status, first_day, last_day, precision, place, told_on, reports, independent
        FROM episodes ORDER BY id""",
    "episode_parties": """SELECT e.episode, e.role, e.position, e.actor, a.code, a.name, e.country
        FROM episode_parties e LEFT JOIN actors a ON a.id = e.actor ORDER BY e.episode, e.role, e.position""",
    "episode_events": "SELECT episode, event, story, page FROM episode_events ORDER BY episode, event",
    "rejected": "SELECT page, stage, reason, detail, path FROM rejected ORDER BY page, position",
}


def shortened(words: str) -> str:
    """Return at most the first words that may be shared."""
    found = _WORDS.match(words)
    return found.group() if found else words


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def without_texts(value: Any) -> Any:  # noqa: ANN401  # the edge: any JSON
    """Return a wire object whose quotations have at most 25 words, and their digests where they had more."""
    if isinstance(value, list):
        return [without_texts(part) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {name: without_texts(part) for name, part in value.items()}
    text = value.get("text")
    if "span" in value and isinstance(text, str) and shortened(text) != text:
        kept |= {"text": shortened(text), "sha256": _digest(text)}
    return kept


def _reading_without_texts(line: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = without_texts(line)
    return kept | {name: [_digested(held) for held in kept[name]] for name in ("stories", "removed")}


def _digested(held: dict[str, Any]) -> dict[str, Any]:
    return held | {"text": None, "sha256": _digest(held["text"]), "length": len(held["text"])}


def lines(path: Path, *, texts: bool = True, at_least: float = 0.0) -> Iterator[str]:
    """Yield one line of JSON per page, in the form of `dateline read --json`, with the events at least so sure."""
    for reading in Reader(path, at_least=at_least).readings():
        line = wire.reading_json(reading)
        yield json.dumps(line if texts else _reading_without_texts(line), ensure_ascii=False)


def tables(path: Path, folder: Path, form: Format, *, texts: bool = True, at_least: float = 0.0) -> tuple[Path, ...]:
    """
    Write every table as one file into a folder, whole or not at all, and return the files.

    Args:
        path: the database.
        folder: where to; it must not exist, or be empty.
        form: CSV or Parquet.
        texts: whether the stories' texts and long quotations go along.
        at_least: the lowest confidence of an event, 0 to 1.

    Raises:
        UsageError: the folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is there already. Name a new folder with --out"
        raise UsageError(message)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as unfinished:
        written = Path(unfinished) / "record"
        written.mkdir()
        _copy_tables(Reader(path, at_least=at_least).connection(), written, form, texts=texts)
        if folder.exists():
            folder.rmdir()
        shutil.move(written, folder)
    return tuple(sorted(folder.iterdir()))


def _copy_tables(connection: Connection, folder: Path, form: Format, *, texts: bool) -> None:
    options = "FORMAT csv, HEADER true" if form is Format.CSV else "FORMAT parquet, COMPRESSION zstd"
    for name, question in _TABLES.items():
        target = str(folder / f"{name}.{form.value}").replace("'", "''")
        connection.execute(f"COPY ({_filled(question, texts=texts)}) TO '{target}' ({options})")


def _filled(question: str, *, texts: bool) -> str:
    cut = "array_to_string(string_split_regex({0}, '\\s+')[1:" + str(MAX_WORDS) + "], ' ')"
    return question.format(
        text="s.text" if texts else "CAST(NULL AS VARCHAR) AS text",
        words="words" if texts else cut.format("words"),
        p_words="p.words" if texts else cut.format("p.words"),
        evidence="evidence" if texts else cut.format("evidence"),
    )
