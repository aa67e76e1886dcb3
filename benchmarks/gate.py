"""
Measure every task of floors.json and fail below a floor.

    python -m benchmarks.gate [TASK ...] [--raise | --lower] [--shared DIR]

Each entry of floors.json names a predict task, its input, the scorer's command and the metrics with their floors.
It also holds a digest of the data, so that a change of the set cannot pass unseen.
`--raise` writes higher measured figures into the file, `--lower` writes lower ones too (say why in CHANGELOG.md).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

README_MARKS = ("<!-- floors:begin -->", "<!-- floors:end -->")
ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.json")
SLACK = 0.0005  # figures are kept to three decimals


def digest(paths: list[Path]) -> str:
    """Return the digest of the files, and of all files under the folders, by relative name and content."""
    total = hashlib.sha256()
    for path in paths:
        files = [path] if path.is_file() else sorted(entry for entry in path.rglob("*") if entry.is_file())
        for file in files:
            total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def metric(output: str, name: str) -> float:
    """
    Return one figure of a scorer's output.

    Args:
        output: JSON, or text in which the figures stand after a pattern.
        name: a path of keys ("statements.f1") into the JSON, or a regular expression with one group ("re:...").

    Raises:
        SystemExit: the figure is not there.
    """
    if name.startswith("re:"):
        found = re.search(name[3:], output, re.MULTILINE)
        if found:
            return float(found.group(1))
    else:
        value: object = json.loads(output)
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, int | float):
            return float(value)
    sys.exit(f"gate: no figure {name!r} in the scorer's output:\n{output[:2000]}")


def table(entries: dict[str, dict[str, object]]) -> str:
    """Return the floors as a Markdown table, as the README quotes them."""
    rows = [
        f"| {name} | {metric} | {'≤' if metric.startswith('wrong') else '≥'} {floor:.3f} |"
        for name, entry in entries.items()
        for metric, floor in dict(entry.get("floors") or {}).items()  # type: ignore[call-overload]
    ]
    return "\n".join(("| set | figure | floor |", "|---|---|---|", *rows))


def write_readme(entries: dict[str, dict[str, object]]) -> None:
    """Put the table of floors between its marks in the README."""
    readme = ROOT / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(README_MARKS[0])
    after = rest.split(README_MARKS[1])[1]
    readme.write_text(f"{before}{README_MARKS[0]}\n{table(entries)}\n{README_MARKS[1]}{after}", encoding="utf-8")


def measure(entry: dict[str, object], shared: Path) -> dict[str, float]:
    """Predict, score, and return the figures of one entry by name."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "predictions"
        fill = {"shared": str(shared), "output": str(output)}
        predict = [
            sys.executable,
            "-m",
            "benchmarks.predict",
            str(entry["task"]),
            str(entry["input"]).format(**fill),
            str(output),
        ]
        subprocess.run(predict, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        score = [part.format(**fill) for part in str(entry["score"]).split()]
        scored = subprocess.run([sys.executable, *score], check=True, cwd=ROOT, capture_output=True, text=True)
    return {name: round(metric(scored.stdout, where), 4) for name, where in dict(entry["metrics"]).items()}  # type: ignore[call-overload]


def judge(name: str, entry: dict[str, object], figures: dict[str, float], *, change: str | None) -> list[str]:
    """Print the figures beside their floors, change the floors if asked, and return what is below."""
    floors: dict[str, float] = entry.setdefault("floors", {})  # type: ignore[assignment]
    below = []
    for key, figure in figures.items():
        floor = floors.get(key)
        better = (
            (floor is None or figure <= floor + SLACK) if key.startswith("wrong") else (floor is None or figure >= floor - SLACK)
        )
        if not better:
            below.append(f"{name} {key}: {figure:.3f}, floor {floor:.3f}")
        if floor is None and change is None:
            below.append(f"{name} {key}: no floor yet; set it with --raise")
        if change == "lower" or (change == "raise" and better):
            floors[key] = round(figure, 3)
        print(f"  {name:28} {key:24} {figure:.3f}  floor {'-' if floor is None else f'{floor:.3f}'}{'' if better else '  BELOW'}")
    return below


def main() -> int:
    """Run the gate; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", help="names of entries; all of them by default")
    parser.add_argument(
        "--raise", dest="change", action="store_const", const="raise", help="write higher figures into floors.json"
    )
    parser.add_argument("--lower", dest="change", action="store_const", const="lower", help="write all figures into floors.json")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared")))
    options = parser.parse_args()
    entries: dict[str, dict[str, object]] = json.loads(FLOORS.read_text())
    unknown = set(options.tasks) - set(entries)
    if unknown:
        parser.error(f"no such entry: {', '.join(sorted(unknown))}; there are {', '.join(entries)}")
    below: list[str] = []
    for name, entry in entries.items():
        if options.tasks and name not in options.tasks:
            continue
        began = time.monotonic()
        found = digest([Path(str(path).format(shared=options.shared)) for path in entry["data"]])  # type: ignore[union-attr,attr-defined]
        if entry.get("digest") not in (None, found) and options.change != "lower":
            below.append(
                f"{name}: the data changed (digest {found}, floors.json has {entry['digest']}); measure anew with --lower"
            )
            continue
        entry["digest"] = found
        below += judge(name, entry, measure(entry, options.shared.resolve()), change=options.change)
        print(f"  {name:28} {time.monotonic() - began:.0f} s")
    if options.change:
        FLOORS.write_text(json.dumps(entries, indent=2) + "\n")
        write_readme(entries)
    print("\n".join(["", "below their floors:", *below]) if below else "\nall floors hold")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
