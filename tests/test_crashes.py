"""A writer that is killed at any step leaves a whole record; the next one ends what it began, and nothing is lost or twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs are forked"),
]


@pytest.mark.parametrize(
    ("scenario", "points"),
    [
        pytest.param("add", 14, id="pages are added to a record, linked and published"),
        pytest.param("again", 7, id="known pages are read again"),
        pytest.param("first", 4, id="the first pages of a record"),
        pytest.param("correct", 4, id="a correction"),
        pytest.param("migrate", 7, id="a record of an older form is opened"),
    ],
)
def test_a_killed_writer_leaves_a_whole_record_and_the_next_one_ends_its_work(tmp_path: Path, scenario: str, points: int) -> None:
    command = [sys.executable, "-W", "ignore", str(HERE / "crashes.py"), scenario, str(tmp_path), str(points)]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join((str(HERE), str(HERE / "store"))), "OMP_NUM_THREADS": "1"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["wrong"] == []
    assert (len(told["killed"]), told["expected"]) == (points, None)
