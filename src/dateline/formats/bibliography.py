"""The stories as sources to cite: BibTeX and RIS entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.records import Story

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def bibtex(story: Story) -> str:
    """Return a BibTeX entry of the story, keyed by its id; what the story does not say is left out."""
    day = story.published
    fields = {
        "title": story.headline,
        "author": " and ".join(story.byline) or None,
        "organization": story.agency,
        "howpublished": story.outlet,
        "address": story.place,
        "year": f"{day:%Y}" if day else None,
        "month": f"{day:%m}" if day else None,
        "day": f"{day:%d}" if day else None,
        "url": story.url,
    }
    lines = (f"  {name} = {{{value if name == 'url' else _escaped(value)}}}," for name, value in fields.items() if value)
    return "\n".join((f"@misc{{dateline-{story.id},", *lines, "}"))


def ris(story: Story) -> str:
    """Return a RIS entry of the story, of type NEWS, ended by its ER line."""
    day = story.published
    lines = [
        "TY  - NEWS",
        f"ID  - dateline-{story.id}",
        *(f"AU  - {_line(name)}" for name in story.byline),
        *_given("TI", story.headline),
        *_given("T2", story.outlet),
        *_given("PB", story.agency),
        *_given("CY", story.place),
        *_given("DA", f"{day:%Y/%m/%d}" if day else None),
        *_given("LA", story.language),
        *_given("UR", story.url),
        "ER  - ",
    ]
    return "\r\n".join(lines)


def _given(tag: str, value: str | None) -> tuple[str, ...]:
    return (f"{tag}  - {_line(value)}",) if value else ()


def _line(value: str) -> str:
    return " ".join(value.split())


def _escaped(value: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in _line(value))
