"""Which word of a sentence a day belongs to, and which acts share the day of which verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.codebook.day_words import day_words
from dateline.records import Precision

if TYPE_CHECKING:
    from dateline.language.analysis import Analysis, Range
    from dateline.records import Interval
    from dateline.spans import Span

STEPS = 3  # verbs above a trigger that may lend it their day
NAMING = frozenset(("compound", "nummod", "amod", "nmod:poss", "nmod:desc"))  # "the 2015 deal", "Monday's raid"
SHORT = (Precision.DAY, Precision.WEEK)
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM")


@dataclass(frozen=True, slots=True)
class Day:
    """A day told in the sentence, with the word that it belongs to."""

    span: Span
    interval: Interval
    head: int
    holder: int | None  # the verb, act or thing above it; None: nothing stands above but what names no act
    is_name: bool  # it names the thing that it belongs to


def days(analysis: Analysis, trigger: Range, acts: frozenset[int], near: list[tuple[Span, Interval]]) -> tuple[Day, ...]:
    """Return the days of a trigger's sentence, each with the word that it belongs to, in text order."""
    found = []
    for span, interval in near:
        tokens = analysis.tokens_in(span)
        if tokens is None or _before(analysis, tokens[0]) in day_words("off"):
            continue
        head = analysis.head_of(tokens)
        holder, is_name = _holder(analysis, head, trigger, acts)
        if holder is not None and not is_name:
            holder = _reattached(analysis, tokens[0], holder, acts, exact=interval.precision is Precision.DAY)
        found.append(Day(span, interval, head, holder, is_name))
    return tuple(found)


def _reattached(analysis: Analysis, first: int, holder: int, acts: frozenset[int], *, exact: bool) -> int:
    """
    Return the word that a day belongs to where the tree is often wrong.

    A day before "to" belongs to what the infinitive hangs on ("a decision last month to withdraw"); one at the end of a later
    clause, without a comma, to the last act of that clause; a month or year behind what is praised or denied, or behind
    "after" and the like, to that.
    """
    if any(first < mark and analysis.word(mark).lower() == "to" for mark in analysis.children(holder, "mark")):
        above = analysis.head(holder)
        return holder if above is None else above
    between = [child for child in analysis.children(holder) if holder < child < first]
    clauses = [child for child in between if _is_clause(analysis, child)]
    if clauses and analysis.word(first - 1) != "," and analysis.upos[holder] == "VERB":
        inside = range(first - 1, clauses[-1] - 1, -1)
        return next((token for token in inside if _tells(analysis, token, acts)), holder)
    objects = [child for child in between if child in acts and analysis.deprels[child].split(":")[0] in ("obj", "obl")]
    if objects and not exact and analysis.lemmas[holder].lower() in day_words("telling"):
        return objects[-1]
    apart = [child for child in between if _opened(analysis, child) & day_words("apart")]
    near = bool(apart) and "," not in (analysis.word(token) for token in range(apart[-1], first))
    return apart[-1] if near and not exact else holder


def _is_clause(analysis: Analysis, token: int) -> bool:
    """Return whether a word opens a clause of its own, which a second verb of the same subject does not."""
    base = analysis.deprels[token].split(":")[0]
    return base in ("advcl", "parataxis") or (base == "conj" and bool(analysis.children(token, "nsubj")))


def _tells(analysis: Analysis, token: int, acts: frozenset[int]) -> bool:
    """Return whether a word tells an act or stands apart from the verbs around it."""
    if analysis.deprels[token].split(":")[0] in ("case", "amod", "aux", "cop", "mark", "compound"):
        return False
    return analysis.upos[token] == "VERB" or token in acts or bool(_opened(analysis, token) & day_words("apart"))


def is_since(analysis: Analysis, span: Span) -> bool:
    """Return whether "since" stands before a day."""
    tokens = analysis.tokens_in(span)
    return tokens is not None and _before(analysis, tokens[0]) in day_words("since")


def is_yardstick(analysis: Analysis, span: Span, days: tuple[Day, ...]) -> bool:
    """Return whether a day is named only to say how long it is since the like happened: "the first visit since 2015"."""
    tokens = analysis.tokens_in(span)
    if tokens is None or not is_since(analysis, span):
        return False
    start = analysis.sentences[analysis.sentence_of(tokens[0])][0]
    ranked = (token for token in range(start, tokens[0]) if analysis.word(token).lower() in day_words("superlative"))
    return any(not any(day.span.overlaps(analysis.span(token, token + 1)) for day in days) for token in ranked)


def _before(analysis: Analysis, first: int) -> str:
    """Return the word before a day in lower case, articles and adverbs left out."""
    token = first - 1
    while token > 0 and analysis.upos[token] in ("DET", "ADJ"):
        token -= 1
    return analysis.word(token).lower() if token >= 0 else ""


def _holder(analysis: Analysis, head: int, trigger: Range, acts: frozenset[int]) -> tuple[int | None, bool]:
    """Return the word that a day belongs to, and whether the day names it."""
    token, is_name = head, analysis.deprels[head] in NAMING
    while (above := analysis.head(token)) is not None:
        if trigger[0] <= above < trigger[1] or analysis.upos[above] == "VERB" or above in acts or is_name:
            return above, is_name
        if _opened(analysis, above) & day_words("apart"):
            return above, False
        token = above
    return None, False


def _opened(analysis: Analysis, token: int) -> set[str]:
    """Return the prepositions and conjunctions of a word or clause, "when" and "where" too."""
    marks = {analysis.lemmas[child].lower() for child in analysis.children(token, "case", "mark")}
    return marks | {analysis.lemmas[child].lower() for child in analysis.children(token, "advmod")} & {"when", "where"}


def below(analysis: Analysis, day: Day, trigger: Range) -> bool:
    """
    Return whether a day belongs to words below the trigger that tell of the same act.

    That is a clause beside its noun ("talks held on Monday"), or an act or thing that its verb takes ("launched an attack on
    Monday", "attended Monday's summit").
    """
    holder = day.holder
    if holder is None or not _under(analysis, holder, trigger):
        return False
    deprel = analysis.deprels[holder].split(":")[0]
    lemma = analysis.lemmas[analysis.head_of(trigger)].lower()
    if analysis.upos[holder] == "VERB":
        bare = deprel == "acl" and analysis.deprels[holder] != "acl:relcl" and not analysis.children(holder, "nsubj")
        own = bare or _is_of_which(analysis, holder)
        return deprel == "acl" and own and analysis.lemmas[holder].lower() not in day_words("telling")
    if deprel not in ("obj", "obl") or _opened(analysis, holder) & day_words("apart"):
        return False
    exact = day.interval.precision is Precision.DAY
    return exact and lemma not in day_words("telling") if day.is_name else exact or lemma not in day_words("telling")


def of_subject(analysis: Analysis, day: Day, verbs: tuple[int, ...]) -> bool:
    """Return whether a day belongs to the subject of one of the verbs: "talks last week led to an agreement"."""
    if day.holder is None or analysis.head(day.holder) not in verbs or not analysis.deprels[day.holder].startswith("nsubj"):
        return False
    verb = analysis.lemmas[int(analysis.heads[day.holder])].lower()
    return day.interval.precision in SHORT and verb not in day_words("telling")


def _is_of_which(analysis: Analysis, verb: int) -> bool:
    """Return whether a relative clause tells of the thing itself: "talks, which began on Monday"."""
    return any(analysis.word(child).lower() in ("which", "that") for child in analysis.children(verb, "nsubj"))


def _under(analysis: Analysis, token: int, trigger: Range) -> bool:
    above = analysis.head(token)
    return above is not None and trigger[0] <= above < trigger[1]


def lenders(analysis: Analysis, trigger: Range, acts: frozenset[int]) -> tuple[int, ...]:
    """Return the verbs and acts above a trigger whose day is its day too, the nearest first."""
    found: list[int] = []
    token = analysis.head_of(trigger)
    for _ in range(STEPS):
        above = analysis.head(token)
        if above is None or not (_lends(analysis, token, above) or (above in acts and _is_of_which(analysis, token))):
            break
        above = _beyond_speech(analysis, token, above)
        if analysis.upos[above] == "VERB" or above in acts:
            found.append(above)
        token = above
    return tuple(found)


def _beyond_speech(analysis: Analysis, token: int, above: int) -> int:
    """Return the verb of saying where what follows a comma rather goes with it: "said on Sunday ties had grown, as he met"."""
    clause = analysis.deprels[token] == "advcl" and bool(_opened(analysis, token) & {"as", "while"})
    comma = any(analysis.word(child) == "," for child in analysis.children(token, "punct") if child < token)
    if not clause or not comma or analysis.deprels[above] != "ccomp":
        return above
    speech = analysis.head(above)
    return above if speech is None else speech


def _lends(analysis: Analysis, token: int, above: int) -> bool:
    """Return whether what hangs on a word happens on that word's day."""
    deprel, base = analysis.deprels[token], analysis.deprels[token].split(":")[0]
    lemma, opened = analysis.lemmas[above].lower(), _opened(analysis, token)
    if opened & day_words("apart") or (analysis.upos[above] == "VERB" and lemma in day_words("telling") and base != "conj"):
        return False
    bare = not opened and not analysis.children(token, "nsubj")
    tense = (analysis.feature(word, "Tense") for word in (token, above))
    return {
        "nsubj": deprel == "nsubj:pass" or lemma in day_words("lasting"),
        "advcl": opened <= day_words("together"),
        "nmod": "of" in opened,
        "acl": deprel != "acl:relcl" and bare and analysis.word(token).endswith("ing"),
        "conj": analysis.upos[token] in NOMINAL or len(set(tense)) == 1,
    }.get(base, base in ("obj", "obl", "xcomp"))


def together(analysis: Analysis, day: Day, verbs: tuple[int, ...]) -> bool:
    """Return whether a day belongs to a clause that happens with one of the verbs: "as ships sailed on Friday, others fired"."""
    if day.holder is None or analysis.head(day.holder) not in verbs or analysis.deprels[day.holder].split(":")[0] != "advcl":
        return False
    opened = _opened(analysis, day.holder)
    return bool(opened) and opened <= day_words("together") - {"to", "by"}


def told_by(analysis: Analysis, day: Day, verbs: tuple[int, ...], trigger: Range) -> bool:
    """Return whether an act hangs on the day itself: "11 months ago, when troops entered the town"."""
    tokens = analysis.tokens_in(day.span)
    heads = {analysis.head(analysis.head_of(trigger)), *(analysis.head(verb) for verb in verbs)}
    return tokens is not None and any(head is not None and tokens[0] <= head < tokens[1] for head in heads)


def above(analysis: Analysis, trigger: Range) -> tuple[int, ...]:
    """Return all words above a trigger, the nearest first."""
    found: list[int] = []
    token = analysis.head(analysis.head_of(trigger))
    while token is not None:
        found.append(token)
        token = analysis.head(token)
    return tuple(found)
