"""Long work shows on a terminal how far it is, how fast, and how long it will take."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from dateline import console

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, *, total: int, pages: int) -> str:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with console.progress("adding", total) as tick:
        for _ in range(pages):
            tick()
    return sys.stderr.getvalue()


def test_the_bar_tells_pages_and_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch, total=5, pages=4)
    assert "4/5" in told
    assert "a second" in told


def test_a_file_with_more_pages_than_files_were_named_has_no_end_in_view(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "8/?" in shown(monkeypatch, total=2, pages=8)


def test_one_page_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, total=1, pages=1) == ""
