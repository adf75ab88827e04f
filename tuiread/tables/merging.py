"""What the reader said, row by row with its stamps: what one library gives to another, and writing what it gave.

Not here: which of two rows stays (insight.merging), and who undoes it (merge_acts).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tuiread.records import RowChange, SaidRow
from tuiread.tables import changes
from tuiread.tables.journal import UNDOABLE
from tuiread.tables.values import marks

FORGOTTEN = "forgotten"

SAID = {FORGOTTEN: ("person", "forgotten_at"), **UNDOABLE}
"""Each table of the reader with the columns that another library is given; the first column is its key."""

ABOUT_PEOPLE = frozenset(table for table, columns in SAID.items() if "person" in columns and table != FORGOTTEN)


def said_rows(connection: sqlite3.Connection) -> Iterator[SaidRow]:
    """Yield every row that the reader ever changed, the forgotten people first, then in the order of the changes."""
    latest = changes.row_changes(connection)
    latest.sort(key=lambda change: change.table != FORGOTTEN)
    return (_with_values(connection, change) for change in latest)


def said_row(connection: sqlite3.Connection, table: str, key: str) -> SaidRow | None:
    """Return one row; None where it is not there and never was."""
    change = changes.change_of(connection, table, key)
    values = _values(connection, table, key)
    if change is None and values is None:
        return None
    # What was never stamped says nothing that another library could not say better.
    return SaidRow(change or RowChange(-1, "", table, key, is_gone=False), values)


def write(connection: sqlite3.Connection, row: SaidRow) -> None:
    """Write a row as another library said it, with the stamp that it had there."""
    table, columns = row.change.table, SAID[row.change.table]
    if row.values is None:
        connection.execute(f"DELETE FROM main.{table} WHERE {columns[0]} = ?", (row.change.key,))
    else:
        renewed = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
        connection.execute(
            f"INSERT INTO main.{table} ({', '.join(columns)}) VALUES ({marks(len(columns))}) "
            f"ON CONFLICT ({columns[0]}) DO UPDATE SET {renewed}",
            tuple(row.values[column] for column in columns),
        )
    changes.keep_changes(connection, [row.change])


def _with_values(connection: sqlite3.Connection, change: RowChange) -> SaidRow:
    return SaidRow(change, None if change.is_gone else _values(connection, change.table, change.key))


def _values(connection: sqlite3.Connection, table: str, key: str) -> dict[str, str | int | None] | None:
    columns = SAID[table]
    row = connection.execute(f"SELECT {', '.join(columns)} FROM main.{table} WHERE {columns[0]} = ?", (key,)).fetchone()
    return dict(zip(columns, row, strict=True)) if row else None
