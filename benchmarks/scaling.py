"""
Measure how adding pages scales: with processes, with a Ray cluster, and with the size of the record.

    python -m benchmarks.scaling workers [--pages 2000] [--counts 1 2] [--ray]
    python -m benchmarks.scaling growth FILE.duckdb... [--pages 1000 | --stories 1000 [--past]] [--rounds 3]

`workers` makes pages out of the examples, each with numbers of its own, adds them with each count of processes to a fresh record,
and prints wall time, processor seconds of this process and of the readers, and the most memory of either.

`growth` copies each record, adds to the copy, and prints processor time for a story; a small addition goes before, so that there
is a last generation and what is loaded once is loaded. Records take turns, and the middle of the rounds is told, since another's
work on the machine slows the processor too. With `--pages` pages are read, stored, linked and published as `dateline add` does
with one worker: what a user pays. Else made stories are added that need no reading, and each step is told. They go on from the
last day of the record, as news does; with `--past` they are of its first days, which are twice as dense by that.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import resource
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import composed, synthetic
from dateline import ingest, sources, store
from dateline.pipeline import Pipeline
from dateline.store.generation import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dateline.records import Page, Reading

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"
NUMBER = re.compile(r"\b\d{2,3}\b")
MIB = 1024
FIRST = 20  # stories that are added before the clock runs
WARM = 100  # stories that are added before anything counts, so that all libraries are loaded
SEED = 1000  # of the stories that are added


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
Times = dict[str, float]  # processor seconds of each step


@contextmanager
def step(times: Times, name: str) -> Iterator[None]:
    """Note the processor seconds of a block."""
    began = time.process_time()
    yield
    times[name] = times.get(name, 0.0) + time.process_time() - began


class Timed(Pipeline):
    """The reader of pages, with the time that it takes."""

    def __init__(self) -> None:
        """Begin with no time."""
        super().__init__()
        self.times: Times = {}

    def read_all(self, pages: Iterable[Page]) -> Iterator[Reading]:
        """Yield the readings of pages; the time between them is not ours."""
        readings = super().read_all(pages)
        while True:
            with step(self.times, "read"):
                reading = next(readings, None)
            if reading is None:
                return
            yield reading


@contextmanager
def copied(source: Path) -> Iterator[Path]:
    """Copy a record with its index, for as long as the block takes."""
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        path = Path(folder) / "grown.duckdb"
        shutil.copyfile(source, path)
        if (index := beside(source, ".search")).exists():
            shutil.copytree(index, beside(path, ".search"))
        yield path


def growth(sources_: list[Path], grow: Callable[[Path, int], Times], count: int, rounds: int) -> None:
    """Let records grow in turns, and print the middle of the rounds of each, for a story."""
    found: dict[Path, list[Times]] = {source: [] for source in sources_}
    with copied(sources_[0]) as path:
        grow(path, WARM)
    for source in sources_ * rounds:
        with copied(source) as path:
            found[source].append(grow(path, count))
    totals = {}
    for source, several in found.items():
        totals[source] = statistics.median(sum(times.values()) for times in several)
        each = ", ".join(
            f"{name} {1000 * statistics.median(times[name] for times in several) / count:.2f}" for name in several[0]
        )
        print(
            f"{store.Reader(source).counts().stories} stories in the record, {count} added: "
            f"{1000 * totals[source] / count:.2f} ms of processor time a story ({each})",
            flush=True,
        )
    print(f"{max(totals.values()) / min(totals.values()):.2f} times apart")


def add_pages(path: Path, count: int) -> Times:
    """Add composed pages as `dateline add` does; return the seconds of reading, and of the rest."""
    pipeline, last = Timed(), synthetic.last_day(path)
    with tempfile.TemporaryDirectory() as folder:
        for name, seed, several in (("first", FIRST, FIRST), ("pages", 1, count)):
            (Path(folder) / name).mkdir()
            composed.write(Path(folder) / name, several, seed=seed, last=last)
        ingest.add(path, sources.pages([Path(folder) / "first"]), pipeline=pipeline)
        pipeline.times.clear()
        times: Times = {}
        with step(times, "all"):
            outcome = ingest.add(path, sources.pages([Path(folder) / "pages"]), pipeline=pipeline)
    if outcome.stories != count:
        message = f"{count} pages gave {outcome.stories} stories"
        raise SystemExit(message)
    return {**pipeline.times, "the rest": times["all"] - pipeline.times["read"]}


def add_stories(path: Path, count: int, *, past: bool) -> Times:
    """Add made stories; return the seconds of each step."""
    begin = synthetic.FIRST if past else synthetic.last_day(path)
    made = [reading for reading, _ in synthetic.readings(FIRST + count, SEED, begin)]
    ingest.keep(path, made[:FIRST])
    times: Times = {}
    writer = store.Writer(path)
    with step(times, "open"):
        writer.__enter__()
    with step(times, "write"):
        for place in range(FIRST, len(made), ingest.AT_ONCE):
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
    by_size.add_argument("--pages", type=int)
    by_size.add_argument("--stories", type=int, default=1000)
    by_size.add_argument("--rounds", type=int, default=3)
    by_size.add_argument("--past", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if options.what == "workers":
        workers(options.pages, options.counts, on_ray=options.ray)
    else:
        grow = add_pages if options.pages else partial(add_stories, past=options.past)
        growth(options.records, grow, options.pages or options.stories, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
