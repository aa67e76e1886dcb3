"""Trigger tags, mode, status and argument scores of one window → event mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from dateline.language.analysis import EventMention, IntArray, Range
from dateline.language.decode.outputs import Outputs
from dateline.language.decode.runs import best_run, best_runs
from dateline.language.decode.tags import best_tags, spans
from dateline.language.decode.tree import FloatArray
from dateline.language.sureness import Signs, Sureness

_NO_MODE = "none"
_FAR = -1e4
_CLEAR = 3.0  # a score of parties beyond which it tells no more: docs/decisions/0187


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
    named = []
    for (start, end, kind), row, (acting, actor), (receiving, recipient) in zip(found, rows, actors, recipients, strict=True):
        odds, type_of = _odds(outputs.scores("trigger")[row], kind)
        alone = not receiving and len(acting) <= 1
        signs = Signs(odds, type_of, actor, recipient, float(not acting), float(not receiving), float(alone))
        named.append(
            EventMention(
                trigger=_told(tokens, start, end),
                type=lists.types[kind],
                status=lists.statuses[int(statuses[row].mean(axis=0).argmax())],
                mode=_mode(lists.modes[int(modes[row].mean(axis=0).argmax())]),
                actors=tuple(_told(tokens, *words) for words in acting),
                recipients=tuple(_told(tokens, *words) for words in receiving),
                score=round(lists.sure.chance(signs), 4),
                odds=round(odds, 4),
            )
        )
    return named


def _parties(scores: np.ndarray, least: float) -> list[tuple[tuple[Range, ...], float]]:
    """Return the runs of each trigger's party, those above 0 or else the likeliest down to -least, and how clear that is."""
    found: list[tuple[tuple[Range, ...], float]] = []
    for row, (runs, total) in enumerate(best_runs(*scores)):
        if runs:
            found.append((runs, min(total, _CLEAR)))
            continue
        run, score = best_run(*scores[:, row])
        found.append(((run,), score) if score > -least else ((), min(-score, _CLEAR)))
    return found


def _odds(scores: FloatArray, kind: int) -> tuple[float, float]:
    """
    Return a trigger's log-odds of being one, and the log-probability of its type given that it is.

    Args:
        scores: of its words' tags, shape (words, 1 + 2 * types), without caution.
        kind: the number of its type.
    """
    rows = scores.astype(np.float64)
    types = np.logaddexp(rows[:, 1::2], rows[:, 2::2])
    either = np.logaddexp.reduce(types, axis=1)
    return float((either - rows[:, 0]).max()), float((types[:, kind] - either).mean())


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
