"""A brief as one page of HTML that stands by itself."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dateline.brief import sections, side_names, speakers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dateline.brief import Brief
    from dateline.records import Citation, Episode, EpisodeId

STYLE = "body{font:1rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}blockquote{margin:.3rem 0 .3rem 1rem}"


def html(found: Brief, days: Mapping[EpisodeId, str]) -> Iterator[str]:
    """
    Yield the lines of a brief as HTML.

    Args:
        found: what changed.
        days: when each episode was or is to be, in words.
    """
    title = escape(f"{side_names(found.asked)}, {found.asked.since} to {found.asked.until}")
    yield "<!doctype html>"
    yield f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head><body>'
    yield f"<main><h1>{title}</h1>"
    empty = True
    for name, episodes in sections(found):
        if episodes:
            empty = False
            yield f"<section><h2>{escape(name)} ({len(episodes)})</h2>"
            for episode in episodes:
                yield from _episode(episode, found, days)
            yield "</section>"
    if found.statements:
        empty = False
        yield f"<section><h2>Said ({len(found.statements)})</h2>"
        for statement in found.statements:
            yield f"<p><strong>{escape(speakers_of(statement, found))}</strong> ({statement.kind.value})</p>"
            for piece in statement.content:
                yield _quoted(piece, found)
        yield "</section>"
    if empty:
        yield "<p>Nothing.</p>"
    yield "</main></body></html>"


def _episode(episode: Episode, found: Brief, days: Mapping[EpisodeId, str]) -> Iterator[str]:
    when = days.get(episode.id)
    told = f", {escape(when)}" if when else ""
    kind = f"{episode.type}, {episode.status.value}"
    yield f'<p id="{escape(episode.id)}"><strong>{escape(episode.what)}</strong>{told} ({escape(kind)})</p>'
    for change in found.changed:
        if change.episode.id == episode.id:
            yield f"<p>{escape(change.how)}</p>"
    for report in episode.reports[:2]:
        yield _quoted(report.evidence, found)


def _quoted(citation: Citation, found: Brief) -> str:
    head = found.heads.get(citation.story)
    parts = (head.agency or head.outlet, head.path, str(head.published or "")) if head else ()
    where = escape(", ".join(part for part in parts if part))
    return f"<blockquote>{escape(' '.join(citation.quote.split()))}<br><cite>{where}</cite></blockquote>"
