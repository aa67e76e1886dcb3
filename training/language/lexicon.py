"""
Lemmas of the words that the treebanks or a dictionary know: a table that goes before the network's edit scripts.

    python -m language.lexicon --evaluation EVAL --folder src/dateline/language/model

writes the table anew, and its digest into heads.json. The dictionary is the SPECIALIST Lexicon of the U.S. National Library of
Medicine, as lemminflect 0.2.3 (MIT) carries it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter
from importlib import resources
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


def read_dictionary() -> dict[tuple[str, str], str]:
    """Return the lemma of each verb form and each plural to which the dictionary gives one alone, by (word in lower case, UPOS)."""
    table = resources.files("lemminflect").joinpath("resources", "lemma_lu.csv.gz").read_bytes()
    found = {}
    for line in gzip.decompress(table).decode().splitlines():
        word, kind, lemma = line.split(",")
        plain = "/" not in lemma and word.isascii() and word.isalpha() and word.islower()
        if plain and (kind == "verb" or (kind == "noun" and word != lemma)):
            found[word, kind.upper()] = lemma
    return found


def write_lexicon(syntax: Path, path: Path) -> None:
    """Write word, UPOS and lemma with tabs between, in alphabetical order, compressed; the treebanks before the dictionary."""
    known = read_dictionary() | read_lexicon(syntax)
    lines = [f"{word}\t{upos}\t{lemma}\n" for (word, upos), lemma in sorted(known.items())]
    path.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def main() -> None:
    """Write the table, and its digest into heads.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    path = options.folder / "lemmas.tsv.gz"
    write_lexicon(options.evaluation / "syntax", path)
    heads = options.folder / "heads.json"
    told = json.loads(heads.read_text(encoding="utf-8"))
    told["lemmas_sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    heads.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
