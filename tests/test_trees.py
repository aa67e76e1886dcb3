"""Boosted trees as plain arrays."""

from __future__ import annotations

import numpy as np

from dateline.trees import log_odds, plant

STUMP = plant(
    {
        "feature": np.array([0, -1, -1]),
        "threshold": np.array([50.0, 0, 0]),
        "left": np.array([1, 0, 0]),
        "right": np.array([2, 0, 0]),
        "value": np.array([0.0, -2, 3]),
        "roots": np.array([0]),
        "depth": np.array(1),
        "base": np.array(0.5),
    }
)


def test_a_tree_sends_a_row_left_at_or_below_its_threshold() -> None:
    assert log_odds(np.array([[50.0], [51.0]], np.float32), STUMP).tolist() == [-1.5, 3.5]
