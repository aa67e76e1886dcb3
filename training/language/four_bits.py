"""Weights in four bits, as onnxruntime's operators take them: two values a byte, and a scale for each block of values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

HALF = 7  # the greatest of four bits with a sign, as it is used
LEAST = 1e-8  # of a block's greatest value, so that a block of noughts has a scale


def four_bits(blocks: NDArray[np.float32], clips: Sequence[float]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """
    Return blocks [..., values] as bytes [..., values / 2], the lower half first and 8 for nought, and their scales [...].

    Args:
        blocks: the weights; those of one block share a scale.
        clips: shares of a block's greatest value that its scale may reach; the one that loses least is taken.
    """
    greatest = np.maximum(np.abs(blocks).max(-1, keepdims=True), LEAST) / HALF
    tried = [(greatest * clip, np.clip(np.round(blocks / (greatest * clip)), -HALF - 1, HALF)) for clip in clips]
    best = np.stack([((values * scale - blocks) ** 2).sum(-1) for scale, values in tried]).argmin(0)
    scales = np.choose(best, [scale[..., 0] for scale, _ in tried]).astype(np.float32)
    values = (np.choose(best[..., None], [values for _, values in tried]) + HALF + 1).astype(np.uint8)
    return values[..., 0::2] | (values[..., 1::2] << 4), scales
