"""Tie episodes to one another: the outcome of a plan, the denial of a charge, the reply to a call, the recalling of what was."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateline.records import Link, LinkKind, Status
from dateline.stages.episode.blocks import key_of
from dateline.stages.episode.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.records import Episode, EpisodeId, EventId, StoryId
    from dateline.stages.episode.blocks import Key
    from dateline.stages.episode.sighting import Sighting

DENIAL = "016"  # CAMEO: deny responsibility
ACTED = frozenset({Status.OCCURRED, Status.ONGOING, Status.HISTORICAL, Status.NEGATED})
NEAREST = 900  # characters between a reply that says so and what it replies to
SEASON = 100  # days
AFTER_PLAN = 4  # windows in which the outcome of a plan without a day is told
TOPIC = 3  # words that a reply without a cue shares with what it replies to
ANSWERED = frozenset({Status.OCCURRED, Status.ONGOING, Status.PLANNED})
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s")


@dataclass(frozen=True, slots=True)
class Member:
    """An event and the episode that it is in."""

    sighting: Sighting
    episode: Episode


@dataclass(frozen=True, slots=True)
class Tie:
    """A link with the episode that it starts from, and how good it is."""

    start: EpisodeId
    link: Link
    weight: float


def ties(groups: Sequence[tuple[Episode, tuple[Sighting, ...]]], *, window: timedelta) -> dict[EpisodeId, tuple[Link, ...]]:
    """Return the links of every episode that has some."""
    members = [Member(one, episode) for episode, group in groups for one in group]
    by_story: dict[StoryId, list[Member]] = defaultdict(list)
    for member in members:
        by_story[member.sighting.story.id].append(member)
    found = [*_outcomes(groups, window)]
    for story in by_story.values():
        ordered = sorted(story, key=lambda one: one.sighting.event.evidence.span)
        found += [*_denials(ordered), *_replies(ordered), *_recollections(ordered)]
    return _chosen(found, {episode.id: group[0].event.id for episode, group in groups})


def _chosen(found: Sequence[Tie], names: Mapping[EpisodeId, EventId]) -> dict[EpisodeId, tuple[Link, ...]]:
    """Return the best tie of each kind that starts from each episode; none to itself, and of a tie and its reverse the better.

    Ties that are equally good stand in the order of their first events, which no history of linking changes as it does ids.
    """
    best: dict[tuple[EpisodeId, LinkKind], Tie] = {}
    weights: dict[tuple[EpisodeId, EpisodeId, LinkKind], float] = {}
    for tie in found:
        way = (tie.start, tie.link.episode, tie.link.kind)
        weights[way] = max(tie.weight, weights.get(way, tie.weight))
    for tie in sorted(found, key=lambda tie: (-tie.weight, names[tie.start], names[tie.link.episode], tie.link.reason)):
        back = weights.get((tie.link.episode, tie.start, tie.link.kind))
        better = back is not None and (-back, names[tie.link.episode]) < (-tie.weight, names[tie.start])
        if tie.start != tie.link.episode and not better:
            best.setdefault((tie.start, tie.link.kind), tie)
    links: dict[EpisodeId, list[Link]] = defaultdict(list)
    for (start, _), tie in sorted(best.items()):
        links[start].append(tie.link)
    return {start: tuple(several) for start, several in links.items()}


def _overlap(one: Sighting, other: Sighting) -> int:
    """Return how many telling words two events share."""
    return len(one.words & other.words)


# ------------------------------------------------------------------ follows
Told = tuple["Episode", tuple["Sighting", ...]]  # an episode with its reports, in the order in which they were told


def plan_keys(episode: Episode, group: Sequence[Sighting]) -> frozenset[Key]:
    """Return what a plan shares with its outcome: the same sides, and a month of its days, or that of its announcement."""
    if group[0].group != "planned":
        return frozenset()
    if _dated(episode):
        return _dated_keys(episode, group)
    announced = min((one.story.published for one in group if one.story.published), default=None)
    if episode.when is not None or announced is None:
        return frozenset()
    return frozenset(_key("told", one, _month(announced)) for one in group)


def outcome_keys(episode: Episode, group: Sequence[Sighting], window: timedelta) -> frozenset[Key]:
    """Return what an act shares with the plan of it: sides and month of its days, and those before it was told."""
    if episode.status not in ACTED:
        return frozenset()
    keys = _dated_keys(episode, group) if _dated(episode) else frozenset()
    told = max((one.story.published for one in group if one.story.published), default=None)
    if told is None or episode.status is Status.ONGOING:
        return keys
    months = range(_month(_earlier(told, AFTER_PLAN * window)), _month(told) + 1)
    return keys | {_key("told", one, month) for one in group for month in months}


def _dated_keys(episode: Episode, group: Sequence[Sighting]) -> frozenset[Key]:
    """Return sides and months of an episode whose days are known, a day more on each side."""
    if episode.when is None or episode.when.start is None or episode.when.end is None:
        return frozenset()
    day = timedelta(days=1)
    months = range(_month(_earlier(episode.when.start, day)), _month(_later(episode.when.end, day)) + 1)
    return frozenset(_key("when", one, month) for one in group for month in months)


def _key(what: str, one: Sighting, month: int) -> Key:
    return key_of(month, what, *sorted(one.parties))


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _earlier(day: date, by: timedelta) -> date:
    return date.min if day < date.min + by else day - by


def _outcomes(groups: Sequence[Told], window: timedelta) -> Iterator[Tie]:
    """Yield ties from what happened to the plan of it: the same sides, a type that such a plan leads to, days that meet."""
    plans: dict[Key, list[Told]] = defaultdict(list)
    for episode, group in groups:
        for key in plan_keys(episode, group):
            plans[key].append((episode, group))
    for episode, group in groups:
        near = {plan.id: (plan, planned) for key in outcome_keys(episode, group, window) for plan, planned in plans.get(key, ())}
        for plan, planned in near.values():
            reason = _outcome(episode, group, plan, planned, window)
            if reason:
                yield Tie(episode.id, Link(LinkKind.FOLLOWS, plan.id, reason), _closeness(episode, plan))


def outcomes(groups: Sequence[Told], plans: Sequence[Told], *, window: timedelta) -> set[EpisodeId]:
    """Return those of some episodes that may be the outcome of one of these plans."""
    names = {episode.id for episode, _ in groups}
    return {tie.start for tie in _outcomes((*groups, *plans), window)} & names


def _outcome(
    episode: Episode, group: Sequence[Sighting], plan: Episode, planned: Sequence[Sighting], window: timedelta
) -> str | None:
    """Return why an episode is the outcome of a plan, or None."""
    if episode.type not in lexicon().outcomes.get(plan.type, frozenset()) or _other_persons(group, planned):
        return None
    announced = min((one.story.published for one in planned if one.story.published), default=None)
    told = max((one.story.published for one in group if one.story.published), default=None)
    if announced and told and told < announced:
        return None
    shared = max((_overlap(one, other) for one in group for other in planned), default=0)
    tail = f"{shared} words in common"
    if _dated(episode) and _dated(plan):
        return f"planned as {plan.type}, became {episode.type}; same sides; days meet; {tail}" if _meet(episode, plan) else None
    later = announced is not None and told is not None and announced < told <= _later(announced, AFTER_PLAN * window)
    if plan.when is None and later and shared >= 2 and episode.status is not Status.ONGOING:  # noqa: PLR2004 - one word is chance
        return f"planned as {plan.type}, became {episode.type}; same sides; told within the window; {tail}"
    return None


def _other_persons(group: Sequence[Sighting], planned: Sequence[Sighting]) -> bool:
    """Return whether both name the persons who act and none is the same: another visitor, another visit."""
    ours, theirs = (frozenset().union(*(one.persons for one in several)) for several in (group, planned))
    return bool(ours and theirs and not ours & theirs)


def _dated(episode: Episode) -> bool:
    """Return whether an episode's days are known to the season at least."""
    when = episode.when
    return when is not None and when.start is not None and when.end is not None and (when.end - when.start).days < SEASON


def _meet(one: Episode, other: Episode) -> bool:
    """Return whether the days of two dated episodes meet, give or take one."""
    if one.when is None or other.when is None:
        return False
    return _near(one.when.start, one.when.end, other.when.start, other.when.end, timedelta(days=1))


def _near(start: date | None, end: date | None, first: date | None, last: date | None, slack: timedelta) -> bool:
    """Return whether two stretches of days meet, give or take."""
    return (start or date.min) <= _later(last, slack) and (first or date.min) <= _later(end, slack)


def _later(day: date | None, by: timedelta) -> date:
    return date.max if day is None or day > date.max - by else day + by


def _closeness(episode: Episode, plan: Episode) -> float:
    """Return how near the outcome lies to the planned days: the nearest plan is the one that was kept."""
    more = len(plan.reports) / 100
    if episode.when and plan.when and episode.when.start and plan.when.start:
        return 1 / (1 + abs((episode.when.start - plan.when.start).days)) + more
    return more / 100


# ------------------------------------------------------------------ denies
def _denials(story: Sequence[Member]) -> Iterator[Tie]:
    """Yield ties from a denial to the charge that it denies, inside one story."""
    for member in story:
        denial = member.sighting
        if not _denies(denial):
            continue
        for other in story:
            charge = other.sighting
            if _charges(denial, charge):
                shared, gap = _overlap(denial, charge), _gap(denial, charge)
                who = ", ".join(sorted(denial.actors))
                reason = f"{who} denies what was charged; {shared} words in common, {gap} characters apart"
                yield Tie(
                    member.episode.id,
                    Link(LinkKind.DENIES, other.episode.id, reason, denial.event.evidence),
                    shared + 1 / (1 + gap / 100) + (charge.event.type == "ACCUSE"),
                )


def _charges(denial: Sighting, charge: Sighting) -> bool:
    """Return whether an event is a charge by those that are contradicted, against those that deny."""
    if charge.event.id == denial.event.id or not (charge.event.type == "ACCUSE" or charge.group == "charged"):
        return False
    if set(denial.event.denied_by):
        return False
    against = charge.recipients if charge.event.type == "ACCUSE" else charge.parties
    accusers = not denial.recipients or bool(charge.actors & denial.recipients) or charge.group == "charged"
    return accusers and bool(denial.actors & against)


def _gap(one: Sighting, other: Sighting) -> int:
    """Return the characters between two events of one story."""
    first, second = one.event.evidence.span, other.event.evidence.span
    return max(0, max(first.start, second.start) - min(first.end, second.end))


# ------------------------------------------------------------------ answers
def _replies(story: Sequence[Member]) -> Iterator[Tie]:
    """Yield ties from a reply to the call, charge or announcement that the text ties it to."""
    for member in story:
        reply = member.sighting
        if reply.event.type not in lexicon().replies or reply.event.status is not Status.OCCURRED or _denies(reply):
            continue
        kind, cue = _cue(reply.event.evidence.quote.lower())
        for other in story:
            weight = _answered(reply, other.sighting, kind)
            if weight:
                tail = f"{_overlap(reply, other.sighting)} words in common; to {', '.join(sorted(other.sighting.actors))}"
                reason = f"'{cue}', {tail}" if cue else tail
                yield Tie(member.episode.id, Link(LinkKind.ANSWERS, other.episode.id, reason, reply.event.evidence), weight)


def _cue(words: str) -> tuple[str, str]:
    """Return the kind of a reply's cue with its words: "direct", "topical", "spoken", or "" for none."""
    known = lexicon()
    for kind, cues in (("direct", known.direct_cues), ("spoken", known.spoken_cues), ("topical", known.topical_cues)):
        for cue in cues:
            if cue in words:
                return kind, cue
    return "", ""


def _denies(one: Sighting) -> bool:
    """Return whether an event is a denial."""
    return one.event.type == "REJECT" and one.event.cameo == DENIAL


def _answered(reply: Sighting, call: Sighting, kind: str) -> float:
    """Return how good a reply one event is to another, 0: none."""
    if call.event.type not in lexicon().replied_to or call.event.status not in ANSWERED:
        return 0.0
    if not reply.actors or reply.actors & call.actors or not reply.recipients & call.actors:
        return 0.0
    shared, gap, addressed = _overlap(reply, call), _gap(reply, call), bool(call.recipients & reply.actors)
    near = 1 / (1 + gap / 100)
    accuses = reply.event.type in {"ACCUSE", "REJECT"} and (shared >= TOPIC or _one_sentence(reply, call))
    weights = {
        "direct": 6 * near + shared + addressed if gap < NEAREST and (shared or addressed) else 0.0,
        "spoken": 2 * shared + near + addressed,
        "topical": 2 * shared + near if shared else 0.0,
        "": shared + near if accuses else 0.0,
    }
    return weights[kind]


def _one_sentence(reply: Sighting, call: Sighting) -> bool:
    """Return whether a reply follows a call inside one sentence."""
    first, second = call.event.evidence.span, reply.event.evidence.span
    if first.end > second.start:
        return False
    return not SENTENCE_END.search(reply.story.text[first.end : second.start])


# ------------------------------------------------------------------ recalls
def _recollections(story: Sequence[Member]) -> Iterator[Tie]:
    """Yield ties from the first new act of a story to what it recalls of the same sides."""
    news = next((one for one in story if one.sighting.event.status is Status.OCCURRED), None)
    if news is None:
        return
    for member in story:
        past = member.sighting
        if (
            past.event.status is Status.HISTORICAL
            and past.parties & news.sighting.parties
            and member.episode.id != news.episode.id
        ):
            shared = sorted(past.parties & news.sighting.parties)
            reason = f"told as background of the news; {', '.join(shared)} in both"
            weight = len(shared) + _overlap(past, news.sighting)
            yield Tie(news.episode.id, Link(LinkKind.RECALLS, member.episode.id, reason, past.event.evidence), weight)


def event_episodes(groups: Sequence[tuple[Episode, tuple[Sighting, ...]]]) -> Mapping[EventId, EpisodeId]:
    """Return the episode of every event."""
    return {one.event.id: episode.id for episode, group in groups for one in group}
