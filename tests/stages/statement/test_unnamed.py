"""Speakers without a name: the state that their words tell, and who takes them up."""

from __future__ import annotations

from datetime import date

from dateline import actors
from dateline.language.analysis import Analysis
from dateline.records import PageId, Story, StoryId, StoryKind
from dateline.stages.statement import find
from sentences import analysis_of


def speakers(*sentences: str) -> list[list[tuple[str, str | None]]]:
    """Return the words and the actor of every speaker, statement by statement."""
    analysis: Analysis = analysis_of(*sentences)
    story = Story(StoryId("s1"), PageId("p1"), StoryKind.MAIN, analysis.text, published=date(2023, 3, 17))
    found = find(story, analysis, actors.cast(story, analysis))
    return [[(one.citation.quote, one.actor) for one in statement.speakers] for statement in found]


def said(*subject: str) -> str:
    """Return '[subject] said talks failed.' with its tree; the last word of the subject is its head."""
    head = len(subject)
    words = [
        f"{word} {word.lower()} {tag} {head + 1 if at == head else head} {'nsubj' if at == head else relation}"
        for at, (word, tag, relation) in enumerate((part.split("/") for part in subject), start=1)
    ]
    rest = [
        "said say VERB 0 root",
        f"talks talk NOUN {head + 3} nsubj",
        f"failed fail VERB {head + 1} ccomp",
        f". . PUNCT {head + 1} punct",
    ]
    return "\n".join([*words, *rest])


KENYAN = said("A/DET/det", "senior/ADJ/amod", "Kenyan/ADJ/amod", "diplomat/NOUN/nsubj")
WESTERN = said("A/DET/det", "western/ADJ/amod", "diplomat/NOUN/nsubj")
BOLIVIAN = said("Two/NUM/nummod", "Bolivian/ADJ/amod", "officials/NOUN/nsubj")


def test_an_unnamed_speaker_is_of_the_state_that_describes_it() -> None:
    assert speakers(KENYAN) == [[("A senior Kenyan diplomat", "KEN/GOV:senior-kenyan-diplomat")]]


def test_an_unnamed_speaker_without_a_state_is_nobody_known() -> None:
    assert speakers(WESTERN) == [[("A western diplomat", None)]]


def test_the_diplomat_is_the_one_who_spoke_last() -> None:
    the_diplomat = said("The/DET/det", "diplomat/NOUN/nsubj")

    assert speakers(KENYAN, the_diplomat)[1] == [("The diplomat", "KEN/GOV:senior-kenyan-diplomat")]
    assert speakers(KENYAN, WESTERN, the_diplomat)[2] == [("A western diplomat", None)]


def test_the_two_officials_are_those_before_and_the_rebel_officials_are_not() -> None:
    the_two = said("The/DET/det", "two/NUM/nummod", "officials/NOUN/nsubj")
    rebels = said("The/DET/det", "rebel/NOUN/compound", "officials/NOUN/nsubj")

    assert speakers(BOLIVIAN, the_two)[1] == [("The two officials", "BOL/GOV:bolivian-officials")]
    assert speakers(BOLIVIAN, rebels)[1] == [("The rebel officials", None)]


def test_he_takes_up_one_unnamed_speaker_and_they_take_up_several() -> None:
    he, they = said("He/PRON/nsubj"), said("They/PRON/nsubj")

    assert speakers(KENYAN, he)[1] == [("He", "KEN/GOV:senior-kenyan-diplomat")]
    assert speakers(BOLIVIAN, they)[1] == [("Two Bolivian officials", "BOL/GOV:bolivian-officials")]
    assert speakers(BOLIVIAN, he)[1] == [("He", None)]


def test_it_is_no_unnamed_person() -> None:
    assert speakers(KENYAN, said("It/PRON/nsubj"))[1] == [("It", None)]


def test_officials_of_two_states_are_two_speakers() -> None:
    both = said("Kenyan/ADJ/amod", "and/CCONJ/cc", "Bolivian/ADJ/amod", "officials/NOUN/nsubj")

    assert speakers(both) == [
        [
            ("Kenyan and Bolivian officials", "KEN/GOV:kenyan-officials"),
            ("Kenyan and Bolivian officials", "BOL/GOV:bolivian-officials"),
        ]
    ]
