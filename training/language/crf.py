"""A two-state chain over the words: inside a span or not, with scores for starts and ends."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Row = NDArray[np.float32]


def partition(inside: Tensor, start: Tensor, end: Tensor, mask: Tensor) -> Tensor:
    """
    Return the log-sum over all labellings, shape [R], for score rows [R, W].

    A labelling scores the `inside` of its words, the `start` of each run's first word and the `end` of each run's last.

    Method: product of 2 x 2 matrices in the log semiring, halved at each step.
    """
    never = torch.full_like(inside, -1e4)
    zero = torch.zeros_like(inside)
    inside, start = torch.where(mask, inside, never), torch.where(mask, start, zero)
    before = torch.cat([zero[:, :1] - 1e4, end[:, :-1]], dim=1)  # leaving after the word before
    steps = torch.stack([torch.stack([zero, start + inside], -1), torch.stack([before, inside], -1)], -2)
    last = torch.stack([torch.stack([zero[:, 0], never[:, 0]], -1), torch.stack([end[:, -1], never[:, 0]], -1)], -2)
    steps = torch.cat([steps, last[:, None]], dim=1)
    identity = torch.tensor([[0.0, -1e4], [-1e4, 0.0]], device=inside.device, dtype=inside.dtype)
    while steps.shape[1] > 1:
        if steps.shape[1] % 2:
            steps = torch.cat([steps, identity.expand(steps.shape[0], 1, 2, 2)], dim=1)
        left, right = steps[:, 0::2], steps[:, 1::2]
        steps = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
    return steps[:, 0, 0, 0]


def path_score(inside: Tensor, start: Tensor, end: Tensor, gold: Tensor) -> Tensor:
    """Return the score of the gold labelling (0/1 floats), shape [R]."""
    before = torch.cat([torch.zeros_like(gold[:, :1]), gold[:, :-1]], dim=1)
    after = torch.cat([gold[:, 1:], torch.zeros_like(gold[:, :1])], dim=1)
    return (inside * gold + start * gold * (1 - before) + end * gold * (1 - after)).sum(1)


def best_spans(inside: Row, start: Row, end: Row) -> list[tuple[int, int]]:
    """Return the runs of the best labelling of one row."""
    x, s, e = inside.tolist(), start.tolist(), end.tolist()
    out_score, in_score = 0.0, -1e9
    was_in: list[tuple[bool, bool]] = []  # for the states out and in at word i: was the state before 'in'?
    for i in range(len(x)):
        leave = in_score + (e[i - 1] if i else -1e9)
        stays, enters = in_score + x[i], out_score + s[i] + x[i]
        was_in.append((leave > out_score, stays > enters))
        out_score, in_score = max(out_score, leave), max(stays, enters)
    inside_now, stop = in_score + e[-1] > out_score, len(x)
    spans: list[tuple[int, int]] = []
    for i in range(len(x) - 1, -1, -1):
        if inside_now and not was_in[i][1]:
            spans.append((i, stop))
            inside_now = False
        elif not inside_now and was_in[i][0]:
            inside_now, stop = True, i
    return spans[::-1]
