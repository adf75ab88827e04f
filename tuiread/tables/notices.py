"""What became of papers: withdrawals, retractions, corrections, publications; and when somebody was last asked.

``papers.notice`` repeats the kind of the newest notice of trouble, because lists show a letter for it.  Not here:
who is asked.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from tuiread.records import Notice, PaperId
from tuiread.tables.values import marks, time_text

_NOTICE = msgspec.json.Decoder(Notice)


def keep_notices(
    connection: sqlite3.Connection, paper_id: PaperId, source: str, found: Sequence[Notice], at: dt.datetime
) -> None:
    """Keep what one source says of a paper, in place of what it said before; what others said stays."""
    before = notices_of(connection, paper_id)
    others = [notice for notice in before if notice.fact.source != source]
    dated = [notice if notice.is_trouble else _first_seen(notice, before, at.date()) for notice in found]
    kept = sorted([*others, *dated], key=lambda notice: notice.noticed_on or dt.date.min, reverse=True)
    trouble = next((notice.kind for notice in kept if notice.is_trouble), None)
    connection.execute("DELETE FROM cache.notices WHERE paper_id = ?", (paper_id,))
    connection.executemany(
        "INSERT INTO cache.notices (paper_id, place, notice) VALUES (?, ?, ?)",
        [(paper_id, place, msgspec.json.encode(notice).decode()) for place, notice in enumerate(kept)],
    )
    connection.execute("UPDATE cache.papers SET notice = ? WHERE id = ?", (trouble, paper_id))
    connection.execute(
        "INSERT OR REPLACE INTO cache.notice_checks (paper_id, asked_at) VALUES (?, ?)", (paper_id, time_text(at))
    )


def notices_of(connection: sqlite3.Connection, paper_id: PaperId) -> tuple[Notice, ...]:
    """Return what is known to have become of a paper, newest first."""
    rows = connection.execute("SELECT notice FROM cache.notices WHERE paper_id = ? ORDER BY place", (paper_id,))
    return tuple(_NOTICE.decode(row[0]) for row in rows)


def unasked(connection: sqlite3.Connection, paper_ids: Sequence[PaperId], since: dt.datetime) -> list[PaperId]:
    """Return those of some papers about which nobody was asked since a time, in their order."""
    query = f"SELECT paper_id FROM cache.notice_checks WHERE asked_at >= ? AND paper_id IN ({marks(len(paper_ids))})"
    asked = {row[0] for row in connection.execute(query, (time_text(since), *paper_ids))}
    return [paper_id for paper_id in paper_ids if paper_id not in asked]


def _first_seen(notice: Notice, before: Sequence[Notice], today: dt.date) -> Notice:
    """Return a notice whose source gives no date with the day on which it was first seen here."""
    same = (old.noticed_on for old in before if (old.kind, old.label) == (notice.kind, notice.label))
    return replace(notice, noticed_on=next(same, None) or today)
