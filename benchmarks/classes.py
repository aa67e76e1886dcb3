"""The 15 classes of the relations set: PLOVER types with CONCEDE and RETREAT as one."""

from __future__ import annotations

FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
PENTA = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}


def root(event_type: str) -> str:
    """Return the class of a PLOVER type."""
    return FOLDED.get(event_type, event_type)
