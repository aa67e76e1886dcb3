"""Files and folders → Pages."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from dateline.errors import UsageError
from dateline.records import Page, Reason, Rejected, page_id
from dateline.settings import Settings
from dateline.sources.lines import invalid, line_pages, record_page
from dateline.sources.one import STAGE, one_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
HTML = frozenset({".html", ".htm", ".xhtml"})
# What a saved page leaves beside itself: parts of it, not pages.
_PARTS = ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm"
PARTS = frozenset(_PARTS.split())


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that holds pages, and the name that its pages go by."""

    path: Path
    name: str  # the file's name, or its way from the folder that was named


def page_files(paths: Iterable[Path]) -> tuple[PageFile, ...]:
    """
    Return the files to read, folders opened up, in the order of their names.

    Args:
        paths: files and folders as the user named them. In a folder hidden files and the parts of saved pages are passed over.

    Raises:
        UsageError: a path does not exist.
    """
    found: list[PageFile] = []
    for path in paths:
        if path.is_dir():
            found += [
                PageFile(file, file.relative_to(path).as_posix()) for file in sorted(path.rglob("*")) if _is_page_file(file, path)
            ]
        elif path.exists():
            found.append(PageFile(path, path.name))
        else:
            message = f"{path}: no such file or folder"
            raise UsageError(message)
    return tuple(found)


def _is_page_file(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() not in PARTS and file.is_file()


def pages(paths: Iterable[Path], *, published: date | None = None, settings: Settings | None = None) -> Iterator[Page | Rejected]:
    """
    Yield every page of the files and folders, and a rejection for everything that is none.

    Args:
        paths: files and folders: text, HTML, JSON and lines of JSON, each also with .gz.
        published: the day for pages that do not say theirs.
        settings: the limits; None: the usual ones.

    Raises:
        UsageError: a path does not exist.
    """
    limits = settings or Settings()
    for file in page_files(paths):
        yield from file_pages(file, published=published, settings=limits)


def file_pages(file: PageFile, *, published: date | None, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the pages of one file; what cannot be opened or unpacked is rejected."""
    suffixes = [suffix.lower() for suffix in file.path.suffixes]
    packed = suffixes[-1:] == [".gz"]
    suffix = next(iter(suffixes[:-1][-1:] if packed else suffixes[-1:]), "")
    try:
        with _opened(file.path, packed=packed) as stream:
            if suffix in LINES:
                yield from line_pages(stream, name=file.name, published=published, max_bytes=settings.max_page_bytes)
            else:
                yield from _whole_file(stream, file.name, suffix, published, settings)
    except (OSError, EOFError, zlib.error) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield Rejected(page_id("", path=file.name, url=None), STAGE, Reason.UNREADABLE, f"cannot be read: {said}", file.name)


def _opened(path: Path, *, packed: bool) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")


def _whole_file(
    stream: BinaryIO, name: str, suffix: str, published: date | None, settings: Settings
) -> Iterator[Page | Rejected]:
    limit = settings.max_page_bytes
    content = stream.read(limit + 1)
    if len(content) > limit:
        detail = f"more than {limit:,} bytes, the limit of one page (DATELINE_MAX_PAGE_BYTES)"
        yield Rejected(page_id(content, path=name, url=None), STAGE, Reason.TOO_LARGE, detail, name)
    elif suffix == ".json":
        yield from _json_file(content, name, published, limit)
    else:
        media_type = "text/html" if suffix in HTML else None  # a .txt may hold HTML: its content tells
        yield one_page(content, path=name, published=published, media_type=media_type, max_bytes=limit)


def _json_file(content: bytes, name: str, published: date | None, limit: int) -> Iterator[Page | Rejected]:
    try:
        held = json.loads(content)
    except (ValueError, RecursionError) as error:
        yield invalid(name, f"it is no JSON: {error}")
        return
    if not isinstance(held, list):
        yield record_page(held, where=name, published=published, max_bytes=limit)
        return
    for number, record in enumerate(held, start=1):
        yield record_page(record, where=f"{name}:{number}", published=published, max_bytes=limit)
