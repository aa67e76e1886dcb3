"""Many machines give the record of one, also when one of them goes away."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import synthetic

from dateline import scale
from dateline.errors import MissingExtraError, UsageError
from dateline.ingest import Run
from dateline.records import Page, PageId, Rejected, Story, StoryId
from dateline.scale import linking
from dateline.scale.parts import Part, divide
from dateline.settings import Settings
from dateline.sources import page_files
from dateline.sources.how import How, Plan
from dateline.stages import episode
from dateline.store import Prepared, prepare

HERE = Path(__file__).resolve().parent
READINGS = [reading for reading, _ in synthetic.readings(300, 11)]


def copy_of(story: Story) -> Story:
    """Return the story as another page has it, with a sentence more."""
    return replace(
        story, id=StoryId(f"copy-{story.id}"), page=PageId(f"copy-{story.page}"), text=f"{story.text} More is to come."
    )


class One:
    """This process, in the place of a cluster."""

    processors = 3

    def done(self, act, tasks, *shared, most=None):  # noqa: ARG002
        return (act(task, *shared) for task in reversed(list(tasks)))


def test_linking_by_partitions_gives_the_episodes_of_linking_at_once() -> None:
    told = [story for reading in READINGS for story in reading.stories]
    stories = [*told, *map(copy_of, told[:40])]
    events = [event for reading in READINGS for event in reading.events]
    actors = {actor.id: actor for reading in READINGS for actor in reading.actors}
    whole = episode.link_all(stories, events, actors=actors)
    assert episode.link_all(stories, events, actors=actors, ways=linking.ways(One())) == whole
    assert len(whole.copies) == len(told)


def test_files_are_divided_into_parts_that_hold_every_page_once(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"page {number}")
    lines = [json.dumps({"id": f"line{number}", "text": "words " * 4000}) for number in range(50)]
    (tmp_path / "20.jsonl").write_text("\n".join(lines))
    plan = Plan(How(), Settings(), None)
    groups = list(divide(page_files([tmp_path])))
    parts = [part for group in groups for part in group]
    pages = sorted((file, place, page.path) for part in parts for file, place, page in part.pages(plan))
    names = [path for _, _, path in pages]
    assert len(names) == len(set(names)) == 90
    assert [len(group) for group in groups] == [1, 1, 5, 1, 1]
    assert names[:2] == ["00.txt", "01.txt"]
    assert names[-1] == "39.txt"
    assert all(Part.unpacked(part.packed()) == part for part in parts)
    assert len({part.name for part in parts}) == len(parts)


def test_a_file_that_changed_makes_another_segment(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("page")
    ((before,),) = divide(page_files([tmp_path]))
    (tmp_path / "a.txt").write_text("a page")
    ((after,),) = divide(page_files([tmp_path]))
    assert before.name != after.name


def test_what_is_no_page_passes_through_a_segment(tmp_path: Path) -> None:
    import odd_pipelines
    from dateline.scale.parts import Job
    from dateline.scale.segments import path_of, read_part, rows_of

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("words")
    (tmp_path / "in" / "b.txt").write_text("")
    ((part,),) = divide(page_files([tmp_path / "in"]))
    job = Job(tmp_path / "out", odd_pipelines.quick_with, Settings(), None)
    read_part(part.packed(), job, frozenset())
    made = [one for _, _, one in rows_of(path_of(job.folder, part))]
    given = [page for _, _, page in part.pages(job.plan)]
    expected = [odd_pipelines.quick().read(page) if isinstance(page, Page) else page for page in given]
    assert isinstance(given[1], Rejected)
    assert made[1] == expected[1]
    assert made[0] == Prepared.unpacked(prepare(expected[0]).packed())


def test_a_page_that_ends_its_process_twice_by_itself_is_given_up_and_the_others_are_read(tmp_path: Path) -> None:
    import odd_pipelines
    from dateline.scale.parts import Job
    from dateline.scale.segments import path_of, read_part, rows_of

    (tmp_path / "in").mkdir()
    for name, words in (("a.txt", "words"), ("b.txt", "die"), ("c.txt", "words")):
        (tmp_path / "in" / name).write_text(words)
    ((part,),) = divide(page_files([tmp_path / "in"]))
    job = Job(tmp_path / "out", odd_pipelines.quick_with, Settings(), None)
    spawn = multiprocessing.get_context("spawn")
    ends = []
    for _ in range(4):  # the first reads all three together
        process = spawn.Process(target=read_part, args=(part.packed(), job, frozenset()))
        process.start()
        process.join()
        ends.append(process.exitcode)
    assert ends == [7, 7, 7, 0]
    made = [one for _, _, one in rows_of(path_of(job.folder, part))]
    assert [(one.standing["pages"][0][1], [why.reason for why in one.rejected]) for one in made] == [
        ("a.txt", []),
        ("b.txt", ["failed"]),
        ("c.txt", []),
    ]


def test_without_ray_the_error_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"needs the extra 'scale': pip install 'dateline\[scale\]'"):
        scale.add(tmp_path / "a.duckdb", [tmp_path], cluster=scale.Cluster())


def test_known_pages_are_not_read_again_on_a_cluster(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="read again on one machine only"):
        scale.add(tmp_path / "a.duckdb", [tmp_path], cluster=scale.Cluster(), run=Run(again=True))


@pytest.mark.slow
def test_a_cluster_that_loses_a_node_gives_the_record_of_one_machine(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    places = os.pathsep.join(map(str, (HERE, HERE / "store", HERE.parent)))
    environ = os.environ | {"PYTHONPATH": places, "OMP_NUM_THREADS": "1", "RAY_USAGE_STATS_ENABLED": "0"}
    command = [sys.executable, "-W", "ignore", str(HERE / "on_ray.py"), str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environ, timeout=600)
    assert run.returncode == 0, run.stderr[-3000:]
    told = json.loads(run.stdout.splitlines()[-1])
    lost = told.pop("segments_before_the_loss")
    assert told == {
        "pages": 48,
        "rejected": ["017.txt", "none.txt"],
        "again": [1, ["failed", "empty"]],
        "segments_left": False,
        "nodes": 1,
        "same_record": True,
        "same_episodes": True,
    }
    assert len(lost) == 1
