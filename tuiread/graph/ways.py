"""Ways between two people as records: who is on them, and the papers of every step.

Not here: searching (insight.ways), and the arrays that are searched (teams).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from tuiread.graph.nodes import Marks, paper_nodes_of, person_in, read_marks
from tuiread.insight.ways import MOST_STEPS, Way, Ways, find_ways
from tuiread.records import CoauthorPath, Node, PathAnswer, PathStep, PersonKey
from tuiread.tables import adjacency, person_works, teams

if TYPE_CHECKING:
    from tuiread.teams.arrays import Teams
    from tuiread.teams.reading import TeamsNow

DATING_PAPERS = 200
"""So many papers of each end tell of what year their facts are."""


class _Known(Struct):
    """What the steps of ways are told with."""

    people: Mapping[int, Node]
    papers: Mapping[int, Node]
    author_counts: Mapping[int, int]


def paths(
    connection: sqlite3.Connection, now: TeamsNow, start: PersonKey, end: PersonKey, *, with_big: bool = False
) -> PathAnswer:
    """Return the shortest chains of co-authors between two people.

    Args:
        connection: both databases.
        now: the teams of papers.
        start: a person.
        end: another; one who is the same as the first is no step away.
        with_big: whether papers of more than 25 authors count.

    Raises:
        NotFoundError: nobody answers to one of the keys.
    """
    marks = read_marks(connection)
    first, last = (_end(connection, marks, key) for key in (start, end))
    found, numbers = now.get(connection, {PersonKey(first.key), PersonKey(last.key)})
    ends = [numbers.get(PersonKey(node.key)) for node in (first, last)]
    if first.key == last.key or (ends[0] is not None and ends[0] == ends[1]):
        return PathAnswer(first, last, (CoauthorPath(first, ()),), person_count=1, paper_count=found.paper_count)
    if ends[0] is None or ends[1] is None:
        return PathAnswer(first, last, (), paper_count=found.paper_count)
    year = _year(connection, found, (ends[0], ends[1]))
    shortest = find_ways(found, ends[0], ends[1], year, with_big=with_big)
    shorter = Ways() if with_big else _shorter(found, (ends[0], ends[1]), year, shortest)
    named = {ends[0]: first, ends[1]: last}
    known = _known(connection, marks, [*shortest.ways, *shorter.ways[:1]], named)
    return PathAnswer(
        first,
        last,
        tuple(_path(way, known) for way in shortest.ways),
        shortest.is_cut,
        next((_path(way, known) for way in shorter.ways), None),
        max(shortest.person_count, shorter.person_count),
        found.paper_count,
        shortest.is_given_up,
        shorter.is_given_up,
    )


def _end(connection: sqlite3.Connection, marks: Marks, key: PersonKey) -> Node:
    """Return one end of a way; a name that one account has is that account, as it is in between."""
    node = person_in(connection, marks, key)
    account = teams.account_of_name(connection, node.key)
    return person_in(connection, marks, account) if account else node


def _shorter(found: Teams, ends: tuple[int, int], year: int, shortest: Ways) -> Ways:
    """Return ways through papers of any size that are shorter than those without the big ones."""
    length = len(shortest.ways[0].ties) if shortest.ways else None
    if length == 1:
        return Ways()
    limit = MOST_STEPS if length is None else length - 1
    return find_ways(found, *ends, year, with_big=True, most_steps=limit, most_ways=1)


def _year(connection: sqlite3.Connection, found: Teams, ends: tuple[int, int]) -> int:
    """Return the year of the facts about both people, from which ties have aged."""
    papers = [np.sort(found.papers_of(np.array([end]), with_big=True)[0])[-DATING_PAPERS:].tolist() for end in ends]
    newest = person_works.newest_fact(connection, [*papers[0], *papers[1]])
    return int(newest[:4]) if newest else 0


def _known(connection: sqlite3.Connection, marks: Marks, ways: Sequence[Way], named: Mapping[int, Node]) -> _Known:
    """Return the nodes of everybody and everything on some ways."""
    numbers = {number for way in ways for number in way.people} - named.keys()
    behind = teams.people_behind(connection, numbers)
    people = {number: marks.person(one.key, one.name) for number, one in behind.items()}
    keys = {paper for way in ways for paper in chain.from_iterable(way.papers)}
    lines = adjacency.lines_by_key(connection, keys)
    nodes = paper_nodes_of(connection, marks, lines.values())
    return _Known(
        {**people, **named},
        {key: nodes[line.id] for key, line in lines.items()},
        {key: line.author_count for key, line in lines.items()},
    )


def _path(way: Way, known: _Known) -> CoauthorPath:
    steps = []
    for person, papers, tie in zip(way.people[1:], way.papers, way.ties, strict=True):
        newest = sorted(papers, key=lambda key: _age(known.papers[key]))
        nodes, counts = tuple(known.papers[key] for key in newest), tuple(known.author_counts[key] for key in newest)
        steps.append(PathStep(known.people[person], nodes, counts, tie))
    return CoauthorPath(known.people[way.people[0]], tuple(steps))


def _age(node: Node) -> tuple[int, str]:
    return -(node.year or 0), node.name
