from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dateline.errors import ModelError
from dateline.language import Analyser
from dateline.language.catalog import Catalog, GraphFile, ModelFile, read_catalog
from dateline.language.session import Session
from dateline.language.sureness import Sureness


def write(folder: Path, **changed: object) -> None:
    for name in ("m.onnx", "vocab.txt", "lemmas.tsv", "hints.tsv"):
        (folder / name).write_bytes(name.encode())
    heads = {
        "model": "m.onnx",
        "sha256": hashlib.sha256(b"m.onnx").hexdigest(),
        "vocabulary": "vocab.txt",
        "vocabulary_sha256": hashlib.sha256(b"vocab.txt").hexdigest(),
        "lemmas": "lemmas.tsv",
        "lemmas_sha256": hashlib.sha256(b"lemmas.tsv").hexdigest(),
        "hints": "hints.tsv",
        "hints_sha256": hashlib.sha256(b"hints.tsv").hexdigest(),
        "window": 256,
        "most_pieces_of_a_word": 24,
        "upos": ["NOUN"],
        "inputs": {"input_ids": "pieces"},
        "outputs": {"upos": "tags"},
    } | changed
    (folder / "heads.json").write_text(json.dumps(heads))


def test_the_description_becomes_a_catalog(tmp_path: Path) -> None:
    write(tmp_path)
    assert read_catalog(tmp_path) == Catalog(
        model=GraphFile(ModelFile(tmp_path / "m.onnx", hashlib.sha256(b"m.onnx").hexdigest()), ("input_ids",), ("upos",)),
        vocabulary=ModelFile(tmp_path / "vocab.txt", hashlib.sha256(b"vocab.txt").hexdigest()),
        lemmas=ModelFile(tmp_path / "lemmas.tsv", hashlib.sha256(b"lemmas.tsv").hexdigest()),
        hints=ModelFile(tmp_path / "hints.tsv", hashlib.sha256(b"hints.tsv").hexdigest()),
        events=None,
        pairs=None,
        window=256,
        most_pieces=24,
        labels=(("upos", ("NOUN",)),),
    )
    assert read_catalog(tmp_path).label_list("upos") == ("NOUN",)
    assert read_catalog(tmp_path).label_list("events") == ()


def test_what_an_events_score_is_made_of_is_told(tmp_path: Path) -> None:
    write(tmp_path, caution=-2.0, sure={"odds": 0.5, "intercept": -1})
    assert read_catalog(tmp_path).caution == -2.0
    assert read_catalog(tmp_path).sure == Sureness(odds=0.5, intercept=-1.0)


@pytest.mark.parametrize("sure", [[0.5, 1.0], {"luck": 1.0}, {"odds": "much"}])
def test_weights_that_are_none_are_damage(tmp_path: Path, sure: object) -> None:
    write(tmp_path, sure=sure)
    with pytest.raises(ModelError, match="damaged"):
        read_catalog(tmp_path)


def test_the_networks_of_the_events_are_files_of_their_own(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"e.onnx").hexdigest()
    write(
        tmp_path,
        events="e.onnx",
        events_sha256=digest,
        event_inputs={"trunk": "words"},
        event_outputs={"trigger": "tags"},
        gate=-0.5,
    )
    catalog = read_catalog(tmp_path)
    assert catalog.events == GraphFile(ModelFile(tmp_path / "e.onnx", digest), ("trunk",), ("trigger",))
    assert catalog.gate == -0.5


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        pytest.param({"window": "long"}, "'long' is no number", id="window"),
        pytest.param({"inputs": "ids"}, "'ids' is no list of names", id="inputs"),
    ],
)
def test_a_damaged_description_is_told(tmp_path: Path, changed: dict[str, object], problem: str) -> None:
    write(tmp_path, **changed)
    with pytest.raises(ModelError, match=problem):
        read_catalog(tmp_path)


def test_a_missing_description_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"heads\.json: the model's description is missing\. Install dateline again"):
        read_catalog(tmp_path)


def test_a_damaged_model_is_told_before_it_is_loaded(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "m.onnx").write_bytes(b"other")
    with pytest.raises(ModelError, match=r"m\.onnx: the model file is damaged \(sha256 [0-9a-f]{12}, not [0-9a-f]{12}\)"):
        Session(read_catalog(tmp_path).model)


def test_a_missing_vocabulary_is_told_at_the_first_text(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "vocab.txt").unlink()
    with pytest.raises(ModelError, match=r"vocab\.txt: the model file is missing"):
        Analyser(tmp_path).analyse(["Talks end."])


def test_a_model_that_is_none_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(ModelError, match=r"m\.onnx: the model cannot be loaded"):
        Session(read_catalog(tmp_path).model)
