"""
Measure the reading room: how long the server takes for each sort of page, and how large the scripts of a page are.

    python -m benchmarks.rooms RECORD.duckdb [--pages 200] [--only story]

Pages are asked in one process without a network, one after the other, each address once: what is measured is the server's work.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.testclient import TestClient

from dateline.store import Reader
from dateline.web import create_app
from dateline.web.room import STATIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 7
WARM_UP = 5
SCRIPT = re.compile(r'<script src="/static/([^"?]+)')
WORDS = ("talks", "visit", "sanctions", '"joint statement"', "trade", "drills", "aid", "summit", "border", "minister")


def addresses(reader: Reader, pages: int) -> dict[str, list[str]]:
    """Return the addresses of each sort of page, drawn at random with a fixed seed."""
    draw = random.Random(SEED)

    def ids(question: str) -> list[str]:
        found = sorted(str(row[0]) for row in reader.ask(question))
        return draw.sample(found, min(pages, len(found)))

    pairs = reader.ask(
        """SELECT a.country, b.country, count(*) AS shared FROM episode_parties a JOIN episode_parties b
        ON a.episode = b.episode AND a.country < b.country GROUP BY ALL ORDER BY shared DESC, 1, 2 LIMIT ?""",
        pages,
    )
    asked = [f"{word} {other}" if number % 2 else word for number, word in enumerate(WORDS) for other in ("", *WORDS)]
    return {
        "dyad": [f"/dyad/{first}/{second}" for first, second, _ in pairs],
        "search": [f"/search?q={words.strip()}" for words in dict.fromkeys(asked)][:pages],
        "story": [f"/story/{name}" for name in ids("SELECT id FROM stories WHERE coded")],
        "episode": [f"/episode/{name}" for name in ids("SELECT id FROM episodes")],
        "actor": [f"/actor/{name}" for name in ids("SELECT DISTINCT actor FROM episode_parties")],
        "front": ["/"] * min(pages, 20),
        "dyad chart": [f"/dyad/{first}/{second}/chart.vl.json" for first, second, _ in pairs[:40]],
    }


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Return how many milliseconds an act takes: by the clock, and of the processors."""
    start, used = time.perf_counter(), time.process_time()
    act()
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - used)


def spread(times: list[tuple[float, float]]) -> str:
    """Return the middle and the 95th percentile."""
    clock, used = zip(*times, strict=True)
    return (
        f"p50 {statistics.median(clock):7.1f} ms   p95 {statistics.quantiles(clock, n=20)[-1]:7.1f} ms   "
        f"processors p50 {statistics.median(used):6.1f} p95 {statistics.quantiles(used, n=20)[-1]:6.1f} ms   n {len(times)}"
    )


def scripts(page: str) -> Iterator[Path]:
    """Yield the scripts that a page loads."""
    yield from (STATIC / name for name in SCRIPT.findall(page))


def main() -> None:
    """Print the time of each sort of page, and the weight of the scripts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--only", help="one sort of page")
    given = parser.parse_args()
    client = TestClient(create_app(given.record))
    sorts = addresses(Reader(given.record), given.pages)
    for sort, several in sorts.items():
        if given.only not in (None, sort) or len(several) < 2:  # noqa: PLR2004  # no spread
            continue
        for address in several[:WARM_UP]:
            client.get(address).raise_for_status()
        print(f"{sort:12} {spread([timed(lambda at=address: client.get(at).raise_for_status()) for address in several])}")
    for sort in ("dyad", "search", "story"):
        weight = sum(len(gzip.compress(file.read_bytes())) for file in scripts(client.get(sorts[sort][0]).text))
        print(f"{sort:12} scripts {weight / 1024:.0f} KiB gzip")


if __name__ == "__main__":
    main()
