"""
Compose pages that look like news: for measuring what a user pays for a page that is read, stored, linked and published.

Headline and first paragraph of a page are of one of the examples, its other paragraphs of any of them, with other states in the
place of those that they name and other numbers, so that few pages are copies of another. Pages are dated within some days of a
given one: half of them tell of days that the record knows already.
"""

from __future__ import annotations

import random
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.synthetic import OUTLETS, STATES
from dateline import codebook, sources
from dateline.records import Page, StoryKind
from dateline.stages import story as stories

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dateline.records import Story

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"
AROUND = 15  # days before the given one and after it
MORE = 5  # paragraphs after the first
NUMBER = re.compile(r"\b\d{2,3}\b")
YEAR = re.compile(r"\b20[12]\d\b")


def write(folder: Path, count: int, *, seed: int, last: date) -> None:
    """
    Write pages into a folder, each with one story.

    Args:
        folder: where to; it must exist.
        count: how many.
        seed: of the dice; one seed gives the same pages, whatever the day.
        last: the last day that the record knows.
    """
    dice = random.Random(seed)
    for number in range(count):
        day = last + timedelta(days=dice.randint(-AROUND, AROUND))
        (folder / f"{seed}-{number:05}.txt").write_text(page(day, dice), encoding="utf-8")


def page(day: date, dice: random.Random) -> str:
    """Return the text of a page of a day."""
    told = _told()
    first = dice.choice(told)
    lead, *_ = _paragraphs(first, day)
    more = dice.sample([one for story in told if story is not first for one in _paragraphs(story, day)[1:]], MORE)
    names = _exchanged(dice)
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    text = "\n\n".join((first.headline or "", f"{names['Beijing']} (Reuters) {day:%B} {day.day}, {day.year}", lead, *more))
    text = re.sub(rf"\b(?:{words})\b", lambda found: names[found[0]], text)
    head, where, *body = text.split("\n\n")
    other = [NUMBER.sub(lambda found: str((int(found[0]) + dice.randrange(90)) % 900 + 10), one) for one in body]
    return "\n\n".join((dice.choice(OUTLETS), head, where, *other)) + "\n"


@cache
def _told() -> tuple[Story, ...]:
    """Return the reports of the examples that have a date."""
    pages = (found for found in sources.pages([EXAMPLES]) if isinstance(found, Page))
    every = (story for found in pages for story in stories.read(found).stories)
    return tuple(story for story in every if story.kind is StoryKind.MAIN and story.published and story.headline)


def _paragraphs(story: Story, day: date) -> Sequence[str]:
    """Return the paragraphs of a report as of the year of a day."""
    years = day.year - (story.published or day).year
    return YEAR.sub(lambda found: str(int(found[0]) + years), story.text).split("\n\n")


def _exchanged(dice: random.Random) -> Mapping[str, str]:
    """Return names, capitals and adjectives of states, each with those of another state."""
    known = codebook.load().states
    others = dice.sample(STATES, len(STATES))
    found = {}
    for one, other in ((known[code], known[new]) for code, new in zip(STATES, others, strict=True)):
        found |= {one.name: other.name, one.capital or one.name: other.capital or other.name}
        found |= {one.adjectives[0]: other.adjectives[0]}
    return found
