"""Asking every source about one person, deciding which of its records are theirs, and keeping what came.

    Hugging Face: who claims the works there
    arXiv ────────────┐
    OpenAlex ─────────┼─> decide (insight) ──iD──> ORCID record, arXiv author page ──> Crossref: notices on the works
    Semantic Scholar ─┘                                        └─> pages that the ORCID record lists: proofs

Each source is asked for itself: one that fails is a reply beside the others, and what came before stays.  Every answer
is kept in one transaction as soon as it is there, so that a screen can fill in.  Not here: HTTP (sources), SQL
(tables), and what is asked of each source (listers, papers).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from tuiread import person_acts, profiles
from tuiread.errors import NotFoundError
from tuiread.person_sync.accounts import ask_huggingface
from tuiread.person_sync.asking import Question, Source, ask_one
from tuiread.person_sync.listers import ask_lister, ask_openalex, ask_orcid, paper_of
from tuiread.person_sync.papers import ask_arxiv, ask_arxiv_page, ask_crossref
from tuiread.person_sync.proofs import ask_proofs, ask_proofs_again
from tuiread.records import PersonKey, RecordKey, SourceReply

if TYPE_CHECKING:
    from tuiread.profiles import Known
    from tuiread.sources import FeedSource, KnowsPages, Upstreams
    from tuiread.store_thread import StoreThread

ReplyListener = Callable[[SourceReply], None]


class PersonSync:
    """One round of questions about one person.

    Args:
        upstreams: the sources; one that is switched off is None and not asked.
        feed_source: Hugging Face.
        store: where answers are kept.
        on_reply: told how each source answered, once that is kept.
    """

    def __init__(
        self, upstreams: Upstreams, feed_source: FeedSource, store: StoreThread, on_reply: ReplyListener
    ) -> None:
        self._upstreams = upstreams
        self._feed_source = feed_source
        self._store = store
        self._on_reply = on_reply
        self._replies: list[SourceReply] = []

    async def run(self, key: PersonKey) -> tuple[SourceReply, ...]:
        """Ask about a person.

        Raises:
            NotFoundError: nobody answers to that key.
        """
        sources = self._upstreams
        known = await self._store.ask(profiles.known, key)
        await asyncio.gather(
            self._asked(known, "arxiv", sources.arxiv, ask_arxiv),
            self._asked(known, "openalex", sources.openalex, ask_openalex),
            self._asked(known, "semantic_scholar", sources.semantic_scholar, ask_lister),
            self._asked(known, "huggingface", self._feed_source, ask_huggingface),
        )
        known = await self._store.ask(profiles.known, known.key)
        if len(known.orcids) == 1:
            await self._ask_by_orcid(known, ask_proofs)
        await self._asked(known, "crossref", sources.crossref, ask_crossref)
        await self._store.wish(person_acts.keep_level, known.key)
        return tuple(self._replies)

    async def prove(self, key: PersonKey) -> tuple[SourceReply, ...]:
        """Ask only what may prove whose the record is: Hugging Face, ORCID, arXiv's author page, and listed pages.

        Raises:
            NotFoundError: nobody answers to that key, no single ORCID iD is known for them, or ORCID is switched off.
        """
        known = await self._store.ask(profiles.known, key)
        if len(known.orcids) != 1:
            raise NotFoundError(
                f"No single ORCID iD is known for {known.name}, and every proof begins at ORCID. If the sources were "
                "not asked yet, ctrl+r on the profile or `tuiread who NAME --check` does; `tuiread claim` also takes "
                "an ORCID iD of your own."
            )
        if self._upstreams.orcid is None:
            raise NotFoundError("ORCID is switched off in the settings, and every proof on a page begins there.")
        await self._asked(known, "huggingface", self._feed_source, ask_huggingface)
        await self._ask_by_orcid(known, ask_proofs_again)
        await self._store.wish(person_acts.keep_level, known.key)
        return tuple(self._replies)

    async def _ask_by_orcid(self, known: Known, look: Question[KnowsPages]) -> None:
        """Ask what hangs on an ORCID iD; which pages are looked at is what ORCID has just said, or nothing."""
        sources = self._upstreams
        await self._asked(known, "orcid", sources.orcid, ask_orcid)
        await self._asked(known, "arxiv_page", sources.arxiv, ask_arxiv_page)
        if sources.orcid is not None:
            await self._asked(known, "proofs", sources.pages, look)

    async def _asked(self, known: Known, name: str, source: Source | None, question: Question[Source]) -> None:
        """Ask one source, unless it is switched off, and tell how it answered."""
        if source is not None:
            reply = await ask_one(self._store, known, name, source, question)
            self._replies.append(reply)
            self._on_reply(reply)


async def fetch_record(upstreams: Upstreams, store: StoreThread, key: RecordKey) -> None:
    """Ask the source that a key names for its record of an author, and keep it with its works.

    Raises:
        NotFoundError: the source does not know it, is switched off, or the key names no source that keeps records.
        SourceError: the source could not be asked.
    """
    kind, _, value = key.partition(":")
    if kind == "orcid" and upstreams.orcid is not None:
        found = await upstreams.orcid.record(value)
    elif (lister := {"openalex": upstreams.openalex, "s2": upstreams.semantic_scholar}.get(kind)) is not None:
        found = (await lister.author(key), await lister.works(key))
        if upstreams.openalex is not None and (budget := upstreams.openalex.budget):
            await store.wish(person_acts.keep_budget, budget)
    else:
        raise NotFoundError(f"{key} is not in your cache, and there is no source to ask for it.")
    source = found[0].fact.source
    await store.wish(person_acts.keep_records, PersonKey(key), source, [found], [], [])
    papers = [paper for work in found[1].works if (paper := paper_of(work, found[1]))]
    await store.wish(person_acts.keep_listed_papers, papers)
