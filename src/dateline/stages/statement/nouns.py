"""Read what nouns and turns of phrase report: 'her claim that', 'US calls for', 'according to', 'reportedly'."""

from __future__ import annotations

from dateline.codebook.cues import Cue, words
from dateline.language.analysis import Range
from dateline.stages.statement.clause import close, tidy
from dateline.stages.statement.draft import Draft, Placement
from dateline.stages.statement.source import owner_before, trimmed
from dateline.stages.statement.text import FINITE_TAGS, NOMINAL, Text

_HEARSAY = words("hearsay")
_POSSESSED = frozenset(("nmod:poss", "nmod", "compound", "amod"))
_THING = frozenset(
    ("report", "statement", "call", "view", "concern", "belief")
)  # also things: they need a named owner and a clause
_LONGEST_OWNER = 12
_LONGEST_NAME = 25
_SHORTEST = 3


def read_noun(text: Text, noun: int, cue: Cue) -> Draft | None:
    """Return the statement that a noun with an owner reports, or None where it has neither owner nor content."""
    owner = _owner(text, noun)
    if owner is None:
        return None
    start = _content_start(text, noun, cue, owner)
    if start is None:
        return None
    content = tidy(text, (start, _end(text, noun, start)))
    return Draft((content,), Placement.AFTER, cue.act, (noun, noun + 1), owner, is_noun=True) if content else None


def _end(text: Text, noun: int, start: int) -> int:
    """Return where a noun's content ends: with its phrase after 'of', and before what is joined to the noun itself."""
    end = close(text, start, noun)
    if text.lower[start - 1] not in {"that", "to"} and text.lower[start] != "to":
        end = min(end, text.reach(noun)[1]) if text.reach(noun)[1] > start else end
    for at in range(start + 1, end):
        if text.quoted[at] >= 0:
            continue
        participle = text.words[at - 1] == "," and text.upos[at] == "VERB" and text.lower[at].endswith("ing")
        head = text.heads[at]
        joined = (
            text.upos[at] == "CCONJ" and head >= 0 and text.upos[head] == "NOUN" and text.upos[text.heads[head]] in FINITE_TAGS
        )
        if participle or joined:
            return at
    return end


def _owner(text: Text, noun: int) -> Range | None:
    """Return 'China's', 'US', 'by Donald Trump' of a noun."""
    before = noun - 1
    start = text.sentence(noun)[0]
    while before >= start and text.upos[before] == "ADJ" and text.deprels[before] == "amod" and text.words[before][:1].islower():
        before -= 1
    if before < start or text.quoted[before] >= 0:
        return None
    if text.lower[before] in {"'s", "\u2019s", "'", "\u2019"}:
        return owner_before(text, before, start)
    for child in text.below(noun, "nmod"):
        if child > noun and any(text.lower[case] in {"by", "from"} for case in text.below(child, "case")):
            first, last = trimmed(text, child)
            return (first + 1, last) if first < child and text.upos[first] == "ADP" else (first, last)
    if (text.deprels[before] in _POSSESSED or text.upos[noun] == "VERB") and (
        text.upos[before] == "PROPN" or text.words[before][:1].isupper()
    ):
        first = before
        while first > start and text.upos[first - 1] == "PROPN":
            first -= 1
        return first, before + 1
    return (before, before + 1) if text.upos[before] == "PRON" and text.deprels[before] == "nmod:poss" else None


def _content_start(text: Text, noun: int, cue: Cue, owner: Range) -> int | None:
    end = text.sentence(noun)[1]
    after = noun + 1
    opener = text.lower[after] if after < end else ""
    if opener in cue.frames and opener != "that" and cue.lemma not in _THING - {"call"}:
        follows = after + 1 < end and text.quoted[after] < 0
        if opener == "to" and (not follows or text.upos[after + 1] not in {"VERB", "AUX"}) and cue.lemma not in {"rebuke"}:
            return None
        return after + 1 if follows and opener != "to" else after if follows else None
    stop = min(end, max(after, owner[1]) + _LONGEST_OWNER)
    for at in range(after, stop):
        if text.quoted[at] >= 0 or text.upos[at] in FINITE_TAGS or text.words[at] in {",", ";", ":"}:
            return None
        if text.lower[at] == "that" and "that" in cue.frames:
            return at + 1 if at + 1 < end else None
    return None


def read_according(text: Text, at: int) -> Draft | None:
    """Return the statement of 'according to X', whose content is the rest of the sentence."""
    start, end = text.sentence(at)
    if at + 2 >= end or text.lower[at + 1] != "to" or text.quoted[at] >= 0:
        return None
    stop = at + 2
    while (
        stop < end
        and text.words[stop] not in {",", ";", "\u2013", "\u2014", "--"}
        and text.quoted[stop] < 0
        and stop - at < _LONGEST_NAME
    ):
        stop += 1
    if stop < end and text.words[stop] == "," and _is_apposition(text, stop):
        stop = _comma_after(text, stop + 1, end)
    source = tidy(text, (at + 2, stop))
    if source is None or text.upos[source[0]] not in NOMINAL:
        return None
    before, behind = tidy(text, (start, at)), tidy(text, (stop, end))
    while before and text.upos[before[0]] in {"CCONJ"}:
        before = tidy(text, (before[0] + 1, before[1]))
    contents = tuple(piece for piece in (before, behind) if piece and piece[1] - piece[0] >= _SHORTEST)
    return Draft(contents, Placement.BESIDE, "report", (at, at + 2), source) if contents else None


def _is_apposition(text: Text, comma: int) -> bool:
    after = comma + 1
    if after >= len(text.words) or text.lower[after] not in {"a", "an", "the"}:
        return False
    end = _comma_after(text, after, text.sentence(comma)[1])
    return all(text.upos[at] not in FINITE_TAGS for at in range(after, end))


def _comma_after(text: Text, at: int, end: int) -> int:
    while at < end and text.words[at] != ",":
        at += 1
    return at


def read_hearsay(text: Text, at: int) -> Draft | None:
    """Return the statement of nobody that 'reportedly' marks: its clause without the word."""
    start, end = text.sentence(at)
    if text.lower[at] not in _HEARSAY or text.quoted[at] >= 0:
        return None
    first = max((before + 1 for before in range(start, at) if text.words[before] in {",", "\u2013", "--"}), default=start)
    pieces = tuple(piece for piece in (tidy(text, (first, at)), tidy(text, (at + 1, close(text, at + 1, at)))) if piece)
    return Draft(pieces, Placement.AFTER, "report", (at, at + 1), nobody=True) if pieces and end > at + 1 else None
