"""Read the example pages into a database and print what China and Russia did and said to one another."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

PAGES = Path(__file__).parent / "pages"

NEXT = """
Every line above stands on the words under it. What to try next:

  dateline why EVENT --db {db}                        one event: its sentence marked, the codebook entry that applied
  dateline statements --by "Wang Wenbin" --db {db}    who said what
  dateline timeline USA CHN --db {db}                 any other two states
  dateline read examples/pages/harbour-wire/*.txt       read pages without keeping anything
  dateline export --format csv --db {db} --out record  everything as tables

The commands live in .venv/bin; activate it with `. .venv/bin/activate`."""


def dateline(*arguments: str) -> None:
    """Run one command of the command line as a user would, after printing it."""
    print(f"\n$ dateline {' '.join(arguments)}", flush=True)
    subprocess.run([sys.executable, "-m", "dateline", *arguments], check=True)


def main() -> None:
    """Add the pages, print the timeline with its citations, say what to try next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", default="demo.duckdb", help="the database to write (default: demo.duckdb)")
    db = parser.parse_args().db
    dateline("add", str(PAGES.relative_to(Path.cwd())) if PAGES.is_relative_to(Path.cwd()) else str(PAGES), "--db", db)
    dateline("timeline", "CHN", "RUS", "--db", db)
    print(NEXT.format(db=db))


if __name__ == "__main__":
    main()
