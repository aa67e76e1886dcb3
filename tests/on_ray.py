"""
Add pages on a cluster of two nodes, one of which goes away in the middle: a program, run by test_scale.py.

    python on_ray.py FOLDER

Printed is one line of JSON: what was added, and whether the record and the episodes are those of one machine.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from pathlib import Path

import ray
from benchmarks import synthetic
from ray.cluster_utils import Cluster

import odd_pipelines
from dateline import ingest, scale, sources, store
from dateline.scale import linking
from dateline.scale.adding import segments_of
from dateline.scale.cluster import Machines
from dateline.stages import episode

PAGES, LINES = 24, 24
DEADLY = 17  # the number of a page that ends every process that reads it


def write_pages(folder: Path) -> None:
    folder.mkdir()
    for number in range(PAGES):
        words = "die" if number == DEADLY else "wait " * (number % 3)
        (folder / f"{number:03}.txt").write_text(words or "words")
    (folder / "none.txt").write_text("")
    lines = (json.dumps({"id": f"line{number:03}", "text": "wait " + "words " * 2000}) for number in range(LINES))
    (folder / "z.jsonl").write_text("\n".join(lines))


def lose(cluster: Cluster, node: object, segments: Path, lost: list[int]) -> None:
    """Take a node away as soon as there is a segment."""
    while not (done := len(list(segments.glob("*.parquet")))):
        time.sleep(0.02)
    cluster.remove_node(node, allow_graceful=False)
    lost.append(done)


def stored(path: Path) -> tuple[object, ...]:
    reader = store.Reader(path)
    readings = [reading for reading in reader.readings() if reading.page.path != f"{DEADLY:03}.txt"]
    return readings, reader.timeline(), reader.statements()


def same_episodes() -> bool:
    made = [reading for reading, _ in synthetic.readings(300, 7)]
    stories, events = [one for each in made for one in each.stories], [one for each in made for one in each.events]
    actors = {actor.id: actor for each in made for actor in each.actors}
    here = episode.link_all(stories, events, actors=actors)
    there = episode.link_all(stories, events, actors=actors, ways=linking.ways(Machines.at(None)))
    return here == there and len(here.episodes) > 100


def main(folder: Path) -> None:
    write_pages(folder / "pages")
    options = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args=options)
    node = cluster.add_node(**options)
    ray.init(address=cluster.address, log_to_driver=False, logging_level=logging.ERROR)
    there, here, lost = folder / "there.duckdb", folder / "here.duckdb", []
    threading.Thread(target=lose, args=(cluster, node, segments_of(there), lost), daemon=True).start()
    where = scale.Cluster(make=odd_pipelines.quick_with)
    outcome = scale.add(there, [folder / "pages"], cluster=where)
    again = scale.add(there, [folder / "pages"], cluster=where)
    (folder / "pages" / f"{DEADLY:03}.txt").write_text("words")
    ingest.add(here, sources.pages([folder / "pages"]), pipeline=odd_pipelines.quick())
    told = {
        "pages": outcome.pages,
        "rejected": sorted(one.path for one in outcome.rejected),
        "again": (again.pages, [one.reason for one in again.rejected]),
        "segments_left": segments_of(there).exists(),
        "segments_before_the_loss": lost,
        "nodes": sum(one["Alive"] for one in ray.nodes()),
        "same_record": stored(there)[0] == stored(here)[0],
        "same_episodes": same_episodes(),
    }
    ray.shutdown()
    cluster.shutdown()
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
