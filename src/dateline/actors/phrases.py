"""Noun phrases that name actors: [state] [modifiers] [organ, title or people] [of state] [person] [, apposition]."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.actors.lexicon import Hit, Sort
from dateline.actors.words import POSSESSIVES, Words
from dateline.codebook import Igo, Office, Organ, State

_MODIFIERS = 5
_AFFILIATION = 10
_OWNERS = frozenset(
    {Sort.STATE, Sort.ADJECTIVE, Sort.CAPITAL, Sort.METONYM, Sort.IGO, Sort.GROUP, Sort.OUTLET, Sort.ORGANISATION}
)


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase that names an actor, by its tokens."""

    start: int
    end: int
    owner: Hit | None = None  # the state or body that it belongs to, or that it names
    links: list[Hit] = field(default_factory=list)  # organ, titles, people nouns, in order; the last is the head
    context: list[Hit] = field(default_factory=list)  # the same, of a phrase behind 'of'
    person: tuple[int, int] | None = None
    possessive: bool = False
    attribute: bool = False  # 'US-backed'
    former: bool = False
    behind: bool = False  # 'officials at the Turkish embassy': what they belong to is told behind them
    determiner: str = ""

    @property
    def head(self) -> Hit | None:
        """Return the last organ, title or people noun."""
        return self.links[-1] if self.links else None

    @property
    def titles(self) -> list[Office]:
        """Return the offices that the titles name."""
        return [hit.entry.item for hit in self.links if isinstance(hit.entry.item, Office)]

    @property
    def head_token(self) -> int:
        """Return the token that the phrase hangs on."""
        if self.person:
            return self.person[1] - 1
        if self.links:
            return self.links[-1].end - 1
        return self.owner.end - 1 if self.owner else self.end - 1


def read(words: Words) -> list[Phrase]:
    """Return the phrases in text order; none overlaps another."""
    found: list[Phrase] = []
    free = 0
    capitals = (token for token in range(words.count) if words.is_capital(token))
    for token in sorted({*words.names, *words.nouns, *words.organisations, *words.persons, *capitals}):
        phrase = _phrase_at(words, token) if token >= free else None
        if phrase is not None:
            found.append(phrase)
            free = phrase.end
    return found


def _phrase_at(words: Words, token: int) -> Phrase | None:
    phrase = _chain(words, token)
    if phrase is None:
        end = words.organisations.get(token) or _run(words, token)
        return None if end is None else Phrase(token, end, person=(token, end), determiner=words.word(token - 1))
    _take_person(words, phrase)
    if phrase.links and phrase.owner is None:
        _take_owner_behind(words, phrase)
        if phrase.owner is None and not phrase.context:
            take_body_behind(words, phrase)
        if phrase.person is None:
            _take_person(words, phrase)
    return phrase


def _run(words: Words, token: int) -> int | None:
    if not words.is_capital(token) and token not in words.persons:
        return None
    return words.run_at(token)


def _chain(words: Words, token: int) -> Phrase | None:
    owner = words.names.get(token)
    if owner is None and (token not in words.nouns or token in words.persons):
        return None
    first = _behind_determiner(words, token)
    phrase = Phrase(token, token, owner=owner, determiner=words.word(first - 1))
    phrase.former = any(words.is_in(before, "former") for before in range(first - 1, token))
    at = token
    if owner:
        at = phrase.end = owner.end
        if at < words.count and words.written[at] in POSSESSIVES:
            phrase.possessive = True
            at += 1
        elif words.word(at) == "-" and words.is_in(at + 1, "attribute") and words.is_joined(at + 1):
            phrase.attribute = True
            phrase.end = _behind_led(words, at + 1)
            return phrase
    _take_links(words, phrase, at)
    if owner and (_is_a_post(words, phrase) or _is_a_field(words, phrase) or _is_sent_to(words, phrase)):
        phrase.owner = None
    return phrase if phrase.owner or phrase.links else None


def _behind_determiner(words: Words, token: int) -> int:
    """Return the token behind 'a' in 'a former senior US official'."""
    while words.is_in(token - 1, "kept modifier"):
        token -= 1
    return token


def _behind_led(words: Words, at: int) -> int:
    """Return the token behind 'led', or behind what is led: 'led anti-Isis coalition'."""
    if words.word(at) == "led":
        for token in range(at + 1, min(at + _MODIFIERS + 1, words.count)):
            if words.is_in(token, "led by"):
                return token + 1
            if not words.written[token][0].isalnum() and words.lower[token] != "-":
                break
    return at + 1


def _is_a_post(words: Words, phrase: Phrase) -> bool:
    """Return whether the state is where an envoy is sent: 'Syria envoy', not 'US envoy' nor 'Syrian envoy'."""
    owner = phrase.owner
    if owner is None or owner.entry.sort is not Sort.STATE or phrase.possessive or not phrase.titles:
        return False
    return phrase.titles[-1].name == "ambassador" and not words.plain[owner.start].replace(".", "").isupper()


def _is_a_field(words: Words, phrase: Phrase) -> bool:
    """Return whether the state is what a scholar knows about: 'Ukraine specialist', not 'US specialist' nor 'Ukrainian'."""
    owner, head = phrase.owner, phrase.head
    if owner is None or head is None or owner.entry.sort is not Sort.STATE or phrase.possessive:
        return False
    learned = head.entry.item.sector if isinstance(head.entry.item, Office) else head.entry.item
    return learned == "EDU" and not words.plain[owner.start].replace(".", "").isupper()


def _is_sent_to(words: Words, phrase: Phrase) -> bool:
    """Return whether the organisation is where a state's ambassador is sent: 'UN ambassador'; the EU sends its own, too."""
    owner = phrase.owner
    if owner is None or not isinstance(owner.entry.item, Igo) or phrase.possessive or not phrase.titles:
        return False
    sends = owner.entry.item.code == "EU" and words.owner_before(phrase.start) is None
    return not sends and any(words.is_in(hit.end - 1, "sent by states") for hit in phrase.links)


def _take_links(words: Words, phrase: Phrase, at: int) -> None:
    while at < words.count:
        hit = words.nouns.get(at)
        if hit and not _is_verb(words, hit):
            phrase.links.append(hit)
            at = phrase.end = hit.end
            at += _is_one_of_two_titles(words, hit)
            continue
        after = _behind_modifiers(words, at, phrase)
        if after is None:
            return
        at = after


def _is_one_of_two_titles(words: Words, first: Hit) -> bool:
    """Return whether 'and' joins two titles of one person: 'Deputy Prime Minister and Foreign Minister Joy Mwale'."""
    second = words.nouns.get(first.end + 1)
    if second is None or words.word(first.end) != "and" or not (first.entry.sort is second.entry.sort is Sort.TITLE):
        return False
    return words.is_capital(first.start) and words.is_capital(second.start) and second.end in words.persons


def _is_verb(words: Words, hit: Hit) -> bool:
    upos = words.analysis.upos
    return hit.end - hit.start == 1 and bool(upos) and upos[hit.start] in {"VERB", "AUX", "ADV", "ADP"}


def _behind_modifiers(words: Words, at: int, phrase: Phrase) -> int | None:
    """Return the token behind adjectives at which an organ, title or person stands, or None."""
    for end in range(at, min(at + _MODIFIERS, words.count)):
        if end > at and (end in words.nouns or (phrase.links and end in words.persons)):
            phrase.former = phrase.former or any(words.is_in(token, "former") for token in range(at, end))
            return end
        if not (words.is_in(end, "modifier") or (words.lower[end] in {"-", "and"} and end > at)):
            return None
    return None


def _take_person(words: Words, phrase: Phrase) -> None:
    at = phrase.end
    if phrase.possessive and not phrase.links:
        at += 1
    if not phrase.links and not phrase.possessive:
        return
    if phrase.links and phrase.links[-1].entry.sort is Sort.ORGAN:
        if words.written[at : at + 1] and words.written[at] in POSSESSIVES:
            at += 1
        else:
            return
    if phrase.titles and phrase.titles[-1].name == "ambassador" and phrase.links[-1].entry.sort is Sort.TITLE:
        at = _behind_post(words, at)
    behind_comma = words.word(at) == "," and bool(phrase.links)
    start = at + 1 if behind_comma else at
    if start >= words.count or start in words.first_of_sentence or not (words.is_capital(start) or start in words.persons):
        return
    if behind_comma and not (phrase.head and phrase.head.entry.sort in {Sort.TITLE, Sort.PEOPLE}):
        return
    end = _run(words, start)
    if end is None or words.has_organisation_word(start, end):
        return
    if behind_comma and (end - start == 1 or words.word(end) not in {",", ".", ";", "\u2013", "\u2014", "--", ")", ":"}):
        return
    phrase.person, phrase.end = (start, end), end


def _behind_post(words: Words, at: int) -> int:
    """Return the token behind 'to Turkey' in "Russia's ambassador to Turkey, Andrei Karlov"."""
    if words.word(at) not in {"to", "for", "in"}:
        return at
    post = at + 2 if words.word(at + 1) == "the" else at + 1
    return words.names[post].end if post in words.names else at


def _take_owner_behind(words: Words, phrase: Phrase) -> None:
    allowed = {"of", "for"} if phrase.titles and phrase.titles[-1].name in {"spokesperson", "adviser"} else {"of"}
    at = phrase.end
    if phrase.person or words.word(at) not in allowed:
        return
    at += 1
    while words.is_in(at, "determiner") or words.is_in(at, "modifier"):
        at += 1
    inner = _chain(words, at)
    if inner is None or inner.owner is None or inner.owner.entry.sort not in _OWNERS:
        return
    if inner.owner.entry.sort is Sort.ADJECTIVE and not inner.links:
        return
    phrase.owner, phrase.context, phrase.end = inner.owner, inner.links, inner.end
    if inner.possessive and not inner.links:
        phrase.end = inner.owner.end


def take_body_behind(words: Words, phrase: Phrase) -> None:
    """Take 'at the defence ministry', 'close to the Saudi government', 'in Ankara' as what unnamed people belong to."""
    link = words.word(phrase.end)
    if phrase.head is not None and phrase.head.entry.sort is Sort.ORGAN and link == "in" and not phrase.person:
        _take_seat_behind(words, phrase)
    if phrase.person or phrase.head is None or not words.is_in(phrase.head_token, "belonging people"):
        return
    at = phrase.end + (2 if link == "close" and words.word(phrase.end + 1) == "to" else 1)
    advises = link == "to" and words.is_in(phrase.head_token, "advising")
    if link != "close" and not advises and not words.is_in(phrase.end, "belonging"):
        return
    while words.is_in(at, "determiner") or (words.is_in(at, "modifier") and at not in words.nouns):
        at += 1
    inner = _chain(words, at)
    if inner is not None and not inner.attribute and _is_belonged_to(words, phrase, inner, link):
        phrase.owner, phrase.context, phrase.end, phrase.behind = inner.owner, inner.links, inner.end, True


def _take_seat_behind(words: Words, phrase: Phrase) -> None:
    """Take the state of 'the foreign ministry in Dhaka'."""
    organ, owner = phrase.head and phrase.head.entry.item, words.names.get(phrase.end + 1)
    is_national = isinstance(organ, Organ) and organ.key in words.lexicon.lists["near organ"]
    if owner is None or owner.entry.sort not in {Sort.STATE, Sort.CAPITAL} or words.is_in(owner.end, "place noun"):
        return
    if is_national or words.is_in(phrase.head_token, "near organ word"):
        phrase.owner, phrase.end, phrase.behind = owner, owner.end, True


def _is_belonged_to(words: Words, phrase: Phrase, inner: Phrase, link: str) -> bool:
    """Return whether unnamed people belong to what stands behind them; a diplomat in Ankara is not Turkish."""
    owner, organ = inner.owner, any(hit.entry.sort is Sort.ORGAN for hit in inner.links)
    if owner is None or owner.entry.sort is Sort.ADJECTIVE:
        return organ or (owner is not None and link == "to" and bool(inner.links))
    if owner.entry.sort is Sort.METONYM or organ:
        return True
    if inner.links or inner.possessive:
        return link == "to" and bool(inner.links)
    if words.is_in(inner.end, "place noun") or (words.word(inner.end) in {",", "and"} and inner.end + 1 in words.names):
        return False  # 'officials in Washington, Baghdad and London'
    if owner.entry.sort in {Sort.STATE, Sort.CAPITAL}:
        return link == "from" or (link == "in" and words.is_in(phrase.head_token, "governing people"))
    return link not in {"in", "at"} or not words.is_in(phrase.head_token, "posted people")


def apposition(words: Words, end: int) -> Phrase | None:
    """Return the phrase that tells who a person is, directly behind the name: ', the Turkish foreign minister,'."""
    if words.word(end) != ",":
        return None
    at = end + 1
    if words.word(at) == "who" and words.word(at + 1) in {"is", "was"}:
        at += 2
    if words.word(at).isdecimal() and words.word(at + 1) == ",":
        at += 2
    while words.is_in(at, "determiner") or (words.is_in(at, "modifier") and at not in words.nouns) or words.word(at) == "-":
        at += 1
    phrase = _chain(words, at)
    if phrase is None or phrase.head is None or phrase.head.entry.sort not in {Sort.TITLE, Sort.PEOPLE}:
        return None
    phrase.former = phrase.former or any(words.is_in(token, "former") for token in range(end + 1, at))
    if phrase.owner is None:
        _take_owner_behind(words, phrase)
    if words.word(phrase.end) not in words.lexicon.lists["behind apposition"]:
        return None
    if phrase.owner is None:
        phrase.owner = _affiliation(words, phrase.end)
    return phrase


def _affiliation(words: Words, at: int) -> Hit | None:
    """Return the state or body named within a few words behind 'at', 'with' or 'of': 'professor at the University of Malta'."""
    if words.word(at) not in {"at", "with", "of", "in", "for", "from"}:
        return None
    for token in range(at + 1, min(at + _AFFILIATION, words.count)):
        if words.lower[token] in {",", ".", ";", "who", "said"}:
            return None
        if token in words.names:
            return words.names[token]
    return None


def state_of(hit: Hit | None) -> State | None:
    """Return the state that a hit names, by name, adjective or capital."""
    return hit.entry.item if hit and isinstance(hit.entry.item, State) else None
