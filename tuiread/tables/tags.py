"""The reader's tags of papers, one row a tag and paper, in library.db.

Spellings of one tag compare folded; what a list shows of a tag is its oldest spelling.  A tag stays with its paper also
where that is taken out of the library: it is the reader's word.  Not here: reading tags from a line (tuiread.tags).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from tuiread.records import PaperId, TagCount
from tuiread.tables.values import time_text
from tuiread.tags import fold_tag


def tagging_key(paper_id: PaperId, tag: str) -> str:
    """Return how the journal names a paper's tag."""
    return f"{paper_id} {fold_tag(tag)}"


def keep_tag(connection: sqlite3.Connection, paper_ids: Iterable[PaperId], tag: str, at: dt.datetime) -> None:
    """Give papers a tag, spelt as it is known; those that have it keep it as it is."""
    known = spelling(connection, tag) or tag
    connection.executemany(
        "INSERT OR IGNORE INTO main.paper_tags (tagging, paper_id, tag_key, tag, tagged_at) VALUES (?, ?, ?, ?, ?)",
        [(tagging_key(one, tag), one, fold_tag(tag), known, time_text(at)) for one in paper_ids],
    )


def drop_tag(connection: sqlite3.Connection, paper_ids: Iterable[PaperId], tag: str) -> None:
    """Take a tag away from papers."""
    connection.executemany(
        "DELETE FROM main.paper_tags WHERE tagging = ?", [(tagging_key(one, tag),) for one in paper_ids]
    )


def has_tag(connection: sqlite3.Connection, paper_id: PaperId, tag: str) -> bool:
    """Tell whether a paper has a tag."""
    query = "SELECT EXISTS (SELECT 1 FROM main.paper_tags WHERE tagging = ?)"
    return bool(connection.execute(query, (tagging_key(paper_id, tag),)).fetchone()[0])


def spelling(connection: sqlite3.Connection, tag: str) -> str | None:
    """Return a tag as it was first written; None where no paper has it."""
    query = "SELECT tag FROM main.paper_tags WHERE tag_key = ? ORDER BY tagged_at, paper_id LIMIT 1"
    row = connection.execute(query, (fold_tag(tag),)).fetchone()
    return row[0] if row else None


def tag_counts(connection: sqlite3.Connection) -> tuple[TagCount, ...]:
    """Return every tag as it was first written, by name, with how many papers have it, saved or not."""
    rows = connection.execute(
        "SELECT tag_key, tag, min(tagged_at), count(*) FROM main.paper_tags GROUP BY tag_key ORDER BY tag_key"
    )
    return tuple(TagCount(tag, paper_count) for _, tag, _, paper_count in rows)


def tags_of(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, tuple[str, ...]]:
    """Return the tags of those papers that have any, by name, each spelt as its paper's row has it."""
    query = (
        "SELECT paper_id, tag FROM main.paper_tags WHERE paper_id IN (SELECT value FROM json_each(?)) ORDER BY tag_key"
    )
    return _by_paper(connection.execute(query, (msgspec.json.encode(paper_ids).decode(),)))


def all_tags(connection: sqlite3.Connection) -> dict[PaperId, tuple[str, ...]]:
    """Return the tags of all papers that have any, as `tags_of` does."""
    return _by_paper(connection.execute("SELECT paper_id, tag FROM main.paper_tags ORDER BY tag_key"))


def papers_with(connection: sqlite3.Connection, tag: str) -> set[PaperId]:
    """Return the papers that have a tag, saved or not."""
    rows = connection.execute("SELECT paper_id FROM main.paper_tags WHERE tag_key = ?", (fold_tag(tag),))
    return {PaperId(row[0]) for row in rows}


def _by_paper(rows: Iterable[tuple[str, str]]) -> dict[PaperId, tuple[str, ...]]:
    found: dict[PaperId, list[str]] = {}
    for paper_id, tag in rows:
        found.setdefault(PaperId(paper_id), []).append(tag)
    return {paper_id: tuple(tags) for paper_id, tags in found.items()}
