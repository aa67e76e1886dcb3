"""
What can be seen of a passage without reading it: length, marks, letters, catchwords, and what stands around it.

The rows are what `body.py` weighs; their order is that of NAMES, and the weights were trained on it (training/story_lines).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import compress
from operator import or_

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
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_DIGITS = b"0123456789"
_LETTERS_DIGITS = _DIGITS + b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
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


@lru_cache(maxsize=1)
def _needs() -> tuple[re.Pattern[str], dict[str, int]]:
    """
    Return an expression that finds the pieces of words which catchwords need, and the reasons of each.

    Reasons are bits in the order of KINDS. At one place the longest piece is found; its bits hold those of its beginnings.
    """
    bits: dict[str, int] = {}
    for bit, kind in enumerate(KINDS):
        for need in word_set(f"{kind}_needs", table="page_lines"):
            bits[need] = bits.get(need, 0) | 1 << bit
    whole = {need: reduce(or_, (bits[other] for other in bits if need.startswith(other))) for need in bits}
    longest = sorted(bits, key=len, reverse=True)
    starts = sorted({need[0] for need in bits})
    rests = {start: "|".join(re.escape(need[1:]) for need in longest if need[0] == start) for start in starts}
    return re.compile("(?=(" + "|".join(f"{re.escape(start)}(?:{rest})" for start, rest in rests.items()) + "))"), whole


@lru_cache(maxsize=50000)
def _needed_by(word: str) -> int:
    """Return the reasons, as bits, whose catchwords a line with this word may have."""
    pieces, reasons = _needs()
    found = 0
    for piece in pieces.findall(word):
        found |= reasons[piece]
    return found


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return word_set("common", table="common_words")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words at the head of a line, and which of them are function words."""

    texts: list[str]
    common: list[bool]

    def content(self) -> set[str]:
        """Return those that carry the line's subject."""
        return {word for word, common in zip(self.texts, self.common, strict=True) if not common and len(word) > 3}  # noqa: PLR2004


def _words(text: str) -> _Words:
    words, common = _WORD.findall(text[:_HEAD]), _common()
    return _Words(words, [word.lower() in common for word in words])


@lru_cache(maxsize=20000)
def catchwords(text: str) -> tuple[bool, ...]:
    """Return which reasons' catchwords a line has, in the order of KINDS and WHOLE."""
    ends = text if len(text) <= _SEARCHED else text[: _SEARCHED // 2] + " … " + text[-_SEARCHED // 2 :]
    lowered = ends.lower()
    label = len(text) <= _LABEL
    may = 0
    for word in lowered.split():
        may |= _needed_by(word)
    return (
        *(may >> bit & 1 > 0 and pattern(kind).search(lowered) is not None for bit, kind in enumerate(KINDS)),
        *(label and pattern(kind).match(lowered) is not None for kind in WHOLE),
    )


@lru_cache(maxsize=20000)
def reasons_seen(text: str) -> frozenset[str]:
    """Return the reasons whose catchwords a line has."""
    return frozenset(compress((*KINDS, *WHOLE), catchwords(text)))


def _counts(head: str) -> tuple[int, int]:
    """Return how many letters and digits, and how many digits there are."""
    plain = head.encode("ascii", "ignore")
    letters = len(plain) - len(plain.translate(None, _LETTERS_DIGITS))
    digits = len(plain) - len(plain.translate(None, _DIGITS))
    if len(plain) < len(head):
        other = _BEYOND_ASCII.findall(head)
        letters += sum(map(str.isalnum, other))
        digits += sum(map(str.isdigit, other))
    return letters, digits


def _own(passage: Passage, copies: int, words: _Words) -> list[float]:
    text = passage.text
    size = len(text)
    head = text[:_HEAD]
    count = len(words.texts) or 1
    letters, digits = _counts(head)
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
        sum([word[0].isupper() for word in words.texts]) / count,
        sum(words.common) / count,
        digits / len(head),
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
    words = [_words(passage.text) for passage in page]
    own = np.array(
        [_own(passage, copies[passage.text], found) for passage, found in zip(page, words, strict=True)], dtype=np.float32
    )
    column = {name: own[:, index] for index, name in enumerate(OWN)}
    good = (column["characters"] >= _GOOD) & (column["strong_end"] > 0) & (column["common"] > 0.2)  # noqa: PLR2004
    place = _page([found.content() for found in words], column, good)
    near = _near(column, good)
    beside = own[:, [OWN.index(name) for name in AROUND]]
    around = [_shifted(beside, step) for step in REACH]
    return np.column_stack([own, *place, *near, *around]).astype(np.float32)


def _shifted(columns: Array, step: int) -> Array:
    moved: Array = np.full_like(columns, -1.0)
    if abs(step) < len(columns):
        if step > 0:
            moved[:-step] = columns[step:]
        else:
            moved[-step:] = columns[:step]
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
    return _words(text).content()


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
