"""
Exports of news archives: many stories in one file, each with its own masthead.

`find(lines)` tells whose export the lines are and gives its documents; Factiva, Nexis and ProQuest are known.
"""

from __future__ import annotations

from dateline.sources.exports import factiva, nexis, proquest
from dateline.sources.exports.document import Document

__all__ = ["Document", "find"]
_ARCHIVES = {"Factiva": factiva.documents, "ProQuest": proquest.documents, "Nexis": nexis.documents}


def find(lines: list[str]) -> tuple[str, list[Document]] | None:
    """
    Return the archive's name and the documents of its export, or None where the lines are no export.

    Args:
        lines: the file's lines, or its paragraphs, in their order; blank ones kept.
    """
    for archive, documents in _ARCHIVES.items():
        if found := documents(lines):
            return archive, found
    return None
