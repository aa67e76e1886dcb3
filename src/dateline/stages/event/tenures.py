"""Find who holds, takes or leaves which office."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dateline import times
from dateline.records import ActorId, ActorKind, Change, Citation, Interval, Precision, Story, Tenure, TenureId, record_id
from dateline.spans import Span
from dateline.stages.event.changes import changes
from dateline.stages.event.holding import Held, Scene
from dateline.stages.event.titles import Title, lists, read_title, title_at

if TYPE_CHECKING:
    from dateline.actors import Cast, Named
    from dateline.language.analysis import Analysis, Range
    from dateline.records import Actor
    from dateline.times import TimeExpression

_PUBLIC = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "COP", "IGO", "PTY", "REB", None))
_STOPS = frozenset((",", ".", ";", "(", ")", "\u2013", "\u2014", "--", ":", "?", "!", '"', "\u201d", "\u201c"))
_MODIFIERS = 6  # words between the comma and a title
_BEHIND = 24  # tokens that an apposition may take
_DATED = frozenset((Change.NAMED, Change.TAKES, Change.LEAVES, Change.REMOVED))
_REST = 10  # tokens of a clause behind what is cited
_NEXT_CLAUSE = frozenset(("and", "but", "after", "before", "who", "which", "when", "while", "because", "since", "as"))
_POSSESSIVES = frozenset(("'s", "\u2019s", "'", "\u2019"))


def tenures(story: Story, analysis: Analysis, cast: Cast, days: tuple[TimeExpression, ...]) -> tuple[Tenure, ...]:
    """Return the tenures of a story: one for each person, office and change, at its first mention."""
    scene = Scene(story, analysis, cast, tuple(word.lower() for word in analysis.words), days)
    held = stated(scene)
    told = [*held, *_several(scene), *changes(scene, held)]
    found: dict[tuple[str, str, Change], Tenure] = {}
    for one in sorted(told, key=lambda each: each.tokens):
        key = (str(one.person.id), one.title.office, one.title.change)
        if key not in found and not _is_vague(one, told):
            found[key] = _tenure(scene, one)
    return tuple(found.values())


def stated(scene: Scene) -> list[Held]:
    """Return the offices that stand with a name or for one."""
    held: list[Held] = []
    for named in scene.cast.named:
        actor = named.actor
        if actor is None or actor.kind is not ActorKind.PERSON or actor.sector not in _PUBLIC:
            continue
        if named.sort == "office":
            held.extend(_of_description(scene, named, actor))
            continue
        if counterpart := _counterpart(scene, named, actor, held):
            held.append(counterpart)
            continue
        held.extend(_before(scene, named, actor))
        held.extend(_behind(scene, named, actor))
    return held


def _before(scene: Scene, named: Named, actor: Actor) -> list[Held]:
    """Return the office in front of a name: 'Chinese Foreign Minister Qin Gang'."""
    stop = _name_start(scene, named)
    start = named.start
    if start > 0 and scene.words[start - 1] in lists()["former"]:
        start -= 1
    title = read_title(scene.sight, (start, stop), _owners(scene, (start, stop))) if start < stop else None
    return [Held(actor, title, (start, named.end))] if title else []


def _name_start(scene: Scene, named: Named) -> int:
    """Return where the person's name begins within the words that name him or her."""
    at, stop = named.start, named.start
    while at < named.end:
        after = title_at(scene.words, at, named.end)
        if after is not None and after < named.end:
            at = stop = after
        else:
            at += 1
    return min(stop, named.end - 1)


def _owners(scene: Scene, tokens: Range) -> frozenset[int]:
    """Return the tokens that name the state or body an office is of, with their possessives."""
    found: set[int] = set()
    for inner in scene.cast.named:
        if tokens[0] <= inner.start and inner.end <= tokens[1] and inner.sort in {"adjective", "state", "capital", "place"}:
            found.update(range(inner.start, inner.end))
    found.update(at for at in range(*tokens) if scene.words[at] in _POSSESSIVES)
    return frozenset(found)


def _behind(scene: Scene, named: Named, actor: Actor) -> list[Held]:
    """Return the offices behind a name: 'X, a former defence minister of Y,'."""
    at, count = named.end, len(scene.words)
    if at >= count or scene.words[at] != ",":
        return []
    start = at + 1
    stop = start
    while stop < count and stop - start < _BEHIND and scene.words[stop] not in _STOPS:
        if scene.analysis.upos[stop] == "VERB" and stop > start and scene.words[stop - 1] != "-":
            break
        stop += 1
    held = []
    for piece in _conjuncts(scene, (start, stop)):
        title = read_title(scene.sight, piece, _owners(scene, piece))
        lead = piece[0] + _MODIFIERS
        if title and title.tokens[0] <= lead and not _names_another(scene, piece, actor):
            held.append(Held(actor, title, (named.start, title.tokens[1])))
    return held


def _conjuncts(scene: Scene, tokens: Range) -> list[Range]:
    """Return the parts of 'minister of X and chairman of Y' where both have a title."""
    start, end = tokens
    for at in range(start + 1, end - 1):
        if scene.words[at] == "and" and any(title_at(scene.words, later, end) for later in range(at + 1, min(at + 4, end))):
            return [(start, at), (at + 1, end)]
    return [tokens] if start < end else []


def _names_another(scene: Scene, tokens: Range, actor: Actor) -> bool:
    return any(
        other.actor is not None and other.actor.kind is ActorKind.PERSON and other.actor.id != actor.id and other.sort == "person"
        for other in scene.cast.inside(*tokens)
    )


def _of_description(scene: Scene, named: Named, actor: Actor) -> list[Held]:
    """Return the office of 'the Turkish president', where the story names him or her and the office is one person's."""
    if not _is_named(scene, actor) or not _is_definite(scene, named):
        return []
    tokens = (named.start, named.end)
    title = read_title(scene.sight, tokens, _owners(scene, tokens))
    if title is None or title.office not in lists()["unique"] or title.change is not Change.HOLDS:
        return []
    return [Held(actor, title, tokens)]


def _is_named(scene: Scene, actor: Actor) -> bool:
    return any(other.actor is not None and other.actor.id == actor.id and other.sort == "person" for other in scene.cast.named)


def _is_definite(scene: Scene, named: Named) -> bool:
    before = scene.words[named.start - 1] if named.start else ""
    return before not in {"a", "an", "any", "every", "first", "no", "another", "former"} and bool(
        _owners(scene, (named.start, named.end))
    )


def _counterpart(scene: Scene, named: Named, actor: Actor, held: list[Held]) -> Held | None:
    """Return the office of 'her Turkish counterpart X': the one that the person before holds."""
    if "counterpart" not in scene.words[max(0, named.start - 3) : named.end]:
        return None
    able = [
        one
        for one in held
        if one.person.id != actor.id and one.title.change is Change.HOLDS and one.title.office not in lists()["vague"]
    ]
    owner = _beside(scene, named, able) or _owner_of_counterpart(scene, named)
    able = [one for one in able if owner is not None and one.person.id == owner.id] or able
    before = able[-1] if able else None
    if before is None:
        return None
    return Held(actor, dataclasses.replace(before.title, tokens=(named.start, named.end)), (named.start, named.end))


def _beside(scene: Scene, named: Named, able: list[Held]) -> Actor | None:
    """Return the last person with an office who is named before in the same sentence."""
    start = scene.analysis.sentences[scene.analysis.sentence_of(named.start)][0]
    known = {one.person.id for one in able}
    before = [
        other.actor for other in scene.cast.inside(start, named.start) if other.actor is not None and other.actor.id in known
    ]
    return before[-1] if before else None


def _owner_of_counterpart(scene: Scene, named: Named) -> Actor | None:
    """Return who 'his' is in 'his Turkish counterpart'."""
    for at in range(max(0, named.start - 3), named.end):
        if scene.words[at] in {"his", "her"}:
            return scene.cast.resolve(scene.analysis.span(at, at + 1))
    return None


def _several(scene: Scene) -> list[Held]:
    """Return the office of each of 'the two presidents'."""
    held = []
    for at in range(len(scene.words) - 1):
        stop = title_at(scene.words, at + 1, at + 2) if scene.words[at] == "two" else None
        office = scene.words[at + 1].removesuffix("s")
        if scene.words[at] == "two" and (stop or office in lists()["unique"]) and scene.words[at + 1].endswith("s"):
            actors = scene.cast.parties(scene.analysis.span(max(0, at - 1), at + 2))
            tokens = (at, at + 2)
            held += [
                Held(actor, Title(office, tokens, Change.HOLDS), tokens) for actor in actors if actor.kind is ActorKind.PERSON
            ]
    return held


def _is_vague(one: Held, told: list[Held]) -> bool:
    """Return whether an office only says 'leader' of a person whose office is told elsewhere."""
    vague = lists()["vague"]
    if one.title.office not in vague:
        return False
    return any(other.person.id == one.person.id and other.title.office not in vague for other in told)


# ---------------------------------------------------------------- the record
def _tenure(scene: Scene, one: Held) -> Tenure:
    story = scene.story
    span = scene.analysis.span(*one.tokens)
    citation = Citation(story.id, span, span.of(story.text))
    change = one.title.change
    when = _when(scene, span) or (_when(scene, _clause_after(scene, one)) if change in _DATED else None)
    today = Interval(story.published, story.published, Precision.DAY) if story.published else None
    return Tenure(
        id=TenureId(record_id(f"tenure:{one.person.id}:{one.title.office}:{change}", citation)),
        story=story.id,
        person=one.person.id,
        office=one.title.office,
        change=change,
        citation=citation,
        of=_state_of(scene, one.person),
        start=when if change in {Change.NAMED, Change.TAKES} else None,
        end=when if change in {Change.LEAVES, Change.REMOVED} else None,
        as_of=today if change in {Change.HOLDS, Change.NAMED, Change.REMOVED, Change.LEAVES} else None,
    )


def _clause_after(scene: Scene, one: Held) -> Span:
    """Return what is cited with the words up to the next comma or stop: '... removed X from office on Tuesday'."""
    start, end = one.tokens
    sentence_end = scene.analysis.sentences[scene.analysis.sentence_of(start)][1]
    stop = end
    while (
        stop < sentence_end and stop - end < _REST and scene.words[stop] not in _STOPS and scene.words[stop] not in _NEXT_CLAUSE
    ):
        stop += 1
    return scene.analysis.span(start, max(stop, end))


def _when(scene: Scene, span: Span) -> Interval | None:
    """Return the days named within the words of the citation, the last of them."""
    text = scene.story.text
    found = None
    for expression in times.within(scene.days, span):
        if expression.interval is not None and expression.type in {"DATE", "TIME"}:
            found = dataclasses.replace(
                expression.interval, citation=Citation(scene.story.id, expression.span, expression.span.of(text))
            )
    return found


def _state_of(scene: Scene, person: Actor) -> ActorId | None:
    """Return the state or body that a person's office is of, where the story names it."""
    if person.country is None:
        return None
    return next(
        (actor.id for actor in scene.cast.actors if actor.kind is ActorKind.STATE and actor.country == person.country), None
    )
