from __future__ import annotations

import numpy as np
import pytest

from dateline.language.analysis import Entity, EntityLabel
from dateline.language.decode.entities import entities, label_order


def test_tags_become_entities_of_the_story() -> None:
    scores = np.log(np.array([[0.1, 0.9, 0, 0, 0], [0.2, 0, 0.8, 0, 0], [0.9, 0.1, 0, 0, 0], [0, 0, 0, 1, 0]]) + 1e-9)
    assert entities(scores, [(0, 4)], label_order(["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]), first=10) == [
        Entity(10, 12, EntityLabel.PER, 0.8),
        Entity(13, 14, EntityLabel.LOC, 1.0),
    ]


def test_words_outside_give_nothing() -> None:
    assert entities(np.array([[1.0, 0, 0]]), [(0, 1)], (EntityLabel.PER,)) == []


def test_a_strange_tag_list_is_refused() -> None:
    with pytest.raises(ValueError, match="not a list of O, B- and I- tags"):
        label_order(["O", "I-PER", "B-PER"])
