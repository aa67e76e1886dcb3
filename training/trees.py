"""Boosted trees of LightGBM as the plain arrays that `dateline.trees` weighs with."""

from __future__ import annotations

import lightgbm
import numpy as np
import numpy.typing as npt

PARAMETERS = {
    "objective": "binary",
    "num_leaves": 12,
    "max_depth": 6,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "use_missing": False,
    "verbose": -1,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
}
SMALL = {"feature": np.int8, "left": np.int16, "right": np.int16, "value": np.float16}  # how trees are kept


def as_arrays(model: lightgbm.Booster) -> dict[str, npt.NDArray[np.generic]]:
    """Return all nodes behind one another: feature (-1 at a leaf), threshold, left, right, value; where each tree begins; depth."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []

    def add(node: dict[str, object], depth: int) -> tuple[int, int]:
        index = len(feature)
        for column in (feature, left, right):
            column.append(-1)
        threshold.append(0.0)
        value.append(float(node.get("leaf_value", 0.0)))  # type: ignore[arg-type]
        if "left_child" not in node:
            return index, depth
        feature[index], threshold[index], value[index] = int(node["split_feature"]), _single(float(node["threshold"])), 0.0  # type: ignore[call-overload,arg-type]
        left[index], deep = add(node["left_child"], depth + 1)  # type: ignore[arg-type]
        right[index], deeper = add(node["right_child"], depth + 1)  # type: ignore[arg-type]
        return index, max(deep, deeper)

    made = [add(tree["tree_structure"], 0) for tree in model.dump_model()["tree_info"]]
    return {
        "feature": np.array(feature, dtype=np.int32),
        "threshold": np.array(threshold, dtype=np.float32),
        "left": np.array(left, dtype=np.int32),
        "right": np.array(right, dtype=np.int32),
        "value": np.array(value, dtype=np.float32),
        "roots": np.array([root for root, _ in made], dtype=np.int32),
        "depth": np.array(max(depth for _, depth in made)),
        "base": np.array(0.0),
    }


def kept(model: lightgbm.Booster) -> dict[str, npt.NDArray[np.generic]]:
    """Return trees as a file keeps them."""
    return {name: array.astype(SMALL.get(name, array.dtype)) for name, array in as_arrays(model).items()}


def _single(number: float) -> float:
    """Return the greatest single-precision number not above: rows are single precision, so that no row changes sides."""
    rounded = np.float32(number)
    return float(np.nextafter(rounded, np.float32(-np.inf)) if rounded > number else rounded)
