"""The reader's notes about whole papers, one a paper, in library.db; notes at places in a text are in `texts`."""

from __future__ import annotations

import datetime as dt
import sqlite3

from tuiread.records import PaperId
from tuiread.tables.values import time_text


def keep_paper_note(connection: sqlite3.Connection, paper_id: PaperId, note: str, at: dt.datetime) -> None:
    """Keep the note about a paper; a blank one goes."""
    if note:
        connection.execute(
            "INSERT OR REPLACE INTO main.paper_notes (paper_id, note, written_at) VALUES (?, ?, ?)",
            (paper_id, note, time_text(at)),
        )
    else:
        connection.execute("DELETE FROM main.paper_notes WHERE paper_id = ?", (paper_id,))


def note_of(connection: sqlite3.Connection, paper_id: PaperId) -> str | None:
    """Return the note about a paper; None where there is none."""
    row = connection.execute("SELECT note FROM main.paper_notes WHERE paper_id = ?", (paper_id,)).fetchone()
    return row[0] if row else None


def all_paper_notes(connection: sqlite3.Connection) -> dict[PaperId, str]:
    """Return the notes about papers by their papers, the latest written first."""
    rows = connection.execute("SELECT paper_id, note FROM main.paper_notes ORDER BY written_at DESC, paper_id")
    return {PaperId(paper_id): note for paper_id, note in rows}
