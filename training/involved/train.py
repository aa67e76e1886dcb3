"""
Train what tells who of the known takes part in an act: src/dateline/stages/event/involved.npz.

    PYTHONPATH=src:training:. python training/involved/train.py FOLD0 ... FOLD4 --evaluation EVAL --own training/data --cache CACHE

Each sentence of events_sentences and of the project's own stand-off annotation is read by the model folder of the fold that has not
seen its document (training/README.md), and coded as the product codes it. Every known actor of an act that a reader names too gives
a row for the trees; every act of events_sentences in which a known actor takes part gives a row for the chance of the whole. Prints
what both are worth on the other folds. Needs lightgbm==4.6.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import lightgbm
import numpy as np
import numpy.typing as npt

from benchmarks.sureness import chances, error, f1, fitted, ranking
from dateline.language import Analyser
from dateline.pipeline import the_stages
from dateline.records import PageId, Story, StoryId, StoryKind
from dateline.settings import Settings
from dateline.stages.event import involved
from dateline.stages.event.candidate import likely
from dateline.stages.event.coder import evidence
from dateline.trees import plant
from language.events import Example, fold_of
from language.labels import TYPES
from parties.naming import KINDS
from parties.train import asking, both_kept, matched, unseen
from trees import PARAMETERS, kept

if TYPE_CHECKING:
    from dateline.actors import Cast
    from dateline.language.analysis import Analysis
    from dateline.pipeline import Stages
    from dateline.stages.event.parties import Evidence, Known
    from parties.train import Told

ROUNDS = 60
GOLD = 3.0  # weight of a row of events_sentences, whose readers judge
OWN = PARAMETERS | {"learning_rate": 0.1, "min_child_samples": 30}
TOGETHER = "CONSULT"  # whose parties all act
Table = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Act:
    """An act that a model names in a sentence that it has not seen, with its known actors."""

    fold: int
    gold: bool  # in a sentence of events_sentences
    evidence: Evidence
    rows: tuple[tuple[float, ...], ...]  # of the known actors, in their order
    right: tuple[tuple[bool, bool], ...]  # whether a reader has each among those who act, those acted on
    told: Told | None  # what the reader tells who names it too


# ---------------------------------------------------------------- reading
def read(examples: Sequence[Example], folders: Sequence[Path]) -> Iterator[Act]:
    """Yield the acts that each fold's model names in the fold's sentences."""
    for fold, folder in enumerate(folders):
        stages = replace(the_stages(Settings()), analyse=Analyser(folder).analyse)
        for example in examples:
            if fold_of(example.doc) == fold:
                yield from acts_of(example, fold, stages)


def acts_of(example: Example, fold: int, stages: Stages) -> Iterator[Act]:
    """Yield the acts of one sentence."""
    story = Story(StoryId("measured"), PageId("measured"), StoryKind.MAIN, example.text)
    (analysis,) = stages.analyse((example.text,))
    candidates = [one for one in likely(analysis, 0.0) if analysis.starts[one.trigger[0]] >= example.base]
    if not candidates:
        return
    cast = stages.cast(story, analysis)
    found = evidence(story, analysis, stages.find(story, analysis, cast), cast, candidates)
    told = {id(act): one for act, one in matched(example, analysis, candidates)}
    known = {actor.id: actor for actor in cast.actors}
    for act in found:
        one = told.get(id(act.candidate))
        right = tuple(party(taking, cast, analysis, act, one) if one else (False, False) for taking in act.known)
        yield Act(fold, example.gold, act, tuple(involved.features(act, known, KINDS)), right, one)


def party(known: Known, cast: Cast, analysis: Analysis, act: Evidence, told: Told) -> tuple[bool, bool]:
    """Return whether words of the sentence that name the actor are a reader's."""
    sentence = analysis.sentences[analysis.sentence_of(act.candidate.trigger[0])]
    named = [range(one.start, one.end) for one in cast.inside(*sentence) if one.actor and one.actor.id == known.mention.actor]
    words = {*known.heads, *(token for tokens in named for token in tokens)}
    return bool(words & told.parties[0]), bool(words & told.parties[1])


# ---------------------------------------------------------------- the trees
def grow(acts: Sequence[Act]) -> tuple[lightgbm.Booster, lightgbm.Booster]:
    """Return the trees of actors and of recipients."""
    judged = [act for act in acts if act.told]
    rows = involved.table_of([row for act in judged for row in act.rows])
    weights = np.array([GOLD if act.gold else 1.0 for act in judged for _ in act.rows])
    boosters = []
    for role in (0, 1):
        right = np.array([both[role] for act in judged for both in act.right], dtype=float)
        boosters.append(lightgbm.train(OWN, lightgbm.Dataset(rows, right, weight=weights), ROUNDS))
    return boosters[0], boosters[1]


def grown(acts: Sequence[Act]) -> involved.Involved:
    """Return trees grown on some acts, without weights for the whole."""
    actor, recipient = (plant(kept(model)) for model in grow(acts))
    return involved.Involved((actor, recipient), KINDS, (0.0,) * len(involved.SIGNS), 0.0)


# ---------------------------------------------------------------- the whole
@dataclass(frozen=True, slots=True)
class Judged:
    """The acts of events_sentences in which a known actor takes part: their signs, and whether they are right."""

    signs: Table  # [acts, SIGNS]
    right: Table  # type and parties as a reader has them; a recipient where the reader has none is wrong
    lenient: Table  # the same, a recipient where the reader has none is not asked
    typed: Table  # the type as a reader has it
    acted: Table  # and one of the reader's actors


def judge(acts: Sequence[Act], known: involved.Involved) -> Judged:
    """Return the acts as some trees share them out."""
    rows: list[tuple[float, ...]] = []
    right: list[tuple[bool, bool, bool, bool]] = []
    for act in acts:
        if not act.gold or not act.rows:
            continue
        takings = known.takings(act.evidence, act.rows)
        sharing = known.shared(act.evidence, takings)
        if not sharing.actors:
            continue
        rows.append(involved.signs(act.evidence, takings, sharing.actors, sharing.recipients))
        right.append(rightly(act, sharing))
    return Judged(np.array(rows), *np.array(right, dtype=float).reshape(-1, 4).T)


def rightly(act: Act, sharing: involved.Sharing) -> tuple[bool, bool, bool, bool]:
    """Return whether a reader tells an act so, whether but for a recipient too many, its type, and an actor of it."""
    if act.told is None or not act.told.typed:
        return False, False, False, False
    found = {id(one): right for one, right in zip(act.evidence.known, act.right, strict=True)}
    acting, receiving = ([found[id(one.known)] for one in side] for side in (sharing.actors, sharing.recipients))
    if act.evidence.candidate.type == TOGETHER:
        there = any(any(right) for right in (*acting, *receiving))
        return there, there, True, there
    acts = any(right[0] for right in acting)
    if act.told.parties[1]:
        both = acts and any(right[1] for right in receiving)
        return both, both, True, acts
    return acts and not receiving, acts, True, acts


def measured(acts: Sequence[Act], folds: int, gold: int) -> Table:
    """Print what trees and weights are worth on the folds that they have not seen, and return weights fitted on all."""
    parts = [
        judge([act for act in acts if act.fold == fold], grown([act for act in acts if act.fold != fold]))
        for fold in range(folds)
    ]
    crossed = []
    for number, part in enumerate(parts):
        others = [other for fold, other in enumerate(parts) if fold != number]
        weights = fitted(np.concatenate([one.signs for one in others]), np.concatenate([one.right for one in others]))
        crossed.append(chances(part.signs, weights))
    chance = np.concatenate(crossed)
    right, lenient = np.concatenate([one.right for one in parts]), np.concatenate([one.lenient for one in parts])
    typed, acted = np.concatenate([one.typed for one in parts]) == 1, np.concatenate([one.acted for one in parts])
    shares = {"actor": acted[typed].mean(), "both": right[typed].mean(), "lenient": lenient[typed].mean()}
    print(json.dumps({"typed": int(typed.sum()), **{name: round(float(share), 4) for name, share in shares.items()}}))
    print(json.dumps({"acts": len(right), "ece": round(error(chance, right), 4), "auc": round(ranking(chance, right), 4)}))
    for least in (0.0, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.25, 0.3):
        likely_enough = chance >= least
        print(json.dumps({"least": least, "acts": int(likely_enough.sum()), **worth(likely_enough, right, lenient, gold)}))
    return fitted(np.concatenate([one.signs for one in parts]), right)


def worth(likely_enough: Bools, right: Table, lenient: Table, gold: int) -> dict[str, float]:
    """Return the share of acts that are right, and F1 of right ones, also where a recipient too many does not count."""
    told = {
        "right": right[likely_enough].mean(),
        "f1": f1(likely_enough, right, gold),
        "f1_lenient": f1(likely_enough, lenient, gold),
    }
    return {name: round(float(value), 4) for name, value in told.items()}


def ship(path: Path, acts: Sequence[Act], weights: Table) -> None:
    """Grow trees on all acts and write the file."""
    np.savez_compressed(
        path,
        names=np.array(involved.NAMES),
        signs=np.array(involved.SIGNS),
        types=np.array(TYPES),
        weights=weights.astype(np.float32),
        **both_kept(grow(acts)),
    )
    print(f"{path}: {path.stat().st_size:,} bytes")


def main() -> None:
    """Read, measure, and write the file."""
    parser = asking(__doc__)
    parser.add_argument("--file", type=Path, default=Path(involved.__file__).with_name(involved.FILE))
    options = parser.parse_args()
    examples = unseen(options)
    acts = list(read(examples, options.folders))
    print(json.dumps({"acts": len(acts), "read alike": sum(act.told is not None for act in acts)}))
    gold = sum(len(one.document.events or ()) for one in examples if one.gold)
    ship(options.file, acts, measured(acts, len(options.folders), gold))


if __name__ == "__main__":
    main()
