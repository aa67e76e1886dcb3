"""What a form makes of a record: the fields that it changes, or all those of one that is added."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dateline.codebook import event_codes, load
from dateline.errors import UsageError
from dateline.records import Change, Citation, Comparator, Precision, StatementKind, Status, StoryId, record_id
from dateline.spans import Span
from dateline.web.choices import Json, cited, located, mentions_of

if TYPE_CHECKING:
    from dateline.records import Story
    from dateline.store import Reader

Values = Mapping[str, tuple[str, ...]]
MAX_WORDS = 4000  # characters that somebody may mark


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent, with the story that it is about."""

    values: Values
    story: Story
    reader: Reader
    near: int = 0  # where in the story the record stands

    def one(self, name: str) -> str:
        """Return the value of a field, without blanks around it."""
        return next(iter(self.values.get(name, ())), "").strip()

    def has(self, name: str) -> bool:
        """Return whether the form had such a field."""
        return name in self.values

    def mentions(self, name: str) -> list[Json]:
        """Return the actors chosen for a role."""
        return mentions_of(self.values.get(name, ()), self.one(f"{name}_more"), self.story, self.reader, near=self.near)

    def actors(self, name: str) -> list[str]:
        """Return the ids of the actors chosen for a role."""
        return list(dict.fromkeys(one["actor"] for one in self.mentions(name) if one["actor"]))

    def among(self, name: str, allowed: Mapping[str, object] | type) -> str:
        """
        Return a value of a closed list.

        Raises:
            UsageError: it is none.
        """
        known = [str(one) for one in allowed]  # type: ignore[union-attr]  # an enumeration is iterable
        value = self.one(name)
        if value not in known:
            message = f"{name}: there is no {value!r}. There are {', '.join(known)}"
            raise UsageError(message)
        return value


def changes(kind: str, sent: Sent, before: Json) -> Json:
    """
    Return the fields that a form changes.

    Raises:
        UsageError: a value cannot be.
    """
    after = _FIELDS[kind](sent, before)
    changed = {name: value for name, value in after.items() if value != before.get(name)}
    if kind == "event" and changed.keys() & {"type", "mode", "evidence"}:
        changed |= _scores({**before, **changed})
    return changed


def added(kind: str, sent: Sent) -> tuple[str, Json]:
    """
    Return the id and the fields of a record that a person adds.

    Raises:
        UsageError: a value cannot be, or words are missing.
    """
    words = _marked(sent)
    if kind == "statement":
        key = _id(kind, sent.story.id, words)
        blank: Json = {"content": [cited(sent.story.text, words)], "cue": None, "quotation": None, "via": [], "place": None}
        fields = {**blank, **_statement(sent, blank), "addressees": []}
        fields["addressees"] = [one["actor"] for one in fields["addressee_mentions"] if one["actor"]]
    elif kind == "event":
        trigger = _trigger(sent, words)
        key = _id(kind, sent.story.id, trigger)
        blank = {"evidence": cited(sent.story.text, words), "trigger": cited(sent.story.text, trigger)}
        fields = {**blank, **_event(sent, blank)}
        fields |= {**_scores(fields), "statement": None, "announced": None, "place": None}
    else:
        message = f"a {kind} cannot be added by hand; statements and events can"
        raise UsageError(message)
    return key, {**fields, "id": key, "story": sent.story.id, "confidence": 1.0}


def _id(kind: str, story: StoryId, span: Span) -> str:
    return record_id(kind, Citation(story, span, ""))


def _marked(sent: Sent) -> Span:
    """Return the words that the person marked, by their place or as they were typed."""
    start, end = sent.one("start"), sent.one("end")
    if start.isdecimal() and end.isdecimal() and 0 <= int(start) < int(end) <= len(sent.story.text):
        marked = sent.story.text[int(start) : int(end)]
        if not sent.one("words") or sent.one("words").split() == marked.split():
            return _trimmed(sent.story.text, int(start), int(end))
    words = sent.one("words")
    if not words or len(words) > MAX_WORDS:
        message = "mark the words in the story, or copy them into the field" if not words else "these are too many words"
        raise UsageError(message)
    return located(sent.story.text, words, near=sent.near)


def _trimmed(text: str, start: int, end: int) -> Span:
    marked = text[start:end]
    left, right = len(marked) - len(marked.lstrip()), len(marked) - len(marked.rstrip())
    if left == len(marked):
        message = "mark some words, not only blanks"
        raise UsageError(message)
    return Span(start + left, end - right)


def _trigger(sent: Sent, evidence: Span) -> Span:
    words = sent.one("trigger")
    if not words:
        return evidence
    inside = evidence.of(sent.story.text)
    found = located(inside, words)
    return Span(evidence.start + found.start, evidence.start + found.end)


# ------------------------------------------------------------------ the fields of each kind
def _event(sent: Sent, before: Json) -> Json:
    book = load()
    type_ = sent.among("type", book.types)
    mode = sent.one("mode") or None
    if mode is not None and (type_, mode) not in book.modes:
        allowed = ", ".join(name for kind, name in book.modes if kind == type_) or "none"
        message = f"{type_} has no mode {mode!r}. It has {allowed}"
        raise UsageError(message)
    made = {"type": type_, "mode": mode, "status": sent.among("status", Status), "when": _when(sent, before.get("when"))}
    words = sent.one("words") if "id" in before else ""
    if words and words.split() != before["evidence"]["text"].split():
        made["evidence"] = cited(sent.story.text, located(sent.story.text, words, near=sent.near))
    return {**made, "actors": sent.mentions("actors"), "recipients": sent.mentions("recipients")}


def _scores(event: Json) -> Json:
    """Return the codes and scores of an event's type and mode, and the words of its evidence."""
    words = frozenset(event["evidence"]["text"].lower().split())
    cameo = event_codes.cameo_of(event["type"], event["mode"], words)
    scores = event_codes.scores_of(event["type"], event["mode"], cameo)
    return {
        "cameo": cameo,
        "goldstein": scores.goldstein,
        "plover_score": scores.plover,
        "quad_plover": scores.quad_plover,
        "quad_cameo": scores.quad_cameo,
    }


def _statement(sent: Sent, before: Json) -> Json:
    addressed = sent.mentions("addressees")
    made: Json = {"kind": sent.among("kind", StatementKind), "speakers": sent.mentions("speakers")}
    made |= {"addressee_mentions": addressed, "said_on": _when(sent, before.get("said_on"))}
    words = sent.one("words") if "id" in before else ""
    if words and words.split() != " ".join(piece["text"] for piece in before["content"]).split():
        made["content"] = [cited(sent.story.text, located(sent.story.text, words, near=sent.near))]
    if "id" in before:
        made["addressees"] = [one["actor"] for one in addressed if one["actor"]]
    return made


def _tenure(sent: Sent, before: Json) -> Json:
    office, person, of = sent.one("office"), sent.actors("person"), sent.actors("of")
    if not office or len(person) != 1 or len(of) > 1:
        message = "a tenure has one office, one person, and at most one whose office it is"
        raise UsageError(message)
    made = {name: _when(sent, before.get(name), name) for name in ("start", "end", "as_of") if sent.has(f"{name}_first")}
    return {"office": office, "person": person[0], "of": of[0] if of else None, "change": sent.among("change", Change), **made}


def _figure(sent: Sent, before: Json) -> Json:
    value, upper = _number(sent.one("value"), "value"), sent.one("value_to")
    if value is None or not sent.one("subject"):
        message = "a figure has a subject and a value"
        raise UsageError(message)
    return {
        "subject": sent.one("subject"),
        "value": value,
        "value_to": _number(upper, "value_to"),
        "unit": sent.one("unit"),
        "comparator": sent.among("comparator", Comparator),
        "actors": sent.actors("actors"),
        "when": _when(sent, before.get("when")),
    }


def _number(given: str, name: str) -> float | None:
    if not given:
        return None
    try:
        value = float(given.replace(",", "").replace("\u202f", ""))
    except ValueError as error:
        message = f"{name}: {given!r} is no number"
        raise UsageError(message) from error
    if not abs(value) < 1e18:  # noqa: PLR2004  # no figure of a relation is above it; infinity and nan are none
        message = f"{name}: {given!r} is no number that can be"
        raise UsageError(message)
    return int(value) if value.is_integer() else value


def _when(sent: Sent, before: Json | None, prefix: str = "when") -> Json | None:
    """Return days as a form gives them; those that it leaves as they were keep the words that they came from."""
    first, last = _day(sent, f"{prefix}_first"), _day(sent, f"{prefix}_last")
    if first is None and last is None:
        return None
    if first is not None and last is not None and last < first:
        message = f"the last day, {last}, is before the first, {first}"
        raise UsageError(message)
    precision = sent.among(f"{prefix}_precision", Precision)
    days = {"start": first.isoformat() if first else None, "end": last.isoformat() if last else None, "precision": precision}
    if before is not None and all(before.get(name) == value for name, value in days.items()):
        return before
    return {**days, "text": None, "span": None}


def _day(sent: Sent, name: str) -> date | None:
    given = sent.one(name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        message = f"{given!r} is no day. Write it like 2023-12-31"
        raise UsageError(message) from error


_FIELDS: Mapping[str, Callable[[Sent, Json], Json]] = {
    "event": _event,
    "statement": _statement,
    "tenure": _tenure,
    "figure": _figure,
}
