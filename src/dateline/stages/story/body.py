"""
Which passages of a dump are body text: boosted trees over the traits, then the likeliest runs.

The trees are plain arrays (body.npz), trained by training/story_lines; nothing but NumPy is needed to weigh them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from dateline.stages.story.passages import Passage
from dateline.stages.story.traits import NAMES, Array, traits

Mask = npt.NDArray[np.bool_]
SWITCH = 0.5  # cost of a change between text and no text, in log odds: docs/decisions/0051
LEAN = 0.5  # added to the log odds: a lost paragraph costs more than a kept caption, docs/decisions/0051
_SURE = 1e-3
_CHUNK = 4096  # passages weighed at once


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees: node arrays of all trees behind one another, `roots` says where each begins."""

    feature: npt.NDArray[np.intp]  # column of the traits; 0 at a leaf
    threshold: npt.NDArray[np.float32]  # infinite at a leaf
    children: npt.NDArray[np.intp]  # two behind each other per node: up to the threshold, above it; a leaf is its own child
    value: npt.NDArray[np.float32]  # of a leaf, in log odds
    roots: npt.NDArray[np.intp]
    depth: int
    base: float


@lru_cache(maxsize=1)
def trees() -> Trees:
    """Return the trees shipped with the package."""
    with resources.as_file(resources.files("dateline.stages.story") / "body.npz") as path, np.load(path) as arrays:
        if tuple(str(name) for name in arrays["names"]) != NAMES:
            message = "body.npz was trained on other traits: run training/story_lines/train.py"
            raise ValueError(message)
        return plant({name: arrays[name] for name in arrays.files})


def plant(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Trees:
    """Return trees from the arrays of a file: feature (-1 at a leaf), threshold, left, right, value, roots, depth, base."""
    feature = arrays["feature"].astype(np.intp)
    leaf, node = feature < 0, np.arange(len(feature))
    children = np.column_stack([np.where(leaf, node, arrays["left"]), np.where(leaf, node, arrays["right"])])
    return Trees(
        feature=np.where(leaf, 0, feature),
        threshold=np.where(leaf, np.inf, arrays["threshold"]).astype(np.float32),
        children=children.astype(np.intp).ravel(),
        value=arrays["value"].astype(np.float32),
        roots=arrays["roots"].astype(np.intp),
        depth=int(arrays["depth"]),
        base=float(arrays["base"]),
    )


def log_odds(rows: Array, forest: Trees) -> npt.NDArray[np.float64]:
    """Return the log odds of being body text, one per row."""
    scores = np.full(len(rows), forest.base)
    for low in range(0, len(rows), _CHUNK):
        chunk = rows[low : low + _CHUNK]
        begins = np.arange(len(chunk))[:, None] * chunk.shape[1]
        cells = np.ascontiguousarray(chunk).ravel()
        node = np.repeat(forest.roots[None, :], len(chunk), axis=0)
        for _ in range(forest.depth):
            above = cells.take(begins + forest.feature.take(node)) > forest.threshold.take(node)
            node = forest.children.take(2 * node + above)
        scores[low : low + _CHUNK] += forest.value.take(node).sum(axis=1)
    return scores


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
