"""Pages that are none, or hardly any: each ends in a record that says why, the run goes on, and the status tells."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from dateline import cli

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.weights

REPORT = (
    "{dateline}The foreign ministry of Norland said on Tuesday that it had summoned the ambassador of Sudland over the seizure "
    "of a fishing boat in the strait.\n\nThe ministry called the seizure unacceptable and demanded that the crew be released at "
    "once. "
    "Sudland's government said that the boat had been fishing without a licence and that the crew was well.\n\n"
    "The two countries have argued about fishing rights in the strait for more than twenty years.\n"
)
PLAIN = "Norland summons ambassador over fishing boat\n\n" + REPORT.format(dateline="")
ARTICLE = "<html><head><title>Norland summons ambassador</title></head><body><article>{}</article></body></html>"
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in REPORT.format(dateline="").split("\n\n"))
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
GERMAN = (
    "Das Außenministerium in Nordland hat am Dienstag den Botschafter von Südland einbestellt. Es ging um die Beschlagnahme "
    "eines Fischerbootes in der Meerenge.\n\nDie Regierung von Südland erklärte, das Boot habe ohne Lizenz gefischt, und der "
    "Mannschaft gehe es gut. Die beiden Länder streiten seit mehr als zwanzig Jahren über die Fischerei in der Meerenge.\n"
)
HEBREW = (
    "משרד החוץ של נורלנד הודיע ביום שלישי כי זימן את שגריר סודלנד בעקבות תפיסת סירת דיג במצר.\n\n"
    "ממשלת סודלנד מסרה כי הסירה דגה ללא רישיון וכי שלום הצוות טוב. שתי המדינות חלוקות על זכויות הדיג זה יותר מעשרים שנה.\n"
)
PAGES: Mapping[str, bytes] = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "huge.txt": b"Norland spoke to Sudland.\n" * 2_000_000,  # 52 MB
    "lines.txt": (PLAIN + "Share\n" * 100_000).encode(),
    "nested.html": ("<div>" * 50_000 + PARAGRAPHS).encode(),
    "laughs.html": (LAUGHS + "]>" + ARTICLE.format("<p>&i;</p>" + PARAGRAPHS)).encode(),
    "unclosed.html": ("<html><body><p <div><<< ]]> <b><i></p>" + PARAGRAPHS).encode(),
    "nostory.html": b"<html><body><nav><a href='/a'>Home</a> <a href='/b'>World</a></nav></body></html>",
    "latin1.txt": PLAIN.replace("Norland", "Nørland").encode("latin-1"),
    "utf16.txt": PLAIN.encode("utf-16"),
    "liar.html": ('<meta charset="utf-8">' + PARAGRAPHS.replace("Norland", "Nørland")).encode("latin-1"),
    "torn.txt": PLAIN.encode() + b"\xff\xfe\xff",
    "nodateline.txt": PLAIN.encode(),
    "february.txt": ("Norland summons ambassador\n\n" + REPORT.format(dateline="PORT ADA, Feb 31, 2023 (AFP) - ")).encode(),
    "future.txt": ("Norland summons ambassador\n\n" + REPORT.format(dateline="PORT ADA, May 3, 2087 (AFP) - ")).encode(),
    "two.txt": (
        "Norland summons ambassador\n\n"
        + REPORT.format(dateline="PORT ADA, May 3, 2023 (AFP) - ")
        + "\nPORT BEN, May 4, 2023 (Reuters) - Sudland answered on Thursday that the boat would be kept.\n"
    ).encode(),
    "hebrew.txt": HEBREW.encode(),
    "german.txt": GERMAN.encode(),
    "control.txt": PLAIN.replace("boat", "bo\u202eat\u0007").encode(),
    "zeros.txt": (PLAIN + "\x00\x00").encode(),
    "capitals.txt": PLAIN.upper().encode(),
    "good.txt": PLAIN.encode(),
}
Line = dict[str, Any]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Line], str, int]:
    """Read all the pages in one run; return the line of each page, what stderr said, and the status."""
    folder = tmp_path_factory.mktemp("bad")
    for name, content in PAGES.items():
        (folder / name).write_bytes(content)
    out, err = io.StringIO(), io.StringIO()
    arguments, sys.argv = sys.argv, ["dateline", "read", "--json", str(folder)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
            cli.main()
    finally:
        sys.argv = arguments
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    return {line["page"]["path"]: line for line in lines}, err.getvalue(), int(ended.value.code or 0)


def test_every_page_ends_in_one_line_and_the_status_tells_that_some_were_rejected(ran: tuple[dict[str, Line], str, int]) -> None:
    lines, said, status = ran
    assert set(lines) == set(PAGES)
    assert status == 1
    assert "Traceback" not in said
    assert all(line["stories"] or line["rejected"] for line in lines.values())


def test_no_page_broke_a_stage(ran: tuple[dict[str, Line], str, int]) -> None:
    failed = [one for line in ran[0].values() for one in line["rejected"] if one["reason"] == "failed"]
    assert failed == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.txt", "empty"),
        ("binary.txt", "binary"),
        ("picture.html", "binary"),
        ("huge.txt", "too large"),
        ("nostory.html", "no story"),
        ("hebrew.txt", "language"),
        ("german.txt", "language"),
    ],
)
def test_what_cannot_be_read_or_coded_says_why(ran: tuple[dict[str, Line], str, int], name: str, reason: str) -> None:
    assert [one["reason"] for one in ran[0][name]["rejected"]] == [reason]
    assert f"rejected {name}: {reason}: " in ran[1]


@pytest.mark.parametrize("name", ["hebrew.txt", "german.txt"])
def test_a_story_in_another_language_is_kept(ran: tuple[dict[str, Line], str, int], name: str) -> None:
    (story,) = ran[0][name]["stories"]
    assert len(story["text"].split()) > 20
    assert ran[0][name]["events"] == []


@pytest.mark.parametrize(
    "name",
    ["lines", "latin1", "utf16", "torn", "nodateline", "february", "future", "control", "zeros", "good"],
)
def test_the_report_in_odd_text_is_found_all_the_same(ran: tuple[dict[str, Line], str, int], name: str) -> None:
    texts = [story["text"] for story in ran[0][f"{name}.txt"]["stories"] if story["kind"] == "main"]
    assert any("The two countries have argued about fishing rights" in text for text in texts)


@pytest.mark.parametrize("name", ["liar.html", "unclosed.html", "laughs.html"])
def test_the_report_in_odd_markup_is_found_all_the_same(ran: tuple[dict[str, Line], str, int], name: str) -> None:
    texts = [story["text"] for story in ran[0][name]["stories"] if story["kind"] == "main"]
    assert any("The two countries have argued about fishing rights" in text for text in texts)


def test_a_wrong_encoding_is_mended(ran: tuple[dict[str, Line], str, int]) -> None:
    for name in ("latin1.txt", "liar.html"):
        assert "Nørland" in ran[0][name]["stories"][0]["text"]


def test_markup_nested_without_end_says_so(ran: tuple[dict[str, Line], str, int]) -> None:
    assert "elements more than" in ran[0]["nested.html"]["rejected"][0]["detail"]


def test_a_day_that_no_calendar_has_is_none(ran: tuple[dict[str, Line], str, int]) -> None:
    assert ran[0]["february.txt"]["stories"][0]["published"] is None
    assert ran[0]["nodateline.txt"]["stories"][0]["published"] is None


def test_entities_are_not_blown_up(ran: tuple[dict[str, Line], str, int]) -> None:
    assert sum(len(story["text"]) for story in ran[0]["laughs.html"]["stories"]) < 5000


def test_every_quotation_stands_in_its_story(ran: tuple[dict[str, Line], str, int]) -> None:
    for line in ran[0].values():
        texts = {story["id"]: story["text"] for story in line["stories"]}
        for event in line["events"]:
            start, end = event["evidence"]["span"]
            assert texts[event["story"]][start:end] == event["evidence"]["text"]
