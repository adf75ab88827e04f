"""How closely people work together: each joint work counts 1 / (authors - 1), halved every five years.

    tie(a, b) = sum over joint works p of 2^(-(Y - y_p) / 5) / (n_p - 1)

A paper of a hundred authors adds a hundredth; it makes nobody a co-author here.  Not here: whose works these are.

Source: M. E. J. Newman, Phys. Rev. E 64, 016132 (the 1 / (n - 1)); Fiala et al., Ageing of Edges in Collaboration
Networks, 2015 (the ageing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from tuiread.names import fold_name
from tuiread.records import CLOSE_AUTHORS, Byline, Circle, CoAuthor, JointRow, JointWork, PersonKey

HALF_LIFE_YEARS = 5
MOST_CLOSE = 4
LEAST_JOINT = 2
"""How many joint works make somebody close."""

MOST_TOPICS = 3


_Share: TypeAlias = tuple[float, int | None, bool, tuple[str, ...]]
"""What one work adds to the tie of everybody in its byline; its year, whether it makes co-authors, and its topics."""

_Shares: TypeAlias = Mapping[int | str, _Share]


def collaborators(
    circle: Circle, year: int, followed: Collection[PersonKey] = (), most_authors: int = CLOSE_AUTHORS
) -> tuple[CoAuthor, ...]:
    """Return with whom a person works, the strongest tie first, then the latest, then by name.

    Args:
        circle: everybody beside the person.
        year: the year of the facts, from which ties have aged; a work without a year counts as if it were two
            half-lives old, so that it neither leads nor vanishes.
        followed: whom the reader follows.
        most_authors: a work with more makes nobody a co-author, but adds to the tie of somebody who is one.
    """
    shares = _shares(circle.works.values(), year, most_authors)
    found = []
    for key, rows in circle.joint.items():
        # Most people of a long career share one work.
        met = _met_once if len(rows) == 1 else _met_often
        if one := met(key, rows, shares, year, key in followed):
            found.append(one)
    found.sort(key=lambda one: (-one.tie, -(one.latest_year or 0), one.name, one.key))
    close = [place for place, one in enumerate(found) if one.joint_count >= LEAST_JOINT]
    for place in close[:MOST_CLOSE]:
        found[place] = replace(found[place], is_close=True)
    return tuple(found)


def widened(circle: Circle, rows: Sequence[JointRow]) -> Circle:
    """Return a circle with more bylines; a name that one of them repeats counts once."""
    if not rows:
        return circle
    joint = {key: [*known] for key, known in circle.joint.items()}
    for key, name, work in rows:
        mine = joint.setdefault(key, [])
        if not mine or mine[-1].work != work.id:  # the names of one byline come together
            mine.append(Byline(fold_name(name), None, name, work.id))
    return Circle(joint, {**circle.works, **{work.id: work for _, _, work in rows}})


def _met_once(key: PersonKey, rows: Sequence[Byline], shares: _Shares, now: int, is_followed: bool) -> CoAuthor | None:
    """Return somebody who shares one work; None where it has too many authors."""
    weight, year, makes_coauthors, topics = shares[rows[0].work]
    if not makes_coauthors:
        return None
    is_dormant = year is not None and now - year > HALF_LIFE_YEARS
    return CoAuthor(key, rows[0].printed, 1, year, is_followed, year, weight, False, is_dormant, topics[:MOST_TOPICS])


def _met_often(key: PersonKey, rows: Sequence[Byline], shares: _Shares, now: int, is_followed: bool) -> CoAuthor | None:
    """Return somebody who shares several works; None where all of them have too many authors."""
    tie, years, names, about = 0.0, [], [], []
    for row in rows:
        weight, year, makes_coauthors, topics = shares[row.work]
        tie += weight
        if makes_coauthors:
            names.append(row.printed)
            about.append(topics)
            if year:
                years.append(year)
    if not names:
        return None
    first, latest = (min(years), max(years)) if years else (None, None)
    is_dormant = latest is not None and now - latest > HALF_LIFE_YEARS
    name, most = _printed_most(names), _most_frequent(about)
    return CoAuthor(key, name, len(names), latest, is_followed, first, tie, False, is_dormant, most)


def _printed_most(names: list[str]) -> str:
    if names.count(names[0]) == len(names):  # nearly everybody is printed in one way
        return names[0]
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))


def _most_frequent(topics: list[tuple[str, ...]]) -> tuple[str, ...]:
    if topics.count(topics[0]) == len(topics):  # all works of one kind: no count can differ
        return tuple(sorted(topics[0])[:MOST_TOPICS])
    counts = Counter(topic for one in topics for topic in one)
    return tuple(sorted(counts, key=lambda topic: (-counts[topic], topic))[:MOST_TOPICS])


def _shares(works: Collection[JointWork], now: int, most_authors: int) -> dict[int | str, _Share]:
    aged = {year: 2 ** (-_age(now, year) / HALF_LIFE_YEARS) for year in {work.year for work in works}}
    return {
        work.id: (
            aged[work.year] / max(1, work.author_count - 1),
            work.year,
            work.author_count <= most_authors,
            work.topics,
        )
        for work in works
    }


def _age(now: int, year: int | None) -> int:
    return max(0, now - year) if year else 2 * HALF_LIFE_YEARS
