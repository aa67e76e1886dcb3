"""
The layout of a dump: which of its passages are reports, their mastheads, and the teasers for other pages.

A report begins at a dateline with a headline above it, or where the body text begins. Indexes are those of the passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dateline.records import Removal, StoryKind
from dateline.stages.story.body import Mask
from dateline.stages.story.byline import read_byline
from dateline.stages.story.headline import find_headline
from dateline.stages.story.line_reasons import is_caption, is_furniture, is_headline, is_label
from dateline.stages.story.masthead import Dateline, read_dateline, read_day_line
from dateline.stages.story.passages import Passage
from dateline.stages.story.signature import read_signature
from dateline.stages.story.traits import reasons_seen

_SENTENCE = 60  # a line of this length after a dateline is text, whatever the weights say
_SHORT, _CLAUSE, _NO_LABEL = 12, 40, 130  # least characters of a line that ends like a sentence, a clause, neither
_SENTENCE_ENDS = (
    ".",
    "!",
    "。",
    "！",
    "؟",
    "۔",
    "।",
    "…",
    ".”",
    '."',
    ".’",
    ".'",
    ".)",
    "?”",
    '?"',
    "!”",
    '!"',
    ",”",
    ',"',
    ".»",
)
_CLAUSE_ENDS = (":", "?", "”", '"', "’", ")", "»", ";", ",", "]")
_REPORT = 300  # characters; less text above a dateline is no report of its own
_LOOK_BACK = 6  # lines between a headline and its dateline
_TRUNCATED = ("... read more", "… read more", "...read more", "read more", "[...]", "[…]", "...", "…")
_REGION_ENDS = frozenset(("legal", "subscribe", "comment"))


@dataclass(slots=True)
class Report:
    """One report while it is being read; `marks` says of its lines that are no paragraph what they are."""

    kind: StoryKind
    headline: str | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None
    published: date | None = None
    section: str | None = None
    paragraphs: list[tuple[int, int]] = field(default_factory=list)  # passage, and the character at which its text begins
    marks: dict[int, Removal] = field(default_factory=dict)


@dataclass(slots=True)
class Teaser:
    """A pointer to another page: its headline, and its summary where there is one."""

    headline: int
    section: str | None
    dateline: Dateline | None = None
    dateline_at: int | None = None
    summary: int | None = None


@dataclass(slots=True)
class Layout:
    """The reports and teasers of a page."""

    reports: list[Report]
    teasers: list[Teaser]
    regions: frozenset[int]  # passages in lists of other pages


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as the reports are cut from it."""

    page: Sequence[Passage]
    text: list[bool]  # which passages are body text
    datelines: dict[int, Dateline]
    near: date | None  # the page's day


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a report begins: its headline (or None), its dateline (or None), its first line of text."""

    headline: int | None
    dateline: int | None
    begins: int


def lay_out(page: Sequence[Passage], mask: Mask, *, near: date | None) -> Layout:
    """Find the reports and teasers of a page, given which passages look like body text and the page's day."""
    text = list(mask)
    copies = Counter(passage.text for passage in page)
    datelines = {index: found for index, passage in enumerate(page) if (found := _dateline(passage, near)) is not None}
    regions = _regions(page, text, datelines)
    teasers = _teasers(page, regions, datelines, copies)
    for index in regions:
        text[index] = False
    starts = _starts(page, text, regions, datelines)
    sheet = _Sheet(page, text, datelines, near)
    ends = [*(start.begins for start in starts[1:]), len(page)]
    reports = [_report(sheet, start, end, main=not number) for number, (start, end) in enumerate(zip(starts, ends, strict=True))]
    written_out = [report for report in reports if report.paragraphs]
    for report in written_out[:1]:
        report.kind = StoryKind.MAIN
    return Layout(written_out, teasers, frozenset(regions))


def _dateline(passage: Passage, near: date | None) -> Dateline | None:
    if len(passage.text) > 200 and not any(mark in passage.text[:120] for mark in "(/—–-:"):  # noqa: PLR2004
        return None
    return read_dateline(passage.text, published=near)


# ------------------------------------------------------------------ lists of other pages
def _regions(page: Sequence[Passage], text: list[bool], datelines: dict[int, Dateline]) -> set[int]:
    """Return the passages that stand in lists of other pages: from a label ('Related content') to the next other thing."""
    region: set[int] = set()
    inside = False
    for index, passage in enumerate(page):
        seen = reasons_seen(passage.text)
        if "related_label_whole" in seen and not (text[index] and len(passage.text) > _SENTENCE):
            inside = True
        elif inside and (_REGION_ENDS & seen or _text_resumes(page, text, datelines, index)):
            inside = False
        if inside:
            region.add(index)
    return region


def _text_resumes(page: Sequence[Passage], text: list[bool], datelines: dict[int, Dateline], index: int) -> bool:
    """Return whether body text goes on here, inside or after a list of other pages."""
    if not text[index] or len(page[index].text) < _SENTENCE or _truncated(page[index].text) or is_headline(page[index]):
        return False
    if index - 1 in datelines or index in datelines:  # the summary of a teaser, unless more text follows
        return index + 1 < len(page) and text[index + 1] and len(page[index + 1].text) >= _SENTENCE
    return True


def _truncated(text: str) -> bool:
    return text.rstrip(" »>").casefold().endswith(_TRUNCATED)


def _teasers(page: Sequence[Passage], regions: set[int], datelines: dict[int, Dateline], copies: Counter[str]) -> list[Teaser]:
    """Return the teasers in the lists of other pages, in page order, each headline once."""
    teasers: list[Teaser] = []
    known: set[str] = set()
    section: str | None = None
    for index in sorted(regions):
        passage = page[index]
        if index - 1 not in regions:
            section = None
        last = teasers[-1] if teasers and index - (teasers[-1].dateline_at or teasers[-1].headline) == 1 else None
        if last and last.dateline is None and index in datelines and last.summary is None:
            last.dateline, last.dateline_at = datelines[index], index
            if len(passage.text) - datelines[index].length >= _SENTENCE:
                last.summary = index
        elif last and last.summary is None and _is_summary(passage):
            last.summary = index
        elif is_headline(passage) and not (passage.text.isupper() and copies[passage.text] > 1):
            if passage.text not in known:
                teasers.append(Teaser(index, section))
                known.add(passage.text)
        elif is_label(passage) and not is_furniture(passage):
            section = passage.text
    return teasers


def _is_summary(passage: Passage) -> bool:
    text = passage.text
    return len(text) >= _SENTENCE and (_truncated(text) or (text.endswith((".", "!", "?", "”", '"')) and len(text) > 80))  # noqa: PLR2004


# ------------------------------------------------------------------ reports
def _starts(page: Sequence[Passage], text: list[bool], regions: set[int], datelines: dict[int, Dateline]) -> list[_Start]:
    """Return where the reports of the page begin."""
    for index, dateline in datelines.items():
        if index not in regions and dateline.agency and _text_after(page, index, dateline):
            target = index if len(page[index].text) - dateline.length >= _SENTENCE else index + 1
            text[target] = target not in regions
    starts: list[_Start] = []
    written = 0  # characters of text above
    last = 0
    for index in sorted(datelines):
        if index in regions or not _text_after(page, index, datelines[index]):
            continue
        written += sum(len(page[i].text) for i in range(last, index) if text[i] and len(page[i].text) >= _SENTENCE)
        last = index
        head = _head_above(page, index)
        if not starts and written == 0:
            starts.append(_Start(None, index, 0))
        elif written < _REPORT:
            starts = starts or [_Start(None, index, 0)]  # a caption or a summary above the dateline is no report
        elif head is not None:
            if not starts:
                starts.append(_Start(None, None, 0))
            starts.append(_Start(head, index, head))
    return starts or [_Start(None, None, 0)]


def _text_after(page: Sequence[Passage], index: int, dateline: Dateline) -> bool:
    """Return whether a sentence follows the dateline, on its line or on the next."""
    if len(page[index].text) - dateline.length >= _SENTENCE:
        return True
    return dateline.length == len(page[index].text) and index + 1 < len(page) and len(page[index + 1].text) >= _SENTENCE


def _head_above(page: Sequence[Passage], index: int) -> int | None:
    """Return the headline above a dateline in the middle of a page: only masthead lines may stand between."""
    for above in range(index - 1, max(index - _LOOK_BACK, 0) - 1, -1):
        passage = page[above]
        if is_headline(passage):
            twice = above > 0 and page[above - 1].text == passage.text
            return above - 1 if twice else above
        masthead = read_byline(passage.text) or read_day_line(passage.text) or is_label(passage) or is_furniture(passage)
        if not masthead:
            return None
    return None


def _report(sheet: _Sheet, start: _Start, end: int, *, main: bool) -> Report:
    """Read one report: its headline and masthead, then its paragraphs with what stands between them."""
    page = sheet.page
    report = Report(StoryKind.MAIN if main else StoryKind.EMBEDDED)
    lines = [index for index in range(start.begins, end) if sheet.text[index]]
    if start.dateline is not None:
        lines = [index for index in lines if index >= start.dateline]
    first = next((index for index in lines if is_paragraph(page, index)), None)
    if first is None:
        return report
    top = start.dateline if start.dateline is not None and start.dateline < first else first
    head = start.headline if start.headline is not None else find_headline(page, lines, first=top, begins=start.begins)
    if head is not None:
        report.headline = page[head].text
        report.marks[head] = Removal.HEADLINE
        twins = (index for index in range(start.begins, first) if index != head and page[index].text == report.headline)
        report.marks |= dict.fromkeys(twins, Removal.REPEATED_HEADLINE)
    read_signature(page, report, head=head, first=first, near=sheet.near)
    _fill(page, report, [index for index in lines if index >= first], sheet.datelines)
    if start.dateline is not None:
        _sign(report, sheet.datelines[start.dateline], start.dateline)
    return report


def _sign(report: Report, dateline: Dateline, at: int) -> None:
    """Write a dateline into the report's masthead."""
    report.place = dateline.place
    report.agency = dateline.agency or report.agency
    report.published = dateline.day or report.published
    if at not in {index for index, _ in report.paragraphs}:
        report.marks[at] = Removal.DATELINE


def _fill(page: Sequence[Passage], report: Report, lines: list[int], datelines: dict[int, Dateline]) -> None:
    """Tell the paragraphs of a body from its subheads, lists, datelines and the like."""
    for index in lines:
        passage = page[index]
        dateline = datelines.get(index)
        if dateline is not None and (dateline.agency or dateline.day or not report.paragraphs):
            if not report.paragraphs and report.place is None:
                _sign(report, dateline, index)
            if len(passage.text) - dateline.length < 2:  # noqa: PLR2004
                report.marks[index] = Removal.DATELINE
                continue
            report.marks.pop(index, None)
            report.paragraphs.append((index, dateline.length))
        elif is_paragraph(page, index):
            report.paragraphs.append((index, 0))
        else:
            report.marks.setdefault(index, _lesser(page, index))


def _lesser(page: Sequence[Passage], index: int) -> Removal:
    """Return what a short line inside a body is: a caption or its title, an item of a list, or a subhead."""
    if page[index].bullet:
        return Removal.LIST
    after = page[index + 1] if index + 1 < len(page) else None
    if "caption" in reasons_seen(page[index].text) or (after and not after.gap and "caption" in reasons_seen(after.text)):
        return Removal.CAPTION
    return Removal.SUBHEAD


def is_paragraph(page: Sequence[Passage], index: int) -> bool:
    """Return whether a line of a body is a paragraph: a sentence, a quotation, or a line that only text can be as long as."""
    passage = page[index]
    text = passage.text
    size = len(text)
    if is_caption(passage):
        return False
    if passage.bullet:
        return size >= _SENTENCE and text.endswith((".", "!", "?", "”", '"', "。"))
    if text.startswith(("- ", "– ", "— ")) and text.endswith((" -", " –", " —")):
        return False
    if text.endswith(_SENTENCE_ENDS):
        return size >= _SHORT
    return size >= (_CLAUSE if text.endswith(_CLAUSE_ENDS) else _NO_LABEL)
