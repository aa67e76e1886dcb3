from lxml import html

from dateline.stages.story.blocks import GROUPS, TAGS, cut


def blocks(markup: str):
    return cut(html.document_fromstring(f"<html><body>{markup}</body></html>")).blocks


def shown(markup: str) -> list[tuple[str, str]]:
    return [(block.tag, block.text) for block in blocks(markup)]


def test_a_page_is_cut_where_a_browser_would_set_text_apart():
    markup = "<div>Before<p>A <b>bold</b> <a href='/x'>link</a>.</p>after</div><ul><li>one<li>two</ul>"
    assert shown(markup) == [("div", "Before"), ("p", "A bold link."), ("div", "after"), ("li", "one"), ("li", "two")]


def test_one_line_break_is_a_newline_and_two_are_a_cut():
    assert shown("<p>One,<br>two.<br><br>Three.</p>") == [("p", "One,\ntwo."), ("p", "Three.")]


def test_a_block_after_two_line_breaks_says_so():
    assert [block.after_breaks for block in blocks("<p>One.<br> <br/>Two.</p><p>Three.</p>")] == [False, True, False]


def test_scripts_styles_and_signs_without_words_are_no_blocks():
    assert shown("<script>x</script><style>y</style><p>***</p><p>Words</p><noscript>z</noscript>") == [("p", "Words")]


def test_what_is_written_for_screen_readers_inside_a_line_is_left_out():
    assert shown("<p>Omar<span class='rollover-people-block'>More about Omar</span> spoke.</p>") == [("p", "Omar spoke.")]


def test_links_and_bold_words_are_counted_in_characters():
    (block,) = blocks("<p><b>Kyiv</b> <a href='/a'>news</a> <a href='/b'>more</a></p>")
    assert (block.bold, block.linked, block.links, block.href) == (4, 8, 2, "/a")


def test_a_block_knows_the_tags_and_the_names_around_it():
    (block,) = blocks("<nav><div class='share-tools'><p>Tweet</p></div></nav>")
    container = block.container
    tags = {tag for index, tag in enumerate(TAGS) if container.tags >> index & 1}
    groups = {group for index, group in enumerate(GROUPS) if container.groups >> index & 1}
    assert (tags, groups) == ({"nav", "p"}, {"share"})


def test_what_the_page_hides_is_marked():
    assert [
        block.container.hidden for block in blocks("<div style='display: none'><p>Hid</p></div><p hidden>Den</p><p>Seen</p>")
    ] == [
        True,
        True,
        False,
    ]


def test_the_data_of_an_article_are_told_from_its_body():
    markup = "<div itemprop='keywords'>a, b</div><div itemprop='articleBody'><p>Text</p></div>"
    assert [(block.container.datum, block.container.body) for block in blocks(markup)] == [(True, False), (False, True)]
