"""
Plain-text dumps of news pages → stories: no markup is left, and the page's furniture stands in the text.

Nothing is lost: every line is in a story's text, in its masthead, or among the removed with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from dateline.records import Page, Reason, Rejected, Removal, Removed, Story, StoryKind, story_id
from dateline.spans import Span
from dateline.stages.story.body import Mask, body_mask
from dateline.stages.story.days import day_of_url
from dateline.stages.story.headline import title_part
from dateline.stages.story.layout import Layout, Report, Teaser, is_paragraph, lay_out
from dateline.stages.story.line_reasons import describes_icons, is_furniture, reason_of
from dateline.stages.story.masthead import read_day_line
from dateline.stages.story.passages import Passage, passages
from dateline.stages.story.reading import StoryReading
from dateline.stages.story.signature import read_outlet
from dateline.stages.story.traits import best_window

MOST_LINES = 110_000  # a line takes 40 microseconds
_LEAST = 60  # characters; less than this is no story
_TOP = 80  # lines in which a page's day may stand
_TRUNCATION = ("... read more", "… read more", "...read more", "... more", "[...]", "[…]", "read more", "...", "…")


@dataclass(frozen=True, slots=True)
class _Body:
    """A story's text, and where each passage ended up in it."""

    text: str
    spans: tuple[Span, ...]  # of the paragraphs in the page's text
    ends: tuple[tuple[int, int], ...]  # passage, and the character of the text at which its paragraph ends


def read_plain(text: str, page: Page) -> StoryReading:
    """
    Return the stories of a plain-text page, what was removed from it and why.

    Args:
        text: the page's text, decoded.
        page: the page it came from; its address and day, where known, settle days that the text leaves out.
    """
    lines = passages(text)
    if not lines:
        return StoryReading(rejected=(_rejected(page, Reason.EMPTY, "the page holds no text"),))
    if len(lines) > MOST_LINES:
        detail = f"{len(lines):,} lines of text, at most {MOST_LINES:,} are read"
        return StoryReading(rejected=(_rejected(page, Reason.TOO_LARGE, detail),))
    near = page.published or _day_of_page(lines, page)
    mask = _mask(lines)
    layout = lay_out(lines, mask, near=near)
    return _records(lines, layout, page)


def _rejected(page: Page, reason: Reason, detail: str) -> Rejected:
    return Rejected(page.id, "story", reason, detail, page.path)


def _day_of_page(lines: tuple[Passage, ...], page: Page) -> date | None:
    """Return the day that the page gives near its top, or its address: it settles years that datelines leave out."""
    from_url = day_of_url(page.url)
    if from_url:
        return from_url
    days = (read_day_line(passage.text) for passage in lines[:_TOP] if len(passage.text) < _TOP)
    return next((day for day in days if day), None)


def _mask(lines: tuple[Passage, ...]) -> Mask:
    """Return which passages are body text; where the weights find none, the densest run of long lines."""
    mask = body_mask(lines)
    mask[[describes_icons(passage) for passage in lines]] = False
    found = sum(len(passage.text) for passage, inside in zip(lines, mask, strict=True) if inside)
    if found >= _LEAST and any(inside and is_paragraph(lines, index) for index, inside in enumerate(mask)):
        return mask
    good = np.array([is_paragraph(lines, index) and len(passage.text) >= _LEAST for index, passage in enumerate(lines)])
    good &= np.array([not is_furniture(passage) for passage in lines])
    sizes = np.array([min(len(passage.text), 600) for passage in lines])
    if not good.any():
        return np.zeros(len(lines), dtype=np.bool_)
    start, end = best_window(np.where(good, sizes, -60.0))
    inside = np.zeros(len(lines), dtype=np.bool_)
    inside[start:end] = good[start:end]
    return inside


# ------------------------------------------------------------------ records
def _records(lines: tuple[Passage, ...], layout: Layout, page: Page) -> StoryReading:
    gone: dict[int, list[Removed]] = {}
    stories: list[tuple[int, Story]] = []
    for report in layout.reports:
        body = _body(lines, report)
        if len(body.text) < _LEAST and not (report.place or report.headline):
            continue
        story = _story(report, body, page, lines)
        stories.append((report.paragraphs[0][0], story))
        _remove(lines, report, body, story, gone)
    read = {index for report in layout.reports for index, _ in report.paragraphs} | set(gone)
    teasers = [teaser for teaser in layout.teasers if not read & {teaser.headline, teaser.summary}]  # no line is read twice
    stories.extend((teaser.headline, _teaser(lines, teaser, page, gone)) for teaser in teasers)
    stories.sort(key=lambda pair: pair[0])
    main = any(story.kind is not StoryKind.TEASER for _, story in stories)
    kept = {index for report in layout.reports for index, _ in report.paragraphs if main}
    kept |= {index for teaser in teasers for index in (teaser.headline, teaser.summary) if index is not None}
    for index, passage in enumerate(lines):
        if index not in kept and index not in gone:
            reason = Removal.RELATED if index in layout.regions and reason_of(passage) is Removal.CHROME else reason_of(passage)
            gone[index] = [Removed(passage.text, reason)]
    removed = tuple(piece for index in sorted(gone) for piece in gone[index])
    rejected = () if main else (_no_story(lines, layout, page),)
    return StoryReading(tuple(story for _, story in stories), removed, rejected)


def _no_story(lines: tuple[Passage, ...], layout: Layout, page: Page) -> Rejected:
    longest = max(len(passage.text) for passage in lines)
    teasers = f", {len(layout.teasers)} teasers" if layout.teasers else ""
    detail = f"no run of sentences among {len(lines)} lines (the longest has {longest} characters){teasers}"
    return _rejected(page, Reason.NO_STORY, detail)


def _body(lines: tuple[Passage, ...], report: Report) -> _Body:
    texts: list[str] = []
    spans: list[Span] = []
    ends: list[tuple[int, int]] = []
    at = -2
    for index, begins in report.paragraphs:
        passage = lines[index]
        words = passage.text[begins:].strip()
        if not words:
            continue
        texts.append(words)
        spans.append(Span(min(passage.start + begins, passage.end - 1), passage.end))
        at += 2 + len(words)
        ends.append((index, at))
    return _Body("\n\n".join(texts), tuple(spans), tuple(ends))


def _story(report: Report, body: _Body, page: Page, lines: tuple[Passage, ...]) -> Story:
    headline = report.headline
    if headline is None and report.kind is StoryKind.MAIN:
        headline = title_part(lines[0].text) if report.paragraphs[0][0] > 0 else None
    published = report.published or page.published or day_of_url(page.url)
    return Story(
        id=story_id(headline=headline, agency=report.agency, place=report.place, published=published, text=body.text),
        page=page.id,
        kind=report.kind,
        text=body.text,
        headline=headline,
        byline=report.byline,
        agency=report.agency,
        outlet=read_outlet(lines),
        place=report.place,
        published=published,
        section=report.section,
        url=page.url,
        paragraphs_from=body.spans,
    )


def _remove(lines: tuple[Passage, ...], report: Report, body: _Body, story: Story, gone: dict[int, list[Removed]]) -> None:
    """Note what stood around and between the paragraphs of a report, and after which character."""
    first, last = body.ends[0][0], body.ends[-1][0]
    inside = {index for index, _ in report.paragraphs}
    for index, begins in report.paragraphs:
        if begins:
            gone[index] = [Removed(lines[index].text[:begins].strip(), Removal.DATELINE, story.id, _after(body, index))]
    between = {index for index in range(first, last) if index not in inside and index not in gone}
    for index in sorted(set(report.marks) | between):
        reason = report.marks.get(index) or reason_of(lines[index])
        after = _after(body, index) if first <= index else None
        gone[index] = [Removed(lines[index].text, reason, story.id, after)]


def _after(body: _Body, index: int) -> int:
    """Return the character of the text at which the last paragraph before a passage ends."""
    return max((end for passage, end in body.ends if passage < index), default=0)


def _teaser(lines: tuple[Passage, ...], teaser: Teaser, page: Page, gone: dict[int, list[Removed]]) -> Story:
    headline = lines[teaser.headline].text
    text, spans = headline, (Span(lines[teaser.headline].start, lines[teaser.headline].end),)
    dateline = teaser.dateline
    if teaser.summary is not None:
        passage = lines[teaser.summary]
        begins = dateline.length if dateline and teaser.dateline_at == teaser.summary else 0
        text, tail = _cut_truncation(passage.text[begins:].strip())
        spans = (Span(min(passage.start + begins, passage.end - 1), passage.end),)
        cut = [(passage.text[:begins].strip(), Removal.DATELINE), (tail, Removal.TRUNCATION)]
        gone[teaser.summary] = [Removed(words, reason) for words, reason in cut if words]
    if dateline and teaser.dateline_at is not None and teaser.dateline_at != teaser.summary:
        gone[teaser.dateline_at] = [Removed(lines[teaser.dateline_at].text, Removal.DATELINE)]
    agency, place = (dateline.agency, dateline.place) if dateline else (None, None)
    published = dateline.day if dateline else None
    return Story(
        id=story_id(headline=headline, agency=agency, place=place, published=published, text=text),
        page=page.id,
        kind=StoryKind.TEASER,
        text=text,
        headline=headline,
        agency=agency,
        place=place,
        published=published,
        section=teaser.section,
        paragraphs_from=spans,
    )


def _cut_truncation(text: str) -> tuple[str, str]:
    """Split a summary into its words and the mark that says it goes on elsewhere."""
    bare = text.rstrip(" »>")
    for mark in _TRUNCATION:
        if bare.casefold().endswith(mark) and len(bare) > len(mark):
            words = bare[: -len(mark)].rstrip()
            return words, text[len(words) :].strip()
    return text, ""
