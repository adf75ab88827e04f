"""What words mean in this cache, and the vector of any text.

A vector is the sum of the directions of a text's terms, each as heavy as it is frequent there and rare elsewhere, with
length 1; a text without a known term has length 0.  Not here: how it was learnt (training) and how it is kept
(model_files).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tuiread.meaning.corpus import Floats
from tuiread.meaning.words import first_written, stem_sequence

_MOST_KEPT_STEMS = 200_000
"""Stems that are remembered between texts; all of arXiv has millions of words, most of them once."""
MOST_TELLING = 25
"""Words that stand for a whole paper in a search by words: with more, bm25 finds less that is like it."""


class Model:
    """What was learnt from one state of the cache; never changes.

    Attributes:
        id: tells models apart; the same papers give the same one.
        terms: stems and pairs of stems.
        rarity: how much each of them tells.
        directions: where each points, one a row.
        paper_count: papers there were when it was learnt.
        learnt_from: papers it was learnt from.
    """

    def __init__(
        self, model_id: str, terms: list[str], rarity: Floats, directions: Floats, *, paper_count: int, learnt_from: int
    ) -> None:
        self.id = model_id
        self.terms = terms
        self.rarity = rarity
        self.directions = directions
        self.paper_count = paper_count
        self.learnt_from = learnt_from
        self._rows = {term: row for row, term in enumerate(terms)}
        self._stems: dict[str, str] = {}
        self._asked: tuple[str, Floats] | None = None

    @classmethod
    def of(cls, terms: list[str], rarity: Floats, directions: Floats, *, paper_count: int, learnt_from: int) -> Model:
        """Return a model that is named after what it knows."""
        digest = blake2b("\n".join(terms).encode("utf-8", "surrogatepass"), digest_size=8)
        digest.update(rarity.tobytes())
        digest.update(directions.tobytes())
        return cls(digest.hexdigest(), terms, rarity, directions, paper_count=paper_count, learnt_from=learnt_from)

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        return int(self.directions.shape[1])

    def vector_of(self, text: str) -> Floats:
        """Return the vector of a text: a query, or what `words.paper_text` says of a paper."""
        rows, weights = self._weighed(text)
        vector = weights @ self.directions[rows]
        length = float(np.sqrt(vector @ vector))
        return vector / np.float32(length) if length else vector

    def vectors_of(self, texts: Iterable[str]) -> Floats:
        """Return the vectors of texts, one a row."""
        vectors = [self.vector_of(text) for text in texts]
        return np.stack(vectors) if vectors else np.zeros((0, self.dimensions), np.float32)

    def telling_words(self, text: str, most: int = MOST_TELLING) -> list[str]:
        """Return the single words of a text that tell most, the most telling first, to look for them by words.

        They are as the text writes them, in small letters.
        """
        written = first_written(text)
        rows, weights = self._weighed(text)
        ranked = sorted(zip(-weights, (self.terms[row] for row in rows.tolist()), strict=True))
        return [written[term] for _, term in ranked if term in written and " " not in term][:most]

    def shared_words(self, query_text: str, paper_text: str, most: int = 3) -> list[str]:
        """Return the words of a paper that bring it closest to a query, the strongest first.

        Each is as the paper writes it, in small letters; a pair of words stands for both of its words.

        Args:
            query_text: what was asked, or the text of another paper.
            paper_text: what `words.paper_text` says of the paper that was found.
            most: how many at most.
        """
        rows, weights = self._weighed(paper_text)
        if self._asked is None or self._asked[0] != query_text:  # many papers are explained by one question
            self._asked = query_text, self.vector_of(query_text)
        pulls = weights * (self.directions[rows] @ self._asked[1])
        written = first_written(paper_text)
        ranked = sorted(zip(-pulls, (self.terms[row] for row in rows.tolist()), strict=True))
        chosen: list[str] = []
        for pull, term in ranked:
            parts = set(term.split())
            if pull >= 0 or len(chosen) == most:
                break
            if term in written and parts.isdisjoint(part for other in chosen for part in other.split()):
                chosen.append(term)
        return [written[term] for term in chosen]

    def _weighed(self, text: str) -> tuple[npt.NDArray[np.int64], Floats]:
        """Return the rows of a text's known terms, each once, and their weights."""
        if len(self._stems) > _MOST_KEPT_STEMS:
            self._stems = {}
        sequence = stem_sequence(text, self._stems)
        find = self._rows.get
        found = [row for word in sequence if (row := find(word)) is not None]
        found += [row for first, second in pairwise(sequence) if (row := find(f"{first} {second}")) is not None]
        counts = Counter(found)
        rows = np.fromiter(counts.keys(), np.int64, len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.rarity[rows]
        return rows, weights.astype(np.float32)
