"""Text → Analysis: tokens, sentences, grammar, entities, attribution, coreference, events. Knows nothing of politics."""

from dateline.language.analyser import Analyser, analyse
from dateline.language.analysis import Analysis, Attribution, Entity, EntityLabel, EventMention, Range
from dateline.language.decode.story import Cut

__all__ = ["Analyser", "Analysis", "Attribution", "Cut", "Entity", "EntityLabel", "EventMention", "Range", "analyse"]
