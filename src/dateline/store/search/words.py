"""The words of texts and questions: split, folded and stemmed alike, so that what is asked is found and marked."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import tantivy

from dateline.spans import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

TOKENIZER = "dateline_words"  # the analysis of fields that hold words
_WORD = re.compile(r"[^\W_]+")
# Scripts without blanks: each character is a word, and a run of them is looked for as a phrase.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def analyser(*, stemmed: bool = True) -> tantivy.TextAnalyzer:
    """Return what splits a text into words without capitals and accents and, if wanted, without English endings."""
    made = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    made = made.filter(tantivy.Filter.remove_long(100)).filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return (made.filter(tantivy.Filter.stemmer("english")) if stemmed else made).build()


@cache
def _kept(*, stemmed: bool) -> tantivy.TextAnalyzer:
    return analyser(stemmed=stemmed)


def spaced(text: str) -> str:
    """Return the text with blanks around every character of a script that writes none."""
    return _UNSPACED.sub(r" \g<0> ", text) if _UNSPACED.search(text) else text


@lru_cache(maxsize=65536)
def terms(text: str, *, stemmed: bool = True) -> tuple[str, ...]:
    """Return what the index holds for the words of a short text."""
    return tuple(_kept(stemmed=stemmed).analyze(spaced(text)))


def matching(text: str, wanted: Container[str], prefixes: tuple[str, ...] = ()) -> Iterator[Span]:
    """
    Yield where words stand whose terms are wanted, or begin as one of the prefixes does.

    Args:
        text: any text.
        wanted: terms as `terms` gives them.
        prefixes: beginnings of words, folded.
    """
    for found in _WORD.finditer(text):
        if _UNSPACED.search(found[0]):
            for place in range(found.start(), found.end()):
                if text[place] in wanted:
                    yield Span(place, place + 1)
        elif _is_wanted(found[0], wanted, prefixes):
            yield Span(found.start(), found.end())


def _is_wanted(word: str, wanted: Container[str], prefixes: tuple[str, ...]) -> bool:
    if any(term in wanted for term in terms(word)):
        return True
    return bool(prefixes) and any(term.startswith(prefixes) for term in terms(word, stemmed=False))
