"""
WARC and WET archives → Pages.

Responses of status 200 with text, resources and converted text are pages. Requests, metadata, redirects, pictures, styles and
scripts are parts, not pages. The day of a crawl is no day of publication, and is not taken for one.
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, BinaryIO

from dateline.records import Page, Reason, Rejected
from dateline.sources.inflating import check_ratio, inflated
from dateline.sources.one import one_page
from dateline.sources.refusal import RefusedError, rejected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fastwarc.warc import WarcRecord

log = logging.getLogger(__name__)

_OK = 200
_PAGES = ("text/html", "application/xhtml", "text/plain")
_PART_TYPES = (
    "image/ font/ audio/ video/ text/css text/javascript text/xml application/javascript application/x-javascript "
    "application/json application/font application/x-font application/vnd.ms-font application/octet-stream "
    "application/xml application/rss application/atom"
)
_PARTS = tuple(_PART_TYPES.split())
_MOST_HEADER = 65_536


def warc_pages(stream: BinaryIO, *, name: str, published: date | None, max_bytes: int) -> Iterator[Page | Rejected]:
    """
    Yield the pages of an archive, and a rejection for every page that cannot be one.

    Args:
        stream: the archive, packed or not.
        name: what the file is called.
        published: the day for pages that do not say theirs.
        max_bytes: a larger page is rejected, unread.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:  # pragma: no cover  # a plain installation has it
        raise RefusedError(Reason.UNREADABLE, f"FastWARC is not installed: {error}") from error
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    counted = _Counted(stream)
    number = 0
    try:
        for number, record in enumerate(
            ArchiveIterator(counted, record_types=kinds, parse_http=True, auto_decode="none", max_header_len=_MOST_HEADER),
            start=1,
        ):
            found = _page(record, f"{name}:{number}", published, max_bytes)
            if found is not None:
                yield found
            counted.check(record)
    except RefusedError as error:
        yield error.rejected(f"{name}:{number}")
    except (OSError, ValueError, EOFError, RuntimeError, UnicodeDecodeError) as error:
        yield rejected(f"{name}:{number + 1}", Reason.UNREADABLE, f"the archive is damaged after record {number}: {error}")
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what FastWARC's Rust raises, which is no Exception
            raise
        yield rejected(f"{name}:{number + 1}", Reason.UNREADABLE, f"the archive cannot be read after record {number}: {error}")
    else:
        if number == 0 and not counted.archive:
            yield rejected(name, Reason.INVALID, "there is no WARC record in it")


class _Counted(io.RawIOBase):
    """The archive's stream, counting what was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream, self.taken, self.out = stream, 0, 0
        self.archive = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        found = self._stream.read(size)
        if self.taken == 0:
            self.archive = found.startswith((b"WARC/", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18"))
        self.taken += len(found)
        return found

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def check(self, record: WarcRecord) -> None:
        """Refuse an archive from which more comes out than any text packs to."""
        self.out += record.content_length
        check_ratio(self.out, self.taken)


def _page(record: WarcRecord, where: str, published: date | None, max_bytes: int) -> Page | Rejected | None:
    """Return the page of a record; None where it is a part of one."""
    url = _address(record)
    where = url or where
    media = _media_type(record)
    if record.is_http and (status := _status(record)) != _OK:
        return _not_ok(where, status)
    if media.startswith(_PARTS):
        return None
    if media and not media.startswith(_PAGES):
        return rejected(where, Reason.BINARY, f"{media}: no page of text or HTML")
    found = _content(record, where, max_bytes)
    if isinstance(found, Rejected):
        return found
    html = media.startswith(_PAGES[:2])
    return one_page(
        found,
        path=None if url else where,
        url=url,
        published=published,
        media_type="text/html" if html else None,
        max_bytes=max_bytes,
    )


def _content(record: WarcRecord, where: str, max_bytes: int) -> bytes | Rejected:
    """Return the body of a record, or why it cannot be had whole."""
    content = record.reader.read(max_bytes + 1)
    if len(content) > max_bytes:
        return rejected(
            where, Reason.TOO_LARGE, f"more than {max_bytes:,} bytes, the limit of one page (DATELINE_MAX_PAGE_BYTES)"
        )
    if len(content) < record.content_length:
        return rejected(where, Reason.UNREADABLE, f"cut short: {len(content):,} of {record.content_length:,} bytes are there")
    try:
        return _decoded(record, content, max_bytes)
    except RefusedError as error:
        return error.rejected(where)


def _not_ok(where: str, status: int | None) -> Rejected | None:
    """Return why an answer that is no success is no page; a redirect is a part of one."""
    log.debug("passed over a record", extra={"page": where, "status": status})
    if status is None:
        return rejected(where, Reason.INVALID, "the record holds no answer of a server")
    return None if status in range(300, 400) else rejected(where, Reason.UNREACHABLE, f"the archive has status {status} for it")


def _address(record: WarcRecord) -> str | None:
    uri = record.headers.get("WARC-Target-URI")
    return uri.strip("<> \t") or None if uri else None


def _status(record: WarcRecord) -> int | None:
    headers = record.http_headers
    return headers.status_code if headers is not None else None


def _media_type(record: WarcRecord) -> str:
    if record.is_http:
        return (record.http_content_type or "").lower()
    return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()


def _decoded(record: WarcRecord, content: bytes, limit: int) -> bytes:
    """Return the body of an answer without its transfer and content encodings."""
    headers = record.http_headers
    if not record.is_http or headers is None:
        return content
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        content = _unchunked(content)
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    packed = content[:2] == b"\x1f\x8b" or encoding == "deflate"
    return inflated(iter((content,)), encoding=encoding, limit=limit) if encoding and packed else content


def _unchunked(content: bytes) -> bytes:
    """Return a chunked body as one; one that is not chunked, as some archives store it, as it is."""
    out, at = bytearray(), 0
    while at < len(content):
        end = content.find(b"\r\n", at, at + 20)
        try:
            size = int(content[at:end].split(b";")[0], 16) if end > 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return content if not out else bytes(out)
        if size == 0:
            break
        out += content[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
    return bytes(out)
