"""When each row of the reader last changed, and whether it is gone: what two libraries need to become the same.

A stamp is a hybrid clock: microseconds since 1970 of the act, and always more than the stamp before, also where the
machine's clock was set back or another machine's is ahead.  With the library's own random origin, stamps of all
machines have one order.  Triggers write them (stamp_schema).  Not here: bringing two libraries together.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable

from tuiread.records import RowChange

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_COLUMNS = "table_name, row_key, changed_at, origin, is_gone"


def tick(connection: sqlite3.Connection, at: dt.datetime) -> None:
    """Move the library's clock forward to a time; it never goes back."""
    advance(connection, stamp_of(at))


def advance(connection: sqlite3.Connection, stamp: int) -> None:
    """Move the library's clock forward to a stamp that another library gave."""
    connection.execute("UPDATE main.library_clock SET stamp = :stamp WHERE stamp < :stamp", {"stamp": stamp})


def stamp_of(at: dt.datetime) -> int:
    """Return the stamp of a time."""
    return (at - _EPOCH) // dt.timedelta(microseconds=1)


def origin(connection: sqlite3.Connection) -> str:
    """Return the id of this library, which no other one has."""
    return str(connection.execute("SELECT origin FROM main.library_clock").fetchone()[0])


def change_of(connection: sqlite3.Connection, table: str, key: str) -> RowChange | None:
    """Return the latest change of one row; None where it never changed."""
    query = f"SELECT {_COLUMNS} FROM main.row_changes WHERE table_name = ? AND row_key = ?"
    row = connection.execute(query, (table, key)).fetchone()
    return RowChange(row[2], row[3], table, key, bool(row[4])) if row else None


def row_changes(connection: sqlite3.Connection, since: int = -1) -> list[RowChange]:
    """Return the latest change of every row that changed after a stamp, the earliest first."""
    order = "changed_at, origin, table_name, row_key"
    query = f"SELECT {_COLUMNS} FROM main.row_changes WHERE changed_at > ? ORDER BY {order}"
    rows = connection.execute(query, (since,))
    return [RowChange(stamp, who, table, key, bool(is_gone)) for table, key, stamp, who, is_gone in rows]


def keep_changes(connection: sqlite3.Connection, changes: Iterable[RowChange]) -> None:
    """Keep stamps that another library gave, after its rows were written, and never be behind them."""
    for change in changes:
        advance(connection, change.stamp)
        connection.execute(
            f"INSERT OR REPLACE INTO main.row_changes ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
            (change.table, change.key, change.stamp, change.origin, change.is_gone),
        )
