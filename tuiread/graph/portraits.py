"""A person as the profile shows them, narrowed by the filter of the graph; read once and kept until something changes.

Not here: what a profile counts (profiles, insight), and the rows that a column shows (people).
"""

from __future__ import annotations

import sqlite3
import sys
from functools import cached_property

from tuiread.graph.recent import Recent
from tuiread.insight.institutions import institutions
from tuiread.insight.ties import collaborators, widened
from tuiread.insight.topics import count_topics
from tuiread.profiles.gather import Material, gather
from tuiread.profiles.works import MergedWorks, list_works
from tuiread.records import (
    CLOSE_AUTHORS,
    Circle,
    CoAuthor,
    GraphFilter,
    Institution,
    JointWork,
    PaperId,
    PersonKey,
    TopicCount,
    Work,
)
from tuiread.tables import person_works
from tuiread.tables.person_works import PaperWork

MOST_PORTRAITS = 8
"""How many people are kept in memory; walking in and out asks for the same few again and again."""


class Portrait:
    """One person under one filter.

    Args:
        material: what the tables know about the person.
        which: what of it is looked at.
    """

    def __init__(self, material: Material, which: GraphFilter) -> None:
        self._material = material
        self._which = which
        self.key = material.who.key
        self.name = material.who.name

    @cached_property
    def merged(self) -> MergedWorks:
        """All works, whatever the filter says."""
        return list_works(self._material)

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The works under the filter, newest first."""
        kept = {paper.row.id for paper in self.papers}
        return tuple(work for work in self.merged.shown if self._has_work(work, kept))

    @cached_property
    def papers(self) -> tuple[PaperWork, ...]:
        """The papers of the cache under the filter."""
        return tuple(paper for paper in self._material.papers if self._has(paper.row.year, paper.categories))

    @cached_property
    def year(self) -> int:
        """The year of the facts, from which ties have aged."""
        as_of = self._material.as_of
        return as_of.year if as_of else max((work.year or 0 for work in self.merged.shown), default=0)

    @cached_property
    def coauthors(self) -> tuple[CoAuthor, ...]:
        """With whom, the strongest tie first."""
        everybody = widened(self._material.joint, self.merged.bare_joint)
        kept = {work_id for work_id, work in everybody.works.items() if self._has_joint(work)}
        joint = {
            key: some for key, rows in everybody.joint.items() if (some := [row for row in rows if row.work in kept])
        }
        circle = Circle(joint, everybody.works)
        most = sys.maxsize if self._which.with_big else CLOSE_AUTHORS
        return collaborators(circle, self.year, self._material.followed, most)

    @cached_property
    def categories(self) -> tuple[TopicCount, ...]:
        """Categories of arXiv, most works first."""
        return count_topics(paper.categories for paper in self.papers)

    def keywords(self, connection: sqlite3.Connection) -> tuple[TopicCount, ...]:
        """Return keywords, most works first."""
        return count_topics(person_works.keywords(connection, [paper.key for paper in self.papers]))

    @cached_property
    def institutions(self) -> tuple[Institution, ...]:
        """Where the person was in the years of the filter, present ones first."""
        told = [(one.fact.source, place) for one in self._material.records.values() for place in one.affiliations]
        return tuple(
            one
            for one in institutions(told, self.year)
            if not one.years or any(self._has_year(year) for year in one.years)
        )

    @property
    def material(self) -> Material:
        """What the tables know, whatever the filter says."""
        return self._material

    def _has(self, year: int | None, categories: tuple[str, ...]) -> bool:
        topic = self._which.topic
        return self._has_year(year) and (topic is None or topic in categories)

    def _has_year(self, year: int | None) -> bool:
        return has_year(self._which, year)

    def _has_work(self, work: Work, kept: set[PaperId]) -> bool:
        if work.paper is not None:
            return work.paper.id in kept
        return self._has(work.year, ())

    def _has_joint(self, work: JointWork) -> bool:
        return self._has(work.year, work.topics)


class Portraits:
    """Keeps the last few people in memory, until a database changes.

    Args:
        most: how many.
    """

    def __init__(self, most: int = MOST_PORTRAITS) -> None:
        self._known: Recent[tuple[PersonKey, GraphFilter], Portrait] = Recent(most)

    def get(self, connection: sqlite3.Connection, key: PersonKey, which: GraphFilter) -> Portrait:
        """Return a person under a filter.

        Raises:
            NotFoundError: nobody answers to that key, or the reader asked to forget them.
        """
        return self._known.get(
            connection, (key, which), lambda: Portrait(gather(connection, key, with_big=which.with_big), which)
        )


def has_year(which: GraphFilter, year: int | None) -> bool:
    """Tell whether a year is looked at; what has no year is, unless the filter names years."""
    if year is None:
        return which.first_year is None and which.last_year is None
    return (which.first_year or year) <= year <= (which.last_year or year)
