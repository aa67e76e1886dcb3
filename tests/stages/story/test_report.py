from datetime import date

import pytest
from lxml import html

from dateline.records import Page, PageId, Removal, StoryKind
from dateline.stages.story.blocks import cut
from dateline.stages.story.embedded import split_reports
from dateline.stages.story.front import Front
from dateline.stages.story.report import draft_report, removed_of, story_of

LONG = "The two sides agreed to hold further talks on the border in the coming months, officials said."
PAGE = Page(id=PageId("p"), content="")


def blocks(markup: str):
    return cut(html.document_fromstring(f"<html><body>{markup}</body></html>")).blocks


def draft(markup: str, front: Front | None = None):
    cut_blocks = blocks(markup)
    return draft_report(cut_blocks, range(len(cut_blocks)), front or Front(), StoryKind.MAIN)


def removed(markup: str, front: Front | None = None) -> list[tuple[str, Removal, int]]:
    return [(words, reason, after) for _, words, reason, after in draft(markup, front).removed]


def test_subheads_lists_and_captions_are_kept_beside_the_text_with_their_place():
    markup = (
        f"<p>{LONG}</p><h2>Background</h2><ul><li>Trade</li><li>{LONG}</li></ul><figure><figcaption>A hall</figcaption></figure>"
    )
    made = draft(markup)
    assert made.paragraphs == [LONG, LONG]
    assert removed(markup) == [
        ("Background", Removal.SUBHEAD, len(LONG)),
        ("Trade", Removal.LIST, len(LONG)),
        ("A hall", Removal.CAPTION, 2 * len(LONG) + 2),
    ]


def test_a_dateline_run_into_the_first_sentence_goes_to_the_masthead():
    made = draft(f"<p>VIENNA, May 3 (Reuters) - {LONG}</p>", Front(published=date(2023, 5, 4)))
    assert made.paragraphs == [LONG]
    assert (made.front.place, made.front.agency, made.front.published) == ("Vienna", "Reuters", date(2023, 5, 3))
    assert [(words, reason, after) for _, words, reason, after in made.removed] == [
        ("VIENNA, May 3 (Reuters) -", Removal.DATELINE, 0)
    ]


def test_a_hundred_thousand_lines_in_one_block_are_parted_at_once():
    assert len(draft("<p>" + "<br>".join(["A line that goes on and on"] * 99_999) + "<br>until here.</p>").paragraphs) == 1


def test_a_dateline_gives_the_day_where_nothing_else_does():
    assert draft(f"<p>Beijing (AFP) March 17, 2023 - {LONG}</p>").front.published == date(2023, 3, 17)


def test_a_short_bold_line_is_a_subhead_and_a_bold_sentence_is_not():
    assert removed(f"<p>{LONG}</p><p><b>What comes next</b></p><p><b>It was over.</b></p>") == [
        ("What comes next", Removal.SUBHEAD, len(LONG))
    ]


def test_a_line_break_after_a_sentence_parts_paragraphs_and_another_is_a_blank():
    assert draft(f"<p>{LONG}<br>A hall in<br>Vienna was full.</p>").paragraphs == [LONG, "A hall in Vienna was full."]


def test_the_removed_words_of_a_story_name_it():
    made = draft(f"<p>{LONG}</p><h2>Background</h2>")
    story = story_of(made, PAGE, language="en", url=None)
    assert [(one.story, one.after) for _, one in removed_of(made, story)] == [(story.id, len(LONG))]


MAIN = f"<h1>Talks held</h1><p>{LONG}</p>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(MAIN, [("main", None)], id="one report"),
        pytest.param(f"{MAIN}<h2>Background</h2><p>{LONG}</p>", [("main", None)], id="a subhead opens no report"),
        pytest.param(
            f"{MAIN}<h2>Kremlin replies</h2><p>Moscow (AFP) March 17, 2023 - {LONG}</p>",
            [("main", None), ("embedded", "Moscow")],
            id="headline and dateline",
        ),
        pytest.param(
            f"{MAIN}<h3>Kremlin replies</h3><p>By Ada Low</p><p>Moscow (AFP) March 17, 2023</p><p>{LONG}</p>",
            [("main", None), ("embedded", "Moscow")],
            id="byline and a dateline of its own line",
        ),
        pytest.param(
            f"<h2>Summary</h2><p>MOSCOW, March 17 (Reuters) - {LONG}</p>", [("main", None)], id="nothing told before it"
        ),
        pytest.param(f"{MAIN}<h2>Moscow (AFP) March 17, 2023</h2>", [("main", None)], id="nothing told after it"),
    ],
)
def test_an_embedded_report_has_a_headline_and_a_dateline_of_its_own(markup, expected):
    cut_blocks = blocks(markup)
    reports = split_reports(cut_blocks, [True] * len(cut_blocks), Front(printed=0, published=date(2023, 3, 18)))
    assert [(str(report.kind), report.front.place) for report in reports] == expected
