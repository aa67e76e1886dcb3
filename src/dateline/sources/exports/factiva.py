"""
Factiva's exports: articles in RTF, HTML or Word, with field codes or without, each ended by its document's id.

    HD  Headline          Headline
    BY  By Jane Doe       By Jane Doe
    WC  532 words         532 words
    PD  17 March 2023     17 March 2023
    SN  Some News         Some News
    SC  SOMNWS            SOMNWS
    LA  English           English
    CY  (c) 2023          (c) 2023 Some News
    LP  First paragraph   First paragraph
    TD  The others        The others
    AN  Document SOMNWS0020230317ej3h0005p
"""

from __future__ import annotations

import re

from dateline.records import Removal
from dateline.sources.exports.document import Document, day_in, paragraphs, writers

_END = re.compile(r"(?:AN[\s|]+)?Document\s+(?P<id>[A-Z0-9]{3,12}\d{8}[a-z0-9]{6,12})\s*\|?")
_CODES = "SE HD BY CR WC PD ET SN SC PG ED VOL LA CY LP TD ART CT CO IN NS RE PUB AN RF IPC IPD CLM DLN RIC CX"
_FIELD = re.compile(rf"(?P<code>{'|'.join(_CODES.split())})(?:[ \u00a0]*[\t|]\s*|[ \u00a0]{{2,}}|\s*$)(?P<value>.*)")
_WORDS = re.compile(r"[\d,.]{1,9} words")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?:\s?[AP]M)?(?: [A-Z]{2,4})?")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_RIGHTS = re.compile(r"(?:©|\(c\)|\(C\)|Copyright\b|Copr\.)", re.IGNORECASE)
_FOOTER = re.compile(
    r"Page \d+ of \d+\b.{0,120}|© ?\d{4} Factiva, Inc\. All rights reserved\.?"
    r"|.{0,40}\bDow Jones & Company, Inc\. All rights reserved\.?"
)
_TONGUES = "English Chinese Arabic Russian French German Spanish Portuguese Italian Japanese Korean Turkish Dutch Polish"
_LANGUAGES = frozenset(_TONGUES.split())
_COVER = 4  # lines: what stands above a headline, its section and its byline before the first article is the cover


def documents(lines: list[str]) -> list[Document] | None:
    """Return the articles of an export by Factiva, or None where the lines are none."""
    ends = [index for index, line in enumerate(lines) if _END.fullmatch(line.strip())]
    if not ends:
        return None
    found, start = [], 0
    for end in ends:
        found.append(_document(lines[start:end], lines[end], first=start == 0))
        start = end + 1
    if all(one.headline is None and not one.body for one in found):
        return None
    for line in lines[start:]:
        found[-1].leave(line)  # 'Search Summary' and what was asked
    return found


def _document(lines: list[str], last: str, *, first: bool) -> Document:
    match = _END.fullmatch(last.strip())
    document = Document(name=match["id"] if match else None)
    document.leave(last)
    kept = []
    for line in lines:
        if _FOOTER.fullmatch(line.strip()):
            document.leave(line)
        else:
            kept.append(line.rstrip())
    coded = [index for index, line in enumerate(kept) if _FIELD.fullmatch(line.strip())]
    if len(coded) >= 3 and any(kept[index].strip().startswith(("HD", "WC", "PD")) for index in coded):  # noqa: PLR2004
        _by_codes(kept, coded, document)
    else:
        _by_order(kept, document, first=first)
    return document


# ------------------------------------------------------------------ with field codes
def _by_codes(lines: list[str], coded: list[int], document: Document) -> None:
    for line in lines[: coded[0]]:
        document.leave(line)
    for start, end in zip(coded, [*coded[1:], len(lines)], strict=True):
        field = _FIELD.fullmatch(lines[start].strip())
        if field:
            values = [field["value"].strip(" |\t"), *(line.strip(" |\t") for line in lines[start + 1 : end])]
            _set(document, field["code"], values)


def _set(document: Document, code: str, values: list[str]) -> None:
    text = " ".join(value for value in values if value)
    if code in {"LP", "TD"}:
        document.body += paragraphs(values)
    elif code == "HD":
        document.headline = text or None
    elif code == "BY":
        document.byline = writers(text)
        document.leave(text, Removal.BYLINE)
    elif code == "PD":
        document.published = day_in(text)
        document.leave(text, Removal.DATELINE)
    elif code == "SN":
        document.outlet = text or None
    elif code == "SE":
        document.section = text or None
    else:
        why = {"CY": Removal.LEGAL, "ART": Removal.CAPTION, "CR": Removal.BYLINE}.get(code, Removal.CHROME)
        document.leave(f"{code} {text}", why)


# ------------------------------------------------------------------ without
def _by_order(lines: list[str], document: Document, *, first: bool) -> None:
    at = next((index for index, line in enumerate(lines) if _WORDS.fullmatch(line.strip())), None)
    if at is None:
        document.body = paragraphs(lines)
        return
    _above([line.strip() for line in lines[:at]], document, first=first)
    document.leave(lines[at])
    _below(lines, at + 1, document)


def _above(lines: list[str], document: Document, *, first: bool) -> None:
    """Read section, headline and byline; before the first article stand the cover and the list of articles too."""
    filled = [index for index, line in enumerate(lines) if line]
    if first and len(filled) > _COVER:
        begin = _last_block(lines, filled)
        for index in filled:
            if index < begin:
                document.leave(lines[index])
        filled = [index for index in filled if index >= begin]
    words = _marked([lines[index] for index in filled], document)
    if len(words) > 1 and words[-1][:3].casefold() == "by ":
        document.byline = writers(words[-1])
        document.leave(words.pop(), Removal.BYLINE)
    if words and document.headline is None:
        document.headline = words.pop()
    document.section = words.pop() if words else None
    for line in words:
        document.leave(line)


def _marked(lines: list[str], document: Document) -> list[str]:
    """Take the headline and byline that HTML marks by its classes, and return the other lines."""
    rest = []
    for line in lines:
        code, tab, value = line.partition("\t")
        if tab and code == "HD":
            document.headline = value
        elif tab and code == "BY":
            document.byline = writers(value)
            document.leave(value, Removal.BYLINE)
        else:
            rest.append(line)
    return rest


def _last_block(lines: list[str], filled: list[int]) -> int:
    """Return where the last run of lines without a gap begins, or the run before it where that is a byline alone."""
    begin = filled[-1]
    while begin - 1 in filled:
        begin -= 1
    if lines[begin][:3].casefold() == "by " and begin == filled[-1]:
        begin = filled[-2]
        while begin - 1 in filled:
            begin -= 1
    return begin


def _below(lines: list[str], at: int, document: Document) -> None:
    """Read what stands between the count of words and the body: day, hour, source, its code, page, language, rights."""
    seen_rights = seen_language = False
    while at < len(lines):
        line = lines[at].strip()
        if line and document.published is None and day_in(line) and len(line) < 40:  # noqa: PLR2004  # a day and little else
            document.published = day_in(line)
            document.leave(line, Removal.DATELINE)
        elif line and _RIGHTS.match(line):
            seen_rights = True
            document.leave(line, Removal.LEGAL)
        elif line in _LANGUAGES:
            seen_language = True
            document.leave(line)
        elif line and (seen_rights or seen_language):
            break
        elif line and document.outlet is None and not (_CLOCK.fullmatch(line) or _CODE.fullmatch(line)):
            document.outlet = line
        elif line:
            document.leave(line)
        at += 1
    document.body = paragraphs(lines[at:])
