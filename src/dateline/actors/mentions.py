"""One story's phrases → mentions of actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.actors import naming
from dateline.actors.cities import is_government
from dateline.actors.lexicon import Hit, Sort, plain
from dateline.actors.memory import Memory
from dateline.actors.people import Person, leads
from dateline.actors.phrases import Phrase, state_of
from dateline.actors.society import TAKES_THE_SECTOR_OF_ITS_ORGAN, Society
from dateline.actors.unnamed import called, called_of_a_body, near_state, organ_in, sector_of
from dateline.actors.words import POSSESSIVES, STATE_NOUNS, Words
from dateline.codebook import Codebook, Group, Metonym, Office, Organ, State
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
    backs: bool = False  # it only backs or arms what is named: the United States in 'US-backed rebels'


_JOINING = frozenset({"and", "or", ",", "senior"})
_NEAR = 2  # sentences before one that tell where it plays
_THEIRS = frozenset({"its", "their"})
_ACT_FOR_A_BODY = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "REB", "PTY", "JRN"})


class Maker:
    """Turns phrases into mentions of actors, in text order."""

    def __init__(self, words: Words, society: Society, people: dict[int, Person], home: State | None, book: Codebook) -> None:
        """
        Take what reading the phrases needs.

        Args:
            words: the story's tokens.
            society: the persons of the story.
            people: the person of each phrase that has one, by the phrase's first token.
            home: the state from whose soil the story reports.
            book: the tables.
        """
        self._words, self._society, self._people, self._home, self._book = words, society, people, home, book
        self._memory = Memory(book)
        self._owners: dict[int, State] = {}  # of the phrases behind 'its' and 'their', by their first token
        self.owned: list[tuple[int, Phrase]] = []  # these phrases, each with its pronoun
        self._unplaced: list[Phrase] = []  # rebels whose state no words tell
        self._heads = [office.name for office in book.offices if leads(office)]

    def make(self, phrases: Sequence[Phrase]) -> list[Named]:
        """Return the mentions, a state inside of a longer one before it."""
        named: list[Named] = []
        for number, phrase in enumerate(phrases):
            pronoun = self._pronoun_before(phrase)
            if pronoun is not None:
                self.owned.append((pronoun, phrase))
                continue
            parts, whole = self._parts(phrase), self._sharing(phrase, phrases[number + 1 :]) or self._whole(phrase)
            named.extend(parts)
            if whole is not None:
                named.append(whole)
                self._remember(whole)
            elif self._fights_here(phrase):
                self._unplaced.append(phrase)
            self._remember_states((*parts, *((whole,) if whole else ())))
        return [*named, *self._placed()]

    def _fights_here(self, phrase: Phrase) -> bool:
        """Return whether a phrase names rebels and does not tell whose."""
        if phrase.owner is not None or phrase.person or self._words.word(phrase.end) == "-":
            return False
        return any(self._words.is_in(hit.start, "rebels of the place") for hit in phrase.links)

    def _placed(self) -> list[Named]:
        """Return the rebels whose state no words tell as those of the state in which the sentences about them play."""
        found: list[Named] = []
        analysis = self._words.analysis
        for phrase in self._unplaced:
            here = analysis.sentence_of(phrase.start)
            state = self._memory.scene(analysis.sentences[max(0, here - _NEAR)][0], analysis.sentences[here][1])
            people = naming.of_people(called(self._words, phrase, state), "REB", state) if state else None
            named = self._named(phrase, "people", people)
            found += [named] if named else []
        return found

    def _pronoun_before(self, phrase: Phrase) -> int | None:
        """Return where 'its' or 'their' stands before unnamed people or an organ, whose it tells once all others are read."""
        if phrase.determiner not in _THEIRS or phrase.owner is not None or phrase.person:
            return None
        return next((at for at in range(phrase.start - 1, -1, -1) if self._words.lower[at] == phrase.determiner), None)

    def of_owner(self, phrase: Phrase, owner: Actor) -> Named | None:
        """Return whom a phrase behind 'its' or 'their' names, once their owner is known: 'its troops', Turkey's."""
        if owner.kind in {ActorKind.GROUP, ActorKind.IGO}:
            sector = self._sector_of_head(phrase)
            people = naming.of_people_of_a_body(called_of_a_body(self._words, phrase), owner)
            return self._named(phrase, "people", owner if sector in _ACT_FOR_A_BODY else people) if sector else None
        if owner.country is None or owner.kind not in {ActorKind.STATE, ActorKind.ORGAN}:
            return None
        self._owners[phrase.start] = self._book.states[owner.country]
        return self._whole(phrase)

    def _sector_of_head(self, phrase: Phrase) -> str | None:
        item = phrase.head.entry.item if phrase.head else None
        return item if isinstance(item, str) else item.sector if isinstance(item, Organ | Office) else None

    def _remember_states(self, named: Sequence[Named]) -> None:
        for one in named:
            if one.actor and one.actor.country:
                self._memory.note_country(one.actor.country, one.start)
            if one.host and one.sort in {"place", "state"}:
                is_place = one.sort == "place" or self._words.is_in(one.start - 1, "place preposition")
                self._memory.note_place(one.host.code or "", one.start, is_place=is_place, by_name=one.sort == "state")

    def _sharing(self, phrase: Phrase, behind: Sequence[Phrase]) -> Named | None:
        """Return the officials, or the army, of the first of several: of 'Russian' in 'Russian and Syrian officials'."""
        owner, end = phrase.owner, phrase.end
        if owner is None or phrase.links or phrase.person or not self._is_adjective(owner):
            return None
        for other in behind:
            if other.owner is None or not self._is_joined_to(end, other):
                return None
            if other.links:
                twin = replace(other, owner=owner, start=other.owner.end)
                named = self._whole(twin) if not other.person and self._is_of_several(other) else None
                return named and replace(named, start=phrase.start, end=phrase.end, head=phrase.end - 1, sort="adjective")
            end = other.end
        return None

    def _is_adjective(self, owner: Hit) -> bool:
        letters = self._words.written[owner.start].replace(".", "")
        return owner.entry.sort is Sort.ADJECTIVE or (owner.entry.sort is Sort.STATE and letters.isupper())

    def _is_joined_to(self, end: int, other: Phrase) -> bool:
        """Return whether only 'and', a comma and adjectives stand between a state's adjective and another's."""
        if other.owner is None or other.owner.start != other.start or other.possessive or other.attribute:
            return False
        between = self._words.lower[end : other.start]
        return bool(between) and between[0] in {"and", "or", ","} and all(word in _JOINING for word in between)

    def _is_of_several(self, phrase: Phrase) -> bool:
        return phrase.head is not None and (self._is_plural(phrase) or phrase.head.entry.sort is Sort.ORGAN)

    def _remember(self, named: Named) -> None:
        if named.actor is None:
            return
        word = self._words.lower[named.head] if named.sort in {"people", "organ"} else None
        analysis = self._words.analysis
        sentence, deprel = analysis.sentence_of(named.head), analysis.deprels[named.head] if analysis.deprels else ""
        self._memory.note_actor(named.actor, word=word, sentence=sentence, deprel=deprel)

    def _parts(self, phrase: Phrase) -> list[Named]:
        """Return the state inside a longer phrase: 'Chinese' in 'Chinese President Xi Jinping'."""
        owner = phrase.owner
        if owner is None or not (phrase.links or phrase.person or phrase.attribute):
            return []
        actor = self._of_hit(owner)
        placed = phrase.attribute or (phrase.behind and not phrase.context)
        if placed and owner.entry.sort is Sort.CAPITAL and not is_government(self._words, owner):
            return [Named(owner.start, owner.end, owner.end - 1, "place", None, actor)]
        backs = phrase.attribute and self._words.is_in(owner.end + 1, "only backs")
        return [Named(owner.start, owner.end, owner.end - 1, "adjective", actor, self._host(actor), backs=backs)] if actor else []

    def _whole(self, phrase: Phrase) -> Named | None:
        if phrase.person:
            return self._administration(phrase) if self._is_administration(phrase) else self._person(phrase)
        if phrase.attribute:
            return self._led(phrase)
        if phrase.head is None:
            return self._name(phrase)
        sort = phrase.head.entry.sort
        if sort is Sort.ORGAN:
            return self._organ(phrase)
        if sort is Sort.TITLE:
            return self._office(phrase)
        return self._people_of(phrase)

    def _named(self, phrase: Phrase, sort: str, actor: Actor | None, *, person: bool = False) -> Named | None:
        if actor is None:
            return None
        return Named(phrase.start, phrase.end, phrase.head_token, sort, actor, self._host(actor), person)

    # ---------------------------------------------------------------- names alone
    def _name(self, phrase: Phrase) -> Named | None:
        owner = phrase.owner
        if owner is None:
            return None
        actor, sort = self._of_hit(owner), owner.entry.sort
        if sort is Sort.CAPITAL and not (self._is_used_for_its_government(owner) and is_government(self._words, owner)):
            return Named(owner.start, owner.end, owner.end - 1, "place", None, actor)
        kind = "body" if sort not in {Sort.STATE, Sort.ADJECTIVE, Sort.CAPITAL} else sort.value
        return Named(owner.start, owner.end, owner.end - 1, kind, actor, self._host(actor))

    def _is_used_for_its_government(self, owner: Hit) -> bool:
        state = state_of(owner)
        return state is not None and self._words.plain[owner.start] in {plain(name).split()[0] for name in state.governments}

    def _of_hit(self, hit: Hit) -> Actor | None:
        actor = naming.of_hit(hit)
        if actor and isinstance(hit.entry.item, Group) and len(hit.entry.item.homes) > 1:
            return replace(actor, country=self._memory.home_of(hit.entry.item.homes))
        return actor

    def _state(self, phrase: Phrase) -> State | None:
        """Return the state that owns the phrase: named, through its palace, or behind 'its', 'his', "the country's"."""
        owner = phrase.owner
        if owner is not None:
            if isinstance(owner.entry.item, State):
                return owner.entry.item
            return self._book.states[owner.entry.item.code] if isinstance(owner.entry.item, Metonym) else None
        if phrase.determiner in _THEIRS:
            return self._owners.get(phrase.start)
        if self._is_of_the_country(phrase):
            return self._memory.state
        if phrase.determiner in {"his", "her"} and self._memory.person and self._memory.person.country:
            return self._book.states[self._memory.person.country]
        return None

    def _is_of_the_country(self, phrase: Phrase) -> bool:
        return phrase.determiner in POSSESSIVES and self._words.word(phrase.start - 2) in STATE_NOUNS

    # ---------------------------------------------------------------- organs and people of a state
    def _organ(self, phrase: Phrase) -> Named | None:
        organ = phrase.head.entry.item if phrase.head else None
        if not isinstance(organ, Organ):
            return None
        owner = phrase.owner
        if owner is not None and not isinstance(owner.entry.item, State):
            return self._named(phrase, "body", self._of_hit(owner))
        if owner is None and organ.key == "government" and self._words.lower[phrase.head_token] != "government":
            return self._regime(phrase)
        if organ.key == "ministry" and phrase.determiner == "the" and (before := self._memory.called.get("ministry")):
            return self._named(phrase, "organ", before)
        state = self._state(phrase) or self._state_of_organ(organ, phrase)
        return None if state is None else self._organ_of(phrase, organ, state)

    def _organ_of(self, phrase: Phrase, organ: Organ, state: State) -> Named | None:
        if any(hit.entry.item in {"REB", "OPP"} for hit in phrase.links):
            return (
                self._named(phrase, "people", naming.of_people(called(self._words, phrase, state), "REB", state))
                if phrase.owner
                else None
            )
        first = phrase.links[0].entry.item
        named = first if isinstance(first, Organ) and organ.key == "ministry" else organ
        actor = naming.of_organ(named, state)
        if named.key.endswith("ministry"):
            self._memory.called["ministry"] = actor
        return self._named(phrase, "organ", actor)

    def _regime(self, phrase: Phrase) -> Named | None:
        """Return who 'the administration', 'the regime', 'the delegation' is: the last that was called so."""
        if self._words.lower[phrase.head_token] == "administration" and phrase.determiner == "the":
            return self._named(phrase, "organ", self._current_administration())
        return self._called_before(phrase)

    def _led(self, phrase: Phrase) -> Named | None:
        """Return a force by who leads it: 'US-led coalition', 'Kurdish-led forces'."""
        if not self._words.is_in(phrase.end - 1, "led by") or phrase.owner is None:
            return None
        state = state_of(phrase.owner)
        name = self._words.analysis.words_of((phrase.start, phrase.end))
        actor = naming.of_people(name, "MIL", state) if state else self._of_hit(phrase.owner)
        return Named(phrase.start, phrase.end, phrase.end - 1, "organ", actor, self._host(actor)) if actor else None

    def _state_of_organ(self, organ: Organ, phrase: Phrase) -> State | None:
        if phrase.determiner != "the" and organ.key != "state media":
            return None
        return self._near(phrase.head, organ) if phrase.head else None

    def _near(self, hit: Hit, organ: Organ) -> State | None:
        before = self._society.country_of_organ(organ.key, hit.start)
        return near_state(self._words, self._memory, self._home, hit, before=before)

    def _state_of_their_organ(self, phrase: Phrase) -> State | None:
        """Return the state of 'a foreign ministry spokesman', 'officials at the defence ministry', 'administration officials'."""
        hit = organ_in(phrase)
        if hit is None or not isinstance(hit.entry.item, Organ) or phrase.owner is not None:
            return None
        if self._words.lower[hit.end - 1] == "administration":
            return self._book.states["USA"] if self._memory.counts["USA"] else None
        return self._near(hit, hit.entry.item)

    def _is_administration(self, phrase: Phrase) -> bool:
        hit = self._words.nouns.get(phrase.person[1]) if phrase.person else None
        return hit is not None and isinstance(hit.entry.item, Organ) and hit.entry.item.key == "government"

    def _administration(self, phrase: Phrase) -> Named | None:
        person = self._people.get(phrase.start)
        hit = self._words.nouns.get(phrase.person[1]) if phrase.person else None
        if person is None or person.country is None or hit is None or self._words.word(hit.start) == "side":
            return self._person(phrase)
        name = f"{person.surname} {self._words.written[hit.start]}"
        actor = naming.of_administration(name, person.country)
        self._memory.administration = actor
        return Named(phrase.start, hit.end, hit.end - 1, "organ", actor, self._host(actor))

    def _current_administration(self) -> Actor | None:
        """Return the administration of the country whose was named last, or of the USA's president where the day is known."""
        last = self._memory.administration
        country = last.country if last and last.country else "USA"
        term = self._society.register.in_office(self._heads, country, self._society.month)
        if term is None or (last is None and not self._memory.counts[country]):
            return last
        return naming.of_administration(f"{term.person.split()[-1]} administration", country)

    def _people_of(self, phrase: Phrase) -> Named | None:
        sector = phrase.head.entry.item if phrase.head else None
        state = self._state(phrase) or self._state_of_their_organ(phrase)
        if self._society.is_counterpart(phrase, self._words):
            return self._counterpart(phrase)
        if not isinstance(sector, str):
            return None
        if state is not None:
            return self._people_of_state(phrase, sector, state)
        if phrase.owner is not None and self._words.is_in(phrase.head_token, "belonging people"):
            return self._of_their_body(phrase)
        if phrase.owner is not None:
            return self._named(phrase, "people", self._of_hit(phrase.owner)) if sector in _ACT_FOR_A_BODY else None
        return self._called_before(phrase)

    def _called_before(self, phrase: Phrase) -> Named | None:
        """Return the last who was called so: 'the official' after 'a Turkish official'."""
        if phrase.determiner not in {"the", "this", "that"} or len(phrase.links) > 1:
            return None
        return self._named(phrase, "people", self._memory.called.get(self._words.lower[phrase.head_token]))

    def _counterpart(self, phrase: Phrase) -> Named | None:
        state = self._state(phrase)
        offices = self._memory.person.offices if self._memory.person else []
        return self._held(phrase, offices, state) if state and offices and phrase.owner else None

    # ---------------------------------------------------------------- persons
    def _person(self, phrase: Phrase) -> Named | None:
        person = self._people.get(phrase.start)
        if person is None:
            return self._organisation(phrase)
        last = self._memory.person
        if self._society.is_counterpart(phrase, self._words) and last and not person.offices:
            person.offices.extend(last.offices)
            person.sector = person.sector or last.sector or "GOV"
        self._memory.note_person(person, phrase.start)
        return self._named(phrase, "person", naming.of_person(person), person=True)

    def _organisation(self, phrase: Phrase) -> Named | None:
        start, end = phrase.person or (phrase.start, phrase.end)
        if self._words.organisations.get(start) != end and (self._words.analysis.entities or not self._looks_like_one(phrase)):
            return None
        actor = naming.of_organisation(self._words.analysis.words_of((start, end)), None, None)
        return Named(start, end, end - 1, "body", actor)

    def _looks_like_one(self, phrase: Phrase) -> bool:
        start, end = phrase.person or (phrase.start, phrase.end)
        return not phrase.links and end - start > 1 and self._words.has_organisation_word(start, end)

    def _office(self, phrase: Phrase) -> Named | None:
        office, state = phrase.titles[-1], self._state(phrase) or self._state_of_their_organ(phrase)
        if office.head == "rank" or phrase.behind or self._is_plural(phrase):
            return self._officials(phrase, office, state)
        offices = self._heads if office.name == "leader" else self._society.same_offices(office.name)
        if state is None and phrase.owner is not None:
            return self._of_a_body(phrase, offices)
        if state is None:
            return self._known_office(phrase, offices)
        return self._held(phrase, offices, state)

    def _known_office(self, phrase: Phrase, offices: Sequence[str]) -> Named | None:
        if phrase.determiner not in {"the", "his", "her", "their", "its"}:
            return None
        person = self._society.holder_in_story(offices, None, phrase.start, self._memory)
        if person is not None:
            return self._as_person(phrase, person)
        if self._home and phrase.titles[-1].head == "yes":
            return self._held(phrase, offices, self._home)
        return self._called_before(phrase)

    def _of_a_body(self, phrase: Phrase, offices: Sequence[str]) -> Named | None:
        body = self._of_hit(phrase.owner) if phrase.owner else None
        if body is None:
            return None
        if phrase.former or phrase.determiner in {"a", "an"}:
            speaks_for_it = "spokesperson" in offices or not self._words.is_in(phrase.head_token, "belonging people")
            return self._named(phrase, "people", body) if speaks_for_it else self._of_their_body(phrase)
        wanted = ["secretary general"] if self._words.is_in(phrase.head_token, "of a body") else offices
        person = self._society.holder_in_body(wanted, body.id, phrase.start)
        if person is None and body.kind is ActorKind.IGO:
            person = self._society.registered(wanted, body.id, phrase.start)
        return self._as_person(phrase, person) if person else self._named(phrase, "people", body)

    def _held(self, phrase: Phrase, offices: Sequence[str], state: State) -> Named | None:
        if not phrase.former and phrase.determiner not in {"a", "an"}:
            person = self._society.holder_in_story(offices, state.code, phrase.start, self._memory)
            if person is None:
                person = self._society.registered(offices, state.code, phrase.start)
            if person is not None:
                return self._as_person(phrase, person)
        return self._officials(phrase, phrase.titles[-1] if phrase.titles else None, state)

    def _as_person(self, phrase: Phrase, person: Person) -> Named | None:
        self._memory.note_person(person, phrase.start)
        return self._named(phrase, "office", naming.of_person(person), person=True)

    def _officials(self, phrase: Phrase, office: Office | None, state: State | None) -> Named | None:
        if state is None:
            return self._of_their_body(phrase) if phrase.owner else self._called_before(phrase)
        sector = (office.sector if office else None) or "GOV"
        if office is None or office.name in TAKES_THE_SECTOR_OF_ITS_ORGAN:
            sector = sector_of(phrase, sector)
        return self._people_of_state(phrase, sector, state)

    def _people_of_state(self, phrase: Phrase, sector: str, state: State) -> Named | None:
        if phrase.behind:
            sector = sector_of(phrase, sector)
        return self._named(phrase, "people", naming.of_people(called(self._words, phrase, state), sector, state))

    def _of_their_body(self, phrase: Phrase) -> Named | None:
        """Return unnamed people of an organisation or group: 'Hamas officials'."""
        body = self._of_hit(phrase.owner) if phrase.owner else None
        if body is None or body.kind is ActorKind.STATE or body.sector == "JRN":
            return None  # a paper's source is none of its people
        return self._named(phrase, "people", naming.of_people_of_a_body(called_of_a_body(self._words, phrase), body))

    def _is_plural(self, phrase: Phrase) -> bool:
        last = self._words.lower[phrase.head.end - 1] if phrase.head else ""
        return last.endswith(("men", "s")) and not last.endswith("ss")

    def _host(self, actor: Actor | None) -> Actor | None:
        if actor is None or actor.country is None or actor.kind is ActorKind.GROUP:
            return None
        return naming.of_state(self._book.states[actor.country])
