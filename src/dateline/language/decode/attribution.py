"""Role tags and link scores of one window → attributions: for each cue its source and its content."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.language.analysis import Attribution, Range
from dateline.language.decode.runs import best_runs
from dateline.language.decode.tags import best_tags, confidence, spans
from dateline.language.decode.tree import FloatArray

_CUE = "cue"


def attributions(
    roles: FloatArray, links: FloatArray, sentences: Sequence[Range], kinds: Sequence[str], *, first: int = 0
) -> list[Attribution]:
    """
    Return the attributions of one window in the order of their cues.

    Args:
        roles: log-scores of O, B-x, I-x for each of the kinds in turn, shape (words, 1 + 2 * kinds).
        links: shape (6, words, words): inside, start and end of the source, then of the content, of the cue that begins at
            the row's word.
        sentences: ranges in the window; a cue stands in one of them, source and content anywhere.
        kinds: "source", "cue" and "content" in the order of the scores.
        first: the story's token that is the window's first word.
    """
    tags = best_tags(roles, sentences)
    cues = [span for span in spans(tags, sentences) if kinds[span[2]] == _CUE]
    if not cues:
        return []
    rows = np.array([start for start, _, _ in cues])
    sources = best_runs(*_unlike_cues(links[:3, rows], cues))
    contents = best_runs(*_unlike_cues(links[3:, rows], cues))
    sure = confidence(roles, tags, cues)
    return [
        Attribution(
            sources=_shifted(source, first),
            cues=((start + first, end + first),),
            contents=_shifted(content, first),
            score=round(score, 4),
        )
        for (start, end, _), (source, _), (content, _), score in zip(cues, sources, contents, sure, strict=True)
        if content
    ]


def _unlike_cues(scores: FloatArray, cues: Sequence[tuple[int, int, int]]) -> FloatArray:
    """Return the scores with each cue's own words shut out of its source and content."""
    scores = scores.astype(np.float64)
    for row, (start, end, _) in enumerate(cues):
        scores[0, row, start:end] = -1e4
    return scores


def _shifted(runs: Sequence[Range], by: int) -> tuple[Range, ...]:
    return tuple((start + by, end + by) for start, end in runs)


def tag_kinds(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of a tag list of O, B-x, I-x, B-y, I-y ..."""
    return tuple(tag[2:] for tag in tags[1::2])
