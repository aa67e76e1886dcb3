"""
Measure the reading room under many readers while pages are added.

    python -m benchmarks.load STORE.duckdb PAGES... [--readers 50] [--seconds 60] [--think 2] [--seed 7] [--check]

Works on a copy of the store, and only against 127.0.0.1. Each reader asks for a page, reads it for a while (the think time, from
half to one and a half of it), and asks for the next: pairs, searches, stories, episodes, the front page. After five seconds
`dateline add PAGES` runs beside them. Told are the times of all answers, every answer that was none, and how long after the
new generation was put into its place the first reader saw it (the API's counts are asked every 0.2 seconds).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from benchmarks.rooms import addresses
from dateline.store import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_SECONDS, SEEN_WITHIN = 1.0, 5.0  # p95 of an answer; until a new generation is seen
BEFORE_ADDING = 5.0
_LOOKS = 0.2
_EARLY = 1.0  # a reader may see a generation between two looks at the file, before its placing is noted
_KINDS = ("dyad", "search", "story", "episode", "front")
_STARTS_WITHIN = 90.0


# ------------------------------------------------------------------ the room
def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Open a reading room in a process of its own; yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "dateline", "serve", "--db", str(store), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as served:
        try:
            base = f"http://127.0.0.1:{port}"
            _await(base, served)
            yield base
        finally:
            served.terminate()


def _await(base: str, served: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and served.poll() is None:
        try:
            httpx.get(f"{base}/api/v1/", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    message = "the reading room did not start"
    raise RuntimeError(message)


def share(values: Sequence[float], part: float) -> float:
    """Return the value that this part of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


# ------------------------------------------------------------------ the readers


@dataclass(slots=True)
class Course:
    """What happened."""

    taken: list[tuple[str, float]] = field(default_factory=list)  # kind of page and seconds
    begun: list[float] = field(default_factory=list)  # when each of them was asked for
    adding: list[float] = field(default_factory=list)  # when the addition began and ended
    errors: list[str] = field(default_factory=list)
    published: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    added: int | None = None  # the exit status of `dateline add`


@dataclass(frozen=True, slots=True)
class Visit:
    """How one reader reads: how long a page, and with which luck."""

    think: float  # seconds
    seed: int


def _mix(asked: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [(kind, path) for kind in _KINDS for path in asked[kind][:100]]


async def _reader(
    client: httpx.AsyncClient, mix: Sequence[tuple[str, str]], course: Course, *, until: float, visit: Visit
) -> None:
    dice, think = random.Random(visit.seed), visit.think
    await asyncio.sleep(dice.random() * think)  # people do not come at one instant
    while time.monotonic() < until:
        kind, path = dice.choice(mix)
        begun = time.monotonic()
        try:
            answer = await client.get(path)
        except httpx.HTTPError as error:
            course.errors.append(f"{path}: {type(error).__name__}: {error}")
        else:
            course.taken.append((kind, time.monotonic() - begun))
            course.begun.append(begun)
            if not answer.is_success:
                course.errors.append(f"{path}: {answer.status_code}")
        await asyncio.sleep(think * (0.5 + dice.random()))


def _waits(course: Course) -> bool:
    """Return whether the addition is not over, or what it published was not seen though it may still be."""
    if course.added is None:
        return True
    unseen = course.published and not any(seen >= course.published[-1] - _EARLY for seen in course.seen)
    return bool(unseen) and time.monotonic() - course.published[-1] < 2 * SEEN_WITHIN


async def _watch(client: httpx.AsyncClient, store: Path, course: Course, *, until: float) -> None:
    """Note when a new generation is put into its place, and when a reader sees other counts."""
    placed, known = store.stat().st_ino, (await client.get("/api/v1/")).json()
    while time.monotonic() < until or _waits(course):
        await asyncio.sleep(_LOOKS)
        if (now := store.stat().st_ino) != placed:
            placed = now
            course.published.append(time.monotonic())
        found = (await client.get("/api/v1/")).json()
        if found != known:
            known = found
            course.seen.append(time.monotonic())


async def _add(store: Path, pages: Sequence[str], course: Course, *, seconds: float) -> None:
    await asyncio.sleep(BEFORE_ADDING)
    command = [sys.executable, "-m", "dateline", "add", *pages, "--db", str(store)]
    null = asyncio.subprocess.DEVNULL
    run = await asyncio.create_subprocess_exec(*command, stdout=null, stderr=null, env={**os.environ, "OMP_NUM_THREADS": "1"})
    course.adding.append(time.monotonic())
    try:
        course.added = await asyncio.wait_for(run.wait(), seconds)
    except TimeoutError:  # told as a failure: the exit status is that of a stopped run
        run.terminate()
        course.added = await run.wait()
    course.adding.append(time.monotonic())


async def _run(base: str, store: Path, asked: Mapping[str, Sequence[str]], options: argparse.Namespace) -> Course:
    course, mix, until = Course(), _mix(asked), time.monotonic() + options.seconds
    random.Random(options.seed).shuffle(mix)
    limits = httpx.Limits(max_connections=options.readers + 5, max_keepalive_connections=options.readers + 5, keepalive_expiry=4)
    async with httpx.AsyncClient(base_url=base, timeout=30, limits=limits) as client:
        for kind, path in {kind: path for kind, path in mix}.items():  # noqa: C416  # the last of each kind, once, to load it
            assert (await client.get(path)).is_success, kind  # noqa: S101
        readers = [
            _reader(client, mix, course, until=until, visit=Visit(options.think, options.seed + number))
            for number in range(options.readers)
        ]
        adding = asyncio.create_task(_add(store, options.pages, course, seconds=3 * options.seconds))
        await asyncio.gather(_watch(client, store, course, until=until), *readers)
        await adding
    return course


def _p95(course: Course, first: float, last: float) -> int | None:
    taken = [seconds for (_, seconds), begun in zip(course.taken, course.begun, strict=True) if first <= begun < last]
    return round(1000 * share(taken, 0.95)) if taken else None


def told(course: Course, options: argparse.Namespace) -> dict[str, object]:
    """Return the figures of a course, and whether the bars are held."""
    every = [seconds for _, seconds in course.taken]
    kinds = sorted({kind for kind, _ in course.taken})
    waits = [min((seen - put for seen in course.seen if seen >= put - _EARLY), default=None) for put in course.published]
    seen = max((wait for wait in waits if wait is not None), default=None)
    p95 = share(every, 0.95)
    held = not course.errors and p95 <= MOST_SECONDS and seen is not None and seen <= SEEN_WITHIN and course.added == 0
    return {
        "readers": options.readers,
        "seconds": options.seconds,
        "think_s": options.think,
        "requests": len(every),
        "errors": course.errors[:10],
        "p50_ms": round(1000 * share(every, 0.5)),
        "p95_ms": round(1000 * p95),
        "max_ms": round(1000 * max(every)),
        "p95_ms_by_page": {
            name: round(1000 * share([seconds for kind, seconds in course.taken if kind == name], 0.95)) for name in kinds
        },
        "p95_ms_before_adding": _p95(course, -math.inf, course.adding[0]),
        "p95_ms_while_adding": _p95(course, *course.adding),
        "p95_ms_after_adding": _p95(course, course.adding[1], math.inf),
        "add_s": round(course.adding[1] - course.adding[0], 1),
        "add_exit_status": course.added,
        "generations_published": len(course.published),
        "seen_after_s": round(max(seen, 0.0), 2) if seen is not None else None,
        "held": held,
    }


def measure(options: argparse.Namespace) -> dict[str, object]:
    """Serve a copy of the store, let readers read while pages are added, and return the figures."""
    with tempfile.TemporaryDirectory(prefix="dateline-load-") as folder:
        store = Path(folder) / options.store.name
        for path in options.store.parent.glob(f"{options.store.name}*"):
            if path.name.endswith(".lock"):
                continue
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, Path(folder) / path.name)
        asked = addresses(Reader(store), 100)
        with serving(store) as base:
            return told(asyncio.run(_run(base, store, asked, options)), options)


def parsed(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options of a command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--check", action="store_true")
    return parser.parse_args(arguments)


def main() -> int:
    """Print one line of JSON."""
    options = parsed()
    found = measure(options)
    print(json.dumps(found), flush=True)
    return 1 if options.check and not found["held"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
