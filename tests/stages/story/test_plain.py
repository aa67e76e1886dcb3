"""Plain-text dumps into stories: what is kept, what is removed and why, and that nothing is lost."""
# ruff: noqa: E501  # the pages stand here as they come

from __future__ import annotations

import re
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.records import Page, PageId, Reason, Removal, StoryKind
from dateline.stages.story.plain import read_plain
from dateline.stages.story.reading import StoryReading

WORD = re.compile(r"\w+")


HARBOUR = """\
Search An icon of a magnifying glass. Close An icon of a cross. Share An icon of an arrow.
Coastal Harbour News
HARBOURS
Port of Oster reopens after storm
Port of Oster reopens after storm
By Lena MARK, Otto Brandt
Riga (AFP) March 3, 2023

The port of Oster reopened on Friday after a storm that had kept every ship out for nine days, the harbour master said.

"We are glad to see the first ferries again," Ilse Kalnina told reporters at the eastern pier.

- Nine days of waiting -

More than forty ships had waited outside the breakwater, and two of them ran short of drinking water before they were supplied.

The transport ministry said it would look into why the warning came so late, but did not name a date for its report.

Ferries at the eastern pier
The first ferries leave the port of Oster (Harbour Pool Photo via AP)

Insurers expect claims of more than 30 million euros, a figure that the ministry called too high.

Tallinn sends pilots to help Oster
Tallinn (AFP) March 2, 2023 - Estonia has sent four pilots to help bring waiting ships into the port of Oster, its government said on Thursday.

The pilots will stay until the queue is cleared, the government said in a statement that thanked the crews for their patience.

Related Links
Learn about the harbours of the north at harbours.example

Subscribe Free To Our Daily Newsletters
Tweet

RELATED CONTENT
The following news reports may link to other websites.
HARBOURS
Gdansk names new harbour chief
Warsaw (AFP) March 1, 2023
Poland on Wednesday named a new head of the port of Gdansk, filling a post that had been empty since the autumn. The new head said that ... read more

HARBOURS
Ferry line to Sweden to start in May

Three injured in crane accident at Klaipeda

Copyright 1999-2023 - Coastal Harbour News. All rights reserved. Privacy Statement.
"""


def page_of(text: str, *, published: date | None = None) -> Page:
    return Page(PageId("p"), text, path="p.txt", published=published)


def read(text: str, *, published: date | None = None) -> StoryReading:
    return read_plain(text, page_of(text, published=published))


def words_of(reading: StoryReading) -> Counter[str]:
    """Count the words that a reading accounts for."""
    kept: Counter[str] = Counter()
    for story in reading.stories:
        kept.update(WORD.findall(story.text))
        if story.kind is StoryKind.TEASER and story.text != story.headline:
            kept.update(WORD.findall(story.headline or ""))
    for piece in reading.removed:
        kept.update(WORD.findall(piece.text))
    return kept


def assert_nothing_lost(text: str, reading: StoryReading) -> None:
    assert words_of(reading) == Counter(WORD.findall(text))


def test_a_page_gives_its_reports_with_their_mastheads() -> None:
    mastheads = [
        (story.kind.value, story.headline, story.byline, story.agency, story.place, story.published)
        for story in read(HARBOUR).stories
        if story.kind is not StoryKind.TEASER
    ]
    assert mastheads == [
        ("main", "Port of Oster reopens after storm", ("Lena MARK", "Otto Brandt"), "AFP", "Riga", date(2023, 3, 3)),
        ("embedded", "Tallinn sends pilots to help Oster", (), "AFP", "Tallinn", date(2023, 3, 2)),
    ]


def test_the_text_of_a_story_is_its_paragraphs_alone() -> None:
    main = read(HARBOUR).stories[0]
    paragraphs = main.text.split("\n\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["The", '"We', "More", "The", "Insurers"]
    assert [span.of(HARBOUR) for span in main.paragraphs_from] == paragraphs


def test_a_dateline_run_into_the_first_sentence_is_cut_off() -> None:
    embedded = read(HARBOUR).stories[1]
    assert embedded.text.startswith("Estonia has sent four pilots")


def test_teasers_keep_their_summary_without_the_mark_of_truncation() -> None:
    teasers = [(story.headline, story.place, story.text) for story in read(HARBOUR).stories if story.kind is StoryKind.TEASER]
    summary = (
        "Poland on Wednesday named a new head of the port of Gdansk, filling a post that had been empty since the autumn. "
        "The new head said that"
    )
    assert teasers == [
        ("Gdansk names new harbour chief", "Warsaw", summary),
        ("Ferry line to Sweden to start in May", None, "Ferry line to Sweden to start in May"),
        ("Three injured in crane accident at Klaipeda", None, "Three injured in crane accident at Klaipeda"),
    ]


def test_removed_lines_say_why_and_where_they_stood() -> None:
    reading = read(HARBOUR)
    main = reading.stories[0]
    reasons = {piece.text: piece.reason for piece in reading.removed}
    subhead = next(piece for piece in reading.removed if piece.reason is Removal.SUBHEAD)
    assert subhead.text == "- Nine days of waiting -"
    assert subhead.story == main.id
    assert main.text[: subhead.after].endswith("at the eastern pier.")
    assert reasons["The first ferries leave the port of Oster (Harbour Pool Photo via AP)"] is Removal.CAPTION
    assert reasons["Ferries at the eastern pier"] is Removal.CAPTION
    assert reasons["... read more"] is Removal.TRUNCATION
    assert reasons["Tweet"] is Removal.SHARE
    assert reasons["Subscribe Free To Our Daily Newsletters"] is Removal.SUBSCRIBE
    assert reasons["Copyright 1999-2023 - Coastal Harbour News. All rights reserved. Privacy Statement."] is Removal.LEGAL
    assert [piece.reason for piece in reading.removed if piece.text == "Port of Oster reopens after storm"] == [
        Removal.HEADLINE,
        Removal.REPEATED_HEADLINE,
    ]


def test_nothing_of_a_page_is_lost() -> None:
    assert_nothing_lost(HARBOUR, read(HARBOUR))


def test_sentences_that_a_link_broke_are_put_together() -> None:
    text = HARBOUR.replace("The transport ministry said it", "The\ntransport ministry\nsaid it").replace("\n\n", "\n")
    assert "The transport ministry said it would look into why" in read(text).stories[0].text


def test_a_story_without_a_dateline_has_no_place_and_no_day() -> None:
    text = HARBOUR.replace("Riga (AFP) March 3, 2023\n", "").split("Tallinn sends")[0]
    main = read(text).stories[0]
    assert (main.headline, main.place, main.published, main.agency) == ("Port of Oster reopens after storm", None, None, None)


def test_the_pages_own_day_stands_in_for_a_dateline_without_one() -> None:
    text = HARBOUR.replace("Riga (AFP) March 3, 2023\n", "").replace(
        "The port of Oster reopened", "RIGA (Reuters) - The port of Oster reopened"
    )
    main = read(text, published=date(2023, 3, 4)).stories[0]
    assert (main.place, main.agency, main.published) == ("Riga", "Reuters", date(2023, 3, 4))
    assert main.text.startswith("The port of Oster reopened")


def test_a_second_dateline_without_a_headline_starts_no_second_story() -> None:
    text = HARBOUR.replace("Tallinn sends pilots to help Oster\n", "")
    stories = [story for story in read(text).stories if story.kind is not StoryKind.TEASER]
    assert [story.place for story in stories] == ["Riga"]
    assert "Estonia has sent four pilots" in stories[0].text
    assert_nothing_lost(text, read(text))


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    main = read(HARBOUR.replace("Riga (AFP) March 3, 2023", "Riga (AFP) February 31, 2023")).stories[0]
    assert (main.place, main.published) == ("Riga", None)


def test_a_page_without_sentences_is_rejected_and_its_lines_are_kept() -> None:
    text = "Home\nWorld\nSign in\nContact us\n© 2023 Harbour News"
    reading = read(text)
    assert reading.stories == ()
    assert [(rejected.reason, rejected.stage) for rejected in reading.rejected] == [(Reason.NO_STORY, "story")]
    assert reading.rejected[0].detail == "no run of sentences among 5 lines (the longest has 19 characters)"
    assert_nothing_lost(text, reading)


def test_an_empty_page_is_rejected() -> None:
    assert [rejected.reason for rejected in read(" \n\t\n").rejected] == [Reason.EMPTY]


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param(
            "أعلنت وزارة الخارجية يوم الجمعة أن الوزير سيزور موسكو الأسبوع المقبل لإجراء محادثات مع نظيره الروسي.",
            id="right to left",
        ),
        pytest.param(
            "外交部发言人星期五在例行记者会上宣布,国家主席将于下周对俄罗斯进行国事访问,双方将就两国关系以及共同关心的重大国际和地区问题深入交换意见,并将签署多项合作文件。",
            id="without blanks",
        ),
        pytest.param(
            "Das Außenministerium teilte am Freitag mit, der Minister werde in der kommenden Woche nach Moskau reisen.",
            id="german",
        ),
    ],
)
def test_text_in_other_scripts_and_languages_is_found(paragraph: str) -> None:
    text = "Menu\n\n" + "\n\n".join([paragraph] * 4) + "\n\n© 2023"
    assert read(text).stories[0].text == "\n\n".join([paragraph] * 4)


def test_a_page_of_a_hundred_thousand_lines_is_read() -> None:
    text = "\n".join(f"Item {number} of the list" for number in range(99_990)) + "\n\n" + HARBOUR
    start = time.process_time()
    reading = read(text)
    assert time.process_time() - start < 60
    assert reading.stories[0].text.startswith("The port of Oster reopened")


PIECES = (
    *HARBOUR.splitlines(),
    "By", "Jane Doe", ",", ".", "|", "•", "* A point of the list", "Read more", "OSLO, Jan 3 (Reuters) - Norway said on Tuesday that it would.",
    "MOSCOW, March 17. /TASS/. The Kremlin said so.", "31 February 2023", "(AP) —", "...", "“Quoted words,” he said.", "\u202bنص\u202c", "x" * 3000, "\x00",
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=60)), max_size=40),
    glue=st.sampled_from(["\n", "\n\n", "\r\n", "\n  "]),
)
def test_any_lines_are_read_without_loss_and_with_true_offsets(lines: list[str], glue: str) -> None:
    text = glue.join(lines)
    reading = read(text)
    assert bool(reading.rejected) is not any(story.kind is not StoryKind.TEASER for story in reading.stories)
    assert_nothing_lost(text, reading)
    for story in reading.stories:
        assert story.text
        assert all(span.end <= len(text) for span in story.paragraphs_from)
    for piece in reading.removed:
        assert piece.after is None or any(story.id == piece.story and piece.after <= len(story.text) for story in reading.stories)
    assert read(text) == reading


def test_a_headline_below_a_list_of_links_is_no_teaser_too() -> None:
    text = (
        "Related Links\nFerry line to Sweden to start in May\nCoastal Harbour News\n"
        "The port of Oster reopened on Friday after a storm that had kept every ship out for nine days, the harbour master said."
    )
    (story,) = read(text).stories
    assert (story.kind, story.headline) == (StoryKind.MAIN, "Ferry line to Sweden to start in May")
    assert_nothing_lost(text, read(text))
