"""The closed lists and tables that records are coded with: states, organs, offices, outlets, PLOVER, CAMEO."""

from dateline.codebook.countries import country, state
from dateline.codebook.entries import (
    Bloc,
    CameoCode,
    EventType,
    Group,
    Igo,
    Metonym,
    Mode,
    Office,
    OfficeHolder,
    Organ,
    Organisation,
    Outlet,
    PeopleWords,
    State,
)
from dateline.codebook.tables import SECTORS, Codebook, cameo_quad, load, office_holders, officials, packaged, terms_of
from dateline.codebook.user import in_use, load_with, use

__all__ = [
    "SECTORS",
    "Bloc",
    "CameoCode",
    "Codebook",
    "EventType",
    "Group",
    "Igo",
    "Metonym",
    "Mode",
    "Office",
    "OfficeHolder",
    "Organ",
    "Organisation",
    "Outlet",
    "PeopleWords",
    "State",
    "cameo_quad",
    "country",
    "in_use",
    "load",
    "load_with",
    "office_holders",
    "officials",
    "packaged",
    "state",
    "terms_of",
    "use",
]
