"""
Turn annotated sentences from their written form into the JSON lines that training reads.

    python training/events/written.py training/data/events_written_*.txt > events_written.jsonl

Written form, one sentence a line, `#` for remarks; events follow after `||`:

    China's president visited Moscow. || visited; CONSULT.visit; occurred; A=China's president; R=Moscow

Parts of an event: trigger; TYPE[.mode]; status; A=actors; R=recipients, several parted by `|`.
A text that stands more than once is told by `#N` (the N-th, from 1). A line without `||` holds no event.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

STATUSES = ("occurred", "ongoing", "planned", "hypothetical", "alleged", "denied", "negated", "historical")


def span(sentence: str, text: str) -> list[int]:
    """
    Return the half-open span of the text in the sentence.

    Raises:
        ValueError: it does not stand there.
    """
    words, _, number = text.strip().partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = sentence.find(words, at + 1)
        if at < 0:
            raise ValueError(f"{words!r} does not stand in {sentence!r}")
    return [at, at + len(words)]


def event(sentence: str, written: str) -> dict[str, object]:
    """Return one event of the written form, with spans."""
    parts = [part.strip() for part in written.split(";")]
    trigger, coded, status = parts[:3]
    type_, _, mode = coded.partition(".")
    if status not in STATUSES:
        raise ValueError(f"unknown status {status!r} in {written!r}")
    roles: dict[str, list[list[int]]] = {"A": [], "R": []}
    for part in parts[3:]:
        role, _, names = part.partition("=")
        roles[role.strip()] = [span(sentence, name) for name in names.split("|") if name.strip()]
    return {
        "trigger": span(sentence, trigger),
        "type": type_,
        "mode": mode or None,
        "status": status,
        "actors": roles["A"],
        "recipients": roles["R"],
    }


def lines(path: Path) -> list[dict[str, object]]:
    """Return the sentences of one file; wrong lines are named and left out, and the exit status tells."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        sentence, *written = [part.strip() for part in line.split("||")]
        try:
            events = [event(sentence, part) for part in written]
        except ValueError as error:
            print(f"{path}:{number}: {error}", file=sys.stderr)
            continue
        rows.append(
            {
                "id": f"{path.stem}-{number}",
                "doc": path.stem,
                "draw": "written",
                "context": "",
                "sentence": sentence,
                "events": events,
            }
        )
    return rows


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for row in lines(Path(name)):
            print(json.dumps(row, ensure_ascii=False))
