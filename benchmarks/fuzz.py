"""
Mutate pages and read them: nothing may fail, and nothing may take long.

    python -m benchmarks.fuzz story 200000 [FOLDER...] [--seed 1] [--state FILE]
    python -m benchmarks.fuzz all 3000 [FOLDER...]

`story` takes a page apart, `all` also analyses its stories and codes them. Page number N of a seed and of the same folders is
always the same page, so a finding is repeated by `--from N` and a count of N + 1. With --state a run that was stopped goes on
where it stood. Printed are the errors, the slowest pages with their processor seconds, and the rate.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import citations, sources, wire
from dateline.pipeline import Pipeline
from dateline.records import Page, Reason, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"
LIMIT = 2.0  # processor seconds that no page may take
MOST = 200_000  # characters of a mutated page: repeated doubling ends here
SHOWN = 10
# What pages break on: deep and open markup, broken entities, odd letters, long runs, half words of our own grammar.
HOSTILE = (
    "<div>" * 300, "</p>" * 50, "<table><tr><td>" * 60, "<!--", "-->", "<![CDATA[", "<script>", "</script>", "<p",
    "&#x110000;", "&#0;", "&amp;" * 40, "\x00", "\x0b", "\u202e", "\u200b" * 30, "\ufeff", "\ud800",
    "\U0001f1e8\U0001f1f3", "ﬁ", "İ", "ß", "e\u0301" * 20, "“" * 40, "”", '"' * 31, "'" * 40, "(" * 60, ")" * 60,
    "-" * 400, "—" * 30, "." * 500, " " * 800, "\t" * 90, "\n" * 200, "\r\n" * 30, "a" * 3000, "A" * 900,
    "0" * 700, "1,000,000,000," * 30, "$9" * 60, "31/02/2023 ", "2023-13-45T99:99:99Z ", "May 99, 0000 ",
    "BEIJING, Feb 30 (AFP) - ", "By " * 40, "said " * 60, "told reporters that " * 20,
    "who said that he said that " * 25, "the " * 200, "Monday, " * 50, "last year's " * 40, "U.S.-" * 40,
    "Mr. " * 50, "http://" * 30, "a.b@c." * 60, "<a href='x'>" * 80, "<br>" * 200, '{"@type":' * 40,
    "<meta name='date' content='", "<time datetime='9999-99-99'>", "<h1>" * 20, "<li>" * 90, "|" * 120, "* " * 90,
    "Read more: " * 20, "Share Tweet Print " * 20, "中国" * 80, "Россия " * 60, "العربية " * 40, "\x1b[31m",
    "=" * 300, "_" * 300,
)  # fmt: skip


def _place(dice: random.Random, text: str) -> int:
    return dice.randrange(len(text) + 1)


def _part(dice: random.Random, text: str) -> tuple[int, int]:
    start = _place(dice, text)
    return start, min(len(text), start + int(dice.expovariate(1 / 80)) + 1)


def _cut(dice: random.Random, text: str, _: str) -> str:
    start, end = _part(dice, text)
    return text[:start] + text[end:]


def _repeat(dice: random.Random, text: str, _: str) -> str:
    start, end = _part(dice, text)
    return text[:end] + text[start:end] * dice.choice((1, 2, 8, 40)) + text[end:]


def _move(dice: random.Random, text: str, _: str) -> str:
    start, end = _part(dice, text)
    rest = text[:start] + text[end:]
    place = _place(dice, rest)
    return rest[:place] + text[start:end] + rest[place:]


def _insert(dice: random.Random, text: str, _: str) -> str:
    place = _place(dice, text)
    return text[:place] + dice.choice(HOSTILE) + text[place:]


def _letters(dice: random.Random, text: str, _: str) -> str:
    held = list(text)
    for _number in range(dice.choice((1, 5, 60))):
        if held:
            held[dice.randrange(len(held))] = chr(dice.choice((dice.randrange(1, 128), dice.randrange(128, 0x2FFF))))
    return "".join(held)


def _splice(dice: random.Random, text: str, other: str) -> str:
    return text[: _place(dice, text)] + other[_place(dice, other) :]


def _end(dice: random.Random, text: str, _: str) -> str:
    return text[: _place(dice, text)]


def _lines(dice: random.Random, text: str, _: str) -> str:
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def _flat(dice: random.Random, text: str, _: str) -> str:
    return text.replace("\n", dice.choice((" ", "", "\n\n", "\r", "\t")))


def _case(dice: random.Random, text: str, _: str) -> str:
    start, end = _part(dice, text)
    return text[:start] + dice.choice((str.upper, str.title, str.swapcase))(text[start : end + 400]) + text[end + 400 :]


MUTATIONS: tuple[Callable[[random.Random, str, str], str], ...] = (
    _cut, _repeat, _move, _insert, _insert, _letters, _splice, _end, _lines, _flat, _case,
)  # fmt: skip


def mutated(number: int, seed: int, seeds: Sequence[str]) -> Page | Rejected:
    """Return page number N of a seed."""
    dice = random.Random(f"{seed}:{number}")
    text, other = dice.choice(seeds), dice.choice(seeds)
    for _ in range(dice.choice((1, 1, 2, 3, 6, 12))):
        text = dice.choice(MUTATIONS)(dice, text, other)[:MOST]
    content: str | bytes = text
    if dice.random() < 0.1:  # noqa: PLR2004  # bytes: an encoding of the wrong kind, or torn letters
        content = text.encode(dice.choice(("utf-8", "utf-16", "cp1252", "utf-7")), "replace")[dice.randrange(2) :]
    return sources.one_page(content, path=f"{seed}-{number}")


@dataclass(slots=True)
class Found:
    """What a run found so far."""

    done: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[int, str]] = field(default_factory=list)
    slow: list[tuple[float, int]] = field(default_factory=list)  # the slowest pages, the slowest first

    def note(self, number: int, taken: float, error: str | None) -> None:
        """Count one page."""
        self.done += 1
        self.seconds += taken
        self.slow = sorted([*self.slow, (round(taken, 3), number)], reverse=True)[:SHOWN]
        if error:
            self.errors.append((number, error))


def trouble(pipeline: Pipeline, page: Page, *, deep: bool) -> tuple[str, str | None]:
    """Read a page; return what became of it in a word, and what was wrong with our reading of it."""
    try:
        reading = pipeline.read(page) if deep else pipeline.split(page)
        texts = {story.id: story.text for story in reading.stories}
        for records in (reading.statements, reading.events, reading.tenures, reading.figures, reading.mentions):
            for record in records:
                citations.check(record, texts)
        wire.reading_line(reading).encode("utf-8")
    except Exception as error:  # noqa: BLE001  # what a fuzzer looks for
        return "error", f"{type(error).__name__}: {error}"[:500]
    failed = [one.detail for one in reading.rejected if one.reason is Reason.FAILED]
    return ("stories" if reading.stories else "rejected"), (f"failed: {failed[0]}"[:500] if failed else None)


def fuzz(numbers: range, *, seed: int, seeds: Sequence[str], deep: bool, found: Found | None = None) -> Found:
    """Read the pages of these numbers, and return what was found."""
    pipeline, so_far = Pipeline(), found or Found()
    for number in numbers:
        page = mutated(number, seed, seeds)
        if isinstance(page, Rejected):
            so_far.kinds["no page"] += 1
            so_far.note(number, 0.0, None)
            continue
        began = time.process_time()
        kind, error = trouble(pipeline, page, deep=deep)
        so_far.kinds[kind] += 1
        so_far.note(number, time.process_time() - began, error)
    return so_far


def seeds_of(folders: Sequence[Path]) -> list[str]:
    """Return the texts of the pages in folders."""
    files = [file.path for file in sources.page_files(folders or [EXAMPLES]) if file.path.suffix in (".txt", ".html", ".htm")]
    return [file.read_text(encoding="utf-8", errors="replace") for file in files]


def _load(state: Path | None) -> Found:
    if state is None or not state.exists():
        return Found()
    held = json.loads(state.read_text(encoding="utf-8"))
    slow = [(seconds, number) for seconds, number in held["slow"]]
    errors = [(number, error) for number, error in held["errors"]]
    return Found(held["done"], held["seconds"], Counter(held["kinds"]), errors, slow)


def _show(found: Found) -> str:
    worst, number = found.slow[0] if found.slow else (0.0, 0)
    rate = found.done / found.seconds if found.seconds else 0.0
    return (
        f"{found.done} pages ({', '.join(f'{count} {kind}' for kind, count in found.kinds.most_common())}): "
        f"{len(found.errors)} errors, slowest {worst:.2f} s (page {number}), {rate:.0f} pages/s of processor time"
    )


def main() -> int:
    """Run, print, and return 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stages", choices=("story", "all"))
    parser.add_argument("count", type=int)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--state", type=Path)
    options = parser.parse_args()
    seeds, found = seeds_of(options.folders), _load(options.state)
    step = 1000 if options.stages == "story" else 50
    for start in range(options.first + found.done, options.first + options.count, step):
        numbers = range(start, min(start + step, options.first + options.count))
        found = fuzz(numbers, seed=options.seed, seeds=seeds, deep=options.stages == "all", found=found)
        if options.state:
            held = {name: getattr(found, name) for name in ("done", "seconds", "kinds", "errors", "slow")}
            options.state.write_text(json.dumps(held), encoding="utf-8")
        print(_show(found), file=sys.stderr, flush=True)
    print(_show(found))
    for number, error in found.errors[:SHOWN]:
        print(f"  page {number}: {error}")
    for seconds, number in found.slow:
        print(f"  {seconds:.2f} s: page {number}")
    return int(bool(found.errors) or bool(found.slow and found.slow[0][0] > LIMIT))


if __name__ == "__main__":
    sys.exit(main())
