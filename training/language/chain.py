"""The log-sum over all sequences of tags that fit together: I-x follows B-x or I-x, every other tag follows any."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from language.network import FAR


def log_sum(scores: Tensor, mask: Tensor, allowed: Tensor | None = None) -> Tensor:
    """
    Return the log-sum over the tag sequences of each sentence, shape [B].

    Args:
        scores: of O, B-x, I-x for each label in turn, [B, W, 1 + 2 * labels].
        mask: which words there are, [B, W]; those that are not come last.
        allowed: which tags each word may have, shaped as scores; None for any.

    Method: forward algorithm; nothing but what fits tells one step from another, so that a decoder needs no weights of its own.
    """
    if allowed is not None:
        scores = scores.masked_fill(~allowed, FAR)
    first = torch.cat([scores[:, 0, :1], scores[:, 0, 1::2]], dim=-1)  # O and the B-
    outside, begins, inside = first[:, :1], first[:, 1:], torch.full_like(first[:, 1:], FAR)
    for word in range(1, scores.shape[1]):
        here, real = scores[:, word], mask[:, word, None]
        before = torch.logsumexp(torch.cat([outside, begins, inside], dim=-1), dim=-1, keepdim=True)
        going = torch.logaddexp(begins, inside) + here[:, 2::2]
        outside = torch.where(real, before + here[:, :1], outside)
        begins, inside = torch.where(real, before + here[:, 1::2], begins), torch.where(real, going, inside)
    return torch.logsumexp(torch.cat([outside, begins, inside], dim=-1), dim=-1)


def loss(scores: Tensor, mask: Tensor, allowed: Tensor, weights: Tensor) -> Tensor:
    """Return the mean over words of how unlikely the allowed sequences are; `weights` count sentences [B]."""
    unlikely = log_sum(scores, mask) - log_sum(scores, mask, allowed | ~mask[..., None])
    return (unlikely * weights).sum() / (weights * mask.sum(dim=1)).sum()


def padded(rows: list[Tensor], value: float = 0.0) -> Tensor:
    """Return rows of words [W, ...] side by side, the shorter ones filled up."""
    longest = max(len(row) for row in rows)
    return torch.stack([F.pad(row, (*(0, 0) * (row.dim() - 1), 0, longest - len(row)), value=value) for row in rows])
