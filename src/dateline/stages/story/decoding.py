"""From the bytes of a page to its text: what kind of document it is, in which encoding; or why it can't be read."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum

from dateline.records import Page, Reason, Rejected

MAX_SIZE = 8 * 1024 * 1024  # bytes or characters; the largest of the 718 pages of the evaluation sets has 1.6 million
_HEAD = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ", "xz archive"),
    (b"\x28\xb5\x2f\xfd", "zstd archive"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\xd0\xcf\x11\xe0", "office document"),
    (b"SQLite format 3", "SQLite database"),
    (b"PAR1", "Parquet file"),
    (b"OggS", "Ogg media"),
    (b"ID3", "MP3 audio"),
)
_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,80}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})"
)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|meta|link|title|h1|table|ul|span|br)\b[^<]{0,4000}>",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.02  # of the characters of a text; more is no text
_MOST_LOST = 0.05  # of the characters of a page may be beyond its encoding
_FEW_LOST = 0.001  # so few are slips in UTF-8, not another encoding
# What browsers take these names to mean: https://encoding.spec.whatwg.org/#names-and-labels
_BROWSER = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_BROWSER |= {
    "iso-8859-9": "cp1254",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
}


class MediaType(StrEnum):
    """What kind of document a page is."""

    HTML = "text/html"
    TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, without byte order mark, with one newline a line."""

    text: str
    media_type: MediaType


def decode(page: Page) -> Decoded | Rejected:
    """
    Return the text of a page and its kind, or why it can't be read.

    Method: byte order mark, UTF-8 where it fits, the encoding that the page declares as browsers take it, detection.
    """
    size = len(page.content)
    if size > MAX_SIZE:
        unit = "bytes" if isinstance(page.content, bytes) else "characters"
        return _rejected(page, Reason.TOO_LARGE, f"{size:,} {unit}, at most {MAX_SIZE:,} are read")
    if isinstance(page.content, str):
        text = page.content
    else:
        if (kind := _binary_kind(page.content)) is not None:
            return _rejected(page, Reason.BINARY, kind)
        text = _text(page.content)
    return _checked(page, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _checked(page: Page, text: str) -> Decoded | Rejected:
    if not text or text.isspace():
        return _rejected(page, Reason.EMPTY, "no characters but blanks" if text else "no characters")
    sample = text[:65536]
    if len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample):
        return _rejected(page, Reason.BINARY, "control characters where text should be")
    lost = text.count("\ufffd")
    if lost > _MOST_LOST * len(text):
        return _rejected(page, Reason.UNREADABLE, f"{lost:,} of {len(text):,} characters fit no encoding tried")
    return Decoded(text, media_type(page, text))


def media_type(page: Page, text: str) -> MediaType:
    """Return what kind of document a page is: as it was given, by its file's name, by its first tags."""
    given = (page.media_type or "").partition(";")[0].strip().lower()
    if given in ("text/html", "application/xhtml+xml"):
        return MediaType.HTML
    if given == "text/plain":
        return MediaType.TEXT
    if page.path and re.search(r"\.x?html?(?:\.gz)?$", page.path, re.IGNORECASE) and "<" in text:
        return MediaType.HTML
    return MediaType.HTML if _MARKUP.search(text[:_HEAD]) and text.lstrip()[:1] == "<" else MediaType.TEXT


def _rejected(page: Page, reason: Reason, detail: str) -> Rejected:
    return Rejected(page=page.id, stage="story", reason=reason, detail=detail, path=page.path)


def _binary_kind(raw: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return kind
    if raw[4:8] == b"ftyp":
        return "MP4 media"
    if raw[:4] == b"RIFF" and raw[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "RIFF media"
    return None


def _text(raw: bytes) -> str:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if (wide := _wide(raw)) is not None:
        return raw.decode(wide, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(raw)


def _wide(raw: bytes) -> str | None:
    """Return UTF-16 where every second byte of the beginning is nought, as in Latin text without a byte order mark."""
    sample = raw[:_HEAD]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.8 * half and sample[::2].count(0) == 0:
        return "utf-16-le"
    if half and sample[::2].count(0) > 0.8 * half and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _not_utf8(raw: bytes) -> str:
    slips = raw.decode("utf-8", "replace")
    if any(character > "\x7f" and character != "\ufffd" for character in slips) and slips.count("\ufffd") <= _FEW_LOST * len(
        slips
    ):
        return slips
    declared = _declared(raw)
    if declared is not None:
        try:
            return raw.decode(declared)
        except UnicodeDecodeError:
            if declared == "cp1252":  # five bytes have no character there; browsers pass over them
                return raw.decode(declared, "replace")
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return str(bytes_to_str(raw, detect_encoding(raw) or "cp1252", "replace"))


def _declared(raw: bytes) -> str | None:
    match = _CHARSET.search(raw[:_HEAD])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    name = _BROWSER.get(name, name)
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    return None if codec.name == "utf-8" or not codec._is_text_encoding else codec.name  # noqa: SLF001  # the only mark of a text codec
