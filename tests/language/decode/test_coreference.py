from __future__ import annotations

import numpy as np

from dateline.language.analysis import Analysis, Entity, EntityLabel
from dateline.language.decode.coreference import chains
from dateline.language.decode.links import Referring, referring

PER, ORG = EntityLabel.PER, EntityLabel.ORG


def story(*lines: str, entities: tuple[Entity, ...] = ()) -> Analysis:
    """Return a story of lines "word/UPOS/head/deprel ..."; heads count from 1 in their sentence."""
    rows, ranges = [], []
    for line in lines:
        first = len(rows)
        for cell in line.split():
            word, upos, head, deprel = cell.split("/")
            rows.append((word, upos, int(head) - 1 + first if int(head) else -1, deprel))
        ranges.append((first, len(rows)))
    ends = np.cumsum([len(word) + 1 for word, _, _, _ in rows]) - 1
    return Analysis(
        text=" ".join(word for word, _, _, _ in rows),
        starts=ends - [len(word) for word, _, _, _ in rows],
        ends=ends,
        sentences=tuple(ranges),
        upos=tuple(upos for _, upos, _, _ in rows),
        feats=("",) * len(rows),
        lemmas=tuple(word.lower() for word, _, _, _ in rows),
        heads=np.array([head for _, _, head, _ in rows]),
        deprels=tuple(deprel for _, _, _, deprel in rows),
        entities=entities,
    )


def told(analysis: Analysis, *found: tuple[int, int | None]) -> list[list[str]]:
    made = chains(analysis, [Referring(word, antecedent, 0.0) for word, antecedent in found])
    return [[analysis.words_of(mention) for mention in chain] for chain in made]


def test_a_surname_takes_up_the_full_name_even_where_the_model_sees_no_mention() -> None:
    one = story(
        "Vladimir/PROPN/3/nsubj Putin/PROPN/1/flat left/VERB/0/root",
        "Putin/PROPN/2/nsubj flew/VERB/0/root",
        entities=(Entity(0, 2, PER), Entity(3, 4, PER)),
    )
    assert told(one) == [["Vladimir Putin", "Putin"]]


def test_people_of_other_names_are_never_joined() -> None:
    one = story("Xi/PROPN/2/nsubj met/VERB/0/root Putin/PROPN/2/obj", entities=(Entity(0, 1, PER), Entity(2, 3, PER)))
    assert told(one, (0, None), (2, 0)) == []


def test_a_pronoun_takes_the_model_s_antecedent_and_else_the_latest_person() -> None:
    lines = ("Xi/PROPN/2/nsubj left/VERB/0/root", "Then/ADV/3/advmod he/PRON/3/nsubj flew/VERB/0/root")
    one = story(*lines, entities=(Entity(0, 1, PER),))
    assert told(one, (0, None), (3, 0)) == [["Xi", "he"]]
    assert told(one, (0, None), (3, None)) == [["Xi", "he"]]


def test_an_object_is_not_the_subject_of_its_own_verb() -> None:
    one = story(
        "Putin/PROPN/2/nsubj came/VERB/0/root",
        "Xi/PROPN/2/nsubj thanked/VERB/0/root him/PRON/2/obj",
        entities=(Entity(0, 1, PER), Entity(2, 3, PER)),
    )
    assert told(one, (0, None), (2, None), (4, 2)) == [["Putin", "him"]]


def test_he_is_not_a_ministry() -> None:
    one = story("Ministry/PROPN/2/nsubj said/VERB/0/root he/PRON/4/nsubj left/VERB/2/ccomp", entities=(Entity(0, 1, ORG),))
    assert told(one, (0, None), (2, 0)) == []


def test_a_definite_phrase_takes_up_the_latest_mention_with_its_noun() -> None:
    one = story(
        "The/DET/3/det foreign/ADJ/3/amod ministry/NOUN/4/nsubj spoke/VERB/0/root",
        "The/DET/2/det ministry/NOUN/3/nsubj agreed/VERB/0/root",
        "A/DET/2/det ministry/NOUN/3/nsubj agreed/VERB/0/root",
    )
    assert told(one, (2, None), (5, None), (8, None)) == [["The foreign ministry", "The ministry"]]


def test_dates_are_no_mentions() -> None:
    one = story("Monday/PROPN/2/obl came/VERB/0/root it/PRON/2/nsubj", entities=(Entity(0, 1, EntityLabel.DATE),))
    assert told(one, (0, None), (2, 0)) == []


def test_mentions_of_a_window_point_to_earlier_mentions_only() -> None:
    corefers = np.array([1.0, -1.0, -1.0, 2.0])
    antecedents = np.log(np.array([[1.0, 9, 9, 9, 9], [1, 1, 1, 1, 1], [0.4, 0.6, 9, 9, 9], [0.7, 0.1, 9, 0.2, 9]]))
    assert [
        (one.word, one.antecedent) for one in referring(corefers, antecedents, np.array([False, False, True, False]), first=5)
    ] == [
        (5, None),
        (7, 5),
        (8, None),
    ]
    assert referring(-corefers - 3, antecedents, np.zeros(4, dtype=bool)) == []
