"""Papers by the million, as arXiv tells of them: one row a paper, its abstract compressed, its words in an index.

    papers ──keep──> papers       by place, which is the order of days (places)
                     words        title, abstract, authors and categories, by place
                     names        authors alone
    once all came ── settle ──> vocabulary, beginnings    which terms there are, for words that are still typed

Papers of the feed live in the cache's own tables; those win where both know a paper.  Not here: finding
(archive_search), and who reads the files that the papers come from (sources).
"""

from __future__ import annotations

import datetime as dt
import heapq
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from tuiread.cleaning import readable, readable_paragraphs
from tuiread.records import Author, FeedRow, Paper, PaperId, PaperText
from tuiread.tables.abstracts import Abstracts
from tuiread.tables.places import OTHERS, ROOM, day_by_id, day_number, day_of, first_place, ordinal_of, place_of
from tuiread.tables.values import marks, read_time, time_text

CATEGORY = "\ue000"
"""Stands before a category in the index of words, so that no word is one; a private sign counts as a letter there."""

BEGINNING_LETTERS = 3
"""Beginnings of words up to so many letters have their commonest terms made ready; longer ones are looked up."""

COMMON_TERMS = 40
"""How many of the terms that begin as a typed word stand for it."""

_INSERT = """
INSERT INTO archive.papers (place, id, title, authors, categories, version, revised_day, doi, journal_ref,
                            arxiv_comment, abstract)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
UPDATE archive.papers SET title = ?3, authors = ?4, categories = ?5, version = ?6, revised_day = ?7, doi = ?8,
                          journal_ref = ?9, arxiv_comment = ?10, abstract = ?11
WHERE place = ?1 AND id = ?2
"""
_COLUMNS = "place, id, title, authors, categories, version, revised_day, doi, journal_ref, arxiv_comment, abstract"

Row = tuple[int, str, str, str, str, int | None, int | None, str | None, str | None, str | None, bytes | None]


class Kept(NamedTuple):
    """What came of some papers."""

    new: int
    renewed: int
    """Known ones of which a newer version came."""


class _Known(NamedTuple):
    place: int
    version: int
    revised_day: int


def is_here(connection: sqlite3.Connection) -> bool:
    """Tell whether there is an archive beside the cache."""
    return any(row[1] == "archive" for row in connection.execute("PRAGMA database_list"))


def count_papers(connection: sqlite3.Connection) -> int:
    """Return how many papers the archive holds; 0 where there is none."""
    if not is_here(connection):
        return 0
    count: int = connection.execute("SELECT paper_count FROM archive.totals").fetchone()[0]
    return count


def keep(connection: sqlite3.Connection, papers: Iterable[Paper]) -> Kept:
    """Keep papers; of several with one id, and of those that are known, the newest version stays."""
    newest = _newest(papers)
    known = _known(connection, list(newest))
    abstracts = Abstracts(connection)
    abstracts.learn([paper.abstract for paper in newest.values() if paper.abstract])
    new = [paper for paper in newest.values() if paper.id not in known]
    renewed = [paper for paper in newest.values() if (old := known.get(paper.id)) and _stamp(paper) > old[1:]]
    placed = _placed(connection, new)
    again = [(known[paper.id].place, paper) for paper in renewed]
    before = [(row[0], paper_of(row, abstracts)) for row in _rows_at(connection, [place for place, _ in again])]
    _unindex(connection, before)
    connection.executemany(_INSERT, [_row(place, paper, abstracts) for place, paper in placed])
    connection.executemany(_UPDATE, [_row(place, paper, abstracts) for place, paper in again])
    _index(connection, [*placed, *again])
    connection.execute("UPDATE archive.totals SET paper_count = paper_count + ?", (len(placed),))
    return Kept(len(new), len(renewed))


def get_paper(connection: sqlite3.Connection, paper_id: PaperId) -> Paper | None:
    """Return a paper of the archive with its TeX as characters, None where it is not in it."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM archive.papers WHERE id = ?", (paper_id,)).fetchone()
    if row is None:
        return None
    paper = paper_of(row, Abstracts(connection))
    abstract = readable_paragraphs(paper.abstract) if paper.abstract else None
    return replace(paper, title=readable(paper.title), abstract=abstract)


def paper_of(row: Row, abstracts: Abstracts) -> Paper:
    """Return the paper of a row, its TeX as it came."""
    place, paper_id, title, authors, categories, version, revised, doi, journal_ref, comment, abstract = row
    return Paper(
        PaperId(paper_id),
        title,
        tuple(Author(name) for name in authors.split("\n") if name),
        abstract=abstracts.text(abstract),
        published_at=_midnight(day_of(place)),
        categories=tuple(categories.split()),
        revised_at=_midnight(day_of(revised * ROOM)) if revised else None,
        version=version,
        doi=doi,
        journal_ref=journal_ref,
        arxiv_comment=comment,
    )


def all_texts(connection: sqlite3.Connection) -> Iterator[PaperText]:
    """Yield what every paper is known by, in the order of ids."""
    abstracts = Abstracts(connection)
    rows = connection.execute("SELECT id, title, abstract, place, categories FROM archive.papers ORDER BY id")
    for paper_id, title, packed, place, categories in rows:
        yield PaperText(paper_id, title, abstracts.text(packed), ordinal_of(place), categories)


def places_of(connection: sqlite3.Connection, paper_ids: Sequence[str]) -> list[int]:
    """Return the places of those of some papers that the archive holds."""
    query = f"SELECT place FROM archive.papers WHERE id IN ({marks(len(paper_ids))})"
    return [row[0] for row in connection.execute(query, paper_ids)]


def papers_at(connection: sqlite3.Connection, places: Sequence[int]) -> list[Paper]:
    """Return the papers at some places, in the places' order, their TeX as it came."""
    abstracts = Abstracts(connection)
    found = {row[0]: row for row in _rows_at(connection, places)}
    return [paper_of(found[place], abstracts) for place in places if place in found]


def rows_at(connection: sqlite3.Connection, places: Sequence[int]) -> list[FeedRow]:
    """Return lines of lists for papers at some places, in the places' order."""
    rows = connection.execute(
        f"""SELECT p.place, p.id, p.title, p.authors,
                   NOT EXISTS (SELECT 1 FROM main.reads r WHERE r.paper_id = p.id),
                   (SELECT 1 + EXISTS (SELECT 1 FROM main.texts t WHERE t.paper_id = p.id) FROM main.saves s
                    WHERE s.paper_id = p.id)
            FROM archive.papers p WHERE p.place IN ({marks(len(places))})""",
        places,
    )
    found = {row[0]: _feed_row(row) for row in rows}
    return [found[place] for place in places if place in found]


def import_state(connection: sqlite3.Connection, source: str) -> str | None:
    """Return how far an import came, in its own words; None before the first."""
    row = connection.execute("SELECT state FROM archive.imports WHERE source = ?", (source,)).fetchone()
    return row[0] if row else None


def last_import(connection: sqlite3.Connection) -> dt.datetime:
    """Return when papers last came."""
    row = connection.execute("SELECT max(changed_at) FROM archive.imports").fetchone()
    return read_time(row[0]) if row[0] else dt.datetime.min.replace(tzinfo=dt.UTC)


def keep_import_state(connection: sqlite3.Connection, source: str, state: str, at: dt.datetime) -> None:
    """Keep how far an import came."""
    connection.execute(
        "INSERT OR REPLACE INTO archive.imports (source, state, changed_at) VALUES (?, ?, ?)",
        (source, state, time_text(at)),
    )


def settle(connection: sqlite3.Connection) -> int:
    """Make ready which terms there are, after papers came; return how many."""
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.all_terms USING fts5vocab (archive, words, row)")
    connection.execute("DELETE FROM archive.vocabulary")
    connection.execute(
        "INSERT INTO archive.vocabulary (term, paper_count) SELECT term, doc FROM temp.all_terms WHERE term < ?",
        (CATEGORY,),
    )
    connection.execute("DELETE FROM archive.beginnings")
    terms = connection.execute("SELECT term, paper_count FROM archive.vocabulary ORDER BY term")
    connection.executemany(
        "INSERT INTO archive.beginnings (letters, terms) VALUES (?, ?)",
        [(letters, msgspec.json.encode(common).decode()) for letters, common in _beginnings(list(terms))],
    )
    count: int = connection.execute("SELECT count(*) FROM archive.vocabulary").fetchone()[0]
    return count


def category_term(category: str) -> str:
    """Return how a category stands in the index: one word that nobody types.

    >>> category_term("cs.LG").replace(CATEGORY, "#")
    '#cs#lg'
    """
    return CATEGORY + category.lower().replace(".", CATEGORY).replace("-", CATEGORY)


def _feed_row(row: tuple[int, str, str, str, int, int | None]) -> FeedRow:
    place, paper_id, title, authors, is_unread, saved = row
    names = tuple(authors.split("\n")) if authors else ()
    return FeedRow(
        id=PaperId(paper_id),
        title=readable(title),
        day=None,
        published_on=day_of(place),
        author_names=names[:3],
        author_count=len(names),
        upvotes=0,
        comment_count=None,
        is_unread=bool(is_unread),
        is_saved=bool(saved),
        has_text=saved == 2,
    )


def _beginnings(terms: Sequence[tuple[str, int]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the commonest terms of every beginning of one to three letters; terms come in their order."""
    for length in range(1, BEGINNING_LETTERS + 1):
        for letters, group in groupby(terms, key=lambda term: term[0][:length]):
            if len(letters) == length:
                common = heapq.nsmallest(COMMON_TERMS, group, key=lambda term: (-term[1], term[0]))
                yield letters, [term for term, _ in common]


def _newest(papers: Iterable[Paper]) -> dict[PaperId, Paper]:
    newest: dict[PaperId, Paper] = {}
    for paper in papers:
        other = newest.get(paper.id)
        if other is None or _stamp(paper) > _stamp(other):
            newest[paper.id] = paper
    return newest


def _stamp(paper: Paper) -> tuple[int, int]:
    """Return by what one version is newer than another."""
    return paper.version or 0, day_number(paper.revised_at.date()) if paper.revised_at else 0


def _known(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[str, _Known]:
    rows = connection.execute(
        f"""SELECT id, place, coalesce(version, 0), coalesce(revised_day, 0) FROM archive.papers
            WHERE id IN ({marks(len(paper_ids))})""",
        paper_ids,
    )
    return {paper_id: _Known(place, version, revised) for paper_id, place, version, revised in rows}


def _placed(connection: sqlite3.Connection, papers: Iterable[Paper]) -> list[tuple[int, Paper]]:
    """Return each paper with its place, in the order of places."""
    wanted: dict[int, Paper] = {}
    others: list[tuple[dt.date, Paper]] = []
    for paper in papers:
        day = paper.published_on or day_by_id(paper.id)
        place = place_of(day, paper.id)
        if place is None or place in wanted:
            others.append((day, paper))
        else:
            wanted[place] = paper
    query = f"SELECT place FROM archive.papers WHERE place IN ({marks(len(wanted))})"
    for (taken,) in connection.execute(query, list(wanted)).fetchall():
        others.append((day_of(taken), wanted.pop(taken)))
    for day, group in groupby(sorted(others, key=lambda each: (each[0], each[1].id)), key=lambda each: each[0]):
        late = [paper for _, paper in group]
        wanted |= dict(zip(_free_places(connection, day, len(late), wanted), late, strict=True))
    return sorted(wanted.items(), key=lambda each: each[0])


def _free_places(connection: sqlite3.Connection, day: dt.date, count: int, wanted: Collection[int]) -> list[int]:
    """Return free places of a day for papers that have none of their own.

    First come those after the last one that is taken, then what is free before: 131,072 papers are more than arXiv has
    in a month.  Even more go on into the next day.

    Args:
        connection: the store's connection.
        day: when they were first submitted.
        count: how many there are.
        wanted: places that other papers get now.
    """
    first = first_place(day)
    query = "SELECT coalesce(max(place) + 1, :first) FROM archive.papers WHERE place >= :first AND place < :next"
    start: int = connection.execute(query, {"first": first + OTHERS, "next": first + ROOM}).fetchone()[0]
    room = [place for place in range(start, min(start + count, first + ROOM)) if place not in wanted]
    while len(room) < count:
        rows = connection.execute(
            "SELECT place FROM archive.papers WHERE place >= ? AND place < ?", (first, first + ROOM)
        )
        taken = {place for (place,) in rows} | {*room} | {*wanted}
        free = (place for place in range(first + ROOM - 1, first - 1, -1) if place not in taken)
        room += islice(free, count - len(room))
        first += ROOM
    return room


def _row(place: int, paper: Paper, abstracts: Abstracts) -> Row:
    revised = day_number(paper.revised_at.date()) if paper.revised_at else None
    abstract = abstracts.packed(paper.abstract) if paper.abstract else None
    return (
        *(place, paper.id, paper.title, _names(paper), " ".join(paper.categories), paper.version, revised),
        *(paper.doi, paper.journal_ref, paper.arxiv_comment, abstract),
    )  # fmt: skip


def _rows_at(connection: sqlite3.Connection, places: Sequence[int]) -> list[Row]:
    query = f"SELECT {_COLUMNS} FROM archive.papers WHERE place IN ({marks(len(places))})"
    return list(connection.execute(query, places))


def _index(connection: sqlite3.Connection, placed: Sequence[tuple[int, Paper]]) -> None:
    """Put papers into the indexes."""
    connection.executemany(
        "INSERT INTO archive.words (rowid, said) VALUES (?, ?)", [(place, _said(paper)) for place, paper in placed]
    )
    connection.executemany(
        "INSERT INTO archive.names (rowid, said) VALUES (?, ?)", [(place, _names(paper)) for place, paper in placed]
    )


def _unindex(connection: sqlite3.Connection, placed: Sequence[tuple[int, Paper]]) -> None:
    """Take papers out of the indexes, which want the old words back for it."""
    connection.executemany(
        "INSERT INTO archive.words (words, rowid, said) VALUES ('delete', ?, ?)",
        [(place, _said(paper)) for place, paper in placed],
    )
    connection.executemany(
        "INSERT INTO archive.names (names, rowid, said) VALUES ('delete', ?, ?)",
        [(place, _names(paper)) for place, paper in placed],
    )


def _said(paper: Paper) -> str:
    return "\n".join((paper.title, paper.abstract or "", _names(paper), *map(category_term, paper.categories)))


def _names(paper: Paper) -> str:
    return "\n".join(author.name for author in paper.authors)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
