"""Look at a story by its tokens: words, classes, tree and quotation marks side by side, ready for the rules that read it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from dateline.language.analysis import Analysis, Range
from dateline.spans import Span
from dateline.stages.statement.quotation import Quoted, quotations

FINITE_TAGS = frozenset(("VERB", "AUX"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"))
DASHES = frozenset(("\u2013", "\u2014", "--", "-", "\u2015"))
_MARKS = frozenset('\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f"\uff02') | {"``", "''"}
_SINGLE = frozenset("\u2018\u2019\u201a'")


@dataclass(frozen=True, slots=True)
class Text:
    """
    The tokens of a story as plain tuples; `quoted` holds the number of the quotation that a token stands in, -1 for none.

    Quotation marks themselves stand in the quotation that they enclose.
    """

    analysis: Analysis
    characters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    words: tuple[str, ...]
    lower: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    kids: tuple[tuple[int, ...], ...]
    sentences: tuple[Range, ...]
    sentence_at: tuple[int, ...]
    quotations: tuple[Quoted, ...]
    quoted: tuple[int, ...]

    def is_mark(self, token: int) -> bool:
        """Return whether the token is a quotation mark."""
        if self.words[token] in _MARKS:
            return True
        number = self.quoted[token]
        return number >= 0 and self.words[token] in _SINGLE and not self._inside(token, number)

    def _inside(self, token: int, number: int) -> bool:
        inner = self.quotations[number].inner
        return inner.start <= self.starts[token] and self.ends[token] <= inner.end

    def sentence(self, token: int) -> Range:
        """Return the sentence that holds the token."""
        return self.sentences[self.sentence_at[token]]

    def span(self, tokens: Range) -> Span:
        """Return the characters of the tokens."""
        return Span(self.starts[tokens[0]], self.ends[tokens[1] - 1])

    def tokens_in(self, span: Span) -> Range:
        """Return the tokens that share a character with the span."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def below(self, token: int, *deprels: str) -> tuple[int, ...]:
        """Return the children with one of the relations, subtypes included."""
        return tuple(child for child in self.kids[token] if self.relation(child) in deprels)

    def relation(self, token: int) -> str:
        """Return a token's relation without its subtype."""
        return self.deprels[token].partition(":")[0]

    def reach(self, token: int) -> Range:
        """Return the range from the first to the last token of the subtree."""
        first = last = token
        stack = [token]
        seen = 0
        while stack and seen < len(self.words):
            at = stack.pop()
            seen += 1
            first, last = min(first, at), max(last, at)
            stack.extend(self.kids[at])
        return first, last + 1

    def is_under(self, token: int, above: int) -> bool:
        """Return whether a token hangs, at any depth, on another."""
        for _ in range(64):
            if token < 0:
                return False
            if token == above:
                return True
            token = self.heads[token]
        return False


def look(analysis: Analysis) -> Text:
    """Return the story's tokens as the rules of this stage read them."""
    starts, ends = tuple(analysis.starts.tolist()), tuple(analysis.ends.tolist())
    heads = tuple(analysis.heads.tolist())
    words = analysis.words
    kids: list[list[int]] = [[] for _ in words]
    for token, head in enumerate(heads):
        if head >= 0:
            kids[head].append(token)
    marks = quotations(analysis.text)
    sentence_at = [0] * len(words)
    for number, (first, last) in enumerate(analysis.sentences):
        sentence_at[first:last] = [number] * (last - first)
    return Text(
        analysis=analysis,
        characters=analysis.text,
        starts=starts,
        ends=ends,
        words=words,
        lower=tuple(word.lower() for word in words),
        upos=analysis.upos,
        heads=heads,
        deprels=analysis.deprels,
        kids=tuple(map(tuple, kids)),
        sentences=analysis.sentences,
        sentence_at=tuple(sentence_at),
        quotations=marks,
        quoted=_quoted(starts, ends, marks),
    )


def _quoted(starts: tuple[int, ...], ends: tuple[int, ...], marks: tuple[Quoted, ...]) -> tuple[int, ...]:
    inside = [-1] * len(starts)
    for number, quoted in enumerate(marks):
        first, last = bisect_right(ends, quoted.outer.start), bisect_left(starts, quoted.outer.end)
        inside[first:last] = [number] * (last - first)
    return tuple(inside)
