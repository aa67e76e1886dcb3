"""
Measure the reader of dumps on pages that its weights have not seen, with and without the silver pages.

    python training/story_lines/measure.py --evaluation FOLDER

Five folds by page, both dumps of a page in the same fold. The cost of a change (SWITCH) and the lean towards text (LEAN) used
on a fold are those that score best on the other four, so no page decides anything about how it is read itself.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import time
from collections import Counter
from pathlib import Path
from unittest import mock

import numpy as np
from train import WORD, fit, fold_of, gold_pages, rows_of, silver_pages

from benchmarks.tasks.dumps import article_of
from dateline.records import Page, page_id
from dateline.stages.story.body import LEAN, SWITCH, likeliest_runs
from dateline.stages.story.passages import passages
from dateline.stages.story.plain import read_plain
from dateline.stages.story.traits import traits

FOLDS = 5
GRID = tuple(itertools.product((0.25, 0.5, 1.0), (0.0, 0.5, 1.0)))  # SWITCH, LEAN
SHINGLE = 4
Score = tuple[float | None, float]  # a page's precision (None: nothing was found) and recall


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text with their counts."""
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, min(len(words), 1))))


def score(gold: str, found: str) -> Score:
    """Return the share of the found shingles that are right, and of the gold ones that are found."""
    right, given = shingles(gold), shingles(found)
    shared = (right & given).total()
    return shared / given.total() if given else None, shared / right.total() if right else 0.0


def f1(scores: list[Score]) -> float:
    """Return F1 of mean precision and mean recall; a page without anything found counts for recall alone."""
    precision = statistics.fmean([found for found, _ in scores if found is not None] or [0.0])
    recall = statistics.fmean(right for _, right in scores)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def read(name: str, text: str, odds: np.ndarray, switch: float, lean: float) -> str:
    """Return the body that the whole reader finds, given the log odds of the page's passages."""
    with mock.patch("dateline.stages.story.plain.body_mask", lambda _: likeliest_runs(odds + lean, switch=switch)):
        return str(article_of(read_plain(text, Page(page_id(text, path=name, url=None), text, path=name)))["articleBody"])


def odds_out_of_fold(pages: list, silver: list, dumps: dict[tuple[str, str], str]) -> dict[tuple[str, str], np.ndarray]:
    """Return the log odds of every dump's passages, by weights that have not seen its page."""
    found = {}
    for fold in range(FOLDS):
        model = fit([page for page in pages if fold_of(page[0], FOLDS) != fold] + silver)
        for (kind, name), text in dumps.items():
            if fold_of(name, FOLDS) == fold and (page := passages(text)):
                found[kind, name] = model.decision_function(traits(page))
    return found


def report(name: str, scores: dict[tuple[float, float], dict[tuple[str, str], Score]]) -> None:
    """Print F1 by kind: with the shipped numbers, with those chosen on the other folds, and by fold."""
    keys = list(next(iter(scores.values())))
    chosen = {
        fold: max(GRID, key=lambda numbers: f1([scores[numbers][key] for key in keys if fold_of(key[1], FOLDS) != fold]))
        for fold in range(FOLDS)
    }
    print(f"{name}: chosen on the other folds {chosen}")
    for kind in ("blocks", "strings"):
        mine = [key for key in keys if key[0] == kind]
        nested = f1([scores[chosen[fold_of(key[1], FOLDS)]][key] for key in mine])
        folds = [f1([scores[SWITCH, LEAN][key] for key in mine if fold_of(key[1], FOLDS) == fold]) for fold in range(FOLDS)]
        shipped = [scores[SWITCH, LEAN][key] for key in mine]
        print(f"  {kind}: nested {nested:.3f}; shipped numbers {f1(shipped):.3f}; by fold {' '.join(f'{x:.3f}' for x in folds)}")
    for numbers in GRID:
        print(
            "   ",
            numbers,
            *(f"{kind} {f1([scores[numbers][key] for key in keys if key[0] == kind]):.3f}" for kind in ("blocks", "strings")),
        )


def main() -> None:
    """Measure both ways of training."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="folder for the log odds, one file for each way")
    folder, keep = (lambda given: (given.evaluation, given.keep))(parser.parse_args())
    start = time.time()
    gold = {row["id"]: row["articleBody"] for row in rows_of(folder / "pages/aeb/gold.jsonl")}
    dumps = {
        (kind, row["id"]): row["text"] for kind in ("blocks", "strings") for row in rows_of(folder / f"dumps/aeb_{kind}.jsonl.gz")
    }
    pages = gold_pages(folder)
    print(f"{len(dumps)} dumps, {time.time() - start:.0f} s", flush=True)
    for name, silver in (("without silver pages", []), ("with silver pages", silver_pages)):
        extra = silver(folder) if callable(silver) else silver
        print(f"{len(extra)} silver pages, {time.time() - start:.0f} s", flush=True)
        odds = odds_out_of_fold(pages, extra, dumps)
        if keep:
            np.savez(keep / f"{name.replace(' ', '_')}.npz", **{f"{kind}/{page}": found for (kind, page), found in odds.items()})
        scores = {
            numbers: {
                key: score(gold[key[1]], read(key[1], text, odds[key], *numbers)) for key, text in dumps.items() if key in odds
            }
            for numbers in GRID
        }
        report(name, scores)
        print(f"{time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
