"""What a page declares about its report in its head: JSON-LD, meta tags, the language of the markup."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from dateline.stages.story.patterns import words

if TYPE_CHECKING:
    from lxml.etree import _Element

Json: TypeAlias = "None | bool | float | str | list[Json] | dict[str, Json]"

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|NewsStory|Review|Posting)$")
_DAY = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_CONTROL = re.compile(r"[\x00-\x1f]")
_CDATA = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$")
_MARKUP = re.compile(r"<[^>]{0,500}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^>]{0,200}>", re.IGNORECASE)
_DEEPEST = 12  # levels of JSON-LD; a graph of graphs is no article
_ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|@")

_HEADLINE = words("headline", section="meta")
_AUTHOR = words("author", section="meta")
_PUBLISHED = words("published", section="meta")
_OUTLET = words("outlet", section="meta")
_SECTION = words("section", section="meta")
_LOCALE = words("locale", section="meta")
_ADDRESS_OF_PAGE = words("address", section="meta")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the head of a page says; None or empty: it does not."""

    headline: str | None = None
    headlines: tuple[str, ...] = ()  # all that it gives, to tell a headline printed in the page
    authors: tuple[str, ...] = ()
    published: date | None = None
    outlet: str | None = None
    section: str | None = None
    language: str | None = None  # ISO 639-1
    url: str | None = None
    body: str = ""


def read_declared(root: _Element) -> Declared:
    """Return what a page's head declares; JSON-LD comes before meta tags."""
    metas = _metas(root)
    article = next(_articles(root), {})
    title = _squeezed(root.findtext(".//title"))
    headlines = tuple(
        dict.fromkeys(filter(None, (_text(article.get("headline")), *(_first(metas, (name,)) for name in _HEADLINE), title)))
    )
    return Declared(
        headline=headlines[0] if headlines else None,
        headlines=headlines,
        authors=_authors(article.get("author")) or tuple(name for name in _all(metas, _AUTHOR) if not _ADDRESS.search(name)),
        published=_day(_text(article.get("datePublished"))) or next(filter(None, map(_day, _all(metas, _PUBLISHED))), None),
        outlet=_first(metas, _OUTLET[:1]) or _name(article.get("publisher")) or _first(metas, _OUTLET),
        section=_text(_one(article.get("articleSection"))) or _first(metas, _SECTION),
        language=_language(
            root.get("lang")
            or root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or _text(article.get("inLanguage"))
            or _first(metas, _LOCALE)
        ),
        url=_first(metas, _ADDRESS_OF_PAGE)
        or next((link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None),
        body=_body(article.get("articleBody")),
    )


def _metas(root: _Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        attributes = meta.attrib
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or attributes.get("http-equiv")
        content = _squeezed(attributes.get("content"))
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def _all(metas: dict[str, list[str]], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of the first of the names that has any."""
    return next((tuple(dict.fromkeys(metas[name])) for name in names if name in metas), ())


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next(iter(_all(metas, names)), None)


def _squeezed(text: str | None) -> str | None:
    return " ".join(html.unescape(text).split()) or None if text else None


# ------------------------------------------------------------------ JSON-LD
def _articles(root: _Element) -> Iterator[dict[str, Json]]:
    for script in root.iter("script"):
        if script.get("type", "").strip().lower().startswith("application/ld+json") and script.text:
            yield from _articles_in(_parsed(script.text), 0)


def _parsed(text: str) -> Json:
    cleaned = _CONTROL.sub(" ", _CDATA.sub("", text))
    try:
        parsed: Json = json.loads(cleaned.rstrip(" ;"))
    except (ValueError, RecursionError):
        return None  # a page's broken JSON-LD says nothing
    return parsed


def _articles_in(value: Json, depth: int) -> Iterator[dict[str, Json]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _articles_in(inner, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        if any(isinstance(one, str) and _ARTICLE.search(one) for one in (types if isinstance(types, list) else [types])):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(value.get(key), list | dict):
                yield from _articles_in(value[key], depth + 1)


def _one(value: Json) -> Json:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Json) -> str | None:
    return _squeezed(value) if isinstance(value, str) else None


def _name(value: Json) -> str | None:
    value = _one(value)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _authors(value: Json) -> tuple[str, ...]:
    people = value if isinstance(value, list) else [value]
    names: list[str] = []
    for person in people:
        name: Json = person.get("name") if isinstance(person, dict) else person
        names += [
            found for one in (name if isinstance(name, list) else [name]) if (found := _text(one)) and not _ADDRESS.search(found)
        ]
    return tuple(dict.fromkeys(names))


def _body(value: Json) -> str:
    if not isinstance(value, str):
        return ""
    text = html.unescape(value)
    if "<" in text:
        text = html.unescape(_MARKUP.sub("", _BREAK.sub("\n", text)))
    return text


def _day(text: str | None) -> date | None:
    match = _DAY.match(text) if text else None
    if match is None:
        return None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None  # 31 February is no day


def _language(text: str | None) -> str | None:
    code = re.split(r"[-_,;\s]", text.strip().lower(), maxsplit=1)[0] if text else ""
    return code if re.fullmatch(r"[a-z]{2}", code) else None
