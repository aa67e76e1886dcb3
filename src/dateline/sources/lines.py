"""Lines of JSON → Pages: one record per line with its text, and what else is known of it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from dateline.records import Page, Reason, Rejected, page_id
from dateline.settings import MAX_PAGE_BYTES
from dateline.sources.one import STAGE, one_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Names under which exports of news carry the same thing, the first found wins.
TEXT_KEYS = ("text", "html", "content", "body", "raw_text", "maintext")
DATE_KEYS = ("published", "date", "date_publish", "published_at", "pubDate")
URL_KEYS = ("url", "link", "source_url")
ID_KEYS = ("id", "path", "_id")


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> tuple[str, Any] | None:
    return next(((key, record[key]) for key in keys if record.get(key) not in (None, "")), None)


def day_of(value: object) -> date | None:
    """
    Return the day that a record's date names, with or without a time of day; None for no date at all.

    Raises:
        ValueError: it is no date of ISO 8601.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        message = f"the date {value!r} is no text like 2023-12-31"
        raise ValueError(message)  # noqa: TRY004  # the type of a stranger's record is a value to us
    try:
        return date.fromisoformat(value[:10]) if len(value) == len("2023-12-31") else datetime.fromisoformat(value.strip()).date()
    except ValueError as error:
        message = f"the date {value!r} is none that a calendar has; write it like 2023-12-31"
        raise ValueError(message) from error


def record_page(record: object, *, where: str, published: date | None = None, max_bytes: int = MAX_PAGE_BYTES) -> Page | Rejected:
    """
    Return the page that one record of JSON holds, or why it holds none.

    Args:
        record: the parsed line: an object with its text, and perhaps an address, a date, an id, "clean".
        where: file and line, used as the page's path where the record has no id.
        published: the day for records that do not say theirs.
        max_bytes: a longer text is rejected.
    """
    if not isinstance(record, dict):
        return invalid(where, f"a record is an object like {{'text': ...}}, not {type(record).__name__}")
    found = _first(record, TEXT_KEYS)
    name = _first(record, ID_KEYS)
    path = str(name[1]) if name else where
    if found is None:
        if any(key in record for key in TEXT_KEYS):
            return one_page("", path=path)
        return invalid(path, f"it has no text: none of {', '.join(TEXT_KEYS)} among its keys {sorted(map(str, record))[:8]}")
    key, text = found
    url = _first(record, URL_KEYS)
    if not isinstance(text, str):
        return invalid(path, f"its {key!r} is no text but {type(text).__name__}")
    try:
        day = day_of((_first(record, DATE_KEYS) or ("", None))[1])
    except ValueError as error:
        return invalid(path, str(error))
    return one_page(
        text,
        path=path,
        url=str(url[1]) if url else None,
        published=day or published,
        clean=record.get("clean") is True,
        media_type="text/html" if key == "html" else None,
        max_bytes=max_bytes,
    )


def invalid(where: str, detail: str) -> Rejected:
    """Return the rejection of a record that is none."""
    return Rejected(page_id(detail, path=where, url=None), STAGE, Reason.INVALID, detail, where)


def line_pages(
    lines: Iterable[bytes], *, name: str, published: date | None = None, max_bytes: int = MAX_PAGE_BYTES
) -> Iterator[Page | Rejected]:
    """
    Yield a page, or a rejection that names the line, for every line that is not blank.

    Args:
        lines: the lines of a JSONL file.
        name: what the file is called.
        published: the day for records that do not say theirs.
        max_bytes: a longer text is rejected.
    """
    most = _line_limit(max_bytes)
    for number, line in enumerate(lines, start=1):
        where = f"{name}:{number}"
        if not line.strip():
            continue
        if len(line) > most:
            detail = f"line {number} has more than {most:,} bytes"
            yield Rejected(page_id(line, path=where, url=None), STAGE, Reason.TOO_LARGE, detail, where)
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield invalid(where, f"line {number} is no JSON: {error}")
            continue
        yield record_page(record, where=where, published=published, max_bytes=max_bytes)


def _line_limit(max_bytes: int) -> int:
    """Return how long a line may be: JSON writes some letters with six."""
    return 6 * max_bytes + 65_536


def bounded_lines(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """Yield the lines of a file; of one without end only as much as shows that it is too long."""
    most = _line_limit(max_bytes)
    while line := stream.readline(most + 1):
        yield line
        while len(line) > most and not line.endswith(b"\n"):
            rest = stream.readline(most + 1)
            if not rest or rest.endswith(b"\n"):
                break
