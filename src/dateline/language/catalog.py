"""The model's files as they lie in the package: which they are, whether they are whole, what the outputs mean."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import ModelError

FOLDER = Path(__file__).parent / "model"
HEADS = "heads.json"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of the model and the digest it must have."""

    path: Path
    sha256: str

    def check(self) -> None:
        """
        Compare the file with its digest.

        Raises:
            ModelError: the file is missing or differs.
        """
        if not self.path.is_file():
            raise ModelError(str(self.path), "the model file is missing")
        found = hashlib.sha256(self.path.read_bytes()).hexdigest()
        if found != self.sha256:
            raise ModelError(str(self.path), f"the model file is damaged (sha256 {found[:12]}, not {self.sha256[:12]})")


@dataclass(frozen=True, slots=True)
class Catalog:
    """What heads.json says: files, window length, inputs, outputs and label lists."""

    model: ModelFile
    vocabulary: ModelFile
    lemmas: ModelFile
    hints: ModelFile | None  # word forms and the event types that they can name, where the model takes them in
    window: int  # pieces, the two special ones included
    most_pieces: int  # of one word; the rest of a longer one is not read
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    labels: tuple[tuple[str, tuple[str, ...]], ...]
    caution: float | None = None  # what is added to the score of "no event"; None: the event heads are not trained

    def label_list(self, head: str) -> tuple[str, ...]:
        """Return the labels of a head in the order of its scores, or () where the model lacks it."""
        return dict(self.labels).get(head, ())


def read_catalog(folder: Path = FOLDER) -> Catalog:
    """
    Return what the model folder's heads.json says.

    Raises:
        ModelError: it is missing, or not what it should be.
    """
    path = folder / HEADS
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(str(path), "the model's description is missing") from error
    try:
        return _catalog(json.loads(text), folder)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(str(path), f"the model's description is damaged ({error!r})") from error


def _catalog(heads: dict[str, object], folder: Path) -> Catalog:
    return Catalog(
        model=ModelFile(folder / str(heads["model"]), str(heads["sha256"])),
        vocabulary=ModelFile(folder / str(heads["vocabulary"]), str(heads["vocabulary_sha256"])),
        lemmas=ModelFile(folder / str(heads["lemmas"]), str(heads["lemmas_sha256"])),
        hints=ModelFile(folder / str(heads["hints"]), str(heads["hints_sha256"])) if "hints" in heads else None,
        window=_number(heads["window"]),
        most_pieces=_number(heads["most_pieces_of_a_word"]),
        inputs=_names(heads["inputs"]),
        outputs=_names(heads["outputs"]),
        labels=tuple((name, _names(value)) for name, value in heads.items() if isinstance(value, list)),
        caution=_caution(heads.get("caution")),
    )


def _caution(settings: object) -> float | None:
    """Return the setting that names the most events: those who read them judge which to keep (docs/decisions/0090)."""
    if not isinstance(settings, dict):
        return None if settings is None else float(str(settings))
    return min(float(value) for value in settings.values())


def _number(value: object) -> int:
    if not isinstance(value, int):
        message = f"{value!r} is no number"
        raise TypeError(message)
    return value


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | dict):
        message = f"{value!r} is no list of names"
        raise TypeError(message)
    return tuple(str(name) for name in value)
