"""Whatever a page holds, reading it ends, in stories or in a reason; the long runs are benchmarks/fuzz.py."""

from __future__ import annotations

import time

import pytest
from benchmarks import fuzz
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import sources, wire
from dateline.pipeline import Pipeline
from dateline.records import Page, Reason

PIPELINE = Pipeline()
SEEDS = fuzz.seeds_of([])
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
SECONDS = 2.0  # of the processor
TAGS = st.sampled_from(
    ("p", "div", "article", "h1", "script", "a", "table", "td", "time", "meta", "li", "br", "!--", "blockquote")
)


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Draw pieces of markup that need not close, with text of any letters between."""
    pieces = st.one_of(
        st.text(max_size=40),
        TAGS.map(lambda tag: f"<{tag}>"),
        TAGS.map(lambda tag: f"</{tag}>"),
        st.tuples(TAGS, st.text(max_size=9), st.text(max_size=20)).map(lambda one: f'<{one[0]} {one[1]}="{one[2]}">'),
        st.integers(0, 0x1200FF).map(lambda number: f"&#{number};"),
        st.sampled_from(fuzz.HOSTILE),
    )
    return "<html><body>" + "".join(draw(st.lists(pieces, max_size=60)))


def read(content: str | bytes) -> None:
    """Read a page into stories, and assert that nothing of ours failed or took long."""
    page = sources.one_page(content, path="odd")
    if not isinstance(page, Page):
        return
    began = time.process_time()
    reading = PIPELINE.split(page)
    assert [one.detail for one in reading.rejected if one.reason is Reason.FAILED] == []
    assert reading.stories or reading.rejected
    assert wire.reading_line(reading).encode("utf-8")
    assert time.process_time() - began < SECONDS


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Read a page before the clock runs: tables are loaded at the first."""
    for words in SEEDS[:3]:
        read(words)


@QUICK
@given(markup())
def test_any_markup_is_read_or_rejected(content: str) -> None:
    read(content)


@QUICK
@given(st.text(max_size=3000))
def test_any_text_is_read_or_rejected(content: str) -> None:
    read(content)


@QUICK
@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_rejected(content: bytes) -> None:
    read(content)


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_mutated_pages_are_read_or_rejected(start: int) -> None:
    found = fuzz.fuzz(range(start, start + 100), seed=5, seeds=SEEDS, deep=False)
    assert found.errors == []
    assert found.slow[0][0] < SECONDS


@pytest.mark.weights
def test_mutated_pages_pass_through_every_stage() -> None:
    found = fuzz.fuzz(range(25), seed=6, seeds=SEEDS, deep=True)
    assert found.errors == []
    assert found.slow[-1][0] < SECONDS  # the first loads the models
