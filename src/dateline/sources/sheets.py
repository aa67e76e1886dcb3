"""Files of word processors, HTML and text → their lines: one per paragraph, blank ones kept, cells of a row apart by tabs."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from dateline.records import Reason
from dateline.sources.inflating import check_ratio
from dateline.sources.refusal import RefusedError
from dateline.sources.xml import check_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from lxml.html import HtmlElement

_BLOCK_TAGS = "p div h1 h2 h3 h4 h5 h6 li tr table ul ol dl dt dd hr section article header footer pre blockquote title"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SILENT = frozenset({"script", "style", "head", "noscript", "template"})
_DEEPEST = 200  # elements inside one another
_MARKED = {"headline": "HD", "author": "BY"}  # what Factiva's HTML says by classes alone, as field codes
_BLANKS = re.compile(r"[ \t\u00a0\r\n\f]+")
_ARCHIVE_LINK = re.compile(r"contentItem|proquest\.com/docview|docview/", re.IGNORECASE)


def text_lines(text: str) -> list[str]:
    """Return the lines of a text."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")


# ------------------------------------------------------------------ RTF
def rtf_lines(content: bytes) -> list[str]:
    """
    Return the paragraphs of an RTF file.

    Raises:
        RefusedError: it is none, or damaged beyond reading.
    """
    from striprtf.striprtf import rtf_to_text

    try:
        text = str(rtf_to_text(content.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError, RecursionError, OverflowError, AttributeError) as error:
        raise RefusedError(Reason.UNREADABLE, f"the RTF cannot be read: {type(error).__name__}: {error}") from error
    return text_lines(text)


# ------------------------------------------------------------------ Word
def docx_lines(content: bytes, *, limit: int) -> list[str]:
    """
    Return the paragraphs and rows of a Word document.

    Args:
        content: the file.
        limit: the most bytes that it may hold when unpacked.

    Raises:
        RefusedError: it is no such document, or a bomb.
    """
    _check_docx(content, limit)
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        return [line for block in document.iter_inner_content() for line in _block_lines(block)]
    except Exception as error:  # the library raises what it meets: KeyError, lxml's, its own
        raise RefusedError(Reason.UNREADABLE, f"no Word document can be read in it: {type(error).__name__}: {error}") from error


def _check_docx(content: bytes, limit: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            total = sum(member.file_size for member in archive.infolist())
            if total > limit:
                raise RefusedError(Reason.FORBIDDEN, f"{total:,} bytes when unpacked; the limit is {limit:,}")
            check_ratio(total, len(content))
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    check_xml(archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise RefusedError(Reason.UNREADABLE, f"no Word document: {error}") from error


def _block_lines(block: Paragraph | Table) -> Iterator[str]:
    rows = getattr(block, "rows", None)
    if rows is not None:
        for row in rows:
            yield from text_lines("\t".join(cell.text for cell in row.cells))
        return
    yield from text_lines(block.text)  # type: ignore[union-attr]  # a paragraph
    for link in block.hyperlinks:  # type: ignore[union-attr]
        if _ARCHIVE_LINK.search(link.address or ""):
            yield f"URL: {link.address}"


# ------------------------------------------------------------------ HTML
def html_lines(text: str) -> list[str]:
    """Return the blocks of an HTML document."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return []
    joined = "".join(_pieces(root, 0))
    return [_BLANKS.sub(" ", line).strip() if "\t" not in line else _cells(line) for line in joined.split("\n")]


def _cells(line: str) -> str:
    return "\t".join(_BLANKS.sub(" ", cell).strip() for cell in line.split("\t"))


def _pieces(element: HtmlElement, depth: int) -> Iterator[str]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag not in _SILENT and depth < _DEEPEST:
        block = tag in _BLOCKS
        yield "\n" if block or tag == "br" else ""
        yield _mark(element)
        yield _squeezed(element.text)
        for child in element:
            yield from _pieces(child, depth + 1)
        yield {True: "\n", False: "\t" if tag in {"td", "th"} and element.getnext() is not None else ""}[block]
    yield _squeezed(element.tail)


def _mark(element: HtmlElement) -> str:
    """Return the field code of an element that a class of Factiva's marks as headline or byline."""
    names = (element.get("class") or "").lower().split()
    code = next((code for word, code in _MARKED.items() if any(name in {word, f"en{word}"} for name in names)), None)
    inside_row = any(up.tag == "tr" for up in element.iterancestors("tr")) or element.tag == "tr"
    return f"{code}\t" if code and not inside_row else ""


def _squeezed(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""
