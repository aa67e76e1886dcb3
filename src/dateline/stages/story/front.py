"""The masthead of an HTML page: what its head declares, set beside what is printed around the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.records import Page
from dateline.stages.story.agencies import agency_named
from dateline.stages.story.blocks import Block
from dateline.stages.story.byline import is_name, read_byline
from dateline.stages.story.days import day_of_url
from dateline.stages.story.declared import Declared
from dateline.stages.story.masthead import read_dateline, read_day_line

_HEADINGS = frozenset(("h1", "h2", "h3"))
_BYLINE = 220  # characters; no byline is longer
_FEW_WORDS = 3
_SITE_WORDS = 5
_SUFFIX = re.compile(r"\s+(?:[|·•»:–—-]|::|<)\s+")
_NO_AUTHOR = re.compile(
    r"\b(?:admin|editor(?:ial)?|staff|team|redaktion|webmaster|unknown|guest|news ?desk|newsroom)\b", re.IGNORECASE
)
_ABOVE = 4  # blocks before the headline and after the first paragraph that a masthead may reach into
_BELOW = 2


@dataclass(frozen=True, slots=True)
class Front:
    """The masthead of a report, and the blocks that it was printed in."""

    headline: str | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None
    published: date | None = None
    outlet: str | None = None
    section: str | None = None
    printed: int | None = None  # the block that is the headline


def read_front(blocks: Sequence[Block], kept: Sequence[bool], declared: Declared, page: Page) -> Front:
    """
    Return the masthead of a page's main report.

    Args:
        blocks: all blocks of the page.
        kept: which of them are part of a report.
        declared: what the page's head says.
        page: its address may give the day; a date given from outside comes last.
    """
    first = next((index for index, keep in enumerate(kept) if keep and blocks[index].tag not in _HEADINGS), len(blocks))
    printed = _printed(blocks, first, declared)
    front = Front(
        headline=blocks[printed].text.replace("\n", " ")
        if printed is not None
        else without_site(declared.headline, declared.outlet),
        byline=tuple(name for name in declared.authors if _is_author(name, declared.outlet)),
        agency=next(filter(None, map(agency_named, declared.authors)), None),
        published=declared.published or day_of_url(page.url or declared.url),
        outlet=declared.outlet,
        section=declared.section,
        printed=printed,
    )
    start = max(0, (printed if printed is not None else first) - _ABOVE)
    for block in blocks[start : min(first + _BELOW, len(blocks))]:
        front = _with_line(front, block)
    return front


def _with_line(front: Front, block: Block) -> Front:
    """Add what one line of the masthead says and the masthead lacks."""
    text = block.text.replace("\n", " ")
    if len(text) > _BYLINE:
        return front
    if front.published is None and (day := read_day_line(text)) is not None:
        front = replace(front, published=day)
    if (not front.byline or front.agency is None) and (byline := read_byline(text)) is not None:
        front = replace(front, byline=front.byline or byline.names, agency=front.agency or byline.agency)
    dateline = read_dateline(text, published=front.published)
    if front.place is None and dateline is not None and dateline.length >= len(text):
        front = replace(
            front, place=dateline.place, agency=front.agency or dateline.agency, published=front.published or dateline.day
        )
    return front


def _printed(blocks: Sequence[Block], first: int, declared: Declared) -> int | None:
    """Return the block that is the headline: a heading that the head declares too, or the only one of the first rank."""
    titles = [_key(title) for title in declared.headlines]
    reach = range(min(first + _BELOW, len(blocks)))
    for wanted in ("h1", "h2", "h3", ""):
        for index in reach:
            block = blocks[index]
            key = _key(block.text)
            if (block.tag == wanted or not wanted) and len(key) > 2 * _FEW_WORDS and _agrees(key, titles, whole=not wanted):
                return index
    ranked = [index for index in reach if blocks[index].tag == "h1" and len(blocks[index].text.split()) >= _FEW_WORDS]
    return ranked[0] if len(ranked) == 1 else None


def _agrees(key: str, titles: Sequence[str], *, whole: bool) -> bool:
    if whole:
        return key in titles
    return any(
        key == title or (key in title and len(key) > len(title) / 3) or (title in key and len(title) > len(key) / 2)
        for title in titles
    )


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def without_site(title: str | None, outlet: str | None) -> str | None:
    """Return a page's title without the name of the site that many put behind or before it."""
    if not title:
        return None
    pieces = _SUFFIX.split(title)
    if len(pieces) < 2:  # noqa: PLR2004
        return title
    site = _key(outlet or "")
    if site and _key(pieces[-1]) == site:
        return title[: title.rindex(pieces[-1])].rstrip(" |·•»:–—<-")
    if site and _key(pieces[0]) == site:
        return title[title.index(pieces[1]) :]
    if len(pieces[-1].split()) <= _SITE_WORDS and len(pieces[0].split()) >= _FEW_WORDS:
        return title[: title.rindex(pieces[-1])].rstrip(" |·•»:–—<-")
    return title


def _is_author(name: str, outlet: str | None) -> bool:
    return is_name(name) and _key(name) != _key(outlet or "") and agency_named(name) is None and not _NO_AUTHOR.search(name)
