"""
Which passages of a dump are body text: boosted trees over the traits, then the likeliest runs.

The trees (body.npz) are trained by training/story_lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from dateline.stages.story.passages import Passage
from dateline.stages.story.traits import NAMES, traits
from dateline.trees import Trees, log_odds, plant

Mask = npt.NDArray[np.bool_]
SWITCH = 0.5  # cost of a change between text and no text, in log odds: docs/decisions/0051
LEAN = 0.5  # added to the log odds: a lost paragraph costs more than a kept caption, docs/decisions/0051
_SURE = 1e-3


@lru_cache(maxsize=1)
def trees() -> Trees:
    """Return the trees shipped with the package."""
    with resources.as_file(resources.files("dateline.stages.story") / "body.npz") as path, np.load(path) as arrays:
        if tuple(str(name) for name in arrays["names"]) != NAMES:
            message = "body.npz was trained on other traits: run training/story_lines/train.py"
            raise ValueError(message)
        return plant({name: arrays[name] for name in arrays.files})


def likeliest_runs(scores: npt.NDArray[np.floating], *, switch: float = SWITCH) -> Mask:
    """Return which passages are body text, given their log odds and what each change costs (Viterbi, two states)."""
    out_score, in_score = 0.0, -switch
    came = np.zeros((len(scores), 2), dtype=np.int8)
    limit = float(np.log(1 / _SURE))
    for index, score in enumerate(np.clip(scores, -limit, limit).tolist()):
        from_in, from_out = in_score - switch, out_score - switch
        came[index, 0] = from_in > out_score
        came[index, 1] = from_out > in_score
        out_score, in_score = max(out_score, from_in), max(in_score, from_out) + score
    state = int(in_score > out_score)
    mask = np.zeros(len(scores), dtype=np.bool_)
    for index in range(len(scores) - 1, -1, -1):
        mask[index] = bool(state)
        if came[index, state]:
            state = 1 - state
    return mask


def body_mask(page: Sequence[Passage]) -> Mask:
    """Return which passages of a page belong to the body of a report: paragraphs, and the subheads and lists between them."""
    if not page:
        return np.zeros(0, dtype=np.bool_)
    return likeliest_runs(log_odds(traits(page), trees()) + LEAN)
