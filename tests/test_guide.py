"""What the guide shows runs."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path
from typing import get_type_hints

import pytest
from small_record import make_reading

from dateline import cli, codebook, ingest
from dateline.store import Writer

GUIDE = (Path(__file__).resolve().parent.parent / "docs" / "guide.md").read_text(encoding="utf-8")


def blocks(kind):
    return [text for named, text in re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE) if named == kind]


@pytest.fixture
def record(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Writer(tmp_path / "ties.duckdb") as writer:
        writer.add_all([make_reading("one"), make_reading("two", day=9)])
        ingest.relink(writer)
    return tmp_path


@pytest.mark.usefixtures("record")
def test_the_questions_in_python_are_answered():
    out = io.StringIO()

    with contextlib.redirect_stdout(out):
        for block in blocks("python"):
            exec(compile(block, "guide.md", "exec"), {})  # noqa: S102  # our own guide

    assert out.getvalue().splitlines() == [
        "China backs Russia",
        "   published speakers               words",
        "0 2024-05-03  Lin Tao  China backs Russia",
        "1 2024-05-09  Lin Tao  China backs Russia",
        "['id', 'first_day', 'last_day', 'precision', 'type']",
        "Qin Gang",
    ]


def test_the_codebook_is_one(tmp_path):
    (tmp_path / "my.toml").write_text("".join(blocks("toml")), encoding="utf-8")

    book = codebook.load_with(tmp_path / "my.toml")

    assert [found[0].name for found in (book.groups, book.offices, book.blocs, book.outlets)] == [
        "Free Border Front",
        "border commissioner",
        "Weimar Triangle",
        "Border Wire",
    ]


@pytest.mark.parametrize(
    "line", sorted({line for block in blocks("") for line in block.splitlines() if line.startswith("dateline ")})
)
def test_every_command_and_option_of_the_guide_is_one(line):
    _, command, *rest = shlex.split(line, comments=True)
    registered = {info.name or info.callback.__name__: info.callback for info in cli.app.registered_commands}
    hints = get_type_hints(registered[command], include_extras=True).values()
    extras = [extra for hint in hints for extra in getattr(hint, "__metadata__", ())]
    # Typer finds an option's names in its declarations, or where a default would stand.
    known = {name for extra in extras for name in (*(extra.param_decls or ()), extra.default) if isinstance(name, str)}

    assert {word for word in rest if word.startswith("--")} - known == set()
