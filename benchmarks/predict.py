"""
Write predictions in the form that a task's scorer documents.

    python -m benchmarks.predict TASK INPUT OUTPUT

Each task is a module of benchmarks/tasks with one function, `predict(input: Path, output: Path) -> None`.
It reads only what a user would have.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path

TASKS = Path(__file__).with_name("tasks")


def names() -> tuple[str, ...]:
    """Return the tasks there are."""
    return tuple(sorted(path.stem for path in TASKS.glob("[a-z]*.py")))


def main(arguments: list[str] | None = None) -> int:
    """Run one task; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=names(), metavar="TASK", help=", ".join(names()))
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args(arguments)
    if not options.input.exists():
        parser.error(f"{options.input}: no such file or folder")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    importlib.import_module(f"benchmarks.tasks.{options.task}").predict(options.input, options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
