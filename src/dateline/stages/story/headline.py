"""The headline of a report: the line above it that is printed twice, that the page's title repeats, that shares its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.stages.story.byline import read_byline
from dateline.stages.story.line_reasons import is_furniture
from dateline.stages.story.masthead import read_dateline, read_day_line
from dateline.stages.story.passages import Passage
from dateline.stages.story.traits import content_words

_REACH = 40  # lines above the text that may be its headline
_LENGTH = (12, 220)
_USUAL = (28, 140)
_ENOUGH = 1.2  # score of the weakest line that is taken for a headline: docs/decisions/0052
_TITLES = 3  # the page's title, where the dump kept it, is among the first lines
TITLE_END = re.compile(r"\s+(?:[|–—»·-]|::)\s+")
_BODY_LINES = 12


def find_headline(page: Sequence[Passage], lines: list[int], *, first: int, begins: int) -> int | None:
    """
    Return the passage that is the headline of the report whose text begins at `first`, or None.

    Args:
        page: the passages of the page.
        lines: those that are body text.
        first: the dateline, or the first paragraph.
        begins: the first passage that may belong to the report.
    """
    low = max(begins, first - _REACH)
    copies = Counter(passage.text for passage in page[begins : first + 1])
    words = set().union(*(content_words(page[index].text) for index in [i for i in lines if i >= first][:_BODY_LINES]))
    titles = [page[index].text for index in range(begins, min(begins + _TITLES, first))]
    above = range(low, first)
    scored = [(_score(page[index], copies[page[index].text], words, titles, distance=first - index), index) for index in above]
    if not scored:
        return None
    best, index = max(scored, key=lambda pair: (pair[0], pair[1]))
    if best < _ENOUGH:
        return None
    twins = [i for i in range(low, first) if page[i].text == page[index].text]
    return twins[0]


def _score(passage: Passage, copies: int, words: set[str], titles: list[str], *, distance: int) -> float:
    text = passage.text
    count = len(text.split())
    if not _LENGTH[0] <= len(text) <= _LENGTH[1] or count < 2 or is_furniture(passage):  # noqa: PLR2004
        return -9.0
    if read_byline(text) or read_day_line(text) or read_dateline(text):
        return -9.0
    own = content_words(text)
    score = 3.0 * (len(own & words) / len(own) if own else 0.0)
    score += 1.5 * (copies > 1) + 1.0 * (_USUAL[0] <= len(text) <= _USUAL[1]) + 0.5 * (count > 3)  # noqa: PLR2004
    titled = any(title != text and _is_title_of(title, text) for title in titles)
    score += 3.0 * titled
    score -= 1.5 * text.endswith((".", ":", ",")) + 1.0 * passage.bullet + 1.0 * text[0].islower()
    return score - 0.08 * distance


def _is_title_of(title: str, text: str) -> bool:
    """Return whether a page's title is a headline and the outlet's name, or the other way round."""
    if len(text) < 15 or text not in title:  # noqa: PLR2004
        return False
    return any(part.strip() == text for part in TITLE_END.split(title)) or title.startswith(text) or title.endswith(text)


def title_part(title: str) -> str | None:
    """Return the longest part of a page's title, or None where it is too short for a headline."""
    parts = [part.strip() for part in TITLE_END.split(title)]
    longest = max(parts, key=len)
    return longest if len(longest) >= _USUAL[0] and len(parts) > 1 else None
