"""How closely people work together: each joint work counts 1 / (authors - 1), halved every five years.

    tie(a, b) = sum over joint works p of 2^(-(Y - y_p) / 5) / (n_p - 1)

A paper of a hundred authors adds a hundredth; it makes nobody a co-author here.  Not here: whose works these are.

Source: M. E. J. Newman, Phys. Rev. E 64, 016132 (the 1 / (n - 1)); Fiala et al., Ageing of Edges in Collaboration
Networks, 2015 (the ageing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from tuiread.records import CoAuthor, JointRow, PersonKey

CLOSE_AUTHORS = 25
"""A work with more authors than this makes nobody a co-author."""

HALF_LIFE_YEARS = 5
MOST_CLOSE = 4
LEAST_JOINT = 2
"""How many joint works make somebody close."""

MOST_TOPICS = 3


def collaborators(rows: Iterable[JointRow], year: int, followed: Collection[PersonKey] = ()) -> tuple[CoAuthor, ...]:
    """Return with whom a person works, the strongest tie first, then the latest, then by name.

    Args:
        rows: everybody beside the person in each byline; a name that a byline repeats counts once.
        year: the year of the facts, from which ties have aged; a work without a year counts as if it were two
            half-lives old, so that it neither leads nor vanishes.
        followed: whom the reader follows.
    """
    by_person: dict[PersonKey, list[JointRow]] = {}
    for row in rows:
        by_person.setdefault(row.key, []).append(row)
    found = [
        one
        for key, works in by_person.items()
        if (one := _coauthor(key, works, year, is_followed=key in followed)) is not None
    ]
    found.sort(key=lambda one: (-one.tie, -(one.latest_year or 0), one.name, one.key))
    close = {one.key for one in [one for one in found if one.joint_count >= LEAST_JOINT][:MOST_CLOSE]}
    return tuple(_close(one) if one.key in close else one for one in found)


def _coauthor(key: PersonKey, rows: list[JointRow], year: int, *, is_followed: bool) -> CoAuthor | None:
    """Return somebody who shares works of at most 25 authors; None for the others."""
    if len(rows) == 1 and rows[0].author_count <= CLOSE_AUTHORS:  # most people of a long career share one work
        return _met_once(rows[0], year, is_followed=is_followed)
    rows = list({row.work: row for row in rows}.values())
    small = [row for row in rows if row.author_count <= CLOSE_AUTHORS]
    if not small:
        return None
    years = [row.year for row in small if row.year]
    latest = max(years, default=None)
    return CoAuthor(
        key,
        _printed_most(small),
        len(small),
        latest,
        is_followed,
        first_year=min(years, default=None),
        tie=sum(_weight(year, row.year, row.author_count) for row in rows),
        is_dormant=latest is not None and year - latest > HALF_LIFE_YEARS,
        topics=_most_frequent(small),
    )


def _met_once(row: JointRow, year: int, *, is_followed: bool) -> CoAuthor:
    is_dormant = row.year is not None and year - row.year > HALF_LIFE_YEARS
    tie = _weight(year, row.year, row.author_count)
    topics = row.topics[:MOST_TOPICS]
    return CoAuthor(row.key, row.name, 1, row.year, is_followed, row.year, tie, False, is_dormant, topics)


def _close(one: CoAuthor) -> CoAuthor:
    return CoAuthor(
        one.key, one.name, one.joint_count, one.latest_year, one.is_followed, one.first_year, one.tie, True,
        one.is_dormant, one.topics,
    )  # fmt: skip


def _printed_most(rows: list[JointRow]) -> str:
    names = Counter(row.name for row in rows)
    return min(names, key=lambda name: (-names[name], name))


def _most_frequent(rows: list[JointRow]) -> tuple[str, ...]:
    counts = Counter(topic for row in rows for topic in row.topics)
    return tuple(sorted(counts, key=lambda topic: (-counts[topic], topic))[:MOST_TOPICS])


@lru_cache(maxsize=4096)
def _weight(now: int, year: int | None, author_count: int) -> float:
    age = max(0, now - year) if year else 2 * HALF_LIFE_YEARS
    return float(2 ** (-age / HALF_LIFE_YEARS) / max(1, author_count - 1))
