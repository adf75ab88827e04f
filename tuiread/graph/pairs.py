"""What people have in common: joint papers, co-authors of both, topics, and how often several wrote with each other.

Everything is as their profiles have it, so that a number here is the number there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tuiread.graph.nodes import Marks
from tuiread.graph.people import coauthor_row, work_nodes
from tuiread.graph.portraits import Portrait
from tuiread.records import CLOSE_AUTHORS, Between, JointTable, Work

MOST_SHARED = 100
"""How many joint papers and common co-authors are told."""


def between(
    connection: sqlite3.Connection, marks: Marks, first: Portrait, second: Portrait, *, with_big: bool = False
) -> Between:
    """Return what two people have in common; papers of many authors count only `with_big`, as in ties."""
    joint = _joint_works(first, second, with_big=with_big)
    theirs = {one.key: one for one in second.coauthors}
    both = [one for one in first.coauthors if one.key in theirs and one.key not in (first.key, second.key)]
    both.sort(key=lambda one: -min(one.tie, theirs[one.key].tie))
    topics = {topic.name for topic in second.categories}
    return Between(
        first=marks.person(first.key, first.name),
        second=marks.person(second.key, second.name),
        papers=tuple(work_nodes(connection, marks, joint[:MOST_SHARED])),
        shared_people=tuple(coauthor_row(marks, one) for one in both[:MOST_SHARED]),
        topics=tuple(topic.name for topic in first.categories if topic.name in topics),
        paper_count=len(joint),
        shared_count=len(both),
        tie=next((one.tie for one in first.coauthors if one.key == second.key), 0.0),
    )


def _joint_works(first: Portrait, second: Portrait, *, with_big: bool) -> list[Work]:
    others = {_work_key(work) for work in second.works}
    return [
        work
        for work in first.works
        if _work_key(work) in others and (with_big or not work.paper or work.paper.author_count <= CLOSE_AUTHORS)
    ]


def _work_key(work: Work) -> str:
    return work.paper.id if work.paper else work.title


def joint_table(marks: Marks, people: Sequence[Portrait]) -> JointTable:
    """Return how many papers some people wrote with each other."""
    counts = [[_joint_count(one, other) if one.key != other.key else 0 for other in people] for one in people]
    # A profile may know more than the other: the larger number is what is known of the two.
    even = tuple(
        tuple(max(counts[row][column], counts[column][row]) for column in range(len(people)))
        for row in range(len(people))
    )
    return JointTable(tuple(marks.person(one.key, one.name) for one in people), even)


def _joint_count(one: Portrait, other: Portrait) -> int:
    return next((coauthor.joint_count for coauthor in one.coauthors if coauthor.key == other.key), 0)
