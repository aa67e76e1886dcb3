"""
Fit event coreference on the training topics of ECB+; features and threshold were chosen by the development topics.

    python training/coreference/train.py ecbplus_train_dev.jsonl.gz

Writes src/dateline/codebook/data/coreference.json. Stems that told of one event in a topic count as relatives for the others
only, so that the networks learn how far to trust them in news they have not seen.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks import lines
from benchmarks.tasks.coref import mentions, topics

from dateline.stages.episode.coreference import features, heads

TARGET = Path(__file__).resolve().parents[2] / "src/dateline/codebook/data/coreference.json"
UNITS, STEPS, BATCH, RATE, DECAY, NEGATIVES, SEEDS = 16, 900, 4096, 0.01, 1e-4, 10, (0, 1, 2)
THRESHOLD = 0.5  # even odds
FEWEST = 0.2  # of the topics that have both stems; rarer relatives are left out


class Topic:
    """The selected mentions of one topic, with their gold chains."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        """Read the documents of a topic."""
        chains = {
            (row["id"], one["m"]): one["chain"] if one["chain_kind"] == "cross" else (row["id"], one["chain"] or one["m"])
            for row in rows
            for one in row["mentions"]
            if one["category"] == "event" and one["selected"]
        }
        found = [(row["id"], name, words) for row in rows for name, words in mentions(row) if (row["id"], name) in chains]
        self.mentions = [words for *_, words in found]
        self.documents = {row["id"]: row["text"] for row in rows}
        self.gold = [chains[document, name] for document, name, _ in found]
        self.heads = heads(self.mentions)
        self.stems = frozenset().union(*self.heads)
        by_chain = defaultdict(set)
        for chain, head in zip(self.gold, self.heads, strict=True):
            by_chain[chain].add(head)
        self.pairs = {
            frozenset((a, b))
            for told in by_chain.values()
            for one in told
            for other in told
            for a in one - other
            for b in other - one
        }


def relatives(several: list[Topic]) -> dict[frozenset[str], float]:
    """Return the share of topics with both stems in which they tell of one event."""
    told = Counter(pair for topic in several for pair in topic.pairs)
    return {pair: count / (1 + sum(pair <= topic.stems for topic in several)) for pair, count in told.items()}


def sample(topic: Topic, known: dict[frozenset[str], float], dice: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return the features and labels of all pairs that are one event and of ten times as many that are not."""
    table = features(topic.mentions, topic.documents, known)
    numbers = {chain: number for number, chain in enumerate(dict.fromkeys(topic.gold))}
    chain = np.array([numbers[one] for one in topic.gold])
    upper = np.triu_indices(len(chain), 1)
    same = chain[upper[0]] == chain[upper[1]]
    wrong = np.flatnonzero(~same)
    chosen = dice.choice(wrong, min(len(wrong), NEGATIVES * max(1, int(same.sum()))), replace=False)
    keep = np.concatenate([np.flatnonzero(same), chosen])
    return table[:, upper[0], upper[1]].T[keep], same[keep].astype(float)


def fit(x: np.ndarray, y: np.ndarray, seed: int) -> list[np.ndarray]:
    """Return the weights of one network, fitted by Adam."""
    dice = np.random.default_rng(seed)
    w = [dice.normal(0, 0.3, (x.shape[1], UNITS)), np.zeros(UNITS), dice.normal(0, 0.3, UNITS), np.zeros(1)]
    mean, square = [np.zeros_like(one) for one in w], [np.zeros_like(one) for one in w]
    for step in range(1, STEPS + 1):
        rows = dice.integers(0, len(y), BATCH)
        units = np.tanh(x[rows] @ w[0] + w[1])
        error = (1 / (1 + np.exp(-(units @ w[2] + w[3]))) - y[rows]) / BATCH
        back = np.outer(error, w[2]) * (1 - units**2)
        slopes = [x[rows].T @ back + DECAY * w[0], back.sum(0), units.T @ error + DECAY * w[2], error.sum(keepdims=True)]
        for place, slope in enumerate(slopes):
            mean[place] = 0.9 * mean[place] + 0.1 * slope
            square[place] = 0.999 * square[place] + 0.001 * slope**2
            w[place] -= RATE * (mean[place] / (1 - 0.9**step)) / (np.sqrt(square[place] / (1 - 0.999**step)) + 1e-8)
    return w


def main() -> None:
    """Fit and write."""
    rows = (row for row in lines.read(Path(sys.argv[1])) if row["split"] == "train")
    several = [Topic(each) for each in topics(rows).values()]
    dice = np.random.default_rng(0)
    samples = [sample(topic, relatives([other for other in several if other is not topic]), dice) for topic in several]
    x, y = np.concatenate([one for one, _ in samples]), np.concatenate([one for _, one in samples])
    print(x.shape, y.mean(), flush=True)
    networks = []
    for seed in SEEDS:
        hidden, hidden_bias, output, output_bias = (one.round(4).tolist() for one in fit(x, y, seed))
        networks.append({"hidden": hidden, "hidden_bias": hidden_bias, "output": output, "output_bias": output_bias[0]})
    kept = {" ".join(sorted(pair)): round(value, 3) for pair, value in relatives(several).items() if value >= FEWEST}
    source = (
        "fitted by training/coreference/train.py on the training topics of ECB+ 1.0 (Cybulska and Vossen, LREC 2014); "
        "licence of the annotations: CC BY 3.0; date: 2026-11-21"
    )
    model = {"source": source, "threshold": THRESHOLD, "relatives": dict(sorted(kept.items())), "networks": networks}
    TARGET.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")
    print(len(kept), "relatives")


if __name__ == "__main__":
    main()
