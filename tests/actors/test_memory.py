from __future__ import annotations

from dateline import codebook
from dateline.actors.memory import Memory
from dateline.records import Actor, ActorId, ActorKind

TURKS = Actor(ActorId("TUR/GOV:turkish-officials"), "TUR/GOV", "Turkish officials", ActorKind.PERSON, "TUR", "GOV")
SYRIA = Actor(ActorId("SYR"), "SYR", "Syria", ActorKind.STATE, "SYR")


def test_the_country_is_that_of_a_sentences_subject_not_one_told_beside_it() -> None:
    memory = Memory(codebook.load())
    memory.note_actor(TURKS, word="officials", sentence=0, deprel="nsubj")
    memory.note_actor(SYRIA, word=None, sentence=0, deprel="nmod")
    assert memory.state == memory.state_of("TUR")
    memory.note_actor(SYRIA, word=None, sentence=1, deprel="obl")
    assert memory.state == memory.state_of("SYR")


def test_people_of_a_state_who_are_no_subject_leave_the_country_as_it_is() -> None:
    memory = Memory(codebook.load())
    memory.note_actor(SYRIA, word=None, sentence=0, deprel="obj")
    memory.note_actor(TURKS, word="officials", sentence=0, deprel="obl")
    assert memory.state == memory.state_of("SYR")
    assert memory.called["officials"] == TURKS
