"""Read what a reporting verb reports: frame by frame, from the words after it or around it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.codebook.cues import Cue, Form, cues, words
from dateline.language.analysis import Range
from dateline.stages.statement.clause import close, skip_setting, skip_time, tidy
from dateline.stages.statement.draft import Draft, Placement
from dateline.stages.statement.saying import has_agent, is_passive, reports
from dateline.stages.statement.source import source_of, trimmed
from dateline.stages.statement.text import FINITE_TAGS, NOMINAL, Text

_QUESTIONS = words("questions")
_NO_CLAUSE = words("no_clause")
_HEARSAY = words("hearsay_verbs")
_SHORTEST = 3  # words that a report beside its verb has at least
_OBJECTS = frozenset(("obj", "iobj", "dep"))
_AHEAD = 30  # tokens between a verb and its colon
_THAT_AHEAD = 25
_TARGET = 14  # tokens between the head of an addressee and the preposition after it

Found = tuple[tuple[Range, ...], tuple[Range, ...]]  # contents, addressees


@dataclass(frozen=True, slots=True)
class _Site:
    """A reporting verb where it stands."""

    text: Text
    verb: int
    cue: Cue
    form: Form
    source: Range | None

    def draft(self, contents: tuple[Range, ...], placement: Placement, addressees: tuple[Range, ...] = ()) -> Draft:
        """Return the draft of what the verb reports."""
        return Draft(
            contents,
            placement,
            self.cue.act,
            cue_range(self.text, self.verb),
            self.source,
            addressees=addressees,
            is_weak="weak" in self.cue.frames,
        )


def read_verb(text: Text, verb: int, cue: Cue, form: Form) -> Draft | None:
    """Return the statement that a verb reports, or None where it reports none."""
    if not reports(text, verb, cue, form):
        return None
    if is_passive(text, verb) and not has_agent(text, verb):
        return _hearsay(text, verb)
    site = _Site(text, verb, cue, form, source_of(text, verb))
    return _opening(site) or _after(site) or _beside(site) or _before_relative(site)


def cue_range(text: Text, verb: int) -> Range:
    """Return the verb with its auxiliaries and adverbs before it."""
    first = verb
    start = text.sentence(verb)[0]
    while first > start and (
        text.upos[first - 1] == "AUX" or (text.upos[first - 1] in {"ADV", "PART"} and _is_held(text, first - 1, verb))
    ):
        first -= 1
    while first < verb and text.upos[first] == "ADV":
        first += 1
    return first, verb + 1


def _is_held(text: Text, at: int, verb: int) -> bool:
    return text.heads[at] == verb or (at > 0 and text.upos[at - 1] in {"AUX", "ADV"})


def _hearsay(text: Text, verb: int) -> Draft | None:
    """Return the statement of nobody in 'X is reported to be preparing'."""
    for child in text.below(verb, "xcomp", "ccomp"):
        if child > verb and text.lower[verb] in _HEARSAY:
            content = tidy(text, (text.reach(child)[0], close(text, child, verb)))
            return Draft((content,), Placement.AFTER, "report", cue_range(text, verb), nobody=True) if content else None
    return None


# ---------------------------------------------------------------- a colon, then the words
def _opening(site: _Site) -> Draft | None:
    """Return 'X said: words'."""
    text, verb, cue = site.text, site.verb, site.cue
    if "quote" not in cue.frames and "that" not in cue.frames:
        return None
    end = text.sentence(verb)[1]
    for at in range(verb + 1, min(end, verb + _AHEAD)):
        if text.quoted[at] >= 0 or (text.upos[at] in FINITE_TAGS and _is_other_act(text, at)):
            return None
        quoted = at + 1 < end and text.quoted[at + 1] >= 0
        if text.words[at] == ":" or (text.words[at] == "," and quoted):
            content = tidy(text, (at + 1, close(text, at + 1, verb) if quoted else end))
            before = _before_remark(site)
            pieces = tuple(piece for piece in (before, content) if piece)
            return site.draft(pieces, Placement.BESIDE, _addressees(text, verb, cue)) if content else None
    return None


def _is_other_act(text: Text, at: int) -> bool:
    return text.deprels[at] not in {"acl", "amod", "advcl"} or text.lower[at] in cues()


def _before_remark(site: _Site) -> Range | None:
    """Return the quotation that a remark breaks: the first part of '"A," he said, "B"'."""
    text = site.text
    first = min(site.source[0], site.verb) if site.source else site.verb
    start = text.sentence(site.verb)[0]
    if first <= start or not text.is_mark(first - 1):
        return None
    left = tidy(text, (start, first))
    return left if left and text.quoted[left[0]] >= 0 else None


# ---------------------------------------------------------------- the words follow
def _after(site: _Site) -> Draft | None:
    if _stands_apart(site):
        return None
    for read in (_owned, _addressed, _clause, _prepositional, _described, _named, _object):
        if found := read(site.text, site.verb, site.cue):
            contents, addressees = found
            whole = tuple(piece for piece in (tidy(site.text, content) for content in contents) if piece)
            if whole:
                return site.draft(whole, Placement.AFTER, addressees)
    return None


def _stands_apart(site: _Site) -> bool:
    """Return whether the verb closes a remark set apart: punctuation before it, and after it nothing that could be reported."""
    text, verb, source = site.text, site.verb, site.source
    if site.form is Form.GERUND:
        return False
    start, end = text.sentence(verb)
    first = source[0] if source and source[0] < verb else verb
    if source and source[0] > verb:
        return True
    if first == start or not (text.words[first - 1] in {",", *"\u2013\u2014"} or text.is_mark(first - 1)):
        return False
    at = skip_setting(text, _behind_addressee(site, skip_time(text, verb + 1, end)), end)
    if at < end and (text.quoted[at] >= 0 or text.lower[at] in site.cue.after("p")):
        return False
    return at >= end or (text.upos[at] in {"PUNCT", "SCONJ"} and text.lower[at] != "that") or text.lower[at] in _NO_CLAUSE


def _behind_addressee(site: _Site, at: int) -> int:
    """Return the token after 'AFP' in 'told AFP'."""
    text = site.text
    if not site.cue.after("a"):
        return at
    for child in text.below(site.verb, *_OBJECTS):
        if text.reach(child)[0] == at and text.upos[child] in NOMINAL:
            return trimmed(text, child)[1]
    return at


def _that(text: Text, verb: int, limit: int) -> int | None:
    """Return the 'that' which opens the reported clause, where one stands before any finite verb."""
    for at in range(verb + 1, limit):
        if text.quoted[at] >= 0:
            return None
        if text.lower[at] in {"that", "whether"} and text.upos[at] in {"SCONJ", "PRON", "DET"} and _opens_clause(text, at):
            return at
        if at == skip_time(text, verb + 1, limit) and text.lower[at] in _QUESTIONS:
            return at
        if text.upos[at] in FINITE_TAGS or text.words[at] in {":", ";"}:
            return None
    return None


def _opens_clause(text: Text, at: int) -> bool:
    return text.upos[at] == "SCONJ" or (at + 1 < len(text.words) and text.upos[at + 1] in {"DET", "PRON", "PROPN"})


def _clause(text: Text, verb: int, cue: Cue) -> Found | None:
    if not cue.frames & {"that", "a:that", "a:whether", "whether"}:
        return None
    end = text.sentence(verb)[1]
    that = _that(text, verb, min(end, verb + _THAT_AHEAD))
    if that is not None:
        start = that + 1 if text.lower[that] == "that" else that
        return ((start, close(text, start, verb)),), _addressees(text, verb, cue)
    at = skip_setting(text, verb + 1, end)
    for child in text.kids[verb]:
        if child > verb and text.relation(child) in {"ccomp", "parataxis", "dep"} and text.upos[child] not in {"PUNCT"}:
            start = max(at, text.reach(child)[0]) if text.relation(child) == "ccomp" else at
            if start < end and text.lower[start] not in _NO_CLAUSE and _is_finite(text, start, close(text, start, verb)):
                return ((start, close(text, start, verb)),), _addressees(text, verb, cue)
    if (
        at < end
        and (text.upos[at] in NOMINAL | {"VERB", "AUX", "ADP"} or text.quoted[at] >= 0)
        and text.lower[at] not in _NO_CLAUSE
    ):
        stop = close(text, at, verb)
        if "that" in cue.frames and _is_clause(text, cue, (at, stop)) and (text.upos[at] != "ADP" or text.quoted[at] >= 0):
            return ((at, stop),), ()
    return None


def _is_clause(text: Text, cue: Cue, tokens: Range) -> bool:
    """Return whether words may be a clause: a finite verb stands in them, or any verb after a cue that takes no object."""
    if "obj" not in cue.frames and any(text.upos[at] in FINITE_TAGS for at in range(*tokens)):
        return True
    return _is_finite(text, *tokens)


def _is_finite(text: Text, start: int, end: int) -> bool:
    """Return whether a finite verb that is no relative clause's stands between."""
    for at in range(start, end):
        if text.upos[at] in FINITE_TAGS and text.analysis.feats[at] and "VerbForm=Fin" not in text.analysis.feats[at]:
            continue
        if text.upos[at] in FINITE_TAGS and text.deprels[at] not in {"acl:relcl", "acl", "amod"}:
            head = text.heads[at]
            if text.upos[at] == "AUX" and head >= 0 and text.deprels[head] in {"acl:relcl"}:
                continue
            if text.upos[at] == "AUX" or (not text.lower[at].endswith("ing") and (at == start or text.lower[at - 1] != "to")):
                return True
    return False


def _addressees(text: Text, verb: int, cue: Cue) -> tuple[Range, ...]:
    if not cue.after("a"):
        return ()
    found = [trimmed(text, child) for child in text.below(verb, *_OBJECTS) if child > verb and text.upos[child] in NOMINAL]
    return tuple(found[:1])


def _owned(text: Text, verb: int, _cue: Cue) -> Found | None:
    """Return what follows 'of' in 'China's highlighting of the need'."""
    if text.lower[verb - 1] in {"'s", "\u2019s"} and text.lower[verb + 1 : verb + 2] == ("of",):
        return ((verb + 2, min(close(text, verb + 2, verb), text.reach(verb)[1])),), ()
    return None


def _addressed(text: Text, verb: int, cue: Cue) -> Found | None:
    """Return 'urged X to do', 'called on X to do', 'warned X against doing', 'accused X of doing'."""
    on = "on" in cue.after("p") and text.lower[verb + 1 : verb + 2] == ("on",)
    targets = [
        child
        for child in text.kids[verb]
        if child > verb
        and text.upos[child] in NOMINAL
        and (text.relation(child) in _OBJECTS or (on and text.relation(child) == "obl"))
    ]
    target = targets[0] if targets else None
    asked = target is not None and ("to" in cue.after("a") or (on and cue.lemma == "call"))
    if not asked and not cue.after("f"):
        return None
    end = text.sentence(verb)[1]
    limit = close(text, verb + 1, verb)
    if target is not None and asked:
        for at in range(target + 1, min(limit, target + _TARGET)):
            infinitive = text.lower[at] == "to" and at + 1 < end and text.upos[at + 1] in {"VERB", "AUX", "ADV", "PART"}
            if (infinitive and _is_of(text, at, verb, target)) or (text.lower[at] == "to" and text.quoted[at + 1] >= 0):
                return ((at, limit),), (_before(text, target, verb, at),)
    start = target if target is not None else verb
    for at in range(start + 1, min(limit, start + _TARGET)):
        if text.lower[at] in cue.after("f") and text.quoted[at] < 0:
            return ((at + 1, limit),), (_before(text, start, verb, at),) if cue.act == "warn" and target is not None else ()
    return None


def _is_of(text: Text, at: int, verb: int, target: int) -> bool:
    """Return whether an infinitive belongs to the reporting verb, not to a noun after its addressee."""
    doing = text.heads[at]
    return at == target + 1 or doing < 0 or text.heads[doing] in {verb, target} or text.relation(doing) in {"xcomp", "ccomp"}


def _before(text: Text, target: int, verb: int, at: int) -> Range:
    first, last = text.reach(target)
    return max(first, verb + 1), min(last, at)


def _prepositional(text: Text, verb: int, cue: Cue) -> Found | None:
    end = text.sentence(verb)[1]
    at = skip_time(text, verb + 1, end)
    if at < end and text.lower[at] in cue.after("p") and text.quoted[at] < 0 and at + 1 < end:
        if text.lower[at] == "on" and cue.lemma == "call":
            return None
        return ((at + 1, close(text, at + 1, verb)),), ()
    for word in cue.after("i"):
        if text.lower[verb + 1 : verb + 3] == ("to", word):
            return ((verb + 1, close(text, verb + 1, verb)),), ()
    return None


def _described(text: Text, verb: int, cue: Cue) -> Found | None:
    """Return 'described X as Y' and 'what he described as Y'."""
    if not cue.after("s"):
        return None
    limit = close(text, verb + 1, verb)
    for at in range(verb + 1, min(limit, verb + 20)):
        if text.lower[at] == "as" and text.quoted[at] < 0:
            start = at + 1 if at == verb + 1 or text.lower[verb + 1] == "to" else verb + 1
            return ((start, limit),), ()
    return None


def _named(text: Text, verb: int, cue: Cue) -> Found | None:
    """Return 'called X Y', 'what they call Y'."""
    if "call" not in cue.frames or verb + 1 >= text.sentence(verb)[1]:
        return None
    limit = close(text, verb + 1, verb)
    marked = any(text.quoted[at] >= 0 for at in range(verb + 1, limit))
    objects = [child for child in text.below(verb, "obj", "iobj", "xcomp") if verb < child < limit]
    predicated = len(objects) > 1 and text.lower[verb + 1] != "to"
    what = any(text.lower[at] == "what" for at in range(max(text.sentence(verb)[0], verb - 5), verb))
    return (((verb + 1, limit),), ()) if (marked or what or predicated) and text.lower[verb + 1] not in {"for", "on"} else None


def _object(text: Text, verb: int, cue: Cue) -> Found | None:
    if "inf" in cue.frames and text.lower[verb + 1 : verb + 2] == ("to",):
        return ((verb + 1, close(text, verb + 1, verb)),), ()
    wanted = cue.after("o")
    for child in text.below(verb, *_OBJECTS):
        if child <= verb or text.upos[child] not in NOMINAL:
            continue
        if "obj" in cue.frames or "obj+inf" in cue.frames or text.lower[child] in wanted:
            start = max(verb + 1, text.reach(child)[0])
            return ((start, close(text, verb + 1, verb)),), ()
    return None


# ---------------------------------------------------------------- the words stand around
def _beside(site: _Site) -> Draft | None:
    """Return 'words, X said' with what follows the remark: ', and words'."""
    text, verb, source, cue = site.text, site.verb, site.source, site.cue
    if "quote" not in cue.frames and "that" not in cue.frames:
        return None
    start, end = text.sentence(verb)
    first = min(source[0], verb) if source else verb
    if (
        text.lower[verb + 1 : verb + 2] == ("to",)
        or first <= start
        or not (text.words[first - 1] in {",", "\u2013", "\u2014"} or text.is_mark(first - 1))
    ):
        return None
    while start < first and text.upos[start] in {"CCONJ", "PUNCT"} and not text.is_mark(start):
        start += 1
    if text.lower[start] == "however":
        start += 1
    left = tidy(text, (start, first))
    if left is None or not _may_be_said(text, left):
        return None
    contents = [left]
    if tail := _tail(text, verb, source, end):
        contents.append(tail)
    return site.draft(tuple(contents), Placement.BESIDE, _addressees(text, verb, cue))


def _before_relative(site: _Site) -> Draft | None:
    """Return the thing in 'claims Beijing has denied'."""
    text, verb, source = site.text, site.verb, site.source
    if source is None or "obj" not in site.cue.frames or source[1] > verb or source[0] == text.sentence(verb)[0]:
        return None
    end = text.sentence(verb)[1]
    thing = source[0] - 1
    is_thing = text.upos[thing] == "NOUN" or text.lower[thing] in cues()
    if not is_thing or not (verb + 1 >= end or text.upos[verb + 1] == "PUNCT"):
        return None
    first = thing
    while first > text.sentence(verb)[0] and text.upos[first - 1] in {"ADJ", "NOUN", "DET", "PROPN"}:
        first -= 1
    return site.draft(((first, thing + 1),), Placement.AFTER)


def _may_be_said(text: Text, left: Range) -> bool:
    """Return whether words before a remark can be what was said: a quotation or a whole clause, no fronted phrase."""
    if any(text.quoted[at] >= 0 for at in range(*left)):
        return True
    tops = [at for at in range(*left) if not left[0] <= text.heads[at] < left[1] and text.upos[at] != "PUNCT"]
    whole = any(text.relation(at) in {"root", "ccomp", "parataxis", "dep", "conj"} for at in tops)
    return whole and left[1] - left[0] >= _SHORTEST


def _tail(text: Text, verb: int, source: Range | None, end: int) -> Range | None:
    at = max(verb + 1, source[1] if source else 0)
    at = skip_time(text, at, end)
    if at >= end or text.words[at] not in {",", ":"}:
        return None
    at += 1
    if at < end and text.quoted[at] >= 0:
        return tidy(text, (at, end))
    if at + 1 < end and text.upos[at] == "CCONJ" and text.upos[at + 1] in NOMINAL and close(text, at - 1, verb) > at + 1:
        return tidy(text, (at + 1, close(text, at + 1, verb)))
    return None
