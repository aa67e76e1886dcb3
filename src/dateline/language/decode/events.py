"""Trigger tags, mode, status and argument scores of one window → event mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.language.analysis import EventMention, Range
from dateline.language.decode.outputs import Outputs
from dateline.language.decode.runs import best_runs
from dateline.language.decode.tags import best_tags, confidence, spans

_NO_MODE = "none"
_FAR = -1e4


@dataclass(frozen=True, slots=True)
class EventLists:
    """The label lists of the event heads; `caution` is added to the score of "no trigger"."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    caution: float = 0.0


def events(outputs: Outputs, sentences: Sequence[Range], lists: EventLists, *, first: int = 0) -> list[EventMention]:
    """
    Return the event mentions of one window in text order; actors and recipients stand in the trigger's sentence.

    Args:
        outputs: "trigger": log-scores of O, B-x, I-x for each type in turn, shape (words, 1 + 2 * types); "mode", "status":
            scores, shape (words, labels); "arguments": shape (6, words, words): inside, start and end of actors, then of
            recipients, of the trigger that holds the row's word.
        sentences: ranges in the window.
        lists: what the numbers mean.
        first: the story's token that is the window's first word.
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
    actors, recipients = best_runs(*arguments[:3]), best_runs(*arguments[3:])
    return [
        EventMention(
            trigger=(start + first, end + first),
            type=lists.types[kind],
            status=lists.statuses[int(statuses[row].mean(axis=0).argmax())],
            mode=_mode(lists.modes[int(modes[row].mean(axis=0).argmax())]),
            actors=tuple((one + first, other + first) for one, other in acting),
            recipients=tuple((one + first, other + first) for one, other in receiving),
            score=round(score, 4),
        )
        for (start, end, kind), row, (acting, _), (receiving, _), score in zip(
            found, rows, actors, recipients, confidence(scores, tags, found), strict=True
        )
    ]


def _shut_out(arguments: np.ndarray, found: Sequence[tuple[int, int, int]], sentences: Sequence[Range]) -> None:
    """Make words of other sentences than the trigger's impossible; arguments are changed in place."""
    starts = [start for start, _ in sentences]
    for index, (trigger, _, _) in enumerate(found):
        start, end = sentences[int(np.searchsorted(starts, trigger, side="right")) - 1]
        arguments[[0, 3], index, :start] = _FAR
        arguments[[0, 3], index, end:] = _FAR


def _mode(name: str) -> str | None:
    return None if name == _NO_MODE else name
