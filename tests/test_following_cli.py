"""`dateline brief` as a feed, a letter, a search; `dateline export` to SQLite and GEXF: what they write, and what they say."""

from __future__ import annotations

import sqlite3
import sys
from email import message_from_bytes, policy
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from aiosmtpd.controller import Controller
from small_record import make_reading

from dateline import cli, ingest
from dateline.store import Writer
from test_mail import Box, free_port

MAY = ("--since", "2024-05-01", "--until", "2024-05-10")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "ties.duckdb"
    with Writer(path) as writer:
        writer.add(make_reading("one"))
        writer.add(make_reading("two", day=9))
        ingest.relink(writer)
    monkeypatch.chdir(tmp_path)
    for name in ("DATELINE_SMTP", "DATELINE_SMTP_USER", "DATELINE_FROM", "DATELINE_BASE"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments, "--db", str(path)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return (int(ended.value.code or 0), *capsys.readouterr())

    return ran


def test_a_brief_goes_into_a_file_as_a_feed(run, tmp_path: Path):
    ran = run("brief", "CHN", "RUS", *MAY, "--atom", "--out", "ties.atom", "--base", "https://example.org")

    read = feedparser.parse((tmp_path / "ties.atom").read_bytes())
    assert ran == (0, "", "")
    assert not read.bozo
    assert [entry.updated[:10] for entry in read.entries] == ["2024-05-09", "2024-05-09", "2024-05-03", "2024-05-03"]
    assert all(entry.link.startswith("https://example.org/") for entry in read.entries)


def test_a_brief_is_sent_through_a_real_server(run):
    box = Box()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        ran = run("brief", "CHN", "RUS", *MAY, "--mail", "desk@example.org", "--smtp", f"127.0.0.1:{server.port}")
    finally:
        server.stop()

    ((_, to, raw),) = box.letters
    read = message_from_bytes(raw, policy=policy.default)
    assert ran == (0, "", f"dateline: sent to desk@example.org through 127.0.0.1:{server.port}: 4 entries\n")
    assert (to, read["Subject"]) == (["desk@example.org"], "CHN and RUS, 2024-05-10")
    assert "> China backs Russia" in read.get_content()
    assert "http://127.0.0.1:8765/episode/" in read.get_content()


def test_a_search_is_followed_like_two_sides(run):
    status, out, _ = run("brief", "--search", "backs", *MAY, "--atom")

    read = feedparser.parse(out)
    assert (status, bool(read.bozo), read.feed.title) == (0, False, "Search: backs")
    assert sorted({entry.link.split("/")[3] for entry in read.entries}) == ["statement", "story"]
    assert len(read.entries) == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(("--mail", "a@example.org"), "--mail needs a server: --smtp HOST:PORT", id="no server"),
        pytest.param(("--mail", "nobody", "--smtp", "127.0.0.1:25"), "'nobody' is no address of mail", id="no address"),
        pytest.param(("--atom", "--base", "javascript:alert(1)"), "no address of the web", id="no web address"),
    ],
)
def test_what_cannot_be_sent_is_said_in_one_line(run, options: tuple[str, ...], said: str):
    status, out, err = run("brief", *MAY, *options)

    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_the_record_goes_into_sqlite(run, tmp_path: Path):
    status, _, err = run("export", "--format", "sqlite", "--out", "ties.sqlite")

    assert status == 0
    assert err.endswith("rows in ties.sqlite\n")
    with sqlite3.connect(tmp_path / "ties.sqlite") as made:
        assert made.execute("SELECT count(*) FROM stories").fetchone() == (2,)
    made.close()


def test_the_record_goes_into_a_graph(run, tmp_path: Path):
    status, _, _ = run("export", "--format", "gexf", "--out", "ties.gexf")

    assert status == 0
    root = ET.parse(tmp_path / "ties.gexf").getroot()  # noqa: S314  # our own
    assert len(list(root.iter("{http://www.gexf.net/1.2draft}edge"))) == 3
