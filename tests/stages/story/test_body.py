"""Weighing passages: the trees as plain arrays, and the likeliest runs, decoded without weights."""

from __future__ import annotations

import numpy as np

from dateline.stages.story.body import likeliest_runs
from dateline.stages.story.passages import Passage, passages
from dateline.stages.story.traits import NAMES, traits


def test_a_weak_line_between_strong_ones_stays_in_the_run() -> None:
    assert likeliest_runs(np.array([-4.0, 4, 4, -0.5, 4, -4]), switch=0.5).tolist() == [False, True, True, True, True, False]


def test_a_line_that_costs_more_than_two_changes_is_left_out() -> None:
    assert likeliest_runs(np.array([4.0, -1.5, 4]), switch=0.5).tolist() == [True, False, True]


def test_no_lines_give_no_runs() -> None:
    assert likeliest_runs(np.zeros(0)).tolist() == []


def test_lines_broken_at_a_link_become_one_passage_with_the_offsets_of_all() -> None:
    text = "According to the\nreport\nthe numbers are lower for the ferries of the north,\nit said\n.\nNext line."
    assert passages(text) == (
        Passage("According to the report the numbers are lower for the ferries of the north, it said.", 0, 85, lines=5),
        Passage("Next line.", 86, 96),
    )


def test_bullets_and_empty_lines_start_a_new_passage() -> None:
    found = passages("The list of the ports that were closed over the week,\n• and Oster\n\nand the rest")
    assert [(passage.text, passage.bullet, passage.gap) for passage in found] == [
        ("The list of the ports that were closed over the week,", False, False),
        ("and Oster", True, False),
        ("and the rest", False, True),
    ]


def test_paragraphs_broken_at_a_fixed_width_are_put_together() -> None:
    paragraph = "\n".join(
        ["Seven ships waited outside the port on Monday and they", "Waited for Pilots from the other side of the long Bay of"] * 3
    )
    assert [passage.lines for passage in passages(f"{paragraph}\n\n{paragraph}")] == [6, 6]


def test_every_passage_has_one_row_of_traits() -> None:
    page = passages("Menu\n\nThe port of Oster reopened on Friday, the harbour master said.")
    assert traits(page).shape == (2, len(NAMES))
