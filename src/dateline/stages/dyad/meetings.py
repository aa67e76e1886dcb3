"""Who met whom: the talks between two sides, each once, with how they met."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dateline.records import ActorKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import ActorId, Citation, Episode, Interval
    from dateline.stages.dyad.tally import Corpus

MET = frozenset({Status.OCCURRED, Status.ONGOING, Status.HISTORICAL})
PHONE, VISIT = "phone", "visit"  # PLOVER modes of CONSULT
NEAR = timedelta(days=1)  # apart, for two reports of one meeting


class Setting(StrEnum):
    """How people met."""

    IN_PERSON = "in person"
    CALL = "call"
    VIDEO = "video"
    SIDELINES = "sidelines"  # in person, beside a gathering of others
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of two sides."""

    episodes: tuple[Episode, ...]  # what is told of it
    when: Interval | None
    place: str | None
    setting: Setting
    first: tuple[ActorId, ...]  # who met, of the first side: persons where they are told, else organs and states
    second: tuple[ActorId, ...]
    planned: bool  # announced, and not told to have been held
    evidence: Citation

    @property
    def independent(self) -> int:
        """Return how many independent reports tell of it."""
        return sum(one.independent for one in self.episodes)


@cache
def _settings() -> Mapping[str, tuple[str, ...]]:
    tables = tomllib.loads((files("dateline.codebook") / "data" / "episode_words.toml").read_text(encoding="utf-8"))
    return {name: tuple(beginnings) for name, beginnings in tables["settings"].items()}


def meetings(episodes: Iterable[Episode], *, corpus: Corpus, sides: tuple[str, str]) -> tuple[Meeting, ...]:
    """
    Return the meetings of two sides by their days, those without a day last; plans that were followed by something are left out.

    Args:
        episodes: all episodes.
        corpus: the actors and blocs that they rest on.
        sides: states by ISO 3166-1 alpha-3, or blocs by name.
    """
    every = tuple(episodes)
    held = {link.episode for one in every for link in one.links}
    found: list[Meeting] = []
    for one in sorted(every, key=_order):
        made = _meeting(one, corpus, sides)
        if made is None or (made.planned and one.id in held):
            continue
        same = next((place for place, other in enumerate(found) if _same(made, other, corpus)), None)
        if same is None:
            found.append(made)
        else:
            found[same] = _joined(found[same], made)
    return tuple(sorted(found, key=lambda one: _order(one.episodes[0])))


def _order(episode: Episode) -> tuple[bool, date, str]:
    start = episode.when.start if episode.when else None
    return start is None, start or date.max, episode.id


def _meeting(episode: Episode, corpus: Corpus, sides: tuple[str, str]) -> Meeting | None:
    """Return an episode as a meeting of the sides, None where it is none."""
    planned = episode.status is Status.PLANNED
    words = f" {' '.join((episode.what, *(report.evidence.quote for report in episode.reports)))} ".lower()
    if not (episode.type == "CONSULT" and episode.status in MET) and not (planned and _talks(episode, words)):
        return None
    first, second = (corpus.blocs.get(name, frozenset((name,))) for name in sides)
    ours, theirs = _of(episode, corpus, first), _of(episode, corpus, second)
    theirs = tuple(name for name in theirs if name not in ours)
    if not ours or not theirs:
        return None
    place = episode.place.name if episode.place else None
    setting = _setting(episode, words, place)
    return Meeting((episode,), episode.when, place, setting, ours, theirs, planned, episode.reports[0].evidence)


def _talks(episode: Episode, words: str) -> bool:
    """Return whether a plan is one to meet."""
    named = any(f" {beginning}" in words for several in _settings().values() for beginning in several)
    return episode.type == "CONSULT" or (episode.type == "AGREE" and (named or " meet" in words or " talks" in words))


def _of(episode: Episode, corpus: Corpus, states: frozenset[str]) -> tuple[ActorId, ...]:
    """Return the actors of some states, persons alone where there are some."""
    named = [name for name in dict.fromkeys((*episode.actors, *episode.recipients)) if name in corpus.actors]
    mine = [name for name in named if corpus.actors[name].country in states and corpus.actors[name].kind is not ActorKind.GROUP]
    persons = [name for name in mine if corpus.actors[name].kind is ActorKind.PERSON]
    return tuple(persons or mine)


def _setting(episode: Episode, words: str, place: str | None) -> Setting:
    """Return how they met, as mode and words tell; a place that is told means that somebody went there."""
    said = [name for name, beginnings in _settings().items() if any(_begins(words, beginning) for beginning in beginnings)]
    if episode.mode == PHONE:
        return Setting.VIDEO if "video" in said else Setting.CALL
    if said:
        return Setting(said[0].replace("_", " "))
    return Setting.IN_PERSON if episode.mode == VISIT or place else Setting.UNKNOWN


def _begins(words: str, beginning: str) -> bool:
    return f" {beginning.lstrip()}" in words


def _same(one: Meeting, other: Meeting, corpus: Corpus) -> bool:
    """Return whether two are one meeting: days that meet, persons that do not differ, settings that do not exclude each other."""
    if one.planned != other.planned or not _days_meet(one, other) or not _settings_fit(one.setting, other.setting):
        return False
    return not any(_differ(ours, theirs, corpus) for ours, theirs in ((one.first, other.first), (one.second, other.second)))


def _differ(ours: Iterable[ActorId], theirs: Iterable[ActorId], corpus: Corpus) -> bool:
    """Return whether both name persons, and none is the same."""
    mine, others = ({name for name in several if corpus.actors[name].kind is ActorKind.PERSON} for several in (ours, theirs))
    return bool(mine and others and not mine & others)


def _days_meet(one: Meeting, other: Meeting) -> bool:
    mine, theirs = one.when, other.when
    if mine is None or mine.start is None or mine.end is None or theirs is None or theirs.start is None or theirs.end is None:
        return False
    return mine.start <= theirs.end + NEAR and theirs.start <= mine.end + NEAR


def _settings_fit(one: Setting, other: Setting) -> bool:
    far = {Setting.CALL, Setting.VIDEO}
    return one is other or Setting.UNKNOWN in (one, other) or (one in far) == (other in far)


def _joined(one: Meeting, other: Meeting) -> Meeting:
    """Return two reports of one meeting as one: the shorter time, everybody named, the setting that is told."""
    episodes = (*one.episodes, *other.episodes)
    times = [each.when for each in (one, other) if each.when]
    order: Sequence[Setting] = (Setting.SIDELINES, Setting.VIDEO, Setting.CALL, Setting.IN_PERSON, Setting.UNKNOWN)
    return replace(
        one,
        episodes=episodes,
        when=min(times, key=lambda when: (when.end or date.max) - (when.start or date.min), default=None),
        place=one.place or other.place,
        setting=min(one.setting, other.setting, key=order.index),
        first=tuple(dict.fromkeys((*one.first, *other.first))),
        second=tuple(dict.fromkeys((*one.second, *other.second))),
    )
