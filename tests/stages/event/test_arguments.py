from __future__ import annotations

import pytest

from dateline.stages.event import arguments
from sentences import analysis_of

ACTIVE = """
China China PROPN 2 nsubj
urged urge VERB 0 root
Russia Russia PROPN 2 obj
and and CCONJ 5 cc
Ukraine Ukraine PROPN 3 conj
"""
PASSIVE = """
Ukraine Ukraine PROPN 3 nsubj:pass
was be AUX 3 aux:pass
invaded invade VERB 0 root
by by ADP 5 case
Russia Russia PROPN 3 obl
"""
RELATIVE = """
troops troops NOUN 0 root
who who PRON 3 nsubj
attacked attack VERB 1 acl:relcl
Iran Iran PROPN 3 obj
"""
TALKS = """
Xi Xi PROPN 2 nsubj
held hold VERB 0 root
talks talk NOUN 2 obj
with with ADP 5 case
Putin Putin PROPN 2 obl
"""
NOMINAL = """
Russia Russia PROPN 3 nmod:poss
's 's PART 1 case
invasion invasion NOUN 0 root
of of ADP 5 case
Ukraine Ukraine PROPN 3 nmod
"""


@pytest.mark.parametrize(
    ("sentence", "trigger", "roles", "actors", "recipients"),
    [
        pytest.param(ACTIVE, 1, "", ["China"], ["Russia", "Ukraine"], id="subject and coordinated objects"),
        pytest.param(PASSIVE, 2, "", ["Russia"], ["Ukraine"], id="a passive is turned round"),
        pytest.param(RELATIVE, 2, "", ["troops"], ["Iran"], id="a relative pronoun stands for its noun"),
        pytest.param(TALKS, 2, "symmetric", ["Xi", "Putin"], [], id="all parties of talks are actors"),
        pytest.param(NOMINAL, 2, "against", ["Russia"], ["Ukraine"], id="possessor and 'of' of a nominal act"),
    ],
)
def test_parties_are_told_from_the_tree(sentence, trigger, roles, actors, recipients):
    analysis = analysis_of(sentence)

    found = arguments.parties(analysis, trigger, roles)

    words = [[analysis.words_of(tokens).replace(" 's", "") for tokens in side] for side in found]
    assert words == [actors, recipients]
