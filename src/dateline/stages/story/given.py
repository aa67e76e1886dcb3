"""
Reports whose masthead is given beside them: documents of an archive's export, entries of a feed.

The content is the report alone: what is cut from it is the dateline run into its first sentence, its byline and credits,
and lines that are the furniture of feeds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dateline.records import Masthead, Page, Reason, Rejected, Removal, Removed, Story, StoryKind, story_id
from dateline.spans import Span
from dateline.stages.story.agencies import agency_named
from dateline.stages.story.byline import CREDIT, Byline, read_byline
from dateline.stages.story.line_reasons import is_furniture, reason_of
from dateline.stages.story.masthead import Dateline, read_dateline, read_day_line
from dateline.stages.story.passages import Passage
from dateline.stages.story.reading import StoryReading

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_FEED_TAIL = re.compile(r"The post .{1,140} (?:appeared first on|first appeared on) ")
_TOP = 3  # paragraphs in which a byline, a day or a dateline may stand
_SHORT = 160  # characters; a longer paragraph is no furniture
_LEAST = 30  # characters; less than this is no report


@dataclass(slots=True)
class _Sorted:
    """The paragraphs of a report so far, and what was cut."""

    kept: list[tuple[str, Span]] = field(default_factory=list)
    gone: list[tuple[str, Removal, int]] = field(default_factory=list)  # words, why, characters of the text before them
    dateline: Dateline | None = None
    byline: Byline | None = None
    size: int = 0

    def keep(self, words: str, start: int) -> None:
        self.size += len(words) + (2 if self.kept else 0)
        self.kept.append((words, Span(start, start + len(words))))

    def drop(self, words: str, why: Removal) -> None:
        if words.strip():
            self.gone.append((words.strip(), why, self.size))


def read_given(text: str, page: Page, masthead: Masthead) -> StoryReading:
    """
    Return the one story of a page whose masthead is given.

    Args:
        text: the report, paragraphs apart by blank lines.
        page: where it came from.
        masthead: what is known of it.
    """
    found = _sort(text, page, masthead)
    outside = tuple(Removed(words, why) for words, why in masthead.rest)
    if found.size < _LEAST:
        cut = tuple(Removed(words, why) for words, why, _ in found.gone)
        left = tuple(Removed(words, Removal.OTHER) for words, _ in found.kept)
        detail = f"{found.size} characters of report under {masthead.headline!r}"
        return StoryReading((), outside + cut + left, (Rejected(page.id, "story", Reason.NO_STORY, detail, page.path),))
    story = _story(found, page, masthead)
    removed = tuple(Removed(words, why, story.id, after) for words, why, after in found.gone)
    return StoryReading((story,), (*(replace(one, story=story.id) for one in outside), *removed))


def _sort(text: str, page: Page, masthead: Masthead) -> _Sorted:
    found = _Sorted()
    for match in _PARAGRAPH.finditer(text):
        words = match.group().rstrip()
        top = len(found.kept) == 0 and len(found.gone) < _TOP
        why = _furniture(words, masthead, found, top=top)
        if why is not None:
            found.drop(words, why)
            continue
        begins = 0
        if top and found.dateline is None:
            found.dateline = read_dateline(words, published=page.published)
            begins = found.dateline.length if found.dateline else 0
            found.drop(words[:begins], Removal.DATELINE)
        if words[begins:].strip():
            found.keep(words[begins:], match.start() + begins)
    return found


def _furniture(words: str, masthead: Masthead, found: _Sorted, *, top: bool) -> Removal | None:
    """Return why a paragraph is none of the report, or None."""
    if masthead.headline and " ".join(words.split()).casefold() == " ".join(masthead.headline.split()).casefold():
        return Removal.REPEATED_HEADLINE
    if len(words) > _SHORT:
        return None
    if top and found.byline is None and (byline := read_byline(words)):
        found.byline = byline
        return Removal.BYLINE
    return _short_furniture(words, top=top)


def _short_furniture(words: str, *, top: bool) -> Removal | None:
    if top and read_day_line(words) and read_dateline(words) is None:
        return Removal.DATELINE
    if CREDIT.match(words):
        return Removal.BYLINE
    if _FEED_TAIL.match(words):
        return Removal.RELATED
    passage = Passage(words, 0, len(words))
    return reason_of(passage) if is_furniture(passage) and not words.endswith((".", "”", '"')) else None


def _story(found: _Sorted, page: Page, masthead: Masthead) -> Story:
    text = "\n\n".join(words for words, _ in found.kept)
    dateline, byline = found.dateline, found.byline
    agency = (dateline.agency if dateline else None) or (byline.agency if byline else None) or agency_named(masthead.outlet or "")
    place = (dateline.place if dateline else None) or masthead.place
    published = page.published or (dateline.day if dateline else None)
    return Story(
        id=story_id(headline=masthead.headline, agency=agency, place=place, published=published, text=text),
        page=page.id,
        kind=StoryKind.MAIN,
        text=text,
        headline=masthead.headline,
        byline=masthead.byline or (byline.names if byline else ()),
        agency=agency,
        outlet=masthead.outlet,
        place=place,
        published=published,
        section=masthead.section,
        url=page.url,
        paragraphs_from=tuple(span for _, span in found.kept),
    )
