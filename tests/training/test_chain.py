"""The log-sum over tag sequences that fit together, beside adding up all of them."""

from __future__ import annotations

import itertools
import math
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
sys.path.append(str(Path(__file__).parents[2] / "training"))

from language.chain import log_sum, loss  # noqa: E402

TAGS = ("O", "B-x", "I-x", "B-y", "I-y")


def fits(tags: tuple[int, ...]) -> bool:
    """Return whether every I- follows a B- or I- of its kind."""
    before = (0, *tags)
    return all(TAGS[tag][0] != "I" or TAGS[last][1:] == TAGS[tag][1:] for last, tag in itertools.pairwise(before))


def added_up(scores: list[list[float]], allowed: list[list[bool]]) -> float:
    """Return the log-sum by its definition."""
    paths = itertools.product(range(len(TAGS)), repeat=len(scores))
    fitting = (path for path in paths if fits(path) and all(allowed[word][tag] for word, tag in enumerate(path)))
    return math.log(sum(math.exp(sum(scores[word][tag] for word, tag in enumerate(path))) for path in fitting))


def test_it_adds_up_all_sequences_that_fit_of_sentences_of_different_lengths() -> None:
    torch.manual_seed(1)
    scores, mask = torch.randn(2, 4, len(TAGS)), torch.tensor([[True] * 4, [True] * 3 + [False]])
    allowed = torch.rand(2, 4, len(TAGS)) > 0.3
    allowed[..., 0] = True

    free, bound = log_sum(scores, mask), log_sum(scores, mask, allowed)

    for row, words in enumerate((4, 3)):
        told, may = scores[row, :words].tolist(), allowed[row, :words].tolist()
        assert free[row].item() == pytest.approx(added_up(told, [[True] * len(TAGS)] * words), abs=1e-4)
        assert bound[row].item() == pytest.approx(added_up(told, may), abs=1e-4)


def test_the_loss_is_nothing_where_every_sequence_is_allowed() -> None:
    scores, mask = torch.randn(1, 3, len(TAGS)), torch.ones(1, 3, dtype=torch.bool)

    assert loss(scores, mask, torch.ones(1, 3, len(TAGS), dtype=torch.bool), torch.ones(1)).item() == pytest.approx(0.0)
