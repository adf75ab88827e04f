"""Asking sources what stands around one paper, and keeping what came; each source for itself.

    is it due (pure) -> ask every source of a section at once -> keep each answer (one transaction each)

A source that fails is a reply beside the others, and what it told before stays.  Semantic Scholar's free pool turns
people away all the time: that is a sentence, never an error.  Not here: HTTP (sources), SQL (tables), merging.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tuiread import person_acts, section_acts
from tuiread.errors import NotFoundError, SourceError
from tuiread.records import CitedList, Notice, Paper, PaperId, Relation, Section, SectionReply, SectionState

if TYPE_CHECKING:
    from tuiread.sources import FeedSource, KnowsArxiv, KnowsCitations, KnowsCrossref, Upstreams
    from tuiread.store import Store
    from tuiread.store_thread import StoreThread

T = TypeVar("T")
Keep = Callable[["Store", SectionReply, T], None]

ANSWER_LASTS = dt.timedelta(days=7)
"""An answer is asked for again when it is older, or when the reader says so."""

CHECKED_AT_ONCE = 100
"""Papers in one question about many."""

FAILURE_RESTS = dt.timedelta(minutes=10)
"""A source that failed is left alone for so long, so that going through the sections does not ask it every time."""


def is_due(state: SectionState, source: str, now: dt.datetime) -> bool:
    """Tell whether a source is to be asked for a section that is being opened."""
    known = next((reply for reply in state.replies if reply.source == source), None)
    if known is None:
        return True
    if known.reply == "no_answer":
        return now - known.asked_at >= FAILURE_RESTS
    return known.answered_at is None or now - known.answered_at >= ANSWER_LASTS


async def check_papers(source: KnowsArxiv, store: StoreThread, paper_ids: Sequence[PaperId]) -> int:
    """Ask arXiv what became of papers: a newer version, a withdrawal, a publication.

    Returns:
        How many requests that took.

    Raises:
        SourceError: arXiv failed; what came before stays.
    """
    asked = 0
    for start in range(0, len(paper_ids), CHECKED_AT_ONCE):
        answer = await source.papers(paper_ids[start : start + CHECKED_AT_ONCE])
        asked += 1
        for item in answer.items:
            await store.wish(section_acts.keep_other_paper, item.paper)
            reply = SectionReply("arxiv", "answered", store.now())
            await store.wish(section_acts.keep_checked_notices, item.paper.id, reply, source.notices(item.paper))
    return asked


class SectionSync:
    """Questions about one paper.

    Args:
        store: where answers are kept.
        paper: which paper.
        is_wanted: tells by a source's name whether it is to be asked.
    """

    def __init__(self, store: StoreThread, paper: Paper, is_wanted: Callable[[str], bool]) -> None:
        self._store = store
        self._paper = paper
        self._is_wanted = is_wanted

    async def cited(self, relation: Relation, upstreams: Upstreams) -> None:
        """Ask who refers to whom."""
        paper_id = self._paper.id

        def keep(store: Store, reply: SectionReply, told: CitedList) -> None:
            section_acts.keep_cited(store, paper_id, relation, reply, told)

        def ask(source: KnowsCitations) -> Callable[[], Awaitable[CitedList]]:
            return partial(source.references if relation == "references" else source.citations, paper_id)

        sources: list[KnowsCitations | None] = [upstreams.openalex, upstreams.semantic_scholar]
        asked = [one for one in sources if one is not None]
        await asyncio.gather(*(self._ask(relation, one.name, ask(one), keep, _cited_words) for one in asked))
        if upstreams.openalex is not None and (budget := upstreams.openalex.budget):
            await self._store.wish(person_acts.keep_budget, budget)

    async def comments(self, source: FeedSource) -> None:
        """Ask for the comments of the paper's page."""
        paper_id = self._paper.id
        await self._ask(
            "comments",
            source.name,
            lambda: source.comments(paper_id),
            lambda store, reply, told: section_acts.keep_comments(store, paper_id, reply, told),
            lambda told: "",
        )

    async def linked(self, source: FeedSource) -> None:
        """Ask which repositories name the paper."""
        paper_id = self._paper.id
        await self._ask(
            "linked",
            source.name,
            lambda: source.repos(paper_id),
            lambda store, reply, told: section_acts.keep_repos(store, paper_id, reply, told),
            lambda told: "",
        )

    async def notices(self, upstreams: Upstreams) -> None:
        """Ask whether the paper was withdrawn, retracted, corrected or published."""
        paper = self._paper

        def keep(store: Store, reply: SectionReply, told: tuple[Notice, ...]) -> None:
            section_acts.keep_checked_notices(store, paper.id, reply, told)

        questions = []
        if (arxiv := upstreams.arxiv) is not None:
            questions.append(self._ask("notices", "arxiv", lambda: self._told_by_arxiv(arxiv), keep, lambda told: ""))
        if (crossref := upstreams.crossref) is not None:
            questions.append(
                self._ask("notices", "crossref", lambda: _registered(crossref, paper), keep, lambda told: "")
            )
        await asyncio.gather(*questions)

    async def _told_by_arxiv(self, source: KnowsArxiv) -> tuple[Notice, ...]:
        found = (await source.papers([self._paper.id])).items
        if not found:
            raise NotFoundError(f"arXiv does not know {self._paper.id}.")
        paper = found[0].paper
        await self._store.wish(section_acts.keep_other_paper, paper)
        return source.notices(paper)

    async def _ask(
        self,
        section: Section,
        name: str,
        question: Callable[[], Awaitable[T]],
        keep: Keep[T],
        words: Callable[[T], str],
    ) -> None:
        """Ask one source, and keep what it told or that it did not."""
        if not self._is_wanted(name):
            return
        store, paper_id = self._store, self._paper.id
        try:
            told = await question()
        except NotFoundError as error:
            reply = SectionReply(name, "nothing", store.now(), str(error))
            await store.wish(section_acts.keep_unknown, paper_id, section, reply)
        except SourceError as error:
            reply = SectionReply(name, "no_answer", store.now(), str(error))
            await store.wish(section_acts.keep_silence, paper_id, section, reply)
        else:
            await store.wish(keep, SectionReply(name, "answered", store.now(), words(told)), told)


def _cited_words(told: CitedList) -> str:
    skipped = len(told.skipped)
    return f"{skipped} could not be read" if skipped else ""


async def _registered(source: KnowsCrossref, paper: Paper) -> tuple[Notice, ...]:
    """Return what is registered of the published version and of the preprint."""
    dois: list[str] = [*([paper.doi] if paper.doi else []), _arxiv_doi(paper.id)]
    found: dict[tuple[str, str | None], Notice] = {}
    for doi in dois:
        for notice in await source.notices(doi):
            found.setdefault((notice.kind, notice.doi), notice)
    return tuple(found.values())


def _arxiv_doi(paper_id: PaperId) -> str:
    return f"10.48550/arxiv.{paper_id}"
