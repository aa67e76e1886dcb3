from __future__ import annotations

from dataclasses import replace

from dateline.stages.episode.coreference import EventWords, coreference, features, shipped

DOCUMENTS = {
    "a": "An earthquake struck Aceh on Tuesday . The quake killed 35 people .",
    "b": "A strong earthquake hit Aceh and killed dozens .",
    "c": "Parliament voted on the budget . The vote was close .",
}
MENTIONS = (
    EventWords("a", "earthquake", "An earthquake struck Aceh on Tuesday .", where="Aceh", when="Tuesday"),
    EventWords("b", "earthquake", "A strong earthquake hit Aceh and killed dozens .", where="Aceh"),
    EventWords("c", "voted", "Parliament voted on the budget .", who="Parliament"),
    EventWords("c", "vote", "The vote was close ."),
)


def test_the_same_word_of_the_same_news_is_one_event() -> None:
    first, second, third, fourth = coreference(MENTIONS, DOCUMENTS)
    assert first == second
    assert third != first != fourth


def test_an_unreachable_threshold_leaves_every_mention_alone() -> None:
    strict = replace(shipped(), threshold=1.1)
    assert coreference(MENTIONS, DOCUMENTS, model=strict) == [0, 1, 2, 3]


def test_no_mentions_give_no_groups() -> None:
    assert coreference((), DOCUMENTS) == []


def test_the_features_are_symmetric_and_as_many_as_the_networks_take() -> None:
    table = features(MENTIONS, DOCUMENTS, {})
    assert (table == table.transpose(0, 2, 1)).all()
    assert {len(network.hidden) for network in shipped().networks} == {len(table)}
