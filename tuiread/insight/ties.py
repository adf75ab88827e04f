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
    by_person: dict[PersonKey, dict[int | str, JointRow]] = {}
    for row in rows:
        by_person.setdefault(row.key, {})[row.work] = row
    known = [_coauthor(key, list(works.values()), year, key in followed) for key, works in by_person.items()]
    found = [(joint, one) for joint, one in known if joint]
    found.sort(key=lambda pair: (-pair[1].tie, -(pair[1].latest_year or 0), pair[1].name, pair[1].key))
    close = {one.key for joint, one in found if joint >= LEAST_JOINT}
    close = {one.key for _, one in [pair for pair in found if pair[1].key in close][:MOST_CLOSE]}
    return tuple(_close(one) if one.key in close else one for _, one in found)


def _coauthor(key: PersonKey, rows: list[JointRow], year: int, is_followed: bool) -> tuple[int, CoAuthor]:
    """Return somebody with how many works of at most 25 authors are shared."""
    small = [row for row in rows if row.author_count <= CLOSE_AUTHORS]
    years = [row.year for row in small if row.year]
    latest = max(years, default=None)
    one = CoAuthor(
        key,
        small[0].name if len(small) == 1 else _printed_most(small or rows),
        len(small),
        latest,
        is_followed,
        first_year=min(years, default=None),
        tie=sum(_weight(year, row.year, row.author_count) for row in rows),
        is_dormant=latest is not None and year - latest > HALF_LIFE_YEARS,
        topics=_most_frequent(small),
    )
    return len(small), one


def _close(one: CoAuthor) -> CoAuthor:
    return CoAuthor(
        one.key, one.name, one.joint_count, one.latest_year, one.is_followed, one.first_year, one.tie, True,
        one.is_dormant, one.topics,
    )  # fmt: skip


def _printed_most(rows: list[JointRow]) -> str:
    names = Counter(row.name for row in rows)
    return min(names, key=lambda name: (-names[name], name))


def _most_frequent(rows: list[JointRow]) -> tuple[str, ...]:
    if len(rows) == 1:
        return rows[0].topics[:MOST_TOPICS]
    counts = Counter(topic for row in rows for topic in row.topics)
    return tuple(sorted(counts, key=lambda topic: (-counts[topic], topic))[:MOST_TOPICS])


@lru_cache(maxsize=4096)
def _weight(now: int, year: int | None, author_count: int) -> float:
    age = max(0, now - year) if year else 2 * HALF_LIFE_YEARS
    return float(2 ** (-age / HALF_LIFE_YEARS) / max(1, author_count - 1))
