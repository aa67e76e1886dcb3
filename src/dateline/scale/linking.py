"""The long steps of linking by partitions, texts by their likely copies and events by their sides: the episodes are the same."""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from dateline.stages import episode
from dateline.stages.episode import steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.records import Story, StoryId
    from dateline.scale.cluster import Machines
    from dateline.stages.episode import CopyGroup, Options, Ways
    from dateline.stages.episode.steps import Pair, Sighting

    Marked = tuple[StoryId, str, tuple[int, ...]]  # a story, its text, and the marks of that
TEXTS = 256  # of one task
PARTS = 4  # of the events, for each processor: those of some sides are many more than those of others


def ways(machines: Machines) -> Ways:
    """Return the steps as a cluster does them."""
    return episode.Ways(partial(_bands, machines), partial(_copies, machines), partial(_edges, machines))


# ------------------------------------------------------------------ copies
def _bands(machines: Machines, texts: Sequence[str]) -> list[tuple[int, ...]]:
    tasks = ((place, texts[place : place + TEXTS]) for place in range(0, len(texts), TEXTS))
    found = dict(machines.done(_bands_of, tasks))
    return [marks for place in sorted(found) for marks in found[place]]


def _bands_of(task: tuple[int, Sequence[str]]) -> tuple[int, list[tuple[int, ...]]]:
    return task[0], steps.bands(task[1])


def _copies(machines: Machines, stories: Iterable[Story], marks: Mapping[StoryId, tuple[int, ...]]) -> tuple[CopyGroup, ...]:
    """Have the texts compared that share a mark; ours is then to put each group in order."""
    once = {story.id: story for story in stories}
    clusters: dict[int, list[Marked]] = defaultdict(list)
    for name, cluster in _clusters({name: marks[name] for name in once}).items():
        clusters[cluster].append((name, steps.plain(once[name].text), marks[name]))
    group: dict[StoryId, tuple[int, ...]] = {name: (place,) for place, name in enumerate(once)}
    for together in machines.done(_grouped, _batches(clusters.values())):
        for names in together:
            group.update(dict.fromkeys(names, group[names[0]]))
    return episode.copies(once.values(), group)


def _batches(clusters: Iterable[list[Marked]]) -> Iterable[list[list[Marked]]]:
    """Yield clusters of texts, so many together that a task is worth its way."""
    waiting: list[list[Marked]] = []
    for cluster in clusters:
        waiting.append(cluster)
        if sum(map(len, waiting)) >= TEXTS:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _clusters(marks: Mapping[StoryId, tuple[int, ...]]) -> dict[StoryId, int]:
    """Return the stories that share a mark with another, each with the number of those that it is tied to."""
    shared = Counter(mark for several in marks.values() for mark in several)
    tied: dict[StoryId, list[int]] = {}
    for name, several in marks.items():
        if common := [mark for mark in several if shared[mark] > 1]:
            tied[name] = common
    root: dict[int, int] = {}

    def find(mark: int) -> int:
        while root.setdefault(mark, mark) != mark:
            root[mark] = mark = root[root[mark]]
        return mark

    for first, *others in tied.values():
        for other in others:
            root[find(other)] = find(first)
    return {name: find(several[0]) for name, several in tied.items()}


def _grouped(clusters: list[list[Marked]]) -> list[list[StoryId]]:
    """Return the groups of stories that are copies of one another."""
    found: list[list[StoryId]] = []
    for cluster in clusters:
        by_text: dict[str, list[StoryId]] = defaultdict(list)
        for name, text, _ in cluster:
            by_text[text].append(name)
        texts = sorted(by_text)
        known = {text: marks for _, text, marks in cluster}
        groups: dict[int, list[StoryId]] = defaultdict(list)
        for text, group in zip(texts, steps.grouped(texts, [known[text] for text in texts]), strict=True):
            groups[group] += by_text[text]
        found += groups.values()
    return found


# ------------------------------------------------------------------ pairs of events
def _edges(machines: Machines, sightings: Sequence[Sighting], options: Options) -> dict[Pair, float]:
    """Have the events of the same sides compared; every event goes to each part that holds a block of it."""
    parts = PARTS * machines.processors
    held: dict[int, list[Sighting]] = defaultdict(list)
    for one in sightings:
        bare = replace(one, story=replace(one.story, text=""))  # no comparison reads the story's text
        for number in steps.parts_of(one, parts):
            held[number].append(bare)
    tasks = ((number, pickle.dumps(several)) for number, several in held.items())
    found: dict[Pair, float] = {}
    for alike in machines.done(_alike, tasks, parts, options):
        found.update(alike)
    return found


def _alike(task: tuple[int, bytes], parts: int, options: Options) -> dict[Pair, float]:
    number, packed = task
    return steps.edges(pickle.loads(packed), options, part=steps.Part(number, parts))  # noqa: S301  # our own, of this run
