"""Task syntax: CoNLL-U with forms only → CoNLL-U with lemma, UPOS, features, heads and labels; words and sentences as given."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.language.analyser import Analyser, Cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.language.analysis import Analysis, Range

_ID, _FORM = 0, 1
_COLUMNS = 10


@dataclass(frozen=True)
class Sentence:
    """The lines of one sentence; `opens` says that a document begins here."""

    lines: tuple[str, ...]
    forms: tuple[str, ...]
    opens: bool


def predict(source: Path, target: Path) -> None:
    """Write the grammar of every sentence of source to target."""
    analyser = Analyser()
    with target.open("w", encoding="utf-8") as out:
        for document in _documents(source):
            analysis = analyser.analyse_cut(_cut(document))
            for sentence, tokens in zip(document, analysis.sentences, strict=True):
                out.write("\n".join(_filled(sentence, analysis, tokens)) + "\n\n")


def _documents(source: Path) -> Iterator[list[Sentence]]:
    """Yield runs of sentences that belong together."""
    document: list[Sentence] = []
    for sentence in _sentences(source):
        if sentence.opens and document:
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document


def _sentences(source: Path) -> Iterator[Sentence]:
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as stream:
        for block in stream.read().split("\n\n"):
            rows = tuple(block.strip("\n").split("\n"))
            forms = tuple(row.split("\t")[_FORM] for row in rows if row.split("\t")[_ID].isdigit())
            if forms:
                yield Sentence(rows, forms, opens=any(row.startswith("# newdoc") for row in rows))


def _cut(document: list[Sentence]) -> Cut:
    """Return the document as a text of its words with a blank after each."""
    offsets: list[tuple[int, int]] = []
    sentences: list[Range] = []
    at = 0
    for sentence in document:
        first = len(offsets)
        for form in sentence.forms:
            offsets.append((at, at + len(form)))
            at += len(form) + 1
        sentences.append((first, len(offsets)))
    return Cut(" ".join(form for sentence in document for form in sentence.forms), offsets, tuple(sentences))


def _filled(sentence: Sentence, analysis: Analysis, tokens: Range) -> Iterator[str]:
    """Yield the sentence's lines with the columns of its words filled in."""
    token, first = tokens[0], tokens[0]
    for line in sentence.lines:
        columns = line.split("\t")
        if not columns[_ID].isdigit():
            yield line
            continue
        head = int(analysis.heads[token])
        filled = [
            *columns[:2],
            analysis.lemmas[token],
            analysis.upos[token],
            "_",
            analysis.feats[token] or "_",
            "0" if head < 0 else str(head - first + 1),
            analysis.deprels[token],
        ]
        yield "\t".join([*filled, *columns[len(filled) : _COLUMNS], *["_"] * (_COLUMNS - max(len(columns), len(filled)))])
        token += 1
