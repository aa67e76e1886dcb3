"""Boosted trees built by hand."""

from __future__ import annotations

import numpy as np

from dateline.trees import Trees, plant


def stump(feature: int, threshold: float, *, low: float, high: float, base: float = 0.0) -> Trees:
    """Return one tree of one question: low up to the threshold of a feature, high above it."""
    return plant(
        {
            "feature": np.array([feature, -1, -1]),
            "threshold": np.array([threshold, 0, 0]),
            "left": np.array([1, 0, 0]),
            "right": np.array([2, 0, 0]),
            "value": np.array([0.0, low, high]),
            "roots": np.array([0]),
            "depth": np.array(1),
            "base": np.array(base),
        }
    )
