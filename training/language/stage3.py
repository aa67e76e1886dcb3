"""
Stage 3: train only the event layers and their heads on a finished encoder, which is frozen; with --fold, leave one fold out.

What lies below the event layers never changes, so it is computed once for a few packings of the sentences and kept.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from language.batches import Batch
from language.corpora import cached_corpora
from language.event_losses import event_losses
from language.events import Example, endless_events, fold_of
from language.losses import total
from language.network import EVENT_LAYERS, FAR, Network
from language.stage2 import cached_examples, start_from
from language.train import rate, save

OWN = ("hints", "trigger", "mode", "status", "arguments")
BUDGET = 1024
THIN = 0.1  # share of the kept values, and of the words' hints, that each step drops


def held_out(example: Example, fold: int) -> bool:
    """Tell whether an example is of the fold's documents; sentences written for training are of none."""
    return fold_of(example.doc) == fold and not example.doc.startswith("events_written")


def below(network: Network, batch: Batch) -> Tensor:
    """Return what the event layers take in: the output of the encoder's layer under them."""
    ids, mask, cases, *_ = batch.inputs
    encoder = network.encoder
    return encoder(ids, mask, cases, last=len(encoder.layers) - EVENT_LAYERS)[-1]


def event_view(network: Network, x: Tensor, batch: Batch, hints: Tensor) -> Tensor:
    """Return the event layers' word vectors with the hints' [B, W, width]."""
    _, mask, _, word_starts, word_ends = batch.inputs
    bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * FAR
    for layer in network.event_layers:
        x = layer(x, bias)
    count, length, width = x.shape
    rows = torch.arange(count)[:, None] * length
    flat = x.flatten(0, 1)
    picked = (flat.index_select(0, (rows + word_starts).flatten()) + flat.index_select(0, (rows + word_ends).flatten())) * 0.5
    return picked.view(count, -1, width) + network.hints(hints)


def kept_batches(network: Network, examples: list[Example], options: argparse.Namespace) -> list[tuple[Batch, Tensor]]:
    """Return some epochs of batches, each packed anew, with what lies below the event layers."""
    wanted = options.packings * sum(2 + sum(map(len, example.document.pieces)) for example in examples)
    kept, pieces = [], 0
    stream = endless_events(examples, budget=BUDGET, seed=options.seed * 1000)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        while pieces < wanted:
            batch = next(stream)
            pieces += int(batch.attention_mask.sum())
            kept.append((batch, below(network, batch).to(torch.bfloat16)))
    return kept


def run(options: argparse.Namespace) -> None:
    """Train in one process."""
    torch.set_num_threads(1)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    examples = [e for e in cached_examples(options) if not held_out(e, options.fold)]
    network = start_from(corpora, options.start, options.seed).eval()
    network.requires_grad_(requires_grad=False)
    kept = kept_batches(network, examples, options)
    print(json.dumps({"examples": len(examples), "batches": len(kept)}), flush=True)
    heads = nn.ModuleList(getattr(network, name) for name in OWN).requires_grad_(requires_grad=True).train()
    network.event_layers.requires_grad_(requires_grad=True).train()
    groups = [
        {"params": list(network.event_layers.parameters()), "lr": options.rate},
        {"params": list(heads.parameters()), "lr": options.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    trained: list[nn.Parameter] = [p for group in groups for p in group["params"]]
    mean = [p.detach().clone() for p in trained]
    torch.manual_seed(options.seed * 100)
    draw, order = random.Random(options.seed), list[int]()
    sums: dict[str, list[float]] = {}
    began = time.time()
    for step in range(options.steps):
        for group, base in zip(optimizer.param_groups, (options.rate, options.head_rate)):
            group["lr"] = base * rate(step, options.steps)
        if not order:
            order = list(range(len(kept)))
            draw.shuffle(order)
        batch, hidden = kept[order.pop()]
        hints = batch.hints * (torch.rand(batch.hints.shape[:2]) >= THIN)[..., None]
        with torch.autocast("cpu", torch.bfloat16):
            found = event_losses(network, event_view(network, F.dropout(hidden.float(), THIN), batch, hints), batch)
            loss = total(found)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 2.0)
        optimizer.step()
        torch._foreach_lerp_(mean, [p.detach() for p in trained], 1 - min(options.mean, (step + 1) / (step + 10)))
        for name, value in found.items():
            sums.setdefault(name, []).append(value.item())
        if (step + 1) % options.log == 0:
            means = {name: round(sum(values) / len(values), 4) for name, values in sums.items()}
            print(json.dumps({"step": step + 1, "s": round(time.time() - began), **means}), flush=True)
            sums = {}
    for parameter, value in zip(trained, mean):
        parameter.data.copy_(value)
    save(options.out / "final.pt", network, None, options.steps, {})


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True, help="folder of the project's own annotation")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--corpora", default="corpora_final.pkl")
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--packings", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument(
        "--mean", type=float, default=0.998, help="how slowly the running mean of the weights moves, which is kept"
    )
    parser.add_argument("--log", type=int, default=100)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    run(options)


if __name__ == "__main__":
    main()
