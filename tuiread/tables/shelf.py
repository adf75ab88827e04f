"""What the reader did: saves with their snapshots, read marks, follows.  All of it in library.db, none of it public.

A save holds the whole paper as one checked JSON text, so that it stays complete without the cache.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from tuiread.errors import NotFoundError
from tuiread.names import fold_name
from tuiread.records import Follow, Paper, PaperId, PersonKey
from tuiread.tables.values import marks, read_time, time_text

_SNAPSHOTS = msgspec.json.Decoder(Paper)


def keep_saves(connection: sqlite3.Connection, papers: Iterable[Paper], at: dt.datetime) -> None:
    """Save papers as they are known now; saving again renews the snapshot and keeps the date."""
    connection.executemany(
        "INSERT INTO main.saves (paper_id, saved_at, snapshot) VALUES (?, ?, ?) "
        "ON CONFLICT (paper_id) DO UPDATE SET snapshot = excluded.snapshot",
        [(paper.id, time_text(at), msgspec.json.encode(paper).decode()) for paper in papers],
    )


def renew_saves(connection: sqlite3.Connection, papers: Iterable[Paper]) -> None:
    """Put what is known now into the snapshots of saved papers."""
    connection.executemany(
        "UPDATE main.saves SET snapshot = ? WHERE paper_id = ?",
        [(msgspec.json.encode(paper).decode(), paper.id) for paper in papers],
    )


def drop_saves(connection: sqlite3.Connection, paper_ids: Iterable[PaperId]) -> None:
    """Take papers out of the library."""
    connection.executemany("DELETE FROM main.saves WHERE paper_id = ?", [(paper_id,) for paper_id in paper_ids])


def saved_ids(connection: sqlite3.Connection) -> set[PaperId]:
    """Return the ids of all saved papers."""
    return {PaperId(row[0]) for row in connection.execute("SELECT paper_id FROM main.saves")}


def is_saved(connection: sqlite3.Connection, paper_id: PaperId) -> bool:
    """Tell whether a paper is saved."""
    query = "SELECT EXISTS (SELECT 1 FROM main.saves WHERE paper_id = ?)"
    return bool(connection.execute(query, (paper_id,)).fetchone()[0])


def snapshot_of(connection: sqlite3.Connection, paper_id: PaperId) -> Paper | None:
    """Return a paper as it was saved; None where it is not saved, or the snapshot cannot be read."""
    row = connection.execute("SELECT snapshot FROM main.saves WHERE paper_id = ?", (paper_id,)).fetchone()
    return _decoded(row[0]) if row else None


def snapshots_to_put_back(connection: sqlite3.Connection) -> list[Paper]:
    """Return the saved papers that the cache has lost, or knows only from the starter edition, unlike the snapshot."""
    rows = connection.execute(
        """SELECT s.snapshot, p.key IS NULL FROM main.saves s LEFT JOIN cache.papers p ON p.id = s.paper_id
           WHERE p.key IS NULL OR p.is_starter"""
    )
    found = [(_decoded(snapshot), is_lost) for snapshot, is_lost in rows]
    return [paper for paper, is_lost in found if paper and (is_lost or not paper.is_starter)]


def bare_snapshots(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> list[PaperId]:
    """Return those of the papers whose snapshot holds only what the starter edition or an imported file told."""
    query = f"SELECT paper_id, snapshot FROM main.saves WHERE paper_id IN ({marks(len(paper_ids))})"
    found = [(PaperId(paper_id), _decoded(snapshot)) for paper_id, snapshot in connection.execute(query, paper_ids)]
    return [paper_id for paper_id, paper in found if paper and paper.is_bare]


def count_broken_saves(connection: sqlite3.Connection) -> int:
    """Return how many snapshots cannot be read; their rows are kept for a tuiread that can."""
    return sum(_decoded(row[0]) is None for row in connection.execute("SELECT snapshot FROM main.saves"))


def mark_read(connection: sqlite3.Connection, paper_ids: Iterable[PaperId], at: dt.datetime) -> None:
    """Mark papers as read; those that are stay as they are."""
    connection.executemany(
        "INSERT OR IGNORE INTO main.reads (paper_id, read_at) VALUES (?, ?)",
        [(paper_id, time_text(at)) for paper_id in paper_ids],
    )


def mark_unread(connection: sqlite3.Connection, paper_ids: Iterable[PaperId]) -> None:
    """Mark papers as unread."""
    connection.executemany("DELETE FROM main.reads WHERE paper_id = ?", [(paper_id,) for paper_id in paper_ids])


def read_ids(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> set[PaperId]:
    """Return those of the ids that are read."""
    query = f"SELECT paper_id FROM main.reads WHERE paper_id IN ({marks(len(paper_ids))})"
    return {PaperId(row[0]) for row in connection.execute(query, paper_ids)}


def all_read_ids(connection: sqlite3.Connection) -> set[PaperId]:
    """Return the ids of all papers that are read."""
    return {PaperId(row[0]) for row in connection.execute("SELECT paper_id FROM main.reads")}


def keep_follow(connection: sqlite3.Connection, follow: Follow) -> None:
    """Follow somebody; following again changes nothing."""
    connection.execute(
        "INSERT OR IGNORE INTO main.follows (person, name, name_key, account, followed_at) VALUES (?, ?, ?, ?, ?)",
        (follow.key, follow.name, fold_name(follow.name), follow.account, time_text(follow.followed_at)),
    )


def drop_follow(connection: sqlite3.Connection, key: PersonKey) -> None:
    """Follow somebody no longer."""
    connection.execute("DELETE FROM main.follows WHERE person = ?", (key,))


def follows(connection: sqlite3.Connection) -> list[Follow]:
    """Return everybody followed, by name."""
    rows = connection.execute("SELECT person, name, followed_at, account FROM main.follows ORDER BY name_key, person")
    return [Follow(PersonKey(key), name, read_time(at), account) for key, name, at, account in rows]


def get_follow(connection: sqlite3.Connection, key: PersonKey) -> Follow:
    """Return one follow.

    Raises:
        NotFoundError: the reader does not follow this person.
    """
    for follow in follows(connection):
        if follow.key == key:
            return follow
    raise NotFoundError(f"You do not follow {key.partition(':')[2]}.")


def _decoded(snapshot: str) -> Paper | None:
    """Return a snapshot's paper; None where it cannot be read, because one bad row must not hide all others."""
    try:
        return _SNAPSHOTS.decode(snapshot)
    except (msgspec.DecodeError, UnicodeError):
        return None
