import pytest

from dateline import codebook
from dateline.codebook import Bloc, Group, Office, OfficeHolder, Outlet
from dateline.errors import CodebookError

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
titles = ["Border Commissioner"]

[[holder]]
person = "Jane Doe"
office = "border commissioner"
of = "FRA"
start = "2021-05"

[[bloc]]
name = "Weimar Triangle"
members = ["FRA", "DEU", "POL"]

[[outlet]]
name = "The Border Post"
country = "FRA"
ownership = "private"
domains = ["border-post.example"]
"""


@pytest.fixture
def write(tmp_path):
    def written(text):
        path = tmp_path / "my.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_users_entries_stand_before_the_packages(write):
    book = codebook.load_with(write(MINE))
    assert book.groups[0] == Group("FBF", "Free Border Front", "FRA", "REB", ("Free Border Front", "FBF"), ("FRA",))
    assert book.offices[0] == Office("border commissioner", "GOV", "no", ("border commissioner",))
    assert book.holders[0] == OfficeHolder("Jane Doe", "border commissioner", "FRA", "2021-05", None, certain=True)
    assert book.blocs[0] == Bloc("Weimar Triangle", ("FRA", "DEU", "POL"))
    assert book.outlets[0] == Outlet(
        "THEBORDERPOST",
        "The Border Post",
        "FRA",
        "private",
        agency=False,
        surfaces=("The Border Post",),
        domains=("border-post.example",),
    )
    assert book.groups[1:] == codebook.load().groups


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        pytest.param(
            '[[bloc]]\nname = "B"\n\n[[bloc]]\nname = "C"\nmembers = ["XXX"]\n',
            1,
            "[[bloc]] needs the key 'members'",
            id="a key is missing",
        ),
        pytest.param('\n[[bloc]]\nname = "C"\nmembers = ["XXX"]\n', 2, "no state has the code 'XXX'", id="an unknown state"),
        pytest.param(
            '[[bloc]]\nname = "C"\nmembers = "FRA"\n', 1, "'members' must be a list of words; it is 'FRA'", id="no list"
        ),
        pytest.param("[[bloc]]\nname = 3\nmembers = []\n", 1, "'name' must be a word or words; it is 3", id="no word"),
        pytest.param(
            '[[blocks]]\nname = "C"\n',
            1,
            "'blocks' is no table; there are [[actor]], [[office]], [[holder]], [[bloc]], [[outlet]]",
            id="an unknown table",
        ),
        pytest.param(
            '[[actor]]\nname = "A"\nkind = "club"\n',
            1,
            "column 'kind' must be one of group, igo, org, organ; it is 'club'",
            id="an unknown kind",
        ),
        pytest.param(
            '[[actor]]\nname = "A"\nkind = "organ"\nsector = "GOV"\n',
            1,
            "an organ needs the country it is of",
            id="an organ of no state",
        ),
        pytest.param(
            '[[actor]]\nname = "A"\ncolour = "red"\n',
            1,
            "[[actor]] has no key 'colour'; it may have: name, kind, code, country, sector, names",
            id="an unknown key",
        ),
        pytest.param(
            '[[holder]]\nperson = "A"\noffice = "king of cats"\nof = "FRA"\n',
            1,
            "offices.csv has no office 'king of cats'",
            id="an unknown office",
        ),
    ],
)
def test_a_wrong_entry_is_named_with_file_and_line(write, text, line, problem):
    path = write(text)
    with pytest.raises(CodebookError) as caught:
        codebook.load_with(path)
    assert str(caught.value) == f"{path}:{line}: {problem}"


def test_a_file_that_is_no_toml_is_named_with_the_line(write):
    path = write('[[bloc]]\nname = "C\n')
    with pytest.raises(CodebookError, match=r"my\.toml:2: no TOML: "):
        codebook.load_with(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CodebookError, match=r"none\.toml: cannot be read: "):
        codebook.load_with(tmp_path / "none.toml")
