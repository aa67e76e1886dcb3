"""
Records ↔ the JSON objects that `dateline read --json`, the exports and the reading room share.

`reading_json` writes one page; `reading_of` reads it back, so that nothing is lost on the way but the page's own bytes.
Beside the keys that every reader may rely on there are a few more, so that the way back is exact: `span` of a time,
`addressee_mentions`, `mentions`, `status_words`, `confidence`; where a story or a removed line stood.
"""

from dateline.wire.back import (
    actor_of,
    cite_of,
    episode_of,
    event_of,
    figure_of,
    page_of,
    reading_of,
    rejected_of,
    removed_of,
    statement_of,
    story_of,
    tenure_of,
)
from dateline.wire.out import (
    actor_json,
    cite_json,
    episode_json,
    event_json,
    figure_json,
    mention_json,
    page_json,
    party_json,
    place_json,
    reading_json,
    reading_line,
    rejected_json,
    removed_json,
    statement_json,
    story_json,
    tenure_json,
    when_json,
)

__all__ = [
    "actor_json",
    "actor_of",
    "cite_json",
    "cite_of",
    "episode_json",
    "episode_of",
    "event_json",
    "event_of",
    "figure_json",
    "figure_of",
    "mention_json",
    "page_json",
    "page_of",
    "party_json",
    "place_json",
    "reading_json",
    "reading_line",
    "reading_of",
    "rejected_json",
    "rejected_of",
    "removed_json",
    "removed_of",
    "statement_json",
    "statement_of",
    "story_json",
    "story_of",
    "tenure_json",
    "tenure_of",
    "when_json",
]
