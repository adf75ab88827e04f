"""Saved papers near one: by their meaning, as far as there is an index of it, and by who cites whom.

Unlike a search, it compares with the saved papers alone, so that none is missed beside many others of the cache.  Not
here: what a meaning is (near), and their order (nearness_of).
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from tuiread.nearness_of import nearness_of
from tuiread.records import NearPaper, PaperId
from tuiread.tables import sections, shelf
from tuiread.tables.people import list_rows

if TYPE_CHECKING:
    from tuiread.near import Near

LEAST = 0.3
"""A cosine below this is not worth a line."""


def near_saved(
    connection: sqlite3.Connection, paper_id: PaperId, near: Near | None, most: int
) -> tuple[NearPaper, ...]:
    """Return the saved papers nearest to one, the nearest first.

    Args:
        connection: a store's connection.
        paper_id: the paper.
        near: compares meanings; None where there is no index.
        most: how many at most.
    """
    others = sorted(shelf.saved_ids(connection) - {paper_id})
    tied = {*sections.cited_papers(connection, paper_id), *sections.citing_papers(connection, paper_id)}
    nearness = near.nearness(connection, paper_id, others) if near else {}
    close = [other for other in others if other in tied or nearness.get(other, 0) >= LEAST]
    ranks = nearness_of(connection, paper_id, close, lambda _: nearness)
    close.sort(key=lambda other: (-ranks[other].score, other))
    rows = list_rows(connection, close[:most])
    return tuple(NearPaper(rows[other], nearness.get(other)) for other in close[:most] if other in rows)
