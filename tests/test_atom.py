"""A feed is Atom that readers take: its ids are absolute and stay, what pages say stays words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import feedparser
import pytest

from dateline import atom
from dateline.brief import Asked, Brief
from dateline.following import Entry, Following, Quoted, of_brief, of_search, text_lines
from dateline.records import (
    Actor,
    ActorKind,
    Citation,
    Episode,
    EpisodeId,
    Interval,
    Mention,
    PageId,
    Precision,
    Report,
    Statement,
    StatementId,
    StatementKind,
    Status,
    StoryId,
)
from dateline.spans import Span
from dateline.store import Head

SPACE = "{http://www.w3.org/2005/Atom}"
STORY = StoryId("s1")
HEAD = Head(STORY, PageId("p1"), "a.html", "Xi's visit", "AFP", None, None, date(2024, 5, 3))
REPORT = Report(PageId("p1"), STORY, "e1", Citation(STORY, Span(0, 16), "Xi will visit  Russia"))
XI = Actor("xi", "CHN/GOV", "Xi Jinping", ActorKind.PERSON, "CHN", "GOV")
PLAN = Episode(
    EpisodeId("visit"), "Xi Jinping is to visit Russia", "AGREE", Status.PLANNED, ("xi",), (), (REPORT,), 1,
    when=Interval(date(2024, 5, 5), date(2024, 5, 6), Precision.DAY),
)  # fmt: skip
SAID = Statement(
    StatementId("said"), STORY, (Mention(Citation(STORY, Span(20, 22), "Xi"), "xi"),),
    (Citation(STORY, Span(30, 44), "We are friends"),),
    StatementKind.DIRECT,
)  # fmt: skip
ASKED = Asked(date(2024, 5, 1), date(2024, 5, 7), "CHN", "RUS")
FOUND = Brief(ASKED, new=(PLAN,), again=(), due=(), overdue=(PLAN,), statements=(SAID,), heads={STORY: HEAD}, actors={"xi": XI})
HOSTILE = '</content></entry><script>alert(1)</script>]]>&amp;"\x00\x0b\ud800'


def test_a_brief_gives_every_episode_once_with_all_that_is_to_be_said_of_it():
    quoted = Quoted("Xi will visit Russia", "AFP, Xi's visit, 2024-05-03", "/story/s1")

    assert of_brief(FOUND) == Following(
        "brief:CHN:RUS",
        "CHN and RUS",
        "/dyad/CHN/RUS",
        date(2024, 5, 7),
        (
            Entry(
                "episode:visit", "Xi Jinping is to visit Russia", date(2024, 5, 6), "/episode/visit",
                ("new", "overdue", "AGREE", "planned"), (quoted,),
            ),
            Entry(
                "statement:said", "Xi Jinping: We are friends", date(2024, 5, 3), "/statement/said", ("said", "direct"),
                (replace(quoted, words="We are friends"),),
            ),
        ),
    )  # fmt: skip


def test_a_feed_has_all_that_atom_asks_for():
    root = ET.fromstring(atom.feed(of_brief(FOUND), base="https://example.org/", own="https://example.org/brief.atom"))  # noqa: S314  # our own

    assert root.tag == f"{SPACE}feed"
    for parent in (root, *root.findall(f"{SPACE}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{SPACE}{name}")) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", parent.findtext(f"{SPACE}id"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", parent.findtext(f"{SPACE}updated"))
    assert root.findtext(f"{SPACE}author/{SPACE}name") == "Dateline"
    ids = [one.text for one in root.iter(f"{SPACE}id")]
    assert len(set(ids)) == len(ids) == 3
    links = [link.attrib for link in root.iter(f"{SPACE}link")]
    assert all(link["href"].startswith("https://example.org/") for link in links)
    assert {"rel": "self", "type": "application/atom+xml", "href": "https://example.org/brief.atom"} in links


def test_a_reader_of_feeds_reads_it_without_complaint():
    read = feedparser.parse(atom.feed(of_brief(FOUND), base="https://example.org"))

    assert not read.bozo
    assert (read.version, read.feed.title, read.feed.updated) == ("atom10", "CHN and RUS", "2024-05-06T00:00:00Z")
    assert [(entry.title, entry.link) for entry in read.entries] == [
        ("Xi Jinping is to visit Russia", "https://example.org/episode/visit"),
        ("Xi Jinping: We are friends", "https://example.org/statement/said"),
    ]
    assert [tag.term for tag in read.entries[0].tags] == ["new", "overdue", "AGREE", "planned"]
    assert "Xi will visit Russia" in read.entries[0].content[0].value


def test_an_id_does_not_hang_on_where_the_room_stands_or_when_it_is_asked():
    here = ET.fromstring(atom.feed(of_brief(FOUND), base="http://a.example"))  # noqa: S314  # our own
    later = replace(FOUND, asked=replace(ASKED, until=date(2025, 1, 1)))
    there = ET.fromstring(atom.feed(of_brief(later), base="https://b.example"))  # noqa: S314  # our own

    assert sorted(one.text for one in here.iter(f"{SPACE}id")) == sorted(one.text for one in there.iter(f"{SPACE}id"))


def test_an_empty_feed_is_still_one():
    nothing = replace(FOUND, new=(), overdue=(), statements=())

    read = feedparser.parse(atom.feed(of_brief(nothing)))

    assert (read.bozo, read.entries, read.feed.updated) == (False, [], "2024-05-07T00:00:00Z")


def test_what_a_page_says_stays_words():
    entry = Entry("episode:x", HOSTILE, date(2024, 5, 3), "/episode/x", (HOSTILE,), (Quoted(HOSTILE, HOSTILE, "/story/s1"),))

    text = atom.feed(Following("brief:", HOSTILE, "/brief", date(2024, 5, 3), (entry,)))

    root = ET.fromstring(text)  # noqa: S314  # our own
    assert len(root.findall(f"{SPACE}entry")) == 1
    shown = root.findtext(f"{SPACE}entry/{SPACE}content")
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "\ud800" not in text


def test_a_search_gives_statements_and_stories():
    search = pytest.importorskip("dateline.store.search")
    asked = search.Search("grain deal", by="CHN")
    fragment = search.Fragment(Span(0, 10), "a grain deal", (Span(2, 7),))
    hits = (
        search.Hit(search.Kind.STATEMENT, "said", STORY, 2.0, HEAD, SAID, (), ()),
        search.Hit(search.Kind.STORY, STORY, STORY, 1.0, HEAD, None, (fragment,), ()),
    )

    following = of_search(search.Found(2, hits, 0), asked, {"xi": XI}, until=date(2024, 5, 7))

    assert (following.address, following.title) == ("/search?q=grain+deal&by=CHN", "Search: grain deal")
    assert [(entry.key, entry.quoted[0].words) for entry in following.entries] == [
        ("statement:said", "We are friends"), ("story:s1", "a grain deal"),
    ]  # fmt: skip


def test_a_letter_names_every_entry_with_its_words_and_full_address():
    assert "\n".join(text_lines(of_brief(FOUND), "https://example.org/")) == (
        "CHN and RUS, 2024-05-07\n"
        "\n* Xi Jinping is to visit Russia (new, overdue, AGREE, planned, 2024-05-06)\n  https://example.org/episode/visit\n"
        "  > Xi will visit Russia\n  > (AFP, Xi's visit, 2024-05-03)\n"
        "\n* Xi Jinping: We are friends (said, direct, 2024-05-03)\n  https://example.org/statement/said\n"
        "  > We are friends\n  > (AFP, Xi's visit, 2024-05-03)"
    )
