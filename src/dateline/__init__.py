"""
Dateline: reads news pages and keeps the record of what states do and say to one another, every line cited.

    import dateline
    reading = dateline.read(Path("page.html"))        # stories, statements, events, each with its words
    reading = dateline.analyse("The minister said ...")  # the clean text of one story
    record = dateline.open("ties.duckdb")              # a store: record.add(...), record.timeline("CHN", "RUS")
"""

from __future__ import annotations

import logging
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline
    from dateline.record import Record
    from dateline.records import Page, Reading, Rejected

__all__ = ["__version__", "analyse", "open", "read"]
__version__ = "0.1.0"
logging.getLogger(__name__).addHandler(logging.NullHandler())  # a library logs; who uses it decides where to

_pipelines: list[Pipeline] = []  # the one that this process keeps, since it holds the model


def _pipeline() -> Pipeline:
    from dateline.pipeline import Pipeline

    if not _pipelines:
        _pipelines.append(Pipeline())
    return _pipelines[0]


def _day(published: date | str | None) -> date | None:
    from dateline.errors import UsageError

    if published is None or isinstance(published, date):
        return published.date() if isinstance(published, datetime) else published
    try:
        return date.fromisoformat(published)
    except ValueError as error:
        message = f"published={published!r} is no day. Write it like 2023-12-31"
        raise UsageError(message) from error


def _nothing_but(rejected: Rejected) -> Reading:
    from dateline.records import Page, Reading

    return Reading(Page(rejected.page, "", rejected.path), rejected=(rejected,))


def read(page: str | bytes | Path | Page, url: str | None = None, published: date | str | None = None) -> Reading:
    """
    Return all that one page holds: stories, statements, events, tenures, figures, actors, and what was rejected.

    Args:
        page: the page's text or HTML, its bytes, or the Path of a file.
        url: its address, where known.
        published: its day of publication, for a page that does not say; a date or a text like "2023-12-31".

    Raises:
        UsageError: the path does not exist or holds several pages, or published is no day.
    """
    from dateline import sources
    from dateline.records import Page, Rejected

    day = _day(published)
    if isinstance(page, Page):
        return _pipeline().read(page)
    if isinstance(page, Path):
        from dataclasses import replace

        from dateline.errors import UsageError

        found = tuple(sources.pages((page,), published=day))
        if len(found) != 1:
            message = f"{page} holds {len(found)} pages, and read takes one. Use dateline.open(...).add, or one file"
            raise UsageError(message)
        one = found[0] if isinstance(found[0], Rejected) or url is None else replace(found[0], url=url)
    else:
        one = sources.one_page(page, url=url, published=day)
    return _nothing_but(one) if isinstance(one, Rejected) else _pipeline().read(one)


def analyse(text: str, published: date | str | None = None) -> Reading:
    """
    Return what one story says, given its clean text: nothing is removed, and every offset counts in that very text.

    Args:
        text: the story, paragraphs apart by blank lines.
        published: its day of publication, against which "on Friday" is understood.

    Raises:
        UsageError: published is no day.
    """
    from dateline import sources
    from dateline.records import Rejected

    one = sources.one_page(text, published=_day(published), clean=True)
    return _nothing_but(one) if isinstance(one, Rejected) else _pipeline().read(one)


def open(path: str | Path = "dateline.duckdb") -> Record:  # noqa: A001  # the word for it: dateline.open(...)
    """
    Return the record kept in a database file; the first `add` makes one that is not there yet.

    Args:
        path: the database.
    """
    from dateline.record import Record

    return Record(Path(path))
