"""Read reports of appointment, election, removal, resignation and succession."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dateline.records import Actor, ActorKind, Change
from dateline.stages.event.holding import Held, Scene
from dateline.stages.event.titles import Title, lists, read_title

if TYPE_CHECKING:
    from dateline.actors import Named
    from dateline.language.analysis import Range

_WISH = 8  # words back to one that only asks for a change
_REACH = 14  # tokens between a verb and the office or person it tells of
_TERM = frozenset(("term", "office", "oath", "post", "position", "job"))
_IN_THE_PLACE_OF = frozenset(("post", "position", "job", "successor", "replacement", "replace", "place"))
_SENTENCE = frozenset((".", ";", "?", "!"))
_SUCCEEDED = frozenset(("succeeded", "replaced"))
_SUCCEEDS = frozenset(("succeed", "succeeds", "succeeding", "replace", "replaces", "replacing"))
_BEGUN = frozenset(("took", "takes", "take", "taking", "taken", "began", "begins", "assumed", "assumes", "started", "starts"))
_STEPPED = {
    ("stepped", "down"),
    ("steps", "down"),
    ("step", "down"),
    ("stepping", "down"),
    ("left", "office"),
    ("leaves", "office"),
}
_SWORN = {("sworn", "in"), ("took", "over"), ("takes", "over"), ("inaugurated", "as")}


@dataclass(frozen=True, slots=True)
class _Case:
    """A word that may tell of an office, in its sentence."""

    scene: Scene
    at: int
    sentence: Range
    people: list[Named]
    known: dict[str, str]  # the office that the story gives each person


def changes(scene: Scene, held: list[Held]) -> list[Held]:
    """Return what the story reports of changes of office."""
    known = _known(held)
    found: list[Held] = []
    telling = _telling()
    for start, end in scene.analysis.sentences:
        places = [at for at in range(start, end) if scene.words[at] in telling]
        people = [named for named in scene.cast.inside(start, end) if _is_person(named)] if places else []
        for at in places:
            for person, change, office, tokens in _read(_Case(scene, at, (start, end), people, known)):
                found.append(Held(person, Title(office, tokens, change), tokens))
    return found


Told = tuple[Actor, Change, str, "Range"]


def _read(case: _Case) -> list[Told]:
    scene, at, sentence = case.scene, case.at, case.sentence
    word = scene.words[at]
    if change := _nouns().get(word):
        return [] if _is_wanted(scene, at, sentence) else _of_noun(case, change)
    if not _is_verbal(scene, at):
        return []
    if word in _SUCCEEDED | _SUCCEEDS:
        return _of_succession(case)
    if change := _verbs().get(word):
        return _of_verb(case, change)
    told = _of_its_subject(scene, at, sentence)
    return _of_subject(case, told) if told else []


def _is_wanted(scene: Scene, at: int, sentence: Range) -> bool:
    """Return whether a removal is only asked for or supposed: 'demanded the removal of Assad'."""
    return any(word.startswith(stem) for word in scene.words[max(sentence[0], at - _WISH) : at] for stem in lists()["wished"])


def _of_its_subject(scene: Scene, at: int, sentence: Range) -> Change | None:
    """Return what the verb tells of its subject's office."""
    word = scene.words[at]
    pair = (word, scene.words[at + 1]) if at + 1 < sentence[1] else (word, "")
    if pair in _STEPPED or word in _subject_verbs(Change.LEAVES):
        return Change.LEAVES
    if word in _BEGUN and _begins_term(scene, at, sentence):
        return Change.TAKES
    if pair in _SWORN or (word in _subject_verbs(Change.TAKES) and _office_after(scene, at, sentence)):
        return Change.TAKES
    return None


# ---------------------------------------------------------------- patterns
def _of_verb(case: _Case, change: Change) -> list[Told]:
    """Return 'named X (as) defence minister', 'X was removed (as) defence minister'."""
    scene, at, sentence, people, known = case.scene, case.at, case.sentence, case.people, case.known
    passive = _is_passive(scene, at, sentence)
    person = _before(people, at) if passive else _after(people, at)
    if person is None or person.actor is None:
        return []
    office = _office_after(scene, person.end - 1 if not passive else at, sentence)
    text = office[0] if office else known.get(str(person.actor.id)) if change is Change.REMOVED else _vacant(case, person)
    if text is None:
        return []
    ends = [at + 1, person.end, office[1] if office else 0]
    first = min(at, person.start, _clause_start(scene, at, sentence) if not passive else person.start)
    return [(person.actor, change, text, (first, max(ends)))]


def _vacant(case: _Case, person: Named) -> str | None:
    """Return the office that another of the sentence leaves: 'removed A and appointed B to the post', 'B as her successor'."""
    behind = case.scene.words[person.end : min(person.end + _REACH, case.sentence[1])]
    if not _IN_THE_PLACE_OF & set(behind):
        return None
    others = [one for one in case.people if one.end <= case.at and one.actor is not None and one.actor != person.actor]
    offices = [case.known[str(one.actor.id)] for one in others if one.actor is not None and str(one.actor.id) in case.known]
    return offices[-1] if offices else None


def _of_noun(case: _Case, change: Change) -> list[Told]:
    """Return 'the removal of X (as defence minister)', "X's resignation"."""
    scene, at, sentence, people, known = case.scene, case.at, case.sentence, case.people, case.known
    person = _after(people, at) if scene.words[at + 1 : at + 2] == ("of",) else _before(people, at)
    if person is None or person.actor is None or not at - 3 <= person.end <= at + _REACH:
        return []
    if person.end <= at and scene.words[person.end] not in {"'s", "\u2019s"}:
        return []
    if person.start > at + 2 + (scene.words[at + 2 : at + 3] in {("the",)}):
        return []
    office = _office_after(scene, max(person.end - 1, at), sentence)
    text = office[0] if office else None
    if text is None and change is not Change.NAMED:
        text = known.get(str(person.actor.id)) or _vacancy(scene, sentence)
    if text is None:
        return []
    return [(person.actor, change, text, (min(at, person.start), max(at + 1, person.end, office[1] if office else 0)))]


def _of_subject(case: _Case, change: Change) -> list[Told]:
    """Return 'X resigned (as ...)', 'X took office', 'X was sworn in as ...'."""
    scene, at, sentence, people, known = case.scene, case.at, case.sentence, case.people, case.known
    person = _before(people, at)
    if person is None or person.actor is None:
        return []
    office = _office_after(scene, at, sentence)
    text = office[0] if office else known.get(str(person.actor.id))
    return (
        [(person.actor, change, text, (person.start, max(office[1] if office else 0, _period_end(scene, at, sentence))))]
        if text
        else []
    )


def _of_succession(case: _Case) -> list[Told]:
    """Return 'X would be succeeded by Y', 'Y replaced X (as ...)': Y is named, X removed."""
    scene, at, sentence, people, known = case.scene, case.at, case.sentence, case.people, case.known
    before, after = _before(people, at), _after(people, at)
    if before is None or after is None or before.actor is None or after.actor is None:
        return _of_replaced_office(scene, at, sentence, before)
    passive = scene.words[at + 1 : at + 2] == ("by",)
    old, new = (before, after) if passive else (after, before)
    office = _office_after(scene, after.end - 1, sentence)
    text = office[0] if office else known.get(str(old.actor.id if old.actor else "")) or _vacated(scene, at)
    if text is None or old.actor is None or new.actor is None:
        return []
    tokens = (before.start, max(after.end, office[1] if office else 0))
    return [(new.actor, Change.NAMED, text, tokens), (old.actor, Change.REMOVED, text, tokens)]


def _of_replaced_office(scene: Scene, at: int, sentence: Range, before: Named | None) -> list[Told]:
    """Return the holder of 'has replaced the head of the armed forces', where the story names who that is."""
    if before is None or scene.words[at] not in {"replaced", "replaces"}:
        return []
    for named in scene.cast.inside(at + 1, min(at + _REACH, sentence[1])):
        if named.sort == "office" and named.actor is not None and named.actor.kind is ActorKind.PERSON:
            title = read_title(scene.sight, (named.start, named.end), frozenset())
            if title:
                return [(named.actor, Change.REMOVED, title.office, (before.start, named.end))]
    return []


# ---------------------------------------------------------------- words
def _office_after(scene: Scene, at: int, sentence: Range) -> tuple[str, int] | None:
    """Return the office that 'as', 'to be' or the verb itself leads to, and where it ends."""
    start = at + 1
    stop = start
    while stop < sentence[1] and stop - start < _REACH and scene.words[stop] not in _SENTENCE | {",", "\u2013", "--", "who"}:
        stop += 1
    leads = [later for later in range(start, min(stop, start + 6)) if scene.words[later] in {"as", "to"}]
    first = leads[0] + 1 if leads else start
    if not leads and first < stop and any(first <= named.start < stop for named in scene.cast.named if named.sort == "person"):
        return None
    owners = frozenset(
        token
        for named in scene.cast.named
        if first <= named.start < stop and named.sort in {"adjective", "state", "capital", "place"}
        for token in range(named.start, named.end)
    )
    title = read_title(scene.sight, (first, stop), owners) if first < stop else None
    if title is None or title.tokens[0] > first + 6:
        return None
    return title.office, title.tokens[1]


def _vacancy(scene: Scene, sentence: Range) -> str | None:
    """Return the office that the same sentence fills: 'named X as its new defence minister ... created by the removal of Y'."""
    for at in range(*sentence):
        if _is_verbal(scene, at) and _verbs().get(scene.words[at]) is Change.NAMED:
            office = _office_after(scene, at, (at, sentence[1]))
            for later in range(at, sentence[1]):
                if scene.words[later] == "as":
                    office = _office_after(scene, later - 1, sentence)
                    break
            if office:
                return office[0]
    return None


def _vacated(scene: Scene, before: int) -> str | None:
    """Return the office whose unnamed holder was replaced earlier: 'has replaced the head of the armed forces'."""
    for at in range(before):
        if (
            scene.words[at] in _verbs()
            and _is_verbal(scene, at)
            and scene.words[at + 1 : at + 2] in {("the",), ("its",), ("his",), ("her",)}
        ):
            office = _office_after(scene, at + 1, (at, min(at + _REACH, before)))
            if office:
                return office[0]
    return None


def _begins_term(scene: Scene, at: int, sentence: Range) -> bool:
    return any(word in _TERM for word in scene.words[at + 1 : min(at + 6, sentence[1])])


def _period_end(scene: Scene, at: int, sentence: Range) -> int:
    stop = at + 1
    while stop < sentence[1] and scene.words[stop] not in _SENTENCE | {",", "\u2013", "--"} and stop - at < _REACH:
        stop += 1
    return stop


def _clause_start(scene: Scene, at: int, sentence: Range) -> int:
    start = at
    while (
        start > sentence[0]
        and scene.words[start - 1] not in _SENTENCE | {",", "\u2013", "--", '"', "\u201c"}
        and at - start < _REACH
    ):
        start -= 1
    return start


def _is_verbal(scene: Scene, at: int) -> bool:
    return scene.analysis.upos[at] in {"VERB", "AUX", "ADJ"}


def _is_passive(scene: Scene, at: int, sentence: Range) -> bool:
    return any(word in {"was", "were", "been", "be", "is", "being"} for word in scene.words[max(sentence[0], at - 3) : at])


def _is_person(named: Named) -> bool:
    return named.actor is not None and named.actor.kind is ActorKind.PERSON and named.sort in {"person", "office"}


def _before(people: list[Named], at: int) -> Named | None:
    return next((named for named in reversed(people) if named.end <= at and at - named.end <= _REACH), None)


def _after(people: list[Named], at: int) -> Named | None:
    return next((named for named in people if named.start > at and named.start - at <= _REACH), None)


def _known(held: list[Held]) -> dict[str, str]:
    """Return the office that the story gives each person."""
    found: dict[str, str] = {}
    for one in held:
        if one.title.office != "leader":
            found.setdefault(str(one.person.id), one.title.office)
    return found


@cache
def _verbs() -> dict[str, Change]:
    return {
        form: change for name, change in (("named", Change.NAMED), ("removed", Change.REMOVED)) for form in _past(lists()[name])
    }


@cache
def _telling() -> frozenset[str]:
    """Return the words that may tell of a change, all that `_read` asks for: it is spared the others."""
    pairs = {first for first, _ in _STEPPED | _SWORN}
    subjects = _subject_verbs(Change.LEAVES) | _subject_verbs(Change.TAKES)
    return frozenset({*_nouns(), *_verbs(), *_SUCCEEDED, *_SUCCEEDS, *_BEGUN, *pairs, *subjects})


@cache
def _subject_verbs(change: Change) -> frozenset[str]:
    return _past(lists()["leaves" if change is Change.LEAVES else "takes"])


def _past(lemmas: frozenset[str]) -> frozenset[str]:
    irregular = {"choose": "chosen", "become": "became", "quit": "quit"}
    doubled = {"pick": "picked", "axe": "axed"}
    found = set()
    for lemma in lemmas:
        past = irregular.get(lemma) or doubled.get(lemma) or (lemma + "d" if lemma.endswith("e") else lemma + "ed")
        found.add(past)
        found.add(lemma + ("es" if lemma.endswith(("s", "sh", "x")) else "s"))
    return frozenset(found)


@cache
def _nouns() -> dict[str, Change]:
    names = (("nouns_removed", Change.REMOVED), ("nouns_leaves", Change.LEAVES), ("nouns_named", Change.NAMED))
    return {word: change for name, change in names for word in lists()[name]}
