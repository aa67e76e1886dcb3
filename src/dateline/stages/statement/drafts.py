"""Draft the statements of a story: every cue's, then the quotations that no cue reaches."""

from __future__ import annotations

import dataclasses

from dateline.codebook.cues import Cue, Form, cues, words
from dateline.language.analysis import Range
from dateline.stages.statement.attributed import attributed
from dateline.stages.statement.clause import tidy
from dateline.stages.statement.draft import Draft, Placement
from dateline.stages.statement.nouns import read_according, read_hearsay, read_noun
from dateline.stages.statement.saying import is_unsaid
from dateline.stages.statement.source import source_of
from dateline.stages.statement.text import Text
from dateline.stages.statement.transcript import of_turns
from dateline.stages.statement.verbs import cue_range, read_verb

_PHRASES = words("hearsay") | {"according"}
_CLAUSE = 4  # words of a quotation that may be a clause
_WORDY = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "ADV", "PRON", "AUX", "NUM"))


def draft(text: Text) -> tuple[Draft, ...]:
    """Return the drafts in text order: at most one of each cue, and one of each sentence of a quotation that goes on."""
    found: list[Draft] = []
    for start, end in text.sentences:
        found.extend(_of_cues(text, (start, end)))
    found.extend(of_turns(text))
    found.extend(attributed(text, tuple(found)))
    by_sentence: dict[int, list[Draft]] = {}
    for one in found:
        by_sentence.setdefault(text.sentence_at[one.cue[0] if one.cue else one.first], []).append(one)
    for number, sentence in enumerate(text.sentences):
        found.extend(_going_on(text, sentence, by_sentence.get(number, [])))
    told = [one for one in found if not (_is_inner(one, found) and (one.nobody or is_unsaid(text, one)))]
    return tuple(_with_later_cues(text, told))


def _is_inner(one: Draft, drafts: list[Draft]) -> bool:
    """Return whether a draft's cue lies in what another one reports."""
    cue = one.cue
    return cue is not None and any(other.cue != cue and other.holds(cue[0]) for other in drafts)


def _of_cues(text: Text, sentence: Range) -> tuple[Draft, ...]:
    table = cues()
    found: list[Draft] = []
    for at in range(*sentence):
        word = text.lower[at]
        if text.quoted[at] >= 0 or (word not in table and word not in _PHRASES):
            continue
        read = _of_phrase(text, at)
        forms = table.get(word, ())
        nominal = text.upos[at] in {"NOUN", "PROPN"} or _is_noun_after_all(text, at, forms)
        for cue, form in forms:
            if read is None and (form is Form.NOUN) is nominal:
                read = read_noun(text, at, cue) if nominal else read_verb(text, at, cue, form)
        if read is not None:
            found.append(read)
    return tuple(found)


def _of_phrase(text: Text, at: int) -> Draft | None:
    if text.lower[at] == "according":
        return read_according(text, at)
    return read_hearsay(text, at) if text.lower[at] in _PHRASES else None


def _is_noun_after_all(text: Text, at: int, forms: tuple[tuple[Cue, Form], ...]) -> bool:
    """Return whether 'claims' is the noun though the tree has a verb: it has no subject."""
    both = {form for _, form in forms} >= {Form.NOUN, Form.PRESENT}
    return both and not any(text.relation(child) == "nsubj" for child in text.kids[at]) and text.relation(at) != "conj"


def _going_on(text: Text, sentence: Range, here: list[Draft]) -> list[Draft]:
    """Return drafts of the quotations of a sentence that stand by themselves in it."""
    plain = sum(text.quoted[at] < 0 and text.upos[at] in _WORDY for at in range(*sentence))
    found = []
    for number in dict.fromkeys(text.quoted[at] for at in range(*sentence) if text.quoted[at] >= 0):
        inside = [at for at in range(*sentence) if text.quoted[at] == number]
        if any(one.holds(at) for one in here for at in inside):
            continue
        quoted = text.quotations[number]
        runs_over = quoted.outer.start < text.starts[sentence[0]] or quoted.outer.end > text.ends[sentence[1] - 1]
        spoken = sum(text.upos[at] in _WORDY for at in inside)
        content = tidy(text, (inside[0], inside[-1] + 1))
        if content and (runs_over or plain == 0) and spoken > 1:
            found.append(Draft((content,), Placement.ALONE, "say"))
        elif content and spoken >= _CLAUSE and (led := _led(text, sentence, content, here)):
            found.append(led)
    return found


def _led(text: Text, sentence: Range, content: Range, here: list[Draft]) -> Draft | None:
    """Return the draft of a quoted clause whose reporting verb the tree leaves aside: the nearest one free in the sentence."""
    taken = {one.cue[1] - 1 for one in here if one.cue}
    able = [
        at
        for at in range(*sentence)
        if text.quoted[at] < 0
        and at not in taken
        and text.upos[at] == "VERB"
        and text.deprels[at] != "amod"
        and any("quote" in cue.frames for cue, _ in cues().get(text.lower[at], ()))
    ]
    if not able:
        return None
    verb = min(able, key=lambda at: min(abs(at - content[0]), abs(at - content[1])))
    return Draft((content,), Placement.BESIDE, "say", cue_range(text, verb), source_of(text, verb))


def _with_later_cues(text: Text, drafts: list[Draft]) -> list[Draft]:
    """Give sentences of a quotation that go before their cue the source that follows: '"A. B," he said.'."""
    ordered = sorted(drafts, key=lambda one: (text.sentence_at[one.first], one.first))
    led = {
        text.quoted[at]: one
        for one in ordered
        if one.placement is Placement.BESIDE
        for start, end in one.contents
        for at in range(start, end)
        if text.quoted[at] >= 0
    }
    result = []
    for one in ordered:
        number = text.quoted[one.first]
        leader = led.get(number)
        later = (
            one.placement is Placement.ALONE
            and leader is not None
            and text.sentence_at[leader.first] > text.sentence_at[one.first]
        )
        result.append(dataclasses.replace(one, cue=leader.cue, source=leader.source) if later and leader else one)
    return result
