"""Boosted trees as plain arrays."""

from __future__ import annotations

import numpy as np

from dateline.trees import log_odds
from stumps import stump


def test_a_tree_sends_a_row_left_at_or_below_its_threshold() -> None:
    assert log_odds(np.array([[50.0], [51.0]], np.float32), stump(0, 50.0, low=-2, high=3, base=0.5)).tolist() == [-1.5, 3.5]
