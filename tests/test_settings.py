"""The environment is read once, and a wrong value is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.settings import Settings, from_environment


def test_an_empty_environment_gives_the_defaults() -> None:
    assert from_environment({}) == Settings()


def test_limits_and_database_come_from_the_environment() -> None:
    environ = {"DATELINE_MAX_PAGE_BYTES": "5", "DATELINE_DB": "x.duckdb", "DATELINE_THREADS": "2"}
    assert from_environment(environ) == Settings(max_page_bytes=5, database=Path("x.duckdb"), threads=2)


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_a_limit_that_is_no_number_is_named(value: str) -> None:
    with pytest.raises(UsageError, match=f"DATELINE_THREADS='{value}' is no whole number above 0"):
        from_environment({"DATELINE_THREADS": value})
