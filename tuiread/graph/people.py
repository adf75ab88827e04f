"""A person in the graph: exactly the co-authors, works, ties and topics of the profile, and who is similar.

Similar to somebody are people who wrote with the same co-authors, but not with them: those with the most co-authors in
common first, then those whose ties to them are strongest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tuiread.graph.nodes import (
    Marks,
    category_node,
    institution_node,
    keyword_node,
    listed_key,
    listed_node,
    paper_nodes,
)
from tuiread.graph.portraits import Portrait, has_year
from tuiread.records import (
    CoAuthor,
    GraphFilter,
    GraphRelation,
    Neighbour,
    Neighbours,
    Node,
    Relation,
    RelationCount,
    Surroundings,
    Work,
)
from tuiread.tables import adjacency, similar_people

MOST_KEYWORDS = 20
"""Keywords beside the arXiv categories of somebody's topics."""

LINKS: dict[GraphRelation, Relation] = {"cites": "references", "cited_by": "citations"}


def around_person(connection: sqlite3.Connection, marks: Marks, portrait: Portrait, which: GraphFilter) -> Surroundings:
    """Return a person with the relations that lead from them."""
    counts = {
        "coauthors": len(portrait.coauthors),
        "papers": len(portrait.works),
        "topics": len(_topics(connection, portrait)),
        "institutions": len(portrait.institutions),
        "similar": None,
    }
    asked = portrait.material.identity.replies
    relations = [
        RelationCount(relation, count, is_asked=relation != "institutions" or bool(asked))  # type: ignore[arg-type]
        for relation, count in counts.items()
    ]
    relations += [_link_count(connection, portrait, relation, which) for relation in LINKS]
    return Surroundings(
        marks.person(portrait.key, portrait.name),
        tuple(relations),
        paper_count=len(portrait.papers),
        categories=tuple(topic.name for topic in portrait.categories),
    )


def beside_person(
    connection: sqlite3.Connection,
    marks: Marks,
    portrait: Portrait,
    relation: GraphRelation,
    which: GraphFilter,
    limit: int,
) -> Neighbours:
    """Return what one relation of a person leads to."""
    if relation in LINKS:
        return _links(connection, marks, portrait, relation, which, limit)
    if relation == "papers":
        return _papers(connection, marks, portrait, limit)
    if relation == "similar":
        return _similar(connection, marks, portrait, limit)
    rows = {
        "coauthors": lambda: [coauthor_row(marks, one) for one in portrait.coauthors],
        "topics": lambda: _topics(connection, portrait),
        "institutions": lambda: _institutions(portrait, which),
    }[relation]()
    is_asked = relation != "institutions" or bool(portrait.material.identity.replies)
    remark = None if rows else _nothing(portrait, relation)
    return Neighbours(relation, tuple(rows[:limit]), len(rows), remark, is_asked)


def coauthor_row(marks: Marks, one: CoAuthor) -> Neighbour:
    """Return a co-author as a row."""
    return Neighbour(
        marks.person(one.key, one.name), one.joint_count, one.tie, one.first_year, one.latest_year, one.is_close
    )


def work_nodes(connection: sqlite3.Connection, marks: Marks, works: Sequence[Work]) -> list[Node]:
    """Return the nodes of works, in their order."""
    known = paper_nodes(connection, marks, [work.paper.id for work in works if work.paper])
    return [
        known[work.paper.id]
        if work.paper
        else Node("paper", listed_key(None, work.doi, work.title), work.title, work.year, is_cached=False)
        for work in works
    ]


def _papers(connection: sqlite3.Connection, marks: Marks, portrait: Portrait, limit: int) -> Neighbours:
    shown = portrait.works[:limit]
    rows = tuple(Neighbour(node) for node in work_nodes(connection, marks, shown))
    return Neighbours("papers", rows, len(portrait.works), None if rows else _nothing(portrait, "papers"))


def _topics(connection: sqlite3.Connection, portrait: Portrait) -> list[Neighbour]:
    """Return categories, most works first, then the keywords that most works have."""
    categories = [Neighbour(category_node(one.name), one.work_count) for one in portrait.categories]
    keywords = portrait.keywords(connection)[:MOST_KEYWORDS]
    return [*categories, *(Neighbour(keyword_node(one.name), one.work_count) for one in keywords)]


def _institutions(portrait: Portrait, which: GraphFilter) -> list[Neighbour]:
    rows = []
    for one in portrait.institutions:
        years = tuple(year for year in one.years if has_year(which, year))
        first, latest = (years[0], years[-1]) if years else (None, None)
        rows.append(Neighbour(institution_node(one.name), first_year=first, latest_year=latest, years=years))
    return rows


def _similar(connection: sqlite3.Connection, marks: Marks, portrait: Portrait, limit: int) -> Neighbours:
    """Return who wrote with the same co-authors, but not with the person."""
    around = {one.key: one.tie for one in portrait.coauthors[: similar_people.MOST_BETWEEN]}
    found = similar_people.beside_coauthors(connection, portrait.material.who, around)
    known = {one.key for one in portrait.coauthors} | {portrait.key}
    rows = [
        Neighbour(marks.person(one.key, one.name), shared_count=one.shared_count)
        for one in found
        if known.isdisjoint(one.keys) and not any(marks.stopped.holds(one.key, name) for name in one.folded)
    ]
    remark = None if rows else "Similar people are found by co-authors in common; your cache knows none such."
    return Neighbours("similar", tuple(rows[:limit]), len(rows), remark)


def _links(
    connection: sqlite3.Connection,
    marks: Marks,
    portrait: Portrait,
    relation: GraphRelation,
    which: GraphFilter,
    limit: int,
) -> Neighbours:
    """Return what the person's papers cite, or what cites them: those beside the most of them first."""
    ids = [paper.row.id for paper in portrait.papers]
    found = [
        work
        for work in adjacency.cited_beside(connection, ids, LINKS[relation])
        if has_year(which, work.year) and (which.topic is None or which.topic in work.categories)
    ]
    shown = found[:limit]
    known = paper_nodes(connection, marks, [work.id for work in shown if work.id and work.is_cached])
    rows = tuple(Neighbour((work.id and known.get(work.id)) or listed_node(work), work.beside_count) for work in shown)
    is_asked = bool(found or adjacency.told_totals(connection, ids, LINKS[relation]))
    remark = None if found else _not_asked(relation, is_asked=is_asked)
    return Neighbours(relation, rows, len(found), remark, is_asked, can_ask=False)


def _link_count(
    connection: sqlite3.Connection, portrait: Portrait, relation: GraphRelation, which: GraphFilter
) -> RelationCount:
    ids = [paper.row.id for paper in portrait.papers]
    totals = adjacency.told_totals(connection, ids, LINKS[relation])
    found = adjacency.cited_beside(connection, ids, LINKS[relation])
    count = sum(
        has_year(which, work.year) and (which.topic is None or which.topic in work.categories) for work in found
    )
    return RelationCount(relation, count, is_asked=bool(totals), can_ask=False)


def _not_asked(relation: GraphRelation, *, is_asked: bool) -> str:
    what = "refer to" if relation == "cites" else "are referred to by"
    if is_asked:
        return f"The sources list nothing that these papers {what}."
    return "No source was asked about these papers yet; ctrl+r on one of them does."


def _nothing(portrait: Portrait, relation: GraphRelation) -> str:
    if relation == "institutions":
        asked = bool(portrait.material.identity.replies)
        return "No source names an institution." if asked else "No source was asked for institutions yet."
    return {
        "coauthors": "Nobody else stands in these bylines.",
        "papers": "No paper fits.",
        "topics": "No paper here has a topic.",
    }[relation]
