"""Processes read pages; what comes out is as from one, in the order of the pages, whatever becomes of a process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

import odd_pipelines
from dateline import ingest, store, workers
from dateline.errors import ModelError
from dateline.records import Reason
from dateline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.records import Page

TEAM = workers.Team(2, odd_pipelines.quick)


def read(*pages: Page, team: workers.Team = TEAM) -> list[tuple[str, str | None]]:
    """Return the path of each page that was read, with the reason of its rejection."""
    return [(one.page.path, one.rejected[0].reason if one.rejected else None) for one in workers.read_all(pages, team)]


def test_readings_come_in_the_order_of_the_pages() -> None:
    pages = [odd_pipelines.page(number, "wait" if number % 3 == 0 else "words") for number in range(30)]
    assert list(workers.read_all(pages, TEAM)) == list(odd_pipelines.quick().read_all(pages))


def test_a_page_that_kills_its_worker_is_rejected_and_the_others_are_read() -> None:
    pages = [odd_pipelines.page(number, "die" if number in (1, 2) else "words") for number in range(6)]
    assert read(*pages) == [(page.path, Reason.FAILED if page.content == "die" else None) for page in pages]


def test_of_pages_read_together_only_those_that_kill_are_rejected() -> None:
    pages = [odd_pipelines.page(number, "die" if number in (4, 9) else "words") for number in range(20)]
    team = workers.Team(1, odd_pipelines.eager)
    assert read(*pages, team=team) == [(page.path, Reason.FAILED if page.content == "die" else None) for page in pages]


def test_of_pages_read_together_only_that_which_takes_too_long_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "START_SECONDS", 20.0)
    team = workers.Team(1, odd_pipelines.eager, Settings(page_seconds=1))
    pages = [odd_pipelines.page(number, "hang" if number == 12 else "words") for number in range(20)]
    assert read(*pages, team=team) == [(page.path, Reason.TIMEOUT if page.content == "hang" else None) for page in pages]


def test_a_worker_that_dies_idle_costs_no_page() -> None:
    worker = workers._Worker(TEAM, workers._as_it_is)  # noqa: SLF001  # whoever reads gives it the next page at once
    try:
        worker.give(0, odd_pipelines.page(0))
        worker.take()
        worker.process.kill()
        worker.process.join()
        worker.give(1, odd_pipelines.page(1))
        number, reading = worker.take()
    finally:
        worker.end()
    assert (number, reading.rejected) == (1, ())


def test_the_rejection_says_how_the_worker_died() -> None:
    (reading,) = workers.read_all([odd_pipelines.page(1, "die")], TEAM)
    assert "ended by status 7, perhaps for want of memory (DATELINE_WORKER_MIB)" in reading.rejected[0].detail


def test_a_page_that_takes_too_long_is_rejected_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "START_SECONDS", 20.0)
    team = workers.Team(1, odd_pipelines.quick, Settings(page_seconds=1))
    pages = [odd_pipelines.page(0), odd_pipelines.page(1, "hang"), odd_pipelines.page(2)]
    assert read(*pages, team=team) == [("000.txt", None), ("001.txt", Reason.TIMEOUT), ("002.txt", None)]


@pytest.mark.skipif(os.name != "posix", reason="memory is bounded on POSIX alone")
def test_a_worker_may_take_no_more_memory_than_it_is_given() -> None:
    team = workers.Team(1, odd_pipelines.quick, Settings(worker_mib=2048))
    with pytest.raises(MemoryError):
        read(odd_pipelines.page(0, "large"), team=team)


def test_pages_larger_than_a_pipe_holds_pass_in_both_directions() -> None:
    pages = [odd_pipelines.page(number, "words " * 300_000) for number in range(8)]
    assert len(read(*pages)) == 8


def test_a_damaged_model_ends_the_run() -> None:
    with pytest.raises(ModelError, match="it is damaged"):
        read(odd_pipelines.page(0), team=workers.Team(2, odd_pipelines.broken))


def test_pages_are_taken_no_further_ahead_than_memory_allows() -> None:
    taken = 0

    def endless() -> Iterator[Page]:
        nonlocal taken
        while True:
            taken += 1
            yield odd_pipelines.page(taken)

    readings = workers.read_all(endless(), TEAM)
    for _ in range(3):
        next(readings)
    readings.close()
    assert taken <= TEAM.count * workers.AHEAD + 3  # beside the three that were asked for


# ------------------------------------------------------------------ into the store
def stored(path: Path) -> tuple[object, ...]:
    reader = store.Reader(path)
    return list(reader.readings()), reader.timeline(), reader.statements()


def test_the_record_is_the_same_whoever_read_it(tmp_path: Path) -> None:
    pages = [odd_pipelines.page(number, "wait" if number % 3 == 0 else "words") for number in range(40)]
    answers = []
    for count in (1, 2):
        path = tmp_path / f"{count}.duckdb"
        run = ingest.Run(workers=count, make=odd_pipelines.quick)
        assert ingest.add(path, pages, pipeline=odd_pipelines.quick(), run=run).pages == 40
        answers.append(stored(path))
    assert answers[0] == answers[1]


def test_ctrl_c_leaves_a_whole_record_and_the_next_run_goes_on(tmp_path: Path) -> None:
    pages = [odd_pipelines.page(number) for number in range(400)]
    path = tmp_path / "ties.duckdb"

    def interrupt(outcome: ingest.Outcome) -> None:
        if outcome.pages == 20:
            raise KeyboardInterrupt

    run = ingest.Run(workers=2, make=odd_pipelines.quick, tick=interrupt)
    outcome = ingest.add(path, pages, pipeline=odd_pipelines.quick(), run=run)
    assert outcome.stopped
    kept = store.Reader(path).counts().pages
    assert 20 <= kept < 400
    again = ingest.add(path, pages, pipeline=odd_pipelines.quick(), run=ingest.Run(workers=2, make=odd_pipelines.quick))
    assert (again.pages, again.known) == (400 - kept, kept)


def test_few_pages_start_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 8)
    run = ingest.Run(workers=None, make=odd_pipelines.broken)
    pages = [odd_pipelines.page(number) for number in range(ingest.FEW - 1)]
    assert ingest.add(tmp_path / "a.duckdb", pages, pipeline=odd_pipelines.quick(), run=run).pages == ingest.FEW - 1


def test_many_pages_are_read_by_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "cores", lambda: 2)
    pages = [odd_pipelines.page(number) for number in range(ingest.FEW + 1)]
    run = ingest.Run(workers=None, make=odd_pipelines.broken)
    with pytest.raises(ModelError, match="it is damaged"):
        ingest.add(tmp_path / "a.duckdb", pages, pipeline=odd_pipelines.quick(), run=run)
