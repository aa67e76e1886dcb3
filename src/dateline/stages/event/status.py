"""Status: whether an act happened, told from the grammar around its trigger."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.codebook.status_words import status_words
from dateline.language.analysis import Analysis
from dateline.records import Interval, Status

BACKGROUND = timedelta(days=92)  # "over three months old": the annotation guide
REACH = 3  # governors above the trigger that may decide
AUXILIARY = ("aux", "advmod", "det", "amod", "cop")
GOVERNED = ("xcomp", "ccomp", "obj", "advcl", "acl", "csubj", "obl")
GOING_ON = frozenset(("war", "occupation", "conflict", "fighting", "blockade", "siege", "cooperation"))

Told = tuple[Status, tuple[int, ...]]


def tell(analysis: Analysis, trigger: int) -> Told:
    """
    Return the status of the act that the trigger names, and the tokens that decided it (none: the plain past).

    Method: negation, modals, marks and governing verbs within three steps up the dependency tree, nearest first;
    then tense and aspect. PLOVER manual v0.8, auxiliary modes.
    """
    table = status_words()
    token = trigger
    for step in range(REACH):
        beside = _beside(analysis, token, table)
        if beside is not None:
            return beside
        above = analysis.head(token)
        if above is None or (step and analysis.deprels[token].split(":")[0] in ("advcl", "acl", "nsubj", "conj", "parataxis")):
            break
        deprel = analysis.deprels[token].split(":")[0]
        status = table.get(("under", analysis.lemmas[above].lower()))
        if status is not None and deprel in GOVERNED:
            return Status(status), (above,)
        # What is done with a plan or decision, or told in the clause before, says nothing of the act.
        if deprel in ("nmod", "nsubj", "obl", "conj") or (deprel == "acl" and analysis.upos[above] == "NOUN"):
            break
        token = above
    lemma = analysis.lemmas[trigger].lower()
    own = table.get(("self", lemma))
    if own:
        return Status(own), (trigger,)
    return (Status.ONGOING, (trigger,)) if lemma in GOING_ON else (_tense(analysis, trigger), ())


def chosen(told: Told, heads: str | None) -> Status:
    """
    Return the model's status where it has one, but a negation that the grammar shows stands: it is seldom wrong.

    So does a word that says an act goes on, where the model takes it for done.
    """
    status, words = told
    lasting = status is Status.ONGOING and words and heads == Status.OCCURRED
    return status if heads is None or status is Status.NEGATED or lasting else Status(heads)


def _beside(analysis: Analysis, token: int, table: dict[tuple[str, str], str]) -> Told | None:
    """Return what auxiliaries, adverbs and conjunctions of the word's own clause say."""
    found: Told | None = None
    for child in analysis.children(token):
        deprel, lemma = analysis.deprels[child].split(":")[0], analysis.lemmas[child].lower()
        status = table.get(("mark", lemma)) if deprel == "mark" else table.get(("near", lemma)) if deprel in AUXILIARY else None
        if status == Status.NEGATED:
            return Status.NEGATED, (child,)
        if status is not None and found is None:
            found = Status(status), (child,)
    return found


def _tense(analysis: Analysis, trigger: int) -> Status:
    """Return ongoing for a progressive or a plain present, and for nouns of lasting acts; else occurred."""
    if analysis.upos[trigger] != "VERB":
        return Status.OCCURRED
    helpers = [child for child in analysis.children(trigger, "aux") if analysis.lemmas[child].lower() == "be"]
    progressive = analysis.feature(trigger, "VerbForm") in ("Part", "Ger") and analysis.word(trigger).endswith("ing")
    if progressive and (helpers or analysis.deprels[trigger].startswith("acl")):
        return Status.ONGOING
    return Status.OCCURRED


def dated(status: Status, when: Interval | None, published: date | None) -> Status:
    """Return historical for a fact of an earlier year or over three months before the story, else the status as it is."""
    if status not in (Status.OCCURRED, Status.ONGOING) or published is None or when is None or when.end is None:
        return status
    return Status.HISTORICAL if when.end.year < published.year and published - when.end > BACKGROUND else status
