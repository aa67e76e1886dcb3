"""
Lexical hints: which event types a word form can name, by the codebook's triggers and the project's own list of hints.

Each form has a bit for every type that it can name, and another for those that it names most likely: the triggers', and
the first of a hint's.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.labels import TYPES

Table = dict[str, int]  # word form in lower case -> bits: the likely types in the order of TYPES, then all types
WIDTH = 2 * len(TYPES)
VOWELS = "aeiou"
ROOT = Path(__file__).parents[2]
TRIGGERS = ROOT / "src/dateline/codebook/data/triggers.csv"
OWN = ROOT / "training/data/hints.csv"
LEMMAS = ROOT / "src/dateline/language/model/lemmas.tsv.gz"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file with comment lines before its header."""
    with path.open(encoding="utf-8") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def told(triggers: Path, hints: Path) -> Iterator[tuple[str, str, int]]:
    """Yield lemma, part of speech and bits."""
    for row in rows(triggers):
        bit = TYPES.index(row["type"])
        yield row["lemma"], row["pos"], 1 << bit | 1 << bit + len(TYPES)
    for row in rows(hints):
        bits = [TYPES.index(kind) for kind in row["types"].split("|")]
        yield row["lemma"], row["pos"], 1 << bits[0] | sum(1 << bit + len(TYPES) for bit in bits)


def regular(lemma: str, pos: str) -> Iterator[str]:
    """Yield the forms that English makes by rule."""
    yield lemma
    short = (
        lemma[-1:] not in "wxy" and len(lemma) > 2 and lemma[-1] not in VOWELS and lemma[-2] in VOWELS and lemma[-3] not in VOWELS
    )
    stem = lemma.removesuffix("e")
    third = (
        lemma[:-1] + "ies"
        if lemma.endswith("y") and lemma[-2:-1] not in VOWELS
        else lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    )
    if pos in ("NOUN", "VERB"):
        yield third
        yield lemma + "s"
    if pos == "VERB":
        past = lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2:-1] not in VOWELS else stem + "ed"
        yield past
        yield stem + "ing"
        yield lemma + "ing"
        if short:
            yield lemma + lemma[-1] + "ed"
            yield lemma + lemma[-1] + "ing"


def table(triggers: Path, hints: Path, lexicon: Iterable[tuple[str, str, str]]) -> Table:
    """
    Return the bits of each word form.

    Args:
        triggers: the codebook's triggers.csv.
        hints: training/data/hints.csv.
        lexicon: (form, part of speech, lemma) of the treebanks, for irregular forms.
    """
    irregular: dict[tuple[str, str], set[str]] = {}
    for form, pos, lemma in lexicon:
        irregular.setdefault((lemma.lower(), pos), set()).add(form.lower())
    made: Table = {}
    for lemma, pos, bits in told(triggers, hints):
        for form in {*regular(lemma, pos), *irregular.get((lemma, pos), ())}:
            made[form] = made.get(form, 0) | bits
    return made


@cache
def known() -> Table:
    """Return the table of the repository as it stands."""
    lines = gzip.decompress(LEMMAS.read_bytes()).decode().splitlines()
    return table(TRIGGERS, OWN, ((form, pos, lemma) for form, pos, lemma in (line.split("\t") for line in lines)))


def write(path: Path) -> None:
    """Write the table: form, tab, bits; in alphabetical order."""
    path.write_text("".join(f"{form}\t{bits}\n" for form, bits in sorted(known().items())), encoding="utf-8")


def vectors(words: Sequence[str]) -> NDArray[np.float32]:
    """Return [words, WIDTH]: 1 where the word likely names, then where it can name an event of the type."""
    hints = known()
    bits = np.array([hints.get(word.lower(), 0) for word in words], np.int64)
    return ((bits[:, None] >> np.arange(WIDTH)) & 1).astype(np.float32)
