"""Atom (RFC 4287): what one follows as a feed. Ids are made from the record's own, wherever the reading room stands."""

from __future__ import annotations

import html
import re
import uuid
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dateline.following import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dateline.following import Entry, Following, Quoted

MEDIA_TYPE = "application/atom+xml"
LOCAL = "http://127.0.0.1:8765"  # where `dateline serve` stands unless told otherwise
_SPACE = "http://www.w3.org/2005/Atom"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # characters that XML 1.0 cannot hold
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "dateline")


def feed(following: Following, *, base: str = LOCAL, own: str | None = None) -> str:
    """
    Return a feed.

    Args:
        following: what one follows.
        base: where the reading room stands: "https://example.org".
        own: the feed's own address; None: it is a file.
    """
    root = ET.Element("feed", {"xmlns": _SPACE, "xml:lang": "en"})
    _add(root, "id", _id(following.key))
    _add(root, "title", following.title)
    _add(root, "updated", _moment(max((entry.updated for entry in following.entries), default=following.updated)))
    _add(ET.SubElement(root, "author"), "name", "Dateline")
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": absolute(base, following.address)})
    if own is not None:
        ET.SubElement(root, "link", {"rel": "self", "type": MEDIA_TYPE, "href": own})
    for entry in following.entries:
        _entry(root, entry, base)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _entry(root: ET.Element, entry: Entry, base: str) -> None:
    made = ET.SubElement(root, "entry")
    _add(made, "id", _id(entry.key))
    _add(made, "title", entry.title)
    _add(made, "updated", _moment(entry.updated))
    ET.SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": absolute(base, entry.address)})
    for label in entry.labels:
        ET.SubElement(made, "category", {"term": _fit(label)})
    content = _add(made, "content", "\n".join(_quotations(entry.quoted, base)))
    content.set("type", "html")


def _quotations(quoted: tuple[Quoted, ...], base: str) -> Iterator[str]:
    """Yield HTML; the words of pages are escaped here, and once more by XML."""
    for one in quoted:
        words, source = html.escape(one.words), html.escape(one.source)
        address = html.escape(absolute(base, one.address))
        yield f'<blockquote><p>{words}</p><footer><a href="{address}">{source}</a></footer></blockquote>'


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, name)
    made.text = _fit(text)
    return made


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def _id(key: str) -> str:
    """Return an absolute id that is the same for good: it depends on the record's own id alone."""
    return uuid.uuid5(_OURS, key).urn


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
