"""
Train the trees that weigh what names an act and who takes part in it: src/dateline/language/model/parties.npz.

    PYTHONPATH=src:training:. python training/parties/train.py FOLD0 ... FOLD4 --evaluation EVAL --own training/data --cache CACHE

Each sentence of events_sentences and of the project's own stand-off annotation is read by the model folder of the fold that has not
seen its document (training/README.md). Every act that is named there gives a row: its odds beside those of the others. Every one
that a reader names too gives more: the words that may name a party, with the network's scores and the tree about them. Prints what
both choices are worth out of fold. Needs lightgbm==4.6.0.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import lightgbm
import numpy as np
import numpy.typing as npt

from dateline.language import Analyser, roles
from dateline.language.analysis import Analysis
from dateline.language.catalog import FOLDER
from dateline.language.naming import PREFIX, features as named_features
from dateline.language.settling import Draft
from dateline.spans import Span
from dateline.stages.event.candidate import Candidate
from language.events import Example, cached_examples, fold_of
from language.export import digest, rewrite
from language.labels import TYPES
from parties import naming
from trees import PARAMETERS, kept

ROUNDS = 60
GOLD = 4.0  # weight of a row of events_sentences, whose readers judge
SMOOTH = 6.0  # rows of any place that a rate is mixed with
LEAST = {"actor": 0.35, "recipient": 0.3}  # the chances from which a word names a party: docs/decisions/0190
SEEN = 5  # rows a place must have for a rate of its own
OWN = PARAMETERS | {"learning_rate": 0.12, "min_child_samples": 30}
Table = npt.NDArray[np.float64]
Named = TypeVar("Named", roles.Act, Candidate)


@dataclass(frozen=True, slots=True)
class Row:
    """A word that may name a party of an act, and whether a reader says it does."""

    fold: int
    act: int  # its number
    gold: bool  # of events_sentences
    candidate: roles.Candidate
    party: tuple[bool, bool]  # of those who act, of those acted on


@dataclass(frozen=True, slots=True)
class Told:
    """An act that a reader names too, with the type and the parties that the reader gives."""

    gold: bool
    typed: bool
    parties: tuple[frozenset[int], frozenset[int]]  # the story's tokens


@dataclass(slots=True)
class Found:
    """What reading gave."""

    rows: list[Row]
    told: list[Told]  # the acts of the rows
    named: list[naming.Row]


# ---------------------------------------------------------------- reading
def read(examples: Sequence[Example], folders: Sequence[Path]) -> Found:
    """Return what each fold's model gives of the fold's sentences."""
    found = Found([], [], [])
    drafts: list[Draft] = []
    for fold, folder in enumerate(folders):
        analyser = Analyser(folder, lambda _, named: drafts.extend(named) or ())
        for example in examples:
            if fold_of(example.doc) == fold:
                drafts.clear()
                (analysis,) = analyser.analyse((example.text,))
                add(found, example, fold, analysis, drafts)
    return found


def add(found: Found, example: Example, fold: int, analysis: Analysis, drafts: Sequence[Draft]) -> None:
    """Add what one sentence gives."""
    words = roles.Words(analysis)
    typed: dict[int, bool] = {}
    for act, one in matched(example, analysis, [draft.act for draft in drafts]):
        typed[id(act)] = one.typed
        found.told.append(one)
        for candidate in roles.candidates(words, act):
            party = candidate.token in one.parties[0], candidate.token in one.parties[1]
            found.rows.append(Row(fold, len(found.told) - 1, example.gold, candidate, party))
    for draft, features in zip(drafts, named_features(analysis, drafts, naming.KINDS), strict=True):
        if analysis.starts[draft.act.trigger[0]] >= example.base:
            mine = typed.get(id(draft.act))
            found.named.append(naming.Row(fold, example.gold, features, mine is not None, bool(mine)))


def matched(example: Example, analysis: Analysis, acts: Sequence[Named]) -> Iterator[tuple[Named, Told]]:
    """Yield the acts whose words a reader marks too, one to one, those of equal type and more words first."""
    gold = [(tokens(example, analysis, event.trigger), TYPES[event.type], event) for event in example.document.events or ()]
    mine = [act for act in acts if analysis.starts[act.trigger[0]] >= example.base]
    pairs = sorted(
        (
            (kind == act.type, len(words & set(range(*act.trigger))), -i, -j)
            for i, (words, kind, _) in enumerate(gold)
            for j, act in enumerate(mine)
            if words & set(range(*act.trigger))
        ),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for typed, _, i, j in pairs:
        if i in taken[0] or j in taken[1]:
            continue
        taken[0].add(i)
        taken[1].add(j)
        event = gold[-i][2]
        parties = tokens(example, analysis, event.actors), tokens(example, analysis, event.recipients)
        yield mine[-j], Told(example.gold, typed, parties)


def tokens(example: Example, analysis: Analysis, words: Sequence[int]) -> frozenset[int]:
    """Return the analysis's tokens of some words of an example."""
    assert example.document.offsets is not None
    spans = (Span(*example.document.offsets[word]) for word in words)
    return frozenset(token for span in spans for token in range(*(analysis.tokens_in(span) or (0, 0))))


# ---------------------------------------------------------------- the rates
Counts = dict[str, npt.NDArray[np.float64]]


def counted(rows: Sequence[Row]) -> Counts:
    """Return by key how many rows have it, and how many of them are of those who act, of those acted on."""
    counts: Counts = defaultdict(lambda: np.zeros(3))
    for row in rows:
        for key in ("", *row.candidate.keys):
            counts[key] += (1, *row.party)
    return dict(counts)


def rates(counts: Counts) -> roles.Rates:
    """Return the shares of actors and recipients by key, mixed with those of any place; rare keys have none."""
    every = counts[""][1:] / counts[""][0]
    mixed = {key: (found[1:] + SMOOTH * every) / (found[0] + SMOOTH) for key, found in counts.items() if found[0] >= SEEN}
    return {key: (round(float(actor), 3), round(float(recipient), 3)) for key, (actor, recipient) in mixed.items()} | {
        "": (float(every[0]), float(every[1]))
    }


def table(rows: Sequence[Row], known: roles.Rates) -> Table:
    """Return the features of rows, [rows, NAMES]."""
    return np.array([roles.row(one.candidate, known) for one in rows])


def crossed(rows: Sequence[Row], without: int | None = None) -> tuple[Table, list[Row]]:
    """Return the features of all rows but a fold's, each with rates that its own fold has not told, and those rows."""
    by_fold: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.fold != without:
            by_fold[row.fold].append(row)
    parts = []
    for fold, mine in by_fold.items():
        others = [row for other, several in by_fold.items() if other != fold for row in several]
        parts.append(table(mine, rates(counted(others))))
    return np.concatenate(parts), [row for mine in by_fold.values() for row in mine]


# ---------------------------------------------------------------- the trees
def fit(features: Table, rows: Sequence[Row]) -> tuple[lightgbm.Booster, lightgbm.Booster]:
    """Return the trees of actors and of recipients."""
    weights = np.array([GOLD if row.gold else 1.0 for row in rows])
    boosters = []
    for role in (0, 1):
        likely = features[:, role] > roles.LEAST
        right = np.array([row.party[role] for row in rows], dtype=float)[likely]
        data = lightgbm.Dataset(features[likely], right, weight=weights[likely])
        boosters.append(lightgbm.train(OWN, data, ROUNDS))
    return boosters[0], boosters[1]


def out_of_fold(rows: Sequence[Row], folds: int) -> Table:
    """Return the chances of every row by trees and rates that have not seen its fold, [rows, roles]."""
    found = np.zeros((len(rows), 2))
    fold = np.array([row.fold for row in rows])
    for number in range(folds):
        models = fit(*crossed(rows, number))
        held = [row for row in rows if row.fold == number]
        features = table(held, rates(counted([row for row in rows if row.fold != number])))
        for role, model in enumerate(models):
            likely = features[:, role] > roles.LEAST
            found[fold == number, role] = np.where(likely, np.asarray(model.predict(features)), 0.0)
    return found


def measure(rows: Sequence[Row], told: Sequence[Told], chances: Table, least: float) -> tuple[float, float]:
    """Return the share of typed acts of events_sentences with a right actor, a right recipient, or rightly none."""
    named: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row, both in zip(rows, chances.tolist(), strict=True):
        for role in (0, 1):
            if both[role] >= least:
                named[row.act, role].add(row.candidate.token)
    judged = [(number, act) for number, act in enumerate(told) if act.gold and act.typed]
    right = [0, 0]
    for number, act in judged:
        for role in (0, 1):
            mine, gold = named[number, role], act.parties[role]
            right[role] += bool(mine & gold) or not (mine or gold)
    return right[0] / len(judged), right[1] / len(judged)


def both_kept(models: tuple[lightgbm.Booster, lightgbm.Booster]) -> dict[str, Any]:
    """Return the trees of actors and of recipients as one file keeps them."""
    roles_of = zip(("actor", "recipient"), models, strict=True)
    return {f"{role}_{name}": array for role, model in roles_of for name, array in kept(model).items()}


def ship(folder: Path, found: Found, without: int | None = None, *, naming_alone: bool = False) -> None:
    """Train on the rows of all folds, or of all but one, and put the trees into a model folder; or those of naming alone."""
    path = folder / "parties.npz"
    named = naming.kept_with([row for row in found.named if row.fold != without])
    if naming_alone:
        with np.load(path) as arrays:
            arrays_kept = {name: arrays[name] for name in arrays.files if not name.startswith(PREFIX)}
    else:
        arrays_kept = parties_kept(found.rows, without)
    np.savez_compressed(path, **arrays_kept, **named)
    told = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
    rewrite(
        folder,
        told
        | {"parties": path.name, "parties_sha256": digest(path), **{f"least_{role}": least for role, least in LEAST.items()}},
    )
    print(f"{path}: {path.stat().st_size:,} bytes")


def parties_kept(rows: Sequence[Row], without: int | None) -> dict[str, Any]:
    """Return the trees of parties and their rates as their file keeps them."""
    known = rates(counted([row for row in rows if row.fold != without]))
    keys = sorted(known)
    shares = np.array([known[key] for key in keys], dtype=np.float16)
    told = {"names": np.array(roles.NAMES), "keys": np.array(keys), "rates": shares}
    return told | both_kept(fit(*crossed(rows, without)))


def asking(about: str | None) -> argparse.ArgumentParser:
    """Return a parser of the fold models and of where the sentences lie."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", help="model folders, of fold 0 first")
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    return parser


def unseen(options: argparse.Namespace) -> list[Example]:
    """Return the annotated sentences that some fold's model has not seen: all but those written for training."""
    examples = cached_examples(options)
    return [one for one in examples if one.document.events is not None and not one.doc.startswith("events_written")]


def main() -> None:
    """Read, measure out of fold, and put trees into the folders: into a fold's those that have not seen it."""
    parser = asking(__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="model folder that ships")
    parser.add_argument(
        "--naming", action="store_true", help="train the naming trees alone; the folders keep those of the parties"
    )
    options = parser.parse_args()
    examples = unseen(options)
    found = read(examples, options.folders)
    rows, told = found.rows, found.told
    print(json.dumps({"acts": len(told), "rows": len(rows), "named": len(found.named)}))
    events = sum(len(one.document.events or ()) for one in examples if one.gold)
    naming.tell(found.named, len(options.folders), events)
    if not options.naming:
        tell(rows, told, len(options.folders))
    for fold, folder in enumerate(options.folders):
        ship(folder, found, fold, naming_alone=options.naming)
    ship(options.folder, found, naming_alone=options.naming)


def tell(rows: Sequence[Row], told: Sequence[Told], folds: int) -> None:
    """Print what the choice of parties is worth, by trees that have not seen the fold."""
    chances = out_of_fold(rows, folds)
    for least in (0.25, 0.3, 0.35, 0.4, 0.45):
        actors, recipients = measure(rows, told, chances, least)
        print(json.dumps({"least": least, "actors": round(actors, 4), "recipients": round(recipients, 4)}))


if __name__ == "__main__":
    main()
