"""Write the weighted mean of checkpoints of one kind of network; a weight that only some of them have is the mean of those."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

KINDS = ("network", "events", "pairs")  # what checkpoints hold: the language network, the events', the pairs'


def main() -> None:
    """Read PATH:WEIGHT pairs and write the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", nargs="+", help="PATH:WEIGHT")
    options = parser.parse_args()
    pairs = [text.rsplit(":", 1) for text in options.checkpoints]
    loaded = [(torch.load(path, weights_only=False), float(weight)) for path, weight in pairs]
    kind = next(kind for kind in KINDS if kind in loaded[0][0])
    read = [(checkpoint[kind], weight) for checkpoint, weight in loaded]
    mean = {}
    for name in read[0][0]:
        have = [(network[name].float(), weight) for network, weight in read if name in network]
        mean[name] = sum(value * weight for value, weight in have) / sum(weight for _, weight in have)
    torch.save({kind: mean, "step": 0}, options.out)


if __name__ == "__main__":
    main()
