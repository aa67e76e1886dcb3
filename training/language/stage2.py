"""
Stage 2: go on from a stage-1 checkpoint in windows as long as the product's, hiding pieces of the tree batches.

With --frozen and one process it is a refresh: the lower layers stay, and the mean of the weights is kept. Refreshes of one start
with other seeds are averaged (language.mean), which gives more than either.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import torch

from language.batches import ALONE, SEP, Batch, endless
from language.corpora import Corpora, cached_corpora
from language.network import Network
from language.train import BUDGET, LIMITS_NEWS, Exchange, language_from, loop, parameter_groups, sizes_of

SHARES = ({"ewt": 0.56, "gum": 0.29}, {"polnear": 0.37, "re3d": 0.12, "gum": 0.06})
LAST_SHARES = ({"ewt": 0.38, "gum": 0.17}, {"polnear": 0.28, "re3d": 0.04})  # with --last
ALONE_SHARES = {"ewt": 0.6, "gum": 0.2, "polnear": 0.15, "re3d": 0.05}  # of one process alone
NEWS_SHARES = {"ewt": 0.42, "gum": 0.15, "polnear": 0.38, "re3d": 0.05}  # of one process alone, with --news
LIMITS_TREES = (ALONE, 96, 160, 256, 256)  # nearer to the windows of the product than stage 1
MASKED = 0.06  # share of the pieces that the tree batches hide: stage 1 had learnt its trees by heart (arc loss 0.12)
MASK = 103


def mixture(corpora: Corpora, rank: int, options: argparse.Namespace) -> Iterator[Batch]:
    """Yield batches of the corpora in proportion; the last stage reads the re3d documents held back before, too."""
    alone = NEWS_SHARES if options.news else ALONE_SHARES
    shares = alone if options.processes == 1 else (LAST_SHARES if options.last else SHARES)[rank % 2]
    streams: dict[str, Iterator[Batch]] = {}
    for k, name in enumerate(shares):
        documents = getattr(corpora, name) + (corpora.re3d_back if name == "re3d" and options.all_re3d else [])
        limits = LIMITS_NEWS if name in {"polnear", "re3d"} else LIMITS_TREES
        streams[name] = endless(documents, limits, budget=BUDGET, seed=options.seed * 1000 + rank * 10 + k + 5)
    draw = random.Random(options.seed * 7 + rank)
    while True:
        name = draw.choices(list(shares), list(shares.values()))[0]
        batch = next(streams[name])
        if name in {"ewt", "gum"}:
            hidden = (torch.rand(batch.input_ids.shape) < MASKED) & (batch.input_ids > SEP)
            batch.input_ids[hidden] = MASK
        yield batch


def freeze(network: Network, layers: int) -> None:
    """Leave the embeddings and so many lower layers as they are."""
    encoder = network.encoder
    for module in (encoder.position, encoder.case, encoder.norm, *encoder.layers[:layers]):
        module.requires_grad_(requires_grad=False)
    encoder.kind.requires_grad_(requires_grad=False)


def run(rank: int, options: argparse.Namespace, exchange: Exchange | None) -> None:
    """Train in one process."""
    torch.set_num_threads(1)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    torch.manual_seed(options.seed)
    network = language_from(corpora, options.start)
    if options.frozen:
        freeze(network, options.frozen)
    optimizer = torch.optim.AdamW(
        parameter_groups(network, options.rate, options.head_rate), betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    torch.manual_seed(options.seed * 100 + rank)
    loop(rank, exchange, network, optimizer, mixture(corpora, rank, options), 0, options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--corpora", default="corpora_named.pkl")
    parser.add_argument("--start", type=Path, required=True, help="checkpoint of stage 1")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--all-re3d", action="store_true")
    parser.add_argument("--last", action="store_true", help="more news, fewer trees: the run after the first of this stage")
    parser.add_argument("--news", action="store_true", help="more news in one process alone")
    parser.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are, the embeddings with them")
    parser.add_argument(
        "--mean", type=float, default=0.0, help="how slowly a mean of the weights moves, kept instead of the last"
    )
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
    if options.processes == 1:
        run(0, options, None)
        return
    network = Network(sizes_of(corpora))
    parameter_groups(network, 0.0, 0.0)
    exchange = Exchange(options.processes, sum(p.numel() for p in network.parameters() if p.requires_grad))
    torch.multiprocessing.spawn(run, args=(options, exchange), nprocs=options.processes)


if __name__ == "__main__":
    main()
