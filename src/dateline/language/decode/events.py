"""Trigger tags, mode, status and argument scores of one window → event mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.language.analysis import EventMention, IntArray, Range
from dateline.language.decode.outputs import Outputs
from dateline.language.decode.runs import best_run, best_runs
from dateline.language.decode.tags import best_tags, spans
from dateline.language.decode.tree import FloatArray

_NO_MODE = "none"
_FAR = -1e4
Sure = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class EventLists:
    """
    The label lists of the event heads.

    `caution` is added to the score of "no trigger". Where no actor scores above 0, the likeliest is taken down to -`actor`; so is
    a recipient down to -`recipient`. `sure` weighs what makes an event's score.
    """

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    caution: float = 0.0
    actor: float = 0.0
    recipient: float = 0.0
    sure: Sure = (1.0, 1.0, 0.0)


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
    scores = outputs.scores("trigger").copy()
    scores[:, 0] += lists.caution
    tags = best_tags(scores, sentences)
    found = spans(tags, sentences)
    if not found:
        return []
    rows = [slice(start, end) for start, end, _ in found]
    modes, statuses, links = outputs.scores("mode"), outputs.scores("status"), outputs.scores("arguments")
    arguments = np.stack([links[:, row].mean(axis=1) for row in rows], axis=1).astype(np.float64)
    _shut_out(arguments, found, sentences)
    actors, recipients = _parties(arguments[:3], lists.actor), _parties(arguments[3:], lists.recipient)
    return [
        EventMention(
            trigger=_told(tokens, start, end),
            type=lists.types[kind],
            status=lists.statuses[int(statuses[row].mean(axis=0).argmax())],
            mode=_mode(lists.modes[int(modes[row].mean(axis=0).argmax())]),
            actors=tuple(_told(tokens, *words) for words in acting),
            recipients=tuple(_told(tokens, *words) for words in receiving),
            score=round(score, 4),
        )
        for (start, end, kind), row, acting, receiving, score in zip(
            found, rows, actors, recipients, _chances(outputs.scores("trigger"), found, lists.sure), strict=True
        )
    ]


def _parties(scores: np.ndarray, least: float) -> list[tuple[Range, ...]]:
    """Return the runs of each trigger's party: those that score above 0, or else the likeliest down to -least."""
    found = []
    for row, (runs, _) in enumerate(best_runs(*scores)):
        run, score = best_run(*scores[:, row])
        found.append(runs if runs or score <= -least else (run,))
    return found


def _chances(scores: FloatArray, found: Sequence[tuple[int, int, int]], sure: Sure) -> list[float]:
    """
    Return for each trigger the chance that a reader names it so, 0 to 1.

    Args:
        scores: of the tags, shape (words, 1 + 2 * types), without caution.
        found: first word, the one after the last, number of the type.
        sure: weights of the log-odds of its likeliest word for being a trigger, and of the mean log-probability of its type
            given that it is one; the intercept. Fitted out of fold: docs/decisions/0164.
    """
    chances = []
    for start, end, kind in found:
        rows = scores[start:end].astype(np.float64)
        types = np.logaddexp(rows[:, 1::2], rows[:, 2::2])
        either = np.logaddexp.reduce(types, axis=1)
        odds, named = (either - rows[:, 0]).max(), (types[:, kind] - either).mean()
        chances.append(float(1.0 / (1.0 + np.exp(-(sure[0] * odds + sure[1] * named + sure[2])))))
    return chances


def _shut_out(arguments: np.ndarray, found: Sequence[tuple[int, int, int]], sentences: Sequence[Range]) -> None:
    """Make words of other sentences than the trigger's impossible; arguments are changed in place."""
    starts = [start for start, _ in sentences]
    for index, (trigger, _, _) in enumerate(found):
        start, end = sentences[int(np.searchsorted(starts, trigger, side="right")) - 1]
        arguments[[0, 3], index, :start] = _FAR
        arguments[[0, 3], index, end:] = _FAR


def _told(tokens: IntArray, start: int, end: int) -> Range:
    """Return a range of words as the story's tokens."""
    return int(tokens[start]), int(tokens[end - 1]) + 1


def _mode(name: str) -> str | None:
    return None if name == _NO_MODE else name
