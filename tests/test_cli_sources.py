"""The commands read and add take addresses beside paths, and ask for nothing twice."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from dateline import cli, pipeline
from dateline.pipeline import Stages
from dateline.records import Page, Reason, Rejected, Story, StoryKind, story_id
from dateline.sources.visits import file_of
from dateline.stages.story.reading import StoryReading
from servers import Said, serving

if TYPE_CHECKING:
    from pathlib import Path

FEED = (
    "<rss version='2.0'><channel><title>Some News</title><item><title>Eins</title><link>{base}/one</link>"
    "<description>Ein Satz in einer anderen Sprache.</description></item></channel></rss>"
)


def read_page(page: Page) -> StoryReading:
    text = page.content.decode() if isinstance(page.content, bytes) else page.content
    name = story_id(headline=None, agency=None, place=None, published=None, text=text)
    foreign = Rejected(page.id, "story", Reason.LANGUAGE, "it is in 'de'", page.path)
    return StoryReading((Story(name, page.id, StoryKind.MAIN, text, language="de", url=page.url),), rejected=(foreign,))


def no_records(*_: object) -> tuple[()]:
    return ()


STAGES = Stages(read_page, lambda texts: tuple(object() for _ in texts), no_records, no_records, no_records, no_records)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "the_stages", lambda _: STAGES)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["dateline", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_what_was_added_from_a_feed_is_not_asked_for_again_but_on_demand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "ties.duckdb"
    with serving({}) as server:
        server.routes |= {"/rss": Said(FEED.format(base=server.base).encode(), "text/xml"), "/one": Said(b"eins")}
        add = ("add", server.base + "/rss", "--db", db, "--allow-private", "--feed-only", "--json", "--workers", "1")
        pages = []
        for more in ((), (), ("--again",)):
            assert run(monkeypatch, *add, *more) == 0
            pages.append(json.loads(capsys.readouterr().out)["pages"])
        assert pages == [1, 0, 1]
        assert server.base in file_of(db).read_text()


def test_a_story_in_another_language_is_named_and_no_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Ein Satz in einer anderen Sprache.")
    assert run(monkeypatch, "read", tmp_path / "a.txt", "--json") == 0
    assert "rejected a.txt: language: it is in 'de'" in capsys.readouterr().err


def test_a_private_address_is_rejected_by_name_and_the_rest_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Ein Satz.")
    assert run(monkeypatch, "read", "http://127.0.0.1:8000/x", tmp_path / "a.txt", "--json") == 1
    out, err = capsys.readouterr()
    assert "rejected http://127.0.0.1:8000/x: forbidden: 127.0.0.1 leads to 127.0.0.1, this machine itself" in err
    assert len(out.splitlines()) == 2
