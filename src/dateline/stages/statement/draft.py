"""A statement before its speaker is known: where source, cue and content stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.language.analysis import Range


class Placement(StrEnum):
    """How the content stands to its cue."""

    AFTER = "after"  # the cue's complement or object
    BESIDE = "beside"  # the cue stands apart: after a comma or a closing mark, or before a colon
    ALONE = "alone"  # no cue in the sentence: a quotation goes on


@dataclass(frozen=True, slots=True)
class Draft:
    """One speech act of one sentence, in tokens."""

    contents: tuple[Range, ...]
    placement: Placement
    act: str
    cue: Range | None = None
    source: Range | None = None  # None: carried on, or nobody named
    nobody: bool = False  # 'reportedly': the text names no speaker
    addressees: tuple[Range, ...] = ()
    channel: Range | None = None  # 'according to X', 'told X' where X is no speaker of its own

    is_weak: bool = False  # the cue is said of things too: without an actor or a name it reports nothing
    is_turn: bool = False  # a sentence of a turn in a transcript
    is_noun: bool = False  # the cue is a noun: 'her claim that'

    @property
    def first(self) -> int:
        """Return the token that orders drafts in the text."""
        return self.contents[0][0]

    def holds(self, token: int) -> bool:
        """Return whether the token lies in the content."""
        for start, end in self.contents:  # noqa: SIM110  # a generator takes twice as long, and this is asked thousands of times a story
            if start <= token < end:
                return True
        return False
