"""Find where reported words begin and end within their sentence."""

from __future__ import annotations

from dateline.codebook.cues import Form, cues, words
from dateline.language.analysis import Range
from dateline.stages.statement.source import parallel
from dateline.stages.statement.text import DASHES, NOMINAL, Text

# After a comma these take the sentence back from the speaker to the reporter.
_BACK = words("back")
_STILL = words("still")  # "as well as" goes on
_RELATIVE = frozenset(("which", "who", "whose", "whom"))
_TIMES = words("times")
_TIME_LINKS = words("time_links")
_SETTINGS = words("settings")
_SETTING = 7  # tokens that a setting may take
_PLAIN = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART"))
_REACH = 9  # tokens that a speaker's name may take between a comma and the reporting verb
_FORMS = frozenset((Form.PAST, Form.PRESENT))


def close(text: Text, start: int, verb: int) -> int:
    """Return the token after the last one of the reported clause that starts at `start` and hangs on `verb`."""
    end = text.sentence(verb)[1]
    if start >= end:
        return end
    end = min(end, _main_clause(text, start, verb), _next_act(text, start, verb))
    dashes = [at for at in range(start, end) if text.words[at] in DASHES and text.quoted[at] < 0 and _is_spaced(text, at)]
    for at in range(start, end):
        if text.quoted[at] >= 0:
            continue
        word = text.lower[at]
        if word in {",", ";"} and at > start and _gives_back(text, at, end, verb):
            return at
        if len(dashes) == 1 and at == dashes[0] and at > start:
            return at
        if text.upos[at] == "CCONJ" and at > start and _shares(text, at + 1, end, verb):
            return at
        if word == "according" and at > start and at + 1 < end and text.lower[at + 1] == "to":
            return at
    return end


def _main_clause(text: Text, start: int, verb: int) -> int:
    """Return where the main clause follows a fronted one with the verb: 'Casting X as Y, she', 'A day after he said X, she'."""
    first, end = text.sentence(verb)
    if verb != first and text.deprels[verb] not in {"advcl", "acl", "ccomp", "obl", "nmod", "dep"}:
        return end
    root = next((at for at in range(first, end) if text.heads[at] < 0), end)
    if root < start or root == verb or text.is_under(root, verb):
        return end
    for at in range(start, root):
        if text.words[at] == "," and text.quoted[at] < 0 and not any(text.is_under(later, verb) for later in range(at + 1, root)):
            return at
    return end


def _next_act(text: Text, start: int, verb: int) -> int:
    """Return where a further verb of the cue's own clause begins, or a clause that hangs on the cue and not on its words."""
    end = text.sentence(verb)[1]
    for child in text.kids[verb]:
        if child <= start or text.quoted[child] >= 0:
            continue
        relation = text.relation(child)
        if relation == "conj" and text.upos[child] in {"VERB", "AUX", "NOUN"}:
            first = text.reach(child)[0]
            if first > start and text.upos[first] in {"CCONJ", "PUNCT"}:
                return first
        elif relation == "advcl" and any(text.lower[mark] in _BACK for mark in text.below(child, "mark", "case")):
            first = text.reach(child)[0]
            if first > start:
                return first
    return end


def tidy(text: Text, tokens: Range) -> Range | None:
    """Return the range without punctuation at its ends, quotation marks and brackets aside; None when nothing is left."""
    first, last = tokens
    while first < last and text.upos[first] == "PUNCT" and not text.is_mark(first) and text.words[first] not in {"(", "["}:
        first += 1
    while first < last and text.words[last - 1] in {",", ".", ";", ":", *DASHES}:
        last -= 1
    if first < last and text.is_mark(last - 1) and text.quoted[last - 1] < 0:
        last -= 1
    return (first, last) if first < last else None


def skip_time(text: Text, at: int, end: int) -> int:
    """Return the first token at or after `at` that belongs to no time or adverb."""
    start = at
    while at < end and text.quoted[at] < 0:
        word = text.lower[at]
        if (
            word in _TIMES
            or (text.upos[at] == "ADV" and word not in {"when", "how", "why", "where"})
            or (word in _TIME_LINKS and at + 1 < end and (text.lower[at + 1] in _TIMES or text.lower[at + 1] in _TIME_LINKS))
            or (text.upos[at] == "NUM" and at > start)
        ):
            at += 1
        else:
            break
    return at


def skip_setting(text: Text, at: int, end: int) -> int:
    """Return the first token after times and 'in a statement', 'at a news conference', 'in Paris' and the like."""
    at = skip_time(text, at, end)
    while at < end and text.upos[at] == "ADP" and text.quoted[at] < 0:
        stop = next((later for later in range(at + 1, min(end, at + _SETTING)) if text.upos[later] not in _PLAIN), end)
        settings = [later for later in range(at + 1, stop) if text.lower[later] in _SETTINGS]
        names = [later for later in range(at + 1, stop) if text.upos[later] == "PROPN" and text.lower[at] in {"in", "with", "on"}]
        if not settings and not names:
            return at
        at = skip_time(text, (settings or names)[-1] + 1, end)
    return at


def _gives_back(text: Text, comma: int, end: int, verb: int) -> bool:
    at = comma + 1
    if at >= end or text.quoted[at] >= 0:
        return False
    word = text.lower[at]
    following = text.lower[at + 1] if at + 1 < end else ""
    if word in _BACK and following not in _STILL:
        return word != "even" or following in {"as", "though", "while"}
    if (
        word in _RELATIVE
        or (text.upos[at] in {"ADP", "SCONJ"} and following in _RELATIVE | {"what"})
        or (word, following) == ("according", "to")
    ):
        return True
    if text.upos[at] == "CCONJ":
        at += 1
    while at < end and text.upos[at] == "ADV":
        at += 1
    if at < end and _is_cue(text, at, frozenset((Form.GERUND,))):
        return True
    return _shares(text, comma + 2, end, verb) if text.upos[comma + 1] == "CCONJ" else _closes_with_speaker(text, comma + 1, end)


def _shares(text: Text, at: int, end: int, verb: int) -> bool:
    """Return whether a further reporting verb of the same speaker, or another speaker with one, starts here."""
    while at < end and text.upos[at] in {"ADV", "AUX"}:
        at += 1
    if at >= end or text.quoted[at] >= 0:
        return False
    if _is_cue(text, at, _FORMS | {Form.PARTICIPLE}) and text.upos[at] == "VERB":
        return _hangs_as_conjunct(text, at, verb)
    if text.upos[at] not in NOMINAL:
        return False
    for later in range(at + 1, min(end, at + _REACH)):
        if text.upos[later] == "VERB" and _is_cue(text, later, _FORMS):
            subject = any(text.relation(child) == "nsubj" and at <= child < later for child in text.kids[later])
            return subject and _hangs_as_conjunct(text, later, verb)
        if text.upos[later] in {"VERB", "PUNCT"}:
            return False
    return False


def _hangs_as_conjunct(text: Text, at: int, verb: int) -> bool:
    for _ in range(8):
        if at == verb or parallel(text, at) == verb:
            return True
        if text.heads[at] < 0 or text.relation(at) not in {"conj", "parataxis"}:
            return False
        at = text.heads[at]
    return False


def _closes_with_speaker(text: Text, at: int, end: int) -> bool:
    """Return whether what follows is 'state media reported' and the like, up to the end or a further comma."""
    for later in range(at, min(end, at + _REACH)):
        if text.quoted[later] >= 0:
            return False
        if text.upos[later] == "VERB" and _is_cue(text, later, _FORMS) and later > at:
            rest = skip_time(text, later + 1, end)
            return rest >= end or text.upos[rest] == "PUNCT" or text.upos[rest] == "ADP" or text.lower[rest] in {"when", "as"}
        if text.upos[later] in {"PUNCT", "VERB", "AUX", "SCONJ"}:
            return False
    return False


def _is_cue(text: Text, at: int, forms: frozenset[Form]) -> bool:
    return any(cue.pos == "verb" and form in forms for cue, form in cues().get(text.lower[at], ()))


def _is_spaced(text: Text, at: int) -> bool:
    """Return whether a dash stands between blanks, as dashes do and hyphens do not."""
    return text.characters[max(0, text.starts[at] - 1)].isspace() and text.characters[text.ends[at] : text.ends[at] + 1].isspace()
