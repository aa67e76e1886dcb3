"""
Train the trees that score the blocks of HTML pages: src/dateline/stages/story/blocks.npz.

    PYTHONPATH=training python training/story_blocks/train.py --pages FOLDER [--cross-validate]

FOLDER holds aeb/ and trafilatura/, each with html/*.html.gz and gold.jsonl: the exact body of a page, or segments that are
in it and segments that are not. A block is an example where the gold decides it. Needs lightgbm==4.6.0. See CARD.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt

from dateline.records import Page, PageId
from dateline.stages.story.blocks import Block, cut
from dateline.stages.story.declared import read_declared
from dateline.stages.story.decoding import Decoded, decode
from dateline.stages.story.features import NAMES, Hints, rows
from dateline.stages.story.markup import extract, parse
from trees import as_arrays

TARGET = Path(__file__).parents[2] / "src/dateline/stages/story/blocks.npz"
WORD = re.compile(r"\w+")
ROUNDS = 140
BODY_WEIGHT = 12.0  # of the blocks of a page whose whole body is known, together; a segment weighs 1
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 12,
    "max_depth": 6,
    "min_child_samples": 20,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "use_missing": False,
    "monotone_constraints": [
        -1
        if name == "link_ratio"
        else int(name in ("kept", "kept-1", "kept+1", "run_kept", "parent_kept", "grand_kept", "like_kept", "same_kept"))
        for name in NAMES
    ],
    "verbose": -1,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
}


@dataclass(frozen=True, slots=True)
class Examples:
    """The blocks of one page that the gold decides."""

    rows: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int8]
    weights: npt.NDArray[np.float64]
    body: bool  # the whole body is known


# ------------------------------------------------------------------ which blocks are in the gold
def body_labels(blocks: Sequence[Block], body: str) -> npt.NDArray[np.int8]:
    """Return 1 for the blocks that a known body is made of, in order, by the heaviest monotone alignment of words."""
    gold = WORD.findall(body)
    at: dict[str, list[int]] = {}
    for index, word in enumerate(gold):
        at.setdefault(word, []).append(index)
    best = [0.0] * (len(gold) + 1)
    trail: list[tuple[int, object] | None] = [None] * (len(gold) + 1)
    for number, block in enumerate(blocks):
        new = []
        for start, end, weight in _places(WORD.findall(block.text), gold, at):
            new.append((best[start] + weight, end, (number, trail[start])))
        for weight, end, way in new:
            index = end
            while index <= len(gold) and best[index] < weight:
                best[index], trail[index] = weight, way
                index += 1
    labels = np.zeros(len(blocks), dtype=np.int8)
    way = trail[-1]
    while way is not None:
        labels[way[0]] = 1
        way = way[1]  # type: ignore[assignment]
    return labels


def _places(words: list[str], gold: list[str], at: dict[str, list[int]]) -> list[tuple[int, int, int]]:
    """Return where the words stand in the gold: start, end, words shared; in part where not as a whole."""
    if not words:
        return []
    size = len(words)
    whole = [(index, index + size, size) for index in at.get(words[0], ()) if gold[index : index + size] == words]
    if whole or size < 8:
        return whole
    offsets: dict[int, int] = {}
    shared = 0
    for number in range(size - 3):
        hits = [index for index in at.get(words[number], ()) if gold[index : index + 4] == words[number : number + 4]]
        shared += bool(hits)
        for index in hits:
            offsets[index - number] = offsets.get(index - number, 0) + 1
    if shared < (size - 3) / 2:
        return []
    start = max(0, max(offsets, key=lambda offset: offsets[offset]))
    return [(start, min(len(gold), start + size), shared)]


def segment_labels(blocks: Sequence[Block], inside: Sequence[str], outside: Sequence[str]) -> npt.NDArray[np.int8]:
    """Return 1 for blocks with a segment that belongs to the text, 0 for those with one that does not, -1 for the others."""
    labels = np.full(len(blocks), -1, dtype=np.int8)
    texts = [" ".join(block.text.split()) for block in blocks]
    for label, segments in ((0, outside), (1, inside)):
        for segment in (" ".join(one.split()) for one in segments):
            hits = [index for index, text in enumerate(texts) if segment in text]
            hits = hits or [index for index, text in enumerate(texts) if len(text) > 20 and text in segment]
            labels[hits] = label
    return labels


# ------------------------------------------------------------------ examples
def examples(folder: Path) -> Iterator[Examples]:
    """Yield the examples of each page of a set."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        raw = gzip.decompress((folder / "html" / f"{gold['id']}.html.gz").read_bytes())
        decoded = decode(Page(id=PageId(gold["id"]), content=raw, media_type="text/html"))
        root = parse(decoded.text)[0] if isinstance(decoded, Decoded) else None
        if root is None:
            continue
        layout, declared = cut(root), read_declared(root)
        if not layout.blocks:
            continue
        hints = Hints(extracted=extract(root), titles=declared.headlines)
        yield _examples(rows(layout, hints), layout.blocks, gold)


def _examples(table: npt.NDArray[np.float32], blocks: Sequence[Block], gold: dict[str, object]) -> Examples:
    body = "articleBody" in gold
    if body:
        labels = body_labels(blocks, str(gold["articleBody"]))
        size = np.sqrt(np.minimum(table[:, NAMES.index("words")], 100.0))
        weights = size / (size[labels == 1].sum() + 1) * BODY_WEIGHT
    else:
        labels = segment_labels(blocks, gold["with"], gold["without"])  # type: ignore[arg-type]
        weights = np.ones(len(blocks))
    known = labels >= 0
    return Examples(table[known], labels[known], weights[known], body)


# ------------------------------------------------------------------ training
def fit(pages: Sequence[Examples]) -> lightgbm.Booster:
    """Return the trees trained on some pages."""
    data = lightgbm.Dataset(
        np.vstack([page.rows for page in pages]),
        np.concatenate([page.labels for page in pages]),
        weight=np.concatenate([page.weights for page in pages]),
    )
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def measure(pages: Sequence[Examples], scores: Sequence[npt.NDArray[np.float64]]) -> tuple[float, float]:
    """Return F1 of mean word precision and recall where bodies are known, and F1 over segments elsewhere."""
    precisions, recalls, counts = [], [], np.zeros(3)
    for page, score in zip(pages, scores, strict=True):
        words = page.rows[:, NAMES.index("words")] if page.body else np.ones(len(page.labels))
        chosen, true = score > 0.5, page.labels == 1
        hit, extra, missed = (float(words[mask].sum()) for mask in (chosen & true, chosen & ~true, ~chosen & true))
        if not page.body:
            counts += (hit, extra, missed)
            continue
        if hit + extra:
            precisions.append(hit / (hit + extra))
        if hit + missed:
            recalls.append(hit / (hit + missed))
    p, r = float(np.mean(precisions)), float(np.mean(recalls))
    return 2 * p * r / (p + r), float(2 * counts[0] / (2 * counts[0] + counts[1] + counts[2]))


def cross_validate(pages: Sequence[Examples], folds: int = 6) -> tuple[float, float]:
    """Return what `measure` gives where each page is scored by trees that have not seen it."""
    fold = np.random.RandomState(0).randint(0, folds, len(pages))
    scores: list[npt.NDArray[np.float64]] = [np.zeros(0)] * len(pages)
    for number in range(folds):
        model = fit([page for page, its in zip(pages, fold, strict=True) if its != number])
        for index in np.flatnonzero(fold == number):
            scores[index] = np.asarray(model.predict(pages[index].rows)) if len(pages[index].rows) else np.zeros(0)
    return measure(pages, scores)


def main() -> None:
    """Train, or cross-validate, as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args()
    pages = [page for name in ("aeb", "trafilatura") for page in examples(options.pages / name)]
    print(f"{len(pages)} pages, {sum(len(page.labels) for page in pages):,} blocks")
    if options.cross_validate:
        print("body F1 {:.4f}, segment F1 {:.4f}".format(*cross_validate(pages)))
    np.savez_compressed(TARGET, names=np.array(NAMES), **as_arrays(fit(pages)))
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
