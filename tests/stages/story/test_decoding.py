import pytest

from dateline.records import Page, PageId, Reason, Rejected
from dateline.stages.story.decoding import MAX_SIZE, Decoded, MediaType, decode


def page(content: bytes | str, **fields: object) -> Page:
    return Page(id=PageId("p"), content=content, **fields)  # type: ignore[arg-type]


WORDS = "Die Minister trafen sich in Köln – über Zölle"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(WORDS, id="text"),
        pytest.param(WORDS.encode(), id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + WORDS.encode(), id="utf-8 with its mark"),
        pytest.param(b"\xff\xfe" + WORDS.encode("utf-16-le"), id="utf-16 with its mark"),
        pytest.param(b"\xfe\xff" + WORDS.encode("utf-16-be"), id="utf-16, big end first"),
    ],
)
def test_text_is_read_in_every_encoding_that_says_what_it_is(content):
    assert decode(page(content)) == Decoded(WORDS, MediaType.TEXT)


def test_utf16_without_a_mark_is_seen_by_its_noughts():
    assert decode(page(("Talks were held in Vienna. " * 20).encode("utf-16-le"))) == Decoded(
        "Talks were held in Vienna. " * 20, MediaType.TEXT
    )


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        pytest.param("iso-8859-1", "cp1252", id="browsers take Latin-1 for Windows-1252"),
        pytest.param("windows-1251", "windows-1251", id="Cyrillic"),
        pytest.param("utf-8", "cp1252", id="a wrong declaration"),
    ],
)
def test_markup_is_read_in_the_encoding_that_fits(declared, written):
    word = "Москва" if written == "windows-1251" else "“Köln” – größer, süß, Höhe über Grün"
    raw = f"<html><head><meta charset='{declared}'></head><body><p>{word}</p></body></html>".encode(written)
    assert decode(page(raw)) == Decoded(raw.decode(written), MediaType.HTML)


def test_newlines_of_all_systems_become_one():
    assert decode(page("a\r\nb\rc\n")) == Decoded("a\nb\nc\n", MediaType.TEXT)


@pytest.mark.parametrize(
    ("content", "reason", "detail"),
    [
        pytest.param(b"", Reason.EMPTY, "no characters", id="nothing"),
        pytest.param(" \n\t ", Reason.EMPTY, "no characters but blanks", id="blanks"),
        pytest.param(b"%PDF-1.7 ...", Reason.BINARY, "PDF", id="a PDF"),
        pytest.param(b"\x1f\x8b\x08\x00", Reason.BINARY, "gzip archive", id="an archive"),
        pytest.param(b"\x00\x00\x00\x18ftypmp42", Reason.BINARY, "MP4 media", id="a film"),
        pytest.param(bytes(range(32)) * 40, Reason.BINARY, "control characters where text should be", id="noise"),
        pytest.param(
            "a" * (MAX_SIZE + 1), Reason.TOO_LARGE, "8,388,609 characters, at most 8,388,608 are read", id="too many characters"
        ),
        pytest.param(
            b"a" * 50_000_000, Reason.TOO_LARGE, "50,000,000 bytes, at most 8,388,608 are read", id="fifty million bytes"
        ),
        pytest.param(
            "\ufffd\ufffd\ufffd what", Reason.UNREADABLE, "3 of 8 characters fit no encoding tried", id="lost characters"
        ),
    ],
)
def test_what_is_no_text_is_rejected_with_its_reason(content, reason, detail):
    assert decode(page(content, path="x")) == Rejected(PageId("p"), "story", reason, detail, "x")


@pytest.mark.parametrize(
    ("fields", "content", "expected"),
    [
        pytest.param({"media_type": "text/html; charset=utf-8"}, "Plain words", MediaType.HTML, id="as it was given"),
        pytest.param({"media_type": "text/plain"}, "<p>Angle brackets</p>", MediaType.TEXT, id="given as text"),
        pytest.param({"path": "a/b.HTM"}, "<b>Words</b>", MediaType.HTML, id="by its name"),
        pytest.param({}, "\n<!DOCTYPE html><html><body>Words</body></html>", MediaType.HTML, id="by its first tag"),
        pytest.param({}, "He wrote <p> and went on.", MediaType.TEXT, id="a tag within text"),
    ],
)
def test_the_kind_of_a_page_is_given_or_seen(fields, content, expected):
    assert decode(page(content, **fields)) == Decoded(content, expected)
