"""GEXF 1.2, for Gephi: actors as nodes; every episode between two of them as one dated edge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from dateline.records import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dateline.records import Actor, ActorId, Episode, Story, StoryId

NODE_FIELDS = ("code", "kind", "country", "sector")
EDGE_FIELDS = (
    ("episode", "string"), ("type", "string"), ("status", "string"), ("what", "string"), ("precision", "string"),
    ("dated", "string"), ("words", "string"), ("story", "string"), ("reports", "integer"), ("independent", "integer"),
    ("mutual", "boolean"),
)  # fmt: skip
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # characters that XML 1.0 cannot hold
TOLD, SAID = "day of the first report", "as the text says"


@dataclass(frozen=True, slots=True)
class Edge:
    """One episode between two of its parties."""

    episode: Episode
    source: ActorId
    target: ActorId
    first: date
    last: date
    mutual: bool  # neither acts toward the other: talks, deals
    said: bool  # a text gives the days; otherwise they are the day of the first report


def gexf_lines(
    episodes: Iterable[Episode], *, actors: Mapping[ActorId, Actor], stories: Mapping[StoryId, Story], texts: bool = True
) -> Iterator[str]:
    """
    Yield the lines of a dynamic graph.

    An edge runs from each actor to each recipient; where an act has parties but no recipient (talks, deals), it joins each two
    of them once and is marked as mutual, since not every reader takes a graph of both kinds of edges.
    Episodes without any day are left out: they stand nowhere in time.

    Args:
        episodes: what happened.
        actors: who takes part, by id.
        stories: the stories that report it, by id.
        texts: whether an edge carries the words of its first report.
    """
    edges = [edge for one in episodes for edge in _edges(one, actors, stories)]
    named = dict.fromkeys(name for edge in edges for name in (edge.source, edge.target))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    yield "<meta><creator>Dateline</creator><description>Episodes between actors, one edge each</description></meta>"
    yield '<graph mode="dynamic" timeformat="date" defaultedgetype="directed">'
    yield from _attributes("node", tuple((name, "string") for name in NODE_FIELDS))
    yield from _attributes("edge", EDGE_FIELDS)
    yield "<nodes>"
    for name in named:
        yield _node(actors[name])
    yield "</nodes>\n<edges>"
    for number, edge in enumerate(edges):
        yield _edge(number, edge, texts=texts)
    yield "</edges>\n</graph>\n</gexf>"


def _edges(episode: Episode, actors: Mapping[ActorId, Actor], stories: Mapping[StoryId, Story]) -> Iterator[Edge]:
    first, last, said = _days(episode, stories)
    if first is not None and last is not None:
        for source, target, mutual in _pairs(episode, actors):
            yield Edge(episode, source, target, first, last, mutual=mutual, said=said)


def _days(episode: Episode, stories: Mapping[StoryId, Story]) -> tuple[date | None, date | None, bool]:
    """Return an episode's first and last day, and whether a text gives them; else the day of its first report."""
    when = episode.when
    if when is not None and (when.start or when.end):
        return when.start or when.end, when.end or when.start, True
    told = sorted(day for day in (stories[one.story].published for one in episode.reports if one.story in stories) if day)
    return (told[0], told[0], False) if told else (None, None, False)


def _pairs(episode: Episode, actors: Mapping[ActorId, Actor]) -> Iterator[tuple[ActorId, ActorId, bool]]:
    """Yield who is tied to whom, and whether mutually."""
    acting = [name for name in dict.fromkeys(episode.actors) if name in actors]
    toward = [name for name in dict.fromkeys(episode.recipients) if name in actors]
    if toward:
        yield from ((source, target, False) for source in acting for target in toward if source != target)
    else:
        yield from ((source, target, True) for place, source in enumerate(acting) for target in acting[place + 1 :])


def _told(edge: Edge, *, texts: bool) -> tuple[str | int | None, ...]:
    """Return the values of an edge's attributes, in the order of EDGE_FIELDS."""
    one = edge.episode
    report = one.reports[0] if one.reports else None
    precision = one.when.precision if one.when and edge.said else Precision.DAY
    told = (one.id, one.type, one.status.value, one.what, precision.value, SAID if edge.said else TOLD)
    quoted = (report.evidence.quote if report and texts else None, report.story if report else None)
    return (*told, *quoted, len(one.reports), one.independent, "true" if edge.mutual else "false")


def _attributes(kind: str, fields: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f'<attributes class="{kind}" mode="static">'
    for name, type_ in fields:
        yield f'<attribute id="{name}" title="{name}" type="{type_}"/>'
    yield "</attributes>"


def _node(actor: Actor) -> str:
    values = (actor.code, actor.kind.value, actor.country, actor.sector)
    return f"<node id={_quoted(actor.id)} label={_quoted(actor.name)}>{_values(NODE_FIELDS, values)}</node>"


def _edge(number: int, edge: Edge, *, texts: bool) -> str:
    ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)} label={_quoted(edge.episode.type)}"
    values = _values(tuple(name for name, _ in EDGE_FIELDS), _told(edge, texts=texts))
    return f'<edge id="{number}" {ends} weight="1.0" start="{edge.first}" end="{edge.last}">{values}</edge>'


def _values(names: tuple[str, ...], values: tuple[str | int | None, ...]) -> str:
    given = ((name, value) for name, value in zip(names, values, strict=True) if value is not None)
    return (
        "<attvalues>" + "".join(f'<attvalue for="{name}" value={_quoted(str(value))}/>' for name, value in given) + "</attvalues>"
    )


def _quoted(words: str) -> str:
    return quoteattr(_UNFIT.sub("\ufffd", words), {"\n": " ", "\r": " ", "\t": " "})
