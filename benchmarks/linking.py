"""
Link the gold events of the seeds or the stories, so that linking is measured apart from reading.

    python -m benchmarks.linking GOLD_FOLDER [TIMELINE.jsonl]

GOLD_FOLDER holds gold/NAME.json and gold/timeline.json. Prints the timeline scorer's table.
"""

from __future__ import annotations

import json
import runpy
import sys
from datetime import date
from pathlib import Path
from typing import Any

from dateline import wire
from dateline.records import (
    Actor,
    ActorId,
    ActorKind,
    Citation,
    Event,
    EventId,
    Interval,
    Mention,
    Page,
    PageId,
    Place,
    Precision,
    Reading,
    Status,
    Story,
    StoryId,
    StoryKind,
    digest,
)
from dateline.spans import Span
from dateline.stages import episode

Json = dict[str, Any]
ORGAN_WORDS = {"ministry", "house", "kremlin", "army", "forces", "administration", "government", "court", "troops", "officials"}


def _actor(row: Json) -> Actor:
    code, name = row.get("code"), row["name"]
    country = code.split("/")[0] if code and ":" not in code else row.get("country")
    words = set(name.lower().split())
    if code and ":" in code:
        kind = {"IGO": ActorKind.IGO, "GRP": ActorKind.GROUP}.get(code.split(":")[0], ActorKind.ORG)
    elif code and "/" not in code:
        kind = ActorKind.STATE
    elif words & ORGAN_WORDS or len(words) < 2:  # noqa: PLR2004 - persons stand by full name
        kind = ActorKind.ORGAN
    else:
        kind = ActorKind.PERSON
    sector = code.split("/")[1] if code and "/" in code else None
    return Actor(ActorId(digest(name, code)), code, name, kind, country, sector)


def _when(row: Json | None) -> Interval | None:
    if not row:
        return None
    start, end = (date.fromisoformat(row[side]) if row.get(side) else None for side in ("start", "end"))
    length = (end - start).days if start and end else 0
    limits = ((4, Precision.DAY), (8, Precision.WEEK), (32, Precision.MONTH))
    precision = next((precision for limit, precision in limits if length < limit), Precision.YEAR)
    return Interval(start, end, precision)


def _cite(text: str, quote: str, story: StoryId) -> Citation:
    start = max(0, text.find(quote))
    return Citation(story, Span(start, start + len(quote)), quote)


def _event(row: Json, story: Story, actors: dict[ActorId, Actor]) -> Event:
    def mentions(rows: list[Json]) -> tuple[Mention, ...]:
        found = [_actor(one) for one in rows]
        actors.update({one.id: one for one in found})
        return tuple(Mention(_cite(story.text, row["evidence"], story.id), one.id) for one in found)

    evidence = _cite(story.text, row["evidence"], story.id)
    return Event(
        id=EventId(digest("event", story.page, row["id"])),
        story=story.id,
        type=row["types"][0],
        status=Status(row["statuses"][0]),
        actors=mentions(row["actors"]),
        recipients=mentions(row["recipients"]),
        trigger=evidence,
        evidence=evidence,
        mode=row["modes"][0] if row["modes"] else None,
        cameo=row["cameo"][0] if row["cameo"] else None,
        when=_when(row["when"]),
        announced=_when(row.get("announced")),
        place=Place(row["where"]) if row.get("where") else None,
        other_mentions=tuple(_cite(story.text, quote, story.id) for quote in row["other_evidence"]),
        denied_by=tuple(_actor(one).id for one in row.get("denied_by") or () if isinstance(one, dict)),
    )


def gold_reading(path: Path) -> Reading:
    """Return the gold record of one page as a reading."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    page = Page(PageId(path.stem), "", path=path.stem)
    stories: dict[str, Story] = {}
    for number, row in enumerate([*gold["stories"], *gold.get("teasers", ())]):
        name = row.get("id") or f"t{number - len(gold['stories'])}"
        text = "\n\n".join(row["paragraphs"]) if "paragraphs" in row else row.get("summary") or ""
        kind = StoryKind(row.get("kind", "teaser")) if "paragraphs" in row else StoryKind.TEASER
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        stories[name] = Story(
            StoryId(f"{path.stem}:{name}"),
            page.id,
            kind,
            text,
            row.get("headline"),
            agency=row.get("agency"),
            published=published,
        )
    actors: dict[ActorId, Actor] = {}
    events = tuple(_event(row, stories[row["story"]], actors) for row in gold["events"] if stories[row["story"]].text)
    return Reading(page, tuple(stories.values()), actors=tuple(actors.values()), events=events)


def main() -> int:
    """Link, write the timeline and print its score."""
    folder = Path(sys.argv[1])
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("/tmp") / f"timeline-{folder.name}.jsonl"  # noqa: PLR2004, S108
    readings = [gold_reading(path) for path in sorted((folder / "gold").glob("*.json")) if path.stem != "timeline"]
    actors = {actor.id: actor for reading in readings for actor in reading.actors}
    episodes = episode.link(readings)
    undated = [
        {"page": one.page, "start": one.days.start.isoformat(), "end": one.days.end.isoformat()}
        for one in episode.date_pages(readings)
        if one.days.start and one.days.end
    ]
    lines = [wire.episode_json(one, actors=actors, pages={}) for one in episodes]
    output.write_text("".join(json.dumps(line) + "\n" for line in [*lines, {"undated": undated}]), encoding="utf-8")
    shared = folder.parent / "eval"
    sys.path.insert(0, str(shared))
    sys.argv = ["score_timeline.py", str(folder / "gold" / "timeline.json"), str(output), *sys.argv[3:]]
    runpy.run_path(str(shared / "score_timeline.py"), run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
