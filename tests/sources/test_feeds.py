"""Feeds, lists of feeds and sitemaps lead to pages, from a server and from files."""

from __future__ import annotations

import gzip
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import sources
from dateline.records import Masthead, Page, Reason, Rejected
from dateline.sources.feeds import Entry, read_feed, read_opml, read_sitemap
from dateline.sources.refusal import RefusedError
from dateline.stages.story import read
from servers import Said, Server, serving

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Some News</title><link>{base}/</link>
<item><title>Norland summons &lt;b&gt;ambassador&lt;/b&gt;</title><link>{base}/one</link><guid>tag:1</guid>
<dc:creator>Jane Doe</dc:creator>
<pubDate>Fri, 17 Mar 2023 23:30:00 +0000</pubDate><description>A summary.</description>
<content:encoded><![CDATA[<p>PORT ADA, March 17 (AFP) - Norland summoned the ambassador of Sudland over a boat.</p>
<p>It wants it back.</p>
<p>The post Norland summons ambassador appeared first on Some News.</p>]]></content:encoded></item>
<item><title>Sudland keeps the boat</title><link>/two</link><pubDate>Sat, 01 Apr 2023 08:00:00 +0200</pubDate>
<description>Sudland keeps it.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Other News</title><entry><id>urn:a</id><title>Talks</title>
<link rel="alternate" href="{base}/three"/><published>2023-05-02T10:00:00Z</published><summary>They talked.</summary>
</entry></feed>"""
OPML = """<opml version="2.0"><body><outline text="all"><outline type="rss" xmlUrl="{base}/rss"/><outline xmlUrl="{base}/atom"/>
<outline xmlUrl="{base}/rss"/></outline></body></opml>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{base}/one</loc><lastmod>2024-01-01</lastmod><news:news><news:publication_date>2023-03-17T10:00:00Z</news:publication_date>
</news:news></url><url><loc>{base}/two</loc><lastmod>2024-01-01</lastmod></url><url><loc>http://elsewhere.invalid/x</loc></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>{base}/news.xml.gz</loc></sitemap>
<sitemap><loc>{base}/sitemap.xml</loc></sitemap></sitemapindex>"""
ENTRIES = (
    Entry(
        "tag:1",
        "http://a.invalid/one",
        "Norland summons ambassador",
        ("Jane Doe",),
        date(2023, 3, 17),
        "PORT ADA, March 17 (AFP) - Norland summoned the ambassador of Sudland over a boat.\n\nIt wants it back.\n\n"
        "The post Norland summons ambassador appeared first on Some News.",
        whole=True,
    ),
    Entry("http://a.invalid/two", "http://a.invalid/two", "Sudland keeps the boat", (), date(2023, 4, 1), "Sudland keeps it."),
)
QUICK = sources.How(allow_private=True, delay=0, sleep=lambda _: None)


def routes(base: str) -> Mapping[str, Said]:
    feed = "application/rss+xml"
    return {
        "/rss": Said(RSS.format(base=base).encode(), feed),
        "/atom": Said(ATOM.format(base=base).encode(), feed),
        "/opml": Said(OPML.format(base=base).encode(), "text/xml"),
        "/sitemap.xml": Said(INDEX.format(base=base).encode(), "text/xml"),
        "/news.xml.gz": Said(gzip.compress(NEWS.format(base=base).encode()), "application/gzip"),
        "/one": Said(b"<p>one</p>"),
        "/two": Said(b"<p>two</p>"),
        "/three": Said(b"<p>three</p>"),
    }


def ready(server: Server) -> Server:
    server.routes.update(routes(server.base))
    return server


def pages(argument: str | Path, how: sources.How = QUICK) -> list[Page | Rejected]:
    return list(sources.pages([argument], how=how))


def short(found: list[Page | Rejected]) -> list[tuple[str | None, object, object]]:
    return [(one.url, one.content, one.published) if isinstance(one, Page) else (one.path, one.reason, None) for one in found]


def test_a_feed_gives_its_entries_with_their_days_and_reports() -> None:
    feed = read_feed(RSS.format(base="http://a.invalid").encode(), base="http://a.invalid/rss")
    assert (feed.title, feed.entries) == ("Some News", ENTRIES)


def test_the_entries_of_a_feed_are_fetched_and_keep_the_day_of_the_feed() -> None:
    with serving({}) as server:
        found = pages(ready(server).base + "/rss")
        assert short(found) == [
            (server.base + "/one", b"<p>one</p>", date(2023, 3, 17)),
            (server.base + "/two", b"<p>two</p>", date(2023, 4, 1)),
        ]


def test_with_feed_only_the_feed_itself_is_read() -> None:
    with serving({}) as server:
        first, second = pages(ready(server).base + "/rss", sources.How(allow_private=True, delay=0, feed_only=True))
        assert server.paths() == ["/rss"]
    assert isinstance(first, Page)
    assert (first.content, first.masthead) == (ENTRIES[0].text, Masthead(ENTRIES[0].headline, ("Jane Doe",), "Some News"))
    (story,) = read(first).stories
    assert (story.headline, story.agency, story.place, story.published, story.text) == (
        "Norland summons ambassador",
        "AFP",
        "Port Ada",
        date(2023, 3, 17),
        "Norland summoned the ambassador of Sudland over a boat.\n\nIt wants it back.",
    )
    assert isinstance(second, Page)


def test_an_entry_whose_page_cannot_be_had_is_read_from_the_feed_where_it_is_whole() -> None:
    with serving({}) as server:
        ready(server).routes["/one"] = Said(status=503)
        server.routes["/two"] = Said(status=404)
        found = pages(server.base + "/rss")
        assert short(found) == [
            (server.base + "/one", Reason.UNREACHABLE, None),
            (server.base + "/one", ENTRIES[0].text, date(2023, 3, 17)),
            (server.base + "/two", Reason.UNREACHABLE, None),
        ]


def test_a_list_of_feeds_is_read_feed_by_feed() -> None:
    with serving({}) as server:
        found = pages(ready(server).base + "/opml")
        assert [one.url.removeprefix(server.base) for one in found if isinstance(one, Page) and one.url] == [
            "/one",
            "/two",
            "/three",
        ]


def test_a_sitemap_is_followed_on_its_own_host_and_its_last_change_is_no_day_of_publication() -> None:
    with serving({}) as server:
        assert short(pages(ready(server).base + "/sitemap.xml")) == [
            (server.base + "/one", b"<p>one</p>", date(2023, 3, 17)),
            (server.base + "/two", b"<p>two</p>", None),
            ("http://elsewhere.invalid/x", Reason.FORBIDDEN, None),
        ]


def test_what_was_seen_is_not_asked_for_again() -> None:
    visits = sources.Visits()
    how = sources.How(allow_private=True, delay=0, visits=visits)
    with serving({}) as server:
        assert len(pages(ready(server).base + "/rss", how)) == 2
        assert pages(server.base + "/rss", how) == []
        assert server.paths() == ["/rss", "/one", "/two", "/rss"]


def test_an_entry_that_failed_for_now_is_asked_for_again_and_one_that_is_gone_is_not() -> None:
    how = sources.How(allow_private=True, delay=0, sleep=lambda _: None, visits=sources.Visits())
    with serving({}) as server:
        ready(server).routes["/two"] = Said(status=503)
        server.routes["/one"] = Said(status=410)
        server.routes["/rss"] = Said(RSS.format(base=server.base).replace("content:encoded", "x").encode(), "text/xml")
        assert [one.reason for one in pages(server.base + "/rss", how) if isinstance(one, Rejected)] == [Reason.UNREACHABLE] * 2
        server.routes |= {"/one": Said(b"<p>one</p>"), "/two": Said(b"<p>two</p>")}
        assert [one.url for one in pages(server.base + "/rss", how) if isinstance(one, Page)] == [server.base + "/two"]


def test_a_feed_in_a_file_is_followed_when_named_and_read_as_it_is_in_a_folder(tmp_path: Path) -> None:
    with serving({}) as server:
        (tmp_path / "a.rss").write_text(RSS.format(base=ready(server).base).replace("<link>/two", f"<link>{server.base}/two"))
        assert [one.content for one in pages(tmp_path / "a.rss") if isinstance(one, Page)] == [b"<p>one</p>", b"<p>two</p>"]
        assert [one.content for one in pages(tmp_path) if isinstance(one, Page)] == [ENTRIES[0].text, "Sudland keeps it."]
        assert server.paths() == ["/one", "/two"]


def test_a_list_of_feeds_in_a_folder_is_named_but_not_followed(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(OPML.format(base="http://a.invalid"))
    (rejected,) = pages(tmp_path)
    assert isinstance(rejected, Rejected)
    assert rejected.detail == "a opml found in a folder or archive is not followed; name it by itself"


ENTITIES = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"


@pytest.mark.parametrize("reading", [read_feed, read_opml, read_sitemap])
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(ENTITIES + b"<rss version='2.0'><channel><title>&b;</title></channel></rss>", id="entities"),
        pytest.param((ENTITIES + b"<rss><channel/></rss>").decode().encode("utf-16"), id="entities in UTF-16"),
        pytest.param(b"<!DOCTYPE x SYSTEM 'file:///etc/passwd' [ ]><urlset/>", id="a file of this machine"),
        pytest.param(b"no XML at all", id="no XML"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html><body>Hello</body></html>", id="HTML"),
    ],
)
def test_what_is_no_feed_or_declares_entities_is_refused(reading: object, content: bytes) -> None:
    with pytest.raises(RefusedError):
        reading(content)  # type: ignore[operator]


def test_a_feed_deeper_than_feeds_are_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(RefusedError, match="more than 200 elements within one another"):
        read_feed(b"<rss version='2.0'><channel>" + b"<item>" * 300)


@given(st.binary(max_size=400), st.sampled_from([RSS, ATOM, OPML, NEWS, INDEX]), st.integers(0, 900), st.integers(0, 900))
def test_a_mangled_feed_is_read_or_refused_and_nothing_else(noise: bytes, text: str, start: int, cut: int) -> None:
    whole = text.format(base="http://a.invalid").encode()
    mangled = whole[:start] + noise + whole[start + cut :]
    for reading in (read_feed, read_opml, read_sitemap):
        try:
            reading(mangled)
        except RefusedError as error:
            assert error.detail  # noqa: PT017
