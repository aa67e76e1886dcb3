"""A user's codebook in use: whatever asks for the codebook gets it."""

from __future__ import annotations

import sys
from datetime import date

import pytest

import dateline
from dateline import cli, codebook
from dateline.errors import CodebookError
from dateline.settings import Settings, from_environment
from dateline.stages.event import titles
from dateline.stages.story import agencies

MINE = """
[[actor]]
name = "Free Border Front"
code = "FBF"
kind = "group"
country = "FRA"
sector = "REB"
names = ["FBF"]

[[office]]
name = "border commissioner"
sector = "GOV"
titles = ["border commissioner"]

[[holder]]
person = "Jane Doe"
office = "border commissioner"
of = "FRA"
start = "2021-05"

[[outlet]]
name = "Border Wire"
country = "FRA"
ownership = "private"
agency = true
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(MINE)
    yield path
    codebook.use(None)


def test_the_book_in_use_is_the_one_that_everybody_loads(mine):
    before = codebook.load()

    codebook.use(mine)

    assert (codebook.load().groups[0].name, codebook.in_use()) == ("Free Border Front", mine)
    codebook.use(None)
    assert (codebook.load(), codebook.in_use()) == (before, None)


def test_titles_and_agencies_follow_the_book_in_use(mine):
    words = ("border", "commissioner", "of", "france")
    plain = titles.title_at(words, 0, 4), agencies.agency_named("Border Wire")

    codebook.use(mine)

    assert plain == (None, None)
    assert (titles.title_at(words, 0, 4), agencies.agency_named("Border Wire")) == (2, "Border Wire")


def test_a_pipeline_puts_the_codebook_of_its_settings_in_use(mine):
    from dateline.pipeline import Pipeline

    Pipeline(settings=Settings(codebook=mine))

    assert codebook.in_use() == mine


def test_the_environment_names_a_codebook(mine):
    assert from_environment({"DATELINE_CODEBOOK": str(mine)}).codebook == mine


def test_a_wrong_book_changes_nothing(mine, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("\n[[bloc]]\nname = 'Nowhere'\nmembers = ['XXX']\n")
    codebook.use(mine)

    with pytest.raises(CodebookError) as error:
        codebook.use(wrong)

    assert str(error.value) == f"{wrong}:2: no state has the code 'XXX'"
    assert codebook.in_use() == mine


def test_every_command_takes_a_codebook_and_names_file_and_line(tmp_path, monkeypatch, capsys):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[[actor]]\nname = 'Free Border Front'\n")

    for command in (["timeline", "--all"], ["read", "x.txt"], ["why", "1234"]):
        monkeypatch.setattr(sys, "argv", ["dateline", *command, "--codebook", str(wrong)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == 2
        assert capsys.readouterr().err == f"dateline: {wrong}:1: [[actor]] needs the key 'kind'\n"


@pytest.mark.weights
def test_a_reading_knows_a_users_group_office_and_agency(mine):
    codebook.use(mine)

    reading = dateline.read(
        "Border talks collapse\n\nPARIS, May 3, 2023 (Border Wire) - The Free Border Front on Wednesday rejected talks with "
        "Germany. The French border commissioner said that Paris would not negotiate with the FBF.\n"
    )

    actors = {actor.id: actor for actor in reading.actors}
    (story,) = reading.stories
    said = reading.statements[-1]
    rejects = [event for event in reading.events if event.type == "REJECT"]
    assert (story.agency, story.published) == ("Border Wire", date(2023, 5, 3))
    assert [actors[mention.actor].code for mention in rejects[0].actors] == ["GRP:FBF"]
    assert [actors[mention.actor].name for mention in said.speakers] == ["Jane Doe"]
