"""Boosted trees as plain arrays: nothing but NumPy is needed to weigh with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_CHUNK = 4096  # rows weighed at once


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees: node arrays of all trees behind one another, `roots` says where each begins."""

    feature: npt.NDArray[np.intp]  # column of the rows; 0 at a leaf
    threshold: npt.NDArray[np.float32]  # infinite at a leaf
    children: npt.NDArray[np.intp]  # two behind each other per node: up to the threshold, above it; a leaf is its own child
    value: npt.NDArray[np.float32]  # of a leaf, in log odds
    roots: npt.NDArray[np.intp]
    depth: int
    base: float


def plant(arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str = "") -> Trees:
    """
    Return trees from the arrays of a file: feature (-1 at a leaf), threshold, left, right, value, roots, depth, base.

    Args:
        arrays: by name.
        prefix: what the names begin with, where a file holds several sets of trees.
    """
    arrays = {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}
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


def log_odds(rows: npt.NDArray[np.float32], forest: Trees) -> npt.NDArray[np.float64]:
    """Return the log odds of each row [rows]."""
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
