"""Write the weighted mean of checkpoints; a weight that only some of them have is the mean of those."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read PATH:WEIGHT pairs and write the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", nargs="+", help="PATH:WEIGHT")
    options = parser.parse_args()
    pairs = [text.rsplit(":", 1) for text in options.checkpoints]
    read = [(torch.load(path, weights_only=False)["network"], float(weight)) for path, weight in pairs]
    mean = {}
    for name in read[0][0]:
        have = [(network[name].float(), weight) for network, weight in read if name in network]
        mean[name] = sum(value * weight for value, weight in have) / sum(weight for _, weight in have)
    torch.save({"network": mean, "step": 0}, options.out)


if __name__ == "__main__":
    main()
