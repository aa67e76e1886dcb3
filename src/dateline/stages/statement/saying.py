"""Tell whether a verb reports speech where it stands: not negated, not supposed, no attribute, no name of a deed."""

from __future__ import annotations

from dateline.codebook.cues import Cue, Form, words
from dateline.stages.statement.draft import Draft
from dateline.stages.statement.text import FINITE_TAGS, Text

_MODALS = words("modals")
_NOT = words("negations")
_TOLD_WHEN_NOT = words("told_when_not")
_CARRIERS = words("carriers")
_REFLEXIVE = words("reflexive")
_NO_PARTICIPLE = words("no_participle")
_POSSESSIVE = frozenset(("'s", "\u2019s"))
_HEARSAY = frozenset(("say", "report", "believe", "think"))
_BACK = 3  # tokens before a verb in which its auxiliaries stand


def reports(text: Text, verb: int, cue: Cue, form: Form) -> bool:
    """Return whether the verb tells that something was said."""
    if text.upos[verb] not in FINITE_TAGS or text.deprels[verb] in {"amod", "compound", "aux", "aux:pass", "cop"}:
        return False
    helpers = _helpers(text, verb)
    if helpers & _NOT:
        return cue.lemma in _TOLD_WHEN_NOT and "to" not in helpers
    if form is Form.BASE and verb > 0 and text.lower[verb - 1] == "to":
        return text.heads[verb] >= 0 and text.lower[text.heads[verb]] in _CARRIERS
    following = text.lower[verb + 1] if verb + 1 < len(text.lower) else ""
    if helpers & (_MODALS - {"to"}) or following in _REFLEXIVE:
        return False
    return _is_participle(text, verb, cue) if form is Form.GERUND else _is_told(text, verb, cue, form)


def _is_told(text: Text, verb: int, cue: Cue, form: Form) -> bool:
    """Return whether a form that may be a passive participle is none: no 'militia, said to number', no 'as expected'."""
    if form not in {Form.PAST, Form.PARTICIPLE}:
        return True
    if cue.lemma in _HEARSAY and text.lower[verb + 1 : verb + 2] == ("to",):
        return is_passive(text, verb)
    bare = text.relation(verb) in {"acl", "advcl"} and text.deprels[verb] != "acl:relcl"
    return not bare or _has_subject(text, verb)


def is_supposed(text: Text, verb: int) -> bool:
    """Return whether a word stands with 'not', 'would', 'to' and the like: not told as said."""
    return bool(_helpers(text, verb) & (_NOT | _MODALS))


def is_unsaid(text: Text, draft: Draft) -> bool:
    """Return whether the cue tells that something was not said: 'has not confirmed'."""
    return draft.cue is not None and bool(_helpers(text, draft.cue[1] - 1) & _NOT)


def is_finite(text: Text, verb: int) -> bool:
    """Return whether a verb is no bare -ing form."""
    return not text.lower[verb].endswith("ing") or any(text.upos[child] == "AUX" for child in text.kids[verb])


def is_passive(text: Text, verb: int) -> bool:
    """Return whether the verb stands in the passive."""
    return any(text.deprels[child] in {"aux:pass", "nsubj:pass"} for child in text.kids[verb])


def has_agent(text: Text, verb: int) -> bool:
    """Return whether 'by' names who spoke."""
    if text.lower[verb + 1 : verb + 2] == ("by",):
        return True
    return any(text.lower[case] == "by" for child in text.below(verb, "obl") for case in text.below(child, "case"))


def _helpers(text: Text, verb: int) -> frozenset[str]:
    near = range(max(text.sentence(verb)[0], verb - _BACK), verb)
    hanging = (child for child in text.kids[verb] if child < verb)
    return frozenset(text.lower[at] for at in (*hanging, *near) if text.upos[at] in {"AUX", "PART"})


def _is_participle(text: Text, verb: int, cue: Cue) -> bool:
    """Return whether an -ing form tells of speech beside another act: no subject of a clause, no object of a preposition."""
    before = text.lower[max(0, verb - 1)]
    if any(text.upos[child] == "AUX" and text.deprels[child] == "aux" for child in text.kids[verb]):
        return True
    if before in _POSSESSIVE:
        return text.lower[verb + 1 : verb + 2] == ("of",)
    if before in _NO_PARTICIPLE or text.relation(verb) in {"csubj", "nsubj", "obj", "nmod"}:
        return False
    return "weak" not in cue.frames


def _has_subject(text: Text, verb: int) -> bool:
    return any(text.deprels[child] in {"nsubj", "nsubj:pass", "aux", "aux:pass"} for child in text.kids[verb])
