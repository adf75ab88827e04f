"""The for-you order of a list: what was learnt, mixed with votes and with whom the reader follows.

    taste (0 to 1 by rank) · share  +  votes (0 to 1 by rank) · (1 - share)  +  a follow

The share of what was learnt grows with the number of saves: a third at 5, two thirds at 20.  Pure, without numpy.  Not
here: what was learnt (taste).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tuiread.records import FeedRow, PaperId, Standing

HALF_LEARNT = 10
"""Saves with which taste and votes weigh the same."""
FOLLOW, MAYBE_FOLLOW = 0.25, 0.1
"""What a followed author adds, as a part of the way from last to first; less where only the name agrees."""


def taste_share(save_count: int) -> float:
    """Return how much of the order is what was learnt.

    >>> [round(taste_share(saves), 2) for saves in (5, 10, 20)]
    [0.33, 0.5, 0.67]
    """
    return save_count / (save_count + HALF_LEARNT)


def standings(rows: Sequence[FeedRow], tastes: Mapping[PaperId, float], save_count: int) -> list[Standing]:
    """Return where each paper of a list stands, the first one first; papers without words stand by votes alone.

    Args:
        rows: the list, in any order.
        tastes: how much each paper is liked.
        save_count: how many saves this was learnt from.
    """
    liked = _levels([tastes.get(row.id, 0.0) for row in rows])
    voted = _levels([float(row.upvotes) for row in rows])
    share = taste_share(save_count)
    found = [
        (share * liked[place][0] + (1 - share) * voted[place][0] + _follow(row), liked[place][1], voted[place][1], row)
        for place, row in enumerate(rows)
    ]
    found.sort(key=lambda one: (-one[0], -one[3].upvotes, one[3].id))
    return [Standing(row.id, score, taste_rank, votes_rank) for score, taste_rank, votes_rank, row in found]


def _follow(row: FeedRow) -> float:
    if row.followed_name is None:
        return 0.0
    return MAYBE_FOLLOW if row.is_name_match else FOLLOW


def _levels(values: Sequence[float]) -> list[tuple[float, int]]:
    """Return for each value which part of the others is below it, half of its equals counted, and its rank."""
    ordered = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(ordered)))}
    last = {value: place for place, value in enumerate(ordered)}
    most = max(1, len(values) - 1)
    return [((first[value] + last[value]) / 2 / most, len(values) - last[value]) for value in values]
