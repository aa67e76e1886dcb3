from __future__ import annotations

from dateline import actors
from dateline.language.analysis import Analysis, Party
from dateline.records import ActorId, Citation, Mention, PageId, Story, StoryId, StoryKind
from dateline.spans import Span
from dateline.stages.event.candidate import Candidate
from dateline.stages.event.parties import FIRST, LATER, Evidence, Known, Parties
from sentences import analysis_of

TOLD = """
Chinese Chinese ADJ 2 amod
leader leader NOUN 3 compound
Xi Xi PROPN 5 nsubj
Jinping Jinping PROPN 3 flat
urged urge VERB 0 root
rebels rebel NOUN 5 obj
near near ADP 8 case
Moscow Moscow PROPN 6 nmod
to to PART 10 mark
meet meet VERB 5 xcomp
Ukraine Ukraine PROPN 10 obj
and and CCONJ 13 cc
Syria Syria PROPN 11 conj
. . PUNCT 5 punct
"""
XI, CHINA, RUSSIA, UKRAINE, SYRIA = (ActorId(name) for name in ("CHN/GOV:xi-jinping", "CHN", "RUS", "UKR", "SYR"))


def evidence(*parties: Party, speakers: tuple[Mention, ...] = (), analysis: Analysis | None = None) -> Evidence:
    told = analysis or analysis_of(TOLD)
    story = Story(StoryId("s"), PageId("p"), StoryKind.MAIN, told.text)
    candidate = Candidate((4, 5), "REQUEST", None, (), (), 0.9, "occurred", parties=parties)
    return Parties(story, told, actors.cast(story, told)).evidence(candidate, speakers)


def known(found: Evidence, actor: ActorId) -> Known:
    (one,) = (one for one in found.known if one.mention.actor == actor)
    return one


def test_the_likeliest_words_that_name_an_actor_speak_for_it_and_are_cited() -> None:
    weak, strong = Party((10, 11), 10, 0.1, 0.3), Party((10, 11), 10, 0.2, 0.8)
    one = known(evidence(weak, strong), UKRAINE)

    assert (one.acting, one.receiving, one.host, one.heads) == (0.2, 0.8, False, [10, 10])
    assert one.mention.citation.quote == "Ukraine"


def test_words_within_likely_words_that_name_somebody_are_no_party_of_their_own() -> None:
    leader = Party((0, 4), 2, 0.9, 0.0)

    within = evidence(Party((0, 1), 0, 0.5, 0.0), leader)
    likelier = evidence(Party((0, 1), 0, 0.95, 0.0), Party((0, 4), 2, 0.4, 0.0))

    assert CHINA not in [one.mention.actor for one in within.known]
    assert known(likelier, CHINA).acting == 0.95
    assert known(within, XI).acting == 0.9


def test_a_place_stands_for_the_state_that_it_lies_in() -> None:
    found = evidence(Party((7, 8), 7, 0.1, 0.6), Party((5, 6), 5, 0.0, 0.3))

    one = known(found, RUSSIA)
    assert (one.receiving, one.mention.citation.quote) == (0.6, "Moscow")
    assert (found.unknown_receiving, found.unknown_acting) == (0.3, 0.0)


def test_what_names_nobody_known_is_weighed_as_such() -> None:
    found = evidence(Party((5, 6), 5, 0.4, 0.7))

    assert (found.unknown_acting, found.unknown_receiving, found.unnamed_acting) == (0.4, 0.7, 0.4)


def test_the_first_of_those_that_the_words_govern_comes_before_the_later() -> None:
    governed = {one.mention.actor: one.governed for one in evidence().known if one.governed}

    assert governed[UKRAINE] >= governed[SYRIA]
    assert set(governed.values()) == {FIRST, LATER}


def test_who_says_the_act_may_take_part_in_it() -> None:
    speaker = Mention(Citation(StoryId("s"), Span(0, 22), "Chinese leader Xi Jinping"), XI)

    assert known(evidence(speakers=(speaker,)), XI).speaks
    assert evidence(speakers=(Mention(speaker.citation, None),)).known == evidence().known


def test_an_act_without_words_for_a_party_has_nobody() -> None:
    alone = analysis_of("Somebody somebody PRON 5 nsubj\n" + "very very ADV 5 advmod\n" * 3 + "urged urge VERB 0 root")

    assert evidence(analysis=alone).known == ()
