"""What can be asked for meanings: vectors that were learnt here, and those of a sentence model where it is used.

    text ──Model──> vector ──> the nearest by what was learnt ─┐
      └────MiniLm──> vector ──> the nearest by sentences ──────┴─> nearness: the mean of both where both know a paper

Not here: papers themselves, and what a reader asks (near).
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from msgspec import Struct

from tuiread.meaning.corpus import Floats
from tuiread.meaning.files import MeaningIndex
from tuiread.meaning.model import Model
from tuiread.meaning.sentences import Encoder
from tuiread.meaning.vectors import Mask, Neighbour, Vectors
from tuiread.records import IndexState, Query


class Bounds(Struct, frozen=True):
    """Among which papers to look."""

    query: Query = Query()
    """Its years and categories count."""
    only: Collection[str] | None = None
    """These papers and no others; None for all."""
    without: Collection[str] = ()
    """Not these."""

    def mask(self, vectors: Vectors) -> Mask | None:
        """Return which rows of some vectors may be among those that are looked for; None for all."""
        mask = vectors.attributes.mask(self.query)
        if self.only is not None:
            these = np.zeros(len(vectors), bool)
            these[vectors.rows_of(self.only)] = True
            mask = these if mask is None else mask & these
        if self.without:
            mask = np.ones(len(vectors), bool) if mask is None else mask
            mask[vectors.rows_of(self.without)] = False
        return mask


class Meanings:
    """Both kinds of vectors, to be asked as one.

    Args:
        index: what was learnt here.
        sentences: a sentence model and its vectors, which may be of some papers only; None where it is not used.
    """

    def __init__(self, index: MeaningIndex, sentences: tuple[Encoder, Vectors] | None = None) -> None:
        self._index = index
        self._sentences = sentences

    @property
    def model(self) -> Model:
        """What was learnt, which also tells words that two texts share."""
        return self._index.model

    def nearest(
        self,
        text: str,
        count: int,
        bounds: Bounds = Bounds(),  # noqa: B008 (it never changes)
        paper_id: str = "",
    ) -> list[Neighbour]:
        """Return the papers nearest to a text, the nearest first.

        Args:
            text: a question, or what `words.paper_text` says of a paper.
            count: how many papers; with a sentence model up to twice as many.
            bounds: among which papers.
            paper_id: the paper that the text is of: it is asked for by what was kept of it, because a text that is
                shown has characters where the one that was learnt from may have TeX.
        """
        learnt = self._index.vectors
        kept = learnt.vector_of(paper_id)
        asked = self.model.vector_of(text) if kept is None else kept
        nearest = learnt.nearest(asked, count, bounds.mask(learnt))
        if self._sentences is None:
            return nearest
        encoder, read = self._sentences
        said = encoder.vector_of(said_once(text))
        ids = list({one.paper_id for one in (*nearest, *read.nearest(said, count, bounds.mask(read)))})
        known = learnt.nearness_of(asked, ids) if asked.any() else {}  # words that no paper here has
        return _together(known, read.nearness_of(said, ids))

    def state(self, paper_count: int) -> IndexState:
        """Return how far papers are known.

        Args:
            paper_count: papers there are now.
        """
        header = self._index.header
        read = len(self._sentences[1]) if self._sentences else None
        return IndexState(header.paper_count, paper_count, header.learnt_count, read)

    def vector_of(self, paper_id: str) -> Floats | None:
        """Return what was learnt of a paper; None where it has no vector."""
        return self._index.vectors.vector_of(paper_id)


def said_once(text: str) -> str:
    r"""Return a text without lines that come again: a sentence model counts nothing.

    >>> said_once("Lamps\nLamps\nWe light some.")
    'Lamps\nWe light some.'
    """
    return "\n".join(dict.fromkeys(filter(None, text.split("\n"))))


def _together(learnt: dict[str, float], read: dict[str, float]) -> list[Neighbour]:
    """Return papers by the mean of both nearnesses, or by the one there is; ids settle ties."""
    both = {one: [known[one] for known in (learnt, read) if one in known] for one in learnt.keys() | read.keys()}
    mean = {one: sum(values) / len(values) for one, values in both.items()}
    return [Neighbour(one, mean[one]) for one in sorted(mean, key=lambda one: (-mean[one], one))]
