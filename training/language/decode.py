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


CUE_BONUS = 0.5  # added to the cue tags: recall that the links then check (dev, docs/accuracy.md)
LEAST_WORDS = 6  # of a stretch that only the tags call content
MOST_COVERED = 0.6  # share of such a stretch that linked contents may cover already
FAINT_CUE = 0.02  # a cue this probable is enough when its links want the stretch


def attributions(roles: Scores, links: Scores) -> list[dict[str, list[Range]]]:
    """
    Return attributions as word ranges by role.

    Every cue takes the source and content that its links choose. A stretch tagged as content that no cue took then asks the most
    probable faint cue whose links want it, and failing that stands alone, without source or cue.
    """
    tags = roles.copy()
    cue_tags = [i for i, tag in enumerate(ATTRIBUTION) if tag.endswith("-cue")]
    tags[:, cue_tags] += CUE_BONUS
    spans = bio_spans(tags, ATTRIBUTION)
    covered = np.zeros(len(tags), bool)
    found: list[dict[str, list[Range]]] = []

    def add(start: int, end: int) -> None:
        row = links[:, start]
        content = best_spans(row[3], row[4], row[5])
        if content:
            found.append({"source": best_spans(row[0], row[1], row[2]), "cue": [(start, end)], "content": content})
            for first, last in content:
                covered[first:last] = True

    for start, end, kind in spans:
        if kind == "cue":
            add(start, end)
    chance = roles[:, cue_tags].max(1)
    for start, end, kind in spans:
        if kind != "content" or end - start < LEAST_WORDS or covered[start:end].mean() > MOST_COVERED:
            continue
        wanted = links[3][:, start:end].sum(1) + links[4][:, start] + links[5][:, end - 1] > 0
        wanted[start:end] = False
        faint = np.where(wanted, chance, -np.inf)
        if faint.max() > np.log(FAINT_CUE):
            add(int(faint.argmax()), int(faint.argmax()) + 1)
        if covered[start:end].mean() <= MOST_COVERED:
            found.append({"source": [], "cue": [], "content": [(start, end)]})
            covered[start:end] = True
    return found
