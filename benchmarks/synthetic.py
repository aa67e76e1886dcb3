"""
Write readings of made stories with planted episodes, and measure linking on them.

    python -m benchmarks.synthetic 1000 10000 [--seed 7]

Every episode is one act of a pair of states on one day; one to six stories report it, in words drawn from the episode's own small
vocabulary; every story also recalls an older act. Prints for each size: seconds per story, B-cubed against the planted episodes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

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
    PageId,
    Precision,
    Reading,
    Status,
    Story,
    StoryId,
    StoryKind,
)
from dateline.spans import Span
from dateline.stages import episode

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = (
    "CHN",
    "RUS",
    "USA",
    "UKR",
    "TUR",
    "SYR",
    "IRN",
    "ISR",
    "FRA",
    "DEU",
    "GBR",
    "IND",
    "PAK",
    "JPN",
    "KOR",
    "PRK",
    "SAU",
    "EGY",
)
TYPES = (
    "CONSULT",
    "ACCUSE",
    "AGREE",
    "SUPPORT",
    "REQUEST",
    "REJECT",
    "ASSAULT",
    "SANCTION",
    "COOPERATE",
    "AID",
    "THREATEN",
    "MOBILIZE",
)
FIRST = date(2015, 1, 1)
STORIES_A_DAY = 30
WORDS = 4000
ACTORS = {code: Actor(ActorId(code), code, code, ActorKind.STATE, code) for code in STATES}


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted occurrence."""

    number: int
    type: str
    actor: str
    recipient: str
    day: date
    words: tuple[str, ...]


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


def _plants(stories: int, dice: random.Random) -> Iterator[Plant]:
    """Yield occurrences, about one for three stories, in the order of their days."""
    for number in range(stories // 3):
        actor, recipient = dice.sample(STATES, 2)
        day = FIRST + timedelta(days=number * 3 // STORIES_A_DAY)
        yield Plant(number, dice.choice(TYPES), actor, recipient, day, tuple(_word(dice) for _ in range(7)))


def _event(plant: Plant, story: Story, start: int, quote: str, status: Status) -> Event:
    cited = Citation(story.id, Span(start, start + len(quote)), quote)

    def mention(code: str) -> tuple[Mention, ...]:
        return (Mention(cited, ActorId(code)),)

    when = Interval(plant.day, plant.day, Precision.DAY) if status is Status.OCCURRED else None
    actors, recipients = mention(plant.actor), mention(plant.recipient)
    return Event(
        EventId(f"{story.id}-{start}"), story.id, plant.type, status, actors, cited, cited, recipients, when=when, quad_plover=1
    )


def readings(stories: int, seed: int) -> Iterator[tuple[Reading, dict[EventId, int]]]:
    """Yield readings with the planted occurrence of every event."""
    dice = random.Random(seed)
    plants = list(_plants(stories, dice))
    for number in range(stories):
        plant = plants[min(len(plants) - 1, int(number / 3 + dice.triangular(-1, 1)))] if number > 2 else plants[0]  # noqa: PLR2004
        told = plant.day + timedelta(days=dice.randrange(2))
        quotes = [" ".join(dice.sample(plant.words, 5)), " ".join(_word(dice) for _ in range(6))]
        filler = " ".join(_word(dice) for _ in range(60))
        text = f"{quotes[0]}. {quotes[1]}. {filler}."
        name = f"s{number}"
        story = Story(StoryId(name), PageId(name), StoryKind.MAIN, text, published=told)
        old = Plant(-number, dice.choice(TYPES), *dice.sample(STATES, 2), plant.day, ())
        events = (
            _event(plant, story, 0, quotes[0], Status.OCCURRED),
            _event(old, story, len(quotes[0]) + 2, quotes[1], Status.HISTORICAL),
        )
        made = Reading(Page(PageId(name), ""), (story,), actors=tuple(ACTORS.values()), events=events)
        yield made, {events[0].id: plant.number, events[1].id: -number - 1}


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
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    for size in options.sizes:
        print(json.dumps({name: round(value, 3) for name, value in measure(size, options.seed).items()}), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
