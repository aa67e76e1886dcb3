"""Read press conferences and interviews written as turns: 'Q: ...', 'Wang Wenbin: ...'."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.codebook.cues import words
from dateline.spans import Span
from dateline.stages.statement.clause import tidy
from dateline.stages.statement.draft import Draft, Placement

if TYPE_CHECKING:
    from dateline.language.analysis import Range
    from dateline.stages.statement.text import Text

_ASKING = words("asking")
_ANSWERING = words("answering")
_SMALL = frozenset(("of", "the", "for", "and", "de", "al", "bin", "van", "von", "to"))
# A colon of full width needs no blank behind it. 'Q.' and 'A.' are labels too; after another word a full stop is none.
_LABEL = re.compile(
    r"(?:(?P<letter>[QA])(?:uestion|nswer)?\d{0,3}\.(?=\s)"
    r"|(?P<label>[^\W\d_][^:\uff1a\n\u201c\u201d\"?!]{0,70}?)\s*(?::(?=\s|$)|\uff1a))"
)
_COLON = re.compile(r"\s*[:\uff1a.]")
_NUMBER = re.compile(r"\s*\d+$")  # 'Q1', 'Question 2'
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_FEWEST = 2  # labels that make a transcript
_LONGEST = 8  # words of a label


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next one begins."""

    label: Span
    words: Span
    asks: bool


def turns(characters: str) -> tuple[Turn, ...]:
    """
    Return the turns of a transcript in text order, or none where the text is no transcript.

    A transcript has two labels or more at the start of paragraphs, and each is 'Q', 'A' and the like or stands there twice,
    or is a name beside such ones. Paragraphs without a label belong to the turn before.
    """
    labelled = [(match, label) for match in _PARAGRAPH.finditer(characters) if (label := _label(match))]
    names = Counter(_kind(label.of(characters)) for _, label in labelled)
    sure = [label for label, count in names.items() if count > 1 or label in _ASKING | _ANSWERING]
    if len(labelled) < _FEWEST or not sure or len(names) < _FEWEST:
        return ()
    found = []
    ends = [match.start() for match, _ in labelled[1:]] + [len(characters)]
    for (_, label), end in zip(labelled, ends, strict=True):
        colon = _COLON.match(characters, label.end)
        start = colon.end() if colon else label.end
        if characters[start:end].strip():
            found.append(Turn(label, Span(start, end), _kind(label.of(characters)) in _ASKING))
    return tuple(found)


def _kind(label: str) -> str:
    """Return a label in lower case, without its number and what stands in brackets: 'Q1', 'Reporter (CNN)'."""
    return _NUMBER.sub("", label.partition("(")[0].strip().lower()) or label.lower()


def _label(paragraph: re.Match[str]) -> Span | None:
    match = _LABEL.match(paragraph.group())
    if match is None:
        return None
    start = paragraph.start()
    if match["letter"]:
        return Span(start + match.start(), start + match.end() - 1)
    parts = match["label"].split()
    named = all(part[0].isupper() or not part[0].isalpha() or part in _SMALL for part in parts)
    if not named or len(parts) > _LONGEST or match["label"][0].islower():
        return None
    return Span(start + match.start("label"), start + match.end("label"))


def of_turns(text: Text) -> tuple[Draft, ...]:
    """Return one draft for each sentence of each answer; questions are no statements."""
    found: list[Draft] = []
    for turn in turns(text.characters):
        if turn.asks:
            continue
        label = text.tokens_in(turn.label)
        first, last = text.tokens_in(turn.words)
        found.extend(
            Draft((content,), Placement.ALONE, "say", source=label, is_turn=True)
            for start, end in text.sentences
            if start < last and end > first and (content := _words(text, (max(start, first), min(end, last))))
        )
    return tuple(found)


def _words(text: Text, tokens: Range) -> Range | None:
    content = tidy(text, tokens)
    return content if content and any(text.upos[at] != "PUNCT" for at in range(*content)) else None
