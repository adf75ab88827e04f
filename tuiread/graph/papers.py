"""A paper in the graph: authors, topics, what it cites, what cites it, and what is near it.

Near are papers by meaning, by common references and by citation; candidates come from each of the three.  Not here: the
formula (nearness_of), and asking sources for references (sections).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from msgspec import Struct

from tuiread.graph.nodes import Marks, category_node, keyword_node, listed_node, paper_nodes, paper_nodes_of
from tuiread.graph.portraits import has_year
from tuiread.names import author_key, fold_name
from tuiread.nearness_of import nearness_of
from tuiread.records import (
    GraphFilter,
    GraphRelation,
    Lineage,
    LineageKind,
    LineageRow,
    Neighbour,
    Neighbours,
    Node,
    Paper,
    PaperId,
    Relation,
    RelationCount,
    Surroundings,
)
from tuiread.tables import adjacency, papers
from tuiread.tables.adjacency import BesidePaper

LINKS: dict[GraphRelation, Relation] = {"cites": "references", "cited_by": "citations"}

MOST_LINEAGE = 200
"""How many papers that cite or are cited a lineage shows."""

MOST_SIMILAR = 12
"""How many papers that are near a lineage shows."""


class Cosines(Struct, frozen=True):
    """What the index of meanings tells of a paper."""

    nearest: dict[PaperId, float]
    """The papers nearest by meaning."""
    of: Callable[[Sequence[PaperId]], dict[PaperId, float]]
    """Returns the nearness of others."""


def around_paper(connection: sqlite3.Connection, marks: Marks, paper_id: PaperId, which: GraphFilter) -> Surroundings:
    """Return a paper with the relations that lead from it."""
    paper = papers.get_paper(connection, paper_id)
    authors = _authors(marks, paper)
    links = [_link_count(connection, paper_id, relation, which) for relation in LINKS]
    relations = (
        RelationCount("authors", len(authors), len(paper.authors)),
        *links,
        RelationCount("similar", None),
        RelationCount("topics", len(_topics(paper))),
    )
    return Surroundings(
        paper_nodes(connection, marks, [paper_id])[paper_id],
        relations,
        categories=paper.categories,
        authors=authors,
        abstract=paper.abstract,
    )


def beside_paper(
    connection: sqlite3.Connection,
    marks: Marks,
    paper_id: PaperId,
    relation: GraphRelation,
    which: GraphFilter,
    limit: int,
    cosines: Cosines | None,
) -> Neighbours:
    """Return what one relation of a paper leads to."""
    if relation in LINKS:
        return _links(connection, marks, paper_id, relation, which, limit)
    if relation == "similar":
        return _near(connection, marks, paper_id, which, limit, cosines)
    paper = papers.get_paper(connection, paper_id)
    nodes = _topics(paper) if relation == "topics" else _authors(marks, paper)
    remark = None if nodes else f"No {relation} of this paper are known."
    return Neighbours(relation, tuple(Neighbour(node) for node in nodes[:limit]), len(nodes), remark)


def lineage(
    connection: sqlite3.Connection,
    marks: Marks,
    paper_id: PaperId,
    which: GraphFilter,
    cosines: Cosines | None,
    kind: LineageKind = "cites",
) -> Lineage:
    """Return the papers of the cache that a paper cites, that cite it or are near it, newest first."""
    shown = {paper_id}
    if kind != "similar":
        shown.update(_linked(connection, paper_id, which))
    if kind != "cites":
        beside = _near(connection, marks, paper_id, which, MOST_SIMILAR, cosines)
        shown.update(PaperId(row.node.key) for row in beside.rows)
    nodes = paper_nodes(connection, marks, shown)
    order = sorted(nodes, key=lambda one: (nodes[one].year or 0, one), reverse=True)
    cites = adjacency.cites_among(connection, order)
    others = [one for one in order if one != paper_id]
    near = nearness_of(connection, paper_id, others, cosines.of if cosines else None)
    rows = [
        LineageRow(nodes[one], tuple(other for other in order if other in cites.get(one, ())), near.get(one))
        for one in order
    ]
    totals = {
        relation: adjacency.told_totals(connection, [paper_id], relation).get(paper_id) for relation in LINKS.values()
    }
    return Lineage(nodes[paper_id], tuple(rows), totals["references"], totals["citations"], kind)


def _linked(connection: sqlite3.Connection, paper_id: PaperId, which: GraphFilter) -> list[PaperId]:
    """Return the newest papers of the cache that a paper cites or that cite it."""
    found = {
        work.id: work
        for relation in LINKS.values()
        for work in adjacency.cited_beside(connection, [paper_id], relation)
        if work.id and work.is_cached and _is_looked_at(work, which)
    }
    return sorted(found, key=lambda one: (found[one].year or 0, one), reverse=True)[:MOST_LINEAGE]


def _authors(marks: Marks, paper: Paper) -> tuple[Node, ...]:
    """Return the byline, each author once, without people whom the reader asked to forget."""
    found: dict[str, Node] = {}
    for author in paper.authors:
        key = author_key(author)
        if not marks.stopped.holds(key, fold_name(author.name)):
            found.setdefault(key, marks.person(key, author.name))
    return tuple(found.values())


def _topics(paper: Paper) -> tuple[Node, ...]:
    return (*map(category_node, paper.categories), *map(keyword_node, paper.keywords))


def _link_count(
    connection: sqlite3.Connection, paper_id: PaperId, relation: GraphRelation, which: GraphFilter
) -> RelationCount:
    total = adjacency.told_totals(connection, [paper_id], LINKS[relation]).get(paper_id)
    found = adjacency.cited_beside(connection, [paper_id], LINKS[relation])
    return RelationCount(relation, sum(_is_looked_at(work, which) for work in found), total, total is not None)


def _links(
    connection: sqlite3.Connection,
    marks: Marks,
    paper_id: PaperId,
    relation: GraphRelation,
    which: GraphFilter,
    limit: int,
) -> Neighbours:
    found = adjacency.cited_beside(connection, [paper_id], LINKS[relation])
    found = [work for work in found if _is_looked_at(work, which)]
    shown = found[:limit]
    known = paper_nodes(connection, marks, [work.id for work in shown if work.id and work.is_cached])
    rows = tuple(Neighbour((work.id and known.get(work.id)) or listed_node(work)) for work in shown)
    is_asked = paper_id in adjacency.told_totals(connection, [paper_id], LINKS[relation])
    if found:
        remark = None if is_asked else "As far as other papers' lists tell; ctrl+r asks the sources."
        return Neighbours(relation, rows, len(found), remark, is_asked)
    remark = "The sources list none." if is_asked else "No source was asked for these yet."
    return Neighbours(relation, rows, 0, remark, is_asked)


def _near(
    connection: sqlite3.Connection,
    marks: Marks,
    paper_id: PaperId,
    which: GraphFilter,
    limit: int,
    cosines: Cosines | None,
) -> Neighbours:
    """Return the papers of the cache that are near, the nearest first."""
    candidates = dict.fromkeys(cosines.nearest if cosines else ())
    for relation in LINKS.values():
        for work in adjacency.cited_beside(connection, [paper_id], relation):
            if work.id and work.is_cached:
                candidates[work.id] = None
    candidates |= dict.fromkeys(adjacency.coupled(connection, paper_id))
    candidates.pop(paper_id, None)
    lines = adjacency.paper_lines(connection, candidates)
    fitting = [
        one
        for one, line in lines.items()
        if has_year(which, line.year) and (which.topic is None or which.topic in line.categories)
    ]
    near = nearness_of(connection, paper_id, fitting, cosines.of if cosines else None)
    ranked = sorted((one for one in fitting if near[one].score > 0), key=lambda one: (-near[one].score, one))
    nodes = paper_nodes_of(connection, marks, [lines[one] for one in ranked[:limit]])
    rows = tuple(Neighbour(nodes[one], nearness=near[one]) for one in ranked[:limit])
    return Neighbours("similar", rows, len(ranked), _remark_on_near(rows, cosines))


def _remark_on_near(rows: Sequence[Neighbour], cosines: Cosines | None) -> str | None:
    if cosines is None:
        return "Without an index of meanings only citations tell; `tuiread index` makes one."
    return None if rows else "Nothing in your cache is near."


def _is_looked_at(work: BesidePaper, which: GraphFilter) -> bool:
    return has_year(which, work.year) and (which.topic is None or which.topic in work.categories)
