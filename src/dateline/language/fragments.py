"""Drafts of acts that are pieces of one: 'use of sexualised' and 'torture', 'mass' and 'protests'."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np

from dateline.language.analysis import Analysis
from dateline.language.settling import Draft

NEAR = 1  # words that may stand between two pieces of one trigger: docs/decisions/0194
APART = frozenset(("CCONJ", "PUNCT"))  # what stands between two acts: 'beaten and shot', 'strikes, arrests'


def rejoined(analysis: Analysis, drafts: Iterable[Draft]) -> list[Draft]:
    """
    Return the drafts of a story in text order, pieces of one trigger as one draft.

    Pieces are of one type and one sentence, at most a word apart, with nothing between them that tells two acts apart. The whole
    has status and mode of the surer piece.
    """
    whole: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: draft.act.trigger):
        if whole and _is_more(analysis, whole[-1], draft):
            whole[-1] = _both(whole[-1], draft)
        else:
            whole.append(draft)
    return whole


def _is_more(analysis: Analysis, first: Draft, second: Draft) -> bool:
    """Return whether the second draft tells a further piece of the first's trigger."""
    between = analysis.upos[first.act.trigger[1] : second.act.trigger[0]]
    one = first.act.type == second.act.type and first.act.words == second.act.words
    return one and len(between) <= NEAR and APART.isdisjoint(between)


def _both(first: Draft, second: Draft) -> Draft:
    surer = max(first, second, key=lambda draft: draft.odds)
    trigger = first.act.trigger[0], second.act.trigger[1]
    scores = np.maximum(first.act.scores, second.act.scores)
    return dataclasses.replace(
        surer, act=dataclasses.replace(surer.act, trigger=trigger, scores=scores), named=max(first.named, second.named)
    )
