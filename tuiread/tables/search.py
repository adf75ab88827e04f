"""The word index of the cache: title, authors and abstract in one FTS5 table without copies of the texts.

A contentless index wants the old words back when a row changes; `known_words` fetches them.  A reader's query becomes
quoted prefixes joined by AND, so that no text is ever read as FTS5's own language.  Not here: search by meaning.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from tuiread.records import Paper, PaperId
from tuiread.tables.values import marks

WEIGHTS = (8.0, 4.0, 1.0)
"""How much a hit counts in title, authors and abstract for the rank."""

_WORD = re.compile(r"\w+")

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


def match_expression(query: str) -> str | None:
    """Return an FTS5 expression in which every word of the query must begin some word of the paper.

    >>> match_expression('scaling "laws')
    '"scaling"* AND "laws"*'
    """
    return " AND ".join(f'"{word}"*' for word in _WORD.findall(query)) or None


def find_papers(connection: sqlite3.Connection, query: str, limit: int) -> list[PaperId]:
    """Return the papers that hold every word of a query, best first; none for a query without words."""
    expression = match_expression(query)
    if expression is None:
        return []
    rows = connection.execute(
        f"""SELECT p.id FROM cache.words w JOIN cache.papers p ON p.key = w.rowid
            WHERE w.words MATCH :expression
            ORDER BY bm25(w.words, {", ".join(map(str, WEIGHTS))}), p.published_at DESC, p.id
            LIMIT :limit""",
        {"expression": expression, "limit": limit},
    )
    return [PaperId(row[0]) for row in rows]


def _delete(connection: sqlite3.Connection, words: Words) -> None:
    connection.execute(
        "INSERT INTO cache.words (words, rowid, title, authors, abstract) VALUES ('delete', ?, ?, ?, ?)", words
    )
