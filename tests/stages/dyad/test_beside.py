from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Citation,
    DyadCount,
    Episode,
    EpisodeId,
    EventId,
    Interval,
    Mention,
    PageId,
    Period,
    Place,
    Precision,
    Report,
    Status,
    Story,
    StoryId,
    StoryKind,
)  # fmt: skip
from dateline.spans import Span
from dateline.stages.dyad import Corpus, Direction, Rupture, Setting, claims, following, meetings, panel, ruptures, tally
from dateline.stages.dyad import Dyad as Asked

CHN, RUS, POL = (Actor(ActorId(code), code, code, ActorKind.STATE, code) for code in ("CHN", "RUS", "POL"))
XI, PUTIN, LI = (
    Actor(ActorId(name), f"{code}/GOV", name, ActorKind.PERSON, code, "GOV")
    for name, code in (("Xi", "CHN"), ("Putin", "RUS"), ("Li", "CHN"))
)
ACTORS = {one.id: one for one in (CHN, RUS, POL, XI, PUTIN, LI)}
STORY = Story(StoryId("s"), PageId("p"), StoryKind.MAIN, "x" * 200, published=date(2023, 3, 22))
CORPUS = Corpus({STORY.id: STORY}, {}, ACTORS, blocs={"NATO": frozenset(("POL", "USA"))})


def _days(first: str, last: str | None = None) -> Interval:
    return Interval(date.fromisoformat(first), date.fromisoformat(last or first), Precision.DAY)


def _met(name: str, words: str, *actors: Actor, when: Interval | None, **fields: object) -> Episode:
    report = Report(STORY.page, STORY.id, EventId(name), Citation(STORY.id, Span(0, len(words)), words))
    made = Episode(EpisodeId(name), words, "CONSULT", Status.OCCURRED, tuple(one.id for one in actors), (), (report,), 1, when)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "fields", "setting"),
    [
        pytest.param("spoke by phone", {"mode": "phone"}, Setting.CALL, id="a call"),
        pytest.param("held a video conference", {"mode": "phone"}, Setting.VIDEO, id="a video call"),
        pytest.param("met on the sidelines of a summit", {"mode": "visit"}, Setting.SIDELINES, id="beside a gathering"),
        pytest.param("hosted him for talks", {}, Setting.IN_PERSON, id="a host"),
        pytest.param("held talks", {"place": Place("Moscow")}, Setting.IN_PERSON, id="a place"),
        pytest.param("held talks", {}, Setting.UNKNOWN, id="nothing is told"),
    ],
)
def test_a_meeting_says_how_they_met(words: str, fields: dict[str, object], setting: Setting) -> None:
    (found,) = meetings([_met("a", words, XI, PUTIN, when=_days("2023-03-21"), **fields)], corpus=CORPUS, sides=("CHN", "RUS"))
    assert (found.setting, found.first, found.second, found.planned) == (setting, ("Xi",), ("Putin",), False)


def test_reports_of_one_meeting_are_one_and_keep_the_shorter_time() -> None:
    visit = _met("a", "visited Moscow", XI, RUS, when=_days("2023-03-20", "2023-03-22"), mode="visit")
    talks = _met("b", "held talks", XI, PUTIN, when=_days("2023-03-21"))
    (found,) = meetings([visit, talks], corpus=CORPUS, sides=("CHN", "RUS"))
    assert {one.id for one in found.episodes} == {"a", "b"}
    assert (found.when, found.setting, found.independent) == (_days("2023-03-21"), Setting.IN_PERSON, 2)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_met("b", "held talks", LI, PUTIN, when=_days("2023-03-21")), id="another person"),
        pytest.param(_met("b", "held talks", XI, PUTIN, when=_days("2023-03-24")), id="another day"),
        pytest.param(_met("b", "spoke by phone", XI, PUTIN, when=_days("2023-03-21"), mode="phone"), id="a call is no visit"),
    ],
)
def test_other_meetings_stay_apart(other: Episode) -> None:
    visit = _met("a", "visited him", XI, PUTIN, when=_days("2023-03-21"), mode="visit")
    assert len(meetings([visit, other], corpus=CORPUS, sides=("CHN", "RUS"))) == 2


def test_only_talks_of_the_two_sides_are_meetings() -> None:
    talks = _met("a", "held talks", CHN, RUS, when=_days("2023-03-21"))
    assert meetings([talks, replace(talks, type="ACCUSE")], corpus=CORPUS, sides=("CHN", "NATO")) == ()
    assert len(meetings([_met("b", "met", CHN, POL, when=None)], corpus=CORPUS, sides=("CHN", "NATO"))) == 1


# ------------------------------------------------------------------ change points
def _series(counts: list[int], stories: int | list[int] = 100) -> list[DyadCount]:
    made, start = [], date(2020, 1, 1)
    read = [stories] * len(counts) if isinstance(stories, int) else stories
    for count, many in zip(counts, read, strict=True):
        made.append(
            DyadCount("CHN", "RUS", Period.MONTH, start, count, count, 0, many, plover_mean=float(count) if count else None)
        )
        start = following(start, Period.MONTH)
    return made


def test_a_lasting_rise_is_a_change_point() -> None:
    (found,) = ruptures(_series([3, 2, 4, 3, 2, 3, 4, 3, 12, 14, 11, 13, 12, 15]))
    assert found == Rupture(date(2020, 9, 1), 3.0, found.after, 8, 6)
    assert 12 < found.after < 13.5


@pytest.mark.parametrize(
    "series",
    [
        pytest.param(_series([3, 2, 4, 3, 2, 3, 4, 3, 2, 4, 3, 3]), id="chance"),
        pytest.param(_series([3] * 6 + [30] * 6, [100] * 6 + [1000] * 6), id="more was read"),
        pytest.param(_series([1, 50]), id="too short to say"),
    ],
)
def test_what_is_no_lasting_change_of_rate_is_none(series: list[DyadCount]) -> None:
    assert ruptures(series) == ()


# ------------------------------------------------------------------ claims
def _claims(text: str, series: list[DyadCount]) -> tuple[object, ...]:
    told = replace(STORY, text=text, published=date(2021, 6, 1))
    named = [
        Mention(Citation(told.id, Span(text.index(word), text.index(word) + len(word)), word), actor.id)
        for word, actor in (("China", CHN), ("Russia", RUS))
        if word in text
    ]
    return claims([told], mentions={told.id: named}, corpus=CORPUS, sides=("CHN", "RUS"), series=series)


def test_a_claim_stands_beside_what_was_measured_in_its_time_and_before() -> None:
    (found,) = _claims("Rain fell. Ties between China and Russia grew stronger in 2021. It rained.", _series([2] * 12 + [6] * 12))
    assert found.citation.quote == "Ties between China and Russia grew stronger in 2021."
    assert (found.direction, found.period.start, found.period.end) == (Direction.BETTER, date(2021, 1, 1), date(2021, 12, 31))
    assert (found.before.episodes, found.during.episodes, found.before.plover_mean, found.during.plover_mean) == (
        24,
        72,
        2.0,
        6.0,
    )
    assert found.borne_out is True


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("China and Russia could strengthen their ties.", id="a possibility"),
        pytest.param("China says it wants to deepen ties with Russia.", id="a wish"),
        pytest.param("Relations between China and Poland soured, Russia said elsewhere.", id="only one of two sides is named"),
        pytest.param("China and Russia signed a stronger treaty on fish.", id="no relation is spoken of"),
    ],
)
def test_what_claims_no_change_of_the_relation_is_no_claim(text: str) -> None:
    if "Poland" in text:
        text = text.replace(", Russia said elsewhere", "")
    assert _claims(text, _series([1] * 24)) == ()


def test_a_claim_without_a_time_speaks_of_the_year_before_its_story() -> None:
    (found,) = _claims("Relations between China and Russia have soured.", _series([2] * 24))
    assert (found.direction, found.period.end - found.period.start) == (Direction.WORSE, timedelta(days=365))


# ------------------------------------------------------------------ the panel
def test_the_panel_holds_what_the_tally_of_each_pair_gives() -> None:
    episodes = [
        _met("a", "held talks", CHN, RUS, when=_days("2023-01-21")),
        _met("b", "blamed", CHN, when=_days("2023-03-02"), type="ACCUSE", recipients=(POL.id,)),
        _met("c", "may blame", CHN, when=_days("2023-03-02"), type="ACCUSE", recipients=(RUS.id,), status=Status.HYPOTHETICAL),
    ]
    found = list(panel(episodes, corpus=CORPUS, period=Period.MONTH))
    pairs = dict.fromkeys((one.source, one.target) for one in found)
    assert list(pairs) == [("CHN", "POL"), ("CHN", "RUS"), ("RUS", "CHN")]
    for source, target in pairs:
        mine = tuple(one for one in found if (one.source, one.target) == (source, target))
        tallied = tally(episodes, corpus=CORPUS, dyad=Asked(source, target))
        assert [one for one in mine if one.episodes] == [one for one in tallied if one.episodes]
        assert [one.start for one in mine] == [date(2023, 1, 1), date(2023, 2, 1), date(2023, 3, 1)]
