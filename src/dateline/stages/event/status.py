"""Status: whether an act happened, told from the grammar around its trigger."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.codebook.status_words import status_words
from dateline.records import Interval, Status

if TYPE_CHECKING:
    from dateline.language.analysis import Analysis
    from dateline.stages.event.candidate import Candidate

BACKGROUND = timedelta(days=92)  # "over three months old": the annotation guide
REACH = 3  # governors above the trigger that may decide
AUXILIARY = ("aux", "advmod", "det", "amod", "cop")
GOVERNED = ("xcomp", "ccomp", "obj", "advcl", "acl", "csubj", "obl")
GOING_ON = frozenset(("war", "occupation", "conflict", "fighting", "blockade", "siege"))
CONTINUED = ("xcomp", "nsubj", "obj")  # what "continue" says goes on; what happens beside it ("advcl") may be done
DONE = (Status.OCCURRED, Status.ONGOING)
CHARGE = "ACCUSE"
VERDICTS = (CHARGE, "SUPPORT")
WITHDRAWAL = ("AGREE", "CONCEDE", "RETREAT")
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
CONTENT = ("acl", "ccomp", "nmod")  # of a noun: what was decided

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
        if status is not None and deprel in (CONTINUED if status == Status.ONGOING else GOVERNED):
            return Status(status), (above,)
        # What is done with a plan or decision, or told in the clause before, says nothing of the act.
        if deprel in ("nmod", "nsubj", "obl", "conj", "acl"):
            break
        token = above
    lemma = analysis.lemmas[trigger].lower()
    own = table.get(("self", lemma))
    if own:
        return Status(own), (trigger,)
    return (Status.ONGOING if lemma in GOING_ON else _tense(analysis, trigger)), ()


def decided(analysis: Analysis, candidate: Candidate) -> Told:
    """
    Return the status of a candidate, and the tokens that decided it.

    Method: the model's status, but where the grammar is surer (measured out of fold: docs/decisions/0185): a negation of the
    act's own word against what is done; a word of lasting against what is done once; a plan or condition against what goes on;
    and an announced withdrawal is planned. A charge is made by saying it: alleged is what it charges (1 of 384 is, to readers).
    """
    model = Status(candidate.status)
    if candidate.type == CHARGE and model is Status.ALLEGED:
        model = Status.OCCURRED
    undone = _undone(analysis, candidate) if model in DONE else None
    if undone is not None:
        return Status.NEGATED, (undone,)
    plan = _announced(analysis, candidate) if model is Status.OCCURRED else None
    if plan is not None:
        return Status.PLANNED, (plan,)
    status, words = tell(analysis, analysis.head_of(candidate.trigger))
    surer = {Status.ONGOING: Status.OCCURRED, Status.PLANNED: Status.ONGOING, Status.HYPOTHETICAL: Status.ONGOING}
    if status is model or (words and surer.get(status) is model):
        return status, words
    return model, ()


def _undone(analysis: Analysis, candidate: Candidate) -> int | None:
    """
    Return the negation that says an act was not done, or None.

    It stands outside of the trigger ("would not allow" is itself an act), on the trigger's own word or, for what is not definite,
    on the verb that takes it ("did not include meetings"); under no modal, in no order or infinitive ("asked them not to go"). A
    refusal is what a negation makes, and "no doubt" or "not the way" a charge.
    """
    trigger = candidate.trigger
    head = analysis.head_of(trigger)
    if candidate.type == "REJECT" or (candidate.type in VERDICTS and analysis.upos[head] != "VERB"):
        return None
    above = analysis.head(head)
    taken = above is not None and analysis.deprels[head] == "obj" and not _is_definite(analysis, head)
    for verb in (head, above) if taken and above is not None else (head,):
        word = _negation(analysis, verb)
        if word is not None and not trigger[0] <= word < trigger[1] and not _is_only_wanted(analysis, verb):
            return word
    return None


def _negation(analysis: Analysis, token: int) -> int | None:
    table = status_words()
    for child in analysis.children(token, *AUXILIARY):
        if table.get(("near", analysis.lemmas[child].lower())) == Status.NEGATED:
            return child
    return None


def _is_definite(analysis: Analysis, noun: int) -> bool:
    """Return whether a noun tells of what is known to be: "the invasion", "its attack"."""
    named = analysis.children(noun, "nmod:poss")
    return bool(named) or any(analysis.lemmas[child].lower() in DEFINITE for child in analysis.children(noun, "det"))


def _is_only_wanted(analysis: Analysis, verb: int) -> bool:
    """Return whether a verb is an order, an infinitive or under a modal: its negation is an act of its own, or none yet."""
    helpers = {analysis.lemmas[child].lower() for child in analysis.children(verb, "aux", "mark")}
    modal = {helper for helper in helpers if status_words().get(("near", helper)) in (Status.PLANNED, Status.HYPOTHETICAL)}
    return bool(modal) or "to" in helpers or analysis.feature(verb, "Mood") == "Imp"


def _announced(analysis: Analysis, candidate: Candidate) -> int | None:
    """Return the noun of a decision or promise to withdraw or yield, or None: "Announced withdrawal: planned" (the guide)."""
    if candidate.type not in WITHDRAWAL:
        return None
    table = status_words()
    token: int | None = analysis.head_of(candidate.trigger)
    for _ in range(REACH):
        if token is None:
            return None
        content = [child for child in analysis.children(token, *CONTENT) if ("content", analysis.lemmas[child].lower()) in table]
        if content and table.get(("noun", analysis.lemmas[token].lower())):
            return token
        token = analysis.head(token)
    return None


def _beside(analysis: Analysis, token: int, table: dict[tuple[str, str], str]) -> Told | None:
    """Return what auxiliaries, adverbs and conjunctions of the word's own clause say."""
    found: Told | None = None
    for child in (*_adjective(analysis, token), *analysis.children(token, *AUXILIARY, "mark")):
        place = "mark" if analysis.deprels[child] == "mark" else "near"
        status = table.get((place, analysis.lemmas[child].lower()))
        if status == Status.NEGATED:
            return Status.NEGATED, (child,)
        if status is not None and found is None:
            found = Status(status), (child,)
    return found


def _adjective(analysis: Analysis, noun: int) -> tuple[int, ...]:
    """Return the adjective just before a noun: "committed to ongoing strikes" is at times parsed as if it were the verb's."""
    before = noun - 1
    return (before,) if noun and analysis.upos[noun] == "NOUN" and analysis.upos[before] == "ADJ" else ()


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
