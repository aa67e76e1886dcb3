"""
Exports of Nexis Uni, Lexis Advance and the older LexisNexis Academic: Word, RTF, HTML and text.

    Headline                          1 of 25 DOCUMENTS
    Some News                         Some News
    March 17, 2023 Friday             March 17, 2023 Friday
    Copyright 2023 Some News          SECTION: Pg. 4
    Section: INTERNATIONAL            LENGTH: 532 words
    Length: 532 words                 HEADLINE: Headline
    Byline: Jane Doe                  BYLINE: Jane Doe
    Body                              BODY:
    The report ...                    The report ...
    Load-Date: March 18, 2023         LOAD-DATE: March 18, 2023
    End of Document
"""

from __future__ import annotations

import re

from dateline.records import Removal
from dateline.sources.exports.document import Document, begins_with_day, day_in, paragraphs, writers

_END = re.compile(r"End of Document", re.IGNORECASE)
_BEGIN = re.compile(r"(?:Document )?\d{1,6} of \d{1,6} DOCUMENTS?", re.IGNORECASE)
_BODY = re.compile(r"Body:?|(?:BODY|FULL TEXT):(?P<rest>.*)")
_LABELS = (
    "Section|Length|Byline|Dateline|Highlight|Headline|Series|Edition|Column|Distribution|Correction(?:-Date)?|Notes?|Load-Date"
    "|Language|Graphic|Publication-Type|Journal-Code|Acc-No|Subject|Company|Organization|Ticker|Industry|Geographic|Person|State"
    "|Country|City|Type|URL|Link|Document-Type|Title|Name|Cat|Update|Source|Rubric|Text-Publication"
)
_LABEL = re.compile(rf"(?P<label>{_LABELS})\s*:[ \t]*(?P<value>.*)", re.IGNORECASE)
_TAIL = re.compile(
    r"Classification|Graphic|Notes|(?:Load-Date|Language|Publication-Type|Journal-Code|Graphic|Subject|Company|Organization|Ticker"
    r"|Industry|Geographic|Document-Type|Acc-No|Correction-Date)\s*:.*|Copyright \d{4} .*|© ?\d{4} .*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:Copyright\b|©|\(c\) ?\d|All Rights Reserved)", re.IGNORECASE)
_FOOTER = re.compile(r"Page \d+ of \d+", re.IGNORECASE)
_ITEM = re.compile(r"(?:urn:contentItem:|urn%3AcontentItem%3A)([A-Z0-9-]{10,60})")
_DAY_LINE = 80  # characters of a line that gives the day


def documents(lines: list[str]) -> list[Document] | None:
    """Return the documents of an export by Nexis, or None where the lines are none."""
    if not any(_BODY.fullmatch(line.strip()) for line in lines):
        return None
    ends = [index for index, line in enumerate(lines) if _END.fullmatch(line.strip())]
    begins = [index for index, line in enumerate(lines) if _BEGIN.fullmatch(line.strip())]
    if ends:
        chunks = list(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))
        over = lines[ends[-1] + 1 :]
    elif begins:
        chunks = list(zip([0, *begins[1:]], [*begins[1:], len(lines)], strict=True))
        over = []
    else:
        return None
    found = [_document(lines[start:end], first=start == 0) for start, end in chunks]
    if all(one.outlet is None and one.published is None for one in found):
        return None
    for line in over:
        found[-1].leave(line)
    return found


def _document(lines: list[str], *, first: bool) -> Document:
    document = Document()
    kept: list[str] = []
    for line in lines:
        bare = line.strip()
        item = _ITEM.search(bare)
        if item:
            document.name = document.name or item[1]
        if _FOOTER.fullmatch(bare) or _BEGIN.fullmatch(bare) or item:
            document.leave(bare)
        else:
            kept.append(bare)
    at = next((index for index, line in enumerate(kept) if _BODY.fullmatch(line)), None)
    if at is None:
        document.body = paragraphs(kept)
        return document
    _head(kept[:at], document, first=first)
    opening = _BODY.fullmatch(kept[at])
    body = [(opening["rest"] or "").strip() if opening else "", *kept[at + 1 :]]
    end = next((index for index, line in enumerate(body) if index and _TAIL.fullmatch(line)), len(body))
    document.body = paragraphs(body[:end])
    _tail(body[end:], document)
    return document


def _tail(lines: list[str], document: Document) -> None:
    why = Removal.CHROME
    for line in lines:
        label = line.split(":")[0].strip().casefold()
        if label in {"graphic", "classification"}:
            why = Removal.CAPTION if label == "graphic" else Removal.CHROME
        elif _LABEL.fullmatch(line):
            why = Removal.CHROME
        if label == "url" and document.url is None and "://" in line:
            document.url = line.split(":", 1)[1].strip()
        document.leave(line, Removal.LEGAL if _RIGHTS.match(line) else why)


def _head(lines: list[str], document: Document, *, first: bool) -> None:
    """Read headline, source and day, which have no label in the newer form, and the labelled fields."""
    plain: list[int] = []
    at = 0
    while at < len(lines):
        label = _LABEL.fullmatch(lines[at])
        if label is None:
            plain += [at] if lines[at] else []
            at += 1
            continue
        value, at = _value(lines, at, label["value"])
        _set(document, label["label"].casefold(), value)
    # The last: the cover of the file gives the day of the search.
    dated = next((index for index in reversed(plain) if len(lines[index]) < _DAY_LINE and begins_with_day(lines[index])), None)
    if dated is None:
        _leave_all(document, [lines[index] for index in plain])
        return
    document.published = day_in(lines[dated])
    document.leave(lines[dated], Removal.DATELINE)
    _leave_all(document, [lines[index] for index in plain if index > dated])
    above = [index for index in plain if index < dated]
    if above:
        document.outlet = lines[above.pop()]
    _headline(lines, above, document, first=first)


def _value(lines: list[str], at: int, value: str) -> tuple[str, int]:
    """Return the value of a label, with the lines that it goes on over, and where the next one begins."""
    words, at = [value.strip()], at + 1
    while value.strip() and at < len(lines) and lines[at] and not _LABEL.fullmatch(lines[at]) and not _RIGHTS.match(lines[at]):
        words.append(lines[at])
        at += 1
    return " ".join(words), at


def _headline(lines: list[str], above: list[int], document: Document, *, first: bool) -> None:
    if document.headline is not None:  # it had a label
        _leave_all(document, [lines[index] for index in above])
        return
    begin = 0
    if first and above:  # the cover and the list of documents stand above the first headline
        begin = above[-1]
        while begin - 1 in above and len(above) > 1 and above[-1] - begin < 2:  # noqa: PLR2004  # no headline has more lines
            begin -= 1
        begin = begin if lines[begin - 1 : begin] == [""] or begin == 0 else above[-1]
    _leave_all(document, [lines[index] for index in above if index < begin])
    document.headline = " ".join(lines[index] for index in above if index >= begin) or None


def _leave_all(document: Document, lines: list[str]) -> None:
    for line in lines:
        document.leave(line, Removal.LEGAL if _RIGHTS.match(line) else Removal.CHROME)


def _set(document: Document, label: str, value: str) -> None:
    if label == "headline":
        document.headline = value or None
    elif label == "byline":
        document.byline = writers(value)
        document.leave(value, Removal.BYLINE)
    elif label == "section":
        document.section = value or None
    elif label == "dateline":
        document.place = _place(value)
        document.leave(value, Removal.DATELINE)
    elif label in {"url", "link"} and "://" in value:
        document.url = value
    else:
        document.leave(f"{label.capitalize()}: {value}", Removal.SUBHEAD if label == "highlight" else Removal.CHROME)


def _place(value: str) -> str | None:
    """Return the place of a dateline field: 'BEIJING, March 17' is 'Beijing'."""
    words = re.split(
        r",? (?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]* \d)", value.strip(" .-"), flags=re.IGNORECASE
    )[0]
    parts = [part.title() if part.isupper() else part for part in words.strip(" ,.").split(", ")]
    return ", ".join(parts) or None
