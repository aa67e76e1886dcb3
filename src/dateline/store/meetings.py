"""Which linked events meet some events in a block, asked of the database, so that only those are loaded that may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.stages.episode import steps
from dateline.store.linked import DATE, DATED_WORD, FEW, TIME, WORD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from dateline.records import Event
    from dateline.stages.episode import Options
    from dateline.store.linked import Linked

Numbers = tuple[int, int]
Shared = Mapping[int, frozenset[int]]  # kinds of keys, with the keys

# The keys that some events hold, of all that hold them, so that the whole table is read once.
_NEAR = f"""CREATE OR REPLACE TEMP TABLE near_keys AS
    SELECT key, number, kind FROM sighting_keys WHERE kind <> {DATE} AND key IN (SELECT unnest(?))"""  # noqa: S608
_MORE = f"""INSERT INTO near_keys SELECT key, number, kind FROM sighting_keys WHERE kind <> {DATE}
    AND key IN (SELECT key FROM sighting_keys WHERE number IN (SELECT unnest(?))) AND key NOT IN (SELECT key FROM near_keys)"""  # noqa: S608
_COMING = """CREATE OR REPLACE TEMP TABLE coming AS
    WITH fresh AS (
        SELECT unnest($numbers) AS number, unnest($types) AS type, unnest($firsts::DATE[]) AS first_day,
            unnest($lasts::DATE[]) AS last_day
    ),
    sizes AS (SELECT key, count(*) AS size FROM near_keys GROUP BY key HAVING count(*) > 1)
    SELECT k.key, k.kind, f.*, size FROM near_keys k JOIN fresh f USING (number) JOIN sizes USING (key)"""
_PAIRS = f"""WITH live AS (
        SELECT * FROM coming
        WHERE size <= CASE kind WHEN {TIME} THEN $bloc WHEN {FEW} THEN $few ELSE $words END
    ),
    met AS (
        SELECT l.number AS one, l.kind, l.key, k.number AS other
        FROM live l JOIN near_keys k ON k.key = l.key AND k.number <> l.number
        WHERE l.kind <> {DATED_WORD} OR k.kind <> {DATED_WORD}
    ),
    near AS (
        SELECT DISTINCT one, other FROM met WHERE kind IN ({TIME}, {FEW})
        UNION
        SELECT one, other FROM met WHERE kind IN ({WORD}, {DATED_WORD})
        GROUP BY one, other, key >> $half HAVING count(*) >= $two
    ),
    mine AS (SELECT DISTINCT number, type, first_day, last_day FROM coming),
    every AS (
        SELECT * FROM mine
        UNION ALL
        SELECT s.number, e.type, e.first_day, e.last_day FROM sightings s JOIN events e ON e.id = s.event
        WHERE s.number IN (SELECT other FROM near) AND s.number NOT IN (SELECT number FROM mine)
    ),
    kin AS (SELECT unnest($ones) AS one_type, unnest($others) AS other_type)
    SELECT DISTINCT n.one, n.other FROM near n JOIN mine m ON m.number = n.one JOIN every e ON e.number = n.other
    JOIN kin ON one_type = m.type AND other_type = e.type
    WHERE (m.first_day - 1 <= e.last_day AND e.first_day - 1 <= m.last_day) IS DISTINCT FROM FALSE"""  # noqa: S608  # numbers of our own
_LARGE = f"SELECT DISTINCT key FROM coming WHERE kind = {TIME} AND size > ?"  # noqa: S608


def gather(linked: Linked, keys: Iterable[int]) -> dict[int, int]:
    """Put all that hold some keys aside, for the functions below; return how many events hold each key."""
    linked.connection.execute(_NEAR, [list(keys)])
    return dict(linked.ask("SELECT key, count(*) FROM near_keys GROUP BY key"))


def gather_more(linked: Linked, numbers: Iterable[int]) -> None:
    """Put all that hold a key of some events aside too."""
    linked.connection.execute(_MORE, [list(numbers)])


def holders(linked: Linked, keys: Iterable[int]) -> list[Numbers]:
    """Return key and number of the events that hold keys, which must have been put aside."""
    return [
        (key, number) for key, number in linked.among("SELECT key, number FROM near_keys WHERE key IN (SELECT unnest(?))", keys)
    ]


def leave(linked: Linked) -> None:
    """Forget what was put aside."""
    linked.connection.execute("DROP TABLE IF EXISTS near_keys")


def meetings(linked: Linked, events: Mapping[int, Event], options: Options) -> tuple[set[Numbers], set[int]]:
    """
    Return the pairs of events, one of them of these, that are to be compared, and the months that are too large to tell.

    Two events whose own days are apart are no pair.

    Args:
        linked: the tables; all that hold the keys of these events must have been put aside.
        events: the events, by number.
        options: how large a block may be.
    """
    days = [one.when if one.when and one.when.start and one.when.end else None for one in events.values()]
    types = [one.type for one in events.values()]
    firsts, lasts = [one.start if one else None for one in days], [one.end if one else None for one in days]
    linked.connection.execute(_COMING, {"numbers": list(events), "types": types, "firsts": firsts, "lasts": lasts})
    kin = [(one, other) for one in sorted({*types}) for other in steps.kin(one)]
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
