"""Guess the language of a text: English by its commonest words, other scripts by their letters, the rest by n-grams."""

from __future__ import annotations

import re

from dateline.stages.story.words import word_set

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 4000  # characters from the beginning
_ENGLISH_SHARE = (
    0.2  # English news has 0.35 to 0.5; the other languages of the evaluation pages at most 0.12: docs/decisions/0042
)
_FEW_WORDS = 20
_SURE = 700  # out-of-place score of the detector; long texts have 180 to 640: docs/decisions/0042
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
)
_OTHER_LETTERS = re.compile(r"[\u0400-\u052f\u0600-\u06ff]")
_SCRIPT_SHARE = 0.15  # of the letters


def guess_language(text: str, *, declared: str | None = None) -> str | None:
    """
    Return the language of a text as ISO 639-1, or what was declared where the text is too short to tell.

    Args:
        text: the body of a story.
        declared: what the page says its language is; pages are often wrong about it.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if not words:
        return declared
    common = word_set("english", table="language")
    share = sum(word.lower() in common for word in words) / len(words)
    if share >= _ENGLISH_SHARE:
        return "en"
    letters = sum(map(len, words))
    for language, script in _SCRIPTS:
        if len(script.findall(sample)) > _SCRIPT_SHARE * letters:
            return language
    if len(words) >= _FEW_WORDS or _OTHER_LETTERS.search(sample):
        return _by_ngrams(sample) or declared
    return declared


def _by_ngrams(sample: str) -> str | None:
    from resiliparse.parse.lang import detect_fast

    language, score = detect_fast(sample)
    return (
        str(language)
        if language != "unknown" and 0 < score <= (_SURE if not _OTHER_LETTERS.search(sample) else 2 * _SURE)
        else None
    )
