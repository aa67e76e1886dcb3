"""Scores of one window → tags, features, lemmas and the tree of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.language.analysis import IntArray, Range
from dateline.language.decode import tree
from dateline.language.decode.lemmas import Lemmas
from dateline.language.decode.outputs import Outputs


@dataclass(frozen=True, slots=True)
class Lists:
    """The label lists of the grammar heads."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    rels: tuple[str, ...]
    lemmas: Lemmas


@dataclass(frozen=True, slots=True)
class Grammar:
    """Grammar of some words in a row; heads count from the first of them, -1 for a root."""

    upos: list[str]
    feats: list[str]
    lemmas: tuple[str, ...]
    heads: IntArray
    deprels: list[str]


def grammar(outputs: Outputs, words: Sequence[str], sentences: Sequence[Range], lists: Lists) -> Grammar:
    """
    Return the grammar of one window.

    Args:
        outputs: "upos": scores, shape (words, tags); "feats", "lemma": label numbers, shape (words,); "arcs": scores, shape
            (words, words + 1); "heads": their two best columns, shape (words, 2); "labels": scores, shape (words, 2, rels).
        words: the window's words.
        sentences: ranges in the window.
        lists: what the numbers mean.
    """
    heads = tree.heads(outputs.scores("arcs"), sentences)
    upos = [lists.upos[tag] for tag in outputs.scores("upos").argmax(axis=1).tolist()]
    return Grammar(
        upos=upos,
        feats=[lists.feats[value] for value in outputs.labels("feats").tolist()],
        lemmas=lists.lemmas.apply(words, upos, outputs.labels("lemma").tolist()),
        heads=heads,
        deprels=_deprels(outputs, heads, lists.rels),
    )


def _deprels(outputs: Outputs, heads: IntArray, rels: Sequence[str]) -> list[str]:
    """Return the best label of each arc; the model scores those of the two likeliest heads, the tree seldom has another."""
    second = outputs.labels("heads")[:, 1] == heads + 1
    chosen = outputs.scores("labels")[np.arange(len(heads)), second.astype(np.int64)].copy()
    root = rels.index("root")
    chosen[heads < 0, root] = np.inf
    chosen[heads >= 0, root] = -np.inf
    return [rels[rel] for rel in chosen.argmax(axis=1).tolist()]


def pronouns(part: Grammar) -> npt.NDArray[np.bool_]:
    """Return which words are personal pronouns that stand for something."""
    pairs = zip(part.feats, part.deprels, strict=True)
    return np.array(["PronType=Prs" in feats and deprel != "expl" for feats, deprel in pairs], dtype=bool)


def joined(parts: Sequence[tuple[int, Grammar]], sentences: Sequence[Range]) -> Grammar:
    """
    Return the grammar of a story from those of its windows.

    Args:
        parts: the first word of each window and its grammar, in order.
        sentences: the story's sentences; one that was cut between windows hangs together again on its first root.
    """
    if not parts:
        return Grammar([], [], (), np.zeros(0, dtype=np.int64), [])
    heads = np.concatenate([np.where(part.heads < 0, -1, part.heads + start) for start, part in parts])
    deprels = [rel for _, part in parts for rel in part.deprels]
    roots = np.flatnonzero(heads < 0)
    if len(roots) > len(sentences):
        firsts = roots[np.searchsorted(roots, [start for start, _ in sentences])]
        for root in np.setdiff1d(roots, firsts).tolist():
            heads[root] = firsts[np.searchsorted(firsts, root) - 1]
            deprels[root] = "parataxis"
    return Grammar(
        upos=[tag for _, part in parts for tag in part.upos],
        feats=[value for _, part in parts for value in part.feats],
        lemmas=tuple(lemma for _, part in parts for lemma in part.lemmas),
        heads=heads,
        deprels=deprels,
    )
