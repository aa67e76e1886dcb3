"""What a terminal shows of a search: every hit with its passages, the words found in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from dateline.tabular import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dateline.records import Actor, ActorId
    from dateline.spans import Span
    from dateline.store.search import Hit

_FOUND = "bold underline"


def hits_list(hits: Sequence[Hit], actors: Mapping[ActorId, Actor]) -> Table:
    """Return hits as a list whose first column is the day."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan", min_width=11)
    table.add_column(overflow="fold", ratio=1)
    for number, hit in enumerate(hits):
        if number:
            table.add_row("", "")
        day = hit.head.published if hit.head else None
        table.add_row(f"{day.day} {day:%b %Y}" if day else "no date", Group(*_lines(hit, actors)))
    return table


def _lines(hit: Hit, actors: Mapping[ActorId, Actor]) -> Iterator[Text]:
    head = hit.head
    if hit.statement is not None:
        speakers = named(hit.statement.speakers, actors) or "not named"
        yield Text(speakers, "bold").append(f"  {hit.statement.kind.value}  {hit.id[:8]}", "dim")
    else:
        title = _marked(head.headline if head and head.headline else "(no headline)", 0, hit.headline_marks)
        yield title.append(f"  story {hit.id[:8]}", "dim")
    for one in hit.fragments:
        yield Text('"').append_text(_marked(one.text, one.span.start, one.marks)).append('"')
    if head is not None:
        yield Text(" · ".join(part for part in (head.agency or head.outlet, head.path) if part), "dim")


def _marked(text: str, start: int, marks: Sequence[Span]) -> Text:
    shown = Text(text.replace("\n", " "))
    for mark in marks:
        shown.stylize(_FOUND, mark.start - start, mark.end - start)
    return shown
