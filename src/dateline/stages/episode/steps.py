"""The steps of linking one by one, for those who link only what changed."""

from dateline.stages.episode.blocks import Part, digest_of, finer_blocks, parts_of, time_keys, word_keys
from dateline.stages.episode.copies import bands, grouped, origins_of, plain
from dateline.stages.episode.lexicon import alike
from dateline.stages.episode.likeness import told
from dateline.stages.episode.linking import assemble, name
from dateline.stages.episode.merging import Pair, components, edges
from dateline.stages.episode.sighting import Sighting, sighting
from dateline.stages.episode.ties import Told, outcome_keys, plan_keys, ties
from dateline.stages.episode.undated import bearing_keys, date_keys, dated_stories, month_keys, resolved

__all__ = [
    "Pair",
    "Part",
    "Sighting",
    "Told",
    "alike",
    "assemble",
    "bands",
    "bearing_keys",
    "components",
    "date_keys",
    "dated_stories",
    "digest_of",
    "edges",
    "finer_blocks",
    "grouped",
    "month_keys",
    "name",
    "origins_of",
    "outcome_keys",
    "parts_of",
    "plain",
    "plan_keys",
    "resolved",
    "sighting",
    "ties",
    "time_keys",
    "told",
    "word_keys",
]
