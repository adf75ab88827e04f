"""Teams of papers and papers of people, both ways, asked for thousands at a time.

    papers ──people_of──> people        people ──papers_of──> papers

What changed since the arrays were written lies beside them: changed papers are left out of the large arrays and looked
up in small ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.int64]
Found: TypeAlias = tuple[Numbers, Numbers]
"""Things, and for each the place in the question of what has it."""

Kind = TypeVar("Kind", np.int16, np.int32)

NOTHING: Numbers = np.empty(0, np.int64)


class Rows:
    """Lists of numbers, one for each number that has some.

    Args:
        starts: where each list begins, and behind the last one where it ends.
        things: all lists, one after the other.
        owners: whose the lists are, ascending; None where the first is that of 0, the second that of 1.
    """

    def __init__(self, starts: NDArray[np.int64], things: NDArray[np.int32], owners: Numbers | None = None) -> None:
        self.starts = starts
        self.things = things
        self.owners = owners

    @classmethod
    def of_pairs(cls, owners: Numbers, things: Numbers, size: int | None = None) -> Rows:
        """Return the lists that pairs make.

        Args:
            owners: of each pair, ascending.
            things: of each pair.
            size: how many lists there are, counted from 0, empty ones included; None for those with something only.
        """
        small = things.astype(np.int32)
        if size is not None:
            starts = np.zeros(size + 1, np.int64)
            np.cumsum(np.bincount(owners, minlength=size), out=starts[1:])
            return cls(starts, small)
        known, first = np.unique(owners, return_index=True)
        return cls(np.append(first, len(owners)), small, known)

    def of(self, owners: Numbers) -> Found:
        """Return the things of all these lists, and whose each is, as a place in the question."""
        rows, asked = self._rows(owners)
        starts = self.starts[rows]
        lengths = self.starts[rows + 1] - starts
        total = int(lengths.sum())
        if not total:
            return NOTHING, NOTHING
        before = np.cumsum(lengths) - lengths
        places = np.arange(total) + np.repeat(starts - before, lengths)
        return self.things[places].astype(np.int64), np.repeat(asked, lengths)

    def _rows(self, owners: Numbers) -> Found:
        """Return the rows of those that have one, and their places in the question."""
        if self.owners is None:
            asked = np.flatnonzero(owners < len(self.starts) - 1)
            return owners[asked], asked
        if not len(self.owners):
            return NOTHING, NOTHING
        rows = np.minimum(np.searchsorted(self.owners, owners), len(self.owners) - 1)
        asked = np.flatnonzero(self.owners[rows] == owners)
        return rows[asked], asked


class Teams:
    """Who wrote which paper with whom.

    Args:
        teams: the people of each paper.
        works: the papers of each person.
        author_counts: of each paper, as printed.
        years: of first submission, 0 where it is not known.
        paper_count: how many papers there are.
    """

    def __init__(
        self,
        teams: Rows,
        works: Rows,
        author_counts: NDArray[np.int32],
        years: NDArray[np.int16],
        paper_count: int,
    ) -> None:
        self._layers = [(teams, works)]
        self._changed: NDArray[np.bool_] | None = None
        self._hidden = NOTHING
        self.author_counts = author_counts
        self.years = years
        self.paper_count = paper_count

    @property
    def lists(self) -> tuple[Rows, Rows]:
        """The people of each paper and the papers of each person, as they were before any change."""
        return self._layers[0]

    def with_changes(
        self, papers: Numbers, pairs: Found, facts: tuple[Numbers, Numbers, Numbers], hidden: Iterable[int]
    ) -> Teams:
        """Return the teams as they are after changes.

        Args:
            papers: whose teams changed, those that are gone included.
            pairs: papers and people, of those papers that are there.
            facts: papers that are there, ascending, their numbers of authors, and their years.
            hidden: people who are not to be found.
        """
        teams, works = self._layers[0]
        changed = Teams(teams, works, self.author_counts, self.years, self.paper_count)
        changed._hidden = np.unique(np.fromiter(hidden, np.int64))
        if not len(papers):
            return changed
        size = max(len(self.years), int(papers.max()) + 1)
        changed._changed = np.zeros(size, np.bool_)
        changed._changed[papers] = True
        changed.author_counts = _with_values(self.author_counts, size, facts[0], facts[1])
        changed.years = _with_values(self.years, size, facts[0], facts[2])
        changed.paper_count += len(facts[0]) - self._known_among(papers)
        by_paper, by_person = np.lexsort((pairs[1], pairs[0])), np.lexsort((pairs[0], pairs[1]))
        changed._layers.append(
            (
                Rows.of_pairs(pairs[0][by_paper], pairs[1][by_paper]),
                Rows.of_pairs(pairs[1][by_person], pairs[0][by_person]),
            )
        )
        return changed

    def people_of(self, papers: Numbers) -> Found:
        """Return the people of papers, without those who are not to be found."""
        if self._changed is None:
            return self._shown(self._layers[0][0].of(papers))
        is_changed = self._changed[papers]
        old, new = np.flatnonzero(~is_changed), np.flatnonzero(is_changed)
        found = [(self._layers[0][0].of(papers[old]), old), (self._layers[1][0].of(papers[new]), new)]
        return self._shown(_joined([(people, asked[places]) for (people, places), asked in found]))

    def papers_of(self, people: Numbers) -> Found:
        """Return the papers of people."""
        papers, places = self._layers[0][1].of(people)
        if self._changed is None:
            return papers, places
        stays = ~self._changed[papers]
        return _joined([(papers[stays], places[stays]), self._layers[1][1].of(people)])

    def _shown(self, found: Found) -> Found:
        if not len(self._hidden):
            return found
        people, places = found
        stays = ~np.isin(people, self._hidden)
        return people[stays], places[stays]

    def _known_among(self, papers: Numbers) -> int:
        """Return how many of some papers the large arrays know."""
        inside = papers[papers < len(self.author_counts)]
        return int(np.count_nonzero(self.author_counts[inside] >= 0))


def _joined(found: list[Found]) -> Found:
    return np.concatenate([things for things, _ in found]), np.concatenate([places for _, places in found])


def _with_values(old: NDArray[Kind], size: int, places: Numbers, values: Numbers) -> NDArray[Kind]:
    """Return a copy of an array, long enough, with some values in their places; what is unknown is -1."""
    copy = np.full(size, -1, old.dtype)
    copy[: len(old)] = old
    copy[places] = values
    return copy
