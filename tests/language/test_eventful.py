from __future__ import annotations

import numpy as np

from dateline.language.decode.outputs import Outputs
from dateline.language.eventful import choose, eventful, grouped

WIDTH = 2


def test_a_sentence_is_read_where_one_of_its_words_reaches_the_gate() -> None:
    scores = np.array([-3.0, 0.5, -2.0, -1.0, -9.0], np.float32)
    assert eventful(scores, [(0, 2), (2, 4), (4, 4), (4, 5)], 0.0) == ((0, 2),)
    assert eventful(scores, [(0, 2), (2, 4), (4, 4), (4, 5)], -1.0) == ((0, 2), (2, 4))


def test_chosen_sentences_stand_one_after_another_each_in_its_own_frame() -> None:
    # Three sentences of one, two and one words; the second word of the second has two pieces: [CLS] a b c1 c2 d [SEP].
    fed = {
        "input_ids": np.array([[101, 1, 2, 3, 4, 5, 102]]),
        "case_ids": np.array([[0, 1, 2, 3, 3, 4, 0]]),
        "word_starts": np.array([[1, 2, 3, 5]]),
        "word_ends": np.array([[1, 2, 4, 5]]),
        "hints": np.arange(4, dtype=np.float32)[None, :, None],
    }
    read = Outputs(
        {
            "embedded": np.repeat(np.arange(7, dtype=np.float32)[:, None], WIDTH, axis=1),
            "trunk": np.repeat(np.arange(4, dtype=np.float32)[:, None], WIDTH, axis=1),
        }
    )
    chosen = choose(read, fed, [(1, 3), (3, 4)])
    told = {name: np.asarray(array).tolist() for name, array in chosen.inputs.items()}
    assert chosen.words.tolist() == [1, 2, 3]
    assert chosen.sentences == ((0, 2), (2, 3))
    assert [row[0] for row in told["embedded"][0]] == [0, 2, 3, 4, 6, 0, 5, 6]
    assert told["case_ids"] == [[0, 2, 3, 3, 0, 0, 4, 0]]
    assert told["positions"] == [[0, 1, 2, 3, 4, 0, 1, 2]]
    assert told["piece_sentences"] == [[1, 1, 1, 1, 1, 2, 2, 2]]
    assert (told["word_starts"], told["word_ends"]) == ([[1, 2, 6]], [[1, 3, 6]])
    assert told["hints"] == [[[1.0], [2.0], [3.0]]]
    assert [row[0] for row in told["trunk"][0]] == [1, 2, 3]


def test_sentences_are_read_in_groups_of_bounded_pieces_and_a_long_one_alone() -> None:
    # Four sentences of one, one, three and one pieces; each stands between [CLS] and [SEP] besides.
    fed = {"word_starts": np.array([[1, 2, 3, 6]]), "word_ends": np.array([[1, 2, 5, 6]])}
    sentences = [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert list(grouped(fed, sentences, 6)) == [[(0, 1), (1, 2)], [(2, 3)], [(3, 4)]]
    assert list(grouped(fed, sentences, 2)) == [[one] for one in sentences]
    assert list(grouped(fed, sentences[3:], 6)) == [[(3, 4)]]
    assert list(grouped(fed, [], 6)) == []
