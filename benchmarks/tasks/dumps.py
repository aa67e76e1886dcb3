"""Plain-text dumps of pages → {id: {articleBody, title, date, author}}: the main story, its subheads and lists put back."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import lines
from dateline.records import Page, Removal, Removed, Story, StoryKind, page_id
from dateline.stages.story.plain import read_plain
from dateline.stages.story.reading import StoryReading

PUT_BACK = frozenset((Removal.SUBHEAD, Removal.LIST))


def body_of(story: Story, removed: tuple[Removed, ...]) -> str:
    """Return a story's text with its subheads and lists back where they stood."""
    pieces = [
        (piece.after, piece.text)
        for piece in removed
        if piece.story == story.id and piece.after is not None and piece.reason in PUT_BACK
    ]
    body, done = [], 0
    for after, text in pieces:
        body += [story.text[done:after], text]
        done = after
    return "\n\n".join(piece.strip() for piece in [*body, story.text[done:]] if piece.strip())


def article_of(reading: StoryReading) -> dict[str, str | None]:
    """Return the fields of the page's main story that the scorer reads."""
    main = next((story for story in reading.stories if story.kind is StoryKind.MAIN), None)
    if main is None:
        return {"articleBody": "", "title": None, "date": None, "author": None}
    return {
        "articleBody": body_of(main, reading.removed),
        "title": main.headline,
        "date": main.published.isoformat() if main.published else None,
        "author": "; ".join(main.byline) or None,
    }


def predict(source: Path, output: Path) -> None:
    """Read every dump; the address is used where it is given."""
    articles = {}
    for row in lines.read(source):
        text, url = str(row["text"]), row.get("url")
        address = str(url) if url else None
        page = Page(
            page_id(text, path=str(row["id"]), url=address), text, path=str(row["id"]), url=address, media_type="text/plain"
        )
        articles[str(row["id"])] = article_of(read_plain(text, page))
    output.write_text(json.dumps(articles, ensure_ascii=False), encoding="utf-8")
