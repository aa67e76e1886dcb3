"""Task time: JSONL {id, text, dct} → JSONL {id, timexes: [{start, end, type, value}]}."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from dateline import times
from dateline.records import Precision
from dateline.times import calendar

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def _day(row: dict[str, object]) -> date | None:
    """Return the document's day; where none is given, the one that stands alone on a line of the text, else None."""
    written = str(row.get("dct") or "")
    if found := re.match(r"(\d{4})-?(\d{2})-?(\d{2})", written):
        return calendar.day_of(*(int(part) for part in found.groups()))
    if found := re.match(r"(\d{2})-(\d{2})-(\d{4})", written):
        return calendar.day_of(*(int(part) for part in reversed(found.groups())))
    for line in str(row["text"]).splitlines()[:5]:
        for one in times.find(line, dateline=None):
            if one.interval and one.interval.precision is Precision.DAY and one.span.of(line) == line.strip():
                return one.interval.start
    return None


def predict(source: Path, target: Path) -> None:
    """Write the time expressions of every line of source to target."""
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for line in filter(str.strip, lines):
            row = json.loads(line)
            found = times.atoms(times.find(row["text"], dateline=_day(row)))
            timexes = [{"start": one.span.start, "end": one.span.end, "type": one.type, "value": one.value} for one in found]
            out.write(json.dumps({"id": row["id"], "timexes": timexes}) + "\n")
