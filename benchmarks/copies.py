"""
Measure the finding of copies on made versions of real stories.

    python -m benchmarks.copies CORPUS.jsonl.gz [MORE.jsonl.gz ...]

Takes 500 stories of 80 words and more that share nothing with one another, gives each three of four versions by a seeded recipe
(cut to the first half; new headline and byline; a tenth of its words changed; two paragraphs of another story added), and prints
the precision and recall of pairs in one group.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks import lines
from dateline.records import PageId, Story, StoryId, StoryKind
from dateline.stages import episode
from dateline.stages.episode.copies import share, shingles

STORIES, LEAST, SEED = 500, 80, 7
ADDED = 100  # words of two paragraphs
Words = list[str]


def cut(words: Words, _: random.Random, __: list[Words]) -> Words:
    """Return the first half."""
    return words[: len(words) // 2]


def same(words: Words, _: random.Random, __: list[Words]) -> Words:
    """Return the words as they are: headline and byline stand outside the text."""
    return words


def changed(words: Words, dice: random.Random, others: list[Words]) -> Words:
    """Return the words with a tenth taken from other stories."""
    places = set(dice.sample(range(len(words)), len(words) // 10))
    return [dice.choice(dice.choice(others)) if place in places else word for place, word in enumerate(words)]


def longer(words: Words, dice: random.Random, others: list[Words]) -> Words:
    """Return the words with two paragraphs of another story after them."""
    other = dice.choice(others)
    start = dice.randrange(max(1, len(other) - ADDED))
    return [*words, *other[start : start + ADDED]]


RECIPES = (cut, same, changed, longer)


def originals(paths: list[Path]) -> list[Words]:
    """Return the words of stories that share hardly anything with one another."""
    kept: list[Words] = []
    sets: list[frozenset[str]] = []
    for path in paths:
        for row in lines.read(path):
            words = str(row.get("text") or "").split()
            mine = shingles(" ".join(words))
            if len(words) >= LEAST and all(share(mine, other) < 0.1 for other in sets):  # noqa: PLR2004 - no copies among them
                kept.append(words)
                sets.append(mine)
            if len(kept) == STORIES:
                return kept
    return kept


def versions(stories: list[Words]) -> list[Story]:
    """Return every story with three versions; ids begin with the number of the original."""
    dice = random.Random(SEED)
    made = []
    for number, words in enumerate(stories):
        others = stories[:number] + stories[number + 1 :]
        for place, recipe in enumerate((same, *dice.sample(RECIPES, 3))):
            text, name = " ".join(recipe(words, dice, others)), f"{number}-{place}-{recipe.__name__}"
            made.append(Story(StoryId(name), PageId(name), StoryKind.MAIN, text, f"Headline {place}", (f"Byline {place}",)))
    return made


def main() -> int:
    """Print the figures as one line of JSON."""
    stories = originals([Path(name) for name in sys.argv[1:]])
    made = versions(stories)
    begun = time.perf_counter()
    groups = episode.copies(made)
    taken = time.perf_counter() - begun

    def pairs(counts: Counter[str]) -> int:
        return sum(count * (count - 1) // 2 for count in counts.values())

    found = [Counter(version.story.split("-")[0] for version in group.versions) for group in groups]
    right = sum(map(pairs, found))
    said = sum(count.total() * (count.total() - 1) // 2 for count in found)
    wanted = pairs(Counter(story.id.split("-")[0] for story in made))
    figures = {
        "stories": len(stories),
        "versions": len(made),
        "precision": right / said,
        "recall": right / wanted,
        "seconds": taken,
    }
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
