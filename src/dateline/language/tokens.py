"""
Text → words, as Universal Dependencies cuts English: clitics and punctuation apart, abbreviations, numbers and addresses whole.

One regular expression reads the text from left to right; every alternative is bounded, so that time grows with the text alone.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.language import tables
from dateline.spans import Span

_APOSTROPHE = "['\u2019]"
_CLITIC = r"(?:[sSdDmM]|re|ve|ll|RE|VE|LL)(?!\w)"
_PREFIXES = (
    "anti|co|counter|cross|e|ex|inter|intra|micro|mid|mini|multi|neo|non|over|post|pre|pro|psycho|re|semi|socio|sub|ultra|un"
)
_DOMAINS = "com|org|net|gov|edu|mil|int|info|tv|io|uk|cn|ru|eu|de|fr|jp|in|au|ca|ua"
_UNITS = "am|pm|AM|PM|a\\.m\\.|p\\.m\\.|k|K|m|M|bn|tn|mm|cm|km|kg|ft|mph|kph|GHz|MHz|kHz|MW|GW|GB|MB|TB|x|bps"
_NOT = "(?i:do|did|does|is|are|was|were|have|has|had|would|could|should|ca)(?=nt(?!\\w))"  # "dont", as the web spells it
_NUMBER = r"\d+(?:[.,:/]\d+)*"


@cache
def _pattern() -> re.Pattern[str]:
    kinds = tables.kinds("abbreviations")
    always = "|".join(re.escape(word) for word, kind in kinds.items() if kind != "number")
    before_digit = "|".join(re.escape(word) for word, kind in kinds.items() if kind == "number")
    alternatives = (
        # nine words in ten: letters before a blank or comma
        rf"(?![cC]annot |[gGwW][oa](?:n|tt|nn)a |{_NOT})[A-Za-z][a-z]*(?=[ ,])",
        # addresses
        r"(?:https?://|www\.)[^\s<>\"\u201c\u201d]{0,2000}[\w/]",
        r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
        rf"(?:[\w-]{{1,63}}\.){{1,5}}(?:{_DOMAINS})(?![\w.-]*\w)(?:/[^\s<>\"\u201c\u201d]{{0,500}}[\w/])?",
        r"(?<!\w)[@#][^\W\d_]\w*",
        # abbreviations
        r"(?:[^\W\d_]\.){2,12}(?!\w)",
        r"(?:[A-Z]\.){1,6}[A-Z](?![\w.])",
        rf"(?:{always})\.(?!\w)",
        rf"(?:{before_digit})\.(?=\s{{0,2}}\d)",
        r"[A-HJ-Z]\.(?=\s?[^\W\d_a-z][\w.'\u2019])",
        # numbers
        r"\d{4}-\d{2}-\d{2}(?!\w)",
        r"(?:\+?\d{1,3}-)?\d{3}-(?:\d{3}-)?\d{4}(?!\w)",
        rf"{_NUMBER}(?:st|nd|rd|th|s)(?!\w)",
        rf"{_NUMBER}(?=(?:{_UNITS})(?!\w))",
        rf"{_NUMBER}\w*",
        r"(?<![\w.])\.\d+",
        rf"(?<!\w){_APOSTROPHE}\d\d?s?(?!\w)",
        r"(?<!\w)\+\d+(?!\w)",
        # words with clitics
        rf"(?=\w*[nN]{_APOSTROPHE}[tT](?!\w))\w+?(?=[nN]{_APOSTROPHE}[tT])",
        rf"[nN]{_APOSTROPHE}[tT](?!\w)",
        rf"(?<=\w){_APOSTROPHE}{_CLITIC}",
        r"[cC]an(?=not(?!\w))|CAN(?=NOT(?!\w))|(?:[gG]on|[wW]an)(?=na(?!\w))|[gG]ot(?=ta(?!\w))",
        rf"(?<!\w){_NOT}",
        # words
        r"[A-Z]{1,4}&[A-Z]{1,4}(?!\w)",
        rf"(?i:{_PREFIXES})-[^\W_]+",
        rf"[^\W_]+(?:{_APOSTROPHE}(?!{_CLITIC})[^\W_]+|\.(?=[a-z])[^\W_A-Z]+|_[^\W_]+)*",
        # punctuation
        r"\.{2,}|\u2026+\.?|-{2,}|[!?]{2,}|''|``|(\*|_|=|~|#|<|>|\+|\$|\u2014|\u2013)\1+",
        r"(?<=\s)[:;=]-?[()](?=\s|$)",
        r"[^\s\u200b-\u200f\u2060\ufeff\u00ad]",
    )
    return re.compile("|".join(alternatives))


def offsets(text: str) -> list[tuple[int, int]]:
    """Return the first character of each word and the one after its last, in text order."""
    return [match.span() for match in _pattern().finditer(text)]


def tokenize(text: str) -> tuple[Span, ...]:
    """Return the spans of the words in text order; what lies between them is white space."""
    return tuple(Span(start, end) for start, end in offsets(text))
