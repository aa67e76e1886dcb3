"""
Make readings of made stories with planted episodes: for measuring linking, and for stores that others measure with.

    python -m benchmarks.synthetic 1000 10000 [--seed 7]                     link each size in memory, print time and scores
    python -m benchmarks.synthetic --store FILE.duckdb 100000 [--seed 7]     write a linked database of that size
    python -m benchmarks.synthetic --store FILE.duckdb --more 100            add so many more stories to it, link, print the time

Every planted episode is one act of two states on one day; one to six stories report it, in words drawn from the episode's own
small vocabulary, and every story also recalls an older act. Some talks are planned beforehand, some are copies of another,
a few have no date. The rest of a story are made words. Scores are B-cubed against the planted episodes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import codebook
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Citation,
    Event,
    EventId,
    Interval,
    Mention,
    Page,
    Precision,
    Reading,
    Statement,
    StatementId,
    StatementKind,
    Status,
    Story,
    StoryKind,
    digest,
    page_id,
    record_id,
    story_id,
)
from dateline.spans import Span
from dateline.stages import episode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STATES = (
    "CHN", "RUS", "USA", "UKR", "TUR", "SYR", "IRN", "ISR", "FRA", "DEU",
    "GBR", "IND", "PAK", "JPN", "KOR", "PRK", "SAU", "EGY", "ARM", "POL",
)  # fmt: skip
VERBS: Mapping[str, str] = {
    "CONSULT": "held talks with",
    "ACCUSE": "accused",
    "AGREE": "reached an accord with",
    "SUPPORT": "voiced support for",
    "REQUEST": "urged",
    "REJECT": "turned down a proposal of",
    "ASSAULT": "shelled positions of",
    "SANCTION": "imposed sanctions on",
    "COOPERATE": "opened a joint project with",
    "AID": "sent relief to",
    "THREATEN": "warned",
    "MOBILIZE": "massed troops near",
}
PLAN = "will hold talks with"
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
OUTLETS = ("Morning Post", "Evening Wire", "The Courier", "Daily Ledger", "World Monitor", "The Observer of Affairs")
AGENCIES = ("AFP", "Reuters", "AP", None, None)
FIRST = date(2015, 1, 1)
STORIES_A_DAY = 30
WORDS = 4000
PLANNED = 4  # every so many talks were announced before
AT_ONCE = 500  # stories
COPIES, UNDATED = 0.12, 0.004  # of stories


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted occurrence."""

    number: int
    type: str
    actor: str
    recipient: str
    day: date
    words: tuple[str, ...]
    told: date  # when stories of it begin
    planned: bool = False


@dataclass(slots=True)
class _Text:
    """A story's text as it grows, with where its parts stand."""

    text: str = ""

    def put(self, words: str) -> Span:
        """Append words; return where they stand."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def _word(dice: random.Random) -> str:
    """Return a made word; low numbers are common, as in real text."""
    number = int(WORDS * dice.random() ** 2)
    letters = "bcdfglmnprstvz"
    vowels = "aeiou"
    made = ""
    while number or len(made) < 4:  # noqa: PLR2004 - two syllables at least
        number, rest = divmod(number, len(letters) * len(vowels))
        made += letters[rest // len(vowels)] + vowels[rest % len(vowels)]
    return made


def _actors() -> dict[str, tuple[Actor, Actor]]:
    """Return every state with a speaker of it."""
    dice, found = random.Random(1), {}
    for code in STATES:
        name = codebook.load().states[code].name
        person = f"{_word(dice).title()} {_word(dice).title()}"
        found[code] = (
            Actor(ActorId(digest("actor", code)), code, name, ActorKind.STATE, code),
            Actor(ActorId(digest("actor", person)), f"{code}/GOV", person, ActorKind.PERSON, code, "GOV"),
        )
    return found


def _plants(stories: int, dice: random.Random, begin: date) -> list[Plant]:
    """Return occurrences, about one for three stories, in the order in which they are told."""
    made: list[Plant] = []
    for number in range(stories // 3):
        actor, recipient = dice.sample(STATES, 2)
        day = begin + timedelta(days=number * 3 // STORIES_A_DAY)
        plant = Plant(number, dice.choice(tuple(VERBS)), actor, recipient, day, tuple(_word(dice) for _ in range(7)), day)
        made.append(plant)
        if plant.type == "CONSULT" and number % PLANNED == 0 and number > 0:
            told = max(begin, day - timedelta(days=8))
            words = (*plant.words[:4], *(_word(dice) for _ in range(3)))
            made.append(replace(plant, number=stories + number, type="AGREE", told=told, words=words, planned=True))
    return sorted(made, key=lambda one: (one.told, one.number))


def readings(stories: int, seed: int, begin: date = FIRST) -> Iterator[tuple[Reading, dict[EventId, int]]]:
    """Yield readings with the planted occurrence of every event, in the order in which the stories were published."""
    dice, actors = random.Random(seed), _actors()
    plants = _plants(stories, dice, begin)
    last: tuple[Plant, str] | None = None
    for number in range(stories):
        place = int((number / stories) * len(plants) + dice.triangular(-1, 1)) if number else 0
        plant = plants[min(len(plants) - 1, max(0, place))]
        copied = last[1] if last and last[0] == plant and dice.random() < COPIES else None
        made, planted = _reading(f"made/{seed}/{number:06d}.txt", number, plant, dice, actors, copied)
        last = (plant, made.stories[0].text) if copied is None else last
        yield made, planted


def _reading(  # noqa: PLR0913  # what a story is made of
    path: str, number: int, plant: Plant, dice: random.Random, actors: Mapping[str, tuple[Actor, Actor]], copied: str | None
) -> tuple[Reading, dict[EventId, int]]:
    """Return the reading of one story that tells a plant and recalls an older act."""
    old = Plant(-number - 1, dice.choice(tuple(VERBS)), *dice.sample(STATES, 2), plant.day, (), plant.day)
    undated = dice.random() < UNDATED
    text, tells, recalls, said = _written(plant, old, dice, actors, undated=undated)
    if copied is not None:  # another's first paragraphs with another end, so that its own acts stand where they stood
        text = " ".join((text, copied.split("\n\n")[-1]))
    told = None if undated else plant.told + timedelta(days=dice.randrange(2))
    headline = f"{actors[plant.actor][0].name}, {actors[plant.recipient][0].name}: {' '.join(dice.sample(plant.words, 3))}"
    agency = dice.choice(AGENCIES)
    page = page_id("", path=path, url=None)
    story = Story(
        story_id(headline=headline, agency=agency, place=None, published=told, text=text),
        page,
        StoryKind.MAIN,
        text,
        headline,
        agency=agency,
        outlet=dice.choice(OUTLETS),
        published=told,
        language="en",
    )
    statement = _statement(said, story, actors[plant.actor][1])
    status = Status.PLANNED if plant.planned else Status.OCCURRED
    events = (_event(plant, story, tells, status, actors), _event(old, story, recalls, Status.HISTORICAL, actors))
    named = tuple(actor for code in {plant.actor, plant.recipient, old.actor, old.recipient} for actor in actors[code])
    made = Reading(
        Page(page, "", path=path, digest_of_content=digest(path)),
        (story,),
        actors=named,
        statements=(statement,),
        events=events,
        mentions=tuple(dict.fromkeys(mention for one in events for mention in (*one.actors, *one.recipients))),
    )
    return made, {events[0].id: plant.number, events[1].id: old.number}


def _written(
    plant: Plant, old: Plant, dice: random.Random, actors: Mapping[str, tuple[Actor, Actor]], *, undated: bool
) -> tuple[str, Span, Span, tuple[Span, Span]]:
    """Return a story's text, where it tells its news, where it recalls, and who says what in it."""
    made = _Text()
    tells = made.put(_clause(plant, dice.sample(plant.words, 5), actors) + (plant.day.strftime(" in %B") if undated else ""))
    made.put(".\n\n")
    speaker = made.put(actors[plant.actor][1].name)
    made.put(" said ")
    content = made.put(" ".join((*dice.sample(plant.words, 3), *(_word(dice) for _ in range(5)))))
    made.put(".\n\n")
    recalls = made.put(_clause(old, [_word(dice) for _ in range(6)], actors))
    made.put(".\n\n" + " ".join(_word(dice) for _ in range(60)) + ".")
    return made.text, tells, recalls, (speaker, content)


def _clause(plant: Plant, words: list[str], actors: Mapping[str, tuple[Actor, Actor]]) -> str:
    verb = PLAN if plant.planned else VERBS[plant.type]
    return f"{actors[plant.actor][0].name} {verb} {actors[plant.recipient][0].name} over {' '.join(words)}"


def _statement(said: tuple[Span, Span], story: Story, speaker: Actor) -> Statement:
    who, content = (Citation(story.id, span, span.of(story.text)) for span in said)
    return Statement(
        StatementId(record_id("statement", content)), story.id, (Mention(who, speaker.id),), (content,), StatementKind.INDIRECT
    )


def _event(plant: Plant, story: Story, where: Span, status: Status, actors: Mapping[str, tuple[Actor, Actor]]) -> Event:
    quote = where.of(story.text)
    known = codebook.load().types[plant.type]

    def cited(words: str) -> Citation:
        start = where.start + quote.index(words)
        return Citation(story.id, Span(start, start + len(words)), words)

    doer, other = (Mention(cited(actors[code][0].name), actors[code][0].id) for code in (plant.actor, plant.recipient))
    trigger = cited(PLAN if plant.planned else VERBS[plant.type])
    dated = status is not Status.HISTORICAL and (story.published is not None or plant.planned)
    both = plant.type in SYMMETRIC
    return Event(
        EventId(record_id("event", trigger)),
        story.id,
        plant.type,
        status,
        (doer, other) if both else (doer,),
        trigger,
        Citation(story.id, where, quote),
        () if both else (other,),
        when=Interval(plant.day, plant.day, Precision.DAY) if dated else None,
        plover_score=known.score,
        quad_plover=known.quad,
    )


# ------------------------------------------------------------------ stores
def write(path: Path, stories: int, seed: int) -> dict[str, float]:
    """Add stories to a database, after those that it holds, link, and return the times it took."""
    from dateline import ingest, store

    made = readings(stories, seed, last_day(path))
    begun = time.perf_counter()
    with store.Writer(path) as writer:
        while several := [reading for reading, _ in islice(made, AT_ONCE)]:
            writer.add_all(several)
        added, busy = time.perf_counter(), time.process_time()
        ingest.relink(writer)
        linked, busy = time.perf_counter(), time.process_time() - busy
    return {
        "stories": stories,
        "seconds_adding": added - begun,
        "seconds_linking": linked - added,
        "seconds_publishing": time.perf_counter() - linked,
        "processor_seconds_linking": busy,
        "processor_ms_linking_per_story": 1000 * busy / stories,
    }


def last_day(path: Path) -> date:
    """Return the last day of the news that a database holds, or the first day of all."""
    from dateline import store

    days = store.Reader(path).ask("SELECT max(published) FROM stories") if path.exists() else [(None,)]
    return days[0][0] or FIRST


# ------------------------------------------------------------------ linking in memory
def b_cubed(groups: list[list[int]]) -> dict[str, float]:
    """Return precision, recall and F1 of groups of planted numbers."""
    size: dict[int, int] = {}
    for group in groups:
        for number in group:
            size[number] = size.get(number, 0) + 1
    total = sum(size.values())
    right = [(group.count(number), len(group), size[number]) for group in groups for number in group]
    precision = sum(same / whole for same, whole, _ in right) / total
    recall = sum(same / all_ for same, _, all_ in right) / total
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def measure(stories: int, seed: int) -> dict[str, float]:
    """Return the time per story and the scores of one size."""
    made = list(readings(stories, seed))
    planted = {event: number for _, one in made for event, number in one.items()}
    begun = time.process_time()
    episodes = episode.link(reading for reading, _ in made)
    taken = time.process_time() - begun
    scores = b_cubed([[planted[report.event] for report in one.reports] for one in episodes])
    return {"stories": stories, "episodes": len(episodes), "ms_per_story": 1000 * taken / stories, **scores}


def main() -> int:
    """Print one line of JSON for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--more", type=int)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    if options.store and options.more:
        found = [write(options.store, options.more, options.seed + 1)]
    elif options.store:
        found = [write(options.store, size, options.seed) for size in options.sizes[:1]]
    else:
        found = (measure(size, options.seed) for size in options.sizes)  # type: ignore[assignment]
    for one in found:
        print(json.dumps({name: round(value, 3) for name, value in one.items()}), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
