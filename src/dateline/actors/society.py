"""The persons of a story, gathered from its phrases: names joined to countries, offices and earlier mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.actors.lexicon import Hit, Sort, pieces
from dateline.actors.memory import Memory
from dateline.actors.people import Person, Register, is_female
from dateline.actors.phrases import Phrase, apposition, state_of
from dateline.actors.words import Words
from dateline.codebook import Group, Igo, Metonym, Office, OfficeHolder, Organ, Organisation, Outlet, State

TAKES_THE_SECTOR_OF_ITS_ORGAN = frozenset({"spokesperson", "official", "adviser", "chairman", "commander", "chief of staff"})
_TITLE_AND_NAME = 3  # words: 'Sheikh', and a name of two
_REACH = 6  # words from an apposition to the administration that it names
_LEADS_A_PLACE = frozenset({"chief executive"})  # of Hong Kong, of Macau; elsewhere a firm's
_KEEPS_AS_FORMER = frozenset({"president", "prime minister", "chancellor", "monarch"})
_COUNTERPARTS = frozenset({"counterpart", "counterparts"})


class Society:
    """The persons met in a story so far."""

    def __init__(self, words: Words, register: Register, month: str | None) -> None:
        """Begin with nobody."""
        self.words, self.register, self.month = words, register, month
        self.people: list[Person] = []
        self.organs: list[tuple[int, str, str]] = []  # token, key and country of each organ that is named with its state

    def gather(self, phrases: Iterable[Phrase]) -> dict[int, Person]:
        """Return the person of each phrase that has one, by the phrase's start; full names are read before surnames."""
        found: dict[int, Person] = {}
        phrases = tuple(phrases)
        self._note_organs(phrases)
        with_person = [phrase for phrase in phrases if phrase.person]
        for phrase in sorted(with_person, key=lambda each: (self._is_single(each), each.start)):
            person = self._person_of(phrase)
            if person is not None:
                found[phrase.start] = person
                self._learn(person, phrase)
        for person in self.people:
            if person.forms:
                person.name = max(person.forms, key=lambda form: (person.forms[form], len(form)))
                person.parts = pieces(person.name)
            self._look_up(person)
        return found

    def _note_organs(self, phrases: Iterable[Phrase]) -> None:
        for phrase in phrases:
            state = state_of(phrase.owner)
            for hit in phrase.links if state else ():
                if state and isinstance(hit.entry.item, Organ):
                    self.organs.append((phrase.start, hit.entry.item.key, state.code))

    def country_of_organ(self, key: str, before: int) -> str | None:
        """Return the country whose organ of this kind was named last before a token; 'ministry' is any of them."""
        for token, other, country in reversed(self.organs):
            if token < before and (other == key or (key == "ministry" and other.endswith("ministry"))):
                return country
        return None

    def _is_single(self, phrase: Phrase) -> bool:
        """Return whether the phrase has a surname alone, with what belongs to it: 'De Mistura'."""
        if phrase.person is None:
            return False
        start, end = phrase.person
        while start < end - 1 and self.words.is_in(start, "particle"):
            start += 1
        return end - start == 1

    def _person_of(self, phrase: Phrase) -> Person | None:
        start, end = phrase.person or (phrase.start, phrase.end)
        if start in self.words.organisations:
            return None
        parts = tuple(self.words.plain[start:end])
        earlier = self._known(parts, phrase)
        if earlier is not None:
            return earlier
        if not phrase.links and not self._is_surely_a_person(start, end) and not self._is_owned(phrase):
            return None
        name = self.words.analysis.words_of((start, end))
        if len(parts) == 1:
            if not (phrase.links or start in self.words.persons or self._is_famous(parts[0])):
                return None
            state = state_of(phrase.owner)
            term = self.register.surnamed(parts[0], month=self.month, country=state.code if state else None)
            name = term.person if term else name
        person = Person(name, parts if len(parts) > 1 else tuple(name.split()), start)
        person.female = is_female(person.parts, self.words.lexicon)
        self.people.append(person)
        return person

    def _known(self, parts: tuple[str, ...], phrase: Phrase) -> Person | None:
        able = [person for person in self.people if person.answers_to(parts)]
        state = state_of(phrase.owner)
        if state and len(able) > 1:
            able = [person for person in able if person.country in (None, state.code)] or able
        if not able:
            return None
        if len(parts) == 1:
            able = self._fitting(able, phrase)
        before = [person for person in able if person.first <= phrase.start]
        last_name = [person for person in before or able if parts[-1] == person.parts[-1]]
        return (last_name or before or able)[-1]

    def _fitting(self, able: list[Person], phrase: Phrase) -> list[Person]:
        """Return who of one surname fits the courtesy title, and holds an office where some do."""
        sex = self._sex(phrase)
        if sex is not None and (known := [person for person in able if person.female is sex]):
            return known
        fitting = [person for person in able if sex is None or person.female is None] or able
        return [person for person in fitting if person.offices] or fitting

    def _is_surely_a_person(self, start: int, end: int) -> bool:
        if start in self.words.persons:
            return True
        if self.words.has_organisation_word(start, end):
            return False
        if end - start == 1:
            return self._is_famous(self.words.plain[start])
        first = self.words.lower[start]
        lists = self.words.lexicon.lists
        if (
            first in lists["male name"]
            or first in lists["female name"]
            or self.register.named(" ".join(self.words.plain[start:end]))
        ):
            return True
        return apposition(self.words, end) is not None

    def _is_owned(self, phrase: Phrase) -> bool:
        """Return whether the name stands behind a state's, as in "China's Qin Gang", and comes again in part."""
        start, end = phrase.person or (phrase.start, phrase.end)
        if not phrase.possessive or end - start == 1 or self.words.analysis.entities:
            return False
        return any(self.words.plain.count(part) > 1 for part in self.words.plain[start:end] if len(part) > 1)

    def _is_famous(self, surname: str) -> bool:
        return surname.lower() not in self.words.lexicon.lists["english surname"] and bool(
            self.register.surnamed(surname, month=self.month)
        )

    # ---------------------------------------------------------------- what a phrase tells of a person
    def _learn(self, person: Person, phrase: Phrase) -> None:
        start, end = phrase.person or (phrase.start, phrase.end)
        self._join(person, phrase)
        behind = apposition(self.words, end)
        if behind is not None:
            self._join(person, behind)
            self._learn_administration(person, behind)
        if not self._is_single(phrase):
            person.forms[self.words.analysis.words_of((start, end))] += 1

    def _join(self, person: Person, phrase: Phrase) -> None:
        for office in phrase.titles:
            if office.name == "courtesy":
                self._learn_gender(person, phrase)
            elif office.name not in person.offices and office.head != "rank":
                person.offices.append(office.name)
        self._learn_owner(person, phrase.owner or (self.words.owner_before(phrase.start) if phrase.titles else None))
        if phrase.owner is None and person.country is None and person.body is None:
            for hit in (*phrase.links, *phrase.context):
                if isinstance(hit.entry.item, Organ):
                    person.country = self.country_of_organ(hit.entry.item.key, phrase.start)
        for hit in phrase.context:
            if isinstance(hit.entry.item, Metonym):
                person.country = person.country or hit.entry.item.code
        sector = self._sector(phrase)
        if sector and (person.sector is None or person.sector == "MIL"):
            person.sector = sector
        person.former = person.former or phrase.former

    def _learn_administration(self, person: Person, phrase: Phrase) -> None:
        """Learn the country from 'a former official in the Obama administration'."""
        if phrase.owner is not None or person.country or person.body:
            return
        for token in range(phrase.end + 1, min(phrase.end + _REACH, self.words.count)):
            if self.words.lower[token] == "administration" and self.words.is_capital(token - 1):
                term = self.register.surnamed(self.words.plain[token - 1], month=self.month)
                person.country = term.of if term else None
                return

    def _learn_gender(self, person: Person, phrase: Phrase) -> None:
        sex = self._sex(phrase)
        person.female = person.female if sex is None else sex

    def _sex(self, phrase: Phrase) -> bool | None:
        title = self.words.word(phrase.start).rstrip(".")
        if title in {"mr", "sir", "lord"}:
            return False
        return True if title in {"mrs", "ms", "miss", "lady", "dame", "baroness", "madam"} else None

    def _learn_owner(self, person: Person, owner: Hit | None) -> None:
        if owner is None or person.country or person.body:
            return
        item = owner.entry.item
        if isinstance(item, State | Metonym):
            person.country = item.code
        elif isinstance(item, Igo):
            person.body = f"IGO:{item.code}"
        elif isinstance(item, Group):
            person.body, person.country = f"GRP:{item.code}", item.country
        elif isinstance(item, Outlet | Organisation):
            person.country = item.country

    def _sector(self, phrase: Phrase) -> str | None:
        head = phrase.head
        if head is None:
            return None
        item = head.entry.item
        if isinstance(item, str):
            return item
        owner = phrase.owner.entry.item if phrase.owner else None
        if isinstance(item, Organ):
            return item.sector
        return self._sector_of_office(item, owner, phrase) if isinstance(item, Office) else None

    def _sector_of_office(self, office: Office, owner: object, phrase: Phrase) -> str | None:
        heads = (other.sector for other in phrase.titles if other.head == "yes")
        leading = "GOV" if office.name in _LEADS_A_PLACE else next(heads, None)
        if isinstance(owner, State) and leading and not phrase.former:
            return leading
        if isinstance(owner, Outlet):
            return "JRN"
        if isinstance(owner, Organisation) or (isinstance(owner, Metonym) and office.name == "leader"):
            return owner.sector
        if phrase.former and office.sector == "GOV" and office.name not in _KEEPS_AS_FORMER:
            return "CVL"
        if office.name in TAKES_THE_SECTOR_OF_ITS_ORGAN or office.sector is None:
            return self._organ_sector(phrase) or office.sector
        return office.sector

    def _organ_sector(self, phrase: Phrase) -> str | None:
        for hit in (*phrase.links[:-1], *phrase.context, phrase.owner):
            item = hit.entry.item if hit else None
            if isinstance(item, Organ | Metonym | Group):
                return item.sector
        return None

    # ---------------------------------------------------------------- what the codebook adds
    def _look_up(self, person: Person) -> None:
        of = person.body or person.country
        named = self._terms_of(person)
        terms = _of_one([term for term in named if of in (None, term.of)], self.month)
        if not terms:
            return
        person.holder = terms[0].person
        now = [term for term in terms if self.month and term.held_on(self.month)] or list(terms)
        term = next((each for each in now if self.register.is_head(each.office)), now[-1])
        if term.of.startswith(("IGO:", "GRP:")):
            person.body = person.body or (term.of if person.country is None else None)
        else:
            person.country = person.country or term.of
        if person.sector is None or (person.sector == "MIL" and term.office not in TAKES_THE_SECTOR_OF_ITS_ORGAN):
            person.sector = self.register.sectors.get(term.office) or person.sector
        if not person.offices:
            person.offices.append(term.office)

    def _terms_of(self, person: Person) -> Sequence[OfficeHolder]:
        """Return the terms of who bears a person's full name, or bears it without a 'Sheikh' before it."""
        if len(person.parts) == 1:
            return ()
        named = self.register.named(person.name)
        if (
            named
            or len(person.parts) < _TITLE_AND_NAME
            or person.parts[0].lower() not in self.words.lexicon.lists["name or title"]
        ):
            return named
        return self.register.named(person.name.split(maxsplit=1)[1])

    # ---------------------------------------------------------------- who holds an office in this story
    def holder_in_story(self, offices: Iterable[str], country: str | None, before: int, memory: Memory) -> Person | None:
        """Return who has one of the offices in the story, of the country if given: the last named, else who is named later."""
        wanted = set(offices)
        able = [
            person
            for person in self.people
            if not person.former and wanted & set(person.offices) and (country is None or person.country == country)
        ]
        seen = [person for person in able if memory.last_seen(person) >= 0]
        if seen:
            return max(seen, key=memory.last_seen)
        return next((person for person in able if person.first > before), None) if country else None

    def same_offices(self, office: str) -> list[str]:
        """Return the office with those that are the same in other states: foreign minister, foreign secretary."""
        for kind, offices in self.words.lexicon.lists.items():
            if kind.startswith("same office") and office in offices and office != "leader":
                return [office, *sorted(offices - {office})] if "leader" not in offices else [office]
        return [office]

    def holder_in_body(self, offices: Iterable[str], body: str, before: int) -> Person | None:
        """Return the person of the story who has one of the offices of an organisation, first mentioned before a token."""
        wanted = set(offices)
        able = [each for each in self.people if each.body == body and wanted & set(each.offices) and each.first <= before]
        return able[-1] if able else None

    def registered(self, offices: Iterable[str], of: str, token: int) -> Person | None:
        """Return whom the codebook knows to hold one of the offices of a state or organisation, now a person of the story."""
        term = self.register.in_office(
            [each for each in offices if each not in self.words.lexicon.lists["shared office"]], of, self.month
        )
        if term is None:
            return None
        person = Person(term.person, tuple(term.person.split()), token, holder=term.person, offices=[term.office])
        person.sector = self.register.sectors.get(term.office)
        if of.startswith("IGO:"):
            person.body = of
        else:
            person.country = of
        self.people.append(person)
        return person

    @staticmethod
    def is_counterpart(phrase: Phrase, words: Words) -> bool:
        """Return whether the phrase's head is 'counterpart'."""
        return (
            phrase.head is not None
            and phrase.head.entry.sort is Sort.PEOPLE
            and words.lower[phrase.head.end - 1] in _COUNTERPARTS
        )


def _of_one(terms: Sequence[OfficeHolder], month: str | None) -> Sequence[OfficeHolder]:
    """Return the terms of the one person whom a name means: who is widely known, else who is in office; none of several."""
    known = [term for term in terms if term.by_surname]
    now = [term for term in terms if month and term.held_on(month)]
    return next((some for some in (terms, known, now) if len({term.person for term in some}) == 1), ())
