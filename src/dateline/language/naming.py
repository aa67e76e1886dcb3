"""Whether the words of a draft name an act: the network's odds beside those of its sentence's other drafts, by boosted trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from dateline.errors import ModelError
from dateline.language.analysis import Analysis
from dateline.language.settling import Draft
from dateline.trees import Trees, log_odds, plant

NAMES = ("odds", "named", "words", "deprel", "type", "actor", "recipient", "rank", "over_alike", "over_nearest", "nearest_odds",
         "nearest_type", "nearest_gap", "best_other")  # fmt: skip
PREFIX = "naming_"  # of the trees' arrays in their file
DEPRELS = ("root", "obj", "obl", "nmod", "conj", "xcomp", "ccomp", "advcl", "acl", "amod", "compound", "nsubj", "parataxis",
           "acl:relcl", "nsubj:pass", "nmod:poss")  # fmt: skip
FLOOR = -10.0  # scores of parties below count as this
ALONE = -5.0  # the odds of another draft where there is none
FAR = 60.0  # words to another draft where there is none
CLEAR = 9.0  # by how much a draft is over another where there is none


@dataclass(frozen=True, slots=True)
class Naming:
    """The trees, and the types of acts in the order that they know."""

    trees: Trees
    types: Mapping[str, int]

    def odds(self, analysis: Analysis, drafts: Sequence[Draft]) -> list[float]:
        """Return the log-odds of each draft of a story, in text order: that it names an act which no other draft names."""
        rows = list(features(analysis, drafts, self.types))
        odds: list[float] = log_odds(np.array(rows, dtype=np.float32), self.trees).tolist() if rows else []
        return odds


def features(analysis: Analysis, drafts: Iterable[Draft], types: Mapping[str, int]) -> Iterator[tuple[float, ...]]:
    """
    Yield what the trees weigh of each draft, in the order of NAMES.

    Args:
        analysis: the story.
        drafts: its drafts in text order.
        types: the number of each type of acts.
    """
    for _, several in groupby(drafts, key=lambda draft: draft.act.words):
        sentence = list(several)
        for draft in sentence:
            others = [other for other in sentence if other is not draft]
            yield (*_own(analysis, draft, types), *_beside(draft, others, types))


def _own(analysis: Analysis, draft: Draft, types: Mapping[str, int]) -> tuple[float, ...]:
    act = draft.act
    deprel = analysis.deprels[analysis.head_of(act.trigger)]
    actor, recipient = np.maximum(act.scores.max(axis=1), FLOOR).tolist()
    place = DEPRELS.index(deprel) if deprel in DEPRELS else len(DEPRELS)
    size = act.trigger[1] - act.trigger[0]
    return draft.odds, draft.named, float(size), float(place), float(types[act.type]), actor, recipient


def _beside(draft: Draft, others: Sequence[Draft], types: Mapping[str, int]) -> tuple[float, ...]:
    if not others:
        return 0.0, CLEAR, CLEAR, ALONE, -1.0, FAR, ALONE
    nearest = min(others, key=lambda other: _gap(draft, other))
    alike = [other for other in others if other.act.type == draft.act.type]
    return (
        float(sum(other.odds > draft.odds for other in others)),
        draft.odds - min(alike, key=lambda other: _gap(draft, other)).odds if alike else CLEAR,
        draft.odds - nearest.odds,
        nearest.odds,
        float(types[nearest.act.type]),
        float(_gap(draft, nearest)),
        max(other.odds for other in others),
    )


def _gap(one: Draft, other: Draft) -> int:
    """Return the number of words between two drafts."""
    return max(other.act.trigger[0] - one.act.trigger[1], one.act.trigger[0] - other.act.trigger[1])


def read_naming(path: Path) -> Naming:
    """
    Return the naming trees of a file.

    Raises:
        ModelError: it has none, or they were trained on other features than NAMES.
    """
    with np.load(path) as arrays:
        if f"{PREFIX}names" not in arrays or tuple(arrays[f"{PREFIX}names"].tolist()) != NAMES:
            raise ModelError(str(path), "its trees were trained on other features: run training/parties/train.py")
        types = {str(name): number for number, name in enumerate(arrays[f"{PREFIX}types"].tolist())}
        return Naming(plant(arrays, PREFIX), types)
