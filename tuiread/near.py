"""Papers near a query, or near a paper, by their meaning; beside a paper, also those that it cites and that cite it.

    words, or a paper ──Model──> vector ──Vectors──> ids ──tables──> hits, with the words that bring them near

Brings numpy with it, so that it is loaded by the first search and not before.  Not here: which of them fit the rest of
the query (search), and how an index is made (meaning.files).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from msgspec.structs import replace

from tuiread.meaning.files import MeaningIndex
from tuiread.meaning.fusing import fuse
from tuiread.meaning.words import paper_text
from tuiread.records import Hit, PaperId, Query, SearchMode
from tuiread.tables import found, sections

NEAREST = 200
LEAST = 0.2
"""A cosine below this is chance: words that stand beside many others."""

EXPLAINED = 30
"""For so many hits the words are named that bring them near."""

CITATION = 0.15
"""What a citation, either way, adds to the nearness of two papers: about what makes the likeliest of the likely."""


class Near:
    """Finds papers by their meaning.

    Args:
        index: what was learnt.
        mode: whether it finds alone or beside the words.
    """

    def __init__(self, index: MeaningIndex, mode: SearchMode) -> None:
        self._index = index
        self.mode = mode

    def hits(self, connection: sqlite3.Connection, query: Query) -> list[Hit]:
        """Return the papers nearest to a query's words, or to the paper that it names, the nearest first."""
        if query.like:
            return self._like(connection, query.like)
        text = " ".join(word for term in query.wanted if term.field in ("", "title", "abs") for word in term.words)
        return self._near(connection, text) if text else []

    def together(self, worded: Sequence[Hit], close: Sequence[Hit]) -> list[Hit]:
        """Return what was found by words and by meaning as one ranking, each hit with how it was found."""
        by_words, by_meaning = ({hit.row.id: hit for hit in hits} for hits in (worded, close))
        return [
            replace(by_meaning[one], by_words=one in by_words) if one in by_meaning else by_words[PaperId(one)]
            for one in map(PaperId, fuse([hit.row.id for hit in worded], [hit.row.id for hit in close]))
        ]

    def _near(self, connection: sqlite3.Connection, text: str) -> list[Hit]:
        nearest = self._index.vectors.nearest(self._index.model.vector_of(text), NEAREST)
        nearness = {PaperId(one.paper_id): one.nearness for one in nearest if one.nearness >= LEAST}
        hits = sorted(_found(connection, list(nearness)), key=lambda hit: (-nearness[hit.row.id], hit.row.id))
        return [
            replace(
                hit,
                by_words=False,
                by_meaning=True,
                nearness=nearness[hit.row.id],
                shared_words=self._shared(text, hit) if place < EXPLAINED else (),
            )
            for place, hit in enumerate(hits)
        ]

    def _like(self, connection: sqlite3.Connection, paper_id: PaperId) -> list[Hit]:
        """Return the papers nearest to one, with what they share with it."""
        own = _found(connection, [paper_id])
        if not own:
            return []
        text = paper_text(own[0].row.title, own[0].abstract)
        close = {hit.row.id: hit for hit in self._near(connection, text) if hit.row.id != paper_id}
        cited = set(sections.cited_papers(connection, paper_id))
        citing = set(sections.citing_papers(connection, paper_id))
        others = [one for one in cited | citing if one not in close and one != paper_id]
        close |= {hit.row.id: replace(hit, by_words=False) for hit in _found(connection, others)}
        marked = [replace(hit, cites=hit.row.id in citing, is_cited=hit.row.id in cited) for hit in close.values()]
        return sorted(marked, key=lambda hit: (-_likeness(hit), hit.row.id))

    def _shared(self, text: str, hit: Hit) -> tuple[str, ...]:
        return tuple(self._index.model.shared_words(text, paper_text(hit.row.title, hit.abstract)))


def _likeness(hit: Hit) -> float:
    return (hit.nearness or 0) + CITATION * (hit.cites + hit.is_cited)


def _found(connection: sqlite3.Connection, paper_ids: Sequence[PaperId]) -> list[Hit]:
    """Return papers of the cache, and those that it lacks of the archive."""
    cached = found.by_id(connection, paper_ids)
    known = {hit.row.id for hit in cached}
    return cached + found.in_archive(connection, [one for one in paper_ids if one not in known])
