"""
Measure the event model out of fold: every sentence by the model that has not seen its document.

    python -m benchmarks.folds MODEL_OF_FOLD_0 ... MODEL_OF_FOLD_4 [--evaluation ../shared/eval]

The folders come from training/README.md; the folds are training/data/folds_events.json and folds_relations.json. What is
measured is the product's own reading, as the tasks triggers, relations and events give it, and what becomes a record.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import lines
from benchmarks.tasks import events, relations, triggers
from dateline.language import Analyser
from dateline.pipeline import the_stages
from dateline.records import PageId, Story, StoryId, StoryKind
from dateline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType


FOLDS = Path("training/data")
Rows = list[dict[str, Any]]


def scorer(evaluation: Path, name: str) -> ModuleType:
    """Load one of the scorers beside the sets."""
    spec = importlib.util.spec_from_file_location(name, evaluation / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer {name} in {evaluation}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pooled(
    rows: Rows,
    folds: Sequence[Sequence[str]],
    analysers: dict[int, Analyser],
    key: str,
    predicted: Callable[[Rows, Analyser], Iterator[dict[str, Any]]],
) -> tuple[Rows, Rows]:
    """Return the gold rows of the measured folds and what the models that have not seen them predict."""
    gold: Rows = []
    found: Rows = []
    for number, analyser in analysers.items():
        mine = set(folds[number])
        held = [row for row in rows if row[key] in mine]
        gold += held
        found += predicted(held, analyser)
    return gold, found


def recorded(rows: Rows, analyser: Analyser) -> Iterator[dict[str, Any]]:
    """Yield the events of each sentence as records hold them: those in which a known actor takes part."""
    stages = replace(the_stages(Settings()), analyse=analyser.analyse)
    for row in rows:
        text, start = triggers.with_context(row)
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        story = Story(StoryId("measured"), PageId("measured"), StoryKind.MAIN, text, published=day)
        (analysis,) = stages.analyse((text,))
        cast = stages.cast(story, analysis)
        told = stages.code(story, analysis, stages.find(story, analysis, cast), cast)
        spans = (one.trigger.span for one in told if one.trigger.span.start >= start)
        yield {"id": row["id"], "events": [{"trigger": [span.start - start, span.end - start], "type": ""} for span in spans]}


def short(value: object) -> object:
    """Return the value with floats cut to four places."""
    if isinstance(value, float):
        return round(value, 4)
    return {name: short(one) for name, one in value.items()} if isinstance(value, dict) else value


def main() -> None:
    """Print one line of JSON for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+", help="model folders, of fold 0 first")
    parser.add_argument("--folds", type=int, nargs="+", help="which folds they are of, where not 0, 1, 2 ...")
    parser.add_argument("--evaluation", type=Path, default=Path("../shared/eval"))
    options = parser.parse_args()
    numbers = options.folds or range(len(options.models))
    analysers = {number: Analyser(folder) for number, folder in zip(numbers, options.models, strict=True)}
    by_document = json.loads((FOLDS / "folds_events.json").read_text(encoding="utf-8"))
    by_pair = json.loads((FOLDS / "folds_relations.json").read_text(encoding="utf-8"))
    sentences = list(lines.read(options.evaluation / "events_sentences/events.jsonl"))
    gold, found = pooled(sentences, by_document, analysers, "doc", triggers.predicted)
    judge = scorer(options.evaluation, "score_triggers")
    drawn = judge.score([row for row in gold if row["draw"] == "random"], found)
    print(json.dumps({"set": "events_sentences", "n": len(gold), **short(judge.score(gold, found))}))
    print(json.dumps({"set": "events_sentences, random draw", "none": short(drawn["none"])}))
    nothing = [row for row in sentences if row["draw"] == "random" and not row["events"]]
    gold, found = pooled(nothing, by_document, analysers, "doc", recorded)
    told = sum(bool(row["events"]) for row in found) / max(1, len(gold))
    print(
        json.dumps(
            {"set": "events_sentences, random draw, through records", "none": {"sentences": len(gold), "false": short(told)}}
        )
    )
    pairs = list(lines.read(options.evaluation / "relations/plv_train.jsonl"))
    for name, predicted in (("score_relations", relations.predicted), ("score_events", events.predicted)):
        gold, found = pooled(pairs, by_pair, analysers, "id", predicted)
        score = scorer(options.evaluation, name).score
        print(json.dumps({"set": f"relations by {name}", "n": len(gold), **short(score(gold, found))}))
        if name == "score_events":
            surest = [{**row, "events": row["events"][:1]} for row in found]
            print(json.dumps({"set": "the most confident event of each sentence", "n": len(gold), **short(score(gold, surest))}))


if __name__ == "__main__":
    main()
