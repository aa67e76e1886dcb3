"""WARC, Parquet and ZIP files become pages; parts of pages are passed over, and what is neither says why."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline import sources
from dateline.errors import UsageError
from dateline.records import Masthead, Page, Reason, Rejected
from dateline.settings import Settings
from dateline.sources.warc import warc_pages

if TYPE_CHECKING:
    from pathlib import Path

Short = list[tuple[str | None, object]]


def record(url: str, body: bytes, *, kind: str = "response", media: str = "text/html", said: str = "200 OK") -> bytes:
    """Return one record of a WARC file; `said` is the status, and more headers."""
    head = f"HTTP/1.1 {said}\r\nContent-Type: {media}\r\n\r\n".encode() if kind == "response" else b""
    outer = "application/http; msgtype=response" if kind == "response" else media
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-01-01T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        f"Content-Type: {outer}",
        f"Content-Length: {len(head) + len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + head + body + b"\r\n\r\n"


CHUNKED = b"a\r\n<p>three</\r\n2\r\np>\r\n0\r\n\r\n"
PAGES = (
    record("http://a.invalid/1", b"<p>one</p>"),
    record("http://a.invalid/1", b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request"),
    record("http://a.invalid/s.css", b"p {}", media="text/css"),
    record("http://a.invalid/p.png", b"\x89PNG", media="image/png"),
    record("http://a.invalid/moved", b"", said="301 Moved\r\nLocation: /1"),
    record("http://a.invalid/gone", b"gone", said="404 Not Found"),
    record("http://a.invalid/r.pdf", b"%PDF-1.7", media="application/pdf"),
    record("http://a.invalid/2", gzip.compress(b"<p>two</p>"), said="200 OK\r\nContent-Encoding: gzip"),
    record("http://a.invalid/3", CHUNKED, said="200 OK\r\nTransfer-Encoding: chunked"),
    record("http://a.invalid/4", b"Four in plain words.", kind="conversion", media="text/plain"),
    record("http://a.invalid/5", b"x" * 5000),
)
FOUND: Short = [
    ("http://a.invalid/1", b"<p>one</p>"),
    ("http://a.invalid/gone", Reason.UNREACHABLE),
    ("http://a.invalid/r.pdf", Reason.BINARY),
    ("http://a.invalid/2", b"<p>two</p>"),
    ("http://a.invalid/3", b"<p>three</p>"),
    ("http://a.invalid/4", b"Four in plain words."),
    ("http://a.invalid/5", Reason.TOO_LARGE),
]
SMALL = Settings(max_page_bytes=2000)


def found(path: Path, limits: Settings | None = None, how: sources.How | None = None) -> list[Page | Rejected]:
    return list(sources.pages([path], settings=limits, how=how))


def short(pages: list[Page | Rejected]) -> Short:
    return [(one.url or one.path, one.content) if isinstance(one, Page) else (one.path, one.reason) for one in pages]


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc_file_gives_its_pages_and_says_what_is_none(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in PAGES))
    assert short(found(path, SMALL)) == FOUND


def test_the_day_of_a_crawl_is_no_day_of_publication(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(PAGES[0])
    (page,) = found(tmp_path / "a.warc")
    assert isinstance(page, Page)
    assert page.published is None


@pytest.mark.parametrize("missing", range(1, 200, 7))
@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_is_cut_short_with_its_archive_is_no_page(tmp_path: Path, missing: int, packed: bool) -> None:  # noqa: FBT001
    records = [gzip.compress(one) if packed else one for one in PAGES[:1] * 3]
    (tmp_path / "a.warc").write_bytes(b"".join(records)[:-missing])
    pages = found(tmp_path / "a.warc")
    assert short(pages[:2]) == FOUND[:1] * 2
    assert all(one.content == b"<p>one</p>" if isinstance(one, Page) else one.detail for one in pages[2:])


def test_a_file_called_warc_that_is_none_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"no archive at all")
    (rejected,) = found(tmp_path / "a.warc")
    assert isinstance(rejected, Rejected)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=200), st.integers(0, 2500), st.integers(0, 400), st.booleans())
def test_a_mangled_warc_file_gives_pages_or_rejections(noise: bytes, start: int, cut: int, packed: bool) -> None:  # noqa: FBT001
    whole = b"".join(PAGES)
    mangled = whole[:start] + noise + whole[start + cut :]
    content = gzip.compress(mangled) if packed else mangled
    for one in warc_pages(io.BytesIO(content), name="a.warc", published=None, max_bytes=2000):
        assert isinstance(one, Page | Rejected)


# ------------------------------------------------------------------ Parquet
def test_a_parquet_file_gives_a_page_per_row_by_the_usual_names(tmp_path: Path) -> None:
    table = pa.table({
        "id": ["a", "b", "c"],
        "text": ["One.", "Two.", None],
        "url": ["http://a.invalid/1", None, None],
        "published": pa.array([date(2023, 3, 17), None, None]),
        "other": [1, 2, 3],
    })  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    one, two, three = found(tmp_path / "a.parquet")
    assert isinstance(one, Page)
    assert isinstance(two, Page)
    assert isinstance(three, Rejected)
    assert (one.path, one.url, one.content, one.published) == ("a", "http://a.invalid/1", "One.", date(2023, 3, 17))
    assert (two.path, two.url, two.content, two.published) == ("b", None, "Two.", None)
    assert (three.path, three.reason) == ("c", Reason.EMPTY)


def test_the_columns_of_a_parquet_file_can_be_named(tmp_path: Path) -> None:
    table = pa.table({
        "story": pa.array(["One.", "One."]).dictionary_encode(),
        "day": pa.array([datetime(2023, 3, 17, 10), datetime(2023, 3, 18, 11)]),  # noqa: DTZ001
        "head": ["First", None],
        "paper": ["Some News", None],
    })  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    how = sources.How(columns=sources.columns_of("text=story, published=day, headline=head, outlet=paper"))
    one, two = found(tmp_path / "a.parquet", how=how)
    assert isinstance(one, Page)
    assert isinstance(two, Page)
    assert (one.path, one.content, one.published, one.masthead) == (
        "a.parquet:1",
        "One.",
        date(2023, 3, 17),
        Masthead("First", outlet="Some News"),
    )
    assert (two.path, two.published, two.masthead) == ("a.parquet:2", date(2023, 3, 18), None)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        pytest.param(None, "it has no text: none of text, html,", id="no column of text"),
        pytest.param("text=body", "no column 'body'; there are 'a', 'b'", id="a column that is not there"),
    ],
)
def test_a_parquet_file_without_text_says_what_it_has(tmp_path: Path, columns: str | None, words: str) -> None:
    pq.write_table(pa.table({"a": [1], "b": [2]}), tmp_path / "a.parquet")
    (rejected,) = found(tmp_path / "a.parquet", how=sources.How(columns=sources.columns_of(columns)))
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.path) == (Reason.INVALID, "a.parquet")
    assert words in rejected.detail


def test_a_broken_parquet_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + bytes(100))
    (rejected,) = found(tmp_path / "a.parquet")
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.UNREADABLE


@pytest.mark.parametrize("given", ["text", "text=", "=body", "colour=red"])
def test_columns_are_named_by_field_and_column(given: str) -> None:
    with pytest.raises(UsageError, match="write FIELD=COLUMN, with a field of text"):
        sources.columns_of(given)


# ------------------------------------------------------------------ ZIP
MANY_ZEROS = bytes(30_000_000)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_file_gives_the_pages_of_its_members(tmp_path: Path) -> None:
    members = {
        "b/two.txt": b"Two.",
        "a.html": b"<p>One</p>",
        "b/lines.jsonl": b'{"text": "Three."}\n',
        "style.css": b"p {}",
        "__MACOSX/a.html": b"x",
        "../out.txt": b"out",
        "/root.txt": b"out",
        "C:\\windows.txt": b"out",
        "inner.zip": b"PK\x03\x04rest",
    }
    assert short(found(zipped(tmp_path / "a.zip", members))) == [
        ("a.zip/../out.txt", Reason.FORBIDDEN),
        ("a.zip//root.txt", Reason.FORBIDDEN),
        ("a.zip/C:\\windows.txt", Reason.FORBIDDEN),
        ("a.zip/a.html", b"<p>One</p>"),
        ("a.zip/b/lines.jsonl:1", "Three."),
        ("a.zip/b/two.txt", b"Two."),
        ("a.zip/inner.zip", Reason.FORBIDDEN),
    ]


def test_nothing_of_a_zip_file_is_written_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    found(zipped(folder / "a.zip", {"../out.txt": b"out", "a.txt": b"One."}))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


@pytest.mark.parametrize(
    ("members", "limits", "words"),
    [
        pytest.param({"a.txt": MANY_ZEROS}, Settings(), "a bomb", id="one that packs too well"),
        pytest.param(
            {f"{n}.txt": b"words " * 400 for n in range(9)}, Settings(max_file_bytes=9000), "the limit is 9,000", id="large"
        ),
    ],
)
def test_a_zip_bomb_is_refused_unopened(tmp_path: Path, members: dict[str, bytes], limits: Settings, words: str) -> None:
    (rejected,) = found(zipped(tmp_path / "a.zip", members), limits)
    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.FORBIDDEN
    assert words in rejected.detail


def test_lines_without_end_are_rejected_one_by_one(tmp_path: Path) -> None:
    lines = b'{"text": "first"}\n' + b"x" * 100_000 + b'\n{"text": "third"}\n'
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    assert short(found(tmp_path / "a.jsonl.gz", SMALL)) == [
        ("a.jsonl.gz:1", "first"),
        ("a.jsonl.gz:2", Reason.TOO_LARGE),
        ("a.jsonl.gz:3", "third"),
    ]
