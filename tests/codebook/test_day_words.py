from __future__ import annotations

import pytest

from dateline.codebook.day_words import KINDS, day_words


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_day_words_has_words_in_lower_case(kind):
    assert day_words(kind)
    assert {word.lower() for word in day_words(kind)} == day_words(kind)


def test_a_verb_that_shares_its_day_with_its_subject_tells_of_nothing_else():
    assert not day_words("telling") & day_words("lasting")
