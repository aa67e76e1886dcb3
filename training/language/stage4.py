"""
Stage 4: train the pairs' network, from the events' network of the same fold; with --fold, leave that fold out.

Rows: relations/, and every annotated event with its actors and recipients.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from language.batches import STEP, collate
from language.corpora import cached_corpora
from language.documents import Window
from language.event_network import load_events
from language.event_sentences import Pair, Sentence, read_alone, read_pairs, told_pair
from language.events import cached_examples
from language.network import FAR, Network
from language.pair_network import PairNetwork
from language.stage3 import held_out
from language.train import language_from, rate

BUDGET = 1024
GOLD = 3  # how often a pass reads the rows of relations/


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


def batches(rows: Sequence[Row], *, seed: int) -> Iterator[list[Row]]:
    """Yield rows of like length for ever, in a seeded order."""
    draw = random.Random(seed)
    while True:
        order = list(rows)
        draw.shuffle(order)
        groups: list[list[Row]] = [[]]
        for row in sorted(order, key=lambda row: row.sentence.size // 8):
            size = -(-row.sentence.size // STEP) * STEP
            if groups[-1] and size * (len(groups[-1]) + 1) > BUDGET:
                groups.append([])
            groups[-1].append(row)
        draw.shuffle(groups)
        yield from groups


def scores_of(network: PairNetwork, language: Network, rows: Sequence[Row]) -> Tensor:
    """Return [P, types]."""
    batch = collate([Window(r.sentence.document, 0, len(r.sentence.document.words), r.sentence.document.sentences) for r in rows],
                    step=STEP)  # fmt: skip
    ids, mask, cases, starts, ends = batch.inputs
    source, target = torch.zeros(starts.shape), torch.zeros(starts.shape)
    trunk = torch.zeros(*starts.shape, rows[0].sentence.trunk.shape[-1])
    for number, row in enumerate(rows):
        acting, receiving, _ = row.pair
        source[number, acting], target[number, receiving] = 1.0, 1.0
        trunk[number, : len(row.sentence.trunk)] = row.sentence.trunk.float()
    with torch.no_grad():
        embedded = language.encoder.word(ids)
    places = torch.arange(ids.shape[1])[None].expand_as(ids)
    inside = (batch.sentence_ids > 0).float()
    if network.training:
        trunk = F.dropout(trunk, 0.2)
    return network(embedded, cases, places, mask, starts, ends, batch.hints, trunk, source, target, inside)


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
    events = load_events(options.events, language.encoder.shape)
    torch.manual_seed(options.seed * 100)
    network = PairNetwork(events)
    told = read_pairs(options.evaluation)
    examples = [e for e in cached_examples(options) if not held_out(e, options.fold)]
    rows = rows_of(read_alone(language, examples, told, None), told)
    print(json.dumps({"rows": len(rows)}), flush=True)
    new = [network.marks, network.first, network.events.pair]
    heads = [p for module in new for p in module.parameters()]
    body = [p for module in (network.events.layers, network.events.norm, network.events.hints, network.events.trunk)
            for p in module.parameters()]  # fmt: skip
    trained = [*body, *heads]
    base = [options.rate, options.head_rate]
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    mean = [p.detach().clone() for p in trained]
    stream = batches(rows, seed=options.seed)
    network.train()
    sums: list[float] = []
    began = time.time()
    for step in range(options.steps):
        for group, value in zip(optimizer.param_groups, base):
            group["lr"] = value * rate(step, options.steps)
        chosen = next(stream)
        with torch.autocast("cpu", torch.bfloat16):
            scores = scores_of(network, language, chosen)
        loss = loss_of(scores, chosen)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 2.0)
        optimizer.step()
        torch._foreach_lerp_(mean, [p.detach() for p in trained], 1 - min(options.mean, (step + 1) / (step + 10)))
        sums.append(loss.item())
        if (step + 1) % options.log == 0:
            print(
                json.dumps({"step": step + 1, "s": round(time.time() - began), "loss": round(sum(sums) / len(sums), 4)}),
                flush=True,
            )
            sums = []
    for parameter, value in zip(trained, mean):
        parameter.data.copy_(value)
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
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--mean", type=float, default=0.99)
    parser.add_argument("--log", type=int, default=50)
    options = parser.parse_args()
    run(options)


if __name__ == "__main__":
    main()
