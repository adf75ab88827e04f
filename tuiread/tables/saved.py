"""Saved papers as the library lists them, from both databases in a few queries; no text and no snapshot is loaded.

Not here: saving (shelf), tags, notes and the queue (tables of their own).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping, Set

import msgspec
from msgspec import Struct

from tuiread.records import PaperId, Place, SavedRow
from tuiread.tables.editions import PAPER_COLUMNS, PAPER_WIDTH, feed_row
from tuiread.tables.queue import queued_ids
from tuiread.tables.tags import all_tags
from tuiread.tables.values import Row, optional_time, read_time

_PLACES = msgspec.json.Decoder(Place)


class _Marked(Struct):
    """What the reader did to papers, saved or not, by their ids."""

    tags: Mapping[PaperId, tuple[str, ...]]
    noted: Set[PaperId]
    hidden: Set[PaperId]
    letters: Mapping[PaperId, int]
    """How many letters the newest text of each has."""
    stops: Mapping[PaperId, Row]
    """The place in its text, and when that was kept."""
    queue: Mapping[PaperId, int]


def saved_rows(connection: sqlite3.Connection) -> list[SavedRow]:
    """Return the saved papers, newest save first.

    What the reader did is read once for all of them: looked up paper by paper, it costs four times the papers.
    """
    marked = _marked(connection)
    # CROSS JOIN: SQLite would scan the whole cache for the saved papers in it.
    rows = connection.execute(
        f"""SELECT {PAPER_COLUMNS}, s.saved_at, r.read_at, p.notice
            FROM main.saves s CROSS JOIN cache.papers p ON p.id = s.paper_id
            LEFT JOIN main.reads r ON r.paper_id = s.paper_id
            ORDER BY s.saved_at DESC, p.title"""
    )
    return [_saved(row, marked) for row in rows]


def stalest_fetch(connection: sqlite3.Connection) -> dt.datetime | None:
    """Return when that saved paper was last fetched for which this is longest ago."""
    row = connection.execute(
        """SELECT min((SELECT max(f.fetched_at) FROM cache.facts f WHERE f.paper = p.key))
           FROM main.saves s CROSS JOIN cache.papers p ON p.id = s.paper_id"""
    ).fetchone()
    return optional_time(row[0])


def saved_bytes(connection: sqlite3.Connection) -> int:
    """Return about how many bytes all snapshots take."""
    query = "SELECT coalesce(sum(length(CAST(snapshot AS BLOB))), 0) FROM main.saves"
    size: int = connection.execute(query).fetchone()[0]
    return size


def paper_bytes(connection: sqlite3.Connection, paper_id: PaperId) -> int:
    """Return the size of a paper's texts and figures."""
    query = """SELECT coalesce((SELECT sum(length(document) + length(words)) FROM main.texts WHERE paper_id = :id), 0)
               + coalesce((SELECT sum(length(image)) FROM main.figures WHERE paper_id = :id), 0)"""
    size: int = connection.execute(query, {"id": paper_id}).fetchone()[0]
    return size


def _marked(connection: sqlite3.Connection) -> _Marked:
    noted = connection.execute("SELECT paper_id FROM main.paper_notes UNION SELECT paper_id FROM main.place_notes")
    return _Marked(
        tags=all_tags(connection),
        noted={row[0] for row in noted},
        hidden={row[0] for row in connection.execute("SELECT paper_id FROM main.hides")},
        letters=dict(connection.execute("SELECT paper_id, letters FROM main.texts ORDER BY fetched_at, version")),
        stops={row[0]: row[1:] for row in connection.execute("SELECT paper_id, place, kept_at FROM main.places")},
        queue={paper_id: place for place, paper_id in enumerate(queued_ids(connection))},
    )


def _saved(row: Row, marked: _Marked) -> SavedRow:
    saved_at, read_at, notice = row[PAPER_WIDTH:]
    paper_id = row[0]
    tags, letters = marked.tags.get(paper_id, ()), marked.letters.get(paper_id)
    place, kept_at = marked.stops.get(paper_id, (None, None))
    acts = (
        read_at is None,
        1 if letters is None else 2,
        bool(tags),
        paper_id in marked.noted,
        paper_id in marked.hidden,
    )
    return SavedRow(
        feed_row((*row[:PAPER_WIDTH], *acts), None),
        read_time(saved_at),
        tags,
        optional_time(max(read_at or "", kept_at or "")),
        _PLACES.decode(place).share if place else None,
        letters,
        notice,
        marked.queue.get(paper_id),
    )
