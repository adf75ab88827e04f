"""How near two papers are, and why: by meaning, by what both refer to, and by one citing the other.

    score = (0.5 meaning + 0.3 common references / sqrt(|A| |B|) + 0.2 direct citation) / the weights of known parts

A part that nobody knows counts neither way: a paper whose references were never fetched is not far for that.

Source: M. M. Kessler, Bibliographic coupling between scientific papers, 1963 (the common references).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from math import sqrt

from tuiread.records import Nearness, PaperId

MEANING, COMMON, DIRECT = 0.5, 0.3, 0.2


def nearness(
    meaning: float | None,
    references: tuple[AbstractSet[str] | None, AbstractSet[str] | None],
    cites: bool | None,
    is_cited: bool | None,
) -> Nearness:
    """Return how near a paper is to another, the centre.

    Args:
        meaning: the cosine of both vectors; one below 0 counts as 0; None where one has none.
        references: what the centre and the neighbour refer to; None for a list that is not known.
        cites: whether the neighbour cites the centre; None where that is not known.
        is_cited: whether the centre cites the neighbour.
    """
    common_count, common = _common(*references)
    direct = None if cites is None and is_cited is None else float(bool(cites or is_cited))
    parts = [
        (weight, value)
        for weight, value in ((MEANING, meaning), (COMMON, common), (DIRECT, direct))
        if value is not None
    ]
    known = sum(weight for weight, _ in parts)
    score = sum(weight * max(0.0, value) for weight, value in parts) / known if known else 0.0
    return Nearness(score, meaning, common, common_count, cites, is_cited)


def is_link_known(lists_other: AbstractSet[str] | None, other: PaperId, *, is_told: bool) -> bool | None:
    """Return whether a paper cites another: True where any list tells, False where its own list does not, else None.

    Args:
        lists_other: what the paper's own list of references names; None where there is none.
        other: the paper that may be cited.
        is_told: whether any list tells of the citation.
    """
    if is_told:
        return True
    return None if lists_other is None else other in lists_other


def _common(mine: AbstractSet[str] | None, other: AbstractSet[str] | None) -> tuple[int, float | None]:
    if mine is None or other is None or not mine or not other:
        return 0, None
    count = len(mine & other)
    return count, count / sqrt(len(mine) * len(other))
