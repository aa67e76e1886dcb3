"""Whom a pronoun means: he and she, it, they. A person, a body or several; nobody rather than a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dateline.records import Actor, ActorKind

if TYPE_CHECKING:
    from dateline.actors.cast import Cast
    from dateline.actors.mentions import Named
    from dateline.actors.words import Words
    from dateline.language.analysis import Range

PERSONAL = {"he": False, "him": False, "his": False, "she": True, "her": True, "hers": True}  # whether of a woman
PLURAL = frozenset({"they", "them"})
_NEUTER = frozenset({"it", "its", "itself"})
_ACTING = ("nsubj", "nmod:poss")  # who owns something may be who does something with it
_NEAR = 2  # nouns between a possessive and what its owner may own
_BACK = 3  # sentences in which a person is looked for
_ON_THE_SAME = frozenset({"xcomp", "conj", "obl", "nmod"})  # what joins a clause to one whose subject may be its own


class Pronouns:
    """
    The pronouns of one story.

    Method: a pronoun that is the subject of its clause, or stands below one that is not, most often means the subject of a clause
    above (after Hobbs, "Resolving pronoun references", 1978); then the model's chain, then what was named last.
    """

    def __init__(self, cast: Cast, words: Words) -> None:
        """Take whom the words of the story name."""
        self._cast, self._words, self._analysis = cast, words, words.analysis

    def one(self, token: int) -> Actor | None:
        """Return whom 'he', 'she' or 'it' means, or None where it is unknown or the word is none of them."""
        word = self._words.word(token)
        if word in PERSONAL:
            return self._person(token, female=PERSONAL[word])
        return self._body(token) if word in _NEUTER else None

    def several(self, token: int) -> tuple[Actor, ...]:
        """Return whom 'they' means: the subject of a clause above, those of its chain, or people named before; else nobody."""
        above = (subject for subject in self._subjects_above(token) if self._analysis.upos[subject] != "PRON")
        subject = next((one for one in above if self._is_several(one)), None)
        if subject is not None:
            return self._of_many(subject)
        chain = [mention for mention in self._cast.chain_before(token) if not self._is_bare(mention)]
        if any(self._is_other(mention, token) for mention in chain):
            return ()
        for mention in reversed(chain):
            if listed := self._cast.listed(*mention):
                return listed
            named = self._cast.named_by(mention)
            if named is not None and named.actor is not None:
                return () if named.person else (named.actor,)
        return () if chain else self._people_before(token)

    # ---------------------------------------------------------------- one
    def _person(self, token: int, *, female: bool) -> Actor | None:
        own = self._owner_above(token)
        if own is not None and own.person and not self._is_other_sex(own, female=female):
            return own.actor
        return self._person_above(token, female=female) or self._nearest_person(token, female=female)

    def _body(self, token: int) -> Actor | None:
        own = self._owner_above(token)
        if own is not None and not own.person:
            return own.actor
        return self._body_above(token) or self._body_beside(token) or self._nearest_body(token)

    def _owner_above(self, token: int) -> Named | None:
        """Return who owns what a possessive stands in: Moscow for 'its' in 'Moscow's invasion of its neighbour'."""
        analysis = self._analysis
        above = analysis.head(token)
        for _ in range(_NEAR):
            above = analysis.head(above) if above is not None and analysis.deprels[above].startswith("nmod") else None
            if above is None:
                return None
            for owner in analysis.children(above, "nmod:poss"):
                named = self._cast.covering(owner) if owner < token else None
                if named is not None and named.actor is not None:
                    return named
        return None

    def _person_above(self, token: int, *, female: bool) -> Actor | None:
        """Return the person who is the subject of a clause above: Netanyahu in 'Another ally, Netanyahu, said he would'."""
        for subject in self._subjects_above(token):
            for head in (subject, *self._analysis.children(subject, "appos")):
                named = self._cast.covering(head)
                if named is not None and named.actor is not None and self._may_be(named, female=female):
                    return named.actor
        return None

    def _nearest_person(self, token: int, *, female: bool) -> Actor | None:
        """Return the first person of the nearest sentence that has one, subjects before others; else the last of all."""
        sentences = self._analysis.sentences
        here = self._analysis.sentence_of(token)
        for number in range(here, max(-1, here - _BACK - 1), -1):
            able = [
                one
                for one in self._cast.beginning(sentences[number][0], min(sentences[number][1], token))
                if self._may_be(one, female=female)
            ]
            subjects = [one for one in able if self._is_subject(one)]
            found = subjects or (able if number < here else [])
            if found:
                return found[0].actor
        earlier = [one for one in self._cast.beginning(0, token) if self._may_be(one, female=female)]
        return earlier[-1].actor if earlier else None

    def _body_above(self, token: int) -> Actor | None:
        """Return the state or body that is the subject of a clause above: Ankara in 'Ankara denies it has'."""
        for subject in self._subjects_above(token):
            named = self._cast.covering(subject)
            if named is not None and self._is_body(named):
                return named.actor
            if named is not None and named.sort == "people" and named.host is not None:
                return named.host  # 'Turkish officials said two of its soldiers'
            if self._words.word(subject) == "it":
                return self._body(subject)
        return None

    def _body_beside(self, token: int) -> Actor | None:
        """Return the body named last before a possessive in its sentence: 'under threat from Turkey after its forces'."""
        if self._words.word(token) != "its":
            return None
        begin = self._analysis.sentences[self._analysis.sentence_of(token)][0]
        before = reversed(self._cast.beginning(begin, token))
        return next((one.actor for one in before if self._is_body(one) and not self._is_a_place(one)), None)

    def _is_a_place(self, one: Named) -> bool:
        return self._words.is_in(one.start - 1, "place preposition")

    def _nearest_body(self, token: int) -> Actor | None:
        sentence = self._analysis.sentence_of(token)
        before = self._cast.beginning(self._analysis.sentences[max(0, sentence - 1)][0], token)
        able = [one for one in before if self._is_body(one)]
        subjects = [one for one in able if self._is_subject(one)]
        return (subjects or able)[0].actor if able else None

    def _is_body(self, one: Named) -> bool:
        return one.actor is not None and not one.person and one.sort not in {"adjective", "people"} and one.actor.sector != "JRN"

    def _may_be(self, one: Named, *, female: bool) -> bool:
        return one.person and one.actor is not None and not self._is_other_sex(one, female=female)

    def _is_other_sex(self, one: Named, *, female: bool) -> bool:
        known = self._words.sex_of(one.start, one.end)
        return known is not None and known != female

    # ---------------------------------------------------------------- several
    def _is_bare(self, mention: Range) -> bool:
        return mention[1] - mention[0] == 1 and self._analysis.upos[mention[0]] in {"PRON", "DET"}

    def _is_several(self, head: int) -> bool:
        """Return whether a word names several: a plural, a list, or a group, which has many fighters."""
        analysis = self._analysis
        if analysis.feature(head, "Number") == "Plur" or analysis.children(head, "conj"):
            return True
        named = self._cast.covering(head)
        return named is not None and named.actor is not None and named.actor.kind is ActorKind.GROUP

    def _of_many(self, head: int) -> tuple[Actor, ...]:
        """Return the actors that a word and what is joined to it name, all or none; a person never alone."""
        heads = (head, *self._analysis.children(head, "conj"))
        named = [one for one in map(self._cast.covering, heads) if one is not None and one.actor is not None]
        if len(named) < len(heads) or (len(heads) == 1 and named[0].person):
            return ()
        return _each_once(named)

    def _people_before(self, token: int) -> tuple[Actor, ...]:
        """Return the people named last in the pronoun's sentence, else the subject of the one before, or its two leaders."""
        analysis = self._analysis
        sentence = analysis.sentence_of(token)
        here = [
            one
            for one in self._cast.beginning(analysis.sentences[sentence][0], token)
            if not self._is_other((one.start, one.end), token)
        ]
        many = [one for one in here if self._is_several(one.head) and not one.person]
        if many or sentence == 0:
            return self._of_many(many[-1].head) if many else ()
        before = self._cast.beginning(*analysis.sentences[sentence - 1])
        subjects = [one for one in before if self._is_subject(one) and self._is_several(one.head)]
        if subjects:
            return self._of_many(subjects[-1].head)
        leaders = _each_once([one for one in (*before, *here) if one.person and one.actor and one.actor.sector == "GOV"])
        return leaders if len(leaders) == 2 else ()  # noqa: PLR2004  # who met

    def _is_other(self, mention: Range, token: int) -> bool:
        """Return whether words name who does something to those whom the pronoun means, or what its clause is told of."""
        analysis = self._analysis
        acts = analysis.deprels[token].startswith(_ACTING)
        above = analysis.head(token)
        while above is not None:
            if mention[0] <= above < mention[1]:
                return True
            if not acts and any(mention[0] <= subject < mention[1] for subject in analysis.children(above, "nsubj")):
                return True
            acts = acts or analysis.deprels[above] not in _ON_THE_SAME
            above = analysis.head(above)
        return False

    # ---------------------------------------------------------------- both
    def _subjects_above(self, token: int) -> Iterator[int]:
        """Yield the heads of the subjects before a pronoun in the clauses above it, who acts on the pronoun left out."""
        analysis = self._analysis
        acts = analysis.deprels[token].startswith(_ACTING)
        verb = analysis.head(token)
        while verb is not None:
            subjects = analysis.children(verb, "nsubj")
            if acts:
                yield from [one for one in subjects if one < token][:1]
            acts = acts or bool(subjects)
            verb = analysis.head(verb)

    def _is_subject(self, one: Named) -> bool:
        deprels = self._analysis.deprels
        if not deprels or not any(deprels):
            return not self._words.is_in(one.start - 1 - self._words.is_in(one.start - 1, "determiner"), "before no subject")
        return any(deprels[token].startswith("nsubj") for token in range(one.start, one.end))


def _each_once(named: Iterable[Named]) -> tuple[Actor, ...]:
    return tuple({one.actor.id: one.actor for one in named if one.actor}.values())
