"""The graph is XML that Gephi's and networkx's readers take, with a day on every edge."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from dateline.formats import gexf_lines
from dateline.records import (
    Actor,
    ActorKind,
    Citation,
    Episode,
    EpisodeId,
    Interval,
    PageId,
    Precision,
    Report,
    Status,
    Story,
    StoryId,
    StoryKind,
)
from dateline.spans import Span

CHINA, RUSSIA, IRAN = (
    Actor(code, code, name, ActorKind.STATE, code)
    for code, name in (("CHN", "China"), ("RUS", "Russia"), ("IRN", 'Iran "<&>\x0b'))
)
ACTORS = {actor.id: actor for actor in (CHINA, RUSSIA, IRAN)}
STORY = Story(StoryId("s1"), PageId("p1"), StoryKind.MAIN, "China backs Russia.", published=date(2024, 5, 3))
REPORT = Report(PageId("p1"), StoryId("s1"), "e1", Citation(StoryId("s1"), Span(0, 18), "China backs Russia"))
MAY = Interval(date(2024, 5, 1), date(2024, 5, 31), Precision.MONTH)
NAMES = "{http://www.gexf.net/1.2draft}"


def episode(
    name: str,
    actors: tuple[str, ...],
    recipients: tuple[str, ...],
    when: Interval | None = MAY,
    reports: tuple[Report, ...] = (REPORT,),
) -> Episode:
    return Episode(EpisodeId(name), f"{name} & more", "SUPPORT", Status.OCCURRED, actors, recipients, reports, 1, when=when)


def edges(*episodes: Episode, texts: bool = True) -> list[dict[str, str]]:
    root = ET.fromstring("\n".join(gexf_lines(episodes, actors=ACTORS, stories={STORY.id: STORY}, texts=texts)))  # noqa: S314  # our own
    found = []
    for edge in root.iter(f"{NAMES}edge"):
        values = {value.attrib["for"]: value.attrib["value"] for value in edge.iter(f"{NAMES}attvalue")}
        found.append({**edge.attrib, **values})
    return found


def test_an_act_toward_somebody_is_a_dated_edge_with_its_words():
    assert edges(episode("one", ("CHN",), ("RUS",))) == [
        {
            "id": "0", "source": "CHN", "target": "RUS", "label": "SUPPORT", "weight": "1.0",
            "start": "2024-05-01", "end": "2024-05-31",
            "episode": "one", "type": "SUPPORT", "status": "occurred", "what": "one & more", "precision": "month",
            "dated": "as the text says", "words": "China backs Russia", "story": "s1", "reports": "1", "independent": "1",
            "mutual": "false",
        }
    ]  # fmt: skip


def test_parties_without_a_recipient_are_tied_two_by_two_once():
    found = edges(episode("talks", ("CHN", "RUS", "IRN"), ()))

    assert [(edge["source"], edge["target"], edge["mutual"]) for edge in found] == [
        ("CHN", "RUS", "true"), ("CHN", "IRN", "true"), ("RUS", "IRN", "true"),
    ]  # fmt: skip


def test_an_act_without_a_day_of_its_own_stands_on_the_day_it_was_told():
    (edge,) = edges(episode("one", ("CHN",), ("RUS",), when=None))

    assert (edge["start"], edge["end"], edge["dated"]) == ("2024-05-03", "2024-05-03", "day of the first report")


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param(episode("undated", ("CHN",), ("RUS",), when=None, reports=()), id="without any day"),
        pytest.param(episode("alone", ("CHN",), ()), id="of one actor"),
        pytest.param(episode("self", ("CHN",), ("CHN",)), id="toward itself"),
        pytest.param(episode("unknown", ("XXX",), ("CHN",)), id="of an actor that is not known"),
    ],
)
def test_what_ties_nobody_in_time_is_left_out(left_out: Episode):
    assert edges(left_out) == []


def test_without_texts_an_edge_has_no_words():
    assert "words" not in edges(episode("one", ("CHN",), ("RUS",)), texts=False)[0]


def test_networkx_reads_the_graph_with_its_days(tmp_path):
    networkx = pytest.importorskip("networkx")
    path = tmp_path / "ties.gexf"
    path.write_text(
        "\n".join(gexf_lines([episode("one", ("CHN",), ("IRN",)), episode("two", ("CHN",), ("IRN",))], actors=ACTORS, stories={}))
    )

    graph = networkx.read_gexf(path)

    assert graph.is_multigraph()
    assert dict(graph.nodes(data="label")) == {"CHN": "China", "IRN": 'Iran "<&>\ufffd'}
    assert [(edge["start"], edge["end"], edge["episode"]) for *_, edge in graph.edges(data=True)] == [
        ("2024-05-01", "2024-05-31", "one"), ("2024-05-01", "2024-05-31", "two"),
    ]  # fmt: skip
