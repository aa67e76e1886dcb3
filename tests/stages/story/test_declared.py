from datetime import date

import pytest
from lxml import html

from dateline.stages.story.declared import Declared, read_declared


def declared(head: str, lang: str = "") -> Declared:
    return read_declared(html.document_fromstring(f"<html{lang}><head>{head}</head><body><p>x</p></body></html>"))


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_json_ld_comes_before_meta_tags():
    head = (
        "<title>Talks resume | The Example</title><meta property='og:title' content='Talks resume in Vienna'>"
        "<meta property='article:published_time' content='2023-03-18T01:00:00Z'><meta name='author' content='The Example'>"
        "<meta property='og:site_name' content='The Example'><meta property='og:url' content='https://example.org/talks'>"
    ) + ld(
        '{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":["NewsArticle"],"headline":"Talks &amp; trade",'
        '"datePublished":"2023-03-17T22:00:00Z","author":[{"@type":"Person","name":"Ada Low"},{"name":"Bo Ek"}],'
        '"articleSection":["World","Asia"],"inLanguage":"en-GB","articleBody":"<p>One.</p><p>Two.</p>"}]}'
    )
    assert declared(head) == Declared(
        headline="Talks & trade",
        headlines=("Talks & trade", "Talks resume in Vienna", "Talks resume | The Example"),
        authors=("Ada Low", "Bo Ek"),
        published=date(2023, 3, 17),
        outlet="The Example",
        section="World",
        language="en",
        url="https://example.org/talks",
        body="One.\nTwo.\n",
    )


def test_meta_tags_alone_will_do():
    head = (
        "<title>Talks</title><meta name='author' content='https://example.org/ada'><meta name='date' content='20230317'>"
        "<meta property='article:section' content='World'><link rel='canonical' href='https://example.org/t'>"
    )
    assert declared(head, lang=" lang='de-AT'") == Declared(
        headline="Talks",
        headlines=("Talks",),
        published=date(2023, 3, 17),
        section="World",
        language="de",
        url="https://example.org/t",
    )


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="nothing"),
        pytest.param(ld("{not json"), id="broken JSON-LD"),
        pytest.param(ld('{"@type":"Organization","name":"The Example"}'), id="JSON-LD of no article"),
        pytest.param(ld("[" * 3000 + "]" * 3000), id="JSON-LD without a floor"),
        pytest.param("<meta name='date' content='2023-02-31'>", id="31 February"),
        pytest.param("<meta name='date' content='yesterday'>", id="a date in words"),
        pytest.param(ld('{"@type":"NewsArticle","headline":{"a":1},"author":7,"datePublished":[1]}'), id="other shapes"),
    ],
)
def test_what_a_head_does_not_say_is_none(head):
    assert declared(head) == Declared()


def test_a_day_to_come_is_kept_as_it_was_given():
    assert declared("<meta property='article:published_time' content='2199-01-01'>").published == date(2199, 1, 1)
