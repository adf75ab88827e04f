"""Saved papers as the library lists them, from both databases in a few queries; no text and no snapshot is loaded.

Not here: saving (shelf), tags, notes and the queue (tables of their own).
"""

from __future__ import annotations

import sqlite3

import msgspec

from tuiread.records import PaperId, Place, SavedRow
from tuiread.tables.editions import FEED_COLUMNS, FEED_WIDTH, feed_row
from tuiread.tables.queue import queued_ids
from tuiread.tables.tags import tags_of
from tuiread.tables.values import Row, optional_time, read_time

_PLACES = msgspec.json.Decoder(Place)


def saved_rows(connection: sqlite3.Connection) -> list[SavedRow]:
    """Return the saved papers, newest save first."""
    rows = connection.execute(
        f"""SELECT {FEED_COLUMNS}, s.saved_at, max(coalesce(l.kept_at, r.read_at), coalesce(r.read_at, l.kept_at)),
                   l.place, (SELECT t.letters FROM main.texts t WHERE t.paper_id = s.paper_id
                             ORDER BY t.fetched_at DESC, t.version DESC LIMIT 1), p.notice
            FROM main.saves s JOIN cache.papers p ON p.id = s.paper_id
            LEFT JOIN main.reads r ON r.paper_id = s.paper_id LEFT JOIN main.places l ON l.paper_id = s.paper_id
            ORDER BY s.saved_at DESC, p.title"""
    ).fetchall()
    tags = tags_of(connection, [row[0] for row in rows])
    places = {paper_id: place for place, paper_id in enumerate(queued_ids(connection))}
    return [_saved(row, tags.get(row[0], ()), places.get(row[0])) for row in rows]


def saved_bytes(connection: sqlite3.Connection) -> int:
    """Return about how many bytes all snapshots take."""
    query = "SELECT coalesce(sum(length(snapshot)), 0) FROM main.saves"
    size: int = connection.execute(query).fetchone()[0]
    return size


def paper_bytes(connection: sqlite3.Connection, paper_id: PaperId) -> int:
    """Return the size of a paper's texts and figures."""
    query = """SELECT coalesce((SELECT sum(length(document) + length(words)) FROM main.texts WHERE paper_id = :id), 0)
               + coalesce((SELECT sum(length(image)) FROM main.figures WHERE paper_id = :id), 0)"""
    size: int = connection.execute(query, {"id": paper_id}).fetchone()[0]
    return size


def _saved(row: Row, tags: tuple[str, ...], queue_place: int | None) -> SavedRow:
    saved_at, read_at, place, letters, notice = row[FEED_WIDTH:]
    return SavedRow(
        feed_row(row[:FEED_WIDTH], None),
        read_time(saved_at),
        tags,
        optional_time(read_at),
        _PLACES.decode(place).share if place else None,
        letters,
        notice,
        queue_place,
    )
