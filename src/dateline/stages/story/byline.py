"""The byline: who wrote a report. 'By A, B and C', 'By Jing Xuan TENG', 'Tom Krisher, AP Auto Writer', 'by Staff Writers'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.stages.story.agencies import agency_named, trailing_agency
from dateline.stages.story.words import word_set

_LINE = 220  # no byline is longer
_SIGNATURE = 90
_NAME_WORDS = 6
_LEAD = re.compile(
    r"(?:(?:written|story|report|article|words|posted|published|authored?|edited|analysis|review|opinion"
    r"|text)\s+)?(?:by|par|von|por|di)\b:?\s*"
    r"|(?:authors?|autor(?:in)?|reporters?|writers?)\s?:\s*",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"[(\[—–-]{0,2}\s?(?:additional |further )?(?:reporting|writing|editing|research|contributions?)(?: and "
    r"(?:writing|editing|reporting))? by [A-Z]"
    r"|\(?(?:the )?(?:associated press|ap|reuters|afp|cnn|bloomberg)(?:'s|’s)? .{0,200}\bcontributed to (?:this"
    r"|the) (?:report|story|article)"
    r"|\(?.{0,120}\bcontributed (?:reporting|to this (?:report|story|article))",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:\b(?:published|updated|posted|last (?:updated|modified)|created|on (?=\w+day|\d|[A-Z][a-z]{2,8} \d)"
    r"|via\b)|[|•·]|\s[–—-]\s|\t|\d{1,2}:\d\d|\d{4}).*",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r"\s*(?:,\s*(?:and|und|et|y)\s+|,|;|&|\+|\b(?:and|und|et|with)\b|/)\s*")
_PLACED = re.compile(r"\s+(?:in|at|for|from|of|near|reporting|contributing|reports?)\b.*", re.DOTALL)
_HONORIFIC = re.compile(r"(?:Dr|Prof(?:essor)?|Mr|Mrs|Ms|Sir|Dame|Rev)\b\.?\s+")
_ROLE = re.compile(
    r"\b(?:correspondents?|editors?|writers?|reporters?|columnists?|staff|bureau|chief|producer|analyst"
    r"|contributors?|photographer|journalist|"
    r"critic|associate|assistant|senior|political|diplomatic|foreign|affairs|business|security|defen[cs]e|news"
    r"|desk|team|agency|agencies|agence|press|times|post|"
    r"journal|herald|tribune|magazine|daily|gazette|guardian|telegraph|independent|bbc|cnn|nbc|cbs|abc|fox|npr"
    r"|opinion|special|world|"
    r"newsroom|online|media|group|network|radio|television|tv|university|institute|fellow|director|professor"
    r"|author|redaktion)\b",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"(?:our |the )?(?:[\w./’' ]{2,40} )?(?:staff|staff (?:writers?|reporters?)|correspondents?|reporters?"
    r"|writers?|agencies|newsroom|(?:news )?desk|team)\.?",
    re.IGNORECASE,
)
_BY_WRITER = re.compile(r"(\w{2,12})(?:'s|’s)? (?:staff )?(?:writers?|correspondents?|reporters?) (?=[A-Z])")
_PARTICLES = word_set("particles")
_NOT_A_NAME = word_set("not_a_name")


@dataclass(frozen=True, slots=True)
class Byline:
    """The writers that a line names, and the agency it credits."""

    names: tuple[str, ...]
    agency: str | None = None


@lru_cache(maxsize=4096)
def read_byline(line: str) -> Byline | None:
    """Return the byline that a line is, or None: a sentence that begins with 'By' is none."""
    text = " ".join(line.split())
    if not text or len(text) > _LINE:
        return None
    lead = _LEAD.match(text)
    if lead and lead.end() < len(text):
        return _named(text[lead.end() :])
    return _signature(text)


def is_bare_by(line: str) -> bool:
    """Return whether the line is 'By' alone: the names stand on the next one."""
    lead = _LEAD.fullmatch(line.strip())
    return lead is not None


def _named(text: str) -> Byline | None:
    """Read what follows 'By'."""
    words = _CUT.sub("", text, count=1).strip(" .,:")
    rest = text[len(words) :]
    if not words or (text.endswith((".", "?", "!")) and not rest.strip(" .") and len(text.split()) > 8):  # noqa: PLR2004
        return None
    by_agency = _BY_WRITER.match(words)
    if by_agency and (signed := agency_named(by_agency[1])):
        names = _names(words[by_agency.end() :])[0]
        return Byline(names, signed) if names else None
    agency = next((found for piece in re.split(r"[|•·–—]|\s-\s", rest) if (found := agency_named(piece))), None)
    whole = agency_named(words)
    if _STAFF.fullmatch(words) and words[:1].isupper() and len(words.split()) <= _NAME_WORDS:
        return Byline((words,), whole or agency or trailing_agency(words)[1])
    if whole:
        return Byline((words,), whole)
    names, credit = _names(words)
    return Byline(names, credit or agency) if names else None


def _names(text: str) -> tuple[tuple[str, ...], str | None]:
    """Split a list of writers; titles, outlets and places between them are left out."""
    names: list[str] = []
    agency: str | None = None
    for index, raw in enumerate(_SPLIT.split(text)):
        piece, signed = trailing_agency(_HONORIFIC.sub("", _PLACED.sub("", raw)).strip(" .()"))
        agency = agency or signed or agency_named(raw) or _agency_within(raw)
        if is_name(piece) and not agency_named(piece) and not (index and _ROLE.search(piece)):
            if not index or len(piece.split()) > 1:
                names.append(piece)
        elif not index:
            return (), None
    return tuple(dict.fromkeys(names)), agency


def is_name(text: str) -> bool:
    """Return whether words could be a person's name: one to six words in capitals, with the usual particles."""
    words = text.split()
    if not 0 < len(words) <= _NAME_WORDS or len(text) > 60 or words[0].casefold() in _NOT_A_NAME:  # noqa: PLR2004
        return False
    return words[-1][:1].isupper() and all(_name_word(word) for word in words)


def _name_word(word: str) -> bool:
    letters = word.strip("'’.‘\"“”()")
    if not letters or not all(character.isalpha() or character in "'’.-‐" for character in letters):
        return False
    return (
        letters[0].isupper()
        or letters.casefold() in _PARTICLES
        or letters.casefold().startswith(("al-", "el-", "d'", "d’", "ul-"))
    )


def _signature(text: str) -> Byline | None:
    """Read a line that is a name with a title or an agency behind it: 'Tom Krisher, AP Auto Writer', 'JANE DOE | AFP'."""
    if len(text) > _SIGNATURE or text.endswith((".", "?", "!", ":")):
        return None
    pieces = re.split(r"\s*[,|•·]\s*|\s[–—-]\s", text)
    if not 2 <= len(pieces) <= 4 or not is_name(pieces[0]) or len(pieces[0].split()) < 2 or _ROLE.search(pieces[0]):  # noqa: PLR2004
        return None
    agency = next((found for piece in pieces[1:] if (found := agency_named(piece) or _agency_within(piece))), None)
    titled = any(_TITLE.search(piece) for piece in pieces[1:])
    return Byline((pieces[0],), agency) if agency or titled else None


_TITLE = re.compile(r"(?i:\b(?:correspondent|editor|writer|reporter|columnist)\b)$")


def _agency_within(piece: str) -> str | None:
    """Find the agency in 'Ap Auto Writer'."""
    first = piece.split(" ", 1)[0]
    return agency_named(first.upper()) if _TITLE.search(piece) and len(first) <= 4 else None  # noqa: PLR2004
