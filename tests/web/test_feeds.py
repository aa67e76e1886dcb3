"""The feeds of the reading room."""

from __future__ import annotations

import feedparser
import pytest


@pytest.mark.parametrize(
    ("path", "title", "links"),
    [
        pytest.param("/feed/dyad/CHN/Russia.atom", "CHN and RUS", 4, id="a pair"),
        pytest.param("/feed/actor/nato.atom", "IGO:NATO", 1, id="an actor"),
        pytest.param("/feed/search.atom?q=backs", "Search: backs", 4, id="a search"),
    ],
)
def test_a_feed_is_read_without_complaint_and_leads_into_the_room(room, path: str, title: str, links: int):
    answer = room.get(path)

    read = feedparser.parse(answer.content)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert (bool(read.bozo), read.feed.title, len(read.entries)) == (False, title, links)
    assert [link.href for link in read.feed.links if link.rel == "self"] == [f"http://testserver{path}"]
    for entry in (read.feed, *read.entries):
        assert room.get(entry.link, follow_redirects=True).status_code == 200


def test_a_feed_tells_only_what_is_since_a_day(room):
    read = feedparser.parse(room.get("/feed/dyad/CHN/RUS.atom?since=2024-05-04").content)

    assert len(read.entries) == 2


@pytest.mark.parametrize("path", ["/feed/dyad/CHN/Atlantis.atom", "/feed/actor/nobody.atom"])
def test_of_what_is_not_there_is_no_feed(room, path: str):
    assert room.get(path).status_code == 404
