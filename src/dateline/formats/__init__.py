"""Coded events in the shapes that existing work reads: GDELT 2.0, POLECAT, PLOVER JSON lines, GEXF, BibTeX and RIS."""

from dateline.formats.bibliography import bibtex, ris
from dateline.formats.coded import Coded
from dateline.formats.gdelt import gdelt_rows
from dateline.formats.gexf import gexf_lines
from dateline.formats.plover import plover_json
from dateline.formats.polecat import polecat_row

__all__ = ["Coded", "bibtex", "gdelt_rows", "gexf_lines", "plover_json", "polecat_row", "ris"]
