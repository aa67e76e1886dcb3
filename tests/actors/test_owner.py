"""Possessives inside of what somebody owns."""

from __future__ import annotations

from dateline import actors
from dateline.records import PageId, Story, StoryId, StoryKind
from sentences import analysis_of

INVADED = """
Beijing Beijing PROPN 2 nsubj
discussed discuss VERB 0 root
Moscow Moscow PROPN 5 nmod:poss
's 's PART 3 case
invasion invasion NOUN 2 obj
of of ADP 8 case
its its PRON 8 nmod:poss
neighbour neighbour NOUN 5 nmod
. . PUNCT 2 punct
"""
ALONE = """
Beijing Beijing PROPN 2 nsubj
discussed discuss VERB 0 root
its its PRON 4 nmod:poss
neighbour neighbour NOUN 2 obj
. . PUNCT 2 punct
"""


def meant(sentence: str, token: int) -> str | None:
    analysis = analysis_of(sentence)
    story = Story(StoryId("s"), PageId("p"), StoryKind.MAIN, analysis.text)
    found = actors.cast(story, analysis).resolve_tokens(token, token + 1)
    return found.id if found else None


def test_its_is_the_owners_of_what_it_stands_in() -> None:
    assert meant(INVADED, 6) == "RUS"


def test_its_is_the_subjects_where_nobody_owns_what_it_stands_in() -> None:
    unowned = INVADED.replace("PROPN 5 nmod:poss", "PROPN 5 dep")

    assert [meant(ALONE, 2), meant(unowned, 6)] == ["CHN", "CHN"]


MET = """
Biden Biden PROPN 2 nsubj
praised praise VERB 0 root
Putin Putin PROPN 5 nmod:poss
's 's PART 3 case
treatment treatment NOUN 2 obj
of of ADP 8 case
his his PRON 8 nmod:poss
guests guest NOUN 5 nmod
. . PUNCT 2 punct
"""


def test_his_is_the_persons_who_owns_what_it_stands_in() -> None:
    assert meant(MET, 6) == "RUS/GOV:vladimir-putin"
    assert meant(MET.replace("his his", "her her"), 6) != "RUS/GOV:vladimir-putin"
