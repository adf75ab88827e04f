"""A topic or an institution in the graph: its people and its papers.

A topic's people are those in the most bylines of its papers; an institution's are those whose linked records name it,
and its papers are theirs from the years there.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from tuiread.graph.nodes import Marks, paper_nodes
from tuiread.graph.portraits import has_year
from tuiread.names import fold_name
from tuiread.records import (
    CLOSE_AUTHORS,
    GraphFilter,
    GraphRelation,
    Neighbour,
    Neighbours,
    Node,
    PaperId,
    PersonKey,
    RelationCount,
    Surroundings,
)
from tuiread.tables import adjacency, subjects

MOST_LOOKED_AT = 1_000
"""So many of a topic's newest papers are looked at for people: those who work on it now."""


class Subject(Struct, frozen=True):
    """What a topic or an institution leads to, under one filter."""

    papers: tuple[PaperId, ...]
    """The newest first; of a category, no more than are looked at."""
    paper_count: int
    """How many there are in all."""
    people: tuple[Neighbour, ...]
    """Those with the most papers first; of an institution, who was there last."""


def read_subject(connection: sqlite3.Connection, marks: Marks, node: Node, which: GraphFilter) -> Subject:
    """Return what a topic or an institution leads to."""
    ids, total = _papers(connection, marks, node, which, MOST_LOOKED_AT)
    return Subject(tuple(ids), total, tuple(_people(connection, marks, node, ids, which)))


def around_subject(subject: Subject, node: Node) -> Surroundings:
    """Return a topic or an institution with the relations that lead from it."""
    relations = (RelationCount("people", len(subject.people)), RelationCount("papers", subject.paper_count))
    return Surroundings(node, relations, paper_count=subject.paper_count)


def beside_subject(
    connection: sqlite3.Connection,
    marks: Marks,
    node: Node,
    subject: Subject,
    relation: GraphRelation,
    which: GraphFilter,
    limit: int,
) -> Neighbours:
    """Return the people or the papers of a topic or an institution."""
    count = subject.paper_count
    if relation == "papers":
        ids: Sequence[PaperId] = subject.papers
        if len(ids) < min(limit, count):
            ids, _ = _papers(connection, marks, node, which, limit)
        nodes = paper_nodes(connection, marks, ids[:limit])
        remark = None if count else "No paper in your cache fits."
        return Neighbours(relation, tuple(map(Neighbour, nodes.values())), count, remark)
    remark = None if subject.people else "Nobody in your cache fits."
    if count > MOST_LOOKED_AT and node.kind != "institution":
        remark = f"Counted in the newest {MOST_LOOKED_AT:,} papers."
    return Neighbours(relation, subject.people[:limit], len(subject.people), remark)


def _papers(
    connection: sqlite3.Connection, marks: Marks, node: Node, which: GraphFilter, most: int
) -> tuple[list[PaperId], int]:
    """Return the papers under the filter, the newest first, and how many there are."""
    kind, _, words = node.key.partition(":")
    if kind == "category":
        return subjects.papers_in_category(connection, words, which, most)
    if kind == "institution":
        stays = _stays(connection, marks, words)
        ids = list(dict.fromkeys(paper_id for _, paper_id in subjects.papers_from(connection, stays)))
    else:
        ids = subjects.papers_with_keyword(connection, words)
    if which != GraphFilter(with_big=which.with_big):
        lines = adjacency.paper_lines(connection, ids)
        ids = [
            one
            for one in ids
            if has_year(which, lines[one].year) and (which.topic is None or which.topic in lines[one].categories)
        ]
    return ids, len(ids)


def _people(
    connection: sqlite3.Connection, marks: Marks, node: Node, ids: Sequence[PaperId], which: GraphFilter
) -> list[Neighbour]:
    """Return whose bylines stand in the most of some papers, or who was at an institution."""
    if node.kind == "institution":
        return _people_at(connection, marks, node.key.partition(":")[2], which)
    papers: dict[PersonKey, set[PaperId]] = {}
    names: dict[PersonKey, Counter[str]] = {}
    for name, folded, key, paper_id in subjects.people_of(connection, ids[:MOST_LOOKED_AT], _most_authors(which)):
        if not marks.stopped.holds(key, folded):
            papers.setdefault(key, set()).add(paper_id)
            names.setdefault(key, Counter())[name] += 1
    ranked = sorted(papers, key=lambda key: (-len(papers[key]), key))
    return [Neighbour(marks.person(key, names[key].most_common(1)[0][0]), len(papers[key])) for key in ranked]


def _people_at(connection: sqlite3.Connection, marks: Marks, folded: str, which: GraphFilter) -> list[Neighbour]:
    stays = _stays(connection, marks, folded)
    counts: dict[PersonKey, set[PaperId]] = {}
    for person, paper_id in subjects.papers_from(connection, stays):
        counts.setdefault(person, set()).add(paper_id)
    years: dict[PersonKey, set[int]] = {}
    for stay in stays:
        years.setdefault(stay.person, set()).update(year for year in stay.years if has_year(which, year))
    rows = {
        stay.person: _stayed(marks.person(stay.person, stay.name), len(counts.get(stay.person, ())), years[stay.person])
        for stay in stays
        if years[stay.person] or not stay.years
    }
    return sorted(rows.values(), key=lambda row: (-(row.latest_year or 0), -(row.joint_count or 0), row.node.name))


def _stayed(person: Node, paper_count: int, years: set[int]) -> Neighbour:
    first, latest = (min(years), max(years)) if years else (None, None)
    return Neighbour(person, paper_count, first_year=first, latest_year=latest, years=tuple(sorted(years)))


def _stays(connection: sqlite3.Connection, marks: Marks, folded: str) -> list[subjects.Stay]:
    """Return who was at an institution, without people whom the reader asked to forget."""
    return [
        stay
        for stay in subjects.stays_at(connection, folded)
        if not marks.stopped.holds(stay.person, fold_name(stay.name)) and not marks.stopped.holds(stay.record)
    ]


def _most_authors(which: GraphFilter) -> int:
    return sys.maxsize if which.with_big else CLOSE_AUTHORS
