"""Feeds, lists of feeds and sitemaps → their entries; nothing is fetched here."""

from __future__ import annotations

import calendar
import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from dateline.records import Masthead, Page, Reason, Rejected
from dateline.sources.lines import day_of
from dateline.sources.one import one_page
from dateline.sources.refusal import RefusedError
from dateline.sources.sheets import html_lines
from dateline.sources.xml import check_depth, check_xml, local, parse_xml

if TYPE_CHECKING:
    import time

MOST_ENTRIES = 50_000  # a sitemap's own limit; feeds have tens
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed or a sitemap."""

    key: str  # by which it is known again: its id, or its address
    link: str | None = None
    headline: str | None = None
    byline: tuple[str, ...] = ()
    published: date | None = None
    text: str = ""  # what the feed itself gives of the report, paragraphs apart by blank lines
    whole: bool = False  # that is the report, not its summary


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, and its entries."""

    title: str | None
    entries: tuple[Entry, ...]


def read_feed(content: bytes, *, base: str | None = None) -> Feed:
    """
    Return the entries of an RSS, RDF or Atom feed.

    Args:
        content: the feed.
        base: its address, against which links are understood.

    Raises:
        RefusedError: it is no feed, declares entities, or is deeper than feeds are.
    """
    import feedparser

    check_xml(content)
    check_depth(content)
    try:
        # A stream: given bytes, the parser would try them as the name of a file.
        parsed = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False, sanitize_html=True)
    except Exception as error:  # the parser raises what it meets in broken feeds
        raise RefusedError(Reason.INVALID, f"the feed cannot be read: {type(error).__name__}: {error}") from error
    if not parsed.get("version") and not parsed.entries:
        raise RefusedError(Reason.INVALID, "it is no feed: there is no RSS, RDF or Atom in it")
    title = _squeezed(parsed.feed.get("title"))
    entries = [_entry(entry, base) for entry in parsed.entries[:MOST_ENTRIES]]
    return Feed(title, tuple({entry.key: entry for entry in reversed(entries)}.values())[::-1])


def _entry(entry: dict[str, Any], base: str | None) -> Entry:
    link = entry.get("link")
    address = urljoin(base or "", link.strip()) if isinstance(link, str) and link.strip() else None
    contents = entry.get("content")
    bodies = [one.get("value") or "" for one in contents if isinstance(one, dict)] if isinstance(contents, list) else []
    whole = max(bodies, key=len, default="")
    text = _text_of(whole or str(entry.get("summary") or ""))
    headline = _squeezed(entry.get("title"))
    writer = _squeezed(entry.get("author"))
    key = str(entry.get("id") or address or headline or text[:200])
    # By dict: the parser's own get warns that it takes one for the other.
    day = _day(dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed"))
    return Entry(key, address, headline, (writer,) if writer else (), day, text, bool(whole))


def _text_of(markup: str) -> str:
    lines = html_lines(f"<div>{markup}</div>") if "<" in markup else [" ".join(line.split()) for line in markup.splitlines()]
    return "\n\n".join(line for line in lines if line.strip())


def _squeezed(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    plain = " ".join(html_lines(f"<div>{value}</div>")) if "<" in value else value
    return _SPACES.sub(" ", plain).strip() or None


def _day(moment: time.struct_time | None) -> date | None:
    """Return the day of a moment in UTC."""
    if moment is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def entry_page(entry: Entry, *, outlet: str | None, where: str, max_bytes: int) -> Page | Rejected:
    """
    Return the page that an entry is by what the feed itself gives of it.

    Args:
        entry: the entry.
        outlet: the feed's title.
        where: the feed, which names an entry without an address.
        max_bytes: a longer text is rejected.
    """
    return one_page(
        entry.text,
        path=None if entry.link else f"{where}#{entry.key}",
        url=entry.link,
        published=entry.published,
        media_type="text/plain",
        max_bytes=max_bytes,
        masthead=Masthead(entry.headline, entry.byline, outlet),
    )


# ------------------------------------------------------------------ lists of feeds, sitemaps
def read_opml(content: bytes) -> tuple[str, ...]:
    """
    Return the addresses of the feeds that an OPML list names, each once.

    Raises:
        RefusedError: it is no such list, or declares entities.
    """
    root = parse_xml(content)
    if local(root) != "opml":
        raise RefusedError(Reason.INVALID, f"it is no OPML but {local(root)!r}")
    named = (value for one in root.iter() for name, value in one.attrib.items() if str(name).lower() == "xmlurl")
    return tuple(dict.fromkeys(str(value).strip() for value in named if str(value).strip()))


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that a sitemap names, and the sitemaps that an index of them names."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(content: bytes) -> Sitemap:
    """
    Return what a sitemap or an index of sitemaps names; the day of a page is that of its news tag, never of its last change.

    Raises:
        RefusedError: it is none, or declares entities.
    """
    root = parse_xml(content)
    kind = local(root)
    if kind not in {"urlset", "sitemapindex"}:
        raise RefusedError(Reason.INVALID, f"it is no sitemap but {kind!r}")
    entries: dict[str, Entry] = {}
    for element in root:
        place = next((one.text for one in element if local(one) == "loc" and one.text), None)
        if place and len(entries) < MOST_ENTRIES:
            address = place.strip()
            entries[address] = Entry(address, address, published=_news_day(element))
    if kind == "sitemapindex":
        return Sitemap(sitemaps=tuple(entries))
    return Sitemap(tuple(entries.values()))


def _news_day(element: object) -> date | None:
    said = next((one.text for one in element.iter() if local(one) == "publication_date" and one.text), None)  # type: ignore[attr-defined]
    try:
        return day_of(said.strip()) if said else None
    except ValueError:
        return None
