from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Citation,
    DyadCount,
    Episode,
    EpisodeId,
    Event,
    EventId,
    Interval,
    PageId,
    Period,
    Precision,
    Report,
    Status,
    Story,
    StoryId,
    StoryKind,
)
from dateline.spans import Span
from dateline.stages.dyad import Corpus, Dyad, Trend, changes, periods, tally

ACTORS = {ActorId(code): Actor(ActorId(code), code, code, ActorKind.STATE, code) for code in ("CHN", "RUS", "USA", "FRA")}
CITED = Citation(StoryId("s"), Span(500, 505), "words")


def story(name: str, published: str) -> Story:
    return Story(StoryId(name), PageId("p"), StoryKind.MAIN, "text", published=date.fromisoformat(published))


def episode(name: str, actors: str, recipients: str = "", day: str | None = "2023-03-20", **fields: object) -> Episode:
    when = Interval(date.fromisoformat(day), date.fromisoformat(day), Precision.DAY) if day else None
    given = {"status": Status.OCCURRED, "type": "CONSULT", "when": when, **fields}
    report = Report(PageId("p"), StoryId("jan"), EventId(name), CITED)
    doers, others = (tuple(ActorId(code) for code in codes.split()) for codes in (actors, recipients))
    return Episode(EpisodeId(name), name, actors=doers, recipients=others, reports=(report,), independent=1, **given)  # type: ignore[arg-type]


def event(name: str, plover: float, goldstein: float, quad: int) -> Event:
    base = Event(EventId(name), StoryId("jan"), "CONSULT", Status.OCCURRED, (), CITED, CITED)
    return replace(base, plover_score=plover, goldstein=goldstein, quad_plover=quad)


STORIES = {
    StoryId(name): story(name, day) for name, day in (("jan", "2023-01-05"), ("mar", "2023-03-21"), ("mar2", "2023-03-30"))
}
CORPUS = Corpus(STORIES, {EventId("visit"): event("visit", 6.0, 1.9, 1)}, ACTORS, blocs={"West": frozenset({"USA", "FRA"})})


def test_every_period_between_the_first_and_the_last_story_has_its_count_and_denominator() -> None:
    visit = episode("visit", "CHN", "RUS")
    assert tally([visit], corpus=CORPUS, dyad=Dyad("CHN", "RUS")) == (
        DyadCount("CHN", "RUS", Period.MONTH, date(2023, 1, 1), 0, 0, 0, 1),
        DyadCount("CHN", "RUS", Period.MONTH, date(2023, 2, 1), 0, 0, 0, 0),
        DyadCount("CHN", "RUS", Period.MONTH, date(2023, 3, 1), 1, 1, 0, 2, (("CONSULT", 1),), ((1, 1),), 6.0, 1.9),
    )


@pytest.mark.parametrize(
    ("one", "source", "target", "counted"),
    [
        pytest.param(episode("visit", "CHN", "RUS"), "RUS", "CHN", 0, id="the other direction"),
        pytest.param(episode("talks", "CHN RUS"), "RUS", "CHN", 1, id="symmetric acts count both ways"),
        pytest.param(episode("talks", "CHN RUS"), "CHN", "CHN", 0, id="nobody acts on itself"),
        pytest.param(episode("call", "USA", "RUS"), "West", "RUS", 1, id="a bloc by its members"),
        pytest.param(episode("call", "USA", "FRA"), "West", "West", 1, id="members of a bloc among themselves are two"),
        pytest.param(episode("no", "CHN", "RUS", status=Status.NEGATED), "CHN", "RUS", 0, id="what is said not to be"),
        pytest.param(episode("old", "CHN", "RUS", None, status=Status.HISTORICAL), "CHN", "RUS", 0, id="long past"),
        pytest.param(episode("new", "CHN", "RUS", None), "CHN", "RUS", 1, id="without a day: by its first telling"),
        pytest.param(
            episode("year", "CHN", "RUS", when=Interval(date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR)), "CHN", "RUS", 0,
            id="wider than the period",
        ),
    ],
)  # fmt: skip
def test_an_episode_counts_or_not(one: Episode, source: str, target: str, counted: int) -> None:
    assert sum(count.episodes for count in tally([one], corpus=CORPUS, dyad=Dyad(source, target))) == counted


def test_lead_only_leaves_out_what_is_told_late() -> None:
    visit = episode("visit", "CHN", "RUS")
    assert sum(count.episodes for count in tally([visit], corpus=CORPUS, dyad=Dyad("CHN", "RUS", lead=300))) == 0


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param(Period.WEEK, ["2022-12-26", "2023-01-02"], id="weeks begin on Monday"),
        pytest.param(Period.QUARTER, ["2022-10-01", "2023-01-01"], id="quarters"),
        pytest.param(Period.YEAR, ["2022-01-01", "2023-01-01"], id="years"),
    ],
)
def test_periods_run_from_first_to_last(period: Period, expected: list[str]) -> None:
    assert [str(day) for day in periods(date(2022, 12, 31), date(2023, 1, 4), period)] == expected


def test_changes_name_their_base_and_tell_no_coverage_from_none() -> None:
    counts = (4, 4, 4, 9, 4, 0, 0)
    read = (1, 1, 1, 1, 1, 1, 0)
    series = [
        DyadCount("CHN", "RUS", Period.MONTH, date(2023, month, 1), count, count, 0, stories)
        for month, (count, stories) in enumerate(zip(counts, read, strict=True), 1)
    ]
    found = changes(series)
    assert [one.trend for one in found] == [
        Trend.NO_BASE, Trend.NO_BASE, Trend.NO_BASE, Trend.UP_STRONG, Trend.STEADY, Trend.DOWN_STRONG, Trend.NO_COVERAGE,
    ]  # fmt: skip
    assert (found[3].base, found[3].base_periods) == (4.0, 3)
