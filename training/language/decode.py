"""Plain decoding of the graph's arrays, for measuring checkpoints; the product's own decoders are in dateline.language."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from language.crf import best_spans
from language.labels import ATTRIBUTION

Scores = NDArray[np.float32]
Range = tuple[int, int]


def bio_spans(scores: Scores, tags: list[str]) -> list[tuple[int, int, str]]:
    """Return the spans of the best tag path in which I- follows B- or I- of its kind."""
    never = np.float32(-1e6)
    allowed = np.zeros((len(tags), len(tags)), np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            allowed[:, j] = never
            allowed[[tags.index("B" + tag[1:]), j], j] = 0
    best = scores[0] + allowed[0]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + allowed
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return runs([tags[i] for i in reversed(path)])


def runs(path: list[str]) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of each B- and its I-s."""
    spans: list[tuple[int, int, str]] = []
    for i, tag in enumerate(path):
        if tag.startswith("B-"):
            spans.append((i, i + 1, tag[2:]))
        elif tag.startswith("I-"):
            start, _, kind = spans[-1]
            spans[-1] = (start, i + 1, kind)
    return spans


def attributions(roles: Scores, links: Scores) -> list[dict[str, list[Range]]]:
    """Return one attribution for each cue that has content, word ranges by role."""
    found = []
    cues = [(s, e) for s, e, kind in bio_spans(roles, ATTRIBUTION) if kind == "cue"]
    for start, end in cues:
        row = links[:, start]
        content = best_spans(row[3], row[4], row[5])
        if content:
            found.append({"source": best_spans(row[0], row[1], row[2]), "cue": [(start, end)], "content": content})
    return found
