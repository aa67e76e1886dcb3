"""The trees that weigh whether the words of a draft name an act: the rows they learn from, and what they are worth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from dateline.language.naming import NAMES, PREFIX
from language.labels import TYPES
from trees import PARAMETERS, kept

ROUNDS = 60
KINDS = {name: number for number, name in enumerate(TYPES)}
OWN = PARAMETERS | {"learning_rate": 0.1, "min_child_samples": 40}


@dataclass(frozen=True, slots=True)
class Row:
    """A draft, and whether a reader names the act: each act one draft alone."""

    fold: int
    gold: bool  # of events_sentences
    features: tuple[float, ...]  # in the order of NAMES
    right: bool
    typed: bool  # with its type


def fit(rows: Sequence[Row]) -> lightgbm.Booster:
    """Return the trees of some rows."""
    table = np.array([row.features for row in rows], dtype=np.float32)
    return lightgbm.train(OWN, lightgbm.Dataset(table, np.array([row.right for row in rows], dtype=float)), ROUNDS)


def kept_with(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the trees of some rows as their file keeps them, with what they must know."""
    arrays = {f"{PREFIX}{name}": array for name, array in kept(fit(rows)).items()}
    return arrays | {f"{PREFIX}names": np.array(NAMES), f"{PREFIX}types": np.array(TYPES)}


def tell(rows: Sequence[Row], folds: int, events: int) -> None:
    """Print what the choice is worth on the sentences of events_sentences, by trees that have not seen the fold."""
    fold, gold = np.array([row.fold for row in rows]), np.array([row.gold for row in rows])
    right, typed = (np.array([getattr(row, name) for row in rows]) for name in ("right", "typed"))
    odds: npt.NDArray[np.float64] = np.zeros(len(rows))
    for number in range(folds):
        model = fit([row for row in rows if row.fold != number])
        held = np.array([row.features for row in rows if row.fold == number], dtype=np.float32)
        odds[fold == number] = model.predict(held, raw_score=True)
    for name, scores in (("the network's", np.array([row.features[0] for row in rows])), ("trees", odds)):
        for least in (-0.75, -0.5, -0.25, 0.0, 0.25):
            taken = gold & (scores >= least)
            f1 = {
                key: round(2 * float(hits[taken].sum()) / (taken.sum() + events), 4)
                for key, hits in (("trigger", right), ("typed", typed))
            }
            print(json.dumps({"odds": name, "least": least, "named": int(taken.sum()), **f1}), flush=True)
