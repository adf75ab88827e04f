"""The word index of the cache: title, authors and abstract in one FTS5 table without copies of the texts.

A contentless index wants the old words back when a row changes; `known_words` fetches them.  Not here: what is asked of
it (found).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from tuiread.records import Paper, PaperId
from tuiread.tables.values import marks

WEIGHTS = (8.0, 4.0, 1.0)
"""How much a hit counts in title, authors and abstract for the rank."""

Words = tuple[int, str, str, str]
"""Key, title, authors and abstract of one indexed paper."""


def known_words(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, Words]:
    """Return what the index holds of those papers that are in the cache."""
    rows = connection.execute(
        f"""SELECT p.id, p.key, p.title, d.abstract,
                   (SELECT group_concat(b.name, char(10)) FROM cache.bylines b WHERE b.paper = p.key)
            FROM cache.papers p JOIN cache.details d ON d.paper = p.key
            WHERE p.id IN ({marks(len(paper_ids))})""",
        paper_ids,
    )
    return {PaperId(row[0]): (row[1], row[2], row[4] or "", row[3] or "") for row in rows}


def index_papers(
    connection: sqlite3.Connection,
    papers: Iterable[Paper],
    keys: Mapping[PaperId, int],
    old: Mapping[PaperId, Words],
) -> None:
    """Bring the index up to date with papers that were just kept."""
    for paper in papers:
        before = old.get(paper.id)
        abstract = paper.abstract or (before[3] if before else "")
        after = (keys[paper.id], paper.title, "\n".join(author.name for author in paper.authors), abstract)
        if before == after:
            continue
        if before:
            _delete(connection, before)
        connection.execute("INSERT INTO cache.words (rowid, title, authors, abstract) VALUES (?, ?, ?, ?)", after)


def forget_papers(connection: sqlite3.Connection, old: Mapping[PaperId, Words]) -> None:
    """Take papers out of the index."""
    for words in old.values():
        _delete(connection, words)


def _delete(connection: sqlite3.Connection, words: Words) -> None:
    connection.execute(
        "INSERT INTO cache.words (words, rowid, title, authors, abstract) VALUES ('delete', ?, ?, ?, ?)", words
    )
