"""Choose the blocks of a page that are its reports."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.stages.story.blockmodel import score
from dateline.stages.story.blocks import Block, Layout
from dateline.stages.story.features import Hints, rows

THRESHOLD = 0.5  # best of 0.4, 0.45, 0.5, 0.55, 0.6 on both sets: docs/decisions/0040
_LONG = 250  # characters; a longer text is not printed twice for its sake
_PIECE = 40  # characters that two blocks do not share by chance
_SWALLOWER = 1200  # characters; a longer block may repeat the others in one piece
_MOST_SWALLOWERS = 50  # on a page of so many long blocks none is a copy of all others


def select(layout: Layout, hints: Hints) -> tuple[bool, ...]:
    """Return for each block whether it is part of a report: paragraph, subhead, list."""
    if not layout.blocks:
        return ()
    scores = score(rows(layout, hints))
    return settle(layout.blocks, tuple(float(one) for one in scores))


def settle(blocks: Sequence[Block], scores: Sequence[float]) -> tuple[bool, ...]:
    """Return which blocks to keep, given how likely each is part of the report, 0 to 1."""
    kept = [value > THRESHOLD and not block.container.datum for block, value in zip(blocks, scores, strict=True)]
    keys = ["".join(block.text.split()) for block in blocks]
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if kept[index] and len(key) > _LONG:
            kept[index] = key not in seen
            seen.add(key)
    long = [index for index, key in enumerate(keys) if kept[index] and len(key) >= _SWALLOWER]
    for index in long if len(long) <= _MOST_SWALLOWERS else ():
        key = keys[index]
        if kept[index]:
            inner = sum(
                len(other) for at, other in enumerate(keys) if at != index and kept[at] and len(other) >= _PIECE and other in key
            )
            kept[index] = inner < len(key) / 2
    return tuple(kept)
