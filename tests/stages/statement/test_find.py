from __future__ import annotations

from datetime import date

import pytest

from dateline import actors, codebook
from dateline.language.analysis import Analysis, Attribution
from dateline.records import (
    Citation,
    Interval,
    Mention,
    PageId,
    Precision,
    Statement,
    StatementId,
    StatementKind,
    Story,
    StoryId,
    StoryKind,
    record_id,
)
from dateline.spans import Span
from dateline.stages.statement import find
from sentences import analysis_of

DAY = date(2023, 3, 17)  # a Friday


def story_of(analysis: Analysis) -> Story:
    return Story(StoryId("s1"), PageId("p1"), StoryKind.MAIN, analysis.text, published=DAY)


def statements(analysis: Analysis) -> tuple[Statement, ...]:
    story = story_of(analysis)
    return find(story, analysis, actors.cast(story, analysis, codebook=codebook.load(), day=DAY))


def cited(text: str, words: str) -> Citation:
    start = text.index(words)
    return Citation(StoryId("s1"), Span(start, start + len(words)), words)


def told(analysis: Analysis) -> list[tuple[str, list[str], str, list[str]]]:
    """Return speakers, cue, content and kind in short."""
    return [
        (
            " + ".join(mention.citation.quote for mention in one.speakers),
            [citation.quote for citation in one.content],
            one.kind.value,
            [mention.citation.quote for mention in one.via],
        )
        for one in statements(analysis)
    ]


SAID_THAT = """
China China PROPN 2 nsubj
said say VERB 0 root
on on ADP 4 case
Friday Friday PROPN 2 obl
that that SCONJ 8 mark
talks talk NOUN 8 nsubj
would would AUX 8 aux
resume resume VERB 2 ccomp VerbForm=Inf
. . PUNCT 2 punct
"""


def test_indirect_speech_is_one_record_with_its_speaker_cue_content_and_day() -> None:
    analysis = analysis_of(SAID_THAT)
    text = analysis.text
    content = cited(text, "talks would resume")
    assert statements(analysis) == (
        Statement(
            id=StatementId(record_id("statement", content)),
            story=StoryId("s1"),
            speakers=(Mention(cited(text, "China"), statements(analysis)[0].speakers[0].actor),),
            content=(content,),
            kind=StatementKind.INDIRECT,
            cue=cited(text, "said"),
            said_on=Interval(DAY, DAY, Precision.DAY, cited(text, "Friday")),
            confidence=0.95,
        ),
    )
    assert statements(analysis)[0].speakers[0].actor == "CHN"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            """
            “ “ PUNCT 3 punct
            Talks talk NOUN 3 nsubj
            failed fail VERB 7 ccomp VerbForm=Fin
            , , PUNCT 3 punct
            ” ” PUNCT 3 punct
            Lavrov Lavrov PROPN 7 nsubj
            said say VERB 0 root VerbForm=Fin
            . . PUNCT 7 punct
            """,
            [("Lavrov", ["Talks failed"], "direct", [])],
            id="a quotation before its speaker",
        ),
        pytest.param(
            """
            Lavrov Lavrov PROPN 2 nsubj
            said say VERB 0 root VerbForm=Fin
            : : PUNCT 6 punct
            “ “ PUNCT 6 punct
            Talks talk NOUN 6 nsubj
            failed fail VERB 2 ccomp VerbForm=Fin
            . . PUNCT 6 punct
            ” ” PUNCT 6 punct
            """,
            [("Lavrov", ["Talks failed ."], "direct", [])],
            id="a quotation after a colon",
        ),
        pytest.param(
            """
            Beijing Beijing PROPN 2 nsubj
            urged urge VERB 0 root VerbForm=Fin
            Kyiv Kyiv PROPN 2 obj
            to to PART 5 mark
            restart restart VERB 2 xcomp VerbForm=Inf
            talks talk NOUN 5 obj
            “ “ PUNCT 9 punct
            at at ADP 9 case
            once once ADV 5 obl
            ” ” PUNCT 9 punct
            . . PUNCT 2 punct
            """,
            [("Beijing", ["to restart talks “ at once ”"], "mixed", [])],
            id="urging with a scare quote",
        ),
        pytest.param(
            """
            Kuleba Kuleba PROPN 2 nsubj
            said say VERB 0 root VerbForm=Fin
            talks talk NOUN 4 nsubj
            failed fail VERB 2 ccomp VerbForm=Fin
            , , PUNCT 6 punct
            adding add VERB 2 advcl VerbForm=Part
            that that SCONJ 9 mark
            Moscow Moscow PROPN 9 nsubj
            lied lie VERB 6 ccomp VerbForm=Fin
            , , PUNCT 11 punct
            according accord VERB 2 obl
            to to ADP 11 fixed
            Reuters Reuters PROPN 11 obl
            . . PUNCT 2 punct
            """,
            [("Kuleba", ["talks failed"], "indirect", ["Reuters"]), ("Kuleba", ["Moscow lied"], "indirect", ["Reuters"])],
            id="a second act of the same speaker, both via an agency",
        ),
        pytest.param(
            """
            Turkey Turkey PROPN 2 nsubj
            accused accuse VERB 0 root VerbForm=Fin
            Syria Syria PROPN 2 obj
            of of SCONJ 5 mark
            lying lie VERB 2 advcl VerbForm=Ger
            . . PUNCT 2 punct
            """,
            [("Turkey", ["lying"], "indirect", [])],
            id="an accusation",
        ),
        pytest.param(
            """
            Ankara Ankara PROPN 3 nsubj
            did do AUX 3 aux VerbForm=Fin
            confirm confirm VERB 0 root VerbForm=Inf
            not not PART 3 advmod
            whether whether SCONJ 6 mark
            talks talk NOUN 7 nsubj
            resumed resume VERB 3 ccomp VerbForm=Fin
            . . PUNCT 3 punct
            """,
            [("Ankara", ["whether talks resumed"], "indirect", [])],
            id="saying nothing is told as an act of speech",
        ),
    ],
)
def test_speech_is_read(sentence: str, expected: list[tuple[str, list[str], str, list[str]]]) -> None:
    assert told(analysis_of(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            """
            Moscow Moscow PROPN 3 nsubj
            would would AUX 3 aux
            say say VERB 0 root VerbForm=Inf
            that that SCONJ 7 mark
            talks talk NOUN 7 nsubj
            had have AUX 7 aux
            failed fail VERB 3 ccomp
            . . PUNCT 3 punct
            """,
            id="supposed",
        ),
        pytest.param(
            """
            You you PRON 2 nsubj
            say say VERB 0 root VerbForm=Fin
            talks talk NOUN 4 nsubj
            failed fail VERB 2 ccomp VerbForm=Fin
            . . PUNCT 2 punct
            """,
            id="anybody",
        ),
        pytest.param(
            """
            The the DET 2 det
            crisis crisis NOUN 3 nsubj
            highlighted highlight VERB 0 root VerbForm=Fin
            sharp sharp ADJ 5 amod
            differences difference NOUN 3 obj
            . . PUNCT 3 punct
            """,
            id="a thing that only shows",
        ),
    ],
)
def test_what_nobody_said_is_no_statement(sentence: str) -> None:
    assert statements(analysis_of(sentence)) == ()


def test_a_quotation_without_a_cue_goes_to_the_last_speaker() -> None:
    analysis = analysis_of(
        """
        “ “ PUNCT 3 punct
        Talks talk NOUN 3 nsubj
        failed fail VERB 7 ccomp VerbForm=Fin
        , , PUNCT 3 punct
        ” ” PUNCT 3 punct
        Lavrov Lavrov PROPN 7 nsubj
        said say VERB 0 root VerbForm=Fin
        . . PUNCT 7 punct
        """,
        """
        “ “ PUNCT 3 punct
        We we PRON 3 nsubj
        tried try VERB 0 root VerbForm=Fin
        . . PUNCT 3 punct
        ” ” PUNCT 3 punct
        """,
    )
    first, second = statements(analysis)
    assert second.speakers == first.speakers
    assert (second.cue, second.kind, second.content[0].quote) == (None, StatementKind.DIRECT, "We tried .")
    assert first.quotation != second.quotation


def test_a_transcript_gives_a_statement_for_each_sentence_of_an_answer() -> None:
    analysis = analysis_of(
        """
        Q Q NOUN 0 root
        : : PUNCT 1 punct
        Why why ADV 1 advmod
        ? ? PUNCT 1 punct
        """,
        """
        Lavrov Lavrov PROPN 0 root
        : : PUNCT 1 punct
        Talks talk NOUN 4 nsubj
        failed fail VERB 1 parataxis VerbForm=Fin
        . . PUNCT 4 punct
        """,
    )
    # "Q :" is how these hand-made texts write "Q:"
    assert told(analysis) == [("Lavrov", ["Talks failed"], "direct", [])]


def test_an_attribution_of_the_model_is_taken_over_where_no_rule_reads_one() -> None:
    sentence = """
        Moscow Moscow PROPN 0 root
        attack attack NOUN 1 dep
        : : PUNCT 1 punct
        threats threat NOUN 1 dep
        talks talk NOUN 4 dep
        failed fail ADJ 4 dep
        . . PUNCT 1 punct
        """
    plain = analysis_of(sentence)
    sure = analysis_of(sentence, attributions=(Attribution(((0, 1),), ((3, 4),), ((4, 6),), 0.9),))
    unsure = analysis_of(sentence, attributions=(Attribution(((0, 1),), ((3, 4),), ((4, 6),), 0.2),))
    assert (told(plain), told(unsure)) == ([], [])
    assert told(sure) == [("Moscow", ["talks failed"], "indirect", [])]


def test_an_empty_story_has_no_statements() -> None:
    assert statements(analysis_of()) == ()


def test_a_cue_that_is_all_the_text_reports_nothing() -> None:
    assert statements(analysis_of("said say VERB 0 root")) == ()
