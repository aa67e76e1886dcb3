"""What templates say: days, names and quotations in plain words; every address made here is one of ours, or checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup, escape

from dateline import codebook
from dateline.tabular import named
from dateline.terminal import days, sentence_around

if TYPE_CHECKING:
    from dateline.records import Actor, ActorId, Episode, Figure, Interval, Mention
    from dateline.store import Head

STATUS = {
    "occurred": "it happened",
    "ongoing": "it is going on",
    "planned": "it is to happen",
    "hypothetical": "it could happen",
    "alleged": "somebody charges that it happened",
    "denied": "it was charged and is denied",
    "negated": "it did not happen",
    "historical": "it happened in an earlier year, or is background",
}
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
LINKS = {"follows": "follows", "denies": "denies", "answers": "answers", "recalls": "recalls"}
BACK = {"follows": "followed by", "denies": "denied by", "answers": "answered by", "recalls": "recalled by"}


def country(code: str | None) -> str:
    """Return the usual name of a state, or the code itself."""
    found = codebook.load().states.get(code or "")
    return found.name if found else code or ""


def day(value: date | datetime | None) -> str:
    """Return a day as a person writes it: '3 May 2024'."""
    return f"{value.day} {value:%b %Y}" if value else ""


def when(interval: Interval | None) -> str:
    """Return days as a person writes them, an en dash between them."""
    return days(interval).replace("-", "–")


def iso(interval: Interval | None) -> str:
    """Return the first known day for a machine: '2024-05-03'."""
    found = (interval.start or interval.end) if interval else None
    return found.isoformat() if found else ""


def people(mentions: Iterable[Mention], actors: Mapping[ActorId, Actor]) -> Markup:
    """Return who is meant, each a link to the actor's page where one is known."""
    seen: dict[str, Markup] = {}
    for mention in mentions:
        actor = actors.get(mention.actor) if mention.actor is not None else None
        name = actor.name if actor else mention.citation.quote
        seen.setdefault(name, _linked(actor) if actor else escape(name))
    return Markup(", ").join(seen.values())


def parties(ids: Iterable[ActorId], actors: Mapping[ActorId, Actor]) -> Markup:
    """Return actors by name, each a link."""
    return Markup(", ").join(_linked(actors[name]) for name in dict.fromkeys(ids) if name in actors)


def _linked(actor: Actor) -> Markup:
    return Markup('<a href="/actor/{}">{}</a>').format(quote(actor.id, safe="/:"), actor.name)


def web_address(value: str | None) -> str | None:
    """Return an address of the web, and nothing else: what a page calls its address may be a script."""
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def address(path: str, **query: Any) -> str:  # noqa: ANN401  # any value that str shows
    """Return a path with a query, without what is empty."""
    pairs = [
        (name, one)
        for name, value in query.items()
        for one in (value if isinstance(value, (list, tuple)) else (value,))
        if one not in (None, "", False)
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def source(head: Head | None) -> str:
    """Return who reported: agency or outlet, else the page's name."""
    if head is None:
        return "source unknown"
    return head.agency or head.outlet or head.path.rsplit("/", 1)[-1]


def cited(head: Head | None) -> str:
    """Return where a quotation stands, in words: agency, place, day."""
    if head is None:
        return "story not found"
    return ", ".join(part for part in (source(head), head.place, day(head.published)) if part)


def number(value: float | None) -> str:
    """Return a number with thin spaces between thousands, without a needless fraction."""
    if value is None:
        return ""
    whole = f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.replace(",", "\u202f")


def signed(value: float | None) -> str:
    """Return a score with its sign: '+1.25', '−3'."""
    if value is None:
        return ""
    return ("+" if value > 0 else "\u2212" if value < 0 else "") + number(abs(value))


def period(start: date, per: str) -> str:
    """Return what a period is called that begins on a day: 'March 2021'."""
    if per == "year":
        return str(start.year)
    return day(start) if per in ("day", "week") else f"{start:%B %Y}"


_COMPARED = {"=": "", ">": "more than ", "<": "less than ", ">=": "at least ", "<=": "at most ", "~": "about "}


def amount(figure: Figure) -> str:
    """Return a number with its unit as the text compares it: 'more than 200 billion USD'."""
    upper = f" to {large(figure.value_to)}" if figure.value_to is not None else ""
    return f"{_COMPARED[figure.comparator.value]}{large(figure.value)}{upper} {figure.unit}"


_LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def large(value: float) -> str:
    """Return a number, a large one in millions or more: '240.1 billion'."""
    for size, name in _LARGE:
        if abs(value) >= size:
            return f"{number(round(value / size, 3))} {name}"
    return number(value)


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: '1 report', '2 reports'."""
    return f"{number(count)}\u00a0{one if count == 1 else many or one + 's'}"


def first_words(text: str, most: int = 280) -> str:
    """Return text on one line, cut after a word where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def episode_day(episode: Episode) -> str:
    """Return when an episode was or is to be."""
    return when(episode.when)


FILTERS: dict[str, Callable[..., Any]] = {
    "country": country,
    "day": day,
    "when": when,
    "iso": iso,
    "number": number,
    "signed": signed,
    "plural": plural,
    "first_words": first_words,
    "web_address": web_address,
    "source": source,
    "cited": cited,
}
__all__ = ["FILTERS", "named", "sentence_around"]
