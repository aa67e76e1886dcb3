"""
Role tags and link scores of one window → attributions: for each cue its source and its content.

Stretches that the tags call content and no cue has taken ask for the faint cue that wants them most, and failing that go on
with the content that they touch, or stand alone, without cue and source (docs/decisions/0011). What the links call content and
the tags do not is no attribution.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from dateline.language.analysis import Attribution, Range
from dateline.language.decode.runs import best_runs
from dateline.language.decode.tags import best_tags, confidence, spans
from dateline.language.decode.tree import FloatArray

_CUE, _CONTENT = "cue", "content"
# PolNeAR dev, alike on both halves of its articles: docs/decisions/0011; bonus and cover again in 0188
_CUE_BONUS = 0.45  # log-score; content without its cue costs more than a cue too many
_SURE = 0.7  # mean probability, by the tags, of the words of content left over
_LIKELY = 0.35  # mean probability, by the tags, of the words of any content
_FAINT = 0.02  # probability from which a word may be the cue of content left over
_LEAST = 6  # words of content left over
_COVERED = 0.4  # share of a stretch that cues have taken, above which it is not left over
_FAR = -1e4


class _Window:
    """The cues found so far in one window, and the words that their contents cover."""

    def __init__(self, roles: FloatArray, links: FloatArray, sentences: Sequence[Range], kinds: Sequence[str]) -> None:
        self.links = links
        cue, content = (1 + 2 * list(kinds).index(kind) for kind in (_CUE, _CONTENT))
        self.scores = roles.astype(np.float64)
        self.scores[:, cue : cue + 2] += _CUE_BONUS
        self.tags = best_tags(self.scores, sentences)
        self.chance: FloatArray = roles[:, cue : cue + 2].max(axis=1)
        self.said: FloatArray = np.exp(roles[:, content : content + 2]).sum(axis=1)
        found = spans(self.tags, sentences)
        self.cues = [span for span in found if kinds[span[2]] == _CUE]
        self.contents = [
            (start, end) for start, end, kind in found if kinds[kind] == _CONTENT and self.is_said([(start, end)], least=_SURE)
        ]
        self.covered = np.zeros(len(roles), dtype=bool)

    def is_said(self, content: Iterable[Range], *, least: float) -> bool:
        """Return whether the tags call words content, on the mean of their probabilities."""
        said = [self.said[start:end] for start, end in content]
        return float((said[0] if len(said) == 1 else np.concatenate(said)).mean()) >= least

    def linked(self, cues: Sequence[Range], sure: Iterable[float]) -> list[Attribution]:
        """Return the attributions of the cues that have content, and cover it."""
        scores = self.links[:, [start for start, _ in cues]].astype(np.float64)
        for row, (start, end) in enumerate(cues):
            scores[::3, row, start:end] = _FAR  # no cue is a part of its source or content
        found = best_runs(np.concatenate((scores[:3], scores[3:]), axis=1))
        sources, contents = found[: len(cues)], found[len(cues) :]
        made = [
            Attribution(source, (cue,), content, round(score, 4))
            for cue, (source, _), (content, _), score in zip(cues, sources, contents, sure, strict=True)
            if content
        ]
        for start, end in (piece for attribution in made for piece in attribution.contents):
            self.covered[start:end] = True
        return made

    def is_left_over(self, content: Range) -> bool:
        """Return whether cues have taken too little of a stretch of content."""
        start, end = content
        return end - start >= _LEAST and bool(np.count_nonzero(self.covered[start:end]) / (end - start) <= _COVERED)

    def faint_cue(self, content: Range) -> int | None:
        """Return the likeliest word outside the stretch whose links want it as content, if any is likely enough."""
        start, end = content
        wanting: npt.NDArray[np.bool_] = (
            self.links[3][:, start:end].sum(axis=1) + self.links[4][:, start] + self.links[5][:, end - 1] > 0
        )
        wanting[start:end] = False
        chance = np.where(wanting, self.chance, -np.inf)
        best = int(chance.argmax())
        return best if chance[best] > np.log(_FAINT) else None


def attributions(
    roles: FloatArray, links: FloatArray, sentences: Sequence[Range], kinds: Sequence[str], *, first: int = 0
) -> list[Attribution]:
    """
    Return the attributions of one window: those of plain cues, then those of content left over.

    Args:
        roles: log-probabilities of O, B-x, I-x for each of the kinds in turn, shape (words, 1 + 2 * kinds).
        links: shape (6, words, words): inside, start and end of the source, then of the content, of the cue that begins at
            the row's word.
        sentences: ranges in the window; a cue stands in one of them, source and content anywhere.
        kinds: "source", "cue" and "content" in the order of the scores.
        first: the story's token that is the window's first word.
    """
    window = _Window(roles, links, sentences, kinds)
    made = []
    if window.cues:
        sure = confidence(window.scores, window.tags, window.cues)
        made += window.linked([(start, end) for start, end, _ in window.cues], sure)
    for content in window.contents:
        if window.is_left_over(content):
            cue = window.faint_cue(content)
            if cue is not None:
                made += window.linked([(cue, cue + 1)], [float(np.exp(window.chance[cue]))])
        if window.is_left_over(content):
            made = _with(content, made)
            window.covered[slice(*content)] = True
    return [_shifted(attribution, first) for attribution in made if window.is_said(attribution.contents, least=_LIKELY)]


def _with(content: Range, made: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with content left over: in the first whose content it touches, or alone."""
    start, end = content
    for place, attribution in enumerate(made):
        if any(start <= last and first <= end for first, last in attribution.contents):
            longer = dataclasses.replace(attribution, contents=_merged([*attribution.contents, content]))
            return [*made[:place], longer, *made[place + 1 :]]
    return [*made, Attribution((), (), (content,), round(_FAINT, 4))]


def _merged(pieces: Iterable[Range]) -> tuple[Range, ...]:
    """Return pieces in order, those that touch as one."""
    merged: list[Range] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _shifted(attribution: Attribution, by: int) -> Attribution:
    def moved(pieces: tuple[Range, ...]) -> tuple[Range, ...]:
        return tuple((start + by, end + by) for start, end in pieces)

    return Attribution(moved(attribution.sources), moved(attribution.cues), moved(attribution.contents), attribution.score)


def tag_kinds(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of a tag list of O, B-x, I-x, B-y, I-y ..."""
    return tuple(tag[2:] for tag in tags[1::2])
