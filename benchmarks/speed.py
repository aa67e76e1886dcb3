"""
Print words per second of one run: end to end, analysis with and without events, and the bare encoder on the same text.

    python -m benchmarks.speed [FOLDER | FILE.jsonl[.gz]] [--rounds N]

Words are the tokens of the stories' texts. Times are processor seconds of one thread, so that other work on the machine disturbs
them little; they take turns, round by round, and the median of the rounds counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import lines
from benchmarks.bare import Bare
from dateline.language import pieces
from dateline.language.analyser import Analyser, cut
from dateline.language.catalog import FOLDER, HEADS, read_catalog
from dateline.pipeline import Pipeline
from dateline.records import Page, page_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

EXAMPLES = Path(__file__).parent.parent / "examples" / "pages"
MIB = 1024  # kilobytes, in which Linux tells the peak memory


def read_pages(source: Path) -> tuple[Page, ...]:
    """Return the pages of a folder, or the texts of a JSONL as clean pages."""
    if source.is_dir():
        found = ((str(path), path.read_text(encoding="utf-8"), False) for path in sorted(source.rglob("*")) if path.is_file())
    else:
        found = ((str(row["id"]), str(row["text"]), True) for row in lines.read(source))
    return tuple(Page(page_id(text, path=path, url=None), text, path=path, clean=clean) for path, text, clean in found)


def seconds(act: Callable[[], object]) -> float:
    """Return the processor seconds that act takes."""
    gc.collect()
    started = time.process_time()
    act()
    return time.process_time() - started


def windows(texts: Sequence[str]) -> list[dict[str, npt.NDArray[np.int64]]]:
    """Return the model's inputs for the windows of the texts, as the analysis makes them."""
    catalog = read_catalog()
    vocabulary = pieces.Pieces(catalog.vocabulary.path, most=catalog.most_pieces)
    made = []
    for story in map(cut, texts):
        encoded = vocabulary.encode([story.text[start:end] for start, end in story.offsets])
        made += [
            pieces.inputs(encoded, window) for window in pieces.windows(story.sentences, encoded.edges, limit=catalog.window)
        ]
    return made


def without_events(folder: Path) -> Analyser:
    """Return an analyser of the shipped model less the networks of the events, put together in a folder."""
    told = json.loads((FOLDER / HEADS).read_text(encoding="utf-8"))
    for file in FOLDER.iterdir():
        if file.name != HEADS:
            (folder / file.name).symlink_to(file)
    left = {name: value for name, value in told.items() if name not in ("events", "pairs")}
    (folder / HEADS).write_text(json.dumps(left), encoding="utf-8")
    return Analyser(folder)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?", default=EXAMPLES)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(read_pages(options.source), without_events(Path(folder)), options.rounds)


def measure(pages: Sequence[Page], eventless: Analyser, rounds: int) -> None:
    """Print the rates over some pages."""
    pipeline, analyser = Pipeline(), Analyser()
    bare, shipped = Bare(), Bare(as_shipped=True)
    texts = [story.text for page in pages for story in pipeline.split(page).stories if story.text]
    words = sum(len(cut(text).offsets) for text in texts)
    inputs = windows(texts)
    acts = {
        "end to end": lambda: list(pipeline.read_all(pages)),
        "analysis": lambda: analyser.analyse(texts),
        "without events": lambda: eventless.analyse(texts),
        "bare encoder": lambda: [bare.run(window) for window in inputs],
        "as shipped": lambda: [shipped.run(window) for window in inputs],
    }
    times: dict[str, list[float]] = {name: [] for name in acts}
    for act in acts.values():
        act()  # loads models and tables
    for _ in range(rounds):
        for name, act in acts.items():
            times[name].append(seconds(act))
    rates = {name: words / statistics.median(taken) for name, taken in times.items()}
    print(f"{len(pages)} pages, {words} words in {len(inputs)} windows; one thread, median of {rounds} rounds")
    for name, rate in rates.items():
        print(f"{name:14} {rate:9,.0f} words/s   {rate / rates['bare encoder']:.2f} of the bare encoder")
    cost = statistics.median(times["analysis"]) / statistics.median(times["without events"])
    print("as shipped: the encoder alone, as the product runs it")
    print(f"{'events':14} {cost:9.2f} times the analysis without them")
    print(f"peak memory    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB:9,.0f} MiB")


if __name__ == "__main__":
    main()
