"""A few seconds of many readers while pages are added: no answer is missing, and the new generation is seen soon."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import load

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.slow
@pytest.mark.weights
def test_readers_are_answered_while_pages_are_added(db: Path):
    pages = str(ROOT / "examples" / "pages")

    found = load.measure(load.parsed([str(db), pages, "--readers", "20", "--seconds", "30", "--think", "1"]))

    assert found["errors"] == []
    assert (found["add_exit_status"], found["generations_published"]) == (0, 1)
    assert found["seen_after_s"] <= load.SEEN_WITHIN
    assert found["requests"] > 100
