"""Parquet of text → Pages: a row is a record like a line of JSON, its columns named as there or by the user."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from dateline.records import Masthead, Page, Reason, Rejected
from dateline.sources.inflating import check_ratio
from dateline.sources.lines import DATE_KEYS, ID_KEYS, TEXT_KEYS, URL_KEYS, record_page
from dateline.sources.refusal import RefusedError, rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_AT_ONCE = 64  # rows in memory; a page may be large
_BESIDE = ("headline", "outlet", "byline", "section")  # taken only where the user names their columns


def parquet_pages(
    stream: BinaryIO, *, name: str, columns: Mapping[str, str], published: date | None, max_bytes: int
) -> Iterator[Page | Rejected]:
    """
    Yield a page, or a rejection that names the row, for every row of a Parquet file.

    Args:
        stream: the file.
        name: what it is called.
        columns: our name of a field and the column that holds it, where the usual names do not fit.
        published: the day for rows that do not say theirs.
        max_bytes: a longer text is rejected.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(stream)
        names = table.schema_arrow.names
        chosen = _chosen(names, columns)
        texts = [column for field, column in chosen.items() if field in TEXT_KEYS]
        table = pq.ParquetFile(stream, read_dictionary=texts)  # a repeated text is held once, however often it stands there
        number = given = 0
        size = stream.seek(0, io.SEEK_END)
        for batch in table.iter_batches(batch_size=_AT_ONCE, columns=list(dict.fromkeys(chosen.values()))):
            for index in range(batch.num_rows):
                number += 1
                record = {field: _plain(batch.column(column)[index].as_py()) for field, column in chosen.items()}
                given += sum(len(value) for value in record.values() if isinstance(value, str))
                check_ratio(given, size)
                found = record_page(record, where=f"{name}:{number}", published=published, max_bytes=max_bytes)
                yield _with_masthead(found, record) if isinstance(found, Page) else found
    except RefusedError as error:
        yield error.rejected(name)
    except (pa.ArrowException, OSError, ValueError, KeyError, MemoryError) as error:
        yield rejected(name, Reason.UNREADABLE, f"the Parquet cannot be read: {str(error).splitlines()[0]}")


def _chosen(names: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """
    Return the column of each field that the file has.

    Raises:
        RefusedError: a column that the user named is not there, or there is none of text.
    """
    missing = [column for column in columns.values() if column not in names]
    if missing:
        raise RefusedError(Reason.INVALID, f"no column {missing[0]!r}; there are {', '.join(map(repr, names[:20]))}")
    usual = {key: key for key in (*TEXT_KEYS, *DATE_KEYS, *URL_KEYS, *ID_KEYS, "clean") if key in names}
    if "text" in columns:
        usual = {field: column for field, column in usual.items() if field not in TEXT_KEYS}
    chosen = {**usual, **columns}
    if not any(field in TEXT_KEYS for field in chosen):
        hint = (
            f"none of {', '.join(TEXT_KEYS)} among its columns {', '.join(map(repr, names[:20]))}; name it: --columns text=COLUMN"
        )
        raise RefusedError(Reason.INVALID, f"it has no text: {hint}")
    return chosen


def _with_masthead(page: Page, record: Mapping[str, object]) -> Page:
    """Return the page with the masthead that the row gives, where the user named columns for it."""
    given = {field: str(record[field]).strip() for field in _BESIDE if record.get(field)}
    if not given:
        return page
    writer = (given["byline"],) if "byline" in given else ()
    return replace(page, masthead=Masthead(given.get("headline"), writer, given.get("outlet"), given.get("section")))


def _plain(value: object) -> object:
    """Return a value as JSON would have it."""
    if isinstance(value, date):  # a moment is a date too
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
