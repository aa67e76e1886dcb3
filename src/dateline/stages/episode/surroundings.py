"""The sentence that an event stands in."""

from __future__ import annotations

import re

from dateline.spans import Span

SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+|\n")


def sentence(text: str, span: Span) -> Span:
    """Return the sentence that a span begins in, run on to the end of the one that it ends in."""
    start = max((found.end() for found in SENTENCE_END.finditer(text, 0, span.start)), default=0)
    after = SENTENCE_END.search(text, max(span.end - 1, 0))
    return Span(start, after.start() + 1 if after else len(text))
