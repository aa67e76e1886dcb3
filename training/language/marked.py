"""Read the project's own marks of persons, organisations and places in re3d's convention as documents to train on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from language.documents import Document
from language.evaluate import text_document
from language.events import texts_by_id
from language.labels import MENTION
from language.marks import MARKED, Mark, parts, unmarked
from language.news import RE3D, inside, read_jsonl

# The readers marked three kinds alone: a word outside of their marks may be part of another.
_UNMARKED = sum(1 << number for number, tag in enumerate(MENTION) if tag[2:] not in MARKED)


def document(name: str, text: str, marks: Iterable[Mark], tokenizer: Tokenizer) -> Document:
    """Return a text with the mention tags that its marks allow."""
    made = text_document(name, text, tokenizer)
    made.mention = np.full(len(made.words), _UNMARKED, np.int64)
    for start, end, kind in marks:
        if at := inside(made.offsets or [], [(start, end)]):
            made.mention[at] = 1 << MENTION.index(f"I-{kind}")
            made.mention[at[0]] = 1 << MENTION.index(f"B-{kind}")
    return made


def written(path: Path, tokenizer: Tokenizer) -> Iterator[Document]:
    """Yield the documents of a file of texts written for training."""
    for name, text in parts(path.read_text(encoding="utf-8")):
        yield document(name, *unmarked(text), tokenizer)


def standoff(path: Path, evaluation: Path, tokenizer: Tokenizer) -> Iterator[Document]:
    """Yield the marked parts of the evaluation corpora's texts."""
    texts = texts_by_id(evaluation)
    for row in read_jsonl(path):
        marks = [(start, end, RE3D[kind]) for start, end, kind in row["mentions"]]
        yield document(f"{row['id']}:{row['start']}-{row['end']}", texts[row["id"]][row["start"] : row["end"]], marks, tokenizer)


def read_marked(own: Path, evaluation: Path, tokenizer: Tokenizer) -> list[Document]:
    """Return all marked documents of the project's own annotation."""
    texts = [one for path in sorted(own.glob("mentions_written_*.txt")) for one in written(path, tokenizer)]
    return [*texts, *standoff(own / "mentions_standoff.jsonl", evaluation, tokenizer)]
