"""The project's own marks of mentions: how they are read, and that the files hold what their table tells."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "training"))

from language.marks import MARKED, parts, unmarked

DATA = Path(__file__).parents[2] / "training/data"
_ROW = re.compile(r"\| mentions_(written_\w+|standoff) \| ([\d,]+) \| ([\d,]+) \|")


def written(name: str) -> list[str]:
    """Return the texts of a file."""
    return [text for _, text in parts((DATA / f"mentions_{name}.txt").read_text(encoding="utf-8"))]


def counted(name: str) -> tuple[int, int]:
    """Return how many texts a file holds, and how many marks."""
    if name == "standoff":
        rows = [json.loads(line) for line in (DATA / "mentions_standoff.jsonl").read_text(encoding="utf-8").splitlines()]
        return len(rows), sum(len(row["mentions"]) for row in rows)
    texts = written(name)
    return len(texts), sum(len(unmarked(text)[1]) for text in texts)


def test_marks_are_told_by_the_characters_of_the_text_without_them() -> None:
    text, marks = unmarked("[PER He] met [ORG aid groups] near [LOC the border].")

    assert text == "He met aid groups near the border."
    assert [(text[start:end], kind) for start, end, kind in marks] == [
        ("He", "PER"),
        ("aid groups", "ORG"),
        ("the border", "LOC"),
    ]


def test_a_file_is_cut_at_the_names_of_its_documents() -> None:
    assert list(parts("### a-1\nOne.\n\nTwo.\n\n### a-2\nThree.\n")) == [("a-1", "One.\n\nTwo."), ("a-2", "Three.")]


def test_every_bracket_of_the_written_texts_is_a_whole_mark() -> None:
    names = [path.stem.removeprefix("mentions_") for path in DATA.glob("mentions_written_*.txt")]
    read = [unmarked(text) for name in names for text in written(name)]
    quoted = [(text[start:end], kind) for text, marks in read for start, end, kind in marks]

    assert [text for text, _ in read if "[" in text or "]" in text] == []
    assert [words for words, _ in quoted if words.strip() != words or not words] == []
    assert {kind for _, kind in quoted} == set(MARKED)


def test_the_table_of_the_training_data_counts_the_marks() -> None:
    rows = _ROW.findall((DATA / "README.md").read_text(encoding="utf-8"))
    told = {name: (int(texts.replace(",", "")), int(marks.replace(",", ""))) for name, texts, marks in rows}

    assert told == {name: counted(name) for name in told}
    assert {"standoff", "written_mil", "written_gov", "written_dos", "written_enc"} <= told.keys()
