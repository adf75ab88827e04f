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
from tuiread.teams.arrays import Numbers, Rows, Teams

Weights: TypeAlias = NDArray[np.float64]

MOST_WAYS = 10
"""How many ways of one length are told."""

MOST_STEPS = 40
"""No way is longer; the longest among a million people that was ever measured has some thirty steps."""

LARGEST = 2**31
"""No person has a higher number, so that a pair of them fits into one."""

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
    is_given_up: bool = False
    """True where too many were, so that there may be ways all the same."""


class _Steps(Struct):
    """All steps between two neighbouring levels that lie on a shortest way."""

    before: Numbers
    """Ascending."""
    after: Numbers
    ties: Weights
    first: Numbers
    """Where the papers of each step begin, and behind the last one where they end."""
    papers: Numbers


class _Side:
    """One of the two ends from which people are reached."""

    def __init__(self, teams: Teams, end: int, *, with_big: bool) -> None:
        self._teams = teams
        self._with_big = with_big
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
        new = distinct(people[~_among(people, self.seen)])
        self.seen = distinct(np.concatenate([self.seen, new]))
        self.levels.append(new)
        papers = self._papers_of(new)
        self.papers.append(papers[~_among(papers, self.papers[-1])])  # those lead back only

    def _papers_of(self, people: Numbers) -> Numbers:
        return distinct(self._teams.papers_of(people, with_big=self._with_big)[0])


def find_ways(
    teams: Teams,
    start: int,
    end: int,
    year: int,
    *,
    with_big: bool,
    most_steps: int = MOST_STEPS,
    most_ways: int = MOST_WAYS,
) -> Ways:
    """Return the shortest ways between two people, that with the strongest weakest tie first.

    Args:
        teams: who wrote what with whom.
        start: a person.
        end: another.
        year: from which ties have aged.
        with_big: whether papers of more than 25 authors make co-authors, too.
        most_steps: longer ways are not looked for.
        most_ways: how many ways are told.
    """
    here, there = (_Side(teams, one, with_big=with_big) for one in (start, end))
    while True:
        length = len(here.levels) + len(there.levels) - 1
        if length > most_steps or here.is_at_end or there.is_at_end:
            return Ways(person_count=_count(here, there))
        joint = _joint(here.papers[-1], there.papers[-1])
        if len(joint):
            break
        if here.name_count + there.name_count > MOST_NAMES:
            return Ways(person_count=_count(here, there), is_given_up=True)
        (here if len(here.papers[-1]) <= len(there.papers[-1]) else there).go_on()
    steps = _steps_between(teams, here, there, joint, year, with_big=with_big)
    chains, is_cut = _best(steps, start, end, most_ways)
    return Ways(tuple(_way(chain, steps) for chain in chains), is_cut, _count(here, there))


def distinct(numbers: Numbers) -> Numbers:
    """Return each number once, ascending."""
    ordered = np.sort(numbers)
    return ordered[firsts(ordered)]


def firsts(ordered: Numbers) -> Numbers:
    """Return where another number begins in an ascending row of them."""
    is_other = np.empty(len(ordered), np.bool_)
    is_other[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_other[1:])
    return is_other.nonzero()[0]


def weights(teams: Teams, papers: Numbers, year: int) -> Weights:
    """Return what papers add to the ties of their authors; see `ties`."""
    years = teams.years[papers].astype(np.int64)
    ages = np.where(years > 0, np.maximum(0, year - years), 2 * HALF_LIFE_YEARS)
    others = np.maximum(1, teams.author_counts[papers].astype(np.int64) - 1)
    weighed: Weights = 2.0 ** (-ages / HALF_LIFE_YEARS) / others
    return weighed


def _joint(one: Numbers, other: Numbers) -> Numbers:
    """Return what both have; both ascend."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return few[_among(few, many)]


def _count(here: _Side, there: _Side) -> int:
    return len(here.seen) + len(there.seen)


def _steps_between(
    teams: Teams, here: _Side, there: _Side, joint: Numbers, year: int, *, with_big: bool
) -> list[_Steps]:
    """Return the steps of the shortest ways, level by level: those on the joint papers, and back from them."""
    met = distinct(teams.people_of(joint)[0])
    levels, papers = [], []
    for side in (here, there):
        chosen, between = [met[_among(met, side.levels[-1])]], []
        for level, reached in zip(side.levels[-2::-1], side.papers[-2::-1], strict=True):
            theirs = distinct(teams.papers_of(chosen[-1], with_big=with_big)[0])
            between.append(theirs[_among(theirs, reached)])
            beside = distinct(teams.people_of(between[-1])[0])
            chosen.append(beside[_among(beside, level)])
        levels.append(chosen)
        papers.append(between)
    people = [*levels[0][::-1], *levels[1]]
    by_level = [*papers[0][::-1], joint, *papers[1]]
    steps = [_steps(teams, those, *pair, year) for those, pair in zip(by_level, pairwise(people), strict=True)]
    if not with_big:
        for step in steps:
            _add_big(teams, step, year)
    return steps


def _steps(teams: Teams, papers: Numbers, before: Numbers, after: Numbers, year: int) -> _Steps:
    """Return who of one level wrote some papers with whom of the next, and how strong their ties are."""
    people, places = teams.people_of(papers)
    is_before, is_after = _among(people, before), _among(people, after)
    beside = Rows.of_pairs(*_by_first(places[is_after], people[is_after]), len(papers))
    others, asked = beside.of(places[is_before])
    codes = people[is_before][asked] * LARGEST + others
    order = codes.argsort(kind="stable")
    codes, joint = codes[order], papers[places[is_before][asked[order]]]
    first = firsts(codes)
    pairs = codes[first]
    ties = np.add.reduceat(weights(teams, joint, year), first)
    return _Steps(pairs // LARGEST, pairs % LARGEST, ties, np.append(first, len(codes)), joint)


def _add_big(teams: Teams, steps: _Steps, year: int) -> None:
    """Add what papers of many authors are to the ties of those who have a smaller one together."""
    people = distinct(steps.before)
    mine, whose = teams.big_papers_of(people)
    if not len(mine):
        return
    papers, pairs = Rows.of_pairs(*_by_first(people[whose], mine)).of(steps.before)
    others = distinct(steps.after)
    theirs, whose = teams.big_papers_of(others)
    is_joint = _among(steps.after[pairs] * LARGEST + papers, distinct(others[whose] * LARGEST + theirs))
    steps.ties += np.bincount(pairs[is_joint], weights(teams, papers[is_joint], year), len(steps.ties))


def _by_first(keys: Numbers, things: Numbers) -> tuple[Numbers, Numbers]:
    """Return pairs in the order of their keys."""
    order = keys.argsort(kind="stable")
    return keys[order], things[order]


def _best(steps: Sequence[_Steps], start: int, end: int, most_ways: int) -> tuple[list[tuple[int, ...]], bool]:
    """Return the ways with the strongest weakest ties, in that order, and whether there are more.

    From each step on, the best that is still to come is known, so that no way is followed that is not told.
    """
    ahead = _best_ahead(steps, end)
    waiting: list[tuple[float, tuple[int, ...], float]] = [(0.0, (start,), np.inf)]
    found: list[tuple[int, ...]] = []
    while waiting and len(found) <= most_ways:
        _, chain, weakest = heapq.heappop(waiting)
        level = len(chain) - 1
        if level == len(steps):
            found.append(chain)
            continue
        for person, tie, likeliest in _following(steps[level], ahead[level], chain[-1], most_ways + 1):
            heapq.heappush(waiting, (-min(weakest, likeliest), (*chain, person), min(weakest, tie)))
    return found[:most_ways], len(found) > most_ways


def _best_ahead(steps: Sequence[_Steps], end: int) -> list[Weights]:
    """Return by level how strong the weakest tie is on the best way to the end that begins with each step."""
    people, best = np.array([end]), np.array([np.inf])
    levels: list[Weights] = []
    for step in reversed(steps):
        ties = np.minimum(step.ties, best[people.searchsorted(step.after)])
        first = firsts(step.before)
        people, best = step.before[first], np.maximum.reduceat(ties, first)
        levels.insert(0, ties)
    return levels


def _following(step: _Steps, ahead: Weights, person: int, most: int) -> Iterator[tuple[int, float, float]]:
    """Yield whom a person leads to, the tie, and the weakest one on the best way from there; only the best of many."""
    first, last = step.before.searchsorted((person, person + 1))
    chosen = slice(first, last)
    if last - first > most:
        ordered = np.lexsort((step.after[chosen], -ahead[chosen]))[:most]
        rows = (step.after[chosen][ordered], step.ties[chosen][ordered], ahead[chosen][ordered])
    else:
        rows = step.after[chosen], step.ties[chosen], ahead[chosen]
    yield from zip(*(row.tolist() for row in rows), strict=True)


def _way(chain: tuple[int, ...], steps: Sequence[_Steps]) -> Way:
    papers, ties = [], []
    for step, (person, other) in zip(steps, pairwise(chain), strict=True):
        begin, end = step.before.searchsorted((person, person + 1))
        place = begin + int(step.after[begin:end].searchsorted(other))
        papers.append(tuple(step.papers[step.first[place] : step.first[place + 1]].tolist()))
        ties.append(float(step.ties[place]))
    return Way(chain, tuple(papers), tuple(ties))


def _among(numbers: Numbers, known: Numbers) -> NDArray[np.bool_]:
    """Tell which numbers are among known ones, which ascend."""
    if not len(known):
        return np.zeros(len(numbers), np.bool_)
    places = known.searchsorted(numbers)
    np.minimum(places, len(known) - 1, out=places)
    found: NDArray[np.bool_] = known[places] == numbers
    return found
