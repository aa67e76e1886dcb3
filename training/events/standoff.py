"""
Turn annotations of corpus sentences from their written form into stand-off JSON lines: offsets only, no text.

    python training/events/standoff.py SENTENCES.json NOTES.txt > training/data/events_standoff_X.jsonl

SENTENCES.json: [[document id, start, end, date, text], ...]; NOTES.txt: `NUMBER || event || event`, an event as in written.py.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from written import event


def main(sentences: Path, notes: Path) -> None:
    """Print one line for each annotated sentence; wrong ones are named and left out."""
    known = json.loads(sentences.read_text(encoding="utf-8"))
    for line in filter(str.strip, notes.read_text(encoding="utf-8").splitlines()):
        number, *written = [part.strip() for part in line.split("||")]
        doc, start, end, date, text = known[int(number)]
        try:
            events = [event(text, part) for part in written]
        except ValueError as error:
            print(f"{notes}:{number}: {error}", file=sys.stderr)
            continue
        print(
            json.dumps(
                {
                    "id": f"{doc}:{start}-{end}",
                    "doc": doc,
                    "start": start,
                    "end": end,
                    "date": date,
                    "draw": "project",
                    "events": events,
                }
            )
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
