"""Put the project's own name labels of EWT's training sentences (training/data/ewt_names.jsonl) into the corpora."""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path
from typing import Any

import numpy as np

from language import weak
from language.corpora import cached_corpora
from language.documents import Document
from language.news import read_jsonl

SAID = ("PER", "ORG", "LOC")  # kinds that the labels decide
DECIDED = sum(weak.BEGIN[kind] | weak.WITHIN[kind] for kind in SAID)


def apply(document: Document, rows: list[dict[str, Any]]) -> None:
    """Rewrite a document's allowed tags: what is neither named nor unknown is no person, organisation or place."""
    assert document.ner is not None and len(rows) == len(document.sentences)
    allowed = document.ner.tolist()
    for row, (start, end) in zip(rows, document.sentences):
        unknown = {i for a, b in row["unknown"] for i in range(a, b)}
        for k in range(end - start):
            if k not in unknown:
                allowed[start + k] = (allowed[start + k] & ~DECIDED) or weak.O
        for a, b, kind in row["names"]:
            weak.mark(allowed, start + a, start + b, kind)
            if kind == "LOC":  # facilities are places there
                allowed[start + a] |= weak.BEGIN["FAC"]
                for i in range(start + a + 1, start + b):
                    allowed[i] |= weak.WITHIN["FAC"]
    document.ner = np.array(allowed)


def main() -> None:
    """Write a new cache of corpora with the labels in place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--source", default="corpora_named.pkl")
    options = parser.parse_args()
    corpora = cached_corpora(Path(), options.cache, options.cache / options.source)
    rows = read_jsonl(options.own / "ewt_names.jsonl")
    at = 0
    for document in corpora.ewt:
        apply(document, rows[at : at + len(document.sentences)])
        at += len(document.sentences)
    (options.cache / "corpora_final.pkl").write_bytes(pickle.dumps(corpora))


if __name__ == "__main__":
    main()
