"""Tag scores of one window → entities."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.language.analysis import Entity, EntityLabel, Range
from dateline.language.decode.tags import best_tags, confidence, spans
from dateline.language.decode.tree import FloatArray


def entities(scores: FloatArray, sentences: Sequence[Range], labels: Sequence[EntityLabel], *, first: int = 0) -> list[Entity]:
    """
    Return the entities of one window in text order.

    Args:
        scores: log-scores of O, B-x, I-x for each label in turn, shape (words, 1 + 2 * labels).
        sentences: ranges in the window.
        labels: in the order of the scores.
        first: the story's token that is the window's first word.
    """
    tags = best_tags(scores, sentences)
    found = spans(tags, sentences)
    sure = confidence(scores, tags, found)
    return [
        Entity(start + first, end + first, labels[kind], round(score, 4))
        for (start, end, kind), score in zip(found, sure, strict=True)
    ]


def label_order(tags: Sequence[str]) -> tuple[EntityLabel, ...]:
    """
    Return the labels of a tag list.

    Raises:
        ValueError: the list is not O, B-x, I-x, B-y, I-y ...
    """
    labels = tuple(tag[2:] for tag in tags[1::2])
    if list(tags) != ["O", *(f"{mark}-{label}" for label in labels for mark in "BI")]:
        message = f"not a list of O, B- and I- tags: {list(tags)}"
        raise ValueError(message)
    return tuple(EntityLabel(label) for label in labels)
