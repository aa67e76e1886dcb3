"""
Measure whether the speaker is right, apart for names, pronouns and descriptions.

    python -m benchmarks.predict record SEEDS/pages seeds.jsonl
    python -m benchmarks.speakers SEEDS/gold seeds.jsonl [STORIES/gold stories.jsonl ...] [--details]

The gold is that of the task `record`. A gold statement with a speaker who is a person is a pronoun's where its words for the
speaker are one ("he", "they"), a description's where they hold no word of the name ("the Chinese leader", "his wife"), and else
a name's. A predicted statement is paired with the gold one whose words share most with its own (token F1 of at least a half);
the speaker is right where one of the actors has the name, or one of those that are right too.
Prints one line of JSON: of each group how many core statements there are, were found, and have the right speaker; and, as
"country", of all core statements whose speaker has a country in the gold, how many name an actor of it.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "his", "her", "their", "who"))
HALF = 0.5
Found = dict[str, Any]  # the edge: the lines of `dateline read --json`, and the gold


def plain(text: str) -> list[str]:
    """Return the words of a text in lower case, without accents."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    return re.findall(r"[a-z0-9]+", "".join(one for one in flat if not unicodedata.combining(one)))


def likeness(one: str, other: str) -> float:
    """Return the token F1 of two texts."""
    first, second = Counter(plain(one)), Counter(plain(other))
    shared = sum((first & second).values())
    return 2 * shared / (sum(first.values()) + sum(second.values())) if shared else 0.0


def group_of(gold: Found) -> str | None:
    """Return how a gold statement names its speaker; None where that is no person."""
    if not gold.get("speaker") or gold.get("speaker_kind") != "person" or not gold.get("core", True):
        return None
    words = plain(gold.get("speaker_text") or "")
    if not words:
        return "carried on"
    if words[-1] in PRONOUNS and len(words) == 1:
        return "pronoun"
    names = {word for name in (gold["speaker"], *gold.get("speaker_also", [])) for word in plain(name)}
    return "name" if names & set(words) else "description"


def paired(gold: list[Found], predicted: list[Found]) -> dict[int, Found]:
    """Return the predicted statement of each gold one, the most alike first, each once."""
    scores = sorted(
        (
            (-likeness(" ".join(one["content"]), " ".join(part["text"] for part in other["content"])), at, to)
            for at, one in enumerate(gold)
            for to, other in enumerate(predicted)
        ),
    )
    found: dict[int, Found] = {}
    taken: set[int] = set()
    for score, at, to in scores:
        if -score >= HALF and at not in found and to not in taken:
            found[at] = predicted[to]
            taken.add(to)
    return found


def right(gold: Found, predicted: Found, actors: dict[str, Found]) -> bool:
    """Return whether one of the speakers has a right name."""
    wanted = {tuple(plain(name)) for name in (gold["speaker"], *gold.get("speaker_also", []))}
    named = {tuple(plain(actors[one["actor"]]["name"])) for one in predicted["speakers"] if one["actor"] in actors}
    return bool(wanted & named)


def of_country(gold: Found, predicted: Found, actors: dict[str, Found]) -> bool:
    """Return whether one of the speakers is of the gold's country."""
    return any(actors.get(one["actor"], {}).get("country") == gold["speaker_country"] for one in predicted["speakers"])


def measure(folder: Path, lines: Path, counts: dict[str, Counter[str]], *, details: bool) -> None:
    """Add what one set gives to the counts."""
    pages = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    by_name = {Path(page["page"]["path"] or "").stem: page for page in pages}
    for file in sorted(folder.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        if "statements" not in gold or not isinstance(gold["statements"], list):
            continue
        page = by_name.get(file.stem, {"statements": [], "actors": []})
        actors = {actor["id"]: actor for actor in page["actors"]}
        matches = paired(gold["statements"], page["statements"])
        for at, one in enumerate(gold["statements"]):
            if one.get("speaker_country") and one.get("core", True):
                counts["country"]["there"] += 1
                counts["country"]["found"] += at in matches
                counts["country"]["right"] += at in matches and of_country(one, matches[at], actors)
            group = group_of(one)
            if group is None:
                continue
            counts[group]["there"] += 1
            if at in matches:
                counts[group]["found"] += 1
                good = right(one, matches[at], actors)
                counts[group]["right"] += good
                if details and not good:
                    given = [
                        actors.get(speaker["actor"], {}).get("name") or speaker["text"] for speaker in matches[at]["speakers"]
                    ]
                    print(f"{file.stem} {group}: {one['speaker']!r} as {one.get('speaker_text')!r}, found {given}")


def main() -> int:
    """Print the figures of all sets together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+", help="a folder of gold and a file of predictions, in turn")
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for folder, lines in zip(options.sets[::2], options.sets[1::2], strict=True):
        measure(folder, lines, counts, details=options.details)
    unnamed = counts["pronoun"] + counts["description"] + counts["carried on"]
    told = {**counts, "not by name": unnamed}
    print(
        json.dumps(
            {
                name: {**count, "share": round(count["right"] / count["found"], 3) if count["found"] else None}
                for name, count in told.items()
            }
        )
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
