"""Exports of Factiva, Nexis and ProQuest become one page per document, with its masthead, and nothing of the file is lost."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

import export_layouts as layouts
from dateline import sources
from dateline.records import Page, Reason, Rejected
from dateline.stages.story import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FACTIVA = {
    "as text": ("a.txt", layouts.FACTIVA.encode()),
    "as RTF": ("a.rtf", layouts.rtf(layouts.FACTIVA)),
    "as RTF called .doc": ("a.doc", layouts.rtf(layouts.FACTIVA)),
    "as Word": ("a.docx", layouts.word(layouts.FACTIVA)),
}
CODED = {
    "as RTF": ("a.rtf", layouts.rtf_table(layouts.FACTIVA_CODES)),
    "as Word": ("a.docx", layouts.word_table(layouts.FACTIVA_CODES)),
    "as HTML": ("a.html", layouts.html_table(layouts.FACTIVA_CODES)),
    "as text": ("a.txt", "\n".join(f"{code}  {value}" for code, value in layouts.FACTIVA_CODES).encode()),
}
WRITTEN: dict[str, Callable[[str], bytes]] = {
    "a.txt": str.encode,
    "a.rtf": layouts.rtf,
    "a.docx": layouts.word,
    "a.html": layouts.html,
}
Summary = tuple[str | None, tuple[str, ...], str | None, date | None, str]


def pages_of(folder: Path, name: str, content: bytes) -> list[Page]:
    (folder / name).write_bytes(content)
    found = list(sources.pages([folder / name]))
    assert [one for one in found if isinstance(one, Rejected)] == []
    return [one for one in found if isinstance(one, Page)]


def summary(page: Page) -> Summary:
    assert page.masthead is not None
    assert isinstance(page.content, str)
    return (page.masthead.headline, page.masthead.byline, page.masthead.outlet, page.published, page.content)


@pytest.mark.parametrize(("name", "content"), FACTIVA.values(), ids=list(FACTIVA))
def test_an_export_of_factiva_gives_its_articles(tmp_path: Path, name: str, content: bytes) -> None:
    first, second = pages_of(tmp_path, name, content)
    assert [first.path, second.path] == [layouts.FIRST, layouts.SECOND]
    assert summary(first) == (
        "Norland summons ambassador",
        ("Jane Doe", "John Roe"),
        "Some News Agency",
        date(2023, 3, 17),
        "PORT ADA, March 17 (Some News) -- Norland on Friday summoned the ambassador of Sudland.\n\n"
        "The ministry demanded that the boat be released.",
    )
    assert summary(second) == (
        "Sudland keeps the boat",
        (),
        "Port Ada Herald",
        date(2023, 4, 1),
        "Sudland said on Saturday that it would keep the boat.",
    )


@pytest.mark.parametrize(("name", "content"), CODED.values(), ids=list(CODED))
def test_an_export_of_factiva_with_field_codes_gives_its_fields(tmp_path: Path, name: str, content: bytes) -> None:
    (page,) = pages_of(tmp_path, name, content)
    assert page.path == layouts.FIRST
    assert summary(page) == (
        "Norland summons ambassador",
        ("Jane Doe",),
        "Some News Agency",
        date(2023, 3, 17),
        "Norland on Friday summoned the ambassador of Sudland.\n\nThe ministry demanded that the boat be released.\n\n"
        "Sudland did not answer.",
    )
    assert page.masthead is not None
    assert page.masthead.section == "World News"


def test_the_html_of_factiva_marks_headline_and_byline_by_its_classes(tmp_path: Path) -> None:
    (page,) = pages_of(tmp_path, "a.html", layouts.FACTIVA_HTML)
    assert summary(page) == (
        "Norland summons ambassador",
        ("Jane Doe",),
        "Some News Agency",
        date(2023, 3, 17),
        "Norland on Friday summoned the ambassador of Sudland.\n\nThe ministry demanded that the boat be released.",
    )


@pytest.mark.parametrize("name", WRITTEN)
def test_an_export_of_nexis_uni_gives_its_documents(tmp_path: Path, name: str) -> None:
    first, second = pages_of(tmp_path, name, WRITTEN[name](layouts.NEXIS))
    assert summary(first) == (
        "Norland summons ambassador",
        ("JANE DOE",),
        "Some News Agency",
        date(2023, 3, 17),
        "PORT ADA, Norland (AP) — Norland on Friday summoned the ambassador of Sudland.\n\n"
        "The ministry demanded that the boat be released.",
    )
    assert summary(second)[:4] == ("Sudland keeps the boat", (), "Port Ada Herald", date(2023, 4, 1))
    assert first.masthead is not None
    assert (first.masthead.place, first.masthead.section) == ("Port Ada, Norland", "INTERNATIONAL NEWS")


def test_the_older_export_of_lexisnexis_gives_its_documents_with_their_lines_joined(tmp_path: Path) -> None:
    first, second = pages_of(tmp_path, "a.txt", layouts.NEXIS_ACADEMIC.encode())
    assert summary(first)[:4] == (
        "Norland summons ambassador over the seizure of a fishing boat in the strait",
        ("JANE DOE",),
        "Some News Agency",
        date(2023, 3, 17),
    )
    assert isinstance(first.content, str)
    assert [len(paragraph.split()) for paragraph in first.content.split("\n\n")] == [34, 29]
    assert summary(second)[0] == "Sudland keeps the boat"


@pytest.mark.parametrize("name", WRITTEN)
def test_an_export_of_proquest_gives_its_documents(tmp_path: Path, name: str) -> None:
    first, second = pages_of(tmp_path, name, WRITTEN[name](layouts.PROQUEST))
    assert [first.path, second.path] == ["2787000001", "2787000002"]
    assert first.url == "http://archive.invalid/docview/2787000001"
    assert summary(first) == (
        "Norland summons ambassador",
        ("Jane Doe", "John Roe"),
        "Some News",
        date(2023, 3, 17),
        "Norland on Friday summoned the ambassador of Sudland.\n\nThe ministry demanded that the boat be released.\n\n"
        "Location: a street in the capital, the ambassador's house, was closed.",
    )
    assert summary(second) == (
        "Sudland keeps the boat",
        (),
        "Port Ada Herald",
        date(2023, 4, 1),
        "Sudland said on Saturday that it would keep the boat.",
    )


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(layouts.FACTIVA, id="factiva"),
        pytest.param(layouts.NEXIS, id="nexis"),
        pytest.param(layouts.NEXIS_ACADEMIC, id="lexisnexis academic"),
        pytest.param(layouts.PROQUEST, id="proquest"),
    ],
)
def test_no_word_of_an_export_is_lost(tmp_path: Path, text: str) -> None:
    kept: set[str] = {
        "full",
        "text",
        "details",
        "body",
        "section",
        "headline",
        "end",
        "of",
        "document",
        "byline",
        "dateline",
    }  # labels of what is kept
    for page in pages_of(tmp_path, "a.txt", text.encode()):
        reading = read(page)
        for story in reading.stories:
            kept |= words_of(f"{story.headline} {story.outlet} {story.section} {story.text}")
        for removed in reading.removed:
            kept |= words_of(removed.text)
    assert words_of(text.replace("_", "")) - kept == set()


def test_a_document_becomes_a_story_with_the_masthead_of_its_export(tmp_path: Path) -> None:
    first, _ = pages_of(tmp_path, "a.rtf", layouts.rtf(layouts.NEXIS))
    (story,) = read(first).stories
    assert (story.headline, story.outlet, story.byline, story.agency, story.place, story.published, story.section) == (
        "Norland summons ambassador",
        "Some News Agency",
        ("JANE DOE",),
        "AP",
        "Port Ada, Norland",
        date(2023, 3, 17),
        "INTERNATIONAL NEWS",
    )
    assert story.text.startswith("Norland on Friday summoned")


def test_a_document_without_text_is_rejected_by_its_headline(tmp_path: Path) -> None:
    text = layouts.NEXIS.replace("Sudland said on Saturday that it would keep the boat.\n", "")
    (tmp_path / "a.txt").write_text(text)
    page, rejected = sources.pages([tmp_path / "a.txt"])
    assert isinstance(page, Page)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.detail) == (Reason.EMPTY, "the document 'Sudland keeps the boat' has no text")


def test_a_page_that_speaks_of_archives_is_no_export(tmp_path: Path) -> None:
    text = "The report said ProQuest document ID 12 was wrong.\n\nBody\n\nIt was not the End of Document 3."
    (page,) = pages_of_any(tmp_path, "a.txt", text.encode())
    assert page.masthead is None
    assert page.content == text.encode()


def test_a_word_file_that_is_no_export_is_one_page_of_text(tmp_path: Path) -> None:
    (page,) = pages_of_any(tmp_path, "a.docx", layouts.word("Norland summons ambassador\n\nNorland on Friday summoned him."))
    assert (page.content, page.media_type, page.masthead) == (
        "Norland summons ambassador\n\nNorland on Friday summoned him.",
        "text/plain",
        None,
    )


def pages_of_any(folder: Path, name: str, content: bytes) -> list[Page]:
    (folder / name).write_bytes(content)
    return [one for one in sources.pages([folder / name]) if isinstance(one, Page)]
