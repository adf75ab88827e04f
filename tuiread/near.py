"""Papers near a query, or near a paper, by their meaning; beside a paper, also those that it cites and that cite it.

    words, or a paper ──Meanings──> ids, nearest first ──tables──> hits, with the words that bring them near

Brings numpy with it, so that it is loaded by the first search and not before.  Not here: which of them fit the rest of
the query (search), how vectors are asked (meaning.meanings), and the order of what is near (nearness_of).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from tuiread.meaning.fusing import fuse
from tuiread.meaning.meanings import Bounds, Meanings
from tuiread.meaning.words import paper_text
from tuiread.nearness_of import nearness_of
from tuiread.records import Hit, PaperId, Query, SearchMode
from tuiread.tables import found, sections

LEAST = 0.2
"""A cosine below this is chance: words that stand beside many others."""

EXPLAINED = 30
"""For so many hits the words are named that bring them near."""


class Near:
    """Finds papers by their meaning.

    Args:
        meanings: what was learnt.
        mode: whether it finds alone or beside the words.
    """

    FIRST, MOST = 200, 2_000
    """How many papers are looked at, and how many where words leave out too many of them."""

    def __init__(self, meanings: Meanings, mode: SearchMode) -> None:
        self._meanings = meanings
        self.mode = mode

    def hits(
        self,
        connection: sqlite3.Connection,
        query: Query,
        only: Collection[PaperId] | None = None,
        without: Collection[PaperId] = (),
        count: int = FIRST,
    ) -> list[Hit]:
        """Return the papers nearest to a query's words, or to the paper that it names, the nearest first.

        Args:
            connection: all databases.
            query: what is looked for; its years and categories narrow all papers, not only the nearest.
            only: the papers that may be among them; None for all.
            without: papers that may not.
            count: how many are looked at.
        """
        bounds = Bounds(query, only, without)
        if query.like:
            return self._like(connection, query.like, bounds, count)
        text = " ".join(word for term in query.wanted if term.field in ("", "title", "abs") for word in term.words)
        return self._near(connection, text, bounds, count) if text else []

    def nearness(
        self, connection: sqlite3.Connection, paper_id: PaperId, others: Sequence[PaperId]
    ) -> dict[PaperId, float]:
        """Return how near others are to a paper, the nearest of those that the index knows."""
        own = found.anywhere(connection, [paper_id])
        if not own or not others:
            return {}
        text = paper_text(own[0].row.title, own[0].abstract)
        nearest = self._meanings.nearest(text, self.FIRST, Bounds(only=others), paper_id)
        return {PaperId(one.paper_id): one.nearness for one in nearest}

    def together(self, worded: Sequence[Hit], close: Sequence[Hit]) -> list[Hit]:
        """Return what was found by words and by meaning as one ranking, each hit with how it was found."""
        by_words, by_meaning = ({hit.row.id: hit for hit in hits} for hits in (worded, close))
        return [
            replace(by_meaning[one], by_words=one in by_words) if one in by_meaning else by_words[PaperId(one)]
            for one in map(PaperId, fuse([hit.row.id for hit in worded], [hit.row.id for hit in close]))
        ]

    def _near(
        self, connection: sqlite3.Connection, text: str, bounds: Bounds, count: int, paper_id: str = ""
    ) -> list[Hit]:
        nearest = self._meanings.nearest(text, count, bounds, paper_id)
        nearness = {PaperId(one.paper_id): one.nearness for one in nearest if one.nearness >= LEAST}
        hits = sorted(found.anywhere(connection, list(nearness)), key=lambda hit: (-nearness[hit.row.id], hit.row.id))
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

    def _like(self, connection: sqlite3.Connection, paper_id: PaperId, bounds: Bounds, count: int) -> list[Hit]:
        """Return the papers nearest to one, with what they share with it."""
        own = found.anywhere(connection, [paper_id])
        if not own:
            return []
        text = paper_text(own[0].row.title, own[0].abstract)
        near = self._near(connection, text, bounds, count, paper_id)
        close = {hit.row.id: hit for hit in near if hit.row.id != paper_id}
        cited = set(sections.cited_papers(connection, paper_id))
        citing = set(sections.citing_papers(connection, paper_id))
        others = [one for one in cited | citing if one not in close and one != paper_id]
        close |= {hit.row.id: replace(hit, by_words=False) for hit in found.anywhere(connection, others)}
        marked = [replace(hit, cites=hit.row.id in citing, is_cited=hit.row.id in cited) for hit in close.values()]
        # A cosine too low to name a hit's words counts in its rank: it is known.
        cosines = self.nearness(connection, paper_id, others)
        cosines |= {hit.row.id: hit.nearness for hit in marked if hit.nearness is not None}
        ranks = nearness_of(connection, paper_id, [hit.row.id for hit in marked], lambda _: cosines)
        return sorted(marked, key=lambda hit: (-ranks[hit.row.id].score, hit.row.id))

    def _shared(self, text: str, hit: Hit) -> tuple[str, ...]:
        return tuple(self._meanings.model.shared_words(text, paper_text(hit.row.title, hit.abstract)))
