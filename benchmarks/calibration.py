"""
Measure whether the confidence of events means what it says: precision by confidence, and what a lowest confidence costs.

    python -m benchmarks.predict record SEEDS/pages seeds.jsonl
    python -m benchmarks.predict record STORIES/stories.jsonl stories.jsonl
    python -m benchmarks.calibration SEEDS/gold seeds.jsonl STORIES/gold stories.jsonl [--write docs/accuracy.md]

The gold is that of the task `record`. A predicted event is right where a gold event of its page has its type, shares an actor's
country or organisation with it, and a recipient's where the gold has any, and its words: their spans overlap in the story, or
they share half of their words. Events that only fit an optional gold event are left out. Bins hold equally many events; intervals
are Wilson's at 95 %.
Prints Markdown; with --write it is put between the marks of the file.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.speakers import HALF, likeness
from dateline.audit import wilson

Found = dict[str, Any]  # the edge: the lines of `dateline read --json`, and the gold
MARKS = ("<!-- calibration -->", "<!-- /calibration -->")
BINS = 5
LOWEST = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Guess:
    """A predicted event: how sure, and whether it is right."""

    confidence: float
    right: bool


def parties(names: list[Found], actors: dict[str, Found] | None = None) -> set[str]:
    """Return the countries and organisations of actors: of the gold by their codes, of a prediction by its actors."""
    found = names if actors is None else [actors[one["actor"]] for one in names if one["actor"] in actors]
    codes = {(one.get("code") or "").partition("/")[0] for one in found}
    return {code for code in codes | {one.get("country") or "" for one in found} if code}


def same_sides(event: Found, gold: Found, actors: dict[str, Found]) -> bool:
    """Return whether a prediction shares an actor with a gold event, and a recipient, on either side, where the gold has any."""
    acting, receiving = parties(event["actors"], actors), parties(event["recipients"], actors)
    others = parties(gold.get("recipients") or [])
    return bool(acting & parties(gold["actors"])) and (not others or bool((acting | receiving) & others))


def same_words(text: str, event: Found, gold: Found) -> bool:
    """Return whether the words of a prediction are those of a gold event, or of one of its other mentions."""
    spans = [event["evidence"]["span"], event["trigger"]["span"], *(one["span"] for one in event["other_mentions"])]
    for words in (gold["evidence"], *gold.get("other_evidence", [])):
        start = text.find(words)
        if start >= 0 and any(first < start + len(words) and start < last for first, last in spans):
            return True
        if likeness(words, event["evidence"]["text"]) >= HALF:
            return True
    return False


def guesses(folder: Path, lines: Path) -> tuple[list[Guess], int]:
    """Return the judged predictions of a set, and how many core gold events it has."""
    pages = {
        Path(page["page"]["path"] or "").stem: page for page in map(json.loads, lines.read_text(encoding="utf-8").splitlines())
    }
    judged, there = list[Guess](), 0
    for file in sorted(folder.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        if file.stem not in pages or not isinstance(gold.get("events"), list):
            continue
        page, events = pages[file.stem], gold["events"]
        there += sum(one.get("core", True) for one in events)
        actors = {one["id"]: one for one in page["actors"]}
        texts = {one["id"]: one["text"] for one in page["stories"]}
        for event in sorted(page["events"], key=lambda one: -one["confidence"]):
            fitting = [
                one
                for one in events
                if event["type"] in one["types"]
                and same_sides(event, one, actors)
                and same_words(texts[event["story"]], event, one)
            ]
            if any(one.get("core", True) for one in fitting):
                judged.append(Guess(event["confidence"], right=True))
            elif not fitting:
                judged.append(Guess(event["confidence"], right=False))
    return judged, there


def expected_error(judged: list[Guess]) -> float:
    """Return by how much confidence and share of right ones differ, on average over the bins."""
    return sum(
        len(group) * abs(sum(one.confidence for one in group) - sum(one.right for one in group)) / len(group)
        for group in bins(judged)
    ) / len(judged)


def bins(judged: list[Guess]) -> list[list[Guess]]:
    """Return the predictions in groups of equal size, least sure first."""
    ordered = sorted(judged, key=lambda one: one.confidence)
    cuts = [round(len(ordered) * at / BINS) for at in range(BINS + 1)]
    return [ordered[start:end] for start, end in pairwise(cuts) if start < end]


def report(judged: list[Guess], there: int) -> str:
    """Return the tables in Markdown."""
    lines = [
        f"{len(judged)} predicted events, {sum(one.right for one in judged)} of them right; {there} core events in the gold.",
        "",
        "| confidence | events | mean confidence | right | 95 % interval |",
        "|---|---|---|---|---|",
    ]
    for group in bins(judged):
        right, mean = sum(one.right for one in group), sum(one.confidence for one in group) / len(group)
        low, high = wilson(right, len(group))
        reach = f"{group[0].confidence:.2f} to {group[-1].confidence:.2f}"
        lines.append(f"| {reach} | {len(group)} | {mean:.2f} | {right / len(group):.2f} | {low:.2f} to {high:.2f} |")
    lines += ["", f"Expected calibration error over these bins: {expected_error(judged):.3f}.", ""]
    lines += ["| `--min-confidence` | events | right | 95 % interval | share of the right ones kept |", "|---|---|---|---|---|"]
    whole = sum(one.right for one in judged)
    for lowest in LOWEST:
        kept = [one for one in judged if one.confidence >= lowest]
        right = sum(one.right for one in kept)
        low, high = wilson(right, len(kept))
        if kept and low is not None and high is not None:
            lines.append(
                f"| {lowest:g} | {len(kept)} | {right / len(kept):.2f} | {low:.2f} to {high:.2f} | {right / whole:.2f} |"
            )
    return "\n".join(lines)


def main() -> int:
    """Print the report of all sets together, and write it where wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+", help="a folder of gold and a file of predictions, in turn")
    parser.add_argument("--write", type=Path, help="a file of Markdown with the marks")
    options = parser.parse_args()
    judged, there = list[Guess](), 0
    for folder, lines in zip(options.sets[::2], options.sets[1::2], strict=True):
        found, gold = guesses(folder, lines)
        judged += found
        there += gold
    told = report(judged, there)
    print(told)
    if options.write:
        text = options.write.read_text(encoding="utf-8")
        between = re.compile(f"{re.escape(MARKS[0])}.*?{re.escape(MARKS[1])}", re.DOTALL)
        options.write.write_text(between.sub(lambda _: f"{MARKS[0]}\n{told}\n{MARKS[1]}", text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
