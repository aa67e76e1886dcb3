from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path

import pytest
from benchmarks.gate import FLOORS, README_MARKS, table

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("training/**/*.md")))


def test_the_readme_quotes_the_floors():
    quoted = README.split(README_MARKS[0])[1].split(README_MARKS[1])[0].strip()

    assert quoted == table(json.loads(FLOORS.read_text()))


def test_the_readme_opens_with_the_two_commands():
    head = README[:700]

    assert head.index("make demo") < head.index("make test")


def test_every_command_stands_in_the_readme():
    from dateline.cli import app

    commands = {info.name or info.callback.__name__ for info in app.registered_commands if info.callback and not info.hidden}

    assert {name for name in commands if f"dateline {name}" not in README} == set()


@pytest.mark.parametrize("document", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in DOCUMENTS])
def test_every_link_to_a_file_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.weights
def test_the_session_of_the_readme_prints_an_event_and_its_words():
    code, printed = re.findall(r"```python\n(.*?)```\n+```\n(.*?)```", README, re.DOTALL)[0]
    out = io.StringIO()

    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102  # our own README

    assert out.getvalue() == printed
