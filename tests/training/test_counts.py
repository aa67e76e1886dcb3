"""The table of the training data tells what its files hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

DATA = Path(__file__).parents[2] / "training/data"
_ROW = re.compile(r"\| events_(written|standoff)_(\w+)(?: to (\w+))? \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|")


def between(first: str, last: str) -> list[str]:
    """Return the numbers or letters of the files from one to another."""
    if first.isdigit():
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [first[:-1] + chr(letter) for letter in range(ord(first[-1]), ord(last[-1]) + 1)]


def counted(kind: str, first: str, last: str) -> tuple[int, int, int]:
    """Return how many sentences the files hold, how many without an event, and how many events."""
    files = (DATA / f"events_{kind}_{name}.jsonl" for name in between(first, last))
    sentences = [json.loads(line)["events"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return len(sentences), sum(not events for events in sentences), sum(map(len, sentences))


def test_every_row_of_the_table_counts_its_files() -> None:
    rows = _ROW.findall((DATA / "README.md").read_text(encoding="utf-8"))
    told = {(kind, first): tuple(int(number.replace(",", "")) for number in numbers) for kind, first, _, *numbers in rows}

    assert told == {(kind, first): counted(kind, first, last or first) for kind, first, last, *_ in rows}
    assert {("written", "a"), ("standoff", "1"), ("standoff", "11"), ("standoff", "21")} <= told.keys()
