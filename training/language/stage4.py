"""
Stage 4: train the pairs' network, from the events' network of the same fold; with --fold, leave that fold out.

Rows: relations/, and every annotated event with its actors and recipients.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from language.corpora import cached_corpora
from language.descent import descend
from language.event_network import load_events
from language.event_sentences import Pair, Sentence, endless_groups, read, read_alone, read_pairs, told_pair
from language.events import cached_examples
from language.network import FAR, Network
from language.pair_network import PairNetwork
from language.stage3 import BUDGET, VAGUE, held_out
from language.train import language_from

GOLD = 6  # how often a pass reads the rows of relations/, besides the once among the pairs of their sentences


@dataclass
class Row:
    """A sentence with one pair of actors."""

    sentence: Sentence
    pair: Pair


def rows_of(sentences: Sequence[Sentence], told: dict[str, dict[str, Any]]) -> list[Row]:
    """Return the rows of all pairs, those of relations/ several times."""
    rows: list[Row] = []
    for sentence in sentences:
        gold = told.get(sentence.document.name.rsplit(":", 1)[0])
        if gold is not None:
            rows += [Row(sentence, told_pair(sentence.document, gold))] * GOLD
        rows += [Row(sentence, pair) for pair in sentence.pairs]
    return rows


def scores_of(network: PairNetwork, language: Network, rows: Sequence[Row]) -> Tensor:
    """Return [P, types]."""
    reading = read([row.sentence for row in rows])
    source, target = torch.zeros(reading.trunk.shape[:2]), torch.zeros(reading.trunk.shape[:2])
    for number, row in enumerate(rows):
        acting, receiving, _ = row.pair
        source[number, acting], target[number, receiving] = 1.0, 1.0
    given = reading.given(language, reading.batch.hints, F.dropout(reading.trunk, VAGUE, network.training))
    return network(given, source, target, (reading.batch.sentence_ids > 0).float())


def loss_of(scores: Tensor, rows: Sequence[Row]) -> Tensor:
    """Return the mean of -log P(one of the types that are right)."""
    right = torch.zeros(scores.shape)
    for number, row in enumerate(rows):
        right[number, list(row.pair[2])] = 1.0
    log = F.log_softmax(scores.float(), dim=-1)
    return -torch.logsumexp(log + (1.0 - right) * FAR, dim=-1).mean()


def run(options: argparse.Namespace) -> None:
    """Train in one process."""
    torch.set_num_threads(1)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    language = language_from(corpora, options.start).eval().requires_grad_(requires_grad=False)
    trained = load_events(options.events, language.encoder.shape)
    torch.manual_seed(options.seed * 100)
    network = PairNetwork(trained)
    told = read_pairs(options.evaluation)
    examples = [e for e in cached_examples(options) if not held_out(e, options.fold)]
    rows = rows_of(read_alone(language, examples, told, None), told)
    print(json.dumps({"rows": len(rows)}), flush=True)
    events = network.events
    body, heads = (events.layers, events.norm, events.hints, events.trunk), (network.marks, network.first, events.pair)
    groups: list[dict[str, object]] = [
        {"params": [p for module in modules for p in module.parameters()], "lr": highest}
        for modules, highest in ((body, options.rate), (heads, options.head_rate))
    ]
    stream = endless_groups(rows, lambda row: row.sentence.size, budget=BUDGET, seed=options.seed)

    def losses() -> dict[str, Tensor]:
        chosen = next(stream)
        return {"relation": loss_of(scores_of(network, language, chosen), chosen)}

    descend(network, groups, losses, options)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save({"pairs": network.state_dict(), "step": options.steps}, options.out / "pairs.pt")


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--corpora", default="corpora_final.pkl")
    parser.add_argument("--start", type=Path, required=True, help="checkpoint of the language network")
    parser.add_argument("--events", type=Path, required=True, help="of the events' network of the same fold")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument("--steps", type=int, default=1400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--mean", type=float, default=0.995)
    parser.add_argument("--log", type=int, default=50)
    options = parser.parse_args()
    run(options)


if __name__ == "__main__":
    main()
