"""Files, folders, gzip and lines of JSON become pages, and what is none says why."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dateline import sources
from dateline.errors import UsageError
from dateline.records import Page, Reason, Rejected
from dateline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def the_only(path: Path, **options: object) -> Page | Rejected:
    (one,) = sources.pages((path,), **options)
    return one


def test_a_file_is_a_page_by_its_name_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for folder in (tmp_path, tmp_path / "deep"):
        (folder / "a.html").write_bytes(b"<p>Hello</p>")
    first, second = the_only(tmp_path / "a.html"), the_only(tmp_path / "deep" / "a.html")
    assert first == second
    assert (first.path, first.content, first.media_type, first.clean) == ("a.html", b"<p>Hello</p>", "text/html", False)


def test_a_folder_gives_its_files_in_the_order_of_their_names_without_hidden_ones_and_parts_of_pages(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/two.txt", "one.txt", ".hidden.txt", "style.css", "photo.JPG", "noname"):
        (tmp_path / name).write_text("words")
    assert [page.path for page in sources.pages((tmp_path,))] == ["b/two.txt", "noname", "one.txt"]


def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"missing\.txt: no such file or folder"):
        list(sources.pages((tmp_path / "missing.txt",)))


def test_gzip_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(b"<p>Hello</p>"))
    page = the_only(tmp_path / "a.html.gz")
    assert (page.path, page.content, page.media_type) == ("a.html.gz", b"<p>Hello</p>", "text/html")


@pytest.mark.parametrize(
    ("name", "content", "reason", "words"),
    [
        pytest.param("a.txt", b"", Reason.EMPTY, "nothing in it", id="empty file"),
        pytest.param("a.txt", b" \n\t ", Reason.EMPTY, "nothing in it", id="blanks alone"),
        pytest.param("a.txt", bytes(range(256)) * 3, Reason.BINARY, "not text", id="binary bytes"),
        pytest.param("a.html", b"%PDF-1.7 ...", Reason.BINARY, "a PDF file", id="a PDF called HTML"),
        pytest.param("a.txt.gz", b"no gzip", Reason.UNREADABLE, "Not a gzipped file", id="broken gzip"),
        pytest.param("a.txt.gz", gzip.compress(bytes(range(200)))[:40], Reason.UNREADABLE, "ended before", id="gzip cut short"),
        pytest.param("a.txt", b"x" * 1001, Reason.TOO_LARGE, "more than 1,000 bytes", id="too large"),
        pytest.param("a.txt.gz", gzip.compress(b"x" * 10**7), Reason.TOO_LARGE, "more than 1,000 bytes", id="gzip bomb"),
        pytest.param("a.json", b"{", Reason.INVALID, "no JSON", id="broken JSON"),
    ],
)
def test_what_is_no_page_is_rejected_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: Reason, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    rejected = the_only(tmp_path / name, settings=Settings(max_page_bytes=1000))
    assert isinstance(rejected, Rejected)
    assert (rejected.stage, rejected.reason, rejected.path) == ("source", reason, name)
    assert words in rejected.detail


def test_a_word_file_without_its_parts_is_named_as_what_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("document.xml", "<w/>")
    assert the_only(tmp_path / "a.docx").detail.startswith("no Word document can be read in it")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "koi8-r", "gb18030"])
def test_text_in_any_encoding_is_no_binary(tmp_path: Path, encoding: str) -> None:
    words = {"cp1252": "Señor Ñandú habló en París", "koi8-r": "Москва ответила на заявление", "gb18030": "中国外交部发言人表示"}
    content = (words.get(encoding, "The ministry in Paris said so") * 3).encode(encoding)
    (tmp_path / "a.txt").write_bytes(content)
    assert the_only(tmp_path / "a.txt").content == content


def test_lines_of_json_carry_address_day_and_id(tmp_path: Path) -> None:
    lines = [
        {"id": "x1", "text": "One story.", "url": "http://a.invalid/1", "date": "2024-02-29T23:10:00Z", "clean": True},
        {"html": "<p>Two</p>", "published": "2024-03-01"},
    ]
    (tmp_path / "a.jsonl").write_text("\n\n".join(map(json.dumps, lines)))
    first, second = sources.pages((tmp_path / "a.jsonl",), published=date(2020, 1, 1))
    assert (first.path, first.url, first.published, first.clean) == ("x1", "http://a.invalid/1", date(2024, 2, 29), True)
    assert (second.path, second.media_type, second.published, second.content) == (
        ("a.jsonl:3", "text/html", date(2024, 3, 1), "<p>Two</p>")
    )


def test_the_given_day_fills_in_for_records_without_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "words"}')
    assert the_only(tmp_path / "a.jsonl", published=date(2020, 1, 1)).published == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("line", "reason", "words"),
    [
        pytest.param("{broken", Reason.INVALID, "line 2 is no JSON", id="no JSON"),
        pytest.param("[" * 100_000, Reason.INVALID, "line 2 is no JSON", id="nested without end"),
        pytest.param("17", Reason.INVALID, "not int", id="a number"),
        pytest.param('{"title": "x"}', Reason.INVALID, "no text", id="no text"),
        pytest.param('{"text": ""}', Reason.EMPTY, "nothing in it", id="empty text"),
        pytest.param('{"text": ["x"]}', Reason.INVALID, "no text but list", id="a list for a text"),
        pytest.param(
            '{"text": "x", "date": "2023-02-31"}', Reason.INVALID, "'2023-02-31' is none that a calendar has", id="31 February"
        ),
        pytest.param('{"text": "x", "date": 20230231}', Reason.INVALID, "20230231", id="a number for a date"),
    ],
)
def test_a_bad_line_is_rejected_by_its_number_and_the_rest_is_read(tmp_path: Path, line: str, reason: Reason, words: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "first"}\n' + line + '\n{"text": "third"}\n')
    first, rejected, third = sources.pages((tmp_path / "a.jsonl",))
    assert (first.content, third.content) == ("first", "third")
    assert (rejected.reason, rejected.path) == (reason, "a.jsonl:2")
    assert words in rejected.detail


def test_half_a_surrogate_pair_is_replaced_so_that_offsets_stay(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a\\ud83dz"}')
    assert the_only(tmp_path / "a.jsonl").content == "a\ufffdz"


def test_a_json_file_may_hold_one_record_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"text": "x", "id": "i"}')
    (tmp_path / "two.json").write_text('[{"text": "x"}, {"text": "y"}]')
    assert [page.path for page in sources.pages((tmp_path,))] == ["i", "two.json:1", "two.json:2"]
