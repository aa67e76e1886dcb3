"""Take over the attributions of the language core that no rule has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.codebook.cues import cues, words
from dateline.stages.statement.clause import tidy
from dateline.stages.statement.draft import Draft, Placement
from dateline.stages.statement.saying import is_finite, is_supposed
from dateline.stages.statement.text import Text

if TYPE_CHECKING:
    from dateline.language.analysis import Attribution, Range

# 60 of 73 right at 0.6 or above, 18 of 29 right between 0.3 and 0.6: docs/decisions/0080
SURE = 0.6
_ANYBODY = words("anybody")


def attributed(text: Text, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Return drafts of the attributions whose cue reports speech and belongs to no draft yet."""
    taken = {at for one in drafts if one.cue for at in range(*one.cue)}
    found: list[Draft] = []
    for attribution in text.analysis.attributions:
        cue = _cue(text, attribution)
        if cue is None or attribution.score < SURE or taken & set(range(*cue)):
            continue
        if made := _draft(text, attribution, cue):
            found.append(made)
            taken.update(range(*cue))
    return tuple(found)


def _cue(text: Text, attribution: Attribution) -> Range | None:
    """Return the range of the cue that holds a reporting word told as fact."""
    for start, end in attribution.cues:
        for at in range(start, end):
            known = cues().get(text.lower[at], ())
            if any("weak" in cue.frames for cue, _ in known) and not is_finite(text, at):
                continue
            acts = {cue.act for cue, _ in known}
            if acts - {"think", "refuse"} and text.quoted[at] < 0 and not is_supposed(text, at):
                return start, end
    return None


def _draft(text: Text, attribution: Attribution, cue: Range) -> Draft | None:
    here = text.sentence(cue[0])
    sources = [source for source in attribution.sources if here[0] <= source[0] and source[1] <= here[1]]
    contents = [
        tidy(text, (max(start, here[0]), min(end, here[1])))
        for start, end in attribution.contents
        if start < here[1] and end > here[0]
    ]
    pieces = tuple(piece for piece in contents if piece)
    if not sources or not pieces or text.lower[sources[0][0]] in _ANYBODY:
        return None
    act = next(cue.act for at in range(*cue) for cue, _ in cues().get(text.lower[at], ()))
    before = min(piece[0] for piece in pieces) < cue[0]
    return Draft(pieces, Placement.BESIDE if before else Placement.AFTER, act, cue, sources[0])
