from __future__ import annotations

import dataclasses
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import codebook
from dateline.actors import cast
from dateline.language.analysis import Entity, EntityLabel
from dateline.records import Actor, ActorId, ActorKind
from plain_texts import cast_of, cut, span_of, story_of

DAY = date(2023, 5, 2)


def who(text: str, words: str, **given: object) -> str | None:
    """Return the id of the actor that the last such words of a text name."""
    actor = cast_of(text, **given).resolve(span_of(text, words))  # type: ignore[arg-type]
    return None if actor is None else actor.id


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        pytest.param("Norway signed.", "Norway", "NOR", id="a state by name"),
        pytest.param("The US signed.", "The US", "USA", id="a state by its letters"),
        pytest.param("Burma signed.", "Burma", "MMR", id="a state by an older name"),
        pytest.param("Ankara said it would not sign.", "Ankara", "TUR", id="a capital that speaks"),
        pytest.param("The Kremlin denied it.", "The Kremlin", "RUS/GOV:kremlin", id="a palace"),
        pytest.param("The Norwegian government signed.", "The Norwegian government", "NOR", id="a government is the state"),
        pytest.param("The government of Norway signed.", "The government of Norway", "NOR", id="a government behind of"),
        pytest.param(
            "Oslo's foreign ministry denied it.",
            "Oslo's foreign ministry",
            "NOR/GOV:ministry-of-foreign-affairs-of-norway",
            id="a ministry of a capital",
        ),
        pytest.param(
            "The Ministry of Defence of the Netherlands denied it.",
            "The Ministry of Defence of the Netherlands",
            "NLD/GOV:ministry-of-defence-of-netherlands",
            id="a ministry behind of",
        ),
        pytest.param(
            "The State Department denied it.",
            "The State Department",
            "USA/GOV:department-of-state-of-the-united-states",
            id="a ministry with a name of its own",
        ),
        pytest.param("Polish troops crossed.", "Polish troops", "POL/MIL:polish-armed-forces", id="troops"),
        pytest.param("A Turkish official said no.", "A Turkish official", "TUR/GOV:turkish-official", id="an unnamed official"),
        pytest.param("NATO agreed.", "NATO", "IGO:NATO", id="an organisation of states"),
        pytest.param("Hezbollah fired.", "Hezbollah", "GRP:HEZBOLLAH", id="an armed group"),
        pytest.param("He told AFP so.", "AFP", "ORG:AFP", id="an agency"),
        pytest.param("Huawei complained.", "Huawei", "ORG:HUAWEI", id="a firm"),
        pytest.param("The West condemned it.", "The West", None, id="the West is no actor"),
        pytest.param("The international community agreed.", "The international community", None, id="nor is the world"),
        pytest.param("Leaders met in Oslo.", "Oslo", None, id="a city as a place"),
        pytest.param("Norway-backed fighters left.", "Norway-backed fighters", None, id="who backs them is not they"),
        pytest.param("Norway-run camps closed.", "Norway-run camps", "NOR", id="who runs something answers for it"),
    ],
)
def test_states_organs_and_bodies_are_known_by_their_names(text, words, actor):
    assert who(text, words) == actor


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        pytest.param("Zambian President Joy Mwale spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="nationality, title, name"),
        pytest.param("Zambia's President Joy Mwale spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="state, title, name"),
        pytest.param("The Zambian president, Joy Mwale, spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="title, comma, name"),
        pytest.param(
            "Joy Mwale, the president of Zambia, spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="name, comma, title of state"
        ),
        pytest.param(
            "Joy Mwale, who is Zambia's foreign minister, spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="a clause behind the name"
        ),
        pytest.param("Zambian President Joy Mwale came. Mwale left.", "Mwale", "ZMB/GOV:joy-mwale", id="the surname later"),
        pytest.param(
            "Zambian President Joy Mwale came. Mrs Mwale left.", "Mrs Mwale", "ZMB/GOV:joy-mwale", id="courtesy and surname"
        ),
        pytest.param("Zambian President Joy Mwale came. She left.", "She", "ZMB/GOV:joy-mwale", id="a pronoun"),
        pytest.param(
            "Zambian President Joy Mwale came. The Zambian leader left.",
            "The Zambian leader",
            "ZMB/GOV:joy-mwale",
            id="an epithet",
        ),
        pytest.param(
            "Zambian President Joy Mwale came. The president left.", "The president", "ZMB/GOV:joy-mwale", id="the title alone"
        ),
        pytest.param("Zambian army chief General Joy Mwale spoke.", "Joy Mwale", "ZMB/MIL:joy-mwale", id="a soldier"),
        pytest.param("Zambian lawmaker Joy Mwale spoke.", "Joy Mwale", "ZMB/LEG:joy-mwale", id="a member of parliament"),
        pytest.param(
            'Zambia\'s foreign ministry spoke. "No," said ministry spokeswoman Joy Mwale.',
            "Joy Mwale",
            "ZMB/GOV:joy-mwale",
            id="a spokeswoman of the ministry named before",
        ),
        pytest.param(
            "Zambia's ambassador to Norway, Joy Mwale, spoke.",
            "Joy Mwale",
            "ZMB/GOV:joy-mwale",
            id="an ambassador is of who sends",
        ),
        pytest.param(
            "Joy Mwale, an associate professor at the University of Zambia, spoke.",
            "Joy Mwale",
            "ZMB/EDU:joy-mwale",
            id="an analyst is no government",
        ),
        pytest.param("Zambian Joy Mwale spoke. Mwale left.", "Mwale", "PERSON:joy-mwale", id="no office, no code"),
        pytest.param("Zambia's UN ambassador, Joy Mwale, spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="sent to the UN"),
        pytest.param("Zambian UN ambassador Joy Mwale spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="the same by its adjective"),
        pytest.param("UN ambassador Joy Mwale spoke.", "Joy Mwale", "PERSON:joy-mwale", id="not the UN's own"),
        pytest.param("UN envoy Joy Mwale spoke.", "Joy Mwale", "IGO:UN:joy-mwale", id="an envoy of the UN is"),
        pytest.param("EU ambassador Joy Mwale spoke.", "Joy Mwale", "IGO:EU:joy-mwale", id="so is an ambassador of the EU"),
        pytest.param("Joy Mwale, a Zambia specialist, spoke.", "Joy Mwale", "PERSON:joy-mwale", id="a field is no nationality"),
        pytest.param(
            "Hong Kong Chief Executive Joy Mwale spoke.",
            "Joy Mwale",
            "HKG/GOV:joy-mwale",
            id="who governs a place",
        ),
        pytest.param(
            "Zambian Vice President and Foreign Minister Joy Mwale spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="two titles"
        ),
        pytest.param(
            "Zambian military spokesman Joy Mwale spoke.", "Joy Mwale", "ZMB/MIL:joy-mwale", id="who speaks for an army"
        ),
        pytest.param("The then Zambian president, Joy Mwale, spoke.", "Joy Mwale", "ZMB/GOV:joy-mwale", id="then in office"),
    ],
)
def test_persons_take_country_and_office_from_the_words_around_them(text, words, actor):
    assert who(text, words, persons=("Joy Mwale",)) == actor


@pytest.mark.parametrize(
    ("text", "words", "name", "actor"),
    [
        pytest.param("Putin left.", "Putin", "Vladimir Putin", "RUS/GOV:vladimir-putin", id="a surname alone"),
        pytest.param(
            "Volodymyr Zelenskiy left.",
            "Volodymyr Zelenskiy",
            "Volodymyr Zelenskiy",
            "UKR/GOV:volodymyr-zelensky",
            id="another spelling",
        ),
        pytest.param("Zelenskyy left.", "Zelenskyy", "Volodymyr Zelensky", "UKR/GOV:volodymyr-zelensky", id="another surname"),
        pytest.param(
            "The Chinese leader left.", "The Chinese leader", "Xi Jinping", "CHN/GOV:xi-jinping", id="an epithet on a known day"
        ),
        pytest.param(
            "China's foreign minister left.",
            "China's foreign minister",
            "Qin Gang",
            "CHN/GOV:qin-gang",
            id="an office on that day",
        ),
        pytest.param(
            "NATO's chief left.", "NATO's chief", "Jens Stoltenberg", "IGO:NATO:jens-stoltenberg", id="an office of a body"
        ),
        pytest.param("Kim Jong-un left.", "Kim Jong-un", "Kim Jong-un", "PRK/GOV:kim-jong-un", id="a hyphen in the name"),
    ],
)
def test_the_codebook_helps_where_the_text_is_short(text, words, name, actor):
    found = cast_of(text, day=DAY).resolve(span_of(text, words))
    assert found is not None
    assert (found.name, found.id) == (name, actor)


def test_a_text_that_names_another_holder_is_believed():
    text = "Chinese Foreign Minister Chen Newman came. The foreign minister left."
    assert who(text, "The foreign minister", day=DAY) == "CHN/GOV:chen-newman"


def test_a_counterpart_has_the_office_of_the_person_before():
    text = "French Foreign Minister Anne Petit rang her Norwegian counterpart Nils Berg. Norway's foreign minister agreed."
    assert who(text, "Norway's foreign minister") == "NOR/GOV:nils-berg"


def test_two_persons_of_one_surname_stay_two():
    text = "Norwegian President Nils Berg met Danish judge Anna Berg. Anna Berg spoke. Nils Berg listened."
    found = cast_of(text)
    assert [actor.id for actor in found.actors if actor.kind is ActorKind.PERSON] == ["NOR/GOV:nils-berg", "DNK/JUD:anna-berg"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Jordan Peterson wrote a book.", "Jordan", id="a given name"),
        pytest.param("Michael Jordan played.", "Jordan", id="a surname"),
        pytest.param("Chad Smith drums.", "Chad", id="a drummer"),
        pytest.param("Mr. Washington retired.", "Washington", id="a surname behind a title"),
        pytest.param("Turkey sandwiches were sold.", "Turkey", id="a bird"),
        pytest.param("We ate turkey.", "turkey", id="a bird in small letters"),
        pytest.param("Voters in Georgia, Alabama and Florida chose.", "Georgia", id="a state of the USA"),
    ],
)
def test_names_that_are_also_states_are_not_taken_for_them(text, words):
    span = span_of(text, words)
    actor = cast_of(text).at(*cast_of(text)._analysis.tokens_in(span))  # noqa: SLF001 the tokens of the text
    assert actor is None or actor.kind is not ActorKind.STATE


def test_both_sides_are_the_two_states_that_the_story_is_about():
    text = "China praised Russia. Russia thanked China. Reporters came from Norway. Both sides agreed."
    assert [actor.id for actor in cast_of(text).parties(span_of(text, "Both sides"))] == ["CHN", "RUS"]


def test_the_two_leaders_are_persons():
    text = "Xi met Putin. Putin thanked Xi. The two leaders agreed."
    found = cast_of(text, day=DAY).parties(span_of(text, "The two leaders"))
    assert [actor.name for actor in found] == ["Xi Jinping", "Vladimir Putin"]


def test_a_list_names_every_party():
    text = "France, Norway and the Danish army agreed."
    found = cast_of(text).parties(span_of(text, "France, Norway and the Danish army"))
    assert [actor.id for actor in found] == ["FRA", "NOR", "DNK/MIL:danish-armed-forces"]


def test_a_place_keeps_the_state_it_lies_in():
    text = "They met in Oslo."
    found = cast_of(text).host(span_of(text, "Oslo"))
    assert found == Actor(ActorId("NOR"), "NOR", "Norway", ActorKind.STATE, "NOR")
    assert found in cast_of(text).actors  # a record may name it


def test_the_ministry_and_its_country_are_those_named_before():
    text = "Norway's defence ministry spoke. The ministry said the country's army and its navy were ready."
    assert [who(text, words) for words in ("The ministry", "army", "navy")] == [
        "NOR/GOV:ministry-of-defence-of-norway",
        "NOR/MIL:norwegian-armed-forces",
        "NOR/MIL:norwegian-navy",
    ]


def test_mentions_quote_the_text_in_its_order():
    text = "Norwegian President Nils Berg met Danish officials in Oslo."
    found = cast_of(text)
    assert [(mention.citation.quote, mention.actor) for mention in found.mentions] == [
        ("Norwegian President Nils Berg", "NOR/GOV:nils-berg"),
        ("Norwegian", "NOR"),
        ("Danish officials", "DNK/GOV:danish-officials"),
        ("Danish", "DNK"),
    ]


def test_a_users_codebook_adds_actors(tmp_path: Path):
    path = tmp_path / "my.toml"
    path.write_text(
        '[[actor]]\nname = "Free Border Front"\nkind = "group"\ncountry = "FRA"\nsector = "REB"\ncode = "FBF"\n', encoding="utf-8"
    )
    text = "The Free Border Front fired."
    found = cast_of(text, codebook=codebook.load_with(path)).resolve(span_of(text, "The Free Border Front"))
    assert found == Actor(ActorId("GRP:FBF"), "GRP:FBF", "Free Border Front", ActorKind.GROUP, "FRA", "REB")
    assert cast_of(text).resolve(span_of(text, "The Free Border Front")) != found


WORDS = [
    "China",
    "'s",
    "the",
    "foreign",
    "ministry",
    "Xi",
    "Jinping",
    "-",
    ",",
    "president",
    "of",
    "Moscow",
    "He",
    "said",
    ".",
    "\n\n",
    "and",
    "\u201c",
    "Gen.",
    "a",
    "Kim",
    "al",
    "U.S.",
    "\u0301",
    "\ufe0f",
    "中国",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_words_give_mentions_that_quote_them(words):
    text = " ".join(words)
    if not text.split():
        return
    found = cast_of(text, place="Paris", day=DAY)
    for mention in found.mentions:
        assert mention.citation.span.of(text) == mention.citation.quote
        found.resolve(mention.citation.span)
        found.parties(mention.citation.span)


def test_three_hundred_persons_in_one_story_are_told_apart_in_little_time():
    names = [
        f"{first}{middle} Tor{last}dal" for first in ("Anna", "Emma", "Julia") for middle in "bcdfghjklm" for last in "bcdfghjklm"
    ]
    text = " ".join(f"Norwegian lawmaker {name} spoke." for name in names)
    begin = time.process_time()
    found = cast_of(text, persons=tuple(names))
    assert len([actor for actor in found.actors if actor.kind is ActorKind.PERSON]) == 300
    assert time.process_time() - begin < 5


def test_a_force_is_of_who_leads_it_and_not_of_who_backs_it():
    text = "The US-led coalition struck. A US-backed militia fled."
    found = cast_of(text)
    assert found.resolve(span_of(text, "The US-led coalition")) == Actor(
        ActorId("USA/MIL:us-led-coalition"), "USA/MIL", "US-led coalition", ActorKind.ORGAN, "USA", "MIL"
    )
    assert [one.start for one in found.named if one.sort == "organ"] == [1]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        pytest.param("Mwale spoke", "ZMB/GOV:joy-mwale", id="who holds an office"),
        pytest.param("Mr Mwale", "PERSON:adam-mwale", id="whom the courtesy title fits"),
    ],
)
def test_a_surname_of_two_persons_means_who_fits(words, actor):
    text = f"Zambian President Joy Mwale came with her husband Adam Mwale. {words}."
    assert who(text, words.removesuffix(" spoke"), persons=("Joy Mwale", "Adam Mwale")) == actor


@pytest.mark.parametrize(
    ("text", "words", "persons", "actor"),
    [
        pytest.param(
            "De Souza left. The Zambian president, Ana de Souza, said so.",
            "De Souza",
            ("De Souza", "Ana de Souza"),
            "ZMB/GOV:ana-de-souza",
            id="a surname of two words before the whole name",
        ),
        pytest.param(
            "Zambia's ambassador to Norway Joy Mwale spoke. Mwale left.",
            "Mwale",
            ("Norway Joy Mwale",),
            "ZMB/GOV:joy-mwale",
            id="a state before a name is no part of it",
        ),
        pytest.param(
            "A letter went to Chad Mwale. The Zambian president, Chad Mwale, spoke.",
            "Chad Mwale",
            ("Chad Mwale",),
            "ZMB/GOV:chad-mwale",
            id="a given name is",
        ),
    ],
)
def test_names_are_read_whole_and_no_longer(text, words, persons, actor):
    assert who(text, words, persons=persons) == actor


def test_two_captions_are_no_double_name():
    story = cast_of("Joy Mwale\n\nAna Souza spoke.", persons=("Joy Mwale\n\nAna Souza",))
    assert "PERSON:joy-mwale-ana-souza" not in {actor.id for actor in story.actors}


def test_a_word_that_is_a_place_elsewhere_is_no_person():
    text = "Gurun fell. Troops left Gurun."
    analysis = cut(text)
    person, place = Entity(0, 1, EntityLabel.PER), Entity(5, 6, EntityLabel.LOC)
    assert [analysis.word(one.start) for one in (person, place)] == ["Gurun", "Gurun"]
    seen = dataclasses.replace(analysis, entities=(person, place))
    assert not cast(story_of(text), seen).actors


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        pytest.param(
            "Shells fell in Niger. Towns burned in Niger. Rebels fled.",
            "Rebels",
            "NER/REB:nigerien-rebels",
            id="of the story's state",
        ),
        pytest.param(
            "Shells fell in Niger. Towns burned in Niger. Envoys left. Norway paid. In Chad, rebels fled.",
            "rebels",
            "TCD/REB:chadian-rebels",
            id="of another that is told of beside them",
        ),
        pytest.param(
            "Shells fell in Niger. Towns burned in Chad. Envoys came. All slept. Rebels fled.", "Rebels", None, id="of neither"
        ),
        pytest.param(
            "Shells fell in Niger. Towns burned in Niger. Norway-backed rebels fled.",
            "Norway-backed rebels",
            "NER/REB:nigerien-rebels",
            id="not of who backs them",
        ),
    ],
)
def test_rebels_are_of_the_state_in_which_the_story_plays(text, words, actor):
    assert who(text, words) == actor
