"""What stands beside papers: their lines in the graph, whom they cite, who cites them, what they refer to in common.

References and citations are read in both directions: what one paper lists also tells about the other.  Not here: how
near two papers are (insight.nearness), and how lists are fetched and merged (sections).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuiread.records import PaperId, Relation
from tuiread.tables.values import Row, list_text

MOST_COUPLED = 200
"""How many papers with common references are looked at."""

_OPPOSITE: dict[Relation, Relation] = {"references": "citations", "citations": "references"}

_BESIDE = """
SELECT c.other_id AS id, c.doi AS doi, c.title AS title, c.year AS year, c.paper_id AS beside, c.place AS place
FROM cache.citations c WHERE c.relation = :relation AND c.paper_id IN (SELECT value FROM json_each(:papers))
UNION ALL
SELECT c.paper_id, NULL, NULL, NULL, c.other_id, NULL
FROM cache.citations c WHERE c.relation = :opposite AND c.other_id IN (SELECT value FROM json_each(:papers))
"""


_LINES = """
SELECT p.key, p.id, p.title, p.published_at, p.categories, p.author_count,
       NOT EXISTS (SELECT 1 FROM main.reads r WHERE r.paper_id = p.id),
       EXISTS (SELECT 1 FROM main.saves s WHERE s.paper_id = p.id)
FROM json_each(?) j CROSS JOIN cache.papers p ON p.{column} = j.value
"""


class PaperLine(NamedTuple):
    """A paper of the cache as the graph shows it."""

    id: PaperId
    title: str
    year: int | None
    categories: tuple[str, ...]
    author_count: int
    is_unread: bool
    is_saved: bool


class BesidePaper(NamedTuple):
    """A work that a paper cites, or that cites it."""

    id: PaperId | None
    doi: str | None
    title: str
    """As the cache's paper has it, else as the list does."""
    year: int | None
    is_cached: bool
    categories: tuple[str, ...]
    beside_count: int
    """Beside how many of the papers that were asked about."""


def paper_lines(connection: sqlite3.Connection, paper_ids: Iterable[PaperId]) -> dict[PaperId, PaperLine]:
    """Return papers of the cache by id, in the order of the ids; those that it lacks are left out."""
    rows = connection.execute(_LINES.format(column="id"), (_listed(paper_ids),))
    return {line.id: line for line in map(_line, rows)}


def lines_by_key(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, PaperLine]:
    """Return papers of the cache by the cache's keys."""
    rows = connection.execute(_LINES.format(column="key"), (f"[{','.join(map(str, keys))}]",))
    return {row[0]: _line(row) for row in rows}


def cited_beside(connection: sqlite3.Connection, paper_ids: Sequence[PaperId], relation: Relation) -> list[BesidePaper]:
    """Return what papers refer to, or what refers to them, each work once: those beside the most of them first."""
    rows = connection.execute(
        f"""SELECT coalesce(c.id, ''), max(c.doi), coalesce(p.title, max(c.title)),
                   coalesce(p.published_at, max(c.year)),
                   p.key IS NOT NULL, p.categories, count(DISTINCT c.beside), min(c.place) AS place
            FROM ({_BESIDE}) c LEFT JOIN cache.papers p ON p.id = c.id
            GROUP BY coalesce(c.id, c.doi, c.title) ORDER BY 7 DESC, 5 DESC, place IS NULL, place, 3""",
        {"papers": _listed(paper_ids), "relation": relation, "opposite": _OPPOSITE[relation]},
    )
    return [
        BesidePaper(
            PaperId(paper_id) if paper_id else None,
            doi,
            title,
            _year(published),
            bool(is_cached),
            tuple((categories or "").split()),
            count,
        )
        for paper_id, doi, title, published, is_cached, categories, count, _ in rows
        if title is not None
    ]


def cites_among(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, frozenset[PaperId]]:
    """Return which of some papers cite which others of them, as lists of either side tell."""
    rows = connection.execute(
        """SELECT c.paper_id, c.other_id FROM cache.citations c
           WHERE c.relation = 'references' AND c.paper_id IN (SELECT value FROM json_each(:papers))
             AND +c.other_id IN (SELECT value FROM json_each(:papers))
           UNION
           SELECT c.other_id, c.paper_id FROM cache.citations c
           WHERE c.relation = 'citations' AND c.paper_id IN (SELECT value FROM json_each(:papers))
             AND +c.other_id IN (SELECT value FROM json_each(:papers))""",
        {"papers": _listed(paper_ids)},
    )
    found: dict[PaperId, set[PaperId]] = {}
    for citing, cited in rows:
        if citing != cited:
            found.setdefault(PaperId(citing), set()).add(PaperId(cited))
    return {citing: frozenset(cited) for citing, cited in found.items()}


def reference_lists(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> dict[PaperId, frozenset[str]]:
    """Return what papers refer to, each work once by its arXiv id, DOI or title; papers without a list are left out.

    What one list has only a DOI or a title of is the work of which another tells more.
    """
    rows = connection.execute(
        """SELECT paper_id, other_id, doi, lower(title) FROM cache.citations
           WHERE relation = 'references' AND paper_id IN (SELECT value FROM json_each(:papers))
           ORDER BY other_id IS NULL, doi IS NULL""",
        {"papers": _listed(paper_ids)},
    )
    found: dict[PaperId, set[str]] = {}
    by_doi: dict[str, str] = {}
    by_title: dict[str, str] = {}
    for paper_id, other_id, doi, title in rows:
        work = other_id or (by_doi.get(doi, doi) if doi else by_title.get(title, title))
        if doi:
            by_doi.setdefault(doi, work)
        by_title.setdefault(title, work)
        found.setdefault(PaperId(paper_id), set()).add(work)
    return {paper_id: frozenset(works) for paper_id, works in found.items()}


def coupled(connection: sqlite3.Connection, paper_id: PaperId) -> list[PaperId]:
    """Return the papers that refer to the most works to which a paper refers, too; at most `MOST_COUPLED`."""
    rows = connection.execute(
        """WITH mine AS MATERIALIZED (
               SELECT place, other_id, doi, lower(title) AS title FROM cache.citations
               WHERE paper_id = :id AND relation = 'references')
           SELECT paper_id FROM (
               SELECT c.paper_id, m.place FROM mine m CROSS JOIN cache.citations c
                   ON c.other_id = m.other_id AND c.relation = 'references'
               UNION
               SELECT c.paper_id, m.place FROM mine m CROSS JOIN cache.citations c
                   ON c.doi = m.doi AND c.relation = 'references'
               UNION
               SELECT c.paper_id, m.place FROM mine m CROSS JOIN cache.citations c
                   ON lower(c.title) = m.title AND c.relation = 'references'
               WHERE coalesce(m.other_id, m.doi) IS NULL OR coalesce(c.other_id, c.doi) IS NULL)
           WHERE paper_id <> :id GROUP BY paper_id ORDER BY count(*) DESC, paper_id LIMIT :most""",
        {"id": paper_id, "most": MOST_COUPLED},
    )
    return [PaperId(row[0]) for row in rows]


def told_totals(connection: sqlite3.Connection, paper_ids: Sequence[PaperId], relation: Relation) -> dict[PaperId, int]:
    """Return by paper how many works the sources say there are; papers of which none answered are left out."""
    rows = connection.execute(
        """SELECT paper_id, max(max(item_count, coalesce(total_count, 0))) FROM cache.section_replies
           WHERE section = :relation AND answered_at IS NOT NULL AND reply <> 'nothing'
             AND paper_id IN (SELECT value FROM json_each(:papers)) GROUP BY paper_id""",
        {"papers": _listed(paper_ids), "relation": relation},
    )
    return {PaperId(paper_id): total for paper_id, total in rows}


def _line(row: Row) -> PaperLine:
    _, paper_id, title, published_at, categories, count, is_unread, is_saved = row
    topics = tuple((categories or "").split())
    return PaperLine(PaperId(paper_id), title, _year(published_at), topics, count, bool(is_unread), bool(is_saved))


def _listed(paper_ids: Iterable[PaperId]) -> str:
    return list_text(tuple(paper_ids)) or "[]"


def _year(published: str | int | None) -> int | None:
    return int(str(published)[:4]) if published else None
