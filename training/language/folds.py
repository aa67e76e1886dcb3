"""Write the committed folds: document ids only."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from language.events import FOLDS, fold_of
from language.news import read_jsonl


def main() -> None:
    """Write folds_events.json and folds_relations.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluation", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    options = parser.parse_args()
    events = {row["doc"] for row in read_jsonl(options.evaluation / "events_sentences/events.jsonl")}
    pairs = {row["id"] for row in read_jsonl(options.evaluation / "relations/plv_train.jsonl")}
    for name, ids in (("events", events), ("relations", pairs)):
        folds = [sorted(x for x in ids if fold_of(x) == k) for k in range(FOLDS)]
        path = options.own / f"folds_{name}.json"
        path.write_text(json.dumps(folds, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
