"""The pages that growth is measured with are news of the days round the record's end, each of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks import composed

from dateline import sources
from dateline.records import Page, StoryKind
from dateline.stages import episode, story

if TYPE_CHECKING:
    from pathlib import Path

LAST = date(2015, 12, 1)


def test_composed_pages_hold_one_dated_report_each_few_of_them_copies(tmp_path: Path) -> None:
    composed.write(tmp_path, 60, seed=1, last=LAST)
    pages = [page for page in sources.pages([tmp_path]) if isinstance(page, Page)]
    told = [one for page in pages for one in story.read(page).stories]
    assert [one.kind for one in told] == [StoryKind.MAIN] * len(pages) == [StoryKind.MAIN] * 60
    assert {one.published is not None and abs(one.published - LAST) <= timedelta(days=composed.AROUND) for one in told} == {True}
    assert len(episode.copies(told)) > 50


def test_one_seed_gives_the_same_pages_but_for_their_days(tmp_path: Path) -> None:
    texts = []
    for last in (LAST, LAST + timedelta(days=400)):
        composed.write(tmp_path, 5, seed=2, last=last)
        texts.append([file.read_text("utf-8").splitlines()[:3] for file in sorted(tmp_path.iterdir())])
    assert texts[0] == texts[1]
