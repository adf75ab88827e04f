"""How near papers are to one, with what the cache tells of their references: the one order of near papers everywhere.

    like:ID, R ─────────┐
    near in library ────┼──> nearness_of ──references and citations──> insight.nearness
    the graph ──────────┘

Not here: the formula itself (insight.nearness), and which papers come into question (near, near_saved, graph.papers).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence

from tuiread.insight.nearness import is_link_known, nearness
from tuiread.records import Nearness, PaperId
from tuiread.tables import adjacency


def nearness_of(
    connection: sqlite3.Connection,
    centre: PaperId,
    others: Sequence[PaperId],
    meanings: Callable[[Sequence[PaperId]], Mapping[PaperId, float]] | None,
) -> dict[PaperId, Nearness]:
    """Return how near each of some papers is to one.

    Args:
        connection: a store's connection.
        centre: the one.
        others: the papers.
        meanings: gives the cosines of those that an index knows; None where there is no index.
    """
    lists = adjacency.reference_lists(connection, [centre, *others])
    told = adjacency.cites_among(connection, [centre, *others])
    cosines = meanings(others) if meanings else {}
    cited = told.get(centre, frozenset())
    return {
        one: nearness(
            cosines.get(one),
            (lists.get(centre), lists.get(one)),
            is_link_known(lists.get(one), centre, is_told=centre in told.get(one, ())),
            is_link_known(lists.get(centre), one, is_told=one in cited),
        )
        for one in others
    }
