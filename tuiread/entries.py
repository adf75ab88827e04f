"""Papers as they leave the library: facts, cite keys, tags, and notes where they are asked for.

    saves, tags, notes, notices ──> Entry ──> output (BibTeX, RIS, CSL-JSON, notes, packs)

Not here: formats (output), files (exports, bibliography).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from tuiread.errors import NotFoundError
from tuiread.output.citing import keys_for
from tuiread.records import Notice, PaperId
from tuiread.records.exports import Entry, ListedFeed, ListedPerson
from tuiread.tables import citing, inbox, notices, paper_notes, papers, shelf, tags
from tuiread.tables.values import read_time


def entries(
    connection: sqlite3.Connection,
    paper_ids: Sequence[PaperId],
    keys: Mapping[PaperId, str],
    *,
    has_notes: bool = False,
) -> tuple[Entry, ...]:
    """Return papers as entries, in the order of their ids.

    Args:
        connection: the store's connection.
        paper_ids: which papers.
        keys: cite keys that were given before.
        has_notes: let the reader's notes go along.

    Raises:
        NotFoundError: one of them is not in the cache.
    """
    found = [papers.get_paper(connection, paper_id) for paper_id in paper_ids]
    given = keys_for(found, keys)
    saved = citing.saved_times(connection)
    tagged = tags.tags_of(connection, paper_ids)
    noted = paper_notes.all_paper_notes(connection) if has_notes else {}
    return tuple(
        Entry(
            paper=paper,
            key=given[paper.id],
            tags=tagged.get(paper.id, ()),
            note=noted.get(paper.id),
            saved_at=read_time(saved[paper.id]) if paper.id in saved else None,
            venue=published.label if published and not published.label.startswith("doi:") else None,
            doi=published.doi if published else None,
        )
        for paper in found
        for published in [_publication(notices.notices_of(connection, paper.id))]
    )


def chosen_ids(connection: sqlite3.Connection, tag: str | None) -> tuple[PaperId, ...]:
    """Return the saved papers, newest save first; with a tag, those of them that have it.

    Raises:
        NotFoundError: no saved paper has that tag.
    """
    saved = tuple(citing.saved_times(connection))
    if tag is None:
        return saved
    tagged = tags.papers_with(connection, tag)
    if not (found := tuple(paper_id for paper_id in saved if paper_id in tagged)):
        raise NotFoundError(f"No paper of your library has the tag “{tag}”; `tuiread library` shows the tags.")
    return found


def follows(connection: sqlite3.Connection) -> tuple[tuple[ListedPerson, ...], tuple[ListedFeed, ...]]:
    """Return whom and what the reader follows."""
    people = tuple(ListedPerson(one.key, one.name, one.account) for one in shelf.follows(connection))
    return people, tuple(ListedFeed(one.kind, one.value) for one in inbox.feeds(connection))


def _publication(found: Sequence[Notice]) -> Notice | None:
    return next((notice for notice in found if notice.kind == "published"), None)
