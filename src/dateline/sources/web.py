"""Addresses → Pages: pages, feeds, lists of feeds, sitemaps, and archives that lie on a server."""

from __future__ import annotations

import io
import logging
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.records import Page, Reason, Rejected
from dateline.sources.contents import LARGE, XML, content_pages, suffix_of
from dateline.sources.feeds import Entry, entry_page, read_feed, read_opml, read_sitemap
from dateline.sources.inflating import gunzipped
from dateline.sources.one import one_page
from dateline.sources.refusal import RefusedError, rejected
from dateline.sources.xml import kind_of_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.sources.how import Plan
    from dateline.sources.net import Fetched

log = logging.getLogger(__name__)

XML_BYTES = 52_428_800  # the most that a sitemap may have, by its own rules
MOST_SITEMAPS = 500
_DEEPEST = 3  # indexes of sitemaps within one another
_NO_PAGES = ("image/", "audio/", "video/", "font/")
_PASSING = frozenset({Reason.UNREACHABLE, Reason.TIMEOUT})  # failures that may be over tomorrow


def url_pages(url: str, *, plan: Plan) -> Iterator[Page | Rejected]:
    """Yield the pages that an address gives or leads to, and a rejection for everything that is none."""
    try:
        yield from asked_pages(url, plan=plan)
    except RefusedError as error:
        yield error.rejected(url)


def asked_pages(url: str, *, plan: Plan) -> Iterator[Page | Rejected]:
    """
    Yield the same, but for the address itself.

    Raises:
        RefusedError: the address may not be asked, did not answer well, or nothing can be read in what it gave.
    """
    fetched = fetch(url, plan=plan)
    if fetched is None:
        return
    try:
        yield from _fetched_pages(url, fetched, plan)
    except (OSError, EOFError, zlib.error) as error:
        raise RefusedError(Reason.UNREADABLE, f"cannot be read: {error}") from error


def fetch(url: str, *, plan: Plan, limit: int | None = None) -> Fetched | None:
    """
    Return what an address gives; None where it has not changed since it was last asked.

    Raises:
        RefusedError: it may not be asked, or did not answer well.
    """
    visits = plan.visits
    known = None if plan.how.again else visits.validators(url)
    fetched = plan.fetcher.fetch(url, limit=limit or _limit(url, plan), known=known)
    if fetched.unchanged:
        log.info("unchanged", extra={"url": url})
        return None
    if fetched.validators.headers():
        visits.note(url, fetched.validators)
    return fetched


def _way(url: str) -> str:
    """Return the path of an address, or nothing where it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""  # it is refused with its reason where it is asked


def _limit(url: str, plan: Plan) -> int:
    suffix, packed = suffix_of(_way(url))
    if suffix in LARGE or packed:
        return plan.settings.max_file_bytes
    return max(XML_BYTES, plan.settings.max_page_bytes) if suffix in XML else plan.settings.max_page_bytes


def _fetched_pages(url: str, fetched: Fetched, plan: Plan) -> Iterator[Page | Rejected]:
    suffix, packed = suffix_of(_way(fetched.url))
    content = fetched.content
    if packed and suffix in XML and content.startswith(b"\x1f\x8b"):  # sitemap.xml.gz
        content = gunzipped(io.BytesIO(content)).read(XML_BYTES + 1)
        if len(content) > XML_BYTES:
            raise RefusedError(Reason.TOO_LARGE, f"more than {XML_BYTES:,} bytes")
    if kind_of_xml(content) is not None:
        yield from xml_pages(content, url, plan=plan, base=fetched.url)
    elif (suffix in LARGE or packed) and fetched.media_type != "text/html":
        name = _way(fetched.url).rsplit("/", 1)[-1]
        yield from content_pages(io.BytesIO(content), name=name, plan=plan, xml=_no_xml)
    else:
        yield _page(fetched, plan)


def _no_xml(content: bytes, name: str) -> Iterator[Page | Rejected]:  # noqa: ARG001  # a feed within an archive on a server
    yield rejected(name, Reason.FORBIDDEN, "a feed or sitemap within a file from the network is not followed")


def _page(fetched: Fetched, plan: Plan) -> Page | Rejected:
    if fetched.media_type.startswith(_NO_PAGES):
        return rejected(fetched.url, Reason.BINARY, f"{fetched.media_type}: no page of text or HTML")
    html = fetched.media_type in {"text/html", "application/xhtml+xml"}
    return one_page(
        fetched.content,
        url=fetched.url,
        published=plan.published,
        media_type="text/html" if html else None,
        max_bytes=plan.settings.max_page_bytes,
    )


# ------------------------------------------------------------------ feeds, lists of feeds, sitemaps
def xml_pages(content: bytes, name: str, *, plan: Plan, base: str | None, fetch: bool = True) -> Iterator[Page | Rejected]:
    """
    Yield the pages of a feed, of the feeds that a list names, or of a sitemap.

    Args:
        content: the document.
        name: its address, or its file's name.
        plan: what the user chose.
        base: its address, against which links are understood; None: it lies in a file.
        fetch: what it leads to is fetched; else a feed gives what it holds, and the others nothing.

    Raises:
        RefusedError: it is none of them, or declares entities.
    """
    kind = kind_of_xml(content)
    if kind == "feed":
        yield from feed_pages(content, name, plan=plan, base=base, fetch=fetch and not plan.how.feed_only)
    elif not fetch:
        yield rejected(name, Reason.INVALID, f"a {kind} found in a folder or archive is not followed; name it by itself")
    elif kind == "opml":
        for feed in read_opml(content):
            yield from url_pages(feed, plan=plan)
    else:
        yield from _sitemap_pages(content, name, plan, base)


def feed_pages(content: bytes, name: str, *, plan: Plan, base: str | None, fetch: bool) -> Iterator[Page | Rejected]:
    """
    Yield the pages that the new entries of a feed lead to, or what the feed itself gives of them.

    Raises:
        RefusedError: it is no feed, or declares entities.
    """
    feed = read_feed(content, base=base)
    visits = plan.visits
    for entry in feed.entries:
        if visits.knows(name, entry.key) and not plan.how.again:
            continue
        limit = plan.settings.max_page_bytes
        own = entry_page(entry, outlet=feed.title, where=name, max_bytes=limit)
        passing = False
        if not fetch or entry.link is None:
            yield own
        else:
            found, passing = _entry(entry, plan)
            yield from found
            if entry.whole and all(isinstance(one, Rejected) for one in found):
                yield own  # the report itself stands in the feed
                passing = False
        if passing:
            visits.addresses.pop(name, None)  # or the feed, unchanged, would not name it to us again
        else:
            visits.take(name, entry.key)


def _entry(entry: Entry, plan: Plan) -> tuple[tuple[Page | Rejected, ...], bool]:
    """Return the page that an entry's link gives, and whether a failure may be over at the next try."""
    link = entry.link or ""
    try:
        fetched = plan.fetcher.fetch(link, limit=plan.settings.max_page_bytes)
    except RefusedError as error:
        return (error.rejected(link),), error.reason in _PASSING and not error.final
    page = _page(fetched, plan)
    day = entry.published or plan.published
    return ((replace(page, published=day) if isinstance(page, Page) else page),), False


def _sitemap_pages(content: bytes, name: str, plan: Plan, base: str | None) -> Iterator[Page | Rejected]:
    """Yield the pages of a sitemap and of those that it names; one that was found on a host names pages of that host alone."""
    waiting = [(content, name, 0)]
    seen = {name}
    while waiting:
        held, where, depth = waiting.pop(0)
        try:
            sitemap = read_sitemap(held)
        except RefusedError as error:
            yield error.rejected(where)
            continue
        for entry in sitemap.entries:
            yield from _sitemap_entry(entry, plan, base)
        for address in sitemap.sitemaps:
            if address in seen or len(seen) > MOST_SITEMAPS or depth >= _DEEPEST or not same_host(base, address):
                if address not in seen:
                    yield rejected(address, Reason.FORBIDDEN, "a sitemap too many, too deep, or of another host")
                continue
            seen.add(address)
            try:
                fetched = fetch(address, plan=plan, limit=XML_BYTES)
                if fetched is not None:
                    waiting.append((_plain_xml(fetched.content), address, depth + 1))
            except RefusedError as error:
                yield error.rejected(address)


def _plain_xml(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return gunzipped(io.BytesIO(content)).read(XML_BYTES)
    except (OSError, EOFError, zlib.error) as error:
        raise RefusedError(Reason.UNREADABLE, f"cannot be unpacked: {error}") from error


def _sitemap_entry(entry: Entry, plan: Plan, base: str | None) -> Iterator[Page | Rejected]:
    link = entry.link or ""
    if not same_host(base, link):
        yield rejected(link, Reason.FORBIDDEN, "a sitemap names pages of its own host alone")
        return
    try:
        fetched = fetch(link, plan=plan, limit=plan.settings.max_page_bytes)
    except RefusedError as error:
        yield error.rejected(link)
        return
    if fetched is not None:
        page = _page(fetched, plan)
        yield replace(page, published=entry.published or plan.published) if isinstance(page, Page) else page


def same_host(base: str | None, address: str) -> bool:
    """Return whether an address lies on the host of a sitemap, or under it; a sitemap in a file has no host."""
    if base is None:
        return True
    try:
        own, there = (urlsplit(base).hostname or "").removeprefix("www."), urlsplit(address).hostname or ""
    except ValueError:
        return False
    return bool(own) and (there == own or there.endswith(f".{own}"))
