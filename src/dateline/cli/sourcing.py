"""What the commands that read share about sources: their options, and what earlier runs saw of the network."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.sources import How, Visits

Sources = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders and addresses: text, HTML, RTF, Word, JSON lines, Parquet, WARC, ZIP; pages, feeds, OPML, "
        "sitemaps; exports of Factiva, Nexis, ProQuest. docs/sources.md has an example of each.",
        metavar="PATH|URL...",
    ),
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Open addresses of this machine and the local network too.")]
FeedOnly = Annotated[bool, typer.Option("--feed-only", help="Read entries as the feed gives them; open no links.")]
Columns = Annotated[
    str | None, typer.Option("--columns", help="Columns of Parquet: text=body,published=day,...", metavar="FIELD=COLUMN,...")
]


def chosen(
    *, allow_private: bool, feed_only: bool, columns: str | None, again: bool = False, visits: Visits | None = None
) -> How:
    """
    Return what the options choose.

    Raises:
        UsageError: --columns is not of its form.
    """
    from dateline.sources import How, columns_of

    return How(allow_private, feed_only, columns_of(columns), visits, again)


@contextmanager
def visited(db: Path) -> Iterator[Visits]:
    """Yield what earlier runs saw; what this one sees is kept where it read all."""
    from dateline.sources import visits

    path = visits.file_of(db)
    held = visits.load(path)
    seen = visits.from_json(held.get("visits"))
    before = seen.copy()
    yield seen
    if seen.keep and seen != before:
        visits.save(path, {**held, "visits": seen.as_json()})
