"""The lines between a headline and its text: who wrote it, for whom, when, in which section."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from dateline.records import Removal
from dateline.stages.story.agencies import agency_named
from dateline.stages.story.byline import is_bare_by, is_name, read_byline
from dateline.stages.story.headline import TITLE_END
from dateline.stages.story.line_reasons import is_furniture, is_label
from dateline.stages.story.masthead import read_day_line
from dateline.stages.story.passages import Passage
from dateline.stages.story.words import word_set

_ABOVE = 3  # lines above the headline that may still be signed or dated
_FAR = 14  # lines above the text that may, where no headline was found
_NAMES = 6
_LONGEST_TITLE = 400  # characters
_TOP = 3  # lines in which an outlet names itself


class Signed(Protocol):
    """What a signature is written into."""

    byline: tuple[str, ...]
    agency: str | None
    published: date | None
    section: str | None
    marks: dict[int, Removal]


def read_signature(page: Sequence[Passage], report: Signed, *, head: int | None, first: int, near: date | None) -> None:
    """Read byline, agency, day and section from the lines around the headline at `head`, above the text at `first`."""
    low = max(head - _ABOVE, 0) if head is not None else max(first - _FAR, 0)
    below = range(head + 1 if head is not None else low, first)
    above = range(low, head) if head is not None else range(0)
    for lines in (below, above):
        if not report.byline:
            _bylines(page, report, lines)
        if report.published is None:
            _day(page, report, lines, near)
    report.section = _section(page, head if head is not None else first)


def _bylines(page: Sequence[Passage], report: Signed, lines: range) -> None:
    names: list[str] = []
    expected = False  # 'By' stood alone on the line before
    for index in lines:
        text = page[index].text.strip(" ,|")
        if not text or index in report.marks:
            continue
        byline = read_byline(text)
        if is_bare_by(text):
            expected = True
            report.marks[index] = Removal.BYLINE
        elif byline:
            names += byline.names
            report.agency = report.agency or byline.agency
            report.marks[index] = Removal.BYLINE
        elif expected and is_name(text) and len(names) < _NAMES:
            names.append(text)
            report.marks[index] = Removal.BYLINE
        elif expected and text.casefold() in {"and", ",", "&"}:
            report.marks[index] = Removal.BYLINE
        elif agency_named(text):
            report.agency = report.agency or agency_named(text)
            report.marks[index] = Removal.BYLINE
            expected = False
        else:
            expected = False
    report.byline = tuple(dict.fromkeys(names))


def _day(page: Sequence[Passage], report: Signed, lines: range, near: date | None) -> None:
    for index in lines:
        day = read_day_line(page[index].text, published=near)
        if day is not None:
            report.published = report.published or day
            report.marks.setdefault(index, Removal.DATELINE)


def _section(page: Sequence[Passage], head: int) -> str | None:
    """Return the label above a headline."""
    for index in range(head - 1, max(head - 3, -1), -1):
        if page[index].text != page[head].text:
            return page[index].text if is_label(page[index]) and not is_furniture(page[index]) else None
    return None


def read_outlet(page: Sequence[Passage]) -> str | None:
    """Return the outlet that signs the page at its top: 'Military Space News', or behind the title: '... - The Harbour Wire'."""
    for passage in page[:_TOP]:
        if len(passage.text) > _LONGEST_TITLE:
            continue  # the pattern below tries each dash against all that follow
        for part in reversed(TITLE_END.split(passage.text)):
            words = part.strip().split()
            outlet = 1 < len(words) <= _NAMES and words[-1].casefold() in word_set("outlet_words", table="page_lines")
            if outlet and all(word[:1].isupper() or word in {"of", "and", "the", "&"} for word in words):
                return part.strip()
    return None
