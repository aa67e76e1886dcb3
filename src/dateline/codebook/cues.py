"""The words that report speech, and how the reported words hang on them."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from dateline.errors import CodebookError

COLUMNS = ("lemma", "pos", "frames", "past", "participle", "act")
ACTS = frozenset(
    (
        "say",
        "claim",
        "report",
        "ask",
        "warn",
        "promise",
        "offer",
        "praise",
        "blame",
        "deny",
        "refuse",
        "describe",
        "express",
        "think",
    ),
)
_VOWELS = "aeiou"
_DOUBLED = frozenset(
    ("admit", "commit", "quip", "slam", "rebut", "beg", "brag", "plan", "refer", "defer", "submit", "permit", "concur")
)


class Form(StrEnum):
    """The form in which a cue stands."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Cue:
    """
    A word that reports speech.

    `frames` say how the content follows; the head of cues.csv explains each.
    """

    lemma: str
    pos: str  # "verb", "noun"
    frames: frozenset[str]
    act: str

    def after(self, kind: str) -> frozenset[str]:
        """Return the words X of the frames `kind:X`: the prepositions of "p" and "f", the addressee's clauses of "a"."""
        return frozenset(frame[2:] for frame in self.frames if frame.startswith(f"{kind}:"))


@cache
def cues() -> dict[str, tuple[tuple[Cue, Form], ...]]:
    """
    Return the cues by each of their forms in lower case.

    Raises:
        CodebookError: a row is wrong; the message names file and line.
    """
    source = resources.files("dateline.codebook") / "data" / "cues.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    table: dict[str, list[tuple[Cue, Form]]] = {}
    for number, row in enumerate(csv.DictReader(lines[first:]), first + 2):
        if tuple(row) != COLUMNS or row["act"] not in ACTS or row["pos"] not in {"verb", "noun"} or not row["frames"]:
            raise CodebookError(str(source), number, f"expected the columns {', '.join(COLUMNS)} and a known act; found {row}")
        cue = Cue(row["lemma"], row["pos"], frozenset(row["frames"].split()), row["act"])
        for form, word in _forms(cue, row["past"], row["participle"]):
            table.setdefault(word, []).append((cue, form))
    return {word: tuple(found) for word, found in table.items()}


def _forms(cue: Cue, past: str, participle: str) -> tuple[tuple[Form, str], ...]:
    lemma = cue.lemma
    if cue.pos == "noun":
        return ((Form.NOUN, lemma), (Form.NOUN, _with_s(lemma)))
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    past = past or (stem + "d" if lemma.endswith("e") else _with_ed(stem))
    gerund = lemma[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith("ee") else stem + "ing"
    return (
        (Form.BASE, lemma),
        (Form.PRESENT, _with_s(lemma)),
        (Form.PAST, past),
        *(((Form.PARTICIPLE, participle),) if participle and participle != past else ()),
        (Form.GERUND, gerund),
    )


def _with_ed(stem: str) -> str:
    return stem[:-1] + "ied" if stem.endswith("y") and stem[-2] not in _VOWELS else stem + "ed"


def _with_s(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else lemma + "s"


@cache
def words(name: str) -> frozenset[str]:
    """
    Return a closed list of words around reported speech, in lower case, by its name in reporting.toml.

    Raises:
        CodebookError: there is no such list.
    """
    lists = _lists()
    if name not in lists:
        source = resources.files("dateline.codebook") / "data" / "reporting.toml"
        raise CodebookError(str(source), 0, f"expected a list named {name}")
    return lists[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = (resources.files("dateline.codebook") / "data" / "reporting.toml").read_text(encoding="utf-8")
    return {name: frozenset(listed.split()) for name, listed in tomllib.loads(text).items()}
