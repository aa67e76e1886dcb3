"""The steps of linking one by one, for those who link only what changed."""

from dateline.stages.episode.blocks import (
    HALF,
    TWO,
    Part,
    digest_of,
    few_keys,
    finer_blocks,
    months,
    parts_of,
    time_keys,
    word_keys,
)
from dateline.stages.episode.copies import bands, grouped, origins_of, plain
from dateline.stages.episode.lexicon import kin, outcome_types, plan_types
from dateline.stages.episode.likeness import told
from dateline.stages.episode.linking import assemble, name
from dateline.stages.episode.merging import Pair, components, edges, scored
from dateline.stages.episode.sighting import Sighting, sighting
from dateline.stages.episode.ties import Told, outcome_keys, outcomes, plan_keys, ties
from dateline.stages.episode.undated import bearing_keys, date_keys, dated_stories, month_keys, resolved, tells_month

__all__ = [
    "HALF",
    "TWO",
    "Pair",
    "Part",
    "Sighting",
    "Told",
    "assemble",
    "bands",
    "bearing_keys",
    "components",
    "date_keys",
    "dated_stories",
    "digest_of",
    "edges",
    "few_keys",
    "finer_blocks",
    "grouped",
    "kin",
    "month_keys",
    "months",
    "name",
    "origins_of",
    "outcome_keys",
    "outcome_types",
    "outcomes",
    "parts_of",
    "plain",
    "plan_keys",
    "plan_types",
    "resolved",
    "scored",
    "sighting",
    "tells_month",
    "ties",
    "time_keys",
    "told",
    "word_keys",
]
