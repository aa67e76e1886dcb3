"""Part the kept blocks of a page into its reports: the main one, and those embedded with headline and dateline of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.records import StoryKind
from dateline.stages.story.blocks import Block
from dateline.stages.story.byline import read_byline
from dateline.stages.story.front import Front
from dateline.stages.story.masthead import Dateline, read_dateline

_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_REACH = 4  # blocks between a headline and its dateline: byline, day, picture
_LEAST_TEXT = 60  # characters of report before and after, so that a subhead with a dateline in it parts nothing
_SHORT = 220


@dataclass(frozen=True, slots=True)
class Report:
    """The blocks of one report, in page order, and what stands at its head."""

    kind: StoryKind
    blocks: tuple[int, ...]
    front: Front


def split_reports(blocks: Sequence[Block], kept: Sequence[bool], front: Front) -> tuple[Report, ...]:
    """
    Return the reports of a page, the main one first.

    Args:
        blocks: all blocks of the page.
        kept: which of them are part of a report.
        front: the masthead of the page; its day settles the years that datelines leave out.
    """
    indices = [index for index, keep in enumerate(kept) if keep]
    starts = tuple(_starts(blocks, indices, front))
    bounds = [0, *(position for position, _ in starts), len(indices)]
    reports = [Report(StoryKind.MAIN, tuple(indices[: bounds[1]]), front)]
    for number, (_, head) in enumerate(starts):
        reports.append(Report(StoryKind.EMBEDDED, tuple(indices[bounds[number + 1] : bounds[number + 2]]), head))
    return tuple(reports)


def _starts(blocks: Sequence[Block], indices: Sequence[int], front: Front) -> Iterator[tuple[int, Front]]:
    """Yield where an embedded report begins among the kept blocks, with its masthead."""
    told = 0
    for position, index in enumerate(indices):
        block = blocks[index]
        if (
            block.tag in _HEADINGS
            and index != front.printed
            and told >= _LEAST_TEXT
            and (head := _head(blocks, indices, position, front))
        ):
            yield position, head
            told = 0
        elif block.tag not in _HEADINGS:
            told += len(block.text)


def _head(blocks: Sequence[Block], indices: Sequence[int], position: int, front: Front) -> Front | None:
    """Return the masthead that a heading opens, or None where no dateline follows: then it is a subhead."""
    byline: tuple[str, ...] = ()
    for index in indices[position + 1 : position + 1 + _REACH]:
        block = blocks[index]
        if block.tag in _HEADINGS:
            return None
        dateline = read_dateline(block.text, published=front.published)
        if dateline is not None:
            follows = sum(len(blocks[later].text) for later in indices[position + 1 :])
            return (
                _front(blocks[indices[position]], indices[position], byline, dateline, front) if follows >= _LEAST_TEXT else None
            )
        if len(block.text) > _SHORT:
            return None
        if (found := read_byline(block.text)) is not None:
            byline = found.names
    return None


def _front(block: Block, index: int, byline: tuple[str, ...], dateline: Dateline, around: Front) -> Front:
    return Front(
        headline=block.text.replace("\n", " "),
        byline=byline,
        agency=dateline.agency,
        place=dateline.place,
        published=dateline.day,
        outlet=around.outlet,
        printed=index,
    )
