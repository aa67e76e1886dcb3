"""
Main text of HTML pages: JSON {id: {articleBody, title, date, author}}, for score_pages.py.

articleBody is the main story's paragraphs with its removed subheads and lists, and the dateline run into the first
sentence, put back in page order.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from dateline.records import Page, Removal, Story, StoryKind, page_id
from dateline.stages.story import StoryReading, read
from dateline.stages.story.masthead import read_day_line

PUT_BACK = (Removal.SUBHEAD, Removal.LIST)
SUFFIXES = (".html", ".html.gz", ".htm")


def predict(source: Path, output: Path) -> None:
    """Read every HTML page of a folder and write what each main story is."""
    found = {}
    for path in sorted(one for one in source.rglob("*") if one.name.endswith(SUFFIXES)):
        raw = path.read_bytes()
        content = gzip.decompress(raw) if path.suffix == ".gz" else raw
        page = Page(id=page_id(content, path=path.name, url=None), content=content, path=path.name, media_type="text/html")
        found[path.name.removesuffix(".gz").rpartition(".")[0]] = article(read(page))
    output.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    print(f"{len(found)} pages", file=sys.stderr)


def article(reading: StoryReading) -> dict[str, str | None]:
    """Return the main story of a page in the form of the scorer; empty where there is none."""
    story = next((one for one in reading.stories if one.kind is StoryKind.MAIN), None)
    if story is None:
        return {"articleBody": "", "title": None, "date": None, "author": None}
    return {
        "articleBody": body(story, reading),
        "title": story.headline,
        "date": story.published.isoformat() if story.published else None,
        "author": "; ".join(story.byline) or None,
    }


def body(story: Story, reading: StoryReading) -> str:
    """Return the text of a story with its subheads, lists and dateline put back where they stood."""
    back: dict[int, list[str]] = {}
    run_in = ""
    for removed in reading.removed:
        if removed.story != story.id or removed.after is None:
            continue
        if removed.reason in PUT_BACK:
            back.setdefault(removed.after, []).append(removed.text)
        elif removed.reason is Removal.DATELINE and read_day_line(removed.text) is None:
            run_in = removed.text + " "
    pieces, at = [], 0
    for paragraph in story.text.split("\n\n"):
        pieces += back.pop(at, [])
        pieces.append((run_in if at == 0 else "") + paragraph)
        at += len(paragraph) + (2 if at else 0)
    return "\n\n".join([*pieces, *(text for after in sorted(back) for text in back[after])])
