"""
The register of offices: who held one on a day, from the codebook and from what was read, each said apart.

A report that somebody holds an office is sure of its own day, and of all days up to the next report of the same person
in office; a report of an appointment is sure from its day on, one of a removal or resignation up to it.
Where sources disagree nobody is chosen: the finding is a conflict, with both sides.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from dateline import codebook
from dateline.codebook import rows as codebook_rows
from dateline.errors import UsageError
from dateline.records import Change
from dateline.store.tenures import Told, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.codebook import OfficeHolder
    from dateline.store import Reader

# How long a report of somebody in office is taken to hold where no later one tells, and none of somebody else.
STILL = timedelta(days=92)
_IN_OFFICE_AFTER = frozenset((Change.HOLDS, Change.NAMED, Change.TAKES))
_IN_OFFICE_BEFORE = frozenset((Change.HOLDS, Change.LEAVES, Change.REMOVED))


class Finding(StrEnum):
    """What the register says."""

    AGREED = "agreed"  # codebook and reading name the same person
    CODEBOOK = "codebook"  # the codebook alone
    READ = "read"  # what was read alone
    SEVERAL = "several"  # more than one, and no source says who of them on that day
    CONFLICT = "conflict"  # the sources contradict one another
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Term:
    """One source's word on one person in the office."""

    person: str
    source: str  # "codebook" or "read"
    first: date | None  # the first day that the source vouches for; None: open
    last: date | None
    sure: bool
    why: str  # in words
    told: tuple[Told, ...] = ()  # what was read


@dataclass(frozen=True, slots=True)
class OfficeAnswer:
    """Who held an office on a day."""

    office: str
    of: str
    on: date
    finding: Finding
    holders: tuple[Term, ...]  # who held it, as the sources say; of a conflict all sides
    others: tuple[Term, ...] = ()  # whom the sources name near that day without vouching for it
    reasons: tuple[str, ...] = ()  # of a conflict, or of what stays open


def who_held(office: str, of: str, on: date, *, reader: Reader | None = None) -> OfficeAnswer:
    """
    Return who held an office of a state or organisation on a day.

    Args:
        office: a title: "foreign minister"; offices that are the same in other states count ("secretary of state").
        of: a state by code or name, or an organisation by its code ("IGO:NATO", "NATO").
        on: the day.
        reader: the record to look into; None: the codebook alone.

    Raises:
        UsageError: no state or organisation is called so.
    """
    body, names = _body(of), offices_like(office)
    listed = _listed(names, body, on)
    told = told_of(reader, _titles(names), body) if reader is not None else ()
    read = tuple(term for person in _by_person(told) if (term := _read(person, on)) is not None)
    read = tuple(sorted(read, key=lambda term: term.person))
    sure = [term for term in read if term.sure and (term.last is not None or not _is_closed(term, told, on))]
    weak = [term for term in read if not term.sure and not _is_closed(term, told, on)]
    gone = [term for person in _by_person(told) if (term := _gone(person, on)) is not None]
    finding, holders, reasons = _judge(listed, (sure, weak, gone), on, shared=bool(names & _shared()))
    others = tuple(term for term in weak if term not in holders)
    return OfficeAnswer(min(names, key=lambda name: name != _known(office)), body, on, finding, tuple(holders), others, reasons)


# ------------------------------------------------------------------ names
def offices_like(title: str) -> frozenset[str]:
    """Return the office that a title names, with those that are the same in other states."""
    office = _known(title)
    for kind, offices in _lists().items():
        # 'leader' is any of several offices, so that it tells none of them apart.
        if kind.startswith("same office") and office in offices and "leader" not in offices:
            return offices
    return frozenset((office,))


def _known(title: str) -> str:
    wanted = " ".join(title.casefold().split())
    for office in codebook.load().offices:
        if wanted == office.name or wanted in office.titles:
            return office.name
    return wanted


def _titles(names: Iterable[str]) -> frozenset[str]:
    wanted = set(names)
    held = (office for office in codebook.load().offices if office.name in wanted)
    return frozenset(wanted).union(*((office.name, *office.titles) for office in held))


def _lists() -> dict[str, frozenset[str]]:
    return {row.text("kind"): frozenset(row.words("words")) for row in codebook_rows.read("actor_words")}


def _shared() -> frozenset[str]:
    """Return the offices that several persons hold at once."""
    return _lists()["shared office"]


def _body(of: str) -> str:
    state = codebook.country(of)
    if state is not None:
        return state
    wanted = of.removeprefix("IGO:").casefold()
    for igo in codebook.load().igos:
        if wanted in {name.casefold() for name in (igo.code, igo.name, *igo.surfaces)}:
            return f"IGO:{igo.code}"
    message = f"no state or organisation is called {of!r}. States go by code or name: CHN, China; organisations so: IGO:NATO"
    raise UsageError(message)


# ------------------------------------------------------------------ the codebook
def _listed(names: Iterable[str], of: str, on: date) -> list[Term]:
    month, wanted = f"{on:%Y-%m}", set(names)
    held = (holder for holder in codebook.office_holders() if holder.of == of and holder.office in wanted)
    return [_term(holder) for holder in held if holder.held_on(month) and _within(holder, on)]


def _within(holder: OfficeHolder, on: date) -> bool:
    return (holder.first_day or date.min) <= on <= (holder.last_day or date.max)


def _term(holder: OfficeHolder) -> Term:
    since, until = holder.first_day or holder.start or "before 2010", holder.last_day or holder.end or "now, or unknown"
    why = f"{holder.office}, {since} to {until}" + ("" if holder.certain else ", not sure")
    first, last = holder.first_day or _month(holder.start, last=False), holder.last_day or _month(holder.end, last=True)
    return Term(holder.person, "codebook", first, last, holder.certain, why)


def _month(month: str | None, *, last: bool) -> date | None:
    if month is None:
        return None
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1] if last else 1)


def _same(one: str, other: str) -> bool:
    """Return whether two names are one person's, as the codebook's other spellings tell."""
    spelled = [{name.casefold() for name in (holder.person, *holder.aliases)} for holder in codebook.office_holders()]
    pair = {one.casefold(), other.casefold()}
    return len(pair) == 1 or any(pair <= names for names in spelled)


# ------------------------------------------------------------------ what was read
def _by_person(told: Sequence[Told]) -> list[list[Told]]:
    found: dict[str, list[Told]] = {}
    for one in told:
        if _day(one) is not None:
            found.setdefault(one.person.id, []).append(one)
    # On one day the end of a term comes last: 'Foreign Minister X was removed' says both that X held it and that it is over.
    return [
        sorted(several, key=lambda one: (_day(one) or date.min, one.tenure.change not in _IN_OFFICE_AFTER))
        for several in found.values()
    ]


def _day(told: Told) -> date | None:
    """Return the day that a report vouches for: that of the change, else that of the story."""
    tenure = told.tenure
    for when in (tenure.start, tenure.end, tenure.as_of):
        if when is not None and (when.start or when.end) is not None:
            return when.start or when.end
    return told.published


def _read(several: Sequence[Told], on: date) -> Term | None:
    """Return the word of what was read on a person and a day; None where it says nothing for the person."""
    before = [one for one in several if (_day(one) or date.max) <= on]
    after = [one for one in several if (_day(one) or date.min) > on]
    was = before[-1] if before and before[-1].tenure.change in _IN_OFFICE_AFTER else None
    will = after[0] if after and after[0].tenure.change in _IN_OFFICE_BEFORE else None
    if before and was is None and _day(before[-1]) == on and before[-1].tenure.change in _IN_OFFICE_BEFORE:
        was = before[-1]  # who leaves on the day still held it
    if was is None and (will is None or before):
        return None
    first, last = _day(was) if was else None, _day(will) if will else None
    person = several[0].person.name
    if was is not None and (will is not None or first == on):
        return Term(person, "read", first, last or first, sure=True, why=_words(was, will), told=_both(was, will))
    if was is not None and first is not None:
        sure = was.tenure.change is not Change.HOLDS and on - first <= STILL and not after
        return Term(person, "read", first, None, sure=sure, why=_words(was, None), told=(was,))
    return Term(person, "read", None, last, sure=False, why=_words(None, will), told=_both(None, will))


def _both(was: Told | None, will: Told | None) -> tuple[Told, ...]:
    return tuple(one for one in (was, will) if one is not None)


_VERBS = {
    Change.HOLDS: "in office",
    Change.NAMED: "named",
    Change.TAKES: "took office",
    Change.LEAVES: "left office",
    Change.REMOVED: "removed",
    Change.FORMER: "called a former one",
}


def _words(was: Told | None, will: Told | None) -> str:
    parts = [f"{_VERBS[one.tenure.change]} {_day(one)}" for one in (was, will) if one is not None]
    return "reported " + ", then ".join(parts)


def _gone(several: Sequence[Told], on: date) -> Term | None:
    """Return that a person was reported out of office by a day, where no later report before it says otherwise."""
    before = [one for one in several if (_day(one) or date.max) < on]
    if not before or before[-1].tenure.change in _IN_OFFICE_AFTER:
        return None
    last = before[-1]
    return Term(last.person.name, "read", None, _day(last), sure=True, why=_words(last, None), told=(last,))


def _is_closed(term: Term, told: Sequence[Told], on: date) -> bool:
    """Return whether somebody else was reported in the office between a report and the day, so that it tells nothing of it."""
    low, high = (term.first, on) if term.first is not None else (on, term.last)
    others = (one for one in told if not _same(one.person.name, term.person) and one.tenure.change in _IN_OFFICE_AFTER)
    return any(low is not None and high is not None and low < (_day(one) or date.min) <= high for one in others)


# ------------------------------------------------------------------ the judgement
_Read = tuple[list[Term], list[Term], list[Term]]  # sure, not sure, out of office
_Judged = tuple[Finding, list[Term], tuple[str, ...]]


def _judge(listed: list[Term], read: _Read, on: date, *, shared: bool) -> _Judged:
    sure, weak, gone = read
    if shared and (listed or sure):
        return _of_many(listed, sure)
    if sure:
        return _of_reports(sure, listed)
    if listed:
        return _of_codebook(listed, weak, gone, on)
    recent = _apart(weak)
    finding = Finding.UNKNOWN if not recent else Finding.READ if len(recent) == 1 else Finding.SEVERAL
    return finding, weak, ("no report vouches for the day itself",) if recent else ()


def _of_many(listed: list[Term], sure: list[Term]) -> _Judged:
    """Judge an office that several persons hold at once, so that two of them are no conflict."""
    if len(_apart([*listed, *sure])) > 1:
        return Finding.SEVERAL, [*listed, *sure], ("several persons hold such an office at once",)
    return (Finding.AGREED if listed and sure else Finding.CODEBOOK if listed else Finding.READ), [*listed, *sure], ()


def _of_reports(sure: list[Term], listed: list[Term]) -> _Judged:
    """Judge where reports vouch for the day."""
    persons = [term.person for term in _apart(sure)]
    if len(persons) > 1:
        return Finding.CONFLICT, [*sure, *listed], (f"reports have {' and '.join(persons)} in office on that day",)
    same = [term for term in listed if _same(term.person, persons[0])]
    if same or not listed:
        return (Finding.AGREED if same else Finding.READ), [*sure, *same], ()
    names = " or ".join(term.person for term in _apart(listed))
    if any(term.sure for term in listed):
        return Finding.CONFLICT, [*sure, *listed], (f"reports have {persons[0]} in office, the codebook {names}",)
    return Finding.READ, sure, (f"the codebook, not sure, has {names}",)


def _of_codebook(listed: list[Term], weak: list[Term], gone: list[Term], on: date) -> _Judged:
    """Judge where the codebook alone vouches for the day."""
    persons = _apart(listed)
    if len(persons) > 1:
        that_day = all(on in (term.first, term.last) for term in persons)
        when = "on that day" if that_day else "in that month, and the codebook does not know the day"
        return Finding.SEVERAL, listed, (f"the office passed on {when}",)
    for out in gone:
        if _same(out.person, persons[0].person):
            return Finding.CONFLICT, [*listed, out], (f"the codebook has {out.person} in office, who was {out.why}",)
    seen = [term for term in weak if _same(term.person, persons[0].person)]
    return (Finding.AGREED if seen else Finding.CODEBOOK), [*listed, *seen], ()


def _apart(terms: Iterable[Term]) -> list[Term]:
    """Return one term for each person."""
    found: list[Term] = []
    for term in terms:
        if not any(_same(term.person, other.person) for other in found):
            found.append(term)
    return found
