"""What a user names → Pages: files, folders and addresses, in their order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.settings import Settings
from dateline.sources.files import PageFile, file_pages, page_files
from dateline.sources.how import How, Plan
from dateline.sources.web import url_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dateline.records import Page, Rejected

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


def is_address(argument: str | Path) -> bool:
    """Return whether an argument is an address, not a path."""
    return isinstance(argument, str) and _ADDRESS.match(argument.strip()) is not None


def pages(
    arguments: Iterable[str | Path],
    *,
    published: date | None = None,
    settings: Settings | None = None,
    how: How | None = None,
) -> Iterator[Page | Rejected]:
    """
    Yield every page of the files, folders and addresses, and a rejection for everything that is none.

    Args:
        arguments: files and folders (text, HTML, JSON lines, Parquet, WARC, feeds, exports of archives, ZIP; most also with .gz),
            and addresses of pages, feeds, lists of feeds and sitemaps.
        published: the day for pages that do not say theirs.
        settings: the limits; None: the usual ones.
        how: what the user chose about sources; None: the usual.

    Raises:
        UsageError: a path does not exist.
    """
    plan = Plan(how or How(), settings or Settings(), published)
    named = [
        argument.strip() if isinstance(argument, str) and is_address(argument) else page_files((Path(argument),))
        for argument in arguments
    ]
    return _pages(named, plan)


def _pages(named: list[str | tuple[PageFile, ...]], plan: Plan) -> Iterator[Page | Rejected]:
    for one in named:
        if isinstance(one, str):
            yield from url_pages(one, plan=plan)
            continue
        for file in one:
            yield from file_pages(file, plan=plan)


def count(arguments: Iterable[str | Path]) -> int:
    """
    Return how many files and addresses the arguments name; what each holds is not known before it is read.

    Raises:
        UsageError: a path does not exist.
    """
    return sum(1 if is_address(argument) else len(page_files((Path(argument),))) for argument in arguments)
