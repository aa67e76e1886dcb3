"""Which pages a record has, for those who read elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.records import PageId, Reason

if TYPE_CHECKING:
    from dateline.store.reader import Reader


def known_pages(reader: Reader) -> frozenset[PageId]:
    """Return the pages that were read or rejected, but for those that an error of ours spoiled."""
    question = """SELECT id FROM pages UNION SELECT page FROM rejected
        EXCEPT SELECT page FROM rejected WHERE reason = ?"""
    return frozenset(PageId(row[0]) for row in reader.ask(question, Reason.FAILED.value))
