"""Feeds are read round after round: what is new alone, failing ones less often, and nothing is lost when a run is stopped."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from dateline import cli, health, pipeline, store
from dateline.errors import UsageError
from dateline.pipeline import Pipeline, Stages
from dateline.records import Page, Reason, Story, StoryKind, story_id
from dateline.sources import How
from dateline.sources.visits import file_of
from dateline.stages.story.reading import StoryReading
from dateline.watching import Choices, Source, Watch, in_words
from servers import Said, Server, serving

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2024, 3, 15, 12, tzinfo=UTC)
ITEM = (
    "<item><title>{n}</title><link>{base}/{n}</link><description>{n}</description>"
    "<pubDate>Fri, 15 Mar 2024 10:00:00 GMT</pubDate></item>"
)


def feed(base: str, *names: str) -> Said:
    items = "".join(ITEM.format(base=base, n=name) for name in names)
    return Said(f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode(), "application/rss+xml")


def read_page(page: Page) -> StoryReading:
    text = page.content.decode() if isinstance(page.content, bytes) else page.content
    name = story_id(headline=None, agency=None, place=None, published=page.published, text=text)
    return StoryReading((Story(name, page.id, StoryKind.MAIN, text, published=page.published, url=page.url, language="de"),))


def no_records(*_: object) -> tuple[()]:
    return ()


STAGES = Stages(read_page, lambda texts: tuple(object() for _ in texts), no_records, no_records, no_records, no_records)  # type: ignore[arg-type]


@dataclass
class Desk:
    """A watch over one server, with a clock of its own."""

    server: Server
    db: Path
    now: datetime = NOON
    said: list[str] = field(default_factory=list)

    def watch(self, *arguments: str) -> Watch:
        choices = Choices(
            every=timedelta(minutes=15),
            how=How(allow_private=True, delay=0, sleep=lambda _: None),
            say=lambda line: self.said.append(line.replace(self.server.base, "")),
            now=lambda: self.now,
        )
        return Watch(self.db, arguments or (self.server.base + "/rss",), pipeline=Pipeline(stages=STAGES), choices=choices)

    def urls(self) -> list[str]:
        rows = store.Reader(self.db).connection().execute("SELECT url FROM pages ORDER BY url").fetchall()
        return [row[0].removeprefix(self.server.base) for row in rows]


@pytest.fixture
def desk(tmp_path: Path):
    with serving({}) as server:
        server.routes |= {"/rss": feed(server.base, "one", "two"), **{f"/{n}": Said(n.encode()) for n in ("one", "two", "three")}}
        yield Desk(server, tmp_path / "ties.duckdb")


def test_a_round_reads_what_is_new_and_the_next_one_what_came_since(desk: Desk) -> None:
    watch = desk.watch()
    assert watch.round()
    desk.server.routes["/rss"] = feed(desk.server.base, "three", "one", "two")
    desk.now += timedelta(minutes=15)
    assert watch.round()
    assert desk.urls() == ["/one", "/three", "/two"]
    assert desk.said == ["/rss: 2 new", "/rss: 1 new"]
    assert desk.server.paths() == ["/rss", "/one", "/two", "/rss", "/three"]


def test_a_source_is_asked_when_it_is_due_and_not_before(desk: Desk) -> None:
    watch = desk.watch()
    watch.round()
    desk.now += timedelta(minutes=14)
    watch.round()
    assert desk.server.paths().count("/rss") == 1
    assert watch.rest() == 60


def test_a_new_run_takes_up_where_the_last_one_left_off(desk: Desk) -> None:
    desk.watch().round()
    desk.now += timedelta(hours=1)
    again = desk.watch()
    assert again.sources[desk.server.base + "/rss"] == Source(
        desk.server.base + "/rss", tried=NOON, read=NOON, due=NOON + timedelta(minutes=15), pages=2, new=2
    )
    again.round()
    assert desk.said == ["/rss: 2 new", "/rss: nothing new"]
    assert desk.server.paths() == ["/rss", "/one", "/two", "/rss"]


def test_nothing_new_makes_no_new_generation(desk: Desk) -> None:
    desk.watch().round()
    before = desk.db.stat().st_mtime_ns
    desk.now += timedelta(hours=1)
    desk.watch().round()
    assert desk.db.stat().st_mtime_ns == before


def test_a_failing_source_is_asked_less_and_less_often_and_recovers(desk: Desk) -> None:
    works, desk.server.routes["/rss"] = desk.server.routes["/rss"], Said(status=404)
    watch = desk.watch()
    waits = []
    for _ in range(9):
        watch.round()
        source = watch.sources[desk.server.base + "/rss"]
        assert source.due is not None
        waits.append(source.due - desk.now)
        desk.now = source.due
    assert [in_words(wait) for wait in waits] == ["30m", "1h", "2h", "4h", "8h", "16h", "1d", "1d", "1d"]
    assert desk.said[1] == "/rss: unreachable: the server said 404; failed 2 times, next try in 1h"
    desk.server.routes["/rss"] = works
    watch.round()
    assert (watch.sources[desk.server.base + "/rss"].failures, watch.sources[desk.server.base + "/rss"].problem) == (0, None)


def test_a_row_of_failures_is_recorded_once(desk: Desk) -> None:
    desk.server.routes["/rss"] = Said(status=404)
    watch = desk.watch()
    for _ in range(3):
        watch.round()
        desk.now += timedelta(days=1)
    rows = store.Reader(desk.db).connection().execute("SELECT reason FROM rejected").fetchall()
    assert rows == [(Reason.UNREACHABLE.value,)]


def test_a_server_that_asks_for_more_time_gets_it(desk: Desk) -> None:
    desk.server.routes["/rss"] = Said(status=503, headers={"Retry-After": "7200"})
    watch = desk.watch()
    watch.round()
    assert watch.sources[desk.server.base + "/rss"].due == NOON + timedelta(hours=2)


def test_one_failing_source_does_not_hold_up_the_others(desk: Desk) -> None:
    base = desk.server.base
    desk.watch(base + "/none", base + "/rss", "http://nobody.invalid/x", "file:///etc/passwd").round()
    assert desk.urls() == ["/one", "/two"]
    assert [line.split(":")[0] for line in desk.said] == ["/none", "/rss", "http", "file"]


def test_an_entry_that_failed_for_now_is_read_in_a_later_round_though_the_feed_did_not_change(desk: Desk) -> None:
    base = desk.server.base
    listed = feed(base, "one", "two")

    def conditional(asked) -> Said:
        if asked.headers.get("if-none-match") == '"same"':
            return Said(status=304)
        return Said(listed.content, listed.media_type, headers={"ETag": '"same"'})

    desk.server.routes |= {"/rss": conditional, "/two": Said(status=503)}
    watch = desk.watch()
    watch.round()
    desk.server.routes["/two"] = Said(b"two")
    for _ in range(2):
        desk.now += timedelta(minutes=15)
        watch.round()
    assert desk.urls() == ["/one", "/two"]
    assert desk.said == ["/rss: 1 new, 1 rejected", "/rss: 1 new", "/rss: nothing new"]


def test_a_round_that_is_stopped_keeps_what_it_read_and_the_next_run_reads_the_rest(desk: Desk) -> None:
    def stop(_: object) -> Said:
        raise KeyboardInterrupt

    watch = desk.watch()
    asked = watch.choices.how.resolving
    stopping = iter([False, False, False, True])  # robots.txt, the feed, the first page, the second

    def resolving(host: str, port: int) -> tuple[str, ...]:
        if next(stopping, False):
            raise KeyboardInterrupt
        return asked(host, port)

    watch.choices = Choices(
        how=How(allow_private=True, delay=0, resolving=resolving), say=desk.said.append, now=watch.choices.now
    )
    assert not watch.round()
    assert desk.watch().sources == {}
    assert desk.watch().round()
    assert desk.urls() == ["/one", "/two"]


def test_lists_of_feeds_are_read_anew_each_round(desk: Desk, tmp_path: Path) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text(f"<opml><body><outline xmlUrl='{desk.server.base}/rss'/></body></opml>")
    watch = desk.watch(str(listed))
    watch.round()
    desk.server.routes["/other"] = feed(desk.server.base, "three")
    listed.write_text(
        f"<opml><body><outline xmlUrl='{desk.server.base}/rss'/><outline xmlUrl='{desk.server.base}/other'/></body></opml>"
    )
    watch.round()
    assert desk.said == ["/rss: 2 new", "/other: 1 new"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"words", "watch takes addresses, and OPML files"),
        (b"<opml><!DOCTYPE x [<!ENTITY a 'b'>]></opml>", "declares entities of its own"),
    ],
)
def test_what_is_no_list_of_feeds_is_wrong_use(desk: Desk, tmp_path: Path, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / "a.opml").write_bytes(content)
    with pytest.raises(UsageError, match=words):
        desk.watch(str(tmp_path / "a.opml"))


def test_a_damaged_file_of_visits_loses_nothing_but_time(desk: Desk) -> None:
    desk.watch().round()
    for damaged in ("{", "[]", '{"visits": 3, "sources": [{"url": 1}, {"url": "x", "due": "never"}]}'):
        file_of(desk.db).write_text(damaged)
        watch = desk.watch()
        assert watch.sources == {}
        assert watch.round()
    assert desk.urls() == ["/one", "/two"]


FAILING = Source("http://a.invalid/<b>", NOON, None, NOON, 3, 0, 1, 0, "unreachable: <script>")
WELL = Source("http://b.invalid/", NOON, NOON, NOON, 0, 7, 1, 2)


def test_the_health_page_names_failing_sources_first_and_writes_nothing_as_markup() -> None:
    page = health.as_html((WELL, FAILING), at=NOON)
    assert "2 sources, 1 failing, at 2024-03-15 12:00 UTC." in page
    assert page.index("http://a.invalid/&lt;b&gt;") < page.index("http://b.invalid/")
    assert "unreachable: &lt;script&gt;" in page
    assert "<script" not in page


def test_the_health_of_sources_is_told_to_machines_and_terminals() -> None:
    told = json.loads(health.as_json((WELL,), at=NOON))
    assert (told["at"], told["sources"][0]["state"], told["sources"][0]["pages"]) == ("2024-03-15T12:00:00+00:00", "well", 7)
    assert health.as_lines((FAILING,)) == [
        "failing  never                     0 pages  http://a.invalid/<b>  unreachable: <script>"
    ]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_the_command_reads_one_round_and_tells_how_the_sources_fare(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(pipeline, "the_stages", lambda _: STAGES)
    page = tmp_path / "health.html"
    url = desk.server.base + "/rss"
    assert run(monkeypatch, "watch", url, "--once", "--db", desk.db, "--allow-private", "--feed-only", "--health", page) == 0
    assert f"{url}: 2 new" in capsys.readouterr().err
    assert url in page.read_text()
    assert run(monkeypatch, "watch", "--status", "--db", desk.db, "--json") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "well"
    assert run(monkeypatch, "watch", "--status", "--db", tmp_path / "none.duckdb") == 0
    assert "nothing is watched" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name what to watch"),
        (("http://a.invalid/", "--every", "soon"), "--every soon: no such time"),
        (("http://a.invalid/", "--health", "x.txt"), "give a file that ends in .html or .json"),
    ],
)
def test_wrong_use_of_the_command_says_what_is_right(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert run(monkeypatch, "watch", *arguments) == 2
    assert words in capsys.readouterr().err


def test_the_days_of_the_feed_are_those_of_its_pages(desk: Desk) -> None:
    desk.watch().round()
    rows = store.Reader(desk.db).connection().execute("SELECT DISTINCT published FROM pages").fetchall()
    assert rows == [(date(2024, 3, 15),)]
