"""Lemmas of the words that the treebanks know: a table that goes before the network's edit scripts."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

from language.treebanks import read_rows

TREEBANKS = ("en_ewt-ud-train.conllu.gz", "gum-train.conllu.gz")
AGREED = 0.9  # share of a word's occurrences that must have one lemma
OPEN = {"PROPN", "X", "SYM", "PUNCT", "NUM"}  # their lemmas follow the spelling; the scripts do that


def read_lexicon(syntax: Path) -> dict[tuple[str, str], str]:
    """Return the lemma of (word in lower case, UPOS) wherever the treebanks agree on one."""
    seen: dict[tuple[str, str], Counter[str]] = {}
    for name in TREEBANKS:
        for _, sentences in read_rows(syntax / name):
            for row in (row for sentence in sentences for row in sentence):
                if row.upos not in OPEN and not any(c in row.form for c in "\t\n"):
                    seen.setdefault((row.form.lower(), row.upos), Counter())[row.lemma] += 1
    agreed = {}
    for key, lemmas in seen.items():
        lemma, count = lemmas.most_common(1)[0]
        if count >= AGREED * lemmas.total() and lemma:
            agreed[key] = lemma
    return agreed


def write_lexicon(syntax: Path, path: Path) -> None:
    """Write word, UPOS and lemma with tabs between, in alphabetical order, compressed."""
    lines = [f"{word}\t{upos}\t{lemma}\n" for (word, upos), lemma in sorted(read_lexicon(syntax).items())]
    path.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))
