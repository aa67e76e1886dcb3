"""The cast of one story: every mention of an actor, in text order, and who is meant by any words of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from dateline import codebook as codebooks
from dateline.actors.lexicon import lexicon
from dateline.actors.mentions import Maker, Named
from dateline.actors.people import register
from dateline.actors.phrases import read
from dateline.actors.pronouns import PERSONAL, PLURAL, Pronouns
from dateline.actors.society import Society
from dateline.actors.words import STATE_NOUNS, Words
from dateline.codebook import Codebook, Office
from dateline.language.analysis import Analysis, Range
from dateline.records import Actor, ActorKind, Citation, Mention, Story, cite
from dateline.spans import Span

_JOINTS = frozenset({",", "and", "the", "both", "as", "well", "&", "or", "his", "her", "its"})
_BRACKETS = re.compile(r"\([^()]*\)")
_NAMED_BY_SECTOR = frozenset({"GOV", "MIL", "LEG", "JUD", "EDU"})


class Cast:
    """The actors of one story, and who is meant by any words of it."""

    def __init__(self, story: Story, analysis: Analysis, named: Sequence[Named], words: Words) -> None:
        """Keep the mentions in text order."""
        self._story, self._analysis, self._words = story, analysis, words
        self.named: tuple[Named, ...] = tuple(sorted(named, key=lambda one: (one.start, -one.end)))
        self._starts = [one.start for one in self.named]
        self._by_range = {(one.start, one.end): one for one in reversed(self.named)}
        chains = analysis.chains
        self._chains: dict[Range, int] = {mention: number for number, chain in enumerate(chains) for mention in chain}
        self._pronouns = Pronouns(self, words)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Return every mention of an actor in text order."""
        return tuple(Mention(self._cite(one), one.actor.id) for one in self.named if one.actor)

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """Return the actors met, each once, in the order of their first mention; then the states that stand for a place alone."""
        met = {one.actor.id: one.actor for one in self.named if one.actor}
        return tuple((met | {one.host.id: one.host for one in self.named if one.host and one.host.id not in met}).values())

    def at(self, start: int, end: int) -> Actor | None:
        """Return the actor that the tokens name: the mention of these very tokens, else of the widest inside of them."""
        exact = self._by_range.get((start, end))
        if exact is not None:
            return exact.actor
        inside = self.inside(start, end)
        return next((one.actor for one in inside if one.actor), None)

    def inside(self, start: int, end: int) -> tuple[Named, ...]:
        """Return the mentions that lie inside the tokens, in text order, none inside another."""
        found: list[Named] = []
        reach = start
        for one in self.beginning(start, end):
            if one.end <= end and one.start >= reach:
                found.append(one)
                reach = one.end
        return tuple(found)

    def beginning(self, start: int, end: int) -> tuple[Named, ...]:
        """Return the mentions that begin inside the tokens, in text order."""
        return self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def covering(self, token: int) -> Named | None:
        """Return the widest mention that holds the token, or None."""
        for one in reversed(self.named[: bisect_right(self._starts, token)]):
            if one.end > token:
                return self._widest(one)
            if token - one.start > 30:  # noqa: PLR2004 no mention is longer
                return None
        return None

    def named_by(self, mention: Range) -> Named | None:
        """Return the mention of an actor that words are, or that holds their head."""
        return self._by_range.get(self._trimmed(*mention)) or self.covering(self._head(*mention))

    def chain_before(self, token: int) -> list[Range]:
        """Return the mentions before a word in its chain, as the model has it, in text order."""
        number = self._chains.get((token, token + 1))
        return [mention for mention in self._analysis.chains[number] if mention[1] <= token] if number is not None else []

    def owner(self, pronoun: int) -> Actor | None:
        """Return the state or body that 'its' or 'their' means, or None where that is unknown or they are several."""
        if self._words.word(pronoun) == "its":
            return self._pronouns.one(pronoun)
        several = self._pronouns.several(pronoun)
        return several[0] if len(several) == 1 else None

    def resolve(self, span: Span) -> Actor | None:
        """Return the actor that the words at the span name, or None where they name none or it is not known."""
        tokens = self._analysis.tokens_in(span)
        return self.resolve_tokens(*tokens) if tokens else None

    def resolve_tokens(self, start: int, end: int) -> Actor | None:
        """Return the actor that the tokens name, through names, epithets, pronouns and chains."""
        start, end = self._trimmed(start, end)
        if start >= end:
            return None
        exact = self._by_range.get((start, end))
        if exact is not None and exact.actor is not None:
            return exact.actor
        if end - start == 1 and (found := self._pronouns.one(start)) is not None:
            return found
        head = self._head(start, end)
        named = self.covering(head)
        if named is not None and named.actor is not None:
            return named.actor
        return (
            self._antecedent(head)
            or self._apposed(head)
            or self._through_chain(start, end)
            or self._counterpart(start, end)
            or self._epithet(start, end)
            or self._possessor(start, end)
        )

    def parties(self, span: Span) -> tuple[Actor, ...]:
        """Return every actor that the words name: 'Xi and Putin', 'both sides', 'the two leaders'; one where they name one."""
        tokens = self._analysis.tokens_in(span)
        return self.parties_of(tokens) if tokens else ()

    def parties_of(self, tokens: Range) -> tuple[Actor, ...]:
        """Return every actor that the tokens name, as `parties`."""
        words = " ".join(self._words.lower[tokens[0] : tokens[1]])
        lists = self._words.lexicon.lists
        if words in lists["plural leaders"]:
            return self._sides(tokens[0], persons=True)
        if words in lists["plural parties"]:
            return self._sides(tokens[0], persons=False)
        if words in PLURAL:
            return self._pronouns.several(tokens[0])
        if several := self.listed(*tokens):
            return several
        one = self.resolve_tokens(*tokens)
        return () if one is None else (one,)

    def listed(self, start: int, end: int) -> tuple[Actor, ...]:
        """Return the actors of a list, 'Xi and Putin' or 'Russian and Syrian officials'; nothing where the tokens are no list."""
        inside = [one for one in self.inside(start, end) if one.actor]
        is_list = len(inside) > 1 and self._is_list(inside)
        return tuple({one.actor.id: one.actor for one in inside if one.actor}.values()) if is_list else ()

    def backer(self, start: int, end: int) -> Named | None:
        """Return the mention of who only backs or arms what the tokens name, where they name nobody else; or None."""
        inside = self.inside(start, end)
        return inside[0] if inside and all(one.backs for one in inside) else None

    def host(self, span: Span) -> Actor | None:
        """Return the state that the words place something in or belong to: Russia for 'Moscow', as a place or a government."""
        tokens = self._analysis.tokens_in(span)
        if tokens is None:
            return None
        return next((one.host or one.actor for one in self.inside(*tokens) if one.host or one.actor), None)

    # ---------------------------------------------------------------- inner workings
    def _cite(self, one: Named) -> Citation:
        return cite(self._story, self._analysis.span(one.start, one.end))

    def _widest(self, one: Named) -> Named:
        place = self.named.index(one) if one.sort == "adjective" else -1
        for other in reversed(self.named[: max(place, 0)]):
            if other.start <= one.start and other.end >= one.end:
                return other
        return one

    def _trimmed(self, start: int, end: int) -> Range:
        words = self._words
        while start < end and ((words.is_in(start, "determiner") and end - start > 1) or not words.written[start][0].isalnum()):
            if words.word(start) in PERSONAL or words.word(start) == "its":
                break
            start += 1
        while end > start and not words.written[end - 1][0].isalnum() and words.written[end - 1] not in {")", "."}:
            end -= 1
        while end > start + 1 and words.written[end - 1] in {"'s", "\u2019s"}:
            end -= 1
        return start, end

    def _head(self, start: int, end: int) -> int:
        heads = self._analysis.heads
        if len(heads) and bool((heads >= 0).any()):
            return self._analysis.head_of((start, end))
        inside = [one for one in self.inside(start, end) if one.sort != "adjective"]
        return inside[0].head if inside and inside[0].start == start else end - 1

    def _antecedent(self, token: int) -> Actor | None:
        """Return whom 'who' or 'which' means: what the relative clause hangs on."""
        analysis = self._analysis
        if self._words.word(token) not in {"who", "which", "that", "whom"} or not any(analysis.deprels):
            return None
        above = analysis.head(token)
        while above is not None and not analysis.deprels[above].startswith("acl"):
            above = analysis.head(above)
        noun = analysis.head(above) if above is not None else None
        named = self.covering(noun) if noun is not None else None
        return named.actor if named else None

    def _apposed(self, token: int) -> Actor | None:
        """Return the actor that stands in apposition: Turkey in 'a longstanding ally, Turkey'."""
        for child in self._analysis.children(token, "appos"):
            named = self.covering(child)
            if named is not None and named.actor is not None:
                return named.actor
        return None

    def _through_chain(self, start: int, end: int) -> Actor | None:
        number = self._chains.get((start, end))
        if number is None and start > 0:
            number = self._chains.get((start - 1, end))
        if number is None:
            return None
        for mention in self._analysis.chains[number]:
            named = self._by_range.get(self._trimmed(*mention))
            if named is not None and named.actor is not None:
                return named.actor
        return None

    def _epithet(self, start: int, end: int) -> Actor | None:
        """Return who is meant by 'the ministry', 'the country', 'the specialist', 'the group': the last that it fits."""
        if self._words.word(start - 1) not in {"the", "this", "that"}:
            return None
        head = self._words.lower[end - 1] if end - start == 1 else self._words.lower[self._head(start, end)]
        before = [one for one in self.named if one.start < start and one.actor]
        if head in STATE_NOUNS:
            return next((one.actor for one in reversed(before) if one.actor and one.actor.kind is ActorKind.STATE), None)
        if head in {"group", "militia", "movement", "organisation", "organization"}:
            return next((one.actor for one in reversed(before) if one.actor and one.actor.kind is ActorKind.GROUP), None)
        if head in {"bloc", "alliance", "agency", "watchdog"}:
            return next((one.actor for one in reversed(before) if one.actor and one.actor.kind is ActorKind.IGO), None)
        hit = self._words.nouns.get(start) or self._words.nouns.get(self._head(start, end))
        sector = hit.entry.item.sector if hit and isinstance(hit.entry.item, Office) else hit.entry.item if hit else None
        if sector in _NAMED_BY_SECTOR:
            return next((one.actor for one in reversed(before) if one.person and one.actor and one.actor.sector == sector), None)
        return None

    def _counterpart(self, pronoun: int, end: int) -> Actor | None:
        """Return who 'his counterpart' is: who governs another state than he, the last named."""
        if self._words.word(pronoun) not in PERSONAL or self._words.word(end - 1) != "counterpart":
            return None
        own = self._pronouns.one(pronoun)
        if own is None:
            return None
        others = (one.actor for one in reversed(self.named) if one.start < pronoun and one.person and one.actor)
        return next((actor for actor in others if actor.sector == own.sector and actor.country not in {own.country, None}), None)

    def _possessor(self, start: int, end: int) -> Actor | None:
        """Return the owner of an act or thing that is no actor itself: of 'Russia's invasion', 'the White House readout'."""
        first = next(iter(self.inside(start, end)), None)
        return first.actor if first and first.start == start and first.end < end and not first.backs else None

    def _is_list(self, inside: Sequence[Named]) -> bool:
        return all(before.end < after.start and self._is_joint(before.end, after.start) for before, after in pairwise(inside))

    def _is_joint(self, start: int, end: int) -> bool:
        """Return whether the tokens only join the parts of a list; what stands in brackets does not count."""
        between = " ".join(self._words.lower[start:end])
        return _JOINTS.issuperset(_BRACKETS.sub(" ", between).split())

    def _sides(self, token: int, *, persons: bool) -> tuple[Actor, ...]:
        """Return the two states, or the two leaders, that the story has named most before a token, by first mention."""
        counts: Counter[str] = Counter()
        actors: dict[str, Actor] = {}
        for one in self.named[: bisect_right(self._starts, token - 1)]:
            actor = one.actor if persons else one.host or one.actor
            if (
                actor is None
                or (persons and not (one.person and actor.sector == "GOV"))
                or not (persons or actor.kind is ActorKind.STATE)
            ):
                continue
            if one.sort == "adjective":
                continue
            actors.setdefault(actor.id, actor)
            counts[actor.id] += 1
        top = {actor for actor, _ in counts.most_common(2)}
        return tuple(actor for actor in actors.values() if actor.id in top) if len(top) > 1 else ()


def cast(story: Story, analysis: Analysis, *, codebook: Codebook | None = None, day: date | None = None) -> Cast:
    """
    Return the actors of a story.

    Args:
        story: the story; its place and date help where a text says 'the president' alone.
        analysis: its analysis; entities, chains and grammar are used where they are, names and capitals where they are not.
        codebook: the tables; None: the package's.
        day: the day of the report; None: the story's.
    """
    book = codebook or codebooks.load()
    words = Words(analysis, lexicon(book))
    when = day or story.published
    month = when.strftime("%Y-%m") if when else None
    phrases = read(words)
    society = Society(words, register(book), month)
    people = society.gather(phrases)
    home = codebooks.state(story.place.split(",")[0], codebook=book) if story.place else None
    maker = Maker(words, society, people, home, book)
    named = maker.make(phrases)
    words.sexes.update({(phrase.start, phrase.end): people[phrase.start].female for phrase in phrases if phrase.start in people})
    first = Cast(story, analysis, named, words)
    owned = [
        found
        for pronoun, phrase in maker.owned
        if (owner := first.owner(pronoun)) is not None and (found := maker.of_owner(phrase, owner)) is not None
    ]
    return Cast(story, analysis, (*named, *owned), words) if owned else first
