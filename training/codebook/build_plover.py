"""
Write the PLOVER and CAMEO tables of the codebook from a folder with the closed lists.

Run from the repository's root:
    python training/codebook/build_plover.py FOLDER --retrieved 2026-11-21

FOLDER holds plover_types.csv, plover_modes.csv, plover_contexts.txt (PLOVER manual v0.8, openeventdata/PLOVER),
cameo_to_plover.csv (CAMEO2PLOVER-2021.txt of the same) and goldstein.csv (openeventdata/phoenix_pipeline).
Facts only: codes, names, numbers.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

TARGET = Path(__file__).parent.parent.parent / "src/dateline/codebook/data"
QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
PLOVER = "openeventdata/PLOVER, manual v0.8 (types, modes, scores, contexts)"
CAMEO = "openeventdata/PLOVER CAMEO2PLOVER-2021.txt (crosswalk, labels), openeventdata/phoenix_pipeline (Goldstein values)"
# The crosswalk still has mode names of an earlier draft; None: the manual has no such mode.
RENAMED: dict[tuple[str, str], str | None] = {
    ("RETREAT", "return"): "release",
    ("RETREAT", "ease"): "access",
    ("THREATEN", "ban"): "restrict",
    ("THREATEN", "political"): None,
    ("COERCE", "ban"): "restrict",
    ("ASSAULT", "assassinate"): "targeted",
    ("ASSAULT", "cleansing"): None,
    ("ASSAULT", "massacre"): None,
    ("ASSAULT", "seize"): "destroy",
    ("ASSAULT", "pro_autocracy"): None,
}
RENAMED_CONTEXTS = {"humanitarian": "human_security", "democracy": "pro_democracy"}


def write(name: str, source: str, columns: Sequence[str], rows: Iterable[Sequence[object]], retrieved: str) -> None:
    """Write one table with its header."""
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(f"# source: {source}; licence: facts of works under CC BY-SA 4.0; retrieved: {retrieved}\n")
        file.write("# made by training/codebook/build_plover.py, not by hand\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cameo_row(code: str, crosswalk: dict[str, dict[str, str]], goldstein: dict[str, str]) -> tuple[str, ...]:
    """Return one line of the CAMEO table; a code that only one of the two knows keeps the other's columns empty."""
    found = crosswalk.get(code, {"type": "", "mode": "", "context": "", "cameo_label": ""})
    mode = RENAMED.get((found["type"], found["mode"]), found["mode"]) or ""
    contexts = [RENAMED_CONTEXTS.get(context, context) for context in found["context"].replace(";", " ").split()]
    if found["mode"] == "pro_autocracy":
        contexts.append("pro_autocracy")
    label = found["cameo_label"].replace("Apolgize", "Apologize")
    return code, label, goldstein.get(code, ""), found["type"], mode, ";".join(contexts)


def main() -> None:
    """Write the four tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--retrieved", required=True, help="date on which the lists were fetched, YYYY-MM-DD")
    given = parser.parse_args()
    folder, retrieved = given.folder, given.retrieved
    types = [
        (row["type"], QUADS[row["quad_plover"]], row["requires_recipient"], row["score"])
        for row in read(folder / "plover_types.csv")
    ]
    write(
        "plover_types",
        PLOVER + "; ACCUSE is printed as 3 there, its modes show that -3 is meant",
        ("type", "quad", "requires_recipient", "score"),
        types,
        retrieved,
    )
    modes = [(row["type"], row["mode"], row["score"]) for row in read(folder / "plover_modes.csv")]
    write("plover_modes", PLOVER, ("type", "mode", "score"), modes, retrieved)
    contexts = [(line,) for line in (folder / "plover_contexts.txt").read_text(encoding="utf-8").split()]
    write("plover_contexts", PLOVER, ("context",), contexts, retrieved)
    crosswalk = {row["cameo"]: row for row in read(folder / "cameo_to_plover.csv")}
    goldstein = {row["cameo"]: row["goldstein"] for row in read(folder / "goldstein.csv")}
    rows = [cameo_row(code, crosswalk, goldstein) for code in sorted({*crosswalk, *goldstein})]
    write("cameo", CAMEO, ("code", "label", "goldstein", "type", "mode", "contexts"), rows, retrieved)


if __name__ == "__main__":
    main()
