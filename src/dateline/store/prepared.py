"""
Readings as the rows that a writer takes in: all that can be done of writing in the process that read.

A row is a tuple of plain values in the order of its table's columns, so that it passes through pipes and files at little cost.
Rows of a story are apart from those of its page, and actors from both, since the record may hold a story or an actor already.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from dateline import citations, wire
from dateline.records import PageId, Reading, Reason, Rejected
from dateline.store import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.records import ActorId, Mention, Story, StoryId

Values = tuple[Any, ...]  # the edge: what a row holds
Rows = dict[str, list[Values]]  # by table
_DAYS = ("first_day", "last_day")
# The columns that are written of a reading; the others of these tables are null until somebody decides.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "pages": ("id", "path", "url", "media_type", "sha256", "published", "clean", "added_at"),
    "stories": ("id", "headline", "agency", "place", "published", "language", "coded", "text"),
    "appearances": ("story", "page", "position", "kind", "byline", "outlet", "section", "url", "paragraphs_from"),
    "removed": ("page", "position", "text", "reason", "story", "after"),
    "rejected": ("page", "position", "stage", "reason", "detail", "path"),
    "actors": ("id", "code", "name", "kind", "country", "sector", "wikidata"),
    "mentions": ("story", "start_at", "end_at", "text", "actor"),
    "statements": ("id", "story", "start_at", "kind", "words", "cue", *_DAYS, "confidence", "record"),
    "events": (
        *("id", "story", "start_at", "type", "mode", "status", "contexts", "cameo", "goldstein", "plover_score", "quad_plover"),
        *("quad_cameo", *_DAYS, "precision", "place", "statement", "trigger_words", "evidence", "confidence", "record"),
    ),
    "parties": ("record", "kind", "role", "position", "actor", "country", "words"),
    "tenures": ("id", "story", "start_at", "person", "office", "of", "change", "words", *_DAYS, "record"),
    "figures": (
        *("id", "story", "start_at", "subject", "value", "value_to", "unit", "comparator", "words", *_DAYS, "record"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reading whose citations are checked, as rows; `added_at` of its page is the writer's to put."""

    page: PageId
    rejected: tuple[Rejected, ...]
    standing: Rows  # what is told of the page itself
    stories: dict[StoryId, Rows]  # what each of its stories tells
    actors: dict[ActorId, Values]

    def packed(self) -> str:
        """Return it as one line of JSON."""
        rejected = [astuple(one) for one in self.rejected]
        return json.dumps(
            (self.page, rejected, self.standing, self.stories, self.actors), ensure_ascii=False, separators=(",", ":")
        )

    @classmethod
    def unpacked(cls, line: str) -> Prepared:
        """Return what `packed` wrote."""
        page, rejected, *others = json.loads(line)
        made = (Rejected(name, stage, Reason(reason), detail, path) for name, stage, reason, detail, path in rejected)
        return cls(page, tuple(made), *others)


def prepare(reading: Reading) -> Prepared:
    """
    Return a reading as rows.

    Raises:
        MisquoteError: a citation does not quote its story.
    """
    _check(reading)
    stories = {story.id: story for story in reversed(reading.stories)}
    return Prepared(
        reading.page.id,
        reading.rejected,
        _standing(reading),
        _told(reading, stories),
        {actor.id: _values("actors", wire.actor_json(actor)) for actor in reading.actors},
    )


def _check(reading: Reading) -> None:
    texts = {story.id: story.text for story in reading.stories}
    for records in (reading.statements, reading.events, reading.tenures, reading.figures, reading.mentions):
        for record in records:
            citations.check(record, texts)


def _values(table: str, row: rows.Row) -> Values:
    return tuple(map(row.get, COLUMNS[table]))


def _standing(reading: Reading) -> Rows:
    """Return the rows of a page, wherever its stories stand too."""
    told = {
        "pages": (rows.page_row(reading.page, ""),),
        "appearances": (rows.appearance_row(story, place) for place, story in enumerate(reading.stories)),
        "removed": rows.removed_rows(reading),
        "rejected": (rows.rejected_row(rejected, place) for place, rejected in enumerate(reading.rejected)),
    }
    return {table: [_values(table, row) for row in many] for table, many in told.items()}


def _told(reading: Reading, stories: Mapping[StoryId, Story]) -> dict[StoryId, Rows]:
    """Return the rows of each story."""
    actors = {actor.id: actor for actor in reading.actors}
    mentions: dict[StoryId, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        mentions[mention.citation.story].append(mention)
    told: dict[StoryId, Rows] = {
        name: {"stories": [_values("stories", rows.story_row(story))]} for name, story in stories.items()
    }

    def put(story: StoryId, table: str, many: Iterable[rows.Row]) -> None:
        if story in told and (made := [_values(table, row) for row in many]):
            told[story].setdefault(table, []).extend(made)

    for name, several in mentions.items():
        put(name, "mentions", map(rows.mention_row, several))
    for statement in reading.statements:
        put(statement.story, "statements", (rows.statement_row(statement),))
        put(statement.story, "parties", rows.statement_parties(statement, mentions[statement.story], actors))
    for event in reading.events:
        put(event.story, "events", (rows.event_row(event),))
        put(event.story, "parties", rows.event_parties(event, actors))
    for tenure in reading.tenures:
        put(tenure.story, "tenures", (rows.tenure_row(tenure),))
    for figure in reading.figures:
        put(figure.story, "figures", (rows.figure_row(figure),))
    return told
