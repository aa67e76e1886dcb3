from datetime import date

import pytest
from lxml import html

from dateline.records import Page, PageId
from dateline.stages.story.blocks import cut
from dateline.stages.story.declared import Declared
from dateline.stages.story.front import Front, read_front, without_site

LONG = "The two sides agreed to hold further talks on the border in the coming months, officials said."
PAGE = Page(id=PageId("p"), content="")


def front(markup: str, declared: Declared, page: Page = PAGE) -> Front:
    blocks = cut(html.document_fromstring(f"<html><body>{markup}</body></html>")).blocks
    return read_front(blocks, [block.text == LONG for block in blocks], declared, page)


def test_what_is_printed_completes_what_is_declared():
    markup = f"<h1>Talks resume in Vienna</h1><p>By Ada Low and Bo Ek</p><p>March 17, 2023</p><p>{LONG}</p>"
    declared = Declared(
        headline="Talks resume in Vienna | The Example", headlines=("Talks resume in Vienna | The Example",), outlet="The Example"
    )
    assert front(markup, declared) == Front(
        headline="Talks resume in Vienna",
        byline=("Ada Low", "Bo Ek"),
        published=date(2023, 3, 17),
        outlet="The Example",
        printed=0,
    )


def test_an_agency_declared_as_author_is_the_agency():
    found = front(
        f"<h1>Talks resume in Vienna</h1><p>{LONG}</p>", Declared(authors=("Reuters", "The Example"), outlet="The Example")
    )
    assert (found.byline, found.agency) == ((), "Reuters")


def test_the_address_gives_the_day_where_the_head_does_not():
    found = front(f"<p>{LONG}</p>", Declared(), Page(id=PageId("p"), content="", url="https://example.org/2023/03/17/talks"))
    assert found.published == date(2023, 3, 17)


@pytest.mark.parametrize(
    ("title", "outlet", "expected"),
    [
        pytest.param("Talks resume in Vienna | The Example", "The Example", "Talks resume in Vienna", id="site behind"),
        pytest.param(
            "The Example: Talks resume in Vienna",
            "The Example",
            "The Example: Talks resume in Vienna",
            id="a colon without a blank",
        ),
        pytest.param("The Example - Talks resume in Vienna", "The Example", "Talks resume in Vienna", id="site before"),
        pytest.param("Talks resume in Vienna - The Example", None, "Talks resume in Vienna", id="unknown site behind"),
        pytest.param("Talks resume", "The Example", "Talks resume", id="no site"),
        pytest.param(None, None, None, id="no title"),
    ],
)
def test_a_title_is_cleared_of_the_site(title, outlet, expected):
    assert without_site(title, outlet) == expected
