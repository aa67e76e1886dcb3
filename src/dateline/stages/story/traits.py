"""
What can be seen of a passage without reading it: length, marks, letters, catchwords, and what stands around it.

The rows are what `body.py` weighs; their order is that of NAMES, and the weights were trained on it (training/story_lines).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dateline.stages.story.byline import read_byline
from dateline.stages.story.masthead import read_dateline, read_day_line
from dateline.stages.story.passages import Passage
from dateline.stages.story.words import lines_of, word_set

Array = npt.NDArray[np.float32]
KINDS = ("legal", "subscribe", "share", "advertisement", "related", "comment", "caption", "chrome", "signature")
WHOLE = ("share_whole", "advertisement_whole", "related_label_whole", "truncation_whole")
_SEARCHED = 240  # catchwords stand at the ends of a line: of a long one only so much is looked at
_HEAD = 500  # characters of a line whose letters and words are counted
_LABEL = 130  # a line longer than this is no label
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*(?=\s|$)")
_SPEECH = re.compile(r"\b(?:said|says|told|added|according to|reported|announced|asked|wrote|sagte|erklärte)\b")
_FIRST_SECOND = re.compile(r"\b(?:you|your|we|our|us|my|i)\b")
_END = tuple(".!?”\"’'»)…。！？」؟۔।")
_STRONG_END = re.compile(r"[.!?。！？؟۔।][\"”’'»)\]]*$")
_QUOTE = tuple("\"“„«‘'")
_GOOD = 60  # a line of this length that ends like a sentence is taken for text, until weighed

OWN = (
    "characters", "words", "ends_like_sentence", "strong_end", "starts_upper", "starts_lower", "starts_quote", "commas",
    "sentences", "capitals", "common", "digits", "marks", "you", "speech", "question", "colon", "dots", "upper", "bullet",
    "indent", "gap", "lines", "copies", "at_sign", "url", "pipe", "bracket", "byline", "dateline", "day", "legal",
    "subscribe", "share", "advertisement", "related", "comment", "caption", "chrome", "signature", "share_whole",
    "advertisement_whole", "related_label_whole", "truncation_whole",
)  # fmt: skip
PAGE = (
    "position", "characters_before", "characters_after", "in_window", "from_window_start", "from_window_end",
    "window_share", "blank_page", "common_words_of_window",
)  # fmt: skip
NEAR = (
    "previous_good", "next_good", "gap_to_previous_good", "gap_to_next_good", "mass_2", "mass_5", "mass_12", "good_3",
    "good_8", "short_3", "short_8", "caps_5", "label_before",
)  # fmt: skip
AROUND = (
    "characters", "ends_like_sentence", "strong_end", "common", "capitals", "bullet", "gap", "copies", "caption",
    "related_label_whole", "related", "indent",
)  # fmt: skip
REACH = (-3, -2, -1, 1, 2, 3)
NAMES = (*OWN, *PAGE, *NEAR, *(f"{name}{step:+d}" for step in REACH for name in AROUND))


@lru_cache(maxsize=32)
def pattern(kind: str) -> re.Pattern[str]:
    """Return the catchwords of one reason as one expression."""
    lines = lines_of(kind, table="page_lines")
    joined = "|".join(f"(?:{line})" for line in lines)
    return re.compile(f"(?:{joined})" + (r"\W*$" if kind.endswith("_whole") else ""))


@lru_cache(maxsize=32)
def needs(kind: str) -> tuple[str, ...]:
    """Return pieces of words of which a line with the catchwords of a reason has at least one."""
    return tuple(word_set(f"{kind}_needs", table="page_lines"))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return word_set("common", table="common_words")


@lru_cache(maxsize=20000)
def catchwords(text: str) -> tuple[bool, ...]:
    """Return which reasons' catchwords a line has, in the order of KINDS and WHOLE."""
    ends = text if len(text) <= _SEARCHED else text[: _SEARCHED // 2] + " … " + text[-_SEARCHED // 2 :]
    lowered = ends.lower()
    label = len(text) <= _LABEL
    return (
        *(any(need in lowered for need in needs(kind)) and pattern(kind).search(lowered) is not None for kind in KINDS),
        *(label and pattern(kind).match(lowered) is not None for kind in WHOLE),
    )


def reasons_seen(text: str) -> frozenset[str]:
    """Return the reasons whose catchwords a line has."""
    return frozenset(kind for kind, seen in zip((*KINDS, *WHOLE), catchwords(text), strict=True) if seen)


def _own(passage: Passage, copies: int, words: list[str]) -> list[float]:
    text = passage.text
    size = len(text)
    head = text[:_HEAD]
    count = len(words) or 1
    letters = sum(map(str.isalnum, head))
    short = size <= _LABEL
    return [
        min(size, 1500.0),
        min(size / 6, 250.0),
        float(text.endswith(_END)),
        float(_STRONG_END.search(text[-8:]) is not None),
        float(text[0].isupper()),
        float(text[0].islower()),
        float(text.startswith(_QUOTE)),
        head.count(",") / count,
        min(len(_SENTENCE_END.findall(text[:1500])), 20),
        sum(word[0].isupper() for word in words) / count,
        sum(word.lower() in _common() for word in words) / count,
        sum(map(str.isdigit, head)) / len(head),
        (len(head) - letters - head.count(" ")) / len(head),
        len(_FIRST_SECOND.findall(head.lower())) / count,
        float(_SPEECH.search(text[:800]) is not None),
        float(text.endswith("?")),
        float(text.endswith(":")),
        float(text.endswith(("...", "…"))),
        float(text.isupper()),
        float(passage.bullet),
        min(passage.indent, 12.0),
        float(passage.gap),
        min(passage.lines, 12.0),
        min(copies, 5.0),
        float("@" in text),
        float("http" in text or "www." in text),
        float("|" in text),
        float(text.startswith(("(", "["))),
        float(read_byline(text) is not None) if short else 0.0,
        float(read_dateline(text) is not None) if text[0].isupper() else 0.0,
        float(read_day_line(text) is not None) if short else 0.0,
        *catchwords(text),
    ]


def traits(page: Sequence[Passage]) -> Array:
    """Return one row of NAMES per passage, in page order."""
    copies = Counter(passage.text for passage in page)
    words = [_WORD.findall(passage.text[:_HEAD]) for passage in page]
    own = np.array(
        [_own(passage, copies[passage.text], found) for passage, found in zip(page, words, strict=True)], dtype=np.float32
    )
    column = {name: own[:, index] for index, name in enumerate(OWN)}
    good = (column["characters"] >= _GOOD) & (column["strong_end"] > 0) & (column["common"] > 0.2)  # noqa: PLR2004
    place = _page([_content(found) for found in words], column, good)
    near = _near(column, good)
    around = [_shifted(column[name], step) for step in REACH for name in AROUND]
    return np.column_stack([own, *place, *near, *around]).astype(np.float32)


def _shifted(values: Array, step: int) -> Array:
    moved: Array = np.full_like(values, -1.0)
    if abs(step) < len(values):
        if step > 0:
            moved[:-step] = values[step:]
        else:
            moved[-step:] = values[:step]
    return moved


def best_window(scores: npt.NDArray[np.floating]) -> tuple[int, int]:
    """Return the half-open run of passages with the largest sum of scores (Kadane's scan)."""
    sums = np.concatenate([[0.0], np.cumsum(scores)])
    lowest = np.minimum.accumulate(sums[:-1])
    end = int(np.argmax(sums[1:] - lowest)) + 1
    return int(np.argmin(sums[:end])), end


def _page(words: list[set[str]], column: dict[str, Array], good: npt.NDArray[np.bool_]) -> list[Array]:
    """Where the passage stands: on the page, and in or beside the densest run of sentences."""
    size = len(words)
    sizes = np.minimum(column["characters"], 600)
    start, end = best_window(np.where(good, sizes, -30.0 - 0.2 * sizes))
    index = np.arange(size)
    total = np.cumsum(sizes)
    known: set[str] = set().union(*(words[i] for i in range(start, end) if good[i]))
    topical = [len(found & known) / len(found) if found else -1.0 for found in words]
    return [
        index / size,
        np.minimum(total - sizes, 20000) / 1000,
        np.minimum(total[-1] - total, 20000) / 1000,
        (index >= start) & (index < end),
        np.clip(index - start, -40, 200),
        np.clip(index - end, -200, 40),
        np.full(size, (end - start) / size),
        np.full(size, float(column["gap"].mean())),
        np.array(topical),
    ]


def content_words(text: str) -> set[str]:
    """Return the words of a line that carry its subject: no function words, none shorter than four letters."""
    return _content(_WORD.findall(text[:_HEAD]))


def _content(words: list[str]) -> set[str]:
    return {word for word in words if len(word) > 3 and word.lower() not in _common()}  # noqa: PLR2004


def _near(column: dict[str, Array], good: npt.NDArray[np.bool_]) -> list[Array]:
    """How much text there is around the passage."""
    size = len(good)
    index = np.arange(size)
    before = np.maximum.accumulate(np.where(good, index, -1))
    before = np.concatenate([[-1], before[:-1]])
    after = np.minimum.accumulate(np.where(good, index, size)[::-1])[::-1]
    after = np.concatenate([after[1:], [size]])
    sizes = np.minimum(column["characters"], 600)
    mass = np.where(good, sizes, 0)
    short = column["characters"] < 40  # noqa: PLR2004
    labels = column["related_label_whole"]
    last_label = np.maximum.accumulate(np.where(labels > 0, index, -99))
    return [
        np.where(before >= 0, sizes[np.maximum(before, 0)], 0),
        np.where(after < size, sizes[np.minimum(after, size - 1)], 0),
        np.minimum(np.where(before >= 0, index - before, 60), 60),
        np.minimum(np.where(after < size, after - index, 60), 60),
        *(_window_mean(mass, reach) for reach in (2, 5, 12)),
        *(_window_mean(good.astype(np.float32), reach) for reach in (3, 8)),
        *(_window_mean(short.astype(np.float32), reach) for reach in (3, 8)),
        _window_mean(column["capitals"], 5),
        np.minimum(index - last_label, 60),
    ]


def _window_mean(values: npt.NDArray[np.floating], reach: int) -> Array:
    """Return the mean over the passages up to `reach` away on both sides."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    index = np.arange(len(values))
    low, high = np.maximum(index - reach, 0), np.minimum(index + reach + 1, len(values))
    mean: Array = ((sums[high] - sums[low]) / (high - low)).astype(np.float32)
    return mean
