"""Score the event heads of exported graphs on events_sentences; several graphs are models of folds, each reads its own."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.crf import best_spans
from language.decode import bio_spans
from language.documents import read_tokenizer
from language.encoder import WHEEL
from language.evaluate import Reader, scorer
from language.events import Example, build, fold_of
from language.labels import MODES, STATUSES, TRIGGERS
from language.news import read_jsonl

Scores = NDArray[np.float32]


def decode(out: dict[str, Any], example: Example, *, caution: float) -> list[dict[str, Any]]:
    """Return the events of the annotated sentence; `caution` is added to the score of 'no trigger'."""
    start = example.start
    offsets = example.document.offsets or []
    tags = out["trigger"][start:].copy()
    tags[:, 0] += caution
    spans = lambda ranges: [[offsets[a][0] - example.base, offsets[b - 1][1] - example.base] for a, b in ranges if a >= start]  # noqa: E731
    events = []
    for a, b, kind in bio_spans(tags, TRIGGERS):
        rows = slice(start + a, start + b)
        args = out["arguments"][:, rows].mean(1)
        mode = MODES[int(out["mode"][rows].mean(0).argmax())]
        events.append({
            "trigger": spans([(start + a, start + b)])[0], "type": kind, "mode": None if mode == "none" else mode,
            "status": STATUSES[int(out["status"][rows].mean(0).argmax())],
            "actors": spans(best_spans(*args[:3])), "recipients": spans(best_spans(*args[3:])),
        })  # fmt: skip
    return events


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--caution", type=float, nargs="+", default=[0.0, 0.5, 1.0, 1.5])
    parser.add_argument("--folds", type=int, nargs="+", help="only these folds (one for each model)")
    options = parser.parse_args()
    tokenizer = read_tokenizer(options.cache / WHEEL)
    rows = read_jsonl(options.evaluation / "events_sentences/events.jsonl")
    folds = options.folds or list(range(len(options.models)))
    predicted: dict[float, list[dict[str, Any]]] = {c: [] for c in options.caution}
    gold = []
    for fold, path in zip(folds, options.models):
        reader = Reader(path)
        for row in rows:
            if fold_of(row["doc"]) != fold:
                continue
            gold.append(row)
            example = build(row, row["sentence"], row["context"] or "", tokenizer)
            if example is None:
                continue
            (window, out), *_ = reader.read(example.document, 512)
            out = out if window.end == len(example.document.words) else None
            for caution in options.caution:
                predicted[caution].append({"id": row["id"], "events": decode(out, example, caution=caution) if out else []})
    judge = scorer(options.evaluation, "score_triggers")
    for caution in options.caution:
        result = judge.score(gold, predicted[caution])
        drawn = judge.score([r for r in gold if r["draw"] == "random"], predicted[caution])
        line = {"caution": caution, "sentences": len(gold), "trigger": result["trigger"], "typed": result["typed"]}
        line = {k: {n: round(x, 4) for n, x in v.items()} if isinstance(v, dict) else v for k, v in line.items()}
        line |= {k: round(result[k], 4) for k in ("status", "mode", "actors", "recipients", "macro_f1")}
        line |= {
            "none_false": round(result["none"]["false"], 4),
            "none_false_random": round(drawn["none"]["false"], 4),
            "random_typed": round(drawn["typed"]["f1"], 4),
        }
        print(json.dumps(line), flush=True)
    per_type = judge.score(gold, predicted[options.caution[0]])["per_type"]
    print(json.dumps({name: round(x["f1"], 3) for name, x in per_type.items()}))


if __name__ == "__main__":
    main()
