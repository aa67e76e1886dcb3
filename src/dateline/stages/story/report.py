"""Put the kept blocks of an HTML page together to stories: paragraphs in the text, the rest removed with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.records import Page, Removal, Removed, Story, StoryKind, story_id
from dateline.stages.story.blocks import Block
from dateline.stages.story.byline import read_byline
from dateline.stages.story.front import Front
from dateline.stages.story.masthead import read_dateline, read_day_line

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("li", "td", "th", "dt", "dd", "tr"))
_SENTENCE = re.compile(r"[.!?…。।؟][\"'”’»“)\]]*$")
_SENTENCE_WORDS = 10  # a list item that long and ended like a sentence is told, not listed
_SUBHEAD_WORDS = 14
_BOLD = 0.95
_ENDING = 8  # characters in which a sentence ends, closing marks and all
_SHORT = 220
_LINE = 60  # characters; shorter lines that end in a stop are no paragraph of their own
_EARLY = 3  # paragraphs among which a byline or a day still belongs to the masthead


@dataclass(slots=True)
class Draft:
    """A story in the making."""

    kind: StoryKind
    front: Front
    blocks: tuple[int, ...] = ()
    paragraphs: list[str] = field(default_factory=list)
    length: int = 0
    removed: list[tuple[int, str, Removal, int]] = field(default_factory=list)  # block, words, reason, after

    @property
    def after(self) -> int:
        """Return the character of the text after which the next words stand."""
        return self.length

    def add(self, paragraph: str) -> None:
        """Add a paragraph to the text."""
        self.length += len(paragraph) + (2 if self.paragraphs else 0)
        self.paragraphs.append(paragraph)

    def remove(self, index: int, words: str, reason: Removal) -> None:
        """Keep words that are not in the text."""
        self.removed.append((index, words, reason, self.after))


def draft_report(blocks: Sequence[Block], indices: Sequence[int], front: Front, kind: StoryKind) -> Draft:
    """
    Return the story that some blocks of a page are.

    Args:
        blocks: all blocks of the page.
        indices: those of the report, in page order.
        front: its masthead as far as it is known.
        kind: main or embedded.
    """
    draft = Draft(kind, front, tuple(indices))
    for index in indices:
        block = blocks[index]
        reason = _no_paragraph(block, draft, index)
        if reason is not None:
            draft.remove(index, block.text, reason)
            continue
        for paragraph in _paragraphs(block.text):
            told = paragraph if draft.paragraphs else _without_dateline(paragraph, draft, index)
            if told:
                draft.add(told)
    return draft


def _no_paragraph(block: Block, draft: Draft, index: int) -> Removal | None:
    """Return why a block of a report is not in its text; None: it is."""
    if index == draft.front.printed:
        return Removal.HEADLINE
    if block.text == draft.front.headline:
        return Removal.REPEATED_HEADLINE
    if block.tag in _HEADINGS:
        return Removal.SUBHEAD
    if block.tag == "figcaption":
        return Removal.CAPTION
    return _masthead_line(block.text, draft) or _short_line(block)


def _masthead_line(text: str, draft: Draft) -> Removal | None:
    if len(draft.paragraphs) >= _EARLY or len(text) > _SHORT:
        return None
    if read_byline(text) is not None:
        return Removal.BYLINE
    return Removal.DATELINE if read_day_line(text) is not None else None


def _short_line(block: Block) -> Removal | None:
    """Tell items of lists and bold subheads from what is told in sentences."""
    words = len(block.text.split())
    ended = _SENTENCE.search(block.text[-_ENDING:]) is not None
    if block.tag in _ITEMS and not (ended and words >= _SENTENCE_WORDS):
        return Removal.LIST
    bold = block.bold >= _BOLD * len(block.text.replace(" ", ""))
    return Removal.SUBHEAD if bold and not ended and words <= _SUBHEAD_WORDS else None


def _paragraphs(text: str) -> Iterator[str]:
    """Cut a block at those line breaks that end a sentence; other breaks are blanks."""
    lines: list[str] = []
    length = 0
    for line in text.split("\n"):
        lines.append(line)
        length += len(line) + 1
        if length > _LINE and _SENTENCE.search(line[-_ENDING:]):
            yield " ".join(lines)
            lines, length = [], 0
    if lines:
        yield " ".join(lines)


def _without_dateline(paragraph: str, draft: Draft, index: int) -> str:
    """Cut a dateline off the first paragraph; place, agency and day go to the masthead."""
    front = draft.front
    dateline = read_dateline(paragraph, published=front.published)
    if dateline is None:
        return paragraph
    draft.front = merged(front, place=dateline.place, agency=dateline.agency, day=dateline.day)
    draft.remove(index, paragraph[: dateline.length].rstrip(), Removal.DATELINE)
    return paragraph[dateline.length :].lstrip()


def merged(front: Front, *, place: str | None, agency: str | None, day: date | None) -> Front:
    """Return a masthead with what a dateline says: its place, agency and day come before those found around it."""
    return Front(
        headline=front.headline,
        byline=front.byline,
        agency=agency or front.agency,
        place=place or front.place,
        published=day or front.published,
        outlet=front.outlet,
        section=front.section,
        printed=front.printed,
    )


def story_of(draft: Draft, page: Page, *, language: str | None, url: str | None) -> Story:
    """Return the story of a draft."""
    front, text = draft.front, "\n\n".join(draft.paragraphs)
    return Story(
        id=story_id(headline=front.headline, agency=front.agency, place=front.place, published=front.published, text=text),
        page=page.id,
        kind=draft.kind,
        text=text,
        headline=front.headline,
        byline=front.byline,
        agency=front.agency,
        outlet=front.outlet,
        place=front.place,
        published=front.published,
        section=front.section,
        language=language,
        url=url,
    )


def removed_of(draft: Draft, story: Story) -> Iterator[tuple[int, Removed]]:
    """Yield what a draft left out, each with the block it stood in."""
    for index, words, reason, after in draft.removed:
        yield index, Removed(text=words, reason=reason, story=story.id, after=after)
