"""What a terminal shows of the register of offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from dateline.register import Finding, OfficeAnswer, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAID = {
    Finding.AGREED: "codebook and reports agree",
    Finding.CODEBOOK: "from the codebook; no report says so or otherwise",
    Finding.READ: "from what was read; the codebook does not say",
    Finding.SEVERAL: "several, and no source tells them apart",
    Finding.CONFLICT: "CONFLICT: the sources disagree",
    Finding.UNKNOWN: "not known",
}
_STYLE = {Finding.CONFLICT: "bold red", Finding.SEVERAL: "bold yellow", Finding.UNKNOWN: "dim"}


def office_view(answer: OfficeAnswer) -> Group:
    """Return who held an office: each source's word, then whom the sources name near that day."""
    title = Text(f"{answer.office} of {answer.of} on {answer.on.day} {answer.on:%b %Y}: ", "bold")
    lines: list[Text | Padding] = [title.append(_SAID[answer.finding], _STYLE.get(answer.finding, "green"))]
    lines += [Text(f"  {reason}", "dim") for reason in answer.reasons]
    for term in answer.holders:
        lines += [Padding(line, (0, 0, 0, 2)) for line in _lines(term)]
    if answer.others:
        lines.append(Text("  near that day", "dim"))
    for term in answer.others:
        lines += [Padding(line, (0, 0, 0, 4)) for line in _lines(term)]
    return Group(*lines, Text(""))


def _lines(term: Term) -> Iterator[Text]:
    yield Text(term.person, "bold").append(f"  {term.source}: {term.why}", "dim")
    for one in term.told:
        where = one.head.path if one.head else one.tenure.story
        yield Text(f'  "{one.tenure.citation.quote}"').append(f"  {where}", "dim")
