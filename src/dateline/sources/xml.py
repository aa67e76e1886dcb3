"""XML from strangers, parsed without entities, external files or network."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from dateline.records import Reason
from dateline.sources.refusal import RefusedError

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 200  # elements within one another; the deepest real feed has some forty, in XHTML

_ENTITY = re.compile(rb"<!\s*ENTITY|<!DOCTYPE[^>\[]{0,1000}\[", re.IGNORECASE)


def check_xml(content: bytes) -> None:
    """
    Return nothing where a document declares no entities of its own.

    Raises:
        RefusedError: it does: feeds, sitemaps and Word documents have no use for them, bombs and thieves of files have.
    """
    plain = content.replace(b"\x00", b"") if b"\x00" in content[:200] else content  # UTF-16 and UTF-32 hide the words
    if _ENTITY.search(plain):
        raise RefusedError(Reason.FORBIDDEN, "its XML declares entities of its own, which are not expanded")


class _Depth:
    """A target of lxml's parser that counts how deep it is."""

    def __init__(self) -> None:
        self.now = 0

    def start(self, _name: str, _attributes: object) -> None:
        self.now += 1
        if self.now > DEEPEST:
            raise RefusedError(Reason.FORBIDDEN, f"its XML has more than {DEEPEST} elements within one another")

    def end(self, _name: str) -> None:
        self.now -= 1

    def close(self) -> None:
        """Return nothing: the count is all there is."""


def check_depth(content: bytes) -> None:
    """
    Return nothing where a document is no deeper than documents are, as far as it is well-formed.

    Raises:
        RefusedError: it is deeper: parsers that keep what is open take long over it.
    """
    from lxml import etree

    parser = etree.XMLParser(target=_Depth(), resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    with contextlib.suppress(etree.XMLSyntaxError, ValueError):
        etree.fromstring(content, parser)


def parse_xml(content: bytes) -> _Element:
    """
    Return the root of a document.

    Raises:
        RefusedError: it is no XML, or declares entities.
    """
    from lxml import etree

    check_xml(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(Reason.INVALID, f"it is no XML: {error}") from error
    if root is None:
        raise RefusedError(Reason.INVALID, "it is no XML: there is no element")
    return root


def local(element: _Element) -> str:
    """Return an element's name without its namespace, in lower case."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def kind_of_xml(content: bytes) -> str | None:
    """Return "feed", "opml" or "sitemap" where a document begins like one, or None."""
    head = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not head.startswith(b"<"):
        return None
    found = re.search(rb"<(?:[a-z]+:)?(rss|feed|rdf|opml|urlset|sitemapindex|html|[a-z]+)\b", head)
    names = {b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"opml": "opml", b"urlset": "sitemap", b"sitemapindex": "sitemap"}
    return names.get(found[1]) if found else None
