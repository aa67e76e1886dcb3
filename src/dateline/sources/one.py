"""One document → Page or Rejected: what can be told from its bytes alone."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from dateline.records import Masthead, Page, Reason, Rejected, page_id
from dateline.settings import MAX_PAGE_BYTES

if TYPE_CHECKING:
    from datetime import date

STAGE = "source"
_SAMPLE = 4096
# What binary files of the kinds that lie beside pages begin with.
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file, or an Office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"PAR1", "a Parquet file"),
)
_UNICODE_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# Control characters that no text has; ESC, form feed and the C1 range of old encodings are let through.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAX_CONTROL_SHARE = 0.02  # a tenth of what random bytes show; scanned text has the odd one
_LONE = re.compile("[\ud800-\udfff]")


def binary(content: bytes) -> str | None:
    """Return what kind of binary file the bytes are, in words, or None where they may be text."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(_UNICODE_MARKS) or _wide(content):
        return None
    sample = content[:_SAMPLE]
    return "not text" if sample and len(_CONTROL.findall(sample)) > MAX_CONTROL_SHARE * len(sample) else None


def _wide(content: bytes) -> bool:
    """Return whether the bytes look like UTF-16 of western text without its mark: every other byte is zero."""
    sample = content[: _SAMPLE & ~1]
    if len(sample) < 16:  # noqa: PLR2004  # eight letters: below that it cannot be told
        return False
    return max(sample[0::2].count(0), sample[1::2].count(0)) > 0.4 * len(sample)  # a half, less what is no letter


def mended(text: str) -> str:
    """Return the text with halves of broken surrogate pairs replaced, so that offsets stay and it can be written."""
    return _LONE.sub("\ufffd", text) if _LONE.search(text) else text


def one_page(  # noqa: PLR0913  # a page's own fields, all by keyword
    content: bytes | str,
    *,
    path: str | None = None,
    url: str | None = None,
    published: date | None = None,
    clean: bool = False,
    media_type: str | None = None,
    max_bytes: int = MAX_PAGE_BYTES,
    masthead: Masthead | None = None,
) -> Page | Rejected:
    """
    Return the page, or why the content cannot be one.

    Args:
        content: the document as it came.
        path: its file name, or the id that came with it.
        url: its address.
        published: its day of publication, where that is known from outside.
        clean: the content is the text of one story, without chrome.
        media_type: "text/html" or "text/plain" where that is known.
        max_bytes: a longer document is rejected.
        masthead: what the source gives beside the report, where the content is the report alone.
    """
    known = mended(content) if isinstance(content, str) else content
    name = page_id(known, path=path, url=url)
    if len(known) > max_bytes:
        detail = f"{len(known):,} bytes; the limit is {max_bytes:,} (DATELINE_MAX_PAGE_BYTES)"
        return Rejected(name, STAGE, Reason.TOO_LARGE, detail, path)
    if not known.strip():
        return Rejected(name, STAGE, Reason.EMPTY, "there is nothing in it", path)
    kind = binary(known) if isinstance(known, bytes) else None
    if kind is not None:
        return Rejected(name, STAGE, Reason.BINARY, f"{kind}: no page of text or HTML", path)
    return Page(name, known, path, url, media_type, published, clean, masthead=masthead)
