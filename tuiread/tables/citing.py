"""What citations are made of: what changed in it, the keys that the reader gave, and which paper a citation means.

Not here: how papers are cited (output).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping

from tuiread.names import fold_name
from tuiread.records import PaperId
from tuiread.tables import changes
from tuiread.tables.values import time_text

LEAST_TITLE = 20
"""Letters of a title by which a paper is recognised; shorter ones are shared by many."""

_MARKS = """
SELECT s.paper_id, json_array(p.title, p.published_at, p.categories, p.first_authors, p.author_count, d.doi,
       d.journal_ref, s.saved_at,
       (SELECT group_concat(t.tag, ' ') FROM (SELECT tag FROM main.paper_tags WHERE paper_id = s.paper_id
                                              ORDER BY tag_key) t),
       (SELECT group_concat(n.notice, ' ') FROM cache.notices n WHERE n.paper_id = s.paper_id))
FROM main.saves s CROSS JOIN cache.papers p ON p.id = s.paper_id CROSS JOIN cache.details d ON d.paper = p.key
ORDER BY s.saved_at, s.paper_id
"""


def citation_marks(connection: sqlite3.Connection) -> dict[PaperId, str]:
    """Return of each saved paper, earliest save first, a text that changes when what is cited of it does."""
    return {PaperId(paper_id): mark for paper_id, mark in connection.execute(_MARKS)}


def given_keys(connection: sqlite3.Connection) -> dict[PaperId, str]:
    """Return the cite keys that the reader gave, the earliest first."""
    rows = connection.execute("SELECT paper_id, cite_key FROM main.cite_keys ORDER BY named_at, paper_id")
    return {PaperId(paper_id): key for paper_id, key in rows}


def keep_keys(connection: sqlite3.Connection, keys: Mapping[PaperId, str], at: dt.datetime) -> None:
    """Keep cite keys that the reader gave in library.bib; no step of undo, because the file would say it again."""
    changes.tick(connection, at)
    connection.executemany(
        """INSERT INTO main.cite_keys (paper_id, cite_key, named_at) VALUES (?, ?, ?)
           ON CONFLICT (paper_id) DO UPDATE SET cite_key = excluded.cite_key, named_at = excluded.named_at
           WHERE cite_key IS NOT excluded.cite_key""",
        [(paper_id, key, time_text(at)) for paper_id, key in keys.items()],
    )


def saved_times(connection: sqlite3.Connection) -> dict[PaperId, str]:
    """Return when each saved paper was saved, newest save first."""
    rows = connection.execute("SELECT paper_id, saved_at FROM main.saves ORDER BY saved_at DESC, paper_id")
    return {PaperId(paper_id): at for paper_id, at in rows}


def papers_by_doi(connection: sqlite3.Connection) -> dict[str, PaperId]:
    """Return the papers of the cache by the DOI of what was published."""
    rows = connection.execute(
        "SELECT d.doi, p.id FROM cache.details d JOIN cache.papers p ON p.key = d.paper WHERE d.doi IS NOT NULL"
    )
    return {doi: PaperId(paper_id) for doi, paper_id in rows}


def papers_by_title(connection: sqlite3.Connection) -> dict[str, PaperId]:
    """Return the papers of the cache by their folded titles; titles that are short or shared by two are left out."""
    found: dict[str, PaperId | None] = {}
    for title, paper_id in connection.execute("SELECT title, id FROM cache.papers"):
        folded = fold_title(title)
        found[folded] = None if folded in found else PaperId(paper_id)
    return {title: paper_id for title, paper_id in found.items() if paper_id and len(title) >= LEAST_TITLE}


def fold_title(title: str) -> str:
    """Return a title as titles are compared: letters and digits only, without case and accents."""
    return "".join(char for char in fold_name(title) if char.isalnum())
