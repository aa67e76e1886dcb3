"""Label lists of every head, and the edit scripts that turn a word into its lemma."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
KEPT_FEATURES = ("Tense", "Mood", "VerbForm", "Number", "Voice", "Person", "PronType")
ENTITIES = ("PER", "ORG", "LOC", "NORP", "FAC", "EVENT", "DATE", "NUM")
GROUPS = ("PER", "ORG", "LOC", "NORP", "DATE", "NUM", "GEAR", "DOC")
ROLES = ("source", "cue", "content")
TYPES = [
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
]
STATUSES = ["occurred", "ongoing", "historical", "planned", "hypothetical", "alleged", "negated", "denied"]
# The modes of events_sentences and of the project's own annotation.
MODES = [
    "none",
    "abduct",
    "aerial",
    "allege",
    "arrest",
    "assist",
    "beat",
    "boycott",
    "ceasefire",
    "censor",
    "change",
    "convict",
    "cyber",
    "demo",
    "discontinue",
    "drone",
    "explosives",
    "expel",
    "firearms",
    "heavy-weapons",
    "investigate",
    "martial-law",
    "meet",
    "militia",
    "misinformation",
    "multilateral",
    "phone",
    "police",
    "primitive",
    "relations",
    "release",
    "resign",
    "restrict",
    "seize",
    "suicide-attack",
    "targeted",
    "territory",
    "third-party",
    "torture",
    "troops",
    "unconventional",
    "violence",
    "visit",
    "weapons",
    "withdraw",
    "yield",
    "disapprove",
    "access",
    "crowd-control",
    "curfew",
    "deport",
    "destroy",
    "disarm",
    "hunger",
    "obstruct",
    "riot",
    "sexual",
    "strike",
    "withhold",
]


def bio(kinds: Iterable[str]) -> list[str]:
    """Return O and, for each kind, B- and I-."""
    return ["O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI")]


NER, MENTION, ATTRIBUTION, TRIGGERS = bio(ENTITIES), bio(GROUPS), bio(ROLES), bio(TYPES)


def features(column: str) -> str:
    """Return the kept features of a CoNLL-U FEATS column, in its order."""
    kept = [pair for pair in column.split("|") if pair.split("=")[0] in KEPT_FEATURES]
    return "|".join(kept) or "_"


def script(form: str, lemma: str) -> str:
    """Return 'case,cut,ending': how to make the lemma from the form."""
    for case, changed in (("lower", form.lower()), ("keep", form), ("title", form.capitalize()), ("upper", form.upper())):
        common = 0
        while common < min(len(changed), len(lemma)) and changed[common] == lemma[common]:
            common += 1
        if common > 0 or not lemma or case == "upper":
            if case == "lower" and lemma.lower() != lemma:
                continue
            return f"{case},{len(changed) - common},{lemma[common:]}"
    return f"lower,{len(form)},{lemma}"


def apply_script(edit: str, form: str) -> str:
    """Return the lemma that the script makes of the form."""
    case, cut, ending = edit.split(",", 2)
    changed = {"lower": form.lower(), "keep": form, "title": form.capitalize(), "upper": form.upper()}[case]
    return changed[: max(0, len(changed) - int(cut))] + ending


def frequent(values: Iterable[str], least: int) -> list[str]:
    """Return the values seen at least so often, in alphabetical order."""
    return sorted(value for value, count in Counter(values).items() if count >= least)
