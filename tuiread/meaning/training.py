"""Learning what words mean in this cache: terms, then the directions in which they go together.

    papers -> corpus -> decomposition -> Model

Measured on the 222 papers of the seeds and on recorded feeds (bench/meaning.py); why each number is what it is stands
beside it and in docs/design.md.  Not here: when a model is due (the caller compares `Model.paper_count`).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tuiread.errors import NotFoundError
from tuiread.meaning.corpus import Corpus, Floats, read_corpus, sampled_texts
from tuiread.meaning.decomposition import main_directions, random_turn
from tuiread.meaning.model import Model

MOST_PAPERS = 60_000
"""More teach hardly anything new and take their time."""
MOST_DIMENSIONS = 256
_PAPERS_A_DIMENSION = 8
"""Fewer papers than that for each dimension, and it learns them by heart instead of what they share."""
_FEWEST_DIMENSIONS = 8


def train(papers: Iterable[tuple[int, str, str | None]], most_papers: int = MOST_PAPERS) -> Model:
    """Learn from papers; the same ones give the same model, whatever their order and keys.

    Args:
        papers: (key, title, abstract) of each; may be a stream, which is read once.
        most_papers: how many to learn from; more are sampled.

    Raises:
        NotFoundError: no paper has a word.
    """
    texts, count = sampled_texts(papers, most_papers)
    corpus = read_corpus(texts)
    if not corpus.terms:
        raise NotFoundError("There are no papers to learn meanings from yet; run tuiread sync first.")
    return Model.of(corpus.terms, corpus.rarity, _directions(corpus), paper_count=count, learnt_from=len(texts))


def _directions(corpus: Corpus) -> Floats:
    """Return where each term points, one a row.

    The first direction is what all papers share; without it the signs of the others tell more.  The turn spreads what
    is left evenly, so that every sign bit and every small number counts alike.
    """
    rank = min(corpus.matrix.height, corpus.matrix.width)
    wanted = min(MOST_DIMENSIONS, max(_FEWEST_DIMENSIONS, corpus.matrix.height // _PAPERS_A_DIMENSION))
    shared = 1 if rank > wanted else 0
    found = main_directions(corpus.matrix, min(rank, wanted + shared))[:, shared:]
    return np.ascontiguousarray(found @ random_turn(found.shape[1]))
