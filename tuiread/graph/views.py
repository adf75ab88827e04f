"""A node with its neighbours as one small graph, to be taken along: what stands beside it, and who of it wrote what.

Not here: how a graph is written down (output).
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Sequence

from tuiread.records import EdgeKind, GraphEdge, GraphRelation, GraphView, Neighbour, Neighbours, Node, PaperId
from tuiread.tables import subjects

_KINDS: dict[GraphRelation, EdgeKind] = {
    "coauthors": "wrote_with",
    "authors": "wrote",
    "topics": "about",
    "institutions": "at",
    "similar": "similar",
    "cites": "cites",
    "cited_by": "cites",
}


def view(connection: sqlite3.Connection, centre: Node, neighbours: Sequence[Neighbours]) -> GraphView:
    """Return a node with what stands beside it, and the bylines of its papers as far as their people are there."""
    nodes: dict[tuple[str, str], Node] = {(centre.kind, centre.key): centre}
    edges: dict[tuple[str, str, EdgeKind], GraphEdge] = {}
    for beside in neighbours:
        for row in beside.rows:
            nodes.setdefault((row.node.kind, row.node.key), row.node)
            edge = _edge(centre, beside.relation, row)
            edges.setdefault((edge.source, edge.target, edge.kind), edge)
    for edge in _bylines(connection, list(nodes.values())):
        edges.setdefault((edge.source, edge.target, edge.kind), edge)
    return GraphView(centre, tuple(nodes.values()), tuple(edges.values()), tuple(neighbours))


def _edge(centre: Node, relation: GraphRelation, row: Neighbour) -> GraphEdge:
    """Return what a row means, from whom it goes out: people write, papers cite and are about something."""
    kind = _kind(centre, relation)
    is_inward = relation in ("cited_by", "authors", "people") or (relation == "papers" and centre.kind != "person")
    ends = (row.node.key, centre.key) if is_inward else (centre.key, row.node.key)
    weight = row.nearness.score if row.nearness else row.tie
    return GraphEdge(*ends, kind, weight, row.joint_count)


def _kind(centre: Node, relation: GraphRelation) -> EdgeKind:
    if relation == "similar" and centre.kind == "paper":
        return "near"
    if relation in _KINDS:
        return _KINDS[relation]
    if centre.kind == "person":
        return "wrote"
    return "at" if centre.kind == "institution" else "about"


def _bylines(connection: sqlite3.Connection, nodes: Sequence[Node]) -> Iterator[GraphEdge]:
    papers = [PaperId(node.key) for node in nodes if node.kind == "paper" and node.is_cached]
    people = {node.key for node in nodes if node.kind == "person"}
    for _, _, key, paper_id in subjects.people_of(connection, papers, sys.maxsize):
        if key in people:
            yield GraphEdge(key, paper_id, "wrote")
