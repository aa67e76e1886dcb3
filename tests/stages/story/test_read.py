import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.records import Page, PageId, Reason, Removal, StoryKind
from dateline.stages.story import StoryReading, read

FIRST = (
    "The foreign ministers of the two countries met in Vienna on Friday to discuss the border, their offices said in a statement."
)
SECOND = (
    "“We have agreed to go on talking,” one of them told reporters after the meeting, which lasted for more than three hours."
)
THIRD = (
    "Both sides are to meet again in June, the statement said, without giving a place or the names of those who would take part."
)
HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Ministers meet in Vienna | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="article:published_time" content="2023-03-18T06:00:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article class="article"><h1>Ministers meet in Vienna</h1><p class="byline">By Ada Low</p>
<div class="article-body"><p>VIENNA, March 17 (Reuters) - {FIRST}</p>
<h2>More talks</h2><p>{SECOND}</p><p>{THIRD}</p></div></article>
<aside class="related"><h3>Related</h3><ul><li><a href="/a">Trade between the two countries grows again</a></li></ul></aside>
<footer><p>© 2023 The Example. All rights reserved.</p></footer></body></html>"""


def page(content: bytes | str, **fields: object) -> Page:
    return Page(id=PageId("p"), content=content, **fields)  # type: ignore[arg-type]


def reasons(reading: StoryReading) -> list[Reason]:
    return [one.reason for one in reading.rejected]


def test_an_html_page_gives_its_report_its_teasers_and_the_words_left_out():
    reading = read(page(HTML, url="https://example.org/2023/talks"))
    main, teaser = reading.stories
    assert (main.kind, main.text) == (StoryKind.MAIN, f"{FIRST}\n\n{SECOND}\n\n{THIRD}")
    assert (main.headline, main.byline, main.agency, main.place) == (
        "Ministers meet in Vienna",
        ("Ada Low",),
        "Reuters",
        "Vienna",
    )
    assert (main.published, main.outlet, main.language) == (date(2023, 3, 17), "The Example", "en")
    assert (teaser.kind, teaser.text, teaser.url) == (
        StoryKind.TEASER,
        "Trade between the two countries grows again",
        "https://example.org/a",
    )
    assert [(one.text, one.reason, one.after) for one in reading.removed] == [
        ("Home", Removal.CHROME, None),
        ("World", Removal.CHROME, None),
        ("Ministers meet in Vienna", Removal.HEADLINE, None),
        ("By Ada Low", Removal.BYLINE, None),
        ("VIENNA, March 17 (Reuters) -", Removal.DATELINE, 0),
        ("More talks", Removal.SUBHEAD, len(FIRST)),
        ("Related", Removal.RELATED, None),
        ("© 2023 The Example. All rights reserved.", Removal.LEGAL, None),
    ]
    assert reading.rejected == ()


def test_the_same_page_gives_the_same_reading():
    assert read(page(HTML)) == read(page(HTML.encode()))


def test_a_clean_page_is_one_story_as_it_is():
    text = "VIENNA (AP) — " + FIRST + "\n\nBy Ada Low\n\n" + SECOND
    (story,) = read(page(text, clean=True, published=date(2023, 3, 17))).stories
    assert (story.text, story.published, story.language) == (text, date(2023, 3, 17), "en")


def test_a_page_without_a_date_has_none_unless_one_is_given():
    undated = HTML.replace("2023-03-18T06:00:00Z", "").replace(", March 17", "")
    assert read(page(undated)).stories[0].published is None
    assert read(page(undated, published=date(2023, 3, 17))).stories[0].published == date(2023, 3, 17)


def test_a_story_in_another_language_is_kept_and_rejected_for_coding():
    german = (
        "Die Außenminister der beiden Länder trafen sich am Freitag in Wien, um über die Grenze zu sprechen, teilten sie mit."
    )
    reading = read(page(HTML.replace(FIRST, german).replace(SECOND, german + " Danach.").replace(THIRD, german + " Dann.")))
    assert [story.language for story in reading.stories] == ["de", None]
    assert [(one.reason, one.detail) for one in reading.rejected] == [
        (Reason.LANGUAGE, f"story {reading.stories[0].id} is in 'de'; only 'en' is coded")
    ]


def test_text_from_right_to_left_is_kept_whole():
    arabic = (
        "وقال وزير الخارجية يوم الاثنين إن المحادثات بين البلدين ستستمر في فيينا وإن الجانبين اتفقا على اللقاء مجددا في يونيو."
    )
    reading = read(
        page(f"<html dir='rtl'><body><article><h1>محادثات</h1><p>{arabic}</p><p>{arabic} نعم.</p></article></body></html>")
    )
    assert [(story.text, story.language) for story in reading.stories] == [(f"{arabic}\n\n{arabic} نعم.", "ar")]
    assert reasons(reading) == [Reason.LANGUAGE]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        pytest.param("<html></html>", Reason.NO_STORY, id="nothing"),
        pytest.param("<!DOCTYPE html>", Reason.UNREADABLE, id="a declaration alone"),
        pytest.param("<html><body><nav><a href='/'>Home</a></nav><p>Hello.</p></body></html>", Reason.NO_STORY, id="a greeting"),
        pytest.param("<html><body><script>var a = 'text';</script></body></html>", Reason.NO_STORY, id="a script"),
    ],
)
def test_a_page_without_a_story_is_rejected(markup, reason):
    reading = read(page(markup, media_type="text/html"))
    assert (reading.stories, reasons(reading)) == ((), [reason])


def test_a_page_whose_text_is_in_its_json_ld_alone_is_read_from_there():
    data = f'{{"@type":"NewsArticle","headline":"Ministers meet","articleBody":"{FIRST} {THIRD}"}}'
    markup = (
        f"<html><head><script type='application/ld+json'>{data}</script></head><body><div id='app'>Loading</div></body></html>"
    )
    assert [(story.headline, story.text) for story in read(page(markup)).stories] == [("Ministers meet", f"{FIRST} {THIRD}")]


BOMBS = {
    "deep nesting": "<html><body>" + "<div>" * 100_000 + FIRST + "</div>" * 100_000,
    "entities that grow": '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '">]><html><body>&c;&c;',
    "a hundred thousand lines": "<html><body>" + "<br>\n".join(["line"] * 100_000) + "</body></html>",
    "a hundred thousand blocks": "<html><body>" + "<p>line</p>\n" * 100_000 + "</body></html>",
    "open tags": "<html><body>" + "<b><i><a href='/x'>" * 20_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_of_markup_ends_soon_in_a_rejection(name):
    start = time.process_time()
    reading = read(page(BOMBS[name], media_type="text/html"))
    assert time.process_time() - start < 20
    assert reading.rejected or reading.stories


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div class='share'>", "</div>", "<h1>", FIRST, "By Ada Low", "<br>", "<li>", "&amp;", "<", "\x00"]
        )
    )
)
def test_no_markup_makes_the_reader_raise(pieces):
    reading = read(page("<html><body>" + "".join(pieces), media_type="text/html"))
    assert reading.stories or reading.rejected
    for one in reading.removed:
        assert one.text
