"""Scores of the event heads and words that are known to tell an act → that act, as likely as it may be."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.language.analysis import IntArray, Range
from dateline.language.decode.events import EventLists, events
from dateline.language.decode.outputs import Outputs
from dateline.language.decode.tree import FloatArray
from dateline.language.settling import Draft

# How much a word's odds of naming an act count beside being the head of the words asked about: docs/decisions/0185
SHARPNESS = 0.5
HEADED = 2.0
_FAR = -1e4


@dataclass(frozen=True, slots=True)
class Asked:
    """Some words, and the one of them that the others hang on."""

    words: Range
    head: int


def act_in(outputs: Outputs, asked: Asked, sentences: Sequence[Range], lists: EventLists, tokens: IntArray) -> Draft:
    """
    Return the act that some words tell, whether or not any of them would be named a trigger unasked.

    Args:
        outputs: as `events` takes them.
        asked: the words, as rows of the outputs.
        sentences: ranges of the rows.
        lists: what the numbers mean.
        tokens: the story's token that each row is.

    Method: the trigger is the likeliest word, with those about it that are of its kind. The status is the mean of what every
    word says, the likelier triggers counting more: an act spreads over its clause, and the likeliest word is often beside it.
    """
    scores = outputs.scores("trigger").copy()
    first, last = asked.words
    odds = np.logaddexp.reduce(scores[first:last, 1:], axis=1) - scores[first:last, 0]
    shares = _normal(SHARPNESS * odds + HEADED * (np.arange(first, last) == asked.head))
    top = int(shares.argmax())
    scores[:first, 1:] = scores[last:, 1:] = scores[first + top, 0] = _FAR
    named = events(Outputs({**outputs.arrays, "trigger": scores}), sentences, lists, tokens)
    act = next(one for one in named if one.act.trigger[0] <= tokens[first + top] < one.act.trigger[1])
    status = np.exp(shares) @ _normal(outputs.scores("status")[first:last])
    return dataclasses.replace(act, status=lists.statuses[int(status.argmax())], odds=float(odds[top]))


def _normal(scores: FloatArray) -> FloatArray:
    """Return log-probabilities along the last axis."""
    normal: FloatArray = scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True)
    return normal
