"""The table of word embeddings as it ships; needs torch and onnx, which only training has."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")
sys.path.append(str(Path(__file__).parents[2] / "training"))

from language.four_bits import four_bits
from language.small_words import is_kept, kept


@pytest.mark.parametrize("piece", ["china", "##ing", "é", "##ʻi", "ª", "1998", "##,", "[UNK]"])
def test_pieces_of_latin_letters_ship(piece: str) -> None:
    assert is_kept(piece)


@pytest.mark.parametrize("piece", ["[unused7]", "中", "##ов", "##ת"])
def test_fillers_and_other_scripts_do_not(piece: str) -> None:
    assert not is_kept(piece)


def test_the_first_numbers_stay_where_they_are() -> None:
    vocabulary = [*(f"[unused{number}]" for number in range(104)), "中", "the"]
    assert kept(vocabulary) == [*range(104), 105]


def test_four_bits_are_near_what_they_stand_for() -> None:
    blocks = np.random.default_rng(1).normal(size=(5, 2, 128)).astype(np.float32)
    packed, scales = four_bits(blocks, (1.0, 0.9, 0.8))
    values = np.stack([packed & 15, packed >> 4], axis=-1).reshape(blocks.shape).astype(np.float32) - 8
    again = values * scales[..., None]
    assert (packed.shape, scales.shape) == ((5, 2, 64), (5, 2))
    assert np.abs(again - blocks).max() <= 0.21 * np.abs(blocks).max()
    assert np.linalg.norm(again - blocks) < 0.13 * np.linalg.norm(blocks)


def test_a_block_of_noughts_stays_one() -> None:
    packed, scales = four_bits(np.zeros((1, 1, 4), np.float32), (1.0,))
    assert packed.tolist() == [[[0x88, 0x88]]]
    assert np.isfinite(scales).all()
