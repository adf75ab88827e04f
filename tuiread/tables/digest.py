"""What a digest asks of the tables beyond feed and inbox: what stands near saved papers, and what was read when.

Not here: the digest itself (digest).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from tuiread.records import PaperId
from tuiread.tables.values import list_text, time_text

_KEYWORDS = msgspec.json.Decoder(tuple[str, ...])


def citing_saves(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, list[PaperId]]:
    """Return the saved papers to which some papers refer, as far as fetched references and citations tell."""
    rows = connection.execute(
        """SELECT c.paper_id, c.other_id FROM cache.citations c
           WHERE c.relation = 'references' AND c.paper_id IN (SELECT value FROM json_each(:ids))
             AND c.other_id IN (SELECT paper_id FROM main.saves)
           UNION
           SELECT c.other_id, c.paper_id FROM main.saves s CROSS JOIN cache.citations c ON c.paper_id = s.paper_id
           WHERE c.relation = 'citations' AND c.other_id IN (SELECT value FROM json_each(:ids))
           ORDER BY 1, 2""",
        {"ids": list_text(paper_ids)},
    )
    found: dict[PaperId, list[PaperId]] = {}
    for paper_id, saved_id in rows:
        found.setdefault(PaperId(paper_id), []).append(PaperId(saved_id))
    return found


def keywords(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, tuple[str, ...]]:
    """Return the keywords of those papers that have some."""
    rows = connection.execute(
        """SELECT p.id, d.keywords FROM cache.papers p CROSS JOIN cache.details d ON d.paper = p.key
           WHERE p.id IN (SELECT value FROM json_each(:ids)) AND d.keywords IS NOT NULL""",
        {"ids": list_text(paper_ids)},
    )
    return dict(_decoded(rows))


def count_read(connection: sqlite3.Connection, start: dt.datetime, end: dt.datetime) -> int:
    """Return how many papers were read from one time until before another."""
    row = connection.execute(
        "SELECT count(*) FROM main.reads WHERE read_at >= :start AND read_at < :end",
        {"start": time_text(start), "end": time_text(end)},
    ).fetchone()
    return int(row[0])


def _decoded(rows: sqlite3.Cursor) -> Iterator[tuple[PaperId, tuple[str, ...]]]:
    for paper_id, text in rows:
        yield PaperId(paper_id), _KEYWORDS.decode(text)
