"""
Page → Reading: the stages in their order, the models loaded once.

A stage that fails on one story costs that story what the stage would have found, and leaves a Rejected that names the
stage and the error; the run goes on.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from dateline import codebook
from dateline.citations import Cited, Record, check
from dateline.errors import MisquoteError, ModelError
from dateline.records import (
    Actor,
    ActorId,
    Event,
    Figure,
    Mention,
    Page,
    Reading,
    Reason,
    Rejected,
    Statement,
    Story,
    StoryId,
    Tenure,
    is_coded,
    named_actors,
)
from dateline.settings import Settings
from dateline.stages.story.reading import StoryReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.actors import Cast
    from dateline.language.analysis import Analysis

log = logging.getLogger(__name__)

Notes: TypeAlias = tuple[tuple[Tenure, ...], tuple[Figure, ...]]
AnyRecord = TypeVar("AnyRecord", bound=Record)
AnyCited = TypeVar("AnyCited", bound=Cited)
Found = TypeVar("Found")
# Pages whose stories go through the language core together, network by network: docs/decisions/0191
PAGES_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Stages:
    """The functions that a page passes through; tests give plain functions instead."""

    read: Callable[[Page], StoryReading]
    analyse: Callable[[Sequence[str]], tuple[Analysis, ...]]
    cast: Callable[[Story, Analysis], Cast]
    find: Callable[[Story, Analysis, Cast], tuple[Statement, ...]]
    code: Callable[[Story, Analysis, tuple[Statement, ...], Cast], tuple[Event, ...]]
    note: Callable[[Story, Analysis, tuple[Statement, ...], Cast], Notes]


def _cast(story: Story, analysis: Analysis) -> Cast:
    from dateline import actors

    return actors.cast(story, analysis, codebook=codebook.load(), day=story.published)


def the_stages(settings: Settings) -> Stages:  # noqa: ARG001  # the threads of the language core come with its session
    """Import the real stages; the model is loaded at the first story."""
    from dateline.language import Analyser
    from dateline.stages import event, statement
    from dateline.stages import story as stories

    return Stages(stories.read, Analyser().analyse, _cast, statement.find, event.code, event.note)


@dataclass(slots=True)
class _Coding:
    """What the stages found in the stories of one page so far."""

    page: Page
    texts: dict[StoryId, str]
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    tenures: list[Tenure] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    actors: dict[ActorId, Actor] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)

    def attempt(self, stage: str, story: Story, act: Callable[[], Found]) -> Found | None:
        """Return what act gives; where it fails, note the failure and return None."""
        try:
            return act()
        except Exception as error:  # noqa: BLE001  # a bug in one story must not end a run of a million: it is kept as Rejected
            self.rejected.append(_failure(self.page, stage, story, error))
            return None

    def sound(self, stage: str, found: Iterable[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Return the records that quote their story rightly, each id once."""
        kept: dict[str, AnyRecord] = {}
        for record in found:
            if record.id not in kept and self._quotes(stage, record):
                kept[record.id] = record
        return tuple(kept.values())

    def _quotes(self, stage: str, record: Cited) -> bool:
        try:
            check(record, self.texts)
        except MisquoteError as error:
            self.rejected.append(Rejected(self.page.id, stage, Reason.FAILED, f"MisquoteError: {error}", self.page.path))
            return False
        return True


def _failure(page: Page, stage: str, story: Story | None, error: Exception) -> Rejected:
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else "?"
    what = f"{type(error).__name__}: {error} ({where})" + (f" in story {story.id}" if story else "")
    log.warning("a stage failed", extra={"page": page.id, "stage": stage, "error": what})
    return Rejected(page.id, stage, Reason.FAILED, what, page.path)


class Pipeline:
    """Reads pages; keep one and use it for all of them, since it holds the model."""

    def __init__(self, *, settings: Settings | None = None, stages: Stages | None = None) -> None:
        """
        Prepare to read; the model is loaded at the first story that needs it.

        Args:
            settings: limits and places; a codebook named there is put in use for the process.
            stages: the functions that a page passes through; None: the real ones.

        Raises:
            CodebookError: the codebook named in the settings is wrong.
        """
        self.settings = settings or Settings()
        self._stages = stages
        if self.settings.codebook is not None:
            codebook.use(self.settings.codebook)

    @property
    def stages(self) -> Stages:
        """Return the functions that a page passes through."""
        if self._stages is None:
            self._stages = the_stages(self.settings)
        return self._stages

    def read(self, page: Page) -> Reading:
        """Return all that one page holds."""
        return next(self.read_all((page,)))

    def read_all(self, pages: Iterable[Page]) -> Iterator[Reading]:
        """Yield the reading of each page, in their order; what comes out does not depend on what else comes in."""
        waiting = iter(pages)
        while batch := tuple(islice(waiting, PAGES_AT_ONCE)):
            yield from self._read_batch(batch)

    def split(self, page: Page) -> Reading:
        """Return the stories of a page and what was removed or rejected, without looking into any story."""
        read = self._split(page)
        return Reading(page, read.stories, read.removed, rejected=read.rejected)

    # ---------------------------------------------------------------- inside
    def _split(self, page: Page) -> StoryReading:
        try:
            return self.stages.read(page)
        except Exception as error:  # noqa: BLE001  # as in _Coding.attempt: a hostile page is a record
            return StoryReading(rejected=(_failure(page, "story", None, error),))

    def _read_batch(self, pages: Sequence[Page]) -> Iterator[Reading]:
        readings = [self.split(page) for page in pages]
        texts = {story.id: story.text for reading in readings for story in reading.stories if is_coded(story)}
        analyses = self._analyse(texts)
        for reading in readings:
            yield self._code_page(reading, analyses)

    def _analyse(self, texts: Mapping[StoryId, str]) -> dict[StoryId, Analysis | Exception]:
        """Analyse all texts together; where that fails, one by one, so that one story cannot spoil the others."""
        if not texts:
            return {}
        try:
            return dict(zip(texts, self.stages.analyse(tuple(texts.values())), strict=True))
        except ModelError:
            raise  # no page is at fault, and none can be read
        except Exception:  # noqa: BLE001  # tried again below, each by itself, and noted there
            return {name: self._analyse_one(text) for name, text in texts.items()}

    def _analyse_one(self, text: str) -> Analysis | Exception:
        try:
            return self.stages.analyse((text,))[0]
        except Exception as error:  # noqa: BLE001  # becomes a Rejected of the story's page
            return error

    def _code_page(self, reading: Reading, analyses: Mapping[StoryId, Analysis | Exception]) -> Reading:
        coding = _Coding(reading.page, {story.id: story.text for story in reading.stories})
        for story in reading.stories:
            analysis = analyses.get(story.id)
            if isinstance(analysis, Exception):
                coding.rejected.append(_failure(reading.page, "analysis", story, analysis))
            elif analysis is not None:
                self._code_story(story, analysis, coding)
        coded = replace(
            reading,
            statements=tuple(coding.statements),
            events=tuple(coding.events),
            tenures=tuple(coding.tenures),
            figures=tuple(coding.figures),
            mentions=tuple(coding.mentions),
            rejected=(*reading.rejected, *coding.rejected),
        )
        return replace(coded, actors=tuple(coding.actors[name] for name in named_actors(coded) if name in coding.actors))

    def _code_story(self, story: Story, analysis: Analysis, coding: _Coding) -> None:
        stages = self.stages
        cast = coding.attempt("actors", story, lambda: stages.cast(story, analysis))
        if cast is None:
            return
        found = coding.attempt("statement", story, lambda: stages.find(story, analysis, cast))
        statements = coding.sound("statement", found or ())
        events = coding.attempt("event", story, lambda: stages.code(story, analysis, statements, cast))
        notes = coding.attempt("event", story, lambda: stages.note(story, analysis, statements, cast))
        tenures, figures = notes or ((), ())
        coding.statements += statements
        coding.events += coding.sound("event", events or ())
        coding.tenures += coding.sound("event", tenures)
        coding.figures += coding.sound("event", figures)
        coding.mentions += cast.mentions
        coding.actors.update({actor.id: actor for actor in cast.actors if actor.id not in coding.actors})
