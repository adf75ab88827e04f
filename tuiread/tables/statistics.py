"""What the reader did within a week, counted from what the library keeps anyway; nothing is written for it."""

from __future__ import annotations

import datetime as dt
import sqlite3

from tuiread.records import ReadingWeek
from tuiread.tables.values import read_time, time_text

_DAYS = 7


def week(connection: sqlite3.Connection, now: dt.datetime) -> ReadingWeek:
    """Return the counts of the reader's own week up to now, from its Monday on, by their local days."""
    local = now.astimezone()
    monday = local.date() - dt.timedelta(days=local.weekday())
    since = dt.datetime.combine(monday, dt.time(), local.tzinfo)
    noted = "SELECT written_at FROM main.paper_notes UNION ALL SELECT written_at FROM main.place_notes"
    return ReadingWeek(
        monday,
        read=_by_day(connection, "SELECT read_at FROM main.reads", since),
        saved=_by_day(connection, "SELECT saved_at FROM main.saves", since),
        note_count=sum(_by_day(connection, noted, since)),
    )


def _by_day(connection: sqlite3.Connection, times: str, since: dt.datetime) -> tuple[int, ...]:
    counts = [0] * _DAYS
    query = f"SELECT at FROM (SELECT '' AS at WHERE 0 UNION ALL {times}) WHERE at >= ?"
    for (at,) in connection.execute(query, (time_text(since),)):
        day = (read_time(at).astimezone(since.tzinfo).date() - since.date()).days
        counts[min(max(day, 0), _DAYS - 1)] += 1
    return tuple(counts)
