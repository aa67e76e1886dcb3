"""Stage 3: train only the event layer and its heads on a finished encoder, which is frozen; with --fold, leave one fold out."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import torch
from torch import nn

from language.corpora import cached_corpora
from language.event_losses import event_losses
from language.events import endless_events, fold_of
from language.losses import total
from language.network import FAR, Network
from language.stage2 import cached_examples, start_from
from language.train import rate, save

OWN = ("event_layer", "trigger", "mode", "status", "arguments")
BUDGET = 1024


def event_view(network: Network, inputs: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """Return the event layer's word vectors; gradients stop below it."""
    ids, mask, cases, word_starts, word_ends = inputs
    with torch.no_grad():
        below = network.encoder(ids, mask, cases, last=len(network.encoder.layers) - 1)[-1]
    bias = (1.0 - mask[:, None, None, :].to(below.dtype)) * FAR
    x = network.event_layer(below, bias)
    batch, length, width = x.shape
    rows = torch.arange(batch)[:, None] * length
    flat = x.flatten(0, 1)
    picked = (flat.index_select(0, (rows + word_starts).flatten()) + flat.index_select(0, (rows + word_ends).flatten())) * 0.5
    return picked.view(batch, -1, width)


def run(options: argparse.Namespace) -> None:
    """Train in one process."""
    torch.set_num_threads(1)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    examples = [e for e in cached_examples(options) if fold_of(e.doc) != options.fold]
    network = start_from(corpora, options.start, options.seed)
    network.requires_grad_(requires_grad=False)
    parts = [getattr(network, name) for name in OWN]
    for part in parts:
        part.requires_grad_(requires_grad=True)
    groups = [
        {"params": list(parts[0].parameters()), "lr": options.rate},
        {"params": [p for part in parts[1:] for p in part.parameters()], "lr": options.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    trained: list[nn.Parameter] = [p for group in groups for p in group["params"]]
    torch.manual_seed(options.seed * 100)
    network.train()
    network.encoder.eval()
    batches = endless_events(examples, budget=BUDGET, seed=options.seed * 1000)
    sums: dict[str, list[float]] = {}
    began = time.time()
    for step in range(options.steps):
        for group, base in zip(optimizer.param_groups, (options.rate, options.head_rate)):
            group["lr"] = base * rate(step, options.steps)
        batch = next(batches)
        with torch.autocast("cpu", torch.bfloat16):
            found = event_losses(network, event_view(network, batch.inputs), batch)
            loss = total(found)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 2.0)
        optimizer.step()
        for name, value in found.items():
            sums.setdefault(name, []).append(value.item())
        if (step + 1) % options.log == 0:
            means = {name: round(sum(values) / len(values), 4) for name, values in sums.items()}
            print(json.dumps({"step": step + 1, "s": round(time.time() - began), **means}), flush=True)
            sums = {}
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
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--log", type=int, default=100)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    run(options)


if __name__ == "__main__":
    main()
