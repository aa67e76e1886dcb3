"""The descent of a network that trains in one process on another that is frozen."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn

from language.losses import total
from language.train import rate


def descend(
    network: nn.Module, groups: list[dict[str, object]], losses: Callable[[], dict[str, Tensor]], options: argparse.Namespace
) -> None:
    """
    Step `options.steps` times, log every `options.log`, and leave the running mean of the weights in the network.

    Args:
        network: what is trained.
        groups: its parameters, each group with its highest rate as "lr"; those in no group stay as they are.
        losses: draws the next batch and returns its losses by name.
        options: steps, log, and mean, how slowly the mean moves.
    """
    base = [float(str(group["lr"])) for group in groups]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    trained: list[Tensor] = [p for group in optimizer.param_groups for p in group["params"]]
    mean = [p.detach().clone() for p in trained]
    network.train()
    sums: dict[str, list[float]] = {}
    began = time.time()
    for step in range(options.steps):
        for group, value in zip(optimizer.param_groups, base):
            group["lr"] = value * rate(step, options.steps)
        with torch.autocast("cpu", torch.bfloat16):
            found = losses()
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
