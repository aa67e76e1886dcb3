"""Word lists of the story stage, read once from the codebook's tables."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=4)
def _table(name: str) -> dict[str, str]:
    path = resources.files("dateline.codebook") / "data" / f"{name}.toml"
    return {key: str(value) for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def word_set(key: str, *, table: str = "masthead") -> frozenset[str]:
    """Return the words listed under a key of a table."""
    return frozenset(_table(table)[key].split())


def lines_of(key: str, *, table: str) -> tuple[str, ...]:
    """Return the lines listed under a key of a table, without blank ones."""
    return tuple(line.strip() for line in _table(table)[key].splitlines() if line.strip())
