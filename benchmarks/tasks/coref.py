"""Task coref: ECB+ lines without chains → {id, clusters: {mention id: cluster name}}; gold mentions are given."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from benchmarks import lines
from dateline.stages.episode.coreference import EventWords, coreference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BESIDE = {"human": "who", "location": "where", "time": "when"}


def mentions(row: dict[str, Any]) -> list[tuple[str, EventWords]]:
    """Return the event mentions of one document, by id, with what stands in their sentences."""
    texts = {one["n"]: row["text"][one["start"] : one["end"]] for one in row["sentences"]}
    beside: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in row["mentions"]:
        beside[one["sentence"], BESIDE.get(one["category"], "")].append(one["text"])

    def near(sentence: int) -> dict[str, str]:
        return {name: " ".join(beside[sentence, name]) for name in BESIDE.values()}

    return [
        (one["m"], EventWords(row["id"], one["text"], texts.get(one["sentence"], ""), **near(one["sentence"])))
        for one in row["mentions"]
        if one["category"] == "event"
    ]


def topics(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the documents of each topic."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[str(row.get("topic"))].append(row)
    return found


def predict(source: Path, output: Path) -> None:
    """Write the clusters of the event mentions of every document."""
    clusters: dict[str, dict[str, str]] = {}
    for topic, rows in topics(lines.read(source)).items():
        found = [(row["id"], name, words) for row in rows for name, words in mentions(row)]
        numbers = coreference([words for _, _, words in found], {row["id"]: row["text"] for row in rows})
        for (document, name, _), number in zip(found, numbers, strict=True):
            clusters.setdefault(document, {})[name] = f"{topic}-{number}"
    lines.write(({"id": row["id"], "clusters": clusters.get(row["id"], {})} for row in lines.read(source)), output)
