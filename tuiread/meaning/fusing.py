"""Two rankings as one: what is near the top of both comes before what is at the top of one.

Source: Cormack, Clarke and Buettcher 2009, https://doi.org/10.1145/1571941.1572114 (reciprocal-rank fusion).
"""

from __future__ import annotations

from collections.abc import Sequence

DAMPING = 60
"""How little the first places differ: the figure of the source."""


def fuse(first: Sequence[str], second: Sequence[str], damping: int = DAMPING) -> list[str]:
    """Return all that two rankings hold, best first; what is equal goes by id.

    >>> fuse(["a", "b"], ["b", "c"])
    ['b', 'a', 'c']
    """
    scores: dict[str, float] = {}
    for ranking in (first, second):
        for place, one in enumerate(ranking, 1):
            scores[one] = scores.get(one, 0.0) + 1 / (damping + place)
    return sorted(scores, key=lambda one: (-scores[one], one))
