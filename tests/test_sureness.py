"""The fit of what makes an event's confidence."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.sureness import chances, error, f1, fitted, ranking

SIGNS = np.random.default_rng(3).normal(size=(4000, 2))
WEIGHTS = np.array([1.5, -0.5, 0.3])
RIGHT = (np.random.default_rng(4).random(4000) < chances(SIGNS, WEIGHTS)).astype(float)


def test_the_weights_that_made_the_answers_are_found_again() -> None:
    assert fitted(SIGNS, RIGHT) == pytest.approx(WEIGHTS, abs=0.15)


def test_chances_that_made_the_answers_are_calibrated_and_rank_well() -> None:
    chance = chances(SIGNS, WEIGHTS)
    assert error(chance, RIGHT) < 0.03
    assert error(chance**3, RIGHT) > 0.1
    assert ranking(chance, RIGHT) > 0.8


def test_ranking_counts_the_pairs_in_their_right_order() -> None:
    assert ranking(np.array([0.1, 0.4, 0.3, 0.9]), np.array([0.0, 1.0, 0.0, 1.0])) == 1.0
    assert ranking(np.array([0.1, 0.4, 0.5, 0.9]), np.array([0.0, 1.0, 0.0, 1.0])) == 0.75


def test_f1_counts_what_readers_name_and_nothing_kept_finds() -> None:
    assert f1(np.array([True, True, False]), np.array([1.0, 0.0, 1.0]), gold=4) == pytest.approx(2 / 6)
