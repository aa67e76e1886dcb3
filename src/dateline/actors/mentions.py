"""One story's phrases → mentions of actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.actors import naming
from dateline.actors.cities import is_government
from dateline.actors.lexicon import Sort
from dateline.actors.people import Person, leads
from dateline.actors.phrases import Phrase, state_of
from dateline.actors.society import Society
from dateline.actors.words import Words
from dateline.codebook import Codebook, Metonym, Office, Organ, State
from dateline.records import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name an actor, by their tokens, and what sort of words they are."""

    start: int
    end: int
    head: int
    sort: str  # "state", "adjective", "capital", "place", "organ", "person", "office", "people", "body"
    actor: Actor | None  # None: a capital that is a place, a title whose holder is unknown
    host: Actor | None = None  # the state that a capital lies in, that an organ or person is of
    person: bool = False


class Maker:
    """Turns phrases into mentions of actors, in text order."""

    def __init__(self, words: Words, society: Society, people: dict[int, Person], home: State | None, book: Codebook) -> None:
        self.words, self.society, self.people, self.home, self.book = words, society, people, home, book
        self.last_person: Person | None = None

    def make(self, phrases: Sequence[Phrase]) -> list[Named]:
        named: list[Named] = []
        for phrase in phrases:
            named.extend(self._parts(phrase))
            whole = self._whole(phrase)
            if whole is not None:
                named.append(whole)
        return named

    def _parts(self, phrase: Phrase) -> list[Named]:
        """Return the state inside a longer phrase: 'Chinese' in 'Chinese President Xi Jinping'."""
        owner = phrase.owner
        if owner is None or not (phrase.links or phrase.person or phrase.attribute):
            return []
        actor = naming.of_hit(owner)
        return [Named(owner.start, owner.end, owner.end - 1, "adjective", actor, actor)] if actor else []

    def _whole(self, phrase: Phrase) -> Named | None:
        if phrase.person:
            return self._person(phrase)
        if phrase.attribute:
            return None
        if phrase.head is None:
            return self._name(phrase)
        sort = phrase.head.entry.sort
        if sort is Sort.ORGAN:
            return self._organ(phrase)
        if sort is Sort.TITLE:
            return self._office(phrase)
        return self._people(phrase)

    # ---------------------------------------------------------------- names alone
    def _name(self, phrase: Phrase) -> Named | None:
        owner = phrase.owner
        if owner is None:
            return None
        actor, sort = naming.of_hit(owner), owner.entry.sort
        place = Named(owner.start, owner.end, owner.end - 1, "place", None, actor)
        if sort is Sort.CAPITAL:
            state = state_of(owner)
            used = state is not None and self.words.plain[owner.start] in {name.split()[0] for name in state.governments}
            if not used or not is_government(self.words, owner):
                return place
        kind = "body" if sort not in {Sort.STATE, Sort.ADJECTIVE, Sort.CAPITAL} else sort.value
        host = naming.of_state(self.book.states[actor.country]) if actor and actor.country else None
        return Named(owner.start, owner.end, owner.end - 1, kind, actor, host)

    def _state(self, phrase: Phrase) -> State | None:
        owner = phrase.owner
        if owner is None:
            return None
        if isinstance(owner.entry.item, State):
            return owner.entry.item
        return self.book.states[owner.entry.item.code] if isinstance(owner.entry.item, Metonym) else None

    # ---------------------------------------------------------------- organs and people of a state
    def _organ(self, phrase: Phrase) -> Named | None:
        organ = phrase.head.entry.item if phrase.head else None
        if not isinstance(organ, Organ):
            return None
        owner = phrase.owner
        if owner is not None and not isinstance(owner.entry.item, State):
            actor = naming.of_hit(owner)
            return Named(phrase.start, phrase.end, phrase.head_token, "body", actor, self._host(actor))
        state = self._state(phrase) or self._state_of_organ(organ, phrase)
        if state is None:
            return None
        first = phrase.links[0].entry.item
        named = first if isinstance(first, Organ) and organ.key == "ministry" else organ
        return Named(phrase.start, phrase.end, phrase.head_token, "organ", naming.of_organ(named, state), naming.of_state(state))

    def _state_of_organ(self, organ: Organ, phrase: Phrase) -> State | None:
        if phrase.determiner != "the":
            return None
        country = self.society.country_of_organ(organ.key, phrase.start)
        return self.book.states[country] if country else None

    def _people(self, phrase: Phrase) -> Named | None:
        sector = phrase.head.entry.item if phrase.head else None
        state = self._state(phrase)
        if self.society.is_counterpart(phrase, self.words):
            return self._counterpart(phrase)
        if not isinstance(sector, str) or state is None:
            return None
        name = self._called(phrase, state)
        return Named(
            phrase.start, phrase.end, phrase.head_token, "people", naming.of_people(name, sector, state), naming.of_state(state)
        )

    def _counterpart(self, phrase: Phrase) -> Named | None:
        state = self._state(phrase)
        offices = self.last_person.offices if self.last_person else []
        if state is None or not offices:
            return None
        return self._held(phrase, offices, state)

    def _called(self, phrase: Phrase, state: State) -> str:
        adjective = "US" if state.code == "USA" else state.adjectives[0] if state.adjectives else state.name
        words = [self.words.written[token] for hit in phrase.links for token in range(hit.start, hit.end)]
        return " ".join([adjective, *words])

    # ---------------------------------------------------------------- persons
    def _person(self, phrase: Phrase) -> Named | None:
        person = self.people.get(phrase.start)
        if person is None:
            return self._organisation(phrase)
        if self.society.is_counterpart(phrase, self.words) and self.last_person and not person.offices:
            person.offices.extend(self.last_person.offices)
            person.sector = self.last_person.sector
        if person.sector is None and self.society.is_counterpart(phrase, self.words):
            person.sector = "GOV"
        self.last_person = person
        actor = naming.of_person(person)
        return Named(phrase.start, phrase.end, phrase.head_token, "person", actor, self._host(actor), person=True)

    def _organisation(self, phrase: Phrase) -> Named | None:
        start, end = phrase.person or (phrase.start, phrase.end)
        if phrase.links or end - start == 1 or not self.words.has_organisation_word(start, end):
            return None
        actor = naming.of_organisation(self.words.analysis.words_of((start, end)), None, None)
        return Named(start, end, end - 1, "body", actor)

    def _office(self, phrase: Phrase) -> Named | None:
        office, state = phrase.titles[-1], self._state(phrase)
        if office.head == "rank" or self._is_plural(phrase):
            return self._officials(phrase, office, state)
        offices = [other.name for other in self.book.offices if leads(other)] if office.name == "leader" else [office.name]
        if state is None and phrase.owner is not None:
            return self._of_a_body(phrase, offices)
        if state is None:
            return self._known_office(phrase, offices)
        return self._held(phrase, offices, state)

    def _known_office(self, phrase: Phrase, offices: Sequence[str]) -> Named | None:
        if phrase.determiner not in {"the", "his", "her", "their", "its"}:
            return None
        person = self.society.holder_in_story(offices, None, phrase.start)
        if person is not None:
            return self._as_person(phrase, person)
        return self._held(phrase, offices, self.home) if self.home and phrase.titles[-1].head == "yes" else None

    def _of_a_body(self, phrase: Phrase, offices: Sequence[str]) -> Named | None:
        body = naming.of_hit(phrase.owner) if phrase.owner else None
        if body is None or phrase.former or phrase.determiner in {"a", "an"}:
            return None
        wanted = ["secretary general"] if phrase.titles[-1].name in {"leader", "chairman"} else offices
        person = self.society.holder_in_body(wanted, body.id, phrase.start)
        if person is None and body.kind is ActorKind.IGO:
            person = self.society.registered(wanted, body.id, phrase.start)
        return self._as_person(phrase, person) if person else None

    def _held(self, phrase: Phrase, offices: Sequence[str], state: State) -> Named | None:
        if not phrase.former and phrase.determiner not in {"a", "an"}:
            person = self.society.holder_in_story(offices, state.code, phrase.start)
            if person is None and "spokesperson" not in offices:
                person = self.society.registered(offices, state.code, phrase.start)
            if person is not None:
                return self._as_person(phrase, person)
        return self._officials(phrase, phrase.titles[-1] if phrase.titles else None, state)

    def _as_person(self, phrase: Phrase, person: Person) -> Named:
        self.last_person = person
        actor = naming.of_person(person)
        return Named(phrase.start, phrase.end, phrase.head_token, "office", actor, self._host(actor), person=True)

    def _officials(self, phrase: Phrase, office: Office | None, state: State | None) -> Named | None:
        if state is None:
            return None
        sector = (office.sector if office else None) or "GOV"
        actor = naming.of_people(self._called(phrase, state), sector, state)
        return Named(phrase.start, phrase.end, phrase.head_token, "people", actor, naming.of_state(state))

    def _is_plural(self, phrase: Phrase) -> bool:
        last = self.words.lower[phrase.head.end - 1] if phrase.head else ""
        return last.endswith(("men", "s")) and not last.endswith("ss")

    def _host(self, actor: Actor | None) -> Actor | None:
        return naming.of_state(self.book.states[actor.country]) if actor and actor.country else None
