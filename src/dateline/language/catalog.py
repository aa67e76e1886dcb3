"""The model's files as they lie in the package: which they are, whether they are whole, what the outputs mean."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from dateline.errors import ModelError
from dateline.language.sureness import Sureness

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
class GraphFile:
    """A network's file with what goes in and comes out."""

    file: ModelFile
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """What heads.json says: files, window length, inputs, outputs and label lists."""

    model: GraphFile
    vocabulary: ModelFile
    lemmas: ModelFile
    hints: ModelFile | None  # word forms and the event types that they can name, where the model takes them in
    events: GraphFile | None  # reads the sentences that may hold an event; None: the model names no events
    pairs: GraphFile | None  # tells what one of two actors does to the other
    window: int  # pieces, the two special ones included
    most_pieces: int  # of one word; the rest of a longer one is not read
    labels: tuple[tuple[str, tuple[str, ...]], ...]
    caution: float = 0.0  # what is added to the score of "no event"
    gate: float = 0.0  # a sentence whose most eventful word scores less is not read for events
    parties: ModelFile | None = None  # the trees that weigh who takes part; None: the model names no events
    least_actor: float = 0.5  # the chance from which a word names one who acts
    least_recipient: float = 0.5
    sure: Sureness = field(default_factory=Sureness)  # what makes an event's score

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
        model=GraphFile(
            ModelFile(folder / str(heads["model"]), str(heads["sha256"])), _names(heads["inputs"]), _names(heads["outputs"])
        ),
        vocabulary=ModelFile(folder / str(heads["vocabulary"]), str(heads["vocabulary_sha256"])),
        lemmas=ModelFile(folder / str(heads["lemmas"]), str(heads["lemmas_sha256"])),
        hints=ModelFile(folder / str(heads["hints"]), str(heads["hints_sha256"])) if "hints" in heads else None,
        events=_graph(heads, folder, "events", "event"),
        pairs=_graph(heads, folder, "pairs", "pair"),
        window=_number(heads["window"]),
        most_pieces=_number(heads["most_pieces_of_a_word"]),
        labels=tuple((name, _names(value)) for name, value in heads.items() if isinstance(value, list)),
        caution=float(str(heads.get("caution", 0.0))),
        gate=float(str(heads.get("gate", 0.0))),
        parties=ModelFile(folder / str(heads["parties"]), str(heads["parties_sha256"])) if "parties" in heads else None,
        least_actor=float(str(heads.get("least_actor", 0.5))),
        least_recipient=float(str(heads.get("least_recipient", 0.5))),
        sure=Sureness(**_weights(heads.get("sure", {}))),
    )


def _graph(heads: dict[str, object], folder: Path, name: str, one: str) -> GraphFile | None:
    """Return a network beside the first, or None where heads.json names none."""
    if name not in heads:
        return None
    file = ModelFile(folder / str(heads[name]), str(heads[f"{name}_sha256"]))
    return GraphFile(file, _names(heads[f"{one}_inputs"]), _names(heads[f"{one}_outputs"]))


def _weights(value: object) -> dict[str, float]:
    if not isinstance(value, dict):
        message = f"{value!r} are no weights"
        raise TypeError(message)
    return {str(name): float(weight) for name, weight in value.items()}


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
