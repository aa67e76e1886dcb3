"""Cut a parsed page into blocks: runs of text that a browser would set apart, each with what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dateline.stages.story.patterns import patterns, words

if TYPE_CHECKING:
    from lxml.etree import _Element

INLINE = frozenset(words("inline"))
UNSEEN = frozenset(words("unseen"))
_BOLD = frozenset(("b", "strong"))
_SPACE = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"\w")
_UNSEEN_INLINE = re.compile(
    r"rollover|tooltip|popover|sr-only|screen-?reader|visually-?hidden|visuallyhidden|assistive|offscreen"
)

# What the tags and the class names of a container say about the text in it. One bit each, in this order.
TAGS = words("tags")
_NAMED = patterns("groups")
GROUPS = tuple(_NAMED)
_SEARCHES = tuple((1 << index, pattern.search) for index, pattern in enumerate(_NAMED.values()))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG_BIT = {tag: 1 << index for index, tag in enumerate(TAGS)} | {f"h{level}": 1 << TAGS.index("h") for level in range(1, 7)}
_NAV_ROLES = {
    "navigation": "nav",
    "contentinfo": "footer",
    "banner": "header",
    "complementary": "side",
    "search": "notice",
    "dialog": "notice",
}
_DATA = frozenset(words("data"))


@lru_cache(maxsize=65536)
def _groups_of(name: str) -> int:
    lowered = name.lower()
    return sum(bit for bit, search in _SEARCHES if search(lowered))


def named_groups(names: str) -> int:
    """Return one bit for each of GROUPS that the class names and id of an element belong to."""
    groups = 0
    for name in names.split():
        groups |= _groups_of(name)
    return groups


class Container(NamedTuple):
    """An element that holds blocks, and what it and those around it are called."""

    number: int
    parent: int  # of the container around it; -1: none
    depth: int
    signature: str  # tag and class names
    tags: int  # bits of TAGS, from the root down to here
    groups: int  # bits of GROUPS, from the root down to here
    near: int  # bits of GROUPS, of this element and the two around it
    pair: int  # bits of GROUPS, of this element and the one around it
    own: int  # bits of GROUPS, of this element
    body: bool  # inside what is marked as the body of an article
    datum: bool  # marked as one of an article's data: its headline, author, date
    hidden: bool  # inside what the page does not show
    article: int  # index of the <article> around it; 0: none


class Block(NamedTuple):
    """A run of text that a browser would set apart."""

    text: str  # blanks squeezed; a line break in the page is one newline
    tag: str
    container: Container
    linked: int = 0  # characters inside links
    links: int = 0
    bold: int = 0  # characters inside <b> or <strong>
    after_breaks: bool = False  # only two line breaks stand between it and the block before
    href: str | None = None  # of its first link


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a page in page order, and every container by its index."""

    blocks: tuple[Block, ...]
    containers: tuple[Container, ...]


@dataclass(slots=True)
class _Run:
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    bold: int = 0
    breaks: bool = False
    href: str | None = None


_ROOT = Container(
    number=0,
    parent=-1,
    depth=0,
    signature="",
    tags=0,
    groups=0,
    near=0,
    pair=0,
    own=0,
    body=False,
    datum=False,
    hidden=False,
    article=0,
)


class _Cutter:
    """Walks the tree once."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.containers: list[Container] = [_ROOT]
        self.run = _Run()

    def flush(self, container: Container, *, breaks: bool = False) -> None:
        run = self.run
        if not run.pieces:
            run.breaks = breaks
            return
        text = _SPACE.sub(" ", "".join(run.pieces)).strip()
        if _WORD.search(text):
            if "\n" in text:
                text = "\n".join(line for part in text.split("\n") if (line := part.strip()))
            tag = container.signature.partition(" ")[0]
            self.blocks.append(Block(text, tag, container, run.linked, run.links, run.bold, run.breaks, run.href))
        self.run = _Run(breaks=breaks)

    def enter(self, element: _Element, tag: str, around: Container) -> Container:
        attributes: dict[str, str] = dict(element.attrib.items())  # one crossing into libxml2; a name that it would refuse stays
        names = attributes.get("class", "")
        own = named_groups(f"{names} {attributes['id']}" if "id" in attributes else names)
        if (group := _NAV_ROLES.get(attributes.get("role", ""))) is not None:
            own |= 1 << GROUPS.index(group)
        hidden = "hidden" in attributes or ("style" in attributes and _HIDDEN_STYLE.search(attributes["style"]) is not None)
        datum = attributes.get("itemprop", "")
        container = Container(
            number=len(self.containers),
            parent=around.number,
            depth=around.depth + 1,
            signature=f"{tag} {names}",
            tags=around.tags | _TAG_BIT.get(tag, 0),
            groups=around.groups | own,
            near=own | around.pair,
            pair=own | around.own,
            own=own,
            body=around.body or "articleBody" in datum,
            datum=around.datum or datum in _DATA,
            hidden=around.hidden or hidden,
            article=len(self.containers) if tag == "article" else around.article,
        )
        self.containers.append(container)
        return container

    def walk(self, element: _Element, container: Container, *, bold: bool, link: bool) -> None:
        if element.text:
            self.say(element.text, bold=bold, link=link)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and tag not in UNSEEN:
                if tag in INLINE:
                    if tag == "a":
                        self.run.links += 1
                        self.run.href = self.run.href or child.get("href")
                    if not _UNSEEN_INLINE.search(child.get("class", "")):
                        self.walk(child, container, bold=bold or tag in _BOLD, link=link or tag == "a")
                elif tag == "br":
                    self.line_break(container)
                elif tag == "hr":
                    self.flush(container)
                else:
                    self.flush(container)
                    inner = self.enter(child, tag, container)
                    self.walk(child, inner, bold=bold, link=link)
                    self.flush(inner)
            if child.tail:
                self.say(child.tail, bold=bold, link=link)

    def say(self, text: str, *, bold: bool, link: bool) -> None:
        run = self.run
        if not run.pieces and text.isspace():
            return
        run.pieces.append(text.replace("\n", " "))
        if bold or link:
            size = len(text.strip())
            if link:
                run.linked += size
            if bold:
                run.bold += size

    def line_break(self, container: Container) -> None:
        pieces = self.run.pieces
        index = len(pieces) - 1
        while index >= 0 and (not pieces[index] or pieces[index].isspace()) and "\n" not in pieces[index]:
            index -= 1
        if index >= 0 and pieces[index] == "\n":
            self.flush(container, breaks=True)
        elif index >= 0:
            pieces.append("\n")


def cut(root: _Element) -> Layout:
    """Return the blocks of a parsed page, in page order."""
    cutter = _Cutter()
    body = root.find(".//body")
    cutter.walk(root if body is None else body, _ROOT, bold=False, link=False)
    cutter.flush(_ROOT)
    return Layout(tuple(cutter.blocks), tuple(cutter.containers))
