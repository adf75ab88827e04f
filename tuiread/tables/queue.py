"""The reading queue in library.db: papers in the order in which the reader means to read them.

A paper's place is a number with room between it and the next, so that moving one paper changes one row; where the room
is used up, all places are made anew.  Two machines may have given the same place to two papers: then the id decides.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence

from tuiread.records import PaperId
from tuiread.tables.values import time_text

ROOM = 1 << 20
"""How far apart two neighbours are at first."""


def queued_ids(connection: sqlite3.Connection) -> list[PaperId]:
    """Return the papers of the queue, the next one first."""
    return [PaperId(row[0]) for row in connection.execute("SELECT paper_id FROM main.queue ORDER BY place, paper_id")]


def is_queued(connection: sqlite3.Connection, paper_id: PaperId) -> bool:
    """Tell whether a paper is in the queue."""
    query = "SELECT EXISTS (SELECT 1 FROM main.queue WHERE paper_id = ?)"
    return bool(connection.execute(query, (paper_id,)).fetchone()[0])


def add_to_queue(connection: sqlite3.Connection, paper_ids: Sequence[PaperId], at: dt.datetime) -> None:
    """Put papers at the end of the queue; those that are in it stay where they are."""
    last = connection.execute("SELECT coalesce(max(place), 0) FROM main.queue").fetchone()[0]
    connection.executemany(
        "INSERT OR IGNORE INTO main.queue (paper_id, place, queued_at) VALUES (?, ?, ?)",
        [(paper_id, last + ROOM * number, time_text(at)) for number, paper_id in enumerate(paper_ids, start=1)],
    )


def drop_from_queue(connection: sqlite3.Connection, paper_ids: Iterable[PaperId]) -> None:
    """Take papers out of the queue."""
    connection.executemany("DELETE FROM main.queue WHERE paper_id = ?", [(paper_id,) for paper_id in paper_ids])


def places_after_move(connection: sqlite3.Connection, paper_id: PaperId, index: int) -> dict[PaperId, int]:
    """Return which places would change so that a paper of the queue is the one at an index.

    One place, unless its new neighbours have no room between them.
    """
    places = dict(connection.execute("SELECT paper_id, place FROM main.queue ORDER BY place, paper_id").fetchall())
    order = [PaperId(other) for other in places if other != paper_id]
    index = min(max(index, 0), len(order))
    below = places[order[index - 1]] if index else None
    above = places[order[index]] if index < len(order) else None
    if below is not None and above is not None and above - below < 2:
        order.insert(index, paper_id)
        return {other: ROOM * number for number, other in enumerate(order, start=1)}
    return {paper_id: _between(below, above)}


def set_places(connection: sqlite3.Connection, places: dict[PaperId, int]) -> None:
    """Give papers of the queue other places."""
    connection.executemany(
        "UPDATE main.queue SET place = ? WHERE paper_id = ?", [(place, paper_id) for paper_id, place in places.items()]
    )


def _between(below: int | None, above: int | None) -> int:
    if below is None:
        return ROOM if above is None else above - ROOM
    return below + ROOM if above is None else (below + above) // 2
