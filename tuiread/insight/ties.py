"""How closely people work together: each joint work counts 1 / (authors - 1), halved every five years.

    tie(a, b) = sum over joint works p of 2^(-(Y - y_p) / 5) / (n_p - 1)

A paper of a hundred authors adds a hundredth; it makes nobody a co-author here.  Not here: whose works these are.

Source: M. E. J. Newman, Phys. Rev. E 64, 016132 (the 1 / (n - 1)); Fiala et al., Ageing of Edges in Collaboration
Networks, 2015 (the ageing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from tuiread.records import CLOSE_AUTHORS, CoAuthor, JointRow, JointWork, PersonKey

HALF_LIFE_YEARS = 5
MOST_CLOSE = 4
LEAST_JOINT = 2
"""How many joint works make somebody close."""

MOST_TOPICS = 3


Weights = Mapping[int | str, float]
"""What each work adds to a tie, by its id."""


def collaborators(
    rows: Iterable[JointRow], year: int, followed: Collection[PersonKey] = (), most_authors: int = CLOSE_AUTHORS
) -> tuple[CoAuthor, ...]:
    """Return with whom a person works, the strongest tie first, then the latest, then by name.

    Args:
        rows: everybody beside the person in each byline; a name that a byline repeats counts once.
        year: the year of the facts, from which ties have aged; a work without a year counts as if it were two
            half-lives old, so that it neither leads nor vanishes.
        followed: whom the reader follows.
        most_authors: a work with more makes nobody a co-author, but adds to the tie of somebody who is one.
    """
    by_person: dict[PersonKey, list[JointRow]] = {}
    weights: dict[int | str, float] = {}
    for row in rows:
        key, _, work = row
        if work.id not in weights:
            weights[work.id] = _weight(year, work)
        if key in by_person:
            by_person[key].append(row)
        else:
            by_person[key] = [row]
    found = [
        one
        for key, shared in by_person.items()
        if (one := _coauthor(key, shared, year, weights, most_authors, is_followed=key in followed)) is not None
    ]
    found.sort(key=lambda one: (-one.tie, -(one.latest_year or 0), one.name, one.key))
    close = {one.key for one in [one for one in found if one.joint_count >= LEAST_JOINT][:MOST_CLOSE]}
    return tuple(_close(one) if one.key in close else one for one in found)


def _coauthor(
    key: PersonKey, rows: list[JointRow], year: int, weights: Weights, most_authors: int, *, is_followed: bool
) -> CoAuthor | None:
    """Return somebody who shares works of not too many authors; None for the others."""
    if len(rows) == 1 and rows[0][2].author_count <= most_authors:  # most people of a long career share one work
        return _met_once(rows[0], year, weights, is_followed=is_followed)
    shared = {work.id: (name, work) for _, name, work in rows}
    small = [(name, work) for name, work in shared.values() if work.author_count <= most_authors]
    if not small:
        return None
    years = [work.year for _, work in small if work.year]
    latest = max(years, default=None)
    return CoAuthor(
        key,
        _printed_most([name for name, _ in small]),
        len(small),
        latest,
        is_followed,
        first_year=min(years, default=None),
        tie=sum(map(weights.__getitem__, shared)),
        is_dormant=latest is not None and year - latest > HALF_LIFE_YEARS,
        topics=_most_frequent([work.topics for _, work in small]),
    )


def _met_once(row: JointRow, year: int, weights: Weights, *, is_followed: bool) -> CoAuthor:
    key, name, work = row
    is_dormant = work.year is not None and year - work.year > HALF_LIFE_YEARS
    topics = work.topics[:MOST_TOPICS]
    return CoAuthor(key, name, 1, work.year, is_followed, work.year, weights[work.id], False, is_dormant, topics)


def _close(one: CoAuthor) -> CoAuthor:
    return CoAuthor(
        one.key, one.name, one.joint_count, one.latest_year, one.is_followed, one.first_year, one.tie, True,
        one.is_dormant, one.topics,
    )  # fmt: skip


def _printed_most(names: list[str]) -> str:
    if len(set(names)) == 1:  # nearly everybody is printed in one way
        return names[0]
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))


def _most_frequent(topics: list[tuple[str, ...]]) -> tuple[str, ...]:
    if len(set(topics)) == 1:  # all works of one kind: no count can differ
        return tuple(sorted(topics[0])[:MOST_TOPICS])
    counts = Counter(topic for one in topics for topic in one)
    return tuple(sorted(counts, key=lambda topic: (-counts[topic], topic))[:MOST_TOPICS])


def _weight(now: int, work: JointWork) -> float:
    """Return what a work adds to the tie of everybody in its byline."""
    age = max(0, now - work.year) if work.year else 2 * HALF_LIFE_YEARS
    return float(2 ** (-age / HALF_LIFE_YEARS) / max(1, work.author_count - 1))
