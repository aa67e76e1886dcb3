"""Antecedent scores of one window → for each mention the earlier mention it takes up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.language.decode.tree import FloatArray

_FAR = -1e9


@dataclass(frozen=True, slots=True)
class Referring:
    """A word that heads a mention, and the head of the mention that it takes up, where the model sees one."""

    word: int
    antecedent: int | None
    score: float  # log-probability of that choice


def referring(
    corefers: FloatArray, antecedents: FloatArray, pronouns: npt.NDArray[np.bool_], *, first: int = 0
) -> list[Referring]:
    """
    Return the mentions of one window in text order.

    Args:
        corefers: logit that the word heads a mention, shape (words,).
        antecedents: log-probability of each earlier word, shape (words, words + 1); column 0: none earlier in the window.
        pronouns: words that are mentions whatever the logit says.
        first: the story's token that is the window's first word.
    """
    mentions = np.flatnonzero((corefers > 0) | pronouns)
    if not len(mentions):
        return []
    among = antecedents[np.ix_(mentions, mentions + 1)]
    earlier = np.tri(len(mentions), k=-1, dtype=bool)
    scores = np.concatenate((antecedents[mentions, :1], np.where(earlier, among, _FAR)), axis=1)
    best = scores.argmax(axis=1)
    sure = scores[np.arange(len(mentions)), best]
    return [
        Referring(word + first, None if choice == 0 else int(mentions[choice - 1]) + first, score)
        for word, choice, score in zip(mentions.tolist(), best.tolist(), sure.tolist(), strict=True)
    ]
