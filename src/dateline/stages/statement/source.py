"""Find whose words a reporting word introduces: its subject, also after it, shared with another verb, or an agent with 'by'."""

from __future__ import annotations

from dateline.codebook.cues import words
from dateline.language.analysis import Range
from dateline.stages.statement.text import NOMINAL, Text

_SHARING = frozenset(("conj", "advcl", "xcomp", "acl", "parataxis", "ccomp", "dep", "obl"))
_DEPTH = 6  # verbs that a participle may be away from the subject it shares
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_BETWEEN = frozenset(("ADV", "AUX", "PART"))
_TIME = words("times") | {"on", "in"}
_INNER = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET", "PART", "PRON", "SYM", "X"))
_LINKS = frozenset(("of", "for", "at", "and", "&", "'s", "\u2019s", "on", "in", "to"))


def source_of(text: Text, verb: int) -> Range | None:
    """Return the tokens that name who speaks with this verb, or None where the sentence has nobody."""
    if agent := _agent(text, verb):
        return agent
    if owner := _gerund_owner(text, verb):
        return owner
    at = verb
    for _ in range(_DEPTH):
        if (subject := _subject(text, at)) is not None:
            return _named_by(text, _widened(text, trimmed(text, subject), at))
        if text.relation(at) == "acl" and at != verb and text.upos[text.heads[at]] in {"NOUN", "PROPN"}:
            return trimmed(text, text.heads[at])
        head = parallel(text, at)
        head = text.heads[at] if head is None else head
        if head < 0 or text.relation(at) not in _SHARING:
            break
        at = head
    return beside(text, verb) or _of_main_clause(text, verb)


def parallel(text: Text, verb: int) -> int | None:
    """
    Return the verb of speech that a verb is joined to by its tense, where the tree joins it to what is said.

    In 'he said they have not agreed but urged them' the verb in the simple past goes with the other one in it.
    """
    head = text.heads[verb]
    if head < 0 or text.relation(verb) != "conj" or _auxiliaries(text, verb) or not _auxiliaries(text, head):
        return None
    above = text.heads[head]
    said = above >= 0 and text.relation(head) in {"ccomp", "parataxis"} and text.upos[above] == "VERB"
    return above if said and not _auxiliaries(text, above) and not text.lower[above].endswith("ing") else None


def _auxiliaries(text: Text, verb: int) -> bool:
    return any(text.upos[child] == "AUX" for child in text.kids[verb])


def _gerund_owner(text: Text, verb: int) -> Range | None:
    """Return 'China's' of 'China's highlighting of'."""
    before = verb - 1
    if before <= text.sentence(verb)[0] or text.lower[before] not in {"'s", "\u2019s"} or not text.lower[verb].endswith("ing"):
        return None
    return _phrase_before(text, before - 1, text.sentence(verb)[0])


def _of_main_clause(text: Text, verb: int) -> Range | None:
    """Return the subject of the sentence for a participle that the tree left without one."""
    start, end = text.sentence(verb)
    root = next((at for at in range(start, end) if text.heads[at] < 0), verb)
    subject = _subject(text, root) if root != verb and text.lower[verb].endswith("ing") else None
    return trimmed(text, subject) if subject is not None else None


def _widened(text: Text, source: Range, verb: int) -> Range:
    """Return the name with words right before it that the tree gave the verb as subjects of their own: 'Mr.' of 'Mr. Obama'."""
    first, last = source
    while first > text.sentence(verb)[0] and text.quoted[first - 1] == text.quoted[first]:
        before = first - 1
        own = text.relation(before) == "nsubj" and text.heads[before] == verb
        if not own and not (text.upos[before] == "PROPN" and first <= text.heads[before] < last):
            break
        first = before
    return first, last


def _named_by(text: Text, source: Range) -> Range:
    """Return the noun phrase before a relative pronoun, or the source itself."""
    first = source[0]
    if source[1] - first > 1 or text.lower[first] not in _RELATIVE:
        return source
    at = first - 1
    while at > text.sentence(first)[0] and (text.upos[at] in {"ADP", "PUNCT"}):
        at -= 1
    return _phrase_before(text, at, text.sentence(first)[0], joint=False) if text.upos[at] in NOMINAL else source


def trimmed(text: Text, head: int) -> Range:
    """Return the phrase around a head without what follows its name: relative clauses, remarks after a dash or bracket."""
    first, last = text.reach(head)
    first = next((at + 1 for at in range(head, first - 1, -1) if text.quoted[at] != text.quoted[head]), first)
    for child in text.kids[head]:
        cut = text.relation(child) in {"acl", "advcl", "parataxis", "dep", "ccomp"} and child > head
        if cut or text.deprels[child] == "acl:relcl":
            last = min(last, text.reach(child)[0])
    for at in range(head + 1, last):
        timed = text.upos[at] in {"ADP", "DET", "ADJ", "ADV"} and at + 1 < last and text.lower[at + 1] in _TIME - {"on", "in"}
        aside = text.words[at] == "," and at + 1 < last and text.upos[at + 1] in {"ADP", "ADV", "SCONJ", "VERB"}
        if timed or aside or text.quoted[at] >= 0 or (text.lower[at] in _TIME and text.upos[at] in {"PROPN", "NOUN"}):
            last = at
            break
    while first < head and text.upos[first] in {"PUNCT", "CCONJ", "SCONJ", "ADV"}:
        first += 1
    while last > head + 1 and text.upos[last - 1] in {"PUNCT", "CCONJ", "SCONJ", "ADP"}:
        last -= 1
    return first, max(last, head + 1)


def _subject(text: Text, verb: int) -> int | None:
    for child in sorted(text.kids[verb], key=lambda child: abs(child - verb)):
        relation = text.deprels[child]
        if relation in {"nsubj", "nsubj:pass", "nsubj:outer"} and text.upos[child] in NOMINAL:
            if text.quoted[child] != text.quoted[verb]:
                continue
            return None if text.lower[child] in {"it", "there", "what", "which", "that"} and _is_empty(text, verb) else child
    return None


def _is_empty(text: Text, verb: int) -> bool:
    """Return whether 'it' is no actor here: a passive ('it was announced that')."""
    return any(text.deprels[child] in {"aux:pass", "expl"} for child in text.kids[verb])


def _agent(text: Text, verb: int) -> Range | None:
    passive = any(text.deprels[child] in {"aux:pass", "nsubj:pass"} for child in text.kids[verb])
    if not passive:
        return None
    for child in text.below(verb, "obl"):
        if any(text.lower[case] == "by" for case in text.below(child, "case")):
            first, last = trimmed(text, child)
            return (first + 1, last) if text.lower[first] == "by" and first < child else (first, last)
    return _phrase_after(text, verb + 2, text.sentence(verb)[1]) if text.lower[verb + 1 : verb + 2] == ("by",) else None


def beside(text: Text, verb: int) -> Range | None:
    """Return the noun phrase right before a verb, or after one that closes a quotation: where the tree names no subject."""
    start, end = text.sentence(verb)
    at = verb - 1
    while at >= start and (text.upos[at] in _BETWEEN or text.lower[at] in _TIME):
        at -= 1
    if at >= start and text.lower[at] == "," and text.quoted[at] < 0:
        return _before_apposition(text, at, start)
    if at >= start and text.upos[at] in NOMINAL and text.quoted[at] < 0:
        return _phrase_before(text, at, start)
    if verb > start and (text.is_mark(verb - 1) or text.lower[verb - 1] == ",") and verb + 1 < end:
        return _phrase_after(text, verb + 1, end)
    return None


def _phrase_before(text: Text, at: int, start: int, *, joint: bool = True) -> Range:
    first = at
    links = _LINKS if joint else _LINKS - {"and", "&"}
    while first > start and text.quoted[first - 1] < 0:
        hyphened = text.words[first - 1] == "-" or text.words[first] == "-"
        if text.upos[first - 1] not in _INNER and text.lower[first - 1] not in links and not hyphened:
            break
        first -= 1
    while first < at and text.upos[first] in {"ADP", "CCONJ", "PART"}:
        first += 1
    return first, at + 1


def owner_before(text: Text, at: int, start: int) -> Range:
    """Return the phrase before a possessive: 'the US secretary of state' of "the US secretary of state's remarks"."""
    first = at - 1
    while first > start and text.quoted[first - 1] < 0:
        before = first - 1
        linked = text.lower[before] in {"of", "the"} or text.upos[before] in {"PROPN", "ADJ", "NOUN", "DET"}
        if not linked or text.lower[before] in _TIME:
            break
        first = before
    while first < at - 1 and text.lower[first] == "of":
        first += 1
    return first, at


def _before_apposition(text: Text, comma: int, start: int) -> Range | None:
    """Return 'X, the minister of Y' before ', said'."""
    at = comma - 1
    while at > start and (text.upos[at] in _INNER or text.lower[at] in _LINKS):
        at -= 1
    if text.lower[at] != "," or at == start or text.upos[at - 1] not in {"PROPN", "NOUN"}:
        return None
    return _phrase_before(text, at - 1, start)[0], comma


def _phrase_after(text: Text, at: int, end: int) -> Range | None:
    last = at
    while last < end and (text.upos[last] in _INNER or (last > at and text.lower[last] in {"of", "for", "and", "&"})):
        last += 1
    while last > at and text.upos[last - 1] in {"ADP", "CCONJ", "PART"}:
        last -= 1
    return (at, last) if last > at and text.upos[at] in NOMINAL else None
