"""A small database for the store's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_record import make_reading

from dateline.store import Writer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return the path of a database with two pages."""
    path = tmp_path / "ties.duckdb"
    with Writer(path) as writer:
        writer.add(make_reading("one"))
        writer.add(make_reading("two", day=9))
    return path
