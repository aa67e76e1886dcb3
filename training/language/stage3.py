"""
Stage 3: train the events' own network on a finished language network, which is frozen; with --fold, leave one fold out.

The language network reads each sentence with its context once, for a few packings; its word vectors are kept. With --begin, go on
from a network that is trained already.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from language.corpora import cached_corpora
from language.descent import descend
from language.encoder import WHEEL, Encoder, load_pretrained, read_wheel
from language.event_losses import event_losses, gate_loss, pair_loss
from language.event_network import LAYERS, EventNetwork, load_events
from language.event_sentences import Reading, endless_groups, read, read_alone, read_pairs
from language.events import Example, cached_examples, fold_of
from language.network import Network
from language.train import language_from

BUDGET = 1024
THIN = 0.1  # share of the words' hints that each step hides
VAGUE = 0.2  # share of the trunk's values that each step drops
GOLD = 2  # how often a pass reads the sentences of events_sentences, whose readers judge
SHARE = 0.5  # of the pretrained encoder in the layers' start; the rest is the language network's
DECAY = 0.85  # of the rate from each layer to the one below it
EMBEDDING_RATE = 0.3  # of the rate: norm and case under the layers


def held_out(example: Example, fold: int) -> bool:
    """Tell whether an example is of the fold's documents; sentences written for training are of none."""
    return fold_of(example.doc) == fold and not example.doc.startswith("events_written")


def parameter_groups(network: EventNetwork, body: float, heads: float) -> list[dict[str, object]]:
    """Return the parameters with their rates: the lower a layer the slower; positions stay as they are."""
    depth = len(network.layers)
    groups: list[dict[str, object]] = [
        {"params": list(layer.parameters()), "lr": body * DECAY ** (depth - 1 - number)}
        for number, layer in enumerate(network.layers)
    ]
    groups.append({"params": [*network.case.parameters(), *network.norm.parameters()], "lr": body * EMBEDDING_RATE})
    own = (
        network.hints,
        network.trunk,
        network.trigger,
        network.mode,
        network.status,
        network.arguments,
        network.pair,
        network.gate,
    )
    groups.append({"params": [p for module in own for p in module.parameters()], "lr": heads})
    return groups


def losses_of(network: EventNetwork, language: Network, reading: Reading) -> dict[str, Tensor]:
    """Return every loss of one batch, some hints and trunk values hidden."""
    batch = reading.batch
    hints = batch.hints * (torch.rand(batch.hints.shape[:2]) >= THIN)[..., None]
    gated = gate_loss(network, reading)
    words = network(reading.given(language, hints, F.dropout(reading.trunk, VAGUE)))
    return event_losses(network, words, batch) | pair_loss(network, words, reading) | gated


def begun(options: argparse.Namespace, language: Network) -> EventNetwork:
    """Return the network to train: that of --begin, or a new one."""
    if options.begin:
        return load_events(options.begin, language.encoder.shape)
    pretrained = Encoder(language.encoder.shape)
    load_pretrained(pretrained, read_wheel(options.cache / WHEEL))
    network = EventNetwork(language.encoder.shape, options.layers)
    network.start_from(language.encoder, pretrained, SHARE)
    return network


def run(options: argparse.Namespace) -> None:
    """Train in one process."""
    torch.set_num_threads(1)
    corpora = cached_corpora(options.evaluation, options.cache, options.cache / options.corpora)
    language = language_from(corpora, options.start).eval().requires_grad_(requires_grad=False)
    torch.manual_seed(options.seed * 100)
    network = begun(options, language)
    examples = [e for e in cached_examples(options) if not held_out(e, options.fold)]
    often = tuple(options.often)
    examples += [e for e in examples if e.gold or e.doc.startswith(often)] * (GOLD - 1)
    draw = random.Random(options.seed * 10)
    sentences = read_alone(language, examples, read_pairs(options.evaluation), draw)
    print(json.dumps({"examples": len(examples), "pieces": sum(s.size for s in sentences)}), flush=True)
    stream = endless_groups(sentences, lambda sentence: sentence.size, budget=BUDGET, seed=options.seed)
    groups = parameter_groups(network, options.rate, options.head_rate)
    descend(network, groups, lambda: losses_of(network, language, read(next(stream))), options)
    torch.save({"events": network.state_dict(), "step": options.steps}, options.out / "events.pt")


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True, help="folder of the project's own annotation")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--corpora", default="corpora_final.pkl")
    parser.add_argument("--start", type=Path, required=True, help="checkpoint of the language network")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=-1)
    parser.add_argument(
        "--often", nargs="*", default=[], help="beginnings of document ids that are read as often as events_sentences"
    )
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--begin", type=Path, help="an events' network to go on from")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--mean", type=float, default=0.998, help="how slowly the mean of the weights moves, which is kept")
    parser.add_argument("--log", type=int, default=100)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    run(options)


if __name__ == "__main__":
    main()
