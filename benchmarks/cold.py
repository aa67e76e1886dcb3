"""
Measure a cold start: wall time, processor time and memory of whole processes, and how fast pages become stories.

    python -m benchmarks.cold PAGE_OR_FOLDER [--runs N]

Each command runs N times in a process of its own; printed is the best wall time, with the processor time of that run.
On a machine that does other work too the processor time is the one to compare.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from dateline import sources
from dateline.pipeline import Pipeline
from dateline.records import Page

LEAST_SECONDS = 2.0  # how long the reading of pages is repeated, so that one slow moment does not count


def run(*arguments: str) -> tuple[float, float, float]:
    """Run `dateline` with the arguments; return wall seconds, processor seconds and the most memory in MiB."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def best(runs: int, *arguments: str) -> str:
    """Return the figures of the fastest run, as a line."""
    wall, processor, memory = min(run(*arguments) for _ in range(runs))
    return f"{'dateline ' + ' '.join(arguments[:1]):24} {wall:6.2f} s wall {processor:6.2f} s processor {memory:6.0f} MiB"


def stories_rate(source: Path) -> str:
    """Return how many pages per second of processor time become stories, on one core."""
    pages = [page for page in sources.pages((source,)) if isinstance(page, Page)]
    pipeline = Pipeline()
    for page in pages:
        pipeline.split(page)
    read, began = 0, time.process_time()
    while time.process_time() - began < LEAST_SECONDS:
        for page in pages:
            pipeline.split(page)
        read += len(pages)
    return f"pages to stories         {read / (time.process_time() - began):6.0f} pages/s of processor time"


def main() -> int:
    """Print the figures; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    files = sources.page_files((options.source,))
    print(best(options.runs, "--help"))
    print(best(options.runs, "read", str(files[0].path)))
    print(stories_rate(options.source))
    return 0


if __name__ == "__main__":
    sys.exit(main())
