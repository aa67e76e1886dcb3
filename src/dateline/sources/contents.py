"""The content of one file → Pages, by what it is: lines of JSON, archives, feeds, exports, or one page."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from dateline.records import Page, Reason, Rejected, page_id
from dateline.sources import exports
from dateline.sources.inflating import gunzipped, member_bytes, zip_members
from dateline.sources.lines import bounded_lines, invalid, line_pages, record_page
from dateline.sources.one import STAGE, one_page
from dateline.sources.parquet import parquet_pages
from dateline.sources.refusal import RefusedError, rejected
from dateline.sources.sheets import docx_lines, html_lines, rtf_lines, text_lines
from dateline.sources.warc import warc_pages
from dateline.sources.xml import kind_of_xml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dateline.sources.how import Plan

LINES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
HTML = frozenset({".html", ".htm", ".xhtml"})
ARCHIVES = frozenset({".warc", ".wet"})
XML = frozenset({".xml", ".rss", ".atom", ".rdf", ".opml"})
LARGE = frozenset({*LINES, *ARCHIVES, ".parquet", ".zip", ".docx", ".rtf"})  # one file of these holds many pages
_EXPORT = re.compile(
    rb"Document\s+[A-Z0-9]{3,12}\d{8}[a-z0-9]{6}|End of Document|\d of \d{1,6} DOCUMENT|ProQuest (?:document )?ID", re.IGNORECASE
)
_ZIP, _PARQUET, _RTF = b"PK\x03\x04", b"PAR1", b"{\\rtf"


def suffix_of(name: str) -> tuple[str, bool]:
    """Return the ending that tells what a file holds, and whether it is packed with gzip."""
    endings = [ending.lower() for ending in PurePosixPath(name).suffixes]
    packed = endings[-1:] == [".gz"]
    inner = endings[:-1] if packed else endings
    return (inner[-1] if inner else ""), packed


def content_pages(
    stream: BinaryIO, *, name: str, plan: Plan, xml: Callable[[bytes, str], Iterator[Page | Rejected]], nested: bool = False
) -> Iterator[Page | Rejected]:
    """
    Yield the pages of one file's content, and rejections for what is none.

    Args:
        stream: the content; it can be searched through.
        name: what the file is called.
        plan: the limits, and what the user chose.
        xml: reads feeds, lists of feeds and sitemaps.
        nested: it lies within an archive: no archive is opened within it.
    """
    suffix, packed = suffix_of(name)
    head = stream.read(8)
    stream.seek(0)
    columns, limit = dict(plan.how.columns), plan.settings.max_page_bytes
    if suffix in ARCHIVES or head.startswith(b"WARC/"):
        yield from warc_pages(stream, name=name, published=plan.published, max_bytes=limit)
        return
    if packed:
        stream = gunzipped(stream)
    if suffix == ".parquet" or head.startswith(_PARQUET):
        whole = io.BytesIO(_all(stream, plan)) if packed else stream
        yield from parquet_pages(whole, name=name, columns=columns, published=plan.published, max_bytes=limit)
    elif suffix in LINES:
        yield from line_pages(bounded_lines(stream, limit), name=name, published=plan.published, max_bytes=limit)
    elif suffix == ".zip" and head.startswith(_ZIP):
        yield from _zip_pages(stream, name, plan, xml, nested=nested)
    else:
        yield from _document_pages(stream, name, suffix, plan, xml)


def _all(stream: BinaryIO, plan: Plan) -> bytes:
    """Return all that a stream holds."""
    limit = plan.settings.max_file_bytes
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise RefusedError(Reason.TOO_LARGE, f"more than {limit:,} bytes, the limit of one file (DATELINE_MAX_FILE_BYTES)")
    return content


# ------------------------------------------------------------------ ZIP
def _zip_pages(
    stream: BinaryIO, name: str, plan: Plan, xml: Callable[[bytes, str], Iterator[Page | Rejected]], *, nested: bool
) -> Iterator[Page | Rejected]:
    if nested:
        yield rejected(name, Reason.FORBIDDEN, "an archive within an archive is not opened")
        return
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise RefusedError(Reason.UNREADABLE, f"the ZIP cannot be read: {error}") from error
    with archive:
        for member in zip_members(archive, limit=plan.settings.max_file_bytes):
            if isinstance(member, tuple):
                yield rejected(f"{name}/{member[0]}", Reason.FORBIDDEN, member[1])
                continue
            if is_part(member.filename):
                continue
            inside = f"{name}/{member.filename}"
            try:
                content = io.BytesIO(member_bytes(archive, member))
                yield from content_pages(content, name=inside, plan=plan, xml=xml, nested=True)
            except RefusedError as error:
                yield error.rejected(inside)


# What a saved page leaves beside itself: parts of it, not pages.
_PARTS = ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm"
PARTS = frozenset(_PARTS.split())


def is_part(name: str) -> bool:
    """Return whether a file is hidden, or a part of a saved page."""
    way = PurePosixPath(name)
    return way.suffix.lower() in PARTS or any(part.startswith((".", "__MACOSX")) for part in way.parts)


# ------------------------------------------------------------------ documents
def _document_pages(
    stream: BinaryIO, name: str, suffix: str, plan: Plan, xml: Callable[[bytes, str], Iterator[Page | Rejected]]
) -> Iterator[Page | Rejected]:
    limit = plan.settings.max_page_bytes
    content = stream.read(limit + 1)
    large = len(content) > limit
    many = content.startswith((_RTF, _ZIP)) or suffix in XML or _EXPORT.search(content) is not None
    if large and many:
        content += _all(stream, plan)
    elif large:
        detail = f"more than {limit:,} bytes, the limit of one page (DATELINE_MAX_PAGE_BYTES)"
        yield Rejected(page_id(content, path=name, url=None), STAGE, Reason.TOO_LARGE, detail, name)
        return
    if suffix == ".json":
        yield from _json_pages(content, name, plan)
    elif suffix in XML and kind_of_xml(content) is not None:
        yield from xml(content, name)
    else:
        yield from _sheet_pages(content, name, suffix, plan)


def _json_pages(content: bytes, name: str, plan: Plan) -> Iterator[Page | Rejected]:
    try:
        held = json.loads(content)
    except (ValueError, RecursionError) as error:
        yield invalid(name, f"it is no JSON: {error}")
        return
    limit = plan.settings.max_page_bytes
    if not isinstance(held, list):
        yield record_page(held, where=name, published=plan.published, max_bytes=limit)
        return
    for number, record in enumerate(held, start=1):
        yield record_page(record, where=f"{name}:{number}", published=plan.published, max_bytes=limit)


def _sheet_pages(content: bytes, name: str, suffix: str, plan: Plan) -> Iterator[Page | Rejected]:
    """Yield the documents of an export, or the one page that the file is."""
    lines: list[str] | None = None
    written = content.startswith(_RTF) or (suffix == ".docx" and content.startswith(_ZIP))
    if content.startswith(_RTF):
        lines = rtf_lines(content)
    elif written:
        lines = docx_lines(content, limit=plan.settings.max_file_bytes)
    elif _EXPORT.search(content):
        text = _decoded(content)
        lines = html_lines(text) if suffix in HTML or text.lstrip()[:1] == "<" else text_lines(text)
    found = exports.find(lines) if lines else None
    limit = plan.settings.max_page_bytes
    if found:
        for number, document in enumerate(found[1], start=1):
            yield document.page(f"{name}:{number}", published=plan.published, max_bytes=limit)
        return
    media_type = "text/html" if suffix in HTML else "text/plain" if written else None  # a .txt may hold HTML: its content tells
    page = "\n".join(lines) if written and lines is not None else content
    yield one_page(page, path=name, published=plan.published, media_type=media_type, max_bytes=limit)


def _decoded(content: bytes) -> str:
    """Return the text of an export: UTF-8 or UTF-16 by its mark, else what Windows writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
