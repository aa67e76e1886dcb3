"""Analyses built by hand: one line a word, `word lemma UPOS head deprel [feats]`; heads count from 1, 0 is the root."""

from __future__ import annotations

import numpy as np

from dateline.language.analysis import Analysis


def analysis_of(*sentences: str, **fields: object) -> Analysis:
    """Return the Analysis of sentences written word by word; words are joined by blanks, sentences by two line breaks."""
    words: list[list[str]] = []
    ranges: list[tuple[int, int]] = []
    text, starts, heads = "", [], []
    for sentence in sentences:
        lines = [line.split() for line in sentence.strip().splitlines()]
        text += "\n\n" if text else ""
        first = len(words)
        for number, line in enumerate(lines):
            text += " " if number else ""
            starts.append(len(text))
            text += line[0]
            heads.append(first + int(line[3]) - 1 if line[3] != "0" else -1)
            words.append(line)
        ranges.append((first, len(words)))
    begin = np.array(starts, dtype=np.int64)
    return Analysis(
        text=text,
        starts=begin,
        ends=begin + np.array([len(word[0]) for word in words], dtype=np.int64),
        sentences=tuple(ranges),
        upos=tuple(word[2] for word in words),
        feats=tuple(word[5] if len(word) > 5 else "" for word in words),
        lemmas=tuple(word[1] for word in words),
        heads=np.array(heads, dtype=np.int64),
        deprels=tuple(word[4] for word in words),
        **fields,  # type: ignore[arg-type]
    )
