"""
Measure how adding pages scales: with processes, with a Ray cluster, and with the size of the record.

    python -m benchmarks.scaling workers [--pages 2000] [--counts 1 2] [--ray]
    python -m benchmarks.scaling growth FILE.duckdb... [--stories 1000] [--past]

`workers` makes pages out of the examples, each with numbers of its own, adds them with each count of processes to a fresh record,
and prints wall time, processor seconds of this process and of the readers, and the most memory of either. `growth` copies each
record, adds made stories to the copy (after a first small addition, so that there is a last generation), and prints processor
seconds of each step for a story. The stories go on from the last day of the record, as news does; with `--past` they are of its
first days, which are twice as dense by that. On a machine that does other work the processor seconds are the ones to compare.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import synthetic
from dateline import ingest, sources, store
from dateline.pipeline import Pipeline
from dateline.store.generation import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"
NUMBER = re.compile(r"\b\d{2,3}\b")
MIB = 1024
FIRST = 20  # stories that are added before the clock runs


def made_pages(folder: Path, count: int) -> None:
    """Write pages that differ in their numbers and in a last sentence."""
    seeds = [file.path for file in sources.page_files([EXAMPLES])]
    for number in range(count):
        seed = seeds[number % len(seeds)]
        salt = int.from_bytes(hashlib.sha256(str(number).encode()).digest()[:4], "big")
        text = NUMBER.sub(lambda found, salt=salt: str((int(found[0]) + salt) % 900 + 10), seed.read_text(encoding="utf-8"))
        (folder / f"{number:05}{seed.suffix}").write_text(text, encoding="utf-8")


def used(who: int) -> float:
    """Return the processor seconds of this process or of its children."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def workers(pages: int, counts: list[int], *, on_ray: bool) -> None:
    """Add the same pages with each count of processes."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "pages").mkdir()
        made_pages(place / "pages", pages)
        walls = {}
        for count in counts:
            path = place / f"{count}.duckdb"
            mine, readers, began = used(resource.RUSAGE_SELF), used(resource.RUSAGE_CHILDREN), time.monotonic()
            run = ingest.Run(workers=count)
            outcome = ingest.add(path, sources.pages([place / "pages"]), pipeline=Pipeline(), run=run)
            walls[count] = time.monotonic() - began
            mine, readers = used(resource.RUSAGE_SELF) - mine, used(resource.RUSAGE_CHILDREN) - readers
            most = [resource.getrusage(who).ru_maxrss / MIB for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
            print(
                f"{count} workers: {outcome.pages} pages in {walls[count]:.1f} s wall; processor {mine:.1f} s here, "
                f"{readers:.1f} s in readers; most memory {most[0]:.0f} MiB here, {most[1]:.0f} MiB in one reader",
                flush=True,
            )
        first, *others = counts
        for count in others:
            print(f"{count} workers against {first}: {walls[first] / walls[count]:.2f} times as fast")
        if on_ray:
            _on_ray(place, counts[-1], walls[counts[-1]])


def _on_ray(place: Path, count: int, wall: float) -> None:
    import ray
    from ray.cluster_utils import Cluster

    from dateline import scale

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    for _ in range(count - 1):
        cluster.add_node(num_cpus=1)
    ray.init(address=cluster.address, log_to_driver=False, logging_level="ERROR")
    began = time.monotonic()
    outcome = scale.add(place / "ray.duckdb", [place / "pages"], cluster=scale.Cluster())
    taken = time.monotonic() - began
    same = store.Reader(place / "ray.duckdb").timeline() == store.Reader(place / f"{count}.duckdb").timeline()
    print(
        f"ray on {count} nodes: {outcome.pages} pages in {taken:.1f} s wall, {taken / wall - 1:+.0%}; the same episodes: {same}"
    )
    ray.shutdown()
    cluster.shutdown()


# ------------------------------------------------------------------ growth
@contextmanager
def step(times: dict[str, float], name: str) -> Iterator[None]:
    """Note the processor seconds of a block."""
    began = time.process_time()
    yield
    times[name] = times.get(name, 0.0) + time.process_time() - began


def growth(paths: list[Path], stories: int, *, past: bool) -> None:
    """Add made stories to copies of records of several sizes."""
    for number, source in enumerate(paths):
        begin = synthetic.FIRST if past else synthetic.last_day(source)
        made = [reading for reading, _ in synthetic.readings(FIRST + stories, 1000 + number, begin)]
        with tempfile.TemporaryDirectory(dir=source.parent) as folder:
            path = Path(folder) / "grown.duckdb"
            shutil.copyfile(source, path)
            index = beside(source, ".search")
            if index.exists():
                shutil.copytree(index, beside(path, ".search"))
            ingest.keep(path, made[:FIRST])
            before, wall = store.Reader(path).counts().stories, time.monotonic()
            times = _grow(path, made[FIRST:])
            wall = time.monotonic() - wall
        each = ", ".join(f"{name} {1000 * taken / stories:.1f}" for name, taken in times.items())
        print(
            f"{before} stories in the record, {stories} added: {1000 * sum(times.values()) / stories:.1f} ms of processor time a "
            f"story ({each}); {1000 * wall / stories:.1f} ms wall",
            flush=True,
        )


def _grow(path: Path, made: list[object]) -> dict[str, float]:
    times: dict[str, float] = {}
    writer = store.Writer(path)
    with step(times, "open"):
        writer.__enter__()
    with step(times, "write"):
        for place in range(0, len(made), ingest.AT_ONCE):
            writer.add_all(made[place : place + ingest.AT_ONCE])
    with step(times, "link"):
        writer.apply_corrections()
        ingest.relink(writer)
    with step(times, "publish"):
        writer.__exit__(None, None, None)
    return times


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="what", required=True)
    by_workers = kinds.add_parser("workers")
    by_workers.add_argument("--pages", type=int, default=2000)
    by_workers.add_argument("--counts", type=int, nargs="+", default=[1, 2])
    by_workers.add_argument("--ray", action="store_true")
    by_size = kinds.add_parser("growth")
    by_size.add_argument("records", type=Path, nargs="+")
    by_size.add_argument("--stories", type=int, default=1000)
    by_size.add_argument("--past", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if options.what == "workers":
        workers(options.pages, options.counts, on_ray=options.ray)
    else:
        growth(options.records, options.stories, past=options.past)
    return 0


if __name__ == "__main__":
    sys.exit(main())
