"""The shortest chains of co-authors between two people."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

from tuiread.graph.nodes import paper_nodes, person_in, read_marks
from tuiread.graph.portraits import Portraits
from tuiread.records import CoauthorPath, GraphFilter, PathAnswer, PathStep, PersonKey
from tuiread.tables.papers import count_papers

MOST_STEPS = 6


def paths(connection: sqlite3.Connection, start: PersonKey, end: PersonKey, *, with_big: bool = False) -> PathAnswer:
    """Return the shortest chains of co-authors between two people."""
    marks = read_marks(connection)
    portraits, which = Portraits(), GraphFilter(with_big=with_big)
    first, last = (person_in(connection, marks, key) for key in (start, end))
    came: dict[str, list[str]] = {start: []}
    frontier = [start]
    for _ in range(MOST_STEPS):
        if end in came or not frontier:
            break
        following: dict[str, list[str]] = {}
        for key in frontier:
            for each in portraits.get(connection, PersonKey(key), which).coauthors:
                if each.key not in came:
                    following.setdefault(each.key, []).append(key)
        came |= following
        frontier = [PersonKey(key) for key in following]
    found = []
    for chain in _chains(came, end)[:20] if end in came else []:
        steps = []
        for here, there in pairwise(chain):
            one, other = (portraits.get(connection, PersonKey(key), which) for key in (here, there))
            theirs = {work.paper.id for work in other.works if work.paper}
            shared = [work.paper for work in one.works if work.paper and work.paper.id in theirs]
            nodes = paper_nodes(connection, marks, [row.id for row in shared])
            tie = next((each.tie for each in one.coauthors if each.key == there), 0.0)
            steps.append(
                PathStep(
                    marks.person(other.key, other.name),
                    tuple(nodes[row.id] for row in shared),
                    tuple(row.author_count for row in shared),
                    tie,
                )
            )
        found.append(CoauthorPath(first, tuple(steps)))
    found.sort(key=lambda path: -path.weakest)
    return PathAnswer(first, last, tuple(found), person_count=len(came), paper_count=count_papers(connection))


def _chains(came: dict[str, list[str]], end: str) -> list[list[str]]:
    if not came[end]:
        return [[end]]
    return [[*chain, end] for before in came[end] for chain in _chains(came, before)]
