"""Short texts cut into words and sentences by the package, without a model: stories, analyses and casts of them."""

from __future__ import annotations

from datetime import date

import numpy as np

from dateline.actors import Cast, cast
from dateline.codebook import Codebook
from dateline.language.analysis import Analysis, Entity, EntityLabel
from dateline.language.sentences import split
from dateline.language.tokens import tokenize
from dateline.records import PageId, Story, StoryKind, story_id
from dateline.spans import Span


def span_of(text: str, words: str) -> Span:
    """Return the span of the last place at which the words stand."""
    start = text.rindex(words)
    return Span(start, start + len(words))


def cut(text: str, persons: tuple[str, ...] = ()) -> Analysis:
    """Return an analysis with words and sentences alone, and persons where they are named."""
    spans = tokenize(text)
    empty = ("",) * len(spans)
    starts = np.array([span.start for span in spans], dtype=np.int64)
    ends = np.array([span.end for span in spans], dtype=np.int64)
    heads = np.full(len(spans), -1, dtype=np.int64)
    bare = Analysis(text, starts, ends, split(text, spans), empty, empty, empty, heads, empty)
    ranges = [bare.tokens_in(span_of(text, person)) for person in persons]
    entities = tuple(Entity(*tokens, EntityLabel.PER) for tokens in ranges if tokens)
    return Analysis(text, starts, ends, bare.sentences, empty, empty, empty, heads, empty, entities)


def story_of(text: str, *, place: str | None = None, day: date | None = None) -> Story:
    """Return a main story with a text, place and day."""
    key = story_id(headline=None, agency=None, place=place, published=day, text=text)
    return Story(key, PageId("page"), StoryKind.MAIN, text, place=place, published=day)


def cast_of(
    text: str,
    *,
    place: str | None = None,
    day: date | None = None,
    persons: tuple[str, ...] = (),
    codebook: Codebook | None = None,
) -> Cast:
    """Return the cast of a text."""
    return cast(story_of(text, place=place, day=day), cut(text, persons), codebook=codebook)
