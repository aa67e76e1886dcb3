"""What the tests share: where the evaluation sets are, and small records built by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the evaluation sets, or skip the test where it is missing."""
    folder = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
    if not (folder / "eval").is_dir():
        pytest.skip(f"the evaluation sets are not at {folder}; set DATELINE_SHARED to their folder")
    return folder
