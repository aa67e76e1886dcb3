"""What a page shows about each of its blocks: one row of numbers per block, for the classifier in `blockmodel`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.stages.story.blocks import GROUPS, TAGS, Block, Container, Layout
from dateline.stages.story.patterns import patterns, words

Rows = npt.NDArray[np.float32]

_TERMINAL = re.compile(r"[.!?…。।؟][\"'”’»“)\]]*$")
_HABITS = patterns("habits")
_HABIT = tuple(pattern.search for pattern in _HABITS.values())
_NO_HABITS = (False,) * len(_HABIT)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HARDLY, _MOSTLY, _LINK_WORDS = 0.02, 0.7, 12  # shares, shares, words: docs/decisions/0040
_TAG_CLASSES = ("p", "li", "h1", "h2", "h3", "h4", "div", "td", "blockquote", "figcaption", "section", "article", "pre")
_LABEL = 300  # characters; labels and calls are shorter
_PIECE = 24  # characters compared at a time where a block is in an extraction in part
_NEAR = (-3, -2, -1, 1, 2, 3)
_PROBE = 40  # characters that two blocks do not share by chance
_SWALLOWER = 1200  # characters; a paragraph is seldom longer
_MOST_SWALLOWERS = 50  # on a page of so many long blocks none is a copy of all others
_FEW = 2
_PROSE_WORDS = 15  # of a sentence at least
_HALF = 0.5
_ENDING = 8  # characters in which a sentence ends, closing marks and all
_LINE = 80  # characters of a line looked at
_INSIDE_WORDS = 8
_FAR = 40  # blocks; beyond that all distances are alike

_OWN = words("own", section="columns")
_AROUND = words("around", section="columns")
_NEIGHBOUR = words("neighbour", section="columns")
_PLACE = words("place", section="columns")
_PAGE = words("page", section="columns")
NAMES = (
    *_OWN,
    *_HABITS,
    *(f"tag_{tag}" for tag in _TAG_CLASSES),
    *(f"in_{tag}" for tag in TAGS),
    *(f"any_{group}" for group in GROUPS),
    *(f"near_{group}" for group in GROUPS),
    *_AROUND,
    *(f"{name}{offset:+d}" for offset in _NEAR for name in _NEIGHBOUR),
    *_PLACE,
    *_PAGE,
)


@dataclass(frozen=True, slots=True)
class Hints:
    """What others say about a page: the text that a general extractor keeps, the titles that the page declares."""

    extracted: str
    titles: tuple[str, ...] = ()


class _Text:
    """A text to look blocks up in, blanks aside."""

    def __init__(self, text: str) -> None:
        self.key = "".join(text.split())
        self.lines = frozenset("".join(line.split()) for line in text.split("\n"))

    def share(self, key: str) -> float:
        """Return how much of the characters of key is in the text, 0 to 1."""
        if not self.key:
            return 0.0
        if len(key) < _PIECE:
            return float(key in self.lines or (len(key) > _PIECE // 2 and key in self.key))
        if key in self.key:
            return 1.0
        pieces = [key[start : start + _PIECE] for start in range(0, len(key) - _PIECE + 1, _PIECE)]
        return sum(piece in self.key for piece in pieces) / len(pieces)


def _habits(text: str) -> tuple[bool, ...]:
    if len(text) >= _LABEL:
        return _NO_HABITS
    lowered = text.lower()
    return tuple(search(lowered) is not None for search in _HABIT)


def _own_row(block: Block, key: str, times: int, titles: frozenset[str], kept: _Text) -> list[float]:
    text = block.text
    words = text.split()
    chars = len(text)
    first = text[0]
    return [
        chars,
        len(words),
        block.linked / chars,
        min(block.links, 10),
        block.bold / chars,
        _TERMINAL.search(text[-_ENDING:]) is not None,
        text.endswith(":"),
        first.isupper() or first in "\"“„«'‘",
        sum(word[0].islower() for word in words) / len(words),
        sum(map(str.isdigit, text)) / chars if chars < _LINE else 0.0,
        sum(map(str.isupper, text[:_LINE])) / min(chars, _LINE),
        text.count("\n"),
        block.after_breaks,
        block.container.depth,
        block.container.body,
        block.container.datum,
        block.container.hidden,
        min(times, 5),
        0.0,
        key in titles,
        kept.share(key),
        key in kept.lines,
    ]


def _swallowers(keys: Sequence[str]) -> list[bool]:
    """Return for each block whether it repeats in one piece what several other blocks say."""
    if sum(len(key) >= _SWALLOWER for key in keys) > _MOST_SWALLOWERS:
        return [False] * len(keys)
    probes = [key[:_PROBE] for key in keys if _PROBE <= len(key) < _SWALLOWER]
    return [len(key) >= _SWALLOWER and sum(probe in key for probe in probes) > _FEW for key in keys]


def _bits(values: Sequence[int], width: int) -> Rows:
    packed = np.array(values, dtype=np.int64)[:, None]
    return ((packed >> np.arange(width)) & 1).astype(np.float32)


def _shares(groups: Sequence[int], kept_words: Rows, words: Rows) -> tuple[Rows, Rows, Rows]:
    """Return for each block the share of kept words, the words and the blocks of its group."""
    ids = np.array(groups)
    total = np.bincount(ids, weights=words)[ids]
    kept = np.bincount(ids, weights=kept_words)[ids]
    count = np.bincount(ids)[ids]
    return (kept / np.maximum(total, 1)).astype(np.float32), total.astype(np.float32), count.astype(np.float32)


def _distances(containers: Sequence[Container], blocks: Sequence[Block], kept_words: Rows) -> tuple[list[int], list[int]]:
    """Return the steps from each block's container up to the way to the one with most of the kept text, and down from there."""
    weight: Counter[int] = Counter()
    for block, value in zip(blocks, kept_words, strict=True):
        weight[block.container.number] += int(value)
    index = max(weight, key=lambda one: (weight[one], -one))
    way: dict[int, int] = {}
    while index >= 0:
        way[index] = len(way)
        index = containers[index].parent
    ups, downs = [], []
    for block in blocks:
        index, steps = block.container.number, 0
        while index not in way:
            index, steps = containers[index].parent, steps + 1
        ups.append(steps)
        downs.append(way[index])
    return ups, downs


def _shifted(column: Rows, offset: int) -> Rows:
    moved = np.zeros_like(column)
    if abs(offset) >= len(column):
        return moved
    if offset > 0:
        moved[:-offset] = column[offset:]
    else:
        moved[-offset:] = column[:offset]
    return moved


def _window(column: Rows, reach: int) -> Rows:
    sums = np.concatenate(([0.0], np.cumsum(column, dtype=np.float64)))
    at = np.arange(len(column))
    return np.asarray(sums[np.minimum(at + reach + 1, len(column))] - sums[np.maximum(at - reach, 0)], dtype=np.float32)


def _place_columns(kept: Rows, kept_words: Rows, words: Rows, links: Rows, titles: Rows) -> list[Rows]:
    size = len(kept)
    at = np.arange(size)
    inside = np.flatnonzero((kept > _HALF) & (words >= _INSIDE_WORDS))
    first, last = (inside[0], inside[-1]) if len(inside) else (size, -1)
    cumulative = np.cumsum(kept_words)
    prose = np.where((words >= _PROSE_WORDS) & (links < _HALF), 1.0, 0.0)
    titled = np.maximum.accumulate(np.where(titles > 0, at, -_FAR))
    run = np.zeros(size, dtype=np.float32)
    length = 0.0
    for index in range(size):
        length = length + float(words[index]) if kept[index] > _HALF else 0.0
        run[index] = length
    columns = [
        at / size,
        np.clip(at - titled, 0, _FAR),
        np.minimum(np.cumsum(prose) - prose, _FAR),
        np.clip(at - first, -_FAR, _FAR),
        np.clip(last - at, -_FAR, _FAR),
        (at >= first) & (at <= last),
        cumulative / max(float(cumulative[-1]), 1.0),
        _window(kept_words, 5),
        _window(words, 5),
        _window(kept_words, 12),
        _window(words, 12),
        run,
    ]
    return [np.asarray(column, dtype=np.float32) for column in columns]


def _around_columns(layout: Layout, kept_words: Rows, words: Rows) -> list[Rows]:
    blocks, containers = layout.blocks, layout.containers
    parents = [max(block.container.parent, 0) for block in blocks]
    grands = [max(containers[parent].parent, 0) for parent in parents]
    numbers: dict[str, int] = {}
    likes = [
        numbers.setdefault(f"{containers[parent].signature}>{block.container.signature}", len(numbers))
        for parent, block in zip(parents, blocks, strict=True)
    ]
    sames = [numbers.setdefault(block.container.signature, len(numbers)) for block in blocks]
    parent, grand, like, same = (_shares(groups, kept_words, words) for groups in (parents, grands, likes, sames))
    ups, downs = _distances(containers, blocks, kept_words)
    return [*parent, grand[0], *like, *same[:2], np.array(ups, dtype=np.float32), np.array(downs, dtype=np.float32)]


def rows(layout: Layout, hints: Hints) -> Rows:
    """Return one row of NAMES per block; the words of plain furniture are not looked into."""
    blocks = layout.blocks
    own = _own_columns(blocks, hints)
    words, links, kept, is_title = (own[:, _OWN.index(name)] for name in ("words", "link_ratio", "kept", "is_title"))
    kept_words = words * kept
    tags = np.array([[block.tag == tag for tag in _TAG_CLASSES] for block in blocks], dtype=np.float32)
    heading = np.array([block.tag in _HEADINGS for block in blocks], dtype=np.float32)
    item = tags[:, _TAG_CLASSES.index("li")]
    titled = np.maximum(is_title, tags[:, _TAG_CLASSES.index("h1")])
    around = _around_columns(layout, kept_words, words)
    plain = _furniture(kept, around[_AROUND.index("like_kept")], links, words)
    columns = [
        *around,
        *(_shifted(column, offset) for offset in _NEAR for column in (kept, words, links, heading, item)),
        *_place_columns(kept, kept_words, words, links, titled),
        *_page_columns(kept_words, words, tags[:, 0]),
    ]
    habits = [_NO_HABITS if skip else _habits(block.text) for skip, block in zip(plain, blocks, strict=True)]
    containers = [block.container for block in blocks]
    return np.hstack(
        [
            own,
            np.array(habits, dtype=np.float32),
            tags,
            _bits([container.tags for container in containers], len(TAGS)),
            _bits([container.groups for container in containers], len(GROUPS)),
            _bits([container.near for container in containers], len(GROUPS)),
            np.stack(columns, axis=1),
        ]
    )


def furniture(table: Rows) -> npt.NDArray[np.bool_]:
    """Return which rows are short links in lists of which the extractor keeps nothing: 90 of 11,140 were text."""
    return _furniture(*(table[:, NAMES.index(name)] for name in ("kept", "like_kept", "link_ratio", "words")))


def _furniture(kept: Rows, like_kept: Rows, links: Rows, words: Rows) -> npt.NDArray[np.bool_]:
    return np.asarray((kept == 0) & (like_kept < _HARDLY) & (links > _MOSTLY) & (words < _LINK_WORDS))


def _own_columns(blocks: Sequence[Block], hints: Hints) -> Rows:
    keys = ["".join(block.text.split()) for block in blocks]
    times = Counter(keys)
    titles = frozenset("".join(title.split()) for title in hints.titles)
    kept_text = _Text(hints.extracted)
    own = np.array(
        [_own_row(block, key, times[key], titles, kept_text) for block, key in zip(blocks, keys, strict=True)], dtype=np.float32
    )
    own[:, _OWN.index("swallows")] = _swallowers(keys)
    return own


def _page_columns(kept_words: Rows, words: Rows, in_p: Rows) -> list[Rows]:
    total, kept = float(words.sum()), float(kept_words.sum())
    page = (kept, kept / total, len(words), float(words[in_p > 0].sum()) / total)
    return [np.full(len(words), value, dtype=np.float32) for value in page]
