"""
Measure full-text search on a database: making its index, following one small change, and answering searches.

    python -m benchmarks.searching 100k.duckdb [--searches 400] [--seed 7]

Searches are drawn from the words of the record itself: one to three words, phrases, beginnings, with and without filters, in
both orders. Prints one line of JSON: how large the record is, seconds to make the index, to bring it up to date after one
story, and milliseconds per search (median, 95th percentile, most).
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.store import Reader, search
from dateline.store.search import index

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS_FROM = 300  # stories whose words are drawn from


def searches(reader: Reader, count: int, seed: int) -> Iterator[search.Search]:
    """Yield searches for words that stand in the record."""
    dice = random.Random(seed)
    texts = [row[0] for row in reader.ask("SELECT text FROM stories ORDER BY hash(id) LIMIT ?", WORDS_FROM)]
    states = [row[0] for row in reader.ask("SELECT DISTINCT country FROM actors WHERE country IS NOT NULL ORDER BY 1")]
    ways = (
        lambda words: words[0],
        lambda words: " ".join(words[:2]),
        lambda words: " ".join(words[:3]),
        lambda words: f'"{words[0]} {words[1]}"',
        lambda words: f"{words[0]} OR {words[2]}",
        lambda words: f"{words[0]} -{words[2]}",
        lambda words: f"{words[0][:4]}*",
    )
    filters = (
        dict,
        lambda: {"country": dice.choice(states)},
        lambda: {"by": dice.choice(states), "kind": search.Kind.STATEMENT},
        lambda: {"since": date(2023, 1, 1) + timedelta(days=dice.randrange(300))},
        lambda: {"order": search.Order.NEWEST},
        lambda: {"offset": 40},
    )
    for _ in range(count):
        words = dice.choice(texts).replace(".", " ").split()
        start = dice.randrange(max(1, len(words) - 3))
        yield search.Search(dice.choice(ways)([*words[start : start + 3], "talks", "talks", "talks"]), **dice.choice(filters)())


def measure(database: Path, count: int, seed: int) -> dict[str, float]:
    """Return sizes and times; the index beside the database is left alone."""
    reader = Reader(database)
    counts = reader.counts()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.duckdb"
        begun = time.perf_counter()
        index.follow(reader.connection(), path)
        made = time.perf_counter() - begun
        made_in = index.folder_of(path) / index.name_of(reader.connection())
        made_in.rename(made_in.with_name(f"000000-earlier-{index.FORM}"))  # as if of the generation before
        size = sum(file.stat().st_size for file in index.folder_of(path).rglob("*") if file.is_file())
        begun = time.perf_counter()
        index.follow(reader.connection(), path)
        unchanged = time.perf_counter() - begun
        beside = index.folder_of(database)
        if not beside.exists():
            shutil.copytree(index.folder_of(path), beside)
    taken = []
    for asked in searches(reader, count, seed):
        begun = time.perf_counter()
        search.search(reader, asked)
        taken.append(1000 * (time.perf_counter() - begun))
    taken.sort()
    return {
        "stories": counts.stories,
        "statements": counts.statements,
        "index_mib": size / 2**20,
        "make_s": made,
        "follow_unchanged_s": unchanged,
        "search_ms_median": taken[len(taken) // 2],
        "search_ms_p95": taken[int(len(taken) * 0.95)],
        "search_ms_most": taken[-1],
    }


def main() -> int:
    """Print the figures of one database as a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--searches", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    figures = measure(options.database, options.searches, options.seed)
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
