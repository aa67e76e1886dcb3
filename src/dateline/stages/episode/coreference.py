"""
Group mentions of events over several documents: which words tell of one occurrence.

Method: three small networks over likenesses of pairs (words of the mention, of its sentence, of its document; who, where and when
beside it; stems that told of one event in other news), then groups by average linkage. Fitted on the training topics of ECB+
(training/coreference, codebook/data/coreference.json).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from dateline.stages.episode.lexicon import WORD, lexicon, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

CLUSTERS = (0.1, 0.2)  # likeness of documents from which on they are taken for one piece of news, wide and narrow


@dataclass(frozen=True, slots=True)
class EventWords:
    """One mention of an event with what stands around it."""

    document: str
    words: str
    sentence: str
    who: str = ""
    where: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A small network: features → hidden units → log-odds."""

    hidden: Matrix  # (features, units)
    hidden_bias: Matrix
    output: Matrix  # (units,)
    output_bias: float

    def odds(self, table: Matrix) -> Matrix:
        """Return the probability of every pair, of features of shape (features, mentions, mentions)."""
        units = np.tanh(np.tensordot(table, self.hidden, axes=(0, 0)) + self.hidden_bias)
        return np.asarray(1 / (1 + np.exp(-(units @ self.output + self.output_bias))), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Model:
    """Networks whose mean counts, stems that told of one event in other news, and the least mean probability to be one."""

    networks: tuple[Layer, ...]
    relatives: Mapping[frozenset[str], float]
    threshold: float


@cache
def shipped() -> Model:
    """Return the model that is shipped, read once."""
    table = json.loads((files("dateline.codebook") / "data" / "coreference.json").read_text(encoding="utf-8"))
    networks = tuple(
        Layer(np.array(one["hidden"]), np.array(one["hidden_bias"]), np.array(one["output"]), one["output_bias"])
        for one in table["networks"]
    )
    relatives = {frozenset(pair.split()): value for pair, value in table["relatives"].items()}
    return Model(networks, relatives, table["threshold"])


def _stems(text: str) -> list[str]:
    stop = lexicon().stop
    return [stem(word) for word in WORD.findall(text) if word.lower() not in stop]


def _letters(text: str) -> list[str]:
    joined = f"^{''.join(WORD.findall(text.lower()))}$"
    return [joined[place : place + 3] for place in range(len(joined) - 2)]


def _cosine(texts: Sequence[str], terms: Callable[[str], list[str]]) -> Matrix:
    """Return the cosine of every pair of texts over their terms, rare terms counting more; 0 where a text has none."""
    several = [terms(text) for text in texts]
    places = {term: place for place, term in enumerate(sorted({term for one in several for term in one}))}
    counts = np.zeros((len(texts), len(places) or 1))
    for row, one in enumerate(several):
        for term in one:
            counts[row, places[term]] += 1
    spread = np.count_nonzero(counts, axis=0)
    vectors = np.log1p(counts) * np.log((1 + len(texts)) / np.maximum(spread, 1))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return np.asarray(vectors @ vectors.T, dtype=np.float64)


def heads(mentions: Sequence[EventWords]) -> list[frozenset[str]]:
    """Return the stems that each mention is told by."""
    return [frozenset(_stems(one.words)) or frozenset((one.words.lower(),)) for one in mentions]


def _relatives(told: Sequence[frozenset[str]], known: Mapping[frozenset[str], float]) -> Matrix:
    """Return how often stems of every pair of mentions told of one event in other news."""
    kinds = sorted(set(told), key=sorted)
    table = np.zeros((len(kinds), len(kinds)))
    for row, one in enumerate(kinds):
        for column, other in enumerate(kinds[:row]):
            best = max((known.get(frozenset((a, b)), 0.0) for a in one - other for b in other - one), default=0.0)
            table[row, column] = table[column, row] = best
    places = np.array([kinds.index(one) for one in told])
    return np.asarray(table[np.ix_(places, places)], dtype=np.float64)


def features(mentions: Sequence[EventWords], documents: Mapping[str, str], relatives: Mapping[frozenset[str], float]) -> Matrix:
    """
    Return the likenesses of every pair of mentions, shape (features, mentions, mentions).

    Args:
        mentions: the mentions, of documents on related news.
        documents: the text of each document, by name.
        relatives: stems that told of one event in other news.
    """
    names = sorted({one.document for one in mentions})
    number = {name: place for place, name in enumerate(names)}
    home = np.array([number[one.document] for one in mentions])
    pages = _cosine([documents[name] for name in names], _stems)
    clusters = [np.array(_linked(pages, limit))[home] for limit in CLUSTERS]
    wide, narrow = ((one[:, None] == one[None, :]).astype(np.float64) for one in clusters)
    document = pages[np.ix_(home, home)]
    words = _cosine([one.words for one in mentions], lambda text: _stems(text) or _letters(text))
    letters = _cosine([one.words for one in mentions], _letters)
    sentence = _cosine([one.sentence for one in mentions], _stems)
    sides = [_cosine([getattr(one, name) for one in mentions], _stems) for name in ("who", "where", "when")]
    told = heads(mentions)
    spread = {head: told.count(head) / len(told) for head in set(told)}
    rare = np.array([-np.log(spread[head]) for head in told])
    rarity = np.minimum.outer(rare, rare) * words / 5
    kinds = {head: place for place, head in enumerate(sorted(set(told), key=sorted))}
    kind = np.array([kinds[head] for head in told])
    same = (kind[:, None] == kind[None, :]).astype(np.float64)
    inside = (home[:, None] == home[None, :]).astype(np.float64)
    return np.stack(
        [
            same, words, letters, sentence, document, inside, *sides, rarity,
            words * document, words * sentence, words * sides[0], letters * document,
            _relatives(told, relatives), wide, narrow, same * wide, words * narrow,
        ]
    )  # fmt: skip


def _linked(scores: Matrix, threshold: float) -> list[int]:
    """Return a group number for every row: the two groups that are most alike on average merge while they are above threshold."""
    size = len(scores)
    group = list(range(size))
    weight = np.ones(size)
    alike = scores.copy()
    np.fill_diagonal(alike, -1)
    while size > 1:
        one, other = sorted(divmod(int(np.argmax(alike)), size))
        if alike[one, other] < threshold:
            break
        mean = (weight[one] * alike[one] + weight[other] * alike[other]) / (weight[one] + weight[other])
        alike[one], alike[:, one] = mean, mean
        alike[one, one] = -1
        alike[other], alike[:, other] = -1, -1
        weight[one] += weight[other]
        group = [one if mine == other else mine for mine in group]
    return group


def coreference(mentions: Iterable[EventWords], documents: Mapping[str, str], *, model: Model | None = None) -> list[int]:
    """
    Return a number for every mention; mentions of one number tell of one occurrence.

    Args:
        mentions: the mentions, of documents on related news.
        documents: the text of each document, by name.
        model: another model than the one shipped.
    """
    known = model or shipped()
    several = list(mentions)
    if not several:
        return []
    table = features(several, documents, known.relatives)
    return _linked(np.mean([network.odds(table) for network in known.networks], axis=0), known.threshold)
