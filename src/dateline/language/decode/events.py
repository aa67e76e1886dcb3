"""Trigger tags, mode, status and argument scores of one window → event mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from dateline.language.analysis import EventMention, IntArray, Range
from dateline.language.decode.outputs import Outputs
from dateline.language.decode.runs import best_runs, single_runs
from dateline.language.decode.tags import best_tags, spans
from dateline.language.decode.tree import FloatArray
from dateline.language.sureness import Signs, Sureness

_NO_MODE = "none"
_FAR = -1e4
_CLEAR = 3.0  # a score of parties beyond which it tells no more: docs/decisions/0187
Party: TypeAlias = tuple[tuple[Range, ...], float]  # its runs of words, and how clear that is


@dataclass(frozen=True, slots=True)
class EventLists:
    """
    The label lists of the event heads.

    `caution` is added to the score of "no trigger". Where no actor scores above 0, the likeliest is taken down to -`actor`; so is
    a recipient down to -`recipient`. `sure` makes an event's score of its signs.
    """

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    caution: float = 0.0
    actor: float = 0.0
    recipient: float = 0.0
    sure: Sureness = field(default_factory=Sureness)


def events(outputs: Outputs, sentences: Sequence[Range], lists: EventLists, tokens: IntArray) -> list[EventMention]:
    """
    Return the event mentions of some sentences in text order; actors and recipients stand in the trigger's sentence.

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
    actors, recipients = _parties(_arguments(outputs.scores("arguments"), triggers, sentences), lists)
    modes = triggers.means(outputs.scores("mode")).argmax(axis=1).tolist()
    statuses = triggers.means(outputs.scores("status")).argmax(axis=1).tolist()
    story = tokens.tolist()
    named = []
    for (start, end, kind), odds, mode, status, acting, receiving in zip(
        found, _odds(scores, triggers), modes, statuses, actors, recipients, strict=True
    ):
        named.append(
            EventMention(
                trigger=_told(story, start, end),
                type=lists.types[kind],
                status=lists.statuses[status],
                mode=_mode(lists.modes[mode]),
                actors=tuple([_told(story, *words) for words in acting[0]]),
                recipients=tuple([_told(story, *words) for words in receiving[0]]),
                score=round(lists.sure.chance(_signs(odds, acting, receiving)), 4),
                odds=round(odds[0], 4),
            )
        )
    return named


def _signs(odds: tuple[float, float], acting: Party, receiving: Party) -> Signs:
    (actors, actor), (recipients, recipient) = acting, receiving
    alone = not recipients and len(actors) <= 1
    return Signs(*odds, actor, recipient, float(not actors), float(not recipients), float(alone))


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


def _arguments(links: FloatArray, triggers: _Triggers, sentences: Sequence[Range]) -> FloatArray:
    """Return the scores of each trigger's actors, then of each one's recipients, as `best_runs` takes them."""
    number = np.repeat(np.arange(len(sentences)), [end - start for start, end in sentences])
    scores = triggers.means(links).astype(np.float64)
    scores[::3, number[triggers.starts, None] != number] = _FAR  # a word of another sentence
    return np.concatenate((scores[:3], scores[3:]), axis=1)


def _parties(scores: FloatArray, lists: EventLists) -> tuple[list[Party], list[Party]]:
    """Return the runs of each trigger's actors and recipients, those above 0 or else the likeliest that is likely enough."""
    found: list[Party] = [(runs, min(total, _CLEAR)) for runs, total in best_runs(scores)]
    half = len(found) // 2
    none = [row for row, (runs, _) in enumerate(found) if not runs]
    for row, (run, score) in zip(none, single_runs(scores[:, none]), strict=True):
        least = lists.actor if row < half else lists.recipient
        found[row] = ((run,), score) if score > -least else ((), min(-score, _CLEAR))
    return found[:half], found[half:]


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
