"""Patterns and word lists for HTML pages, compiled once from the codebook's table."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _sections() -> dict[str, dict[str, str]]:
    path = resources.files("dateline.codebook") / "data" / "blocks.toml"
    return {name: dict(section) for name, section in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def patterns(section: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a section by their names, in its order; they are for text in lower case."""
    return {name: re.compile(pattern) for name, pattern in _sections()[section].items()}


def words(key: str, *, section: str = "elements") -> tuple[str, ...]:
    """Return the words listed under a key of a section, in their order."""
    return tuple(_sections()[section][key].split())
