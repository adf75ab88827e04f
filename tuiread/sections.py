"""Everything that stands around a paper: references, citations, comments, linked repositories, notices.

    paper screen ──await──> Sections ──StoreThread──> pages, tables
                               └──refresh──> section_sync ──> OpenAlex, Semantic Scholar, Hugging Face, arXiv, Crossref

It is the library's room for the sections of a paper, reached as ``library.sections``.  Questions are answered from the
cache at once; only `refresh` and `fetch_other` ask the network.  Not here: SQL, HTTP, words.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from tuiread import acts, pages, section_acts
from tuiread.errors import NotFoundError
from tuiread.records import (
    CitedPage,
    CitedWork,
    CommentsPage,
    LinkedPage,
    NoticesPage,
    PaperId,
    Relation,
    Section,
    SectionState,
)
from tuiread.tables import notices, papers, sections

if TYPE_CHECKING:
    from tuiread.settings import Settings
    from tuiread.sources import FeedSource, Upstreams
    from tuiread.store_thread import StoreThread


CHECK_LASTS = dt.timedelta(days=1)
"""How long it is not asked again what became of a saved paper, unless the reader asks."""


class Sections:
    """Questions and wishes about what stands around a paper.

    Args:
        store: the store's thread.
        settings: which sources are asked.
        feed_source: opens Hugging Face when it is first needed.
        upstreams: opens the other sources when they are first needed.
    """

    def __init__(
        self,
        store: StoreThread,
        settings: Settings,
        feed_source: Callable[[], FeedSource],
        upstreams: Callable[[], Upstreams],
    ) -> None:
        self._store = store
        self._settings = settings
        self._feed_source = feed_source
        self._upstreams = upstreams

    # Questions

    async def cited(self, paper_id: PaperId, relation: Relation) -> CitedPage:
        """Return what a paper refers to, or what refers to it."""
        return await self._store.ask(_cited_page, paper_id, relation)

    async def first_cited(self, paper_id: PaperId, relation: Relation, limit: int) -> tuple[CitedWork, ...]:
        """Return the beginning of that list."""
        return await self._store.ask(pages.cited_works, paper_id, relation, limit)

    async def comments(self, paper_id: PaperId) -> CommentsPage:
        """Return the comments of a paper's page."""
        return await self._store.ask(_comments_page, paper_id)

    async def linked(self, paper_id: PaperId) -> LinkedPage:
        """Return the repositories that name a paper."""
        return await self._store.ask(_linked_page, paper_id)

    async def notices(self, paper_id: PaperId) -> NoticesPage:
        """Return what is known to be wrong with a paper."""
        return await self._store.ask(_notices_page, paper_id)

    def sources_of(self, section: Section) -> tuple[str, ...]:
        """Return the names of the sources of a section that are switched on."""
        chosen = self._settings.sources
        off = {
            name
            for name, source in (
                ("arxiv", chosen.arxiv),
                ("openalex", chosen.openalex),
                ("semantic_scholar", chosen.semantic_scholar),
                ("crossref", chosen.crossref),
            )
            if not source.is_on
        }
        return tuple(name for name in SOURCES[section] if name not in off)

    # Network

    async def due(self, paper_id: PaperId, section: Section) -> tuple[str, ...]:
        """Return the sources that are to be asked when a section is opened; empty where their answers are fresh."""
        from tuiread.section_sync import is_due

        state = await self._store.ask(sections.state_of, paper_id, section)
        now = self._store.now()
        return tuple(name for name in self.sources_of(section) if is_due(state, name, now))

    async def refresh(self, paper_id: PaperId, section: Section, names: tuple[str, ...]) -> None:
        """Ask the sources of a section and keep what comes; one that fails is a reply in the section's state.

        Args:
            paper_id: the paper.
            section: which of its sections.
            names: the sources to ask.

        Raises:
            NotFoundError: the paper is not in the cache.
        """
        from tuiread.section_sync import SectionSync

        paper = await self._store.ask(papers.get_paper, paper_id)
        run = SectionSync(self._store, paper, names.__contains__)
        if section == "comments":
            await run.comments(self._feed_source())
        elif section == "linked":
            await run.linked(self._feed_source())
        elif section == "notices":
            await run.notices(self._upstreams())
        else:
            await run.cited(section, self._upstreams())

    async def check_saved(self, *, is_asked_for: bool = True) -> int:
        """Ask arXiv what became of the saved papers; what nobody asked for leaves those alone that are fresh.

        Returns:
            How many requests that took; 0 where arXiv is switched off.

        Raises:
            SourceError: arXiv failed; what came before stays.
        """
        from tuiread.section_sync import check_papers

        before = None if is_asked_for else self._store.now() - CHECK_LASTS
        paper_ids = await self._store.ask(sections.saved_to_check, before)
        arxiv = self._upstreams().arxiv if paper_ids else None
        return await check_papers(arxiv, self._store, paper_ids) if arxiv else 0

    async def fetch_other(self, paper_id: PaperId) -> None:
        """Ask Hugging Face, else arXiv, for a paper that a list names, and keep it.

        Raises:
            NotFoundError: neither knows it.
            SourceError: one of them could not be asked.
        """
        try:
            await self._store.wish(acts.keep_paper, await self._feed_source().paper(paper_id))
        except NotFoundError as error:
            arxiv = self._upstreams().arxiv
            if arxiv is None:
                raise
            found = (await arxiv.papers([paper_id])).items
            if not found:
                raise NotFoundError(f"Neither Hugging Face nor arXiv knows {paper_id}.") from error
            await self._store.wish(section_acts.keep_other_paper, found[0].paper)


SOURCES: dict[Section, tuple[str, ...]] = {
    "references": ("openalex", "semantic_scholar"),
    "citations": ("openalex", "semantic_scholar"),
    "comments": ("huggingface",),
    "linked": ("huggingface",),
    "notices": ("arxiv", "crossref"),
}
"""Who can be asked for what."""


def _cited_page(connection: sqlite3.Connection, paper_id: PaperId, relation: Relation) -> CitedPage:
    works = pages.cited_works(connection, paper_id, relation)
    return CitedPage(works, sections.state_of(connection, paper_id, relation))


def _comments_page(connection: sqlite3.Connection, paper_id: PaperId) -> CommentsPage:
    told = sections.answers(connection, paper_id, "comments", sections.COMMENTS)
    found = tuple(comment for _, comments in told for comment in comments)
    return CommentsPage(found, sections.state_of(connection, paper_id, "comments"))


def _linked_page(connection: sqlite3.Connection, paper_id: PaperId) -> LinkedPage:
    told = sections.answers(connection, paper_id, "linked", sections.REPOS)
    return LinkedPage(
        tuple(repo for _, repos in told for repo in repos), sections.state_of(connection, paper_id, "linked")
    )


def _notices_page(connection: sqlite3.Connection, paper_id: PaperId) -> NoticesPage:
    state: SectionState = sections.state_of(connection, paper_id, "notices")
    return NoticesPage(notices.notices_of(connection, paper_id), state)
