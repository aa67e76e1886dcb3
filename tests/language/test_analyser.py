from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import ModelError
from dateline.language import Analyser, analyse, analyser
from dateline.language.analysis import Analysis, EntityLabel
from dateline.spans import Span

TALKS = (
    'BEIJING, May 3 (Reuters) - Chinese President Xi Jinping told reporters on Monday that he would visit Moscow. "We are ready,"'
    " he said."
    "\n\nThe Kremlin said it welcomed the plan."
)
AID = "Japan sent 200 trucks to Ukraine on Friday, the defence ministry said."


def test_a_missing_model_is_told_at_the_first_text(tmp_path: object) -> None:
    analyser = Analyser(tmp_path)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="the model's description is missing"):
        analyser.analyse(["Talks end."])


@pytest.mark.weights
def test_every_token_is_analysed_and_every_sentence_is_a_tree() -> None:
    analysis = analyse(TALKS)
    count = len(analysis)
    assert {len(analysis.upos), len(analysis.feats), len(analysis.lemmas), len(analysis.heads), len(analysis.deprels)} == {count}
    for start, end in analysis.sentences:
        assert sum(head < 0 for head in analysis.heads[start:end]) == 1
        assert all(head < 0 or start <= head < end for head in analysis.heads[start:end])


@pytest.mark.weights
def test_a_plain_sentence_is_understood() -> None:
    analysis = analyse(AID)
    sent = analysis.words.index("sent")
    assert (analysis.upos[sent], analysis.lemmas[sent], analysis.feature(sent, "Tense")) == ("VERB", "send", "Past")
    assert [analysis.word(child) for child in analysis.children(sent, "nsubj", "obj")] == ["Japan", "trucks"]
    places = [analysis.words_of((entity.start, entity.end)) for entity in analysis.entities if entity.label is EntityLabel.LOC]
    assert places == ["Japan", "Ukraine"]
    (said,) = analysis.attributions
    assert [analysis.words_of(source) for source in said.sources] == ["the defence ministry"]
    assert [analysis.words_of(content) for content in said.contents] == ["Japan sent 200 trucks to Ukraine on Friday"]


@pytest.mark.weights
def test_the_same_text_is_read_the_same_in_any_company() -> None:
    analyser = Analyser()
    alone = [analyser.analyse([text])[0] for text in (TALKS, AID)]
    assert list(analyser.analyse([TALKS, AID])) == alone
    assert list(Analyser().analyse([AID, "", TALKS * 3, TALKS]))[::3] == alone[::-1]


@pytest.mark.weights
def test_how_many_windows_are_read_before_any_is_decoded_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    together = Analyser().analyse([TALKS * 8, AID])
    monkeypatch.setattr(analyser, "_AT_ONCE", 1)
    assert Analyser().analyse([TALKS * 8, AID]) == together


@pytest.mark.weights
def test_what_one_actor_does_to_another_is_told_by_type() -> None:
    sentence = "The European Union imposed sanctions on Belarus on Tuesday."
    types = Analyser().relation(sentence, [Span(4, 18)], [Span(40, 47)])
    assert max(types, key=types.__getitem__) == "SANCTION"
    assert sum(types.values()) == pytest.approx(1.0, abs=1e-3)
    assert sum(Analyser().relation(sentence, [Span(4, 18)], []).values()) == pytest.approx(1.0, abs=1e-3)
    assert Analyser().relation("", [], []) == {}


@pytest.mark.weights
@pytest.mark.parametrize("text", ["", " \n\n ", "?", "\u200b", "中国", "a" * 5000, "x@y.z " * 3, "\ud800 said"], ids=ascii)
def test_strange_texts_have_an_analysis(text: str) -> None:
    analysis = analyse(text)
    assert isinstance(analysis, Analysis)
    assert analysis.text == text


@pytest.mark.weights
@pytest.mark.slow
def test_memory_is_bounded_on_a_long_story() -> None:
    # A process of its own: this one holds what the other tests loaded, and getrusage would count that as the child's.
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("the peak of a process is read from /proc")
    program = (
        "import re, pathlib\n"
        "from dateline.language import analyse\n"
        f"words = len(analyse({TALKS!r} * 2700))\n"
        f"print(words, re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path({str(status)!r}).read_text())[1])\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    words, kibibytes = map(int, told.split())
    assert words > 100_000
    assert kibibytes < 600 * 1024


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Oslo denies the charge.", "denies", "deny"),
        ("Thousands fled the town.", "fled", "flee"),
        ("The minister insisted on it.", "insisted", "insist"),
        ("Troops besieged the port.", "besieged", "besiege"),
        ("The embassies closed.", "embassies", "embassy"),
    ],
)
def test_verbs_and_plurals_of_news_have_the_lemma_of_a_dictionary(text: str, form: str, lemma: str) -> None:
    analysis = analyse(text)
    assert analysis.lemmas[analysis.words.index(form)] == lemma
