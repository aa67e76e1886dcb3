"""A small record, and the reading room over it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient
from small_record import make_reading

from dateline import ingest
from dateline.store import Writer
from dateline.web import create_app

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "a word that only the tests know"  # noqa: S105  # made up


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a database with two pages, linked; nobody writes to it."""
    path = tmp_path_factory.mktemp("made") / "ties.duckdb"
    with Writer(path) as writer:
        writer.add(make_reading("one"))
        writer.add(make_reading("two", day=9))
        ingest.relink(writer)
    return path.parent


@pytest.fixture
def db(made_once: Path, tmp_path: Path) -> Path:
    """Return the path of a copy of that database."""
    shutil.copytree(made_once, tmp_path / "record")
    return tmp_path / "record" / "ties.duckdb"


@pytest.fixture
def room(db: Path) -> TestClient:
    """Return a browser of the read-only room."""
    return TestClient(create_app(db))


@pytest.fixture
def desk(db: Path) -> TestClient:
    """Return a browser that shows the token."""
    return TestClient(create_app(db, token=TOKEN), headers={"Authorization": f"Bearer {TOKEN}"})
