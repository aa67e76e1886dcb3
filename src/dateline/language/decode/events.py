"""Trigger tags, mode, status and argument scores of some sentences → drafts of acts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.language.analysis import IntArray, Range
from dateline.language.decode.outputs import Outputs
from dateline.language.decode.runs import holding
from dateline.language.decode.tags import best_tags, spans
from dateline.language.decode.tree import FloatArray
from dateline.language.roles import Act
from dateline.language.settling import Draft

_NO_MODE = "none"
_FAR = -1e4


@dataclass(frozen=True, slots=True)
class EventLists:
    """The label lists of the event heads; `caution` is added to the score of "no trigger"."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    caution: float = 0.0


def events(outputs: Outputs, sentences: Sequence[Range], lists: EventLists, tokens: IntArray) -> list[Draft]:
    """
    Return drafts of the acts of some sentences in text order.

    Args:
        outputs: "trigger": log-scores of O, B-x, I-x for each type in turn, shape (words, 1 + 2 * types); "mode", "status":
            scores, shape (words, labels); "arguments": shape (6, words, words): inside, start and end of actors, then of
            recipients, of the trigger that holds the row's word.
        sentences: ranges of the words.
        lists: what the numbers mean.
        tokens: the story's token that each word is.
    """
    scores = outputs.scores("trigger")
    cautious = scores.copy()
    cautious[:, 0] += lists.caution
    found = spans(best_tags(cautious, sentences), sentences)
    if not found:
        return []
    triggers = _Triggers(found)
    parties = _parties(outputs.scores("arguments"), triggers, sentences)
    modes = triggers.means(outputs.scores("mode")).argmax(axis=1).tolist()
    statuses = triggers.means(outputs.scores("status")).argmax(axis=1).tolist()
    story = tokens.tolist()
    begins = [start for start, _ in sentences]
    drafts = []
    for number, ((start, end, kind), (odds, named)) in enumerate(zip(found, _odds(scores, triggers), strict=True)):
        first, last = sentences[bisect_right(begins, start) - 1]
        act = Act(_told(story, start, end), lists.types[kind], _told(story, first, last), parties[:, number, first:last])
        drafts.append(Draft(act, lists.statuses[statuses[number]], _mode(lists.modes[modes[number]]), odds, named))
    return drafts


class _Triggers:
    """The words of some triggers, one after another."""

    def __init__(self, found: Sequence[tuple[int, int, int]]) -> None:
        self.starts, ends, self.kinds = np.array(found).T
        self.sizes = ends - self.starts
        self.edges: IntArray = self.sizes.cumsum() - self.sizes  # where the words of each begin among those of all
        self.words: IntArray = np.repeat(self.starts - self.edges, self.sizes) + np.arange(self.sizes.sum())
        longer = ((self.sizes > further).nonzero()[0] for further in range(1, self.sizes.max()))
        self._further = [(rows, self.edges[rows] + further) for further, rows in enumerate(longer, 1)]

    def means(self, scores: FloatArray) -> FloatArray:
        """Return the mean scores of each one's words; words are the last axis but one."""
        return self.means_of(scores.take(self.words, axis=-2))

    def means_of(self, scores: FloatArray) -> FloatArray:
        """Return the mean scores of each one's words, from the scores of the words of all."""
        total = scores.take(self.edges, axis=-2)
        for rows, places in self._further:
            total[..., rows, :] += scores.take(places, axis=-2)
        total /= self.sizes[:, None]
        return total


def _parties(links: FloatArray, triggers: _Triggers, sentences: Sequence[Range]) -> FloatArray:
    """Return what the best run that holds each word scores as each trigger's actor, and its recipient: (2, triggers, words)."""
    number = np.repeat(np.arange(len(sentences)), [end - start for start, end in sentences])
    scores = triggers.means(links).astype(np.float64)
    scores[::3, number[triggers.starts, None] != number] = _FAR  # no run reaches into another sentence
    return np.stack((holding(scores[:3]), holding(scores[3:])))


def _odds(scores: FloatArray, triggers: _Triggers) -> Iterator[tuple[float, float]]:
    """
    Return each trigger's log-odds of being one, and the log-probability of its type given that it is.

    Args:
        scores: of tags, shape (words, 1 + 2 * types), without caution.
        triggers: which words they are.
    """
    rows = scores[triggers.words].astype(np.float64)
    types = np.logaddexp(rows[:, 1::2], rows[:, 2::2])
    either = np.logaddexp.reduce(types, axis=1, keepdims=True)
    odds = np.maximum.reduceat(either[:, 0] - rows[:, 0], triggers.edges)
    named = triggers.means_of(types - either)[range(len(triggers.kinds)), triggers.kinds]
    return zip(odds.tolist(), named.tolist(), strict=True)


def _told(tokens: Sequence[int], start: int, end: int) -> Range:
    """Return a range of words as the story's tokens."""
    return tokens[start], tokens[end - 1] + 1


def _mode(name: str) -> str | None:
    return None if name == _NO_MODE else name
