"""Papers for a search, from the cache and from the archive, with all that can be said of why one is there.

    cache     words in title, abstract and byline, phrases too: the index knows where each word stands
    archive   which papers have the words; phrases and single fields are for the caller to look at

Not here: what a reader means (search_language), which papers fit and in which order (insight.searching).
"""

from __future__ import annotations

import datetime as dt
import heapq
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from tuiread.records import Hit, PaperId, PaperText, Query, Term
from tuiread.tables import archive, search
from tuiread.tables.archive_search import FOREVER, Wanted, Word, find_places
from tuiread.tables.people import list_rows
from tuiread.tables.places import first_place
from tuiread.tables.values import list_text, marks, read_time, time_text

LAST_YEAR = 9_998
"""Years are compared as four digits."""

_COLUMNS = {"": "", "title": "title : ", "abs": "abstract : ", "author": "authors : "}
"""Where the cache's index looks for a term of each field."""

_YEARS = "p.published_at >= :first AND p.published_at < :last"
_CATEGORIES = """EXISTS (SELECT 1 FROM json_each(:categories) c
                        WHERE instr(' ' || p.categories || ' ', ' ' || c.value || ' ')
                        OR instr(' ' || p.categories, ' ' || c.value || '.'))"""
_OTHER_CATEGORIES = _CATEGORIES.replace(":categories", ":others")


def cached(connection: sqlite3.Connection, query: Query, limit: int, since: dt.datetime | None = None) -> list[PaperId]:
    """Return papers of the cache that fit the words, years and categories of a query, best first.

    Args:
        connection: both databases.
        query: what is looked for.
        limit: how many papers.
        since: only papers first submitted since then, the newest first; None for all.
    """
    if query.is_empty:
        return []
    expression = _expression(query)
    conditions = [_YEARS] if query.years else []
    conditions += [_CATEGORIES] if query.categories else []
    conditions += [f"NOT {_OTHER_CATEGORIES}"] if query.other_categories else []
    conditions += ["p.published_at >= :since"] if since else []
    source, order = "cache.papers p", "p.published_at DESC, p.id DESC"
    if expression is not None:
        weights = ", ".join(map(str, search.WEIGHTS))
        source = "cache.words w JOIN cache.papers p ON p.key = w.rowid"
        conditions.insert(0, "w.words MATCH :expression")
        order = order if since else f"bm25(w.words, {weights}), {order}"
    years = query.years
    rows = connection.execute(
        f"""SELECT p.id FROM {source} {"WHERE" if conditions else ""} {" AND ".join(conditions)}
            ORDER BY {order} LIMIT :limit""",
        {
            "expression": expression,
            "first": f"{years.first or 0:04}" if years else None,
            "last": f"{min(years.last or LAST_YEAR, LAST_YEAR) + 1:04}" if years else None,
            "categories": list_text(query.categories),
            "others": list_text(query.other_categories),
            "since": time_text(since) if since else None,
            "limit": limit,
        },
    )
    return [PaperId(row[0]) for row in rows]


def archived(connection: sqlite3.Connection, query: Query, limit: int, before: int | None = None) -> list[int]:
    """Return places of papers of the archive that have the words, years and categories of a query, newest first.

    Args:
        connection: both databases, and the archive if there is one.
        query: what is looked for; phrases and fields count as their words.
        limit: how many places.
        before: only places below this one; None for all.
    """
    if not archive.is_here(connection):
        return []
    return find_places(connection, _wanted(query, before), limit)


def by_id(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> list[Hit]:
    """Return papers of the cache, in the order of the ids; those that it lacks are left out."""
    rows = list_rows(connection, paper_ids)
    words = search.known_words(connection, paper_ids)
    query = f"SELECT id, categories FROM cache.papers WHERE id IN ({marks(len(paper_ids))})"
    categories = dict(connection.execute(query, paper_ids))
    return [
        Hit(
            rows[paper_id],
            abstract=words[paper_id][3] or None,
            authors=tuple(filter(None, words[paper_id][2].split("\n"))),
            categories=tuple((categories[paper_id] or "").split()),
        )
        for paper_id in paper_ids
        if paper_id in rows and paper_id in words
    ]


def known_ids(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> set[PaperId]:
    """Return those of some papers that the cache holds."""
    query = f"SELECT id FROM cache.papers WHERE id IN ({marks(len(paper_ids))})"
    return {PaperId(row[0]) for row in connection.execute(query, paper_ids)}


def in_archive(connection: sqlite3.Connection, paper_ids: Sequence[str]) -> list[Hit]:
    """Return papers of the archive by id, in no order; those that it lacks are left out."""
    return at_places(connection, archive.places_of(connection, paper_ids)) if archive.is_here(connection) else []


def anywhere(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> list[Hit]:
    """Return papers of the cache, then those that it lacks of the archive."""
    cached_ones = by_id(connection, paper_ids)
    known = {hit.row.id for hit in cached_ones}
    return cached_ones + in_archive(connection, [one for one in paper_ids if one not in known])


def at_places(connection: sqlite3.Connection, places: Sequence[int]) -> list[Hit]:
    """Return papers of the archive at some places, in their order."""
    if not places:
        return []  # there may be no archive
    rows = archive.rows_at(connection, places)
    papers = archive.papers_at(connection, places)
    return [
        Hit(
            row,
            abstract=paper.abstract,
            has_tex=True,
            authors=tuple(one.name for one in paper.authors),
            categories=paper.categories,
        )
        for row, paper in zip(rows, papers, strict=True)
    ]


def all_texts(connection: sqlite3.Connection) -> Iterator[PaperText]:
    """Yield what every paper is known by, in the order of ids; what both know, as the cache knows it."""
    sources = [_cached_texts(connection)]
    if archive.is_here(connection):
        sources.append(archive.all_texts(connection))
    last = ""
    for paper in heapq.merge(*sources, key=lambda paper: paper.id):
        if paper.id != last:
            yield paper
        last = paper.id


def _cached_texts(connection: sqlite3.Connection) -> Iterator[PaperText]:
    rows = connection.execute(
        """SELECT p.id, p.title, d.abstract, p.published_at, p.categories
           FROM cache.papers p JOIN cache.details d ON d.paper = p.key ORDER BY p.id"""
    )
    for paper_id, title, abstract, published, categories in rows:
        day = read_time(published).date().toordinal() if published else 0
        yield PaperText(paper_id, title, abstract, day, categories or "")


def count_papers(connection: sqlite3.Connection) -> int:
    """Return how many papers the cache and the archive hold, quickly: those in both are counted twice."""
    count: int = connection.execute("SELECT count(*) FROM cache.papers").fetchone()[0]
    return count + archive.count_papers(connection)


def knows_categories(connection: sqlite3.Connection) -> bool:
    """Tell whether any paper has arXiv categories: the feed does not tell them, arXiv does."""
    query = "SELECT EXISTS (SELECT 1 FROM cache.papers WHERE categories IS NOT NULL)"
    return archive.is_here(connection) or bool(connection.execute(query).fetchone()[0])


def _expression(query: Query) -> str | None:
    """Return what the cache's index is asked; None where a query has no words for it."""
    wanted = [_column(term) for term in query.wanted if term.field in _COLUMNS]
    if not wanted:
        return None
    left_out = [_column(term) for term in query.terms if term.is_excluded and term.field in _COLUMNS]
    asked = " AND ".join(wanted)
    return f"({asked}) NOT ({' OR '.join(left_out)})" if left_out else asked


def _column(term: Term) -> str:
    """Return a term in the index's language; every word stands in quotes."""
    star = "*" if term.is_open else ""
    if term.field == "author":  # names are written in either order
        last = len(term.words) - 1
        names = [f'authors : "{word}"{star if place == last else ""}' for place, word in enumerate(term.words)]
        return f"({' AND '.join(names)})"
    return f'({_COLUMNS[term.field]}"{" ".join(term.words)}"{star})'


def _wanted(query: Query, before: int | None) -> Wanted:
    """Return what the archive is asked."""
    first = query.years.first_day if query.years else None
    end = query.years.end_day if query.years else None
    return Wanted(
        words=tuple(_words(term for term in query.wanted if term.field in ("", "title", "abs"))),
        # A phrase or a field that is left out cannot be asked of the index, which knows words only.
        excluded=tuple(
            _words(term for term in query.terms if term.is_excluded and not term.field and len(term.words) == 1)
        ),
        names=tuple(_words(term for term in query.wanted if term.field == "author")),
        categories=query.categories,
        other_categories=query.other_categories,
        first_place=first_place(first) if first else 0,
        end_place=min(before or FOREVER, first_place(end) if end else FOREVER),
    )


def _words(terms: Iterable[Term]) -> list[Word]:
    return [
        Word(word, term.is_open and place == len(term.words) - 1)
        for term in terms
        for place, word in enumerate(term.words)
    ]
