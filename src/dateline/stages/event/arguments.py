"""Arguments: who takes part in an act, told from the tree around its trigger."""

from __future__ import annotations

from dateline.codebook.triggers import triggers
from dateline.language.analysis import Analysis, Range

SUBJECTS = ("nsubj", "csubj")
LIGHT_VERBS = frozenset(
    ("hold", "have", "launch", "make", "conduct", "carry", "begin", "start", "attend", "stage", "join", "end", "take"),
)
AGAINST = ("against", "on", "upon", "in", "at", "of", "over", "to", "toward", "towards")
JUDGING = ("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "PROTEST")
PREPOSITIONS: dict[str, tuple[str, ...]] = {"symmetric": ("with", "between"), "visit": ("to", "in", "at")}

Parties = tuple[tuple[Range, ...], tuple[Range, ...]]


def parties(analysis: Analysis, trigger: int, roles: str) -> Parties:
    """
    Return the token ranges of actors and recipients.

    Args:
        analysis: the story, with its tree.
        trigger: the token that names the act.
        roles: how the parties hang on it, as in the codebook's table of triggers.

    Method: subject and object by Universal Dependencies relations; a verb without subject takes its governor's
    (control, coordination); a noun takes possessive, adjective, 'by' and the subject of the verb it is the object of.
    """
    if analysis.upos[trigger] == "VERB":
        actors, recipients = _verb(analysis, trigger, roles)
    else:
        actors, recipients = _noun(analysis, trigger, roles)
    if roles == "symmetric":
        return (*actors, *recipients), ()
    if roles == "host":
        return recipients, actors
    return actors, () if roles == "none" else recipients


def _verb(analysis: Analysis, verb: int, roles: str) -> Parties:
    passive = analysis.children(verb, "nsubj:pass")
    agents = [child for child in analysis.children(verb, "obl") if _case(analysis, child) == "by"]
    objects = (*analysis.children(verb, "obj"), *analysis.children(verb, "iobj"))
    obliques = [child for child in analysis.children(verb, "obl") if child not in agents]
    if passive or (agents and not _subjects(analysis, verb)):
        return _phrases(analysis, agents), _phrases(analysis, passive or _modified(analysis, verb))
    actors = _phrases(analysis, subjects(analysis, verb))
    wanted = PREPOSITIONS.get(roles, (roles,) if roles not in ("", "host", "none") else ())
    below = [child for object_ in objects for child in analysis.children(object_, "nmod")]
    direct = [] if wanted and roles not in ("symmetric", "to", "on") else list(objects)
    recipients = [*direct, *(child for child in (*obliques, *below) if _case(analysis, child) in (wanted or AGAINST[:5]))]
    return actors, _phrases(analysis, recipients)


def _noun(analysis: Analysis, noun: int, roles: str) -> Parties:
    actors = list(analysis.children(noun, "nmod:poss"))
    modifiers = [child for child in analysis.children(noun, "amod", "compound") if analysis.word(child)[:1].isupper()]
    recipients: list[int] = []
    for child in analysis.children(noun, "nmod"):
        case = _case(analysis, child)
        if child in actors:
            continue
        together = roles == "symmetric" and case in ("between", "with", "among")
        agent = case == "of" and roles in ("", "to", "against", "for") and not actors
        if case == "by" or together or agent:
            actors.append(child)
        elif case in (*AGAINST, roles, "with"):
            recipients.append(child)
    actors += modifiers
    above = analysis.head(noun)
    deprel = analysis.deprels[noun]
    if above is not None and deprel.startswith(("obj", "obl")) and analysis.upos[above] == "VERB":
        light = analysis.lemmas[above].lower() in LIGHT_VERBS
        if light or (not actors and not _is_said_of(analysis, above)):
            actors = [*subjects(analysis, above), *(() if light and roles != "symmetric" else actors)]
        if light:
            recipients += [child for child in analysis.children(above, "obl") if _case(analysis, child) in ("with", *AGAINST)]
    return _phrases(analysis, actors), _phrases(analysis, recipients)


def _is_said_of(analysis: Analysis, verb: int) -> bool:
    """Return whether a verb judges or answers what it governs, so that its subject is not who did that: 'condemned the raid'."""
    rows = triggers().get((analysis.lemmas[verb].lower(), "VERB"), ())
    return any(row.type in JUDGING for row in rows)


def subjects(analysis: Analysis, verb: int) -> tuple[int, ...]:
    """Return the subject of a verb, or what stands for it through coordination, control or a relative clause."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        own = _subjects(analysis, verb)
        if own:
            return tuple(_antecedent(analysis, verb, token) for token in own)
        above = analysis.head(verb)
        if above is None:
            return ()
        deprel = analysis.deprels[verb].split(":")[0]
        if deprel == "acl":
            return (above,)
        if analysis.children(above, "obj") and (deprel == "xcomp" or (deprel == "advcl" and _is_charge(analysis, verb))):
            return analysis.children(above, "obj")
        if deprel not in ("conj", "xcomp", "advcl", "ccomp", "parataxis"):
            return ()
        verb = above
    return ()


def _is_charge(analysis: Analysis, verb: int) -> bool:
    """Return whether a clause tells what its governor's object is charged with or praised for: 'of', 'for', 'from' doing."""
    return any(analysis.lemmas[mark].lower() in ("of", "for", "from") for mark in analysis.children(verb, "mark"))


def _subjects(analysis: Analysis, verb: int) -> tuple[int, ...]:
    return analysis.children(verb, *SUBJECTS)


def _antecedent(analysis: Analysis, verb: int, subject: int) -> int:
    """Return the noun that a relative pronoun stands for, or the subject itself."""
    above = analysis.head(verb)
    relative = analysis.lemmas[subject].lower() in ("who", "which", "that", "whom")
    return above if relative and above is not None and analysis.deprels[verb].startswith("acl") else subject


def _modified(analysis: Analysis, verb: int) -> tuple[int, ...]:
    above = analysis.head(verb)
    return (above,) if above is not None and analysis.deprels[verb].startswith("acl") else ()


def _case(analysis: Analysis, token: int) -> str:
    marks = analysis.children(token, "case")
    return analysis.lemmas[marks[0]].lower() if marks else ""


def _phrases(analysis: Analysis, tokens: tuple[int, ...] | list[int]) -> tuple[Range, ...]:
    """Return the phrase of each token: the token with what names it, without clauses; coordinated ones apart."""
    found: list[Range] = []
    for token in dict.fromkeys(tokens):
        found.append(phrase(analysis, token))
        found += [phrase(analysis, other) for other in analysis.children(token, "conj") if analysis.upos[other] != "VERB"]
    return tuple(dict.fromkeys(found))


def phrase(analysis: Analysis, token: int) -> Range:
    """Return the run of tokens that names what a noun stands for: its modifiers, name parts and possessor, no clauses."""
    names = ("det", "amod", "compound", "flat", "nmod:poss", "nummod", "appos", "nmod")
    first, last = token, token + 1
    for child in analysis.children(token):
        deprel = analysis.deprels[child]
        if deprel in names or deprel.split(":")[0] in names[:4]:
            start, end = analysis.reach(child)
            first, last = min(first, start), max(last, end)
    return first, last
