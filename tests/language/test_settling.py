"""Drafts of acts and the chances of their parties → event mentions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.language.analysis import Analysis, Entity, EntityLabel, Party
from dateline.language.roles import Act, Weighed
from dateline.language.settling import Draft, Phrases, Settler
from dateline.language.sureness import Signs, Sureness
from sentences import analysis_of

VISIT = analysis_of(
    """
    The the DET 3 det
    Chadian Chadian ADJ 3 amod
    minister minister NOUN 6 nsubj
    of of ADP 5 case
    trade trade NOUN 3 nmod
    thanked thank VERB 0 root
    Abdel Abdel PROPN 6 obj
    al al PROPN 7 flat
    Sisi Sisi PROPN 6 dep
    and and CCONJ 11 cc
    Mali Mali PROPN 7 conj
    """,
    entities=(Entity(6, 9, EntityLabel.PER),),
)
DRAFT = Draft(Act((5, 6), "SUPPORT", (0, 11), np.zeros((2, 11))), "occurred", None, odds=2.0, named=-0.5)


class Told:
    """Trees that say what they are told."""

    def __init__(self, *parties: Weighed) -> None:
        self.told = list(parties)

    def parties(self, _analysis: Analysis, acts: Sequence[Act]) -> list[list[Weighed]]:
        return [self.told for _ in acts]


def settler(*parties: Weighed, sure: Sureness | None = None) -> Settler:
    return Settler(
        lambda _, drafts: [draft.odds - 1 for draft in drafts],
        Told(*parties),
        sure or Sureness(),
        least_actor=0.4,
        least_recipient=0.3,
    )  # type: ignore[arg-type]


def test_a_phrase_is_a_whole_name_with_what_belongs_to_it_and_nothing_coordinated() -> None:
    assert [VISIT.words_of(Phrases(VISIT).phrase(token)) for token in (2, 1, 6, 8, 10)] == [
        "The Chadian minister of trade",
        "Chadian",
        "Abdel al Sisi",
        "Abdel al Sisi",
        "Mali",
    ]


def test_a_phrase_within_another_is_told_with_that() -> None:
    assert Phrases(VISIT).of([1, 2, 10, 8]) == ((0, 5), (6, 9), (10, 11))


def test_likely_words_name_the_parties_and_each_word_one() -> None:
    parties = Weighed(2, 0.8, 0.35), Weighed(6, 0.45, 0.5), Weighed(10, 0.2, 0.3)
    (event,) = settler(*parties).settled(VISIT, [DRAFT])
    assert (event.trigger, event.type, event.status) == ((5, 6), "SUPPORT", "occurred")
    assert (event.odds, event.naming) == (2.0, 1.0)
    assert (event.actors, event.recipients) == (((0, 5),), ((6, 9), (10, 11)))


def test_all_words_that_may_name_a_party_are_handed_on_with_their_chances() -> None:
    parties = Weighed(2, 0.39, 0.2), Weighed(6, 0.051, 0.0), Weighed(10, 0.01, 0.049)
    (event,) = settler(*parties).settled(VISIT, [DRAFT])
    assert event.parties == (Party((0, 5), 2, 0.39, 0.2), Party((6, 9), 6, 0.051, 0.0))
    assert (event.actors, event.named) == ((), DRAFT.named)


def test_an_event_is_as_sure_as_its_parties_are_clear() -> None:
    sure = Sureness(odds=0.5, actor=1.0, recipient=1.0, alone=-1.0)
    clear, vague, alone = (
        settler(*parties, sure=sure).settled(VISIT, [DRAFT])[0]
        for parties in (
            (Weighed(2, 0.95, 0.0), Weighed(6, 0.0, 0.95)),
            (Weighed(2, 0.6, 0.0), Weighed(6, 0.0, 0.6)),
            (Weighed(2, 0.6, 0.0), Weighed(6, 0.0, 0.2)),
        )
    )
    assert clear.score > vague.score > alone.score
    assert clear.odds == vague.odds == alone.odds


def test_no_chance_of_a_party_is_too_far_off_to_count() -> None:
    (event,) = settler(Weighed(2, 1.0, 0.0), sure=Sureness(actor=1.0)).settled(VISIT, [DRAFT])
    assert 0.99 < event.score <= 1.0


def test_every_sign_counts_by_its_weight() -> None:
    signs = Signs(odds=2.0, named=-1.0, actor=3.0, recipient=0.5, actorless=0.0, recipientless=1.0, alone=1.0)
    sure = Sureness(odds=0.5, named=2.0, actor=1.0, recipient=2.0, actorless=9.0, recipientless=-1.0, alone=-1.0, intercept=-1.0)
    assert sure.chance(signs) == 0.5  # 1 - 2 + 3 + 1 - 1 - 1 - 1 = 0


def test_no_score_is_too_far_off_to_have_a_chance() -> None:
    assert [Sureness(intercept=told).chance(Signs(*[0.0] * 7)) for told in (-1e4, 1e4)] == [0.0, 1.0]
