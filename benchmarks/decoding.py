"""
Measure what each stage of decoding takes, as a share of the analysis by the language core.

    python -m benchmarks.decoding [FOLDER | FILE.jsonl[.gz]] [--rounds 5]

Processor seconds of one thread; analysis and stages take turns, round by round, and the median of the rounds counts.
Prints one line of JSON: words, milliseconds per thousand words of each step, and the shares of the analysis.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.speed import EXAMPLES, read_pages
from dateline import pipeline
from dateline.records import is_coded
from dateline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.records import Story


def coded_stories(source: Path) -> tuple[Story, ...]:
    """Return the stories of the pages that are read for statements and events."""
    stages = pipeline.the_stages(Settings())
    return tuple(story for page in read_pages(source) for story in stages.read(page).stories if is_coded(story))


def measure(source: Path, rounds: int) -> dict[str, float]:
    """Return the time of each step."""
    stages, stories = pipeline.the_stages(Settings()), coded_stories(source)
    texts = tuple(story.text for story in stories)
    stages.analyse(texts[:1])
    taken: dict[str, list[float]] = defaultdict(list)

    def timed(step: str, act: Callable[[], object]) -> None:
        begun = time.process_time()
        act()
        taken[step][-1] += time.process_time() - begun

    for _ in range(rounds):
        for step in ("analysis", "actors", "statements", "events", "notes"):
            taken[step].append(0.0)
        begun = time.process_time()
        analyses = stages.analyse(texts)
        taken["analysis"][-1] += time.process_time() - begun
        for story, analysis in zip(stories, analyses, strict=True):
            begun = time.process_time()
            cast = stages.cast(story, analysis)
            between = time.process_time()
            statements = stages.find(story, analysis, cast)
            taken["actors"][-1] += between - begun
            taken["statements"][-1] += time.process_time() - between
            timed("events", lambda: stages.code(story, analysis, statements, cast))  # noqa: B023  # called at once
            timed("notes", lambda: stages.note(story, analysis, statements, cast))  # noqa: B023  # called at once
    words = sum(len(analysis.words) for analysis in analyses)
    middle = {step: statistics.median(times) for step, times in taken.items()}
    shares = {f"{step}_share": middle[step] / middle["analysis"] for step in middle if step != "analysis"}
    return {"words": words, **{f"{step}_ms_per_1000": 1e6 * middle[step] / words for step in middle}, **shares}


def main() -> int:
    """Print the figures as a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?", default=EXAMPLES)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(json.dumps({name: round(value, 4) for name, value in measure(options.source, options.rounds).items()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
