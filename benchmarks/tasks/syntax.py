"""
Task syntax: CoNLL-U with forms only → CoNLL-U with lemma, UPOS, features, heads and labels; words and sentences as given.

Each sentence is read by itself, since nothing says that the next one belongs to the same text.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from dateline.language.analyser import Analyser, Cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.language.analysis import Analysis

_ID, _FORM = 0, 1
_COLUMNS = 10


@dataclass(frozen=True)
class Sentence:
    """The lines of one sentence, and its words."""

    lines: tuple[str, ...]
    forms: tuple[str, ...]


def predict(source: Path, target: Path) -> None:
    """Write the grammar of every sentence of source to target."""
    analyser = Analyser()
    with target.open("w", encoding="utf-8") as out:
        for sentence in _sentences(source):
            out.write("\n".join(_filled(sentence, analyser.analyse_cut(_cut(sentence)))) + "\n\n")


def _sentences(source: Path) -> Iterator[Sentence]:
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as stream:
        for block in stream.read().split("\n\n"):
            rows = tuple(block.strip("\n").split("\n"))
            forms = tuple(row.split("\t")[_FORM] for row in rows if row.split("\t")[_ID].isdigit())
            if forms:
                yield Sentence(rows, forms)


def _cut(sentence: Sentence) -> Cut:
    """Return the sentence as a text of its words with a blank after each."""
    ends = list(accumulate(len(form) + 1 for form in sentence.forms))
    offsets = [(end - 1 - len(form), end - 1) for form, end in zip(sentence.forms, ends, strict=True)]
    return Cut(" ".join(sentence.forms), offsets, ((0, len(offsets)),))


def _filled(sentence: Sentence, analysis: Analysis) -> Iterator[str]:
    """Yield the sentence's lines with the columns of its words filled in."""
    token = 0
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
            "0" if head < 0 else str(head + 1),
            analysis.deprels[token],
        ]
        yield "\t".join([*filled, *columns[len(filled) : _COLUMNS], *["_"] * (_COLUMNS - max(len(columns), len(filled)))])
        token += 1
