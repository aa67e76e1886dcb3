"""Read an HTML page: markup to blocks, blocks to stories, teasers and removed words."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from urllib.parse import urljoin

from lxml import etree, html

from dateline.records import Page, Reason, Rejected, Removal, Removed, Story, StoryKind, story_id
from dateline.stages.story.blocks import Block, Layout, cut
from dateline.stages.story.declared import Declared, read_declared
from dateline.stages.story.embedded import split_reports
from dateline.stages.story.features import Hints
from dateline.stages.story.front import Front, read_front
from dateline.stages.story.language_guess import guess_language
from dateline.stages.story.reading import StoryReading
from dateline.stages.story.reasons import reason_of
from dateline.stages.story.report import Draft, draft_report, removed_of, story_of
from dateline.stages.story.selection import select
from dateline.stages.story.teasers import Teaser, find_teasers

MOST_ATTRIBUTES = 5_000  # libxml2 compares each with all before it: 5,000 take 0.06 s, 20,000 take 1.8 s
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
MOST_ELEMENTS = 30_000  # beyond, trafilatura takes seconds; the largest page of the evaluation sets has 10,000
MOST_BLOCKS = 20_000  # a page of the evaluation sets has 205 on average
_LEAST_TEXT = 60  # characters; a shorter text is no report
# The control characters that XML does not know, as they are and as references: libraries that move text about fail on them.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d)|[xX]0*(?:[0-8bBcCeEfF]|1[\da-fA-F]|[fF]{3}[eEfF])(?![\da-fA-F]));?"
)

log = logging.getLogger(__name__)


def read_markup(text: str, page: Page) -> StoryReading:
    """
    Return the stories of an HTML page.

    Args:
        text: the page, decoded.
        page: where it came from; its address and date complete what the page says.
    """
    if (many := attributes(text)) > MOST_ATTRIBUTES:
        return _rejected(page, Reason.TOO_LARGE, f"an element with {many:,} attributes, at most {MOST_ATTRIBUTES:,} are read")
    root, too_deep = parse(text)
    if root is None:
        return _rejected(page, Reason.UNREADABLE, "no element could be parsed")
    layout = cut(root)
    reading = _read_layout(layout, root, page)
    return replace(reading, rejected=(*_lost(page), *reading.rejected)) if too_deep else reading


def _lost(page: Page) -> tuple[Rejected, ...]:
    detail = "elements more than 255 deep inside one another: what follows them was not read"
    return (Rejected(page.id, "story", Reason.UNREADABLE, detail, page.path),)


def _read_layout(layout: Layout, root: html.HtmlElement, page: Page) -> StoryReading:
    if len(layout.blocks) > MOST_BLOCKS:
        return _rejected(page, Reason.TOO_LARGE, f"{len(layout.blocks):,} blocks of text, at most {MOST_BLOCKS:,} are read")
    declared = read_declared(root)
    if not layout.blocks and not declared.body:
        return _rejected(page, Reason.NO_STORY, "no text in the markup")
    kept = select(layout, Hints(extracted=extract(root), titles=declared.headlines))
    return _assemble(layout, kept, declared, page, root)


def clear(text: str) -> str:
    """Return markup without the control characters that no tree of lxml may be given again, written out or as references."""
    return _CONTROL.sub(lambda found: " " if found[0] in "\x0b\x0c" else "", text)


def attributes(text: str) -> int:
    """Return how many attributes the largest of the very long tags has."""
    return max((len(_QUOTED.sub("", match.group()).split()) - 1 for match in _LONG_TAG.finditer(text)), default=0)


def parse(text: str) -> tuple[html.HtmlElement | None, bool]:
    """Return the tree of a page, without comments and processing instructions, and whether libxml2 gave up at its depth."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        root = html.document_fromstring(clear(text).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None, False  # nothing but a declaration
    return root, any("depth" in entry.message for entry in parser.error_log.filter_from_fatals())


def extract(root: html.HtmlElement) -> str:
    """Return the text that trafilatura keeps of a page: one of the hints, and the strongest; none of a monstrous page."""
    if next(islice(root.iter(), MOST_ELEMENTS, None), None) is not None:
        return ""
    import trafilatura

    return trafilatura.extract(root, include_comments=False, fast=True) or ""


def _assemble(layout: Layout, kept: Sequence[bool], declared: Declared, page: Page, root: html.HtmlElement) -> StoryReading:
    blocks = layout.blocks
    front = read_front(blocks, kept, declared, page)
    drafts = [
        draft_report(blocks, report.blocks, front if report.kind is StoryKind.MAIN else report.front, report.kind)
        for report in split_reports(blocks, kept, front)
    ]
    told = [draft for draft in drafts if draft.length >= _LEAST_TEXT] or _declared_draft(front, declared)
    if told and told[0].front.published is None:
        told[0].front = replace(told[0].front, published=_searched_day(root) or page.published)
    url = declared.url or page.url
    stories = [_story(draft, page, declared, url) for draft in told]
    held = {index for draft in told for index in draft.blocks}
    teasers = find_teasers(blocks, tuple(index in held for index in range(len(blocks))))
    removed = _removed(blocks, told, stories, teasers, held)
    rejected = () if stories else (_no_story(page, blocks, kept, teasers),)
    return StoryReading((*stories, *(_teaser_story(teaser, page, url) for teaser in teasers)), removed, rejected)


def _declared_draft(front: Front, declared: Declared) -> list[Draft]:
    """Return the story of a page whose text stands in its JSON-LD alone."""
    draft = Draft(StoryKind.MAIN, front)
    for line in filter(None, map(str.strip, declared.body.split("\n"))):
        draft.add(" ".join(line.split()))
    return [draft] if draft.length >= _LEAST_TEXT else []


def _story(draft: Draft, page: Page, declared: Declared, url: str | None) -> Story:
    language = guess_language("\n".join(draft.paragraphs), declared=declared.language)
    return story_of(draft, page, language=language, url=url if draft.kind is StoryKind.MAIN else None)


def _searched_day(root: html.HtmlElement) -> date | None:
    """Return the day that htmldate finds in the markup, where neither head nor masthead gives one; never today's."""
    from htmldate import find_date

    found = find_date(root, extensive_search=False, original_date=True, min_date="1990-01-01", max_date="2100-12-31")
    return date.fromisoformat(found) if found else None


def _teaser_story(teaser: Teaser, page: Page, url: str | None) -> Story:
    text = teaser.summary or teaser.headline
    return Story(
        id=story_id(headline=teaser.headline, agency=None, place=None, published=None, text=text),
        page=page.id,
        kind=StoryKind.TEASER,
        text=text,
        headline=teaser.headline,
        url=_joined(url, teaser.href),
    )


def _joined(url: str | None, href: str) -> str | None:
    try:
        return urljoin(url or "", href.strip()) or None
    except ValueError:
        return None  # no address at all


def _removed(
    blocks: Sequence[Block], drafts: Sequence[Draft], stories: Sequence[Story], teasers: Sequence[Teaser], held: set[int]
) -> tuple[Removed, ...]:
    """Return all words that no story's text or teaser holds, in page order."""
    found = [one for draft, story in zip(drafts, stories, strict=True) for one in removed_of(draft, story)]
    teased = {index for teaser in teasers for index in teaser.blocks}
    printed = drafts[0].front.printed if drafts else None
    headline = drafts[0].front.headline if drafts else None
    for index, block in enumerate(blocks):
        if index in held or index in teased:
            continue
        if index == printed:
            reason = Removal.HEADLINE
        elif headline is not None and block.text == headline:
            reason = Removal.REPEATED_HEADLINE
        else:
            reason = reason_of(block)
        found.append((index, Removed(text=block.text, reason=reason)))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _no_story(page: Page, blocks: Sequence[Block], kept: Sequence[bool], teasers: Sequence[Teaser]) -> Rejected:
    size = sum(len(block.text) for block, keep in zip(blocks, kept, strict=True) if keep)
    return Rejected(page.id, "story", Reason.NO_STORY, f"{size} characters of report, {len(teasers)} teasers", page.path)


def _rejected(page: Page, reason: Reason, detail: str) -> StoryReading:
    return StoryReading(rejected=(Rejected(page.id, "story", reason, detail, page.path),))
