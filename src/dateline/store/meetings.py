"""Which linked events meet some events in a block, asked of the database, so that only those are loaded that may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.stages.episode import steps
from dateline.store.linked import DATE, DATED_WORD, FEW, TIME, WORD

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from dateline.stages.episode import Options
    from dateline.store.linked import Linked

Numbers = tuple[int, int]
Shared = Mapping[int, frozenset[int]]  # kinds of keys, with the keys

_COMING = f"""CREATE OR REPLACE TEMP TABLE coming AS
    WITH fresh AS (SELECT unnest($numbers) AS number, unnest($types) AS type),
    mine AS (SELECT k.key, k.kind, f.number, f.type FROM sighting_keys k JOIN fresh f USING (number) WHERE k.kind <> {DATE}),
    sizes AS (
        SELECT key, count(*) AS size FROM sighting_keys WHERE kind <> {DATE} AND key IN (SELECT key FROM mine) GROUP BY key
    )
    SELECT * FROM mine JOIN sizes USING (key) WHERE size > 1"""  # noqa: S608  # numbers of our own
_PAIRS = f"""WITH live AS (
        SELECT * FROM coming
        WHERE size <= CASE kind WHEN {TIME} THEN $bloc WHEN {FEW} THEN $few ELSE $words END
    ),
    met AS (
        SELECT l.number AS one, l.type, l.kind, l.key, k.number AS other
        FROM live l JOIN sighting_keys k ON k.key = l.key AND k.number <> l.number
        WHERE k.kind <> {DATE} AND (l.kind <> {DATED_WORD} OR k.kind <> {DATED_WORD})
    ),
    near AS (
        SELECT DISTINCT one, type, other FROM met WHERE kind IN ({TIME}, {FEW})
        UNION
        SELECT one, any_value(type), other FROM met WHERE kind IN ({WORD}, {DATED_WORD})
        GROUP BY one, other, key >> $half HAVING count(*) >= $two
    ),
    types AS (
        SELECT number, type FROM coming
        UNION
        SELECT s.number, e.type FROM sightings s JOIN events e ON e.id = s.event
        WHERE s.number IN (SELECT other FROM near) AND s.number NOT IN (SELECT number FROM coming)
    ),
    kin AS (SELECT unnest($ones) AS one_type, unnest($others) AS other_type)
    SELECT DISTINCT n.one, n.other FROM near n JOIN types t ON t.number = n.other
    JOIN kin ON one_type = n.type AND other_type = t.type"""  # noqa: S608  # numbers of our own
_LARGE = f"SELECT DISTINCT key FROM coming WHERE kind = {TIME} AND size > ?"  # noqa: S608


def meetings(linked: Linked, types: Mapping[int, str], options: Options) -> tuple[set[Numbers], set[int]]:
    """
    Return the pairs of events, one of them of these, that are to be compared, and the months that are too large to tell.

    Args:
        linked: the tables, with the keys of all these events.
        types: the types of the events, by number.
        options: how large a block may be.
    """
    linked.connection.execute(_COMING, {"numbers": list(types), "types": list(types.values())})
    kin = [(one, other) for one in sorted({*types.values()}) for other in steps.kin(one)]
    values = {
        "bloc": options.bloc, "few": options.few, "words": options.words, "two": steps.TWO, "half": steps.HALF,
        "ones": [one for one, _ in kin], "others": [other for _, other in kin],
    }  # fmt: skip
    pairs = linked.connection.execute(_PAIRS, values).fetchall()
    large = {row[0] for row in linked.ask(_LARGE, options.bloc)}
    linked.connection.execute("DROP TABLE coming")
    return {(one, other) if one < other else (other, one) for one, other in pairs}, large


def shared(ours: Mapping[int, AbstractSet[int]], theirs: Mapping[int, AbstractSet[int]]) -> Shared:
    """Return what two events share, by kind; words only where one of them has no day."""

    def both(*kinds: int) -> frozenset[int]:
        mine, other = (frozenset().union(*(held.get(kind, ()) for kind in kinds)) for held in (ours, theirs))
        return mine & other

    return {TIME: both(TIME), FEW: both(FEW), WORD: both(WORD, DATED_WORD) if WORD in ours or WORD in theirs else frozenset()}


def is_held(several: Shared, sizes: Mapping[int, int], limits: Mapping[int, int]) -> bool:
    """Return whether a block that is not too large brings two events together, by what they share and how many share it."""
    live = {kind: [key for key in keys if sizes[key] <= limits[kind]] for kind, keys in several.items()}
    sides = Counter(key >> steps.HALF for key in live[WORD])
    return bool(live[TIME] or live[FEW]) or any(words >= steps.TWO for words in sides.values())
