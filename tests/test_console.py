"""What a page says gives no orders to a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from dateline import console

if TYPE_CHECKING:
    import pytest

HOSTILE = "Norland \x1b]0;title\x07summons\x9b31m\r\n\tambassador é"


def test_control_characters_are_written_out_and_words_kept() -> None:
    assert console.shown(HOSTILE) == "Norland \\x1b]0;title\\x07summons\\x9b31m\\x0d\n\tambassador é"


def test_neither_the_screen_nor_a_note_passes_them_on(capsys: pytest.CaptureFixture[str]) -> None:
    console.screen().print(Text("a \x1b[31mb"))
    console.note("rejected \x1b[2J.txt")
    out, err = capsys.readouterr()
    assert "\\x1b[31mb" in out
    assert err == "dateline: rejected \\x1b[2J.txt\n"
