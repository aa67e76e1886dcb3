"""One document of an archive's export, and what its fields have in common: days, names, the page that it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from dateline.records import Masthead, Page, Reason, Rejected, Removal, page_id
from dateline.sources.one import STAGE, one_page

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAYS = (
    re.compile(rf"\b(?P<day>\d{{1,2}})\.? {_MONTH},? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)
_AND = re.compile(r"\s*;\s*|\s+(?:and|&)\s+|\s*\|\s*")


@dataclass(slots=True)
class Document:
    """The fields of one document as they are found."""

    headline: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: date | None = None
    section: str | None = None
    place: str | None = None
    name: str | None = None  # its id in the archive
    url: str | None = None
    body: list[str] = field(default_factory=list)  # paragraphs
    rest: list[tuple[str, Removal]] = field(default_factory=list)

    def leave(self, words: str, why: Removal = Removal.CHROME) -> None:
        """Keep words that stand outside the report."""
        if words.strip():
            self.rest.append((words.strip(), why))

    def page(self, where: str, *, published: date | None, max_bytes: int) -> Page | Rejected:
        """
        Return the page that the document is.

        Args:
            where: file and number, the page's path where the document has no id.
            published: the day for a document that does not say its own.
            max_bytes: a longer one is rejected.
        """
        if not any(self.body):
            path = self.name or where
            detail = f"the document {self.headline or path!r} has no text"
            return Rejected(page_id(detail, path=path, url=None), STAGE, Reason.EMPTY, detail, path)
        masthead = Masthead(
            self.headline, self.byline, self.outlet, self.section, self.place, self.name, tuple(self.rest)
        )  # fmt: skip
        return one_page(
            "\n\n".join(self.body),
            path=self.name or where,
            url=self.url,
            published=self.published or published,
            media_type="text/plain",
            max_bytes=max_bytes,
            masthead=masthead,
        )


def day_in(text: str) -> date | None:
    """Return the first whole day that a field names; a month alone is none."""
    found = sorted((match for pattern in _DAYS if (match := pattern.search(text))), key=lambda match: match.start())
    for match in found:
        month = match["month"]
        number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
        try:
            return date(int(match["year"]), number, int(match["day"]))
        except ValueError:
            continue  # 31 February
    return None


_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ", re.IGNORECASE)


def begins_with_day(text: str) -> bool:
    """Return whether a line is a day, perhaps with its weekday before it and an hour behind it."""
    words = _WEEKDAY.sub("", text.strip(), count=1)
    return any(pattern.match(words) for pattern in _DAYS) and day_in(words) is not None


def writers(text: str) -> tuple[str, ...]:
    """Return the names of a byline field: 'By Jane Smith and John Roe', 'Smith, Jane; Roe, John'."""
    words = " ".join(text.split())
    words = re.sub(r"^(?:by|author:|byline:)\s+", "", words, flags=re.IGNORECASE).strip(" .;,")
    names: list[str] = []
    for piece in _AND.split(words):
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        turned = len(parts) == 2 and ";" in text  # noqa: PLR2004  # surname first, as catalogues have it
        names += [" ".join(reversed(parts))] if turned or _surname_first(parts, text) else parts[:1]
    return tuple(dict.fromkeys(name for name in names if name))


def _surname_first(parts: list[str], text: str) -> bool:
    """Return whether the field is one name, surname first: 'Smith, Jane'."""
    return len(parts) == 2 and "By " not in text and all(len(part.split()) <= 2 for part in parts)  # noqa: PLR2004


def paragraphs(lines: list[str]) -> list[str]:
    """
    Return the paragraphs of a body: each line is one, or, where blank lines stand between wrapped ones, each block.

    Method: exports of text wrap at a fixed width; there most lines of a block are about as long as the longest.
    """
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(" ".join(line.split()))
        elif blocks[-1]:
            blocks.append([])
    filled = [block for block in blocks if block]
    if not _wrapped(filled):
        return [line for block in filled for line in block]
    return [" ".join(block) for block in filled]


_WIDEST = 110
_NARROWEST = 50


def _wrapped(blocks: list[list[str]]) -> bool:
    inner = [len(line) for block in blocks for line in block[:-1]]
    longest = max((len(line) for block in blocks for line in block), default=0)
    return (
        len(blocks) > 1 and len(inner) > 1 and longest <= _WIDEST and sum(size >= _NARROWEST for size in inner) > 0.7 * len(inner)
    )
