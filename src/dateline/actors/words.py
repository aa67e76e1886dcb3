"""One story's tokens, with what the lexicon and the analysis know of each."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.lexicon import Hit, Lexicon, Sort, plain
from dateline.codebook import Office
from dateline.language.analysis import Analysis, EntityLabel

POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})
STATE_NOUNS = frozenset({"country", "nation", "state", "kingdom", "republic", "island"})
_LED_BY_A_PERSON = frozenset({"government", "administration"})
_LONGEST_ARTICLE = 3  # letters of 'al', 'ash' before a hyphen
_NO_PERSONS = frozenset({EntityLabel.LOC, EntityLabel.ORG, EntityLabel.FAC, EntityLabel.NORP})
_LONGEST_NAME = 8  # words of a state's
_SENT_TO = frozenset({"to", "in", "for", "from"})
_NAMES_OF_PERSONS_TOO = (Sort.STATE, Sort.CAPITAL, Sort.GROUP, Sort.OUTLET, Sort.ORGANISATION, Sort.METONYM)


class Words:
    """The tokens of a story: as written, in lower case, and the lexicon's hits by their first token."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        """Look up every token once."""
        self.analysis = analysis
        self.lexicon = lexicon
        self.written = analysis.words
        self.plain: Sequence[str] = self.written if analysis.text.isascii() else [plain(word) for word in self.written]
        self.lower = [word.lower() for word in self.plain]
        self.count = len(self.written)
        self.first_of_sentence = frozenset(start for start, _ in analysis.sentences)
        self.starts: list[int] = analysis.starts.tolist()
        self.ends: list[int] = analysis.ends.tolist()
        self._covered: frozenset[int] = frozenset()
        self._inside_person: frozenset[int] = frozenset()
        before_places = lexicon.lists["only before places"]
        self._behind_in = {self.plain[at + 1] for at, word in enumerate(self.lower[:-1]) if word in before_places}
        self._places_and_bodies = self._named_otherwise()
        hits = self._names_and_nouns()
        self.persons = self._persons({(hit.start, hit.end) for hit in hits})
        self._inside_person = frozenset(token for start, end in self.persons.items() for token in range(start, end))
        self.names = {hit.start: hit for hit in hits if not self._is_of_a_person(hit)}
        self.sexes: dict[tuple[int, int], bool | None] = {}
        self.organisations = self._organisations()
        self._covered = frozenset(token for hit in self.names.values() for token in range(hit.start, hit.end))

    def is_in(self, token: int, kind: str) -> bool:
        """Return whether the token is in one of the closed word lists."""
        return 0 <= token < self.count and self.lower[token] in self.lexicon.lists[kind]

    def is_capital(self, token: int) -> bool:
        """Return whether the token starts with a capital letter."""
        return token < self.count and self.plain[token][0].isupper()

    def is_joined(self, token: int) -> bool:
        """Return whether no white space stands before the token."""
        return 0 < token < self.count and self.starts[token] == self.ends[token - 1]

    def owner_before(self, token: int) -> Hit | None:
        """Return the state whose possessive or adjective stands directly before the token, or None: "Britain's", "British"."""
        possessive = token > 0 and self.written[token - 1] in POSSESSIVES
        end = token - 1 if possessive else token
        for start in range(max(0, end - _LONGEST_NAME), end):
            hit = self.names.get(start)
            if hit is not None and hit.end == end and (possessive or hit.entry.sort is Sort.ADJECTIVE):
                return hit
        return None

    def word(self, token: int) -> str:
        """Return the token in lower case, or nothing outside of the text."""
        return self.lower[token] if 0 <= token < self.count else ""

    def run_at(self, start: int) -> int | None:
        """Return where the name of a person that begins at a token ends, or None: by the analysis, or by capitals alone."""
        if start in self.persons:
            return self.persons[start]
        if start >= self.count or not self._may_name(start):
            return None
        end = start + 1
        while end < self.count:
            longer = self._longer(end)
            if longer is None:
                break
            end = longer
        return end

    def sex_of(self, start: int, end: int) -> bool | None:
        """Return whether a mention is of a woman, None where nothing tells."""
        return self.sexes.get((start, end))

    def has_organisation_word(self, start: int, end: int) -> bool:
        """Return whether one of the tokens is such as 'University'."""
        return any(self.lower[token] in self.lexicon.lists["organisation word"] for token in range(start, end))

    def _names_and_nouns(self) -> list[Hit]:
        """Return the names; keep titles and nouns, a longer one before a name, none from inside of one."""
        hits = self.lexicon.find_names(self.plain)
        at = {hit.start: hit for hit in hits}
        inside = {token for hit in hits for token in range(hit.start + 1, hit.end)}
        self.nouns: dict[int, Hit] = {}
        free = 0
        for token, word in enumerate(self.lower):
            if word not in self.lexicon.words or token < free or token in inside:
                continue
            noun = self.lexicon.word_at(self.lower, token)
            if noun is not None and (token not in at or noun.end > at[token].end):
                self.nouns[token] = noun
                free = noun.end
        return [hit for hit in hits if hit.start not in self.nouns and not self._is_no_state(hit)]

    def _is_no_state(self, hit: Hit) -> bool:
        """Return whether a state's name is another thing's: Georgia in the USA, a bird."""
        word = self.lower[hit.start]
        if word == "turkey":
            return self.is_in(hit.end, "bird")
        if word != "georgia" or hit.entry.sort is not Sort.STATE:
            return False
        story, lists = set(self.lower), self.lexicon.lists
        return bool(story & lists["us georgia"]) and not story & lists["country georgia"]

    def _persons(self, known: set[tuple[int, int]]) -> dict[int, int]:
        """Return where the analysis sees persons: without titles, whole, none that the lexicon knows as something else."""
        found: dict[int, int] = {}
        for entity in self.analysis.entities:
            if entity.label is not EntityLabel.PER:
                continue
            if self._is_title(entity.start, entity.end):
                continue
            start, end = self._without_titles(entity.start, self._same_sentence(entity.start, entity.end))
            start = self._joined_before(self._behind_state(start, end, known), found)
            while start > 0 and start not in self.first_of_sentence and self._is_given_name(start - 1):
                start -= 1
            while start < end < self.count and not self.is_capital(end) and (longer := self._longer(end)) is not None:
                end = longer
            if start < end and self.is_capital(start) and (start, end) not in known and not self._is_doubtful(start, end):
                found[start] = end
        return found

    def _is_given_name(self, token: int) -> bool:
        return self.is_capital(token) and (self.is_in(token, "male name") or self.is_in(token, "female name"))

    def _is_doubtful(self, start: int, end: int) -> bool:
        """Return whether a single word is no person's name: of a closed list, or elsewhere behind 'in', a place or a body."""
        if end - start > 1:
            return self.is_in(start - 1, "only before places") and not self._is_given_name(start)
        word = self.plain[start]
        return self.lower[start] in self.lexicon.lists["not a name"] or word in self._behind_in or word in self._places_and_bodies

    def _named_otherwise(self) -> set[str]:
        """Return the words that the analysis sees as places or bodies somewhere, and nowhere as a person's surname."""
        surnames = {
            self.plain[one.end - 1] for one in self.analysis.entities if one.label is EntityLabel.PER and one.end - one.start > 1
        }
        return {
            self.plain[one.start]
            for one in self.analysis.entities
            if one.label in _NO_PERSONS and one.end - one.start == 1 and self.plain[one.start] not in surnames
        }

    def _same_sentence(self, start: int, end: int) -> int:
        """Return the end of a name, at most that of its sentence: two captions are no double name."""
        return next((token for token in range(start + 1, end) if token in self.first_of_sentence), end)

    def _behind_state(self, start: int, end: int, known: set[tuple[int, int]]) -> int:
        """Return where the person begins: with Liu in 'ambassador to Britain Liu Xiaming', not in 'to Israel Katz'."""
        sent = self.word(start - 1) in _SENT_TO and any(noun.end == start - 1 and _is_sent(noun) for noun in self.nouns.values())
        return next((stop for begin, stop in known if sent and begin == start and stop < end), start)

    def _organisations(self) -> dict[int, int]:
        """Return where the analysis sees organisations that the lexicon does not know."""
        known = {token for hit in (*self.names.values(), *self.nouns.values()) for token in range(hit.start, hit.end)}
        known |= self._inside_person
        surnames = {self.plain[end - 1] for start, end in self.persons.items() if end - start > 1}
        return {
            entity.start: entity.end
            for entity in self.analysis.entities
            if entity.label is EntityLabel.ORG
            and known.isdisjoint(range(entity.start, entity.end))
            and self.is_capital(entity.start)
            and len(self.plain[entity.start]) > 1
            and not (entity.end - entity.start == 1 and self._is_a_surname(entity.start, surnames))
        }

    def _is_a_surname(self, token: int, surnames: set[str]) -> bool:
        """Return whether what the analysis takes for an organisation is a person's: 'the Harper government'."""
        return self.plain[token] in surnames or self.word(token + 1) in _LED_BY_A_PERSON

    def _is_title(self, start: int, end: int) -> bool:
        """Return whether the tokens are a title of several words, or the beginning of one: 'Foreign Minister', seen as a name."""
        noun = self.nouns.get(start)
        return noun is not None and noun.entry.sort is Sort.TITLE and noun.end - start > 1 and noun.end >= end

    def _without_titles(self, start: int, end: int) -> tuple[int, int]:
        while start < end and start in self.nouns and self.nouns[start].end < end:
            start = self.nouns[start].end
        while end - 1 > start and (self.written[end - 1] in POSSESSIVES or not self.written[end - 1][0].isalnum()):
            end -= 1
        return start, end

    def _joined_before(self, start: int, found: dict[int, int]) -> int:
        """Return the start of the name before that this one goes on with, which is then dropped: 'Recep' and 'Tayyip Erdogan'."""
        for before, end in list(found.items())[-1:]:
            if start not in self.first_of_sentence and (end >= start or (end == start - 1 and self.written[end] == "-")):
                del found[before]
                return before
        return start

    def _stands_alone(self, token: int) -> bool:
        """Return whether a capitalised word behind a hyphen is a name of its own in the story: 'Xi-Putin talks'."""
        word = self.plain[token]
        return word[0].isupper() and any(
            other == word and self.plain[place - 1] != "-" for place, other in enumerate(self.plain) if place and place != token
        )

    def _longer(self, end: int) -> int | None:
        word = self.written[end]
        if word == "-" and self.is_joined(end) and self.is_joined(end + 1) and self.written[end + 1][0].isalpha():
            return None if self.is_in(end + 1, "attribute") or self._stands_alone(end + 1) else end + 2
        if self._may_name(end) and end not in self.first_of_sentence:
            return end + 1
        if self.is_capital(end) or not self.is_capital(end + 1 + 1 * self._is_hyphen(end + 1)):
            return None
        if self._is_hyphen(end + 1) and len(word) <= _LONGEST_ARTICLE:
            return end + 3
        return end + 1 if self.is_in(end, "particle") else None

    def _is_hyphen(self, token: int) -> bool:
        return self.word(token) == "-" and self.is_joined(token) and self.is_joined(token + 1)

    def _may_name(self, token: int) -> bool:
        word = self.plain[token]
        if not word[0].isupper() or self.lower[token] in self.lexicon.lists["not a name"]:
            return False
        if word.isupper() and len(word) > 2 and not word.endswith("."):  # noqa: PLR2004 acronyms
            return False
        noun = self.nouns.get(token)
        if noun is not None and isinstance(noun.entry.item, Office) and noun.entry.item.head == "rank":
            return False
        return token not in self._covered and token not in self._inside_person

    def _is_of_a_person(self, hit: Hit) -> bool:
        if hit.start in self._inside_person:
            return True
        if hit.end - hit.start > 1 or hit.entry.sort not in _NAMES_OF_PERSONS_TOO:
            return False
        given = self.lexicon.lists
        before = self.word(hit.start - 1)
        if (before in given["male name"] or before in given["female name"]) and self.is_capital(hit.start - 1):
            return before not in given["also given name"]
        if before in {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "senator", "sen.", "gen.", "gen"}:
            return True
        return (
            self.lower[hit.start] in given["also given name"]
            and self.is_capital(hit.end)
            and hit.end not in self.first_of_sentence
            and self.lower[hit.end] not in given["not a name"]
            and self.lower[hit.end] not in given["organisation word"]
            and self.lower[hit.end] not in given["place noun"]
            and self.plain[hit.end].isalpha()
            and not self.plain[hit.end].isupper()
            and hit.entry.sort is Sort.STATE
        )


def _is_sent(noun: Hit) -> bool:
    """Return whether a noun is the title of an envoy."""
    return isinstance(noun.entry.item, Office) and noun.entry.item.name == "ambassador"
