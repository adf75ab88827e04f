"""Teams of papers and papers of people, both ways, asked for thousands at a time.

    papers ──people_of──> people        people ──papers_of──> papers of up to 25 authors
                                               ──big_papers_of──> the others

What changed since the arrays were written lies beside them: changed papers are left out of the large arrays and looked
up in small ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from tuiread.records import CLOSE_AUTHORS

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
        if len(rows) == 1:  # both ends of every way are such a question
            things = self.things[self.starts[rows[0]] : self.starts[rows[0] + 1]].astype(np.int64)
            return things, np.full(len(things), asked[0])
        starts = self.starts[rows]
        lengths = self.starts[rows + 1] - starts
        total = int(lengths.sum())
        if not total:
            return NOTHING, NOTHING
        before = lengths.cumsum() - lengths
        places = (starts - before).repeat(lengths)
        places += np.arange(total)
        return self.things[places].astype(np.int64), asked.repeat(lengths)

    def _rows(self, owners: Numbers) -> Found:
        """Return the rows of those that have one, and their places in the question."""
        if self.owners is None:
            if len(owners) and owners.max() < len(self.starts) - 1:
                return owners, np.arange(len(owners))
            asked = np.flatnonzero(owners < len(self.starts) - 1)
            return owners[asked], asked
        if not len(self.owners):
            return NOTHING, NOTHING
        rows = np.minimum(np.searchsorted(self.owners, owners), len(self.owners) - 1)
        asked = np.flatnonzero(self.owners[rows] == owners)
        return rows[asked], asked


class Lists(NamedTuple):
    """Who wrote which paper with whom, both ways."""

    teams: Rows
    """The people of each paper."""
    works: Rows
    """The papers of each person that make co-authors: of up to 25 authors."""
    big_works: Rows
    """The papers of each person that have more."""


class Teams:
    """Who wrote which paper with whom.

    Args:
        lists: who wrote what.
        author_counts: of each paper, as printed.
        years: of first submission, 0 where it is not known.
        paper_count: how many papers there are.
    """

    def __init__(
        self,
        lists: Lists,
        author_counts: NDArray[np.int32],
        years: NDArray[np.int16],
        paper_count: int,
    ) -> None:
        self._layers = [lists]
        self._changed: NDArray[np.bool_] | None = None
        self._hidden = NOTHING
        self.author_counts = author_counts
        self.years = years
        self.paper_count = paper_count

    @property
    def lists(self) -> Lists:
        """Who wrote what, as it was before any change."""
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
        changed = Teams(self._layers[0], self.author_counts, self.years, self.paper_count)
        changed._hidden = np.unique(np.fromiter(hidden, np.int64))
        if not len(papers):
            return changed
        size = max(len(self.years), int(papers.max()) + 1)
        changed._changed = np.zeros(size, np.bool_)
        changed._changed[papers] = True
        changed.author_counts = _with_values(self.author_counts, size, facts[0], facts[1])
        changed.years = _with_values(self.years, size, facts[0], facts[2])
        changed.paper_count += len(facts[0]) - self._known_among(papers)
        changed._layers.append(make_lists(*pairs, changed.author_counts))
        return changed

    def people_of(self, papers: Numbers) -> Found:
        """Return the people of papers, without those who are not to be found."""
        if self._changed is None:
            return self._shown(self._layers[0].teams.of(papers))
        is_changed = self._changed[papers]
        old, new = np.flatnonzero(~is_changed), np.flatnonzero(is_changed)
        found = [(self._layers[0].teams.of(papers[old]), old), (self._layers[1].teams.of(papers[new]), new)]
        return self._shown(_joined([(people, asked[places]) for (people, places), asked in found]))

    def papers_of(self, people: Numbers, *, with_big: bool = False) -> Found:
        """Return the papers of people that make co-authors: those of up to 25 authors, or all."""
        small = self._now([lists.works.of(people) for lists in self._layers])
        return _joined([small, self.big_papers_of(people)]) if with_big else small

    def big_papers_of(self, people: Numbers) -> Found:
        """Return the papers of people that have more than 25 authors."""
        return self._now([lists.big_works.of(people) for lists in self._layers])

    def _now(self, found: list[Found]) -> Found:
        """Return what the large arrays say of papers that did not change, and the small ones of those that did."""
        if self._changed is None:
            return found[0]
        papers, places = found[0]
        stays = ~self._changed[papers]
        return _joined([(papers[stays], places[stays]), found[1]])

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


def make_lists(
    papers: Numbers, people: Numbers, author_counts: NDArray[np.int32], sizes: tuple[int, int] | None = None
) -> Lists:
    """Return the lists of pairs of a paper and a person.

    Args:
        papers: of each pair.
        people: of each pair.
        author_counts: of all papers.
        sizes: how many papers and people there are, counted from 0; None for lists of those with something only.
    """
    paper_size, person_size = sizes or (None, None)
    by_paper, by_person = np.lexsort((people, papers)), np.lexsort((papers, people))
    is_big = author_counts[papers[by_person]] > CLOSE_AUTHORS
    works, big_works = by_person[~is_big], by_person[is_big]
    return Lists(
        Rows.of_pairs(papers[by_paper], people[by_paper], paper_size),
        Rows.of_pairs(people[works], papers[works], person_size),
        Rows.of_pairs(people[big_works], papers[big_works], person_size),
    )


def _joined(found: list[Found]) -> Found:
    return np.concatenate([things for things, _ in found]), np.concatenate([places for _, places in found])


def _with_values(old: NDArray[Kind], size: int, places: Numbers, values: Numbers) -> NDArray[Kind]:
    """Return a copy of an array, long enough, with some values in their places; what is unknown is -1."""
    copy = np.full(size, -1, old.dtype)
    copy[: len(old)] = old
    copy[places] = values
    return copy
