"""
Train the weights that tell the body text of a dump from the rest of the page (src/dateline/stages/story/body.npz).

    python training/story_lines/train.py --evaluation FOLDER [--fold N]

Reads dumps/aeb_*.jsonl.gz and dumps/trafilatura_*.jsonl.gz of the evaluation folder with the gold of pages/.
Labels: words of a passage that stand in the gold body, in order (aeb); trafilatura's own output on the HTML, overruled by
the segments that must or must not be in the text (trafilatura).
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import hashlib
import json
import re
import time
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from dateline.stages.story.passages import Passage, passages
from dateline.stages.story.traits import NAMES, traits

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "src" / "dateline" / "stages" / "story" / "body.npz"
WORD = re.compile(r"\w+")
SILVER_WEIGHT = 0.25
THINNED = 0.5  # share of the silver lines that is used
CROPPED = 0.5  # share of the pages that are also given cut down to their body
LEAST_SILVER = 500  # characters of body; below that trafilatura may have found nothing
ITERATIONS, RATE, LEAVES, LEAST_LEAF, BINS = 100, 0.12, 15, 30, 64


def rows_of(path: Path) -> list[dict]:
    """Return the objects of a JSONL file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def labels(page: tuple[Passage, ...], gold: str) -> np.ndarray:
    """Return per passage the share of its words that the longest common blocks put into the gold body."""
    words, owners = [], []
    for index, passage in enumerate(page):
        for word in WORD.findall(passage.text):
            words.append(word.lower())
            owners.append(index)
    found, total = np.zeros(len(page)), np.bincount(owners, minlength=len(page)) if owners else np.zeros(len(page))
    matcher = difflib.SequenceMatcher(None, words, [word.lower() for word in WORD.findall(gold)], autojunk=False)
    for start, _, size in matcher.get_matching_blocks():
        for owner in owners[start : start + size]:
            found[owner] += 1.0 if size > 1 else 0.5
    return np.divide(found, total, out=np.zeros(len(page)), where=total > 0)


def gold_pages(folder: Path) -> list[tuple[str, np.ndarray, np.ndarray, np.ndarray]]:
    """Return (page id, traits, labels, weights) of the pages with a gold body, dumped both ways."""
    gold = {row["id"]: row["articleBody"] for row in rows_of(folder / "pages/aeb/gold.jsonl")}
    pages = []
    for kind in ("blocks", "strings"):
        for row in rows_of(folder / f"dumps/aeb_{kind}.jsonl.gz"):
            page = passages(row["text"])
            if page:
                add(pages, row["id"], page, labels(page, gold[row["id"]]) > 0.5, np.ones(len(page)))
    return pages


def silver_pages(folder: Path) -> list[tuple[str, np.ndarray, np.ndarray, np.ndarray]]:
    """Return the same of the pages with segments; each page in one of its two dumps."""
    import trafilatura

    dumps = {
        kind: {row["id"]: row["text"] for row in rows_of(folder / f"dumps/trafilatura_{kind}.jsonl.gz")}
        for kind in ("blocks", "strings")
    }
    pages = []
    for row in rows_of(folder / "pages/trafilatura/gold.jsonl"):
        kind = "blocks" if fold_of(row["id"], 2) else "strings"
        page = passages(dumps[kind].get(row["id"], ""))
        if not 3 <= len(page) <= 4000:
            continue
        raw = gzip.decompress((folder / f"pages/trafilatura/html/{row['id']}.html.gz").read_bytes())
        label = labels(page, trafilatura.extract(raw, include_comments=False) or "") > 0.5
        if sum(len(passage.text) for passage, inside in zip(page, label, strict=True) if inside) < LEAST_SILVER:
            continue
        weight = np.full(len(page), SILVER_WEIGHT)
        squeezed = [" ".join(passage.text.split()) for passage in page]
        for key, value in (("with", True), ("without", False)):
            for segment in row[key]:
                for index, text in enumerate(squeezed):
                    if " ".join(segment.split()) in text:
                        label[index], weight[index] = value, 1.5 * SILVER_WEIGHT
        add(pages, row["id"], page, label, weight)
    return pages


def add(pages: list, name: str, page: tuple[Passage, ...], label: np.ndarray, weight: np.ndarray) -> None:
    """Append a page, and sometimes its body alone."""
    pages.append((name, traits(page), label, weight))
    crop = crops(page, label, weight, f"{name}{len(page)}")
    if crop is not None:
        pages.append((name, *crop))


def crops(page: tuple[Passage, ...], label: np.ndarray, weight: np.ndarray, seed: str) -> tuple | None:
    """Return the page cut down to its body and a few lines around it, as bare dumps are; the traits change with what is gone."""
    rng = np.random.default_rng(int(hashlib.md5(seed.encode(), usedforsecurity=False).hexdigest()[:8], 16))
    inside = np.flatnonzero(label)
    if len(inside) < 3 or rng.random() > CROPPED:
        return None
    low = max(inside[0] - rng.choice([0, 1, 2, 3, 5, 8, 15]), 0)
    high = min(inside[-1] + 1 + rng.choice([0, 0, 0, 1, 3, 6, 12]), len(page))
    return traits(page[low:high]), label[low:high], weight[low:high]


def fold_of(page: str, folds: int) -> int:
    """Return the fold of a page: both its dumps are in the same."""
    return int(hashlib.md5(page.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def fit(pages: list[tuple[str, np.ndarray, np.ndarray, np.ndarray]]) -> HistGradientBoostingClassifier:
    """Fit the trees; easy lines far from any text are thinned out, long lines weigh more."""
    rng = np.random.default_rng(0)
    rows, truth, weights = [], [], []
    for _, x, label, weight in pages:
        near = np.convolve(label.astype(float), np.ones(41), "full")[20 : 20 + len(label)] > 0
        keep = near | (x[:, 0] > 60) | (rng.random(len(label)) < 0.1)
        keep &= rng.random(len(label)) < (THINNED if weight.max() < 1 else 0.85)
        rows.append(x[keep])
        truth.append(label[keep])
        weights.append(weight[keep] * (np.sqrt(np.minimum(x[keep, 0], 400) / 30) + 0.3))
    model = HistGradientBoostingClassifier(
        max_iter=ITERATIONS,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        l2_regularization=1.0,
        min_samples_leaf=LEAST_LEAF,
        random_state=0,
    )
    return model.fit(np.vstack(rows), np.concatenate(truth), sample_weight=np.concatenate(weights))


def export(model: HistGradientBoostingClassifier, path: Path) -> None:
    """Write the trees as plain arrays."""
    feature, threshold, left, right, value, roots, depth = [], [], [], [], [], [], 0
    for (tree,) in model._predictors:  # noqa: SLF001  # the library has no public way to its trees
        nodes = tree.nodes
        base = len(feature)
        roots.append(base)
        leaf = nodes["is_leaf"].astype(bool)
        feature += np.where(leaf, -1, nodes["feature_idx"].astype(int)).tolist()
        threshold += nodes["num_threshold"].tolist()
        left += (nodes["left"].astype(int) + base).tolist()
        right += (nodes["right"].astype(int) + base).tolist()
        value += np.where(leaf, nodes["value"], 0.0).tolist()
        depth = max(depth, int(nodes["depth"].max()))
    np.savez_compressed(
        path,
        feature=np.array(feature, np.int32),
        threshold=np.array(threshold, np.float32),
        left=np.array(left, np.int32),
        right=np.array(right, np.int32),
        value=np.array(value, np.float32),
        roots=np.array(roots, np.int32),
        depth=depth,
        base=float(np.ravel(model._baseline_prediction)[0]),  # noqa: SLF001
        names=np.array(NAMES),
    )


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--fold", type=int, help="leave out this fold of five (the pages are then a fair test)")
    arguments = parser.parse_args()
    start = time.time()
    pages = gold_pages(arguments.evaluation)
    if arguments.fold is not None:
        pages = [page for page in pages if fold_of(page[0], 5) != arguments.fold]
    pages += silver_pages(arguments.evaluation)
    model = fit(pages)
    export(model, arguments.out)
    print(f"{len(pages)} pages, {sum(len(page[2]) for page in pages)} passages, {time.time() - start:.0f} s -> {arguments.out}")


if __name__ == "__main__":
    main()
