from __future__ import annotations

from dateline.stages.episode import news

from .reports import story

FLOOD = "River Drina burst its banks near Zvornik and hundreds left their homes as rain went on."
VOTE = "Parliament in Tirana passed the budget after a long night of speeches by the opposition."


def test_articles_on_one_event_are_one_group() -> None:
    stories = (
        story("a", FLOOD, headline="Drina floods Zvornik"),
        story("b", VOTE, headline="Tirana passes budget"),
        story(
            "c",
            "Hundreds fled homes near Zvornik when the Drina burst its banks.",
            headline="Floods on the Drina",
            published="2023-03-18",
        ),
        story("d", "The opposition in Tirana spoke all night before the budget passed.", headline="Albanian budget passed"),
    )
    assert news(stories) == (("a", "c"), ("b", "d"))


def test_nothing_makes_no_group() -> None:
    assert news(()) == ()
