"""The shortest chains of co-authors between two people, searched from both ends at once.

    start ─papers─> people ─papers─> ...     ... <─papers─ people <─papers─ end
                             └── a paper that both sides reached ──┘

Of the two sides, that with fewer papers goes on.  Ways of one length are told the one with the strongest weakest tie
first: ties along the way are weighed as everywhere (ties), papers of many authors included.  Not here: who is who
(tables), and what is said of a way (graph).

Source: I. Pohl, Bi-directional search, 1971.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tuiread.insight.ties import HALF_LIFE_YEARS
from tuiread.teams.arrays import Numbers, Teams

Weights: TypeAlias = NDArray[np.float64]

MOST_WAYS = 20
"""How many ways of one length are told."""

MOST_STEPS = 40
"""No way is longer; the longest among a million people that was ever measured has some thirty steps."""

MOST_NAMES = 20_000_000
"""So many names of bylines are looked at before a search gives up: only papers of thousands of authors come to that."""


class Way(Struct, frozen=True):
    """One chain of people, as numbers."""

    people: tuple[int, ...]
    """From the start to the end; both are there."""
    papers: tuple[tuple[int, ...], ...]
    """The papers of each step."""
    ties: tuple[float, ...]


class Ways(Struct, frozen=True):
    """The shortest ways."""

    ways: tuple[Way, ...] = ()
    is_cut: bool = False
    """True where there are more of the same length."""
    person_count: int = 0
    """How many people were looked at."""


class _Steps(Struct):
    """All steps between two neighbouring levels that lie on a shortest way."""

    before: Numbers
    after: Numbers
    ties: Weights


class _Side:
    """One of the two ends from which people are reached."""

    def __init__(self, teams: Teams, end: int, most_authors: int) -> None:
        self._teams = teams
        self._most_authors = most_authors
        self.levels = [np.array([end])]
        self.seen = self.levels[0]
        self.papers = [self._papers_of(self.levels[0])]
        self.name_count = 0

    @property
    def is_at_end(self) -> bool:
        """Tell whether nobody else can be reached."""
        return not len(self.papers[-1])

    def go_on(self) -> None:
        """Reach everybody who stands beside those who were reached last."""
        people, _ = self._teams.people_of(self.papers[-1])
        self.name_count += len(people)
        new = np.unique(people)
        new = new[~_among(new, self.seen)]
        self.seen = np.union1d(self.seen, new)
        self.levels.append(new)
        self.papers.append(self._papers_of(new))

    def _papers_of(self, people: Numbers) -> Numbers:
        return np.unique(countable(self._teams, self._teams.papers_of(people)[0], self._most_authors))


def find_ways(
    teams: Teams, start: int, end: int, year: int, *, most_authors: int, most_steps: int = MOST_STEPS
) -> Ways:
    """Return the shortest ways between two people, that with the strongest weakest tie first.

    Args:
        teams: who wrote what with whom.
        start: a person.
        end: another.
        year: from which ties have aged.
        most_authors: a paper with more makes nobody a co-author.
        most_steps: longer ways are not looked for.
    """
    here, there = _Side(teams, start, most_authors), _Side(teams, end, most_authors)
    while True:
        length = len(here.levels) + len(there.levels) - 1
        if length > most_steps or here.is_at_end or there.is_at_end:
            return Ways(person_count=_count(here, there))
        joint = np.intersect1d(here.papers[-1], there.papers[-1], assume_unique=True)
        if len(joint):
            break
        if here.name_count + there.name_count > MOST_NAMES:
            return Ways(person_count=_count(here, there))
        (here if len(here.papers[-1]) <= len(there.papers[-1]) else there).go_on()
    levels = _levels_between(teams, here, there, joint)
    steps = [_steps(teams, *pair, year, most_authors) for pair in pairwise(levels)]
    chains, is_cut = _best(steps, start, end)
    return Ways(tuple(_way(teams, chain, steps, most_authors) for chain in chains), is_cut, _count(here, there))


def countable(teams: Teams, papers: Numbers, most_authors: int) -> Numbers:
    """Return those of some papers that make co-authors."""
    return papers[teams.author_counts[papers] <= most_authors]


def weights(teams: Teams, papers: Numbers, year: int) -> Weights:
    """Return what papers add to the ties of their authors; see `ties`."""
    years = teams.years[papers].astype(np.int64)
    ages = np.where(years > 0, np.maximum(0, year - years), 2 * HALF_LIFE_YEARS)
    others = np.maximum(1, teams.author_counts[papers].astype(np.int64) - 1)
    weighed: Weights = 2.0 ** (-ages / HALF_LIFE_YEARS) / others
    return weighed


def _count(here: _Side, there: _Side) -> int:
    return len(here.seen) + len(there.seen)


def _levels_between(teams: Teams, here: _Side, there: _Side, joint: Numbers) -> list[Numbers]:
    """Return the people of each level who lie on a shortest way: those on the joint papers, and back from them."""
    people = np.unique(teams.people_of(joint)[0])
    levels = []
    for side in (here, there):
        chosen = [people[_among(people, side.levels[-1])]]
        for level, papers in zip(side.levels[-2::-1], side.papers[-2::-1], strict=True):
            theirs = np.unique(teams.papers_of(chosen[-1])[0])
            beside = np.unique(teams.people_of(theirs[_among(theirs, papers)])[0])
            chosen.append(beside[_among(beside, level)])
        levels.append(chosen)
    return [*levels[0][::-1], *levels[1]]


def _steps(teams: Teams, before: Numbers, after: Numbers, year: int, most_authors: int) -> _Steps:
    """Return who of one level wrote with whom of the next, and how strong their ties are."""
    papers, places = teams.papers_of(before)
    small = teams.author_counts[papers] <= most_authors
    papers, places = papers[small], places[small]
    others = np.unique(teams.papers_of(after)[0])
    papers, places = (one[_among(papers, others)] for one in (papers, places))
    people, asked = teams.people_of(papers)
    fits = _among(people, after)
    width = int(after.max()) + 1
    codes = before[places[asked[fits]]] * width + people[fits]
    pairs, number = np.unique(codes, return_inverse=True)
    ties = _sums(number, weights(teams, papers[asked[fits]], year), len(pairs))
    steps = _Steps(pairs // width, pairs % width, ties)
    steps.ties += _ties_of_large(teams, steps, year, most_authors)
    return steps


def _ties_of_large(teams: Teams, steps: _Steps, year: int, most_authors: int) -> Weights:
    """Return what papers of many authors add to the ties of those who have a smaller one together."""
    mine, place = teams.papers_of(steps.before)
    is_large = teams.author_counts[mine] > most_authors
    mine, place = mine[is_large], place[is_large]
    if not len(mine):
        return np.zeros(len(steps.ties))
    others = np.unique(steps.after)
    theirs, whose = teams.papers_of(others)
    width = len(teams.author_counts)
    joint = _among(steps.after[place] * width + mine, np.unique(others[whose] * width + theirs))
    return _sums(place[joint], weights(teams, mine[joint], year), len(steps.ties))


def _best(steps: Sequence[_Steps], start: int, end: int) -> tuple[list[tuple[int, ...]], bool]:
    """Return the ways with the strongest weakest ties, in that order, and whether there are more.

    From each person on, the best that is still to come is known, so that no way is followed that is not told.
    """
    ahead = _best_ahead(steps, end)
    waiting: list[tuple[float, tuple[int, ...], float]] = [(0.0, (start,), np.inf)]
    found: list[tuple[int, ...]] = []
    while waiting and len(found) <= MOST_WAYS:
        _, chain, weakest = heapq.heappop(waiting)
        level = len(chain) - 1
        if level == len(steps):
            found.append(chain)
            continue
        people, best = ahead[level + 1]
        for person, tie in _following(steps[level], chain[-1]):
            so_far = min(weakest, tie)
            likeliest = min(so_far, float(best[np.searchsorted(people, person)]))
            heapq.heappush(waiting, (-likeliest, (*chain, person), so_far))
    return found[:MOST_WAYS], len(found) > MOST_WAYS


def _best_ahead(steps: Sequence[_Steps], end: int) -> list[tuple[Numbers, Weights]]:
    """Return by level its people, and how strong the weakest tie is on the best way from each of them to the end."""
    levels = [(np.array([end]), np.array([np.inf]))]
    for step in reversed(steps):
        people, best = levels[0]
        ties = np.minimum(step.ties, best[np.searchsorted(people, step.after)])
        first = np.flatnonzero(np.diff(step.before, prepend=-1))
        levels.insert(0, (step.before[first], np.maximum.reduceat(ties, first)))
    return levels


def _following(step: _Steps, person: int) -> Iterator[tuple[int, float]]:
    first, last = np.searchsorted(step.before, [person, person + 1])
    yield from zip(step.after[first:last].tolist(), step.ties[first:last].tolist(), strict=True)


def _way(teams: Teams, chain: tuple[int, ...], steps: Sequence[_Steps], most_authors: int) -> Way:
    papers, ties = [], []
    for step, (person, other) in zip(steps, pairwise(chain), strict=True):
        mine, theirs = (np.unique(teams.papers_of(np.array([one]))[0]) for one in (person, other))
        joint = mine[_among(mine, theirs)]
        papers.append(tuple(countable(teams, joint, most_authors).tolist()))
        ties.append(next(tie for one, tie in _following(step, person) if one == other))
    return Way(chain, tuple(papers), tuple(ties))


def _sums(places: Numbers, values: Weights, count: int) -> Weights:
    """Return the sum of the values at each place."""
    return np.bincount(places, values, count).astype(np.float64)


def _among(numbers: Numbers, known: Numbers) -> NDArray[np.bool_]:
    """Tell which numbers are among known ones, which ascend."""
    if not len(known):
        return np.zeros(len(numbers), np.bool_)
    places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    found: NDArray[np.bool_] = known[places] == numbers
    return found
