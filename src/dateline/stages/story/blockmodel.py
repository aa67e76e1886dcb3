"""Score the blocks of an HTML page: how likely each is part of a report. The trees are trained by training/story_blocks."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from dateline.stages.story.features import NAMES, Rows, furniture
from dateline.trees import Trees, log_odds, plant

_FILE = "blocks.npz"
_FIRST = 30  # trees that every block is weighed by
_HOPELESS = -2.5  # log odds after them: none of 15,391 blocks came back from there (docs/decisions/0040)


@lru_cache(maxsize=1)
def trees() -> tuple[Trees, Trees]:
    """
    Return the first trees and the rest, as shipped with the package.

    Raises:
        ValueError: they were trained on other features than `features.NAMES`.
    """
    with resources.as_file(resources.files("dateline.stages.story") / _FILE) as path, np.load(path) as arrays:
        if tuple(str(name) for name in arrays["names"]) != NAMES:
            message = f"{_FILE} was trained on other features: run training/story_blocks/train.py"
            raise ValueError(message)
        whole = plant({name: arrays[name] for name in arrays.files})
    return replace(whole, roots=whole.roots[:_FIRST]), replace(whole, roots=whole.roots[_FIRST:], base=0.0)


def score(rows: Rows) -> npt.NDArray[np.float64]:
    """Return for each block how likely it is part of a report, 0 to 1; plain furniture is not."""
    first, rest = trees()
    odds = np.full(len(rows), -np.inf)
    worth = np.flatnonzero(~furniture(rows))
    odds[worth] = log_odds(rows[worth], first)
    hopeful = np.flatnonzero(odds > _HOPELESS)
    odds[hopeful] += log_odds(rows[hopeful], rest)
    likely: npt.NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return likely
