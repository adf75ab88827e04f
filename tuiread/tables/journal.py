"""What each act of the reader changed in the library, so that it can be undone, also after a restart.

Before an act writes, it shows the rows it is about to change; their old contents are kept as one step.  Undoing puts
them back and removes the step.  When a row last changed, for another machine, is noted beside it (changes).  Not here:
which acts there are (library), nor anything about the cache.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from tuiread.errors import NotFoundError
from tuiread.tables import changes
from tuiread.tables.values import marks, time_text

KEPT_STEPS = 50

UNDOABLE = {
    "saves": ("paper_id", "saved_at", "snapshot"),
    "reads": ("paper_id", "read_at"),
    "follows": ("person", "name", "name_key", "account", "followed_at", "is_muted"),
    "feeds": ("feed", "kind", "value", "followed_at"),
    "identities": ("answer", "person", "record", "is_same", "answered_at"),
    "verdicts": ("answer", "person", "paper_id", "is_same", "answered_at"),
    "claims": ("person", "name", "nonce", "claimed_at"),
    "person_notes": ("person", "name", "note", "written_at"),
    "not_to_invite": ("person", "name", "marked_at"),
    "marks": ("mark", "paper_id", "letter", "place", "snippet"),
    "place_notes": ("note", "paper_id", "place", "snippet", "words", "written_at"),
    "paper_tags": ("tagging", "paper_id", "tag_key", "tag", "tagged_at"),
    "paper_notes": ("paper_id", "note", "written_at"),
    "queue": ("paper_id", "place", "queued_at"),
    "places": ("paper_id", "place", "kept_at"),
    "text_wishes": ("paper_id", "is_wanted"),
    "hides": ("paper_id", "hidden_at"),
    "silenced": ("reason", "silenced_at"),
    "cite_keys": ("paper_id", "cite_key", "named_at"),
}
"""Each table that can be undone; the first column is its key."""


class Act:
    """One step while it is being made."""

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self._connection = connection
        self._number = number

    def remember(self, table: str, keys: Iterable[str]) -> None:
        """Keep the rows as they are now; call it before they change."""
        columns = ", ".join(UNDOABLE[table])
        query = f"SELECT {columns} FROM main.{table} WHERE {UNDOABLE[table][0]} = ?"
        for key in keys:
            row = self._connection.execute(query, (key,)).fetchone()
            before = msgspec.json.encode(row).decode() if row else None
            self._connection.execute(
                "INSERT OR IGNORE INTO main.act_rows (act, table_name, row_key, before) VALUES (?, ?, ?, ?)",
                (self._number, table, key, before),
            )


@contextlib.contextmanager
def act(connection: sqlite3.Connection, label: str, at: dt.datetime) -> Iterator[Act]:
    """Make one step out of the changes in a block; use it inside a transaction.

    Args:
        connection: the store's connection.
        label: what was done, in words that follow "Undone:".
        at: when.
    """
    changes.tick(connection, at)
    number = connection.execute(
        "INSERT INTO main.acts (at, label) VALUES (?, ?) RETURNING id", (time_text(at), label)
    ).fetchone()[0]
    yield Act(connection, number)
    # Counted, not reckoned from the number: undone steps leave gaps.
    connection.execute(
        "DELETE FROM main.acts WHERE id NOT IN (SELECT id FROM main.acts ORDER BY id DESC LIMIT ?)", (KEPT_STEPS,)
    )


def undo(connection: sqlite3.Connection, at: dt.datetime) -> str:
    """Put back what the latest act changed.

    Args:
        connection: the store's connection.
        at: when; putting back is a change, too.

    Returns:
        The label of that act.

    Raises:
        NotFoundError: there is nothing to undo.
    """
    step = connection.execute("SELECT id, label FROM main.acts ORDER BY id DESC LIMIT 1").fetchone()
    if step is None:
        raise NotFoundError("Nothing to undo.")
    number, label = step
    rows = connection.execute(
        "SELECT table_name, row_key, before FROM main.act_rows WHERE act = ?", (number,)
    ).fetchall()
    changes.tick(connection, at)
    for table, key, before in rows:
        _put_back(connection, table, key, before)
    connection.execute("DELETE FROM main.acts WHERE id = ?", (number,))
    return str(label)


def _put_back(connection: sqlite3.Connection, table: str, key: str, before: str | None) -> None:
    columns = UNDOABLE[table]
    if before is None:
        connection.execute(f"DELETE FROM main.{table} WHERE {columns[0]} = ?", (key,))
        return
    row = msgspec.json.decode(before, type=list[str | int | None])
    # A step of an older tuiread knows fewer columns: the newer ones stand at the end and have defaults.
    columns = columns[: len(row)]
    renewed = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    # Renewed rather than removed and put there again, so that a row that is as it was keeps its stamp.
    connection.execute(
        f"INSERT INTO main.{table} ({', '.join(columns)}) VALUES ({marks(len(columns))}) "
        f"ON CONFLICT ({columns[0]}) DO UPDATE SET {renewed}",
        row,
    )
