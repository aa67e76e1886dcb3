"""
Give EWT's proper-noun groups a kind of name: the tree tells where a name begins and ends, the network which kind it is.

EWT's training text has no entity layer. A group is a run of proper nouns joined by flat or compound arcs; the network reads
the sentence with these words capitalised, and a group whose kind it is sure of becomes a label; of the others only the bounds are
told.
"""

from __future__ import annotations

import argparse
import pickle
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language import weak
from language.corpora import cached_corpora
from language.documents import read_tokenizer
from language.encoder import WHEEL
from language.documents import Document
from language.evaluate import Reader
from language.labels import ENTITIES, NER

SURE = 0.75  # share of the probability mass of all kinds that one kind must have
FOREIGN = 0.6  # above this mean probability of O a group is left open: products, languages, titles
BEGINS = sum(weak.BEGIN.values())


def groups(document: Document, upos: list[str], rels: list[str]) -> list[tuple[int, int]]:
    """Return runs of proper nouns that hang together."""
    assert document.upos is not None and document.head is not None and document.rel is not None
    proper = document.upos == upos.index("PROPN")
    joined = {rels.index(name) for name in ("flat", "compound") if name in rels}
    found: list[tuple[int, int]] = []
    for start, end in document.sentences:
        i = start
        while i < end:
            if not proper[i] or document.words[i].lower() in weak.TITLES:
                i += 1
                continue
            j = i + 1
            while j < end and proper[j] and linked(document, i, j, joined):
                j += 1
            found.append((i, j))
            i = j
    return found


def linked(document: Document, start: int, at: int, joined: set[int]) -> bool:
    """Say whether word `at` belongs to the group that begins at `start`."""
    assert document.head is not None and document.rel is not None
    inside = range(start, at)
    up = document.head[at] in inside and int(document.rel[at]) in joined
    down = any(document.head[k] == at and int(document.rel[k]) in joined for k in inside)
    side = document.head[at] == document.head[at - 1] and int(document.rel[at - 1]) in joined
    return bool(up or down or side)


@dataclass
class Vote:
    """What the network thinks of one name over all its places."""

    mass: NDArray[np.float64]
    outside: float = 0.0
    seen: int = 0

    def kind(self) -> str | None:
        """Return the kind it is sure of, or None where it is unsure or thinks it no name at all."""
        best = int(self.mass.argmax())
        sure = self.mass[best] >= SURE * self.mass.sum() and self.outside <= FOREIGN * self.seen
        return ENTITIES[best] if sure else None


def ballot(document: Document, found: list[tuple[int, int]], reader: Reader, votes: dict[str, Vote]) -> None:
    """Add the network's opinion of every group of a document, read with its words capitalised."""
    assert document.cases is not None
    plain = document.cases
    document.cases = plain.copy()
    for start, end in found:
        document.cases[start:end] = np.where(plain[start:end] == 1, 2, plain[start:end])
    scores = np.zeros((len(document.words), len(NER)), np.float32)
    for window, out in reader.read(document, 160):
        scores[window.start : window.end] = out["ner"]
    document.cases = plain
    for start, end in found:
        chances = np.exp(scores[start:end])
        vote = votes.setdefault(" ".join(document.words[start:end]).lower(), Vote(np.zeros(len(ENTITIES))))
        vote.mass += [chances[:, [1 + 2 * k, 2 + 2 * k]].sum(1).mean() for k in range(len(ENTITIES))]
        vote.outside += float(chances[:, 0].mean())
        vote.seen += 1


def relabel(document: Document, found: list[tuple[int, int]], votes: dict[str, Vote]) -> int:
    """Rewrite the allowed tags of one document's groups; return how many were named."""
    assert document.ner is not None
    allowed = document.ner.tolist()
    named = 0
    for start, end in found:
        if any(allowed[i] != weak.ALL for i in range(start, end)):
            continue
        kind = votes[" ".join(document.words[start:end]).lower()].kind()
        if kind is not None:
            weak.mark(allowed, start, end, kind)
            named += 1
        else:
            allowed[start:end] = [weak.O | BEGINS, *[weak.O | weak.INSIDE] * (end - start - 1)]
    document.ner = np.array(allowed)
    return named


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="an exported graph")
    parser.add_argument("--cache", type=Path, required=True)
    options = parser.parse_args()
    corpora = cached_corpora(Path(), options.cache, options.cache / "corpora.pkl")
    reader = Reader(options.model, read_tokenizer(options.cache / WHEEL).get_vocab())
    found = [groups(document, corpora.inventory.upos, corpora.inventory.rels) for document in corpora.ewt]
    votes: dict[str, Vote] = {}
    for document, spans in zip(corpora.ewt, found):
        ballot(document, spans, reader, votes)
    named = sum(relabel(document, spans, votes) for document, spans in zip(corpora.ewt, found))
    target = options.cache / "corpora_named.pkl"
    target.write_bytes(pickle.dumps(corpora))
    print(f"{target}: {named} of {sum(map(len, found))} groups named")


if __name__ == "__main__":
    main()
