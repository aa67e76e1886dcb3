"""JSON lines in and out, plain or gzipped."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def read(source: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines."""
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            yield json.loads(line)


def write(rows: Iterable[dict[str, Any]], output: Path) -> None:
    """Write one line for each object."""
    with output.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
