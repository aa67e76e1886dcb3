from __future__ import annotations

import pytest

from dateline.language import Analyser
from dateline.spans import Span

TEXT = "Ministers met in Oslo.\n\nThe price of bread rose. Norway imposed sanctions on Nepal on Friday."


@pytest.mark.weights
def test_the_act_in_given_words_is_told() -> None:
    analyser = Analyser()
    (analysis,) = analyser.analyse([TEXT])
    start = TEXT.index("Norway")
    act = analyser.act_in(analysis, Span(start, len(TEXT)))
    assert act is not None
    assert (act.type, act.status) == ("SANCTION", "occurred")
    assert [analysis.words_of(actor) for actor in act.actors] == ["Norway"]


@pytest.mark.weights
def test_where_nobody_acts_an_act_is_told_all_the_same_but_none_of_no_words() -> None:
    analyser = Analyser()
    (analysis,) = analyser.analyse([TEXT])
    bread = Span(TEXT.index("The price"), TEXT.index(" Norway"))
    act = analyser.act_in(analysis, bread)
    assert act is not None
    assert bread.contains(analysis.span(*act.trigger))
    assert act.score < 0.5
    assert analyser.act_in(analysis, Span(22, 24)) is None
