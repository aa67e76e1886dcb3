from __future__ import annotations

import pytest

from dateline.stages.episode import CopyKind, copies, origins

from .reports import story

WORDS = [f"word{number}" for number in range(120)]
TEXT = " ".join(WORDS)
LONGER = TEXT + " " + " ".join(f"more{number}" for number in range(40))
MENDED = " ".join("new" if place % 10 == 5 else word for place, word in enumerate(WORDS))
ORIGIN = story("a", TEXT, "2023-03-17", "Ministers meet", "AFP")


@pytest.mark.parametrize(
    ("text", "headline", "kind"),
    [
        pytest.param(TEXT, "Another headline", CopyKind.SAME, id="the same words under another headline"),
        pytest.param(" ".join(WORDS[:60]), None, CopyKind.CUT, id="the first half"),
        pytest.param(LONGER, None, CopyKind.EXTENDED, id="paragraphs added"),
        pytest.param(MENDED, None, CopyKind.CHANGED, id="a tenth changed"),
        pytest.param(TEXT + " and more", "UPDATE 2-Ministers meet", CopyKind.UPDATE, id="an update says so"),
        pytest.param(TEXT, "CORRECTED-Ministers meet", CopyKind.CORRECTION, id="a correction says so"),
    ],
)
def test_a_version_is_grouped_under_its_origin(text: str, headline: str | None, kind: CopyKind) -> None:
    (group,) = copies((story("b", text, "2023-03-18", headline), ORIGIN))
    assert group.origin == ORIGIN.id
    assert [(version.story, version.kind) for version in group.versions] == [("a", CopyKind.ORIGIN), ("b", kind)]


def test_a_story_that_quotes_a_passage_is_no_copy() -> None:
    other = story("b", " ".join(f"other{number}" for number in range(150)) + " " + " ".join(WORDS[30:90]))
    assert len(copies((ORIGIN, other))) == 2


def test_short_texts_are_copies_only_when_the_same() -> None:
    found = copies(
        (story("a", "Ministers meet in Vienna"), story("b", "Ministers meet in Vienna"), story("c", "Ministers meet in Rome"))
    )
    assert [len(group.versions) for group in found] == [2, 1]


def test_corrections_that_correct_each_other_are_ordered_by_day() -> None:
    first = story("x", TEXT, "2023-03-19", "Correction: Ministers")
    second = story("y", TEXT, "2023-03-18", "Correction: Ministers meet")
    (group,) = copies((first, second))
    assert [version.story for version in group.versions] == ["y", "x"]


def test_a_story_without_copies_is_its_own_origin() -> None:
    assert origins((ORIGIN, story("z", "something else " * 20))) == {"a": "a", "z": "z"}
