"""How near papers are by meaning, from the index that was learnt; brings numpy.

Not here: learning (meaning), and what else makes papers near (insight.nearness).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tuiread.errors import StoreError
from tuiread.graph.papers import Cosines
from tuiread.meaning.files import MeaningIndex
from tuiread.records import PaperId

NEAREST = 200
LEAST = 0.2
"""A cosine below this is chance: words that stand beside many others."""


def open_index(folder: Path) -> MeaningIndex | None:
    """Return the index of a folder; None where it is damaged: papers are then near by citations alone."""
    try:
        return MeaningIndex(folder)
    except StoreError:
        return None


def cosines_of(index: MeaningIndex, paper_id: PaperId) -> Cosines | None:
    """Return what an index tells of a paper; None where the paper came after it was made."""
    vector = index.vectors.vector_of(paper_id)
    if vector is None:
        return None
    nearest = index.vectors.nearest(vector, NEAREST)

    def of(others: Sequence[PaperId]) -> dict[PaperId, float]:
        known = {one: index.vectors.vector_of(one) for one in others}
        # Small numbers are rounded, so that two of the same would be a little nearer than 1, or less near.
        return {one: min(1.0, float(vector @ other)) for one, other in known.items() if other is not None}

    return Cosines({PaperId(one.paper_id): one.nearness for one in nearest if one.nearness >= LEAST}, of)
