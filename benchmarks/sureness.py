"""
Fit what makes an event's score: the chance that a reader names the event with its type and both parties.

    python -m benchmarks.sureness MODEL_OF_FOLD_0 ... MODEL_OF_FOLD_4 [--evaluation ../shared/eval]

Every sentence of events_sentences is read by the model that has not seen its document. Of the events named those count in which
a known political actor takes part, since the others become no records. A logistic regression on their signs
(dateline.language.sureness.Signs) is fitted on all, and measured crossed: fitted on the other folds. The weights go into
training/language/export.py (SURE).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from benchmarks import lines
from benchmarks.folds import FOLDS, scorer
from benchmarks.tasks.triggers import event, with_context
from dateline.language import Analyser
from dateline.language.analyser import read_settler
from dateline.language.catalog import read_catalog
from dateline.language.sureness import Signs
from dateline.pipeline import the_stages
from dateline.records import PageId, Story, StoryId, StoryKind
from dateline.settings import Settings
from dateline.stages.event.candidate import propose
from dateline.stages.event.coder import coded

if TYPE_CHECKING:
    from types import ModuleType

    from dateline.language.analysis import Analysis
    from dateline.pipeline import Stages

FIELDS = tuple(field.name for field in dataclasses.fields(Signs))
RIDGE = 1e-3
STEPS = 50
BINS = 10
Table = npt.NDArray[np.float64]


class Recorder:
    """Stands where the weights stand, and keeps the signs of every event."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: list[Signs] = []

    def chance(self, signs: Signs) -> float:
        """Keep the signs."""
        self.kept.append(signs)
        return 0.5


def collected(rows: list[dict[str, Any]], folder: Path, judge: ModuleType) -> tuple[Table, Table]:
    """Return the signs of the events named in some sentences, (events, signs), and whether each is right, (events,)."""
    settler = read_settler(read_catalog(folder))
    if settler is None:
        raise SystemExit(f"{folder}: the model names no events")
    recorder = Recorder()
    analyser = Analyser(folder, dataclasses.replace(settler, sure=recorder).settled)  # type: ignore[arg-type]
    stages = the_stages(Settings())
    signs: list[list[float]] = []
    right: list[float] = []
    for row in rows:
        text, start = with_context(row)
        recorder.kept = []
        (analysis,) = analyser.analyse((text,))
        kept = recorded(row, text, analysis, stages)
        told = zip(propose(analysis), recorder.kept, strict=True)
        mine = [
            (one, sign)
            for one, sign in told
            if analysis.starts[one.trigger[0]] >= start and analysis.span(*one.trigger).start in kept
        ]
        found = [event(analysis, one, start) for one, _ in mine]
        paired = {id(guess) for gold, guess in judge.match(row["events"], found) if is_right(gold, guess, judge)}
        signs += [[getattr(sign, name) for name in FIELDS] for _, sign in mine]
        right += [float(id(one) in paired) for one in found]
    return np.array(signs).reshape(-1, len(FIELDS)), np.array(right)


def f1(kept: npt.NDArray[np.bool_], right: Table, gold: int) -> float:
    """Return F1 of the events kept, against as many as readers name."""
    return float(2 * right[kept].sum() / (kept.sum() + gold))


def recorded(row: dict[str, Any], text: str, analysis: Analysis, stages: Stages) -> set[int]:
    """Return where the triggers of the events begin that become records, whatever their chance."""
    day = date.fromisoformat(row["date"]) if row.get("date") else None
    story = Story(StoryId("measured"), PageId("measured"), StoryKind.MAIN, text, published=day)
    cast = stages.cast(story, analysis)
    _, told = coded(story, analysis, stages.find(story, analysis, cast), cast)
    return {event.trigger.span.start for event in told}


def is_right(gold: dict[str, Any], guess: dict[str, Any], judge: ModuleType) -> bool:
    """Return whether type and parties are as in the gold."""
    parties = all(judge.touch(guess[role], gold[role]) for role in ("actors", "recipients"))
    return bool(gold["type"] == guess["type"] and parties)


def fitted(signs: Table, right: Table) -> Table:
    """Return the weights of a logistic regression, the intercept last, by Newton's method with a small ridge."""
    table = np.hstack([signs, np.ones((len(signs), 1))])
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - RIDGE * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def chances(signs: Table, weights: Table) -> Table:
    """Return the chances by some weights."""
    return np.asarray(1 / (1 + np.exp(-(signs @ weights[:-1] + weights[-1]))))


def error(chance: Table, right: Table) -> float:
    """Return the expected calibration error over tenths."""
    tenth = np.minimum((chance * BINS).astype(int), BINS - 1)
    gaps = [
        abs(chance[tenth == k].mean() - right[tenth == k].mean()) * (tenth == k).mean() for k in range(BINS) if (tenth == k).any()
    ]
    return float(sum(gaps))


def ranking(chance: Table, right: Table) -> float:
    """Return the area under the curve: how often a right event has the higher chance of two."""
    order = chance.argsort().argsort() + 1.0
    hits = right.sum()
    return float((order[right == 1].sum() - hits * (hits + 1) / 2) / (hits * (len(right) - hits)))


def main() -> None:
    """Collect, fit, measure crossed, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+", help="model folders, of fold 0 first")
    parser.add_argument("--evaluation", type=Path, default=Path("../shared/eval"))
    options = parser.parse_args()
    by_document = json.loads((FOLDS / "folds_events.json").read_text(encoding="utf-8"))
    sentences = list(lines.read(options.evaluation / "events_sentences/events.jsonl"))
    judge = scorer(options.evaluation, "score_triggers")
    read = {doc for number in range(len(options.models)) for doc in by_document[number]}
    gold = sum(len(row["events"]) for row in sentences if row["doc"] in read)
    parts = []
    for number, folder in enumerate(options.models):
        mine = set(by_document[number])
        parts.append(collected([row for row in sentences if row["doc"] in mine], folder, judge))
    whole = np.concatenate([signs for signs, _ in parts]), np.concatenate([right for _, right in parts])
    crossed = (
        [
            chances(signs, fitted(*(np.concatenate([parts[j][k] for j in range(len(parts)) if j != number]) for k in range(2))))
            for number, (signs, _) in enumerate(parts)
        ]
        if len(parts) > 1
        else [chances(whole[0], fitted(*whole))]
    )
    chance, right = np.concatenate(crossed), whole[1]
    weights = dict(zip((*FIELDS, "intercept"), np.round(fitted(*whole), 3).tolist(), strict=True))
    print(json.dumps({"events": len(right), "right": round(float(right.mean()), 4), "weights": weights}))
    print(json.dumps({"crossed": True, "ece": round(error(chance, right), 4), "auc": round(ranking(chance, right), 4)}))
    for least in (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7):
        kept = chance >= least
        told = {"least": least, "kept": int(kept.sum()), "right": right[kept].mean(), "f1": f1(kept, right, gold)}
        print(json.dumps({name: round(float(value), 3) for name, value in told.items()}))


if __name__ == "__main__":
    main()
