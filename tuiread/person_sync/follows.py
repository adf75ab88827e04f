"""New works of everybody whom the reader follows: each person is asked for at one source, by the best id there is.

    ORCID iD  ──> arXiv's author page        record at OpenAlex ──> its works
    record at Semantic Scholar ──> its works         otherwise ──> arXiv's author query, by name
    followed category ──> arXiv's listing of the day

Where the best source fails or knows nothing, the next one is asked; a source that did not answer is left alone for the
rest of the run.  Not here: how a paper is then matched (inbox).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tuiread import person_acts, profiles
from tuiread.errors import NotFoundError, SourceError
from tuiread.person_sync.asking import Question, ask_one
from tuiread.person_sync.listers import ask_lister, ask_openalex
from tuiread.person_sync.papers import ask_arxiv, ask_arxiv_page
from tuiread.records import Outcome, PersonKey, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuiread.profiles import Known
    from tuiread.sources import Upstreams
    from tuiread.store_thread import StoreThread


class _Asking(NamedTuple):
    """A question about a person and who is asked."""

    reply_name: str
    """Under which its answer is kept; arXiv answers two kinds of question."""
    lane: str
    """The service, whose requests are counted."""
    source: Any
    question: Question[Any]


class FollowSync:
    """One round of questions about everybody followed.

    Args:
        upstreams: the sources; one that is switched off is None and not asked.
        store: where answers are kept.
        on_progress: told who is being asked about.
    """

    def __init__(self, upstreams: Upstreams, store: StoreThread, on_progress: Callable[[Progress], None]) -> None:
        self._upstreams = upstreams
        self._store = store
        self._on_progress = on_progress
        self._errors: dict[str, str] = {}
        """Why a service did not answer, by its name."""
        self._asked: dict[str, int] = {}
        """How many requests each service that was asked had before."""

    async def run(self, keys: Sequence[PersonKey], categories: Sequence[str] = ()) -> tuple[Outcome, ...]:
        """Ask about people and categories, and report by service; who cannot be asked about any more is left out."""
        total = len(keys) + len(categories)
        for number, key in enumerate(keys):
            try:
                known = await self._store.ask(profiles.known, key)
            except NotFoundError:
                continue  # forgotten, or known to nobody since the cache was cleared
            self._on_progress(Progress(number, total, known.name))
            await self._ask_about(known)
        for number, category in enumerate(categories, len(keys)):
            self._on_progress(Progress(number, total, category))
            await self._ask_for_listing(category)
        count = self._upstreams.client.request_count
        return tuple(
            Outcome(lane, lane not in self._errors, count(lane) - before, self._errors.get(lane))
            for lane, before in self._asked.items()
        )

    async def _ask_about(self, known: Known) -> None:
        """Ask the best source that answers."""
        for asking in self._askings(known):
            if asking.source is None or asking.lane in self._errors:
                continue
            self._asked.setdefault(asking.lane, self._upstreams.client.request_count(asking.lane))
            reply = await ask_one(self._store, known, asking.reply_name, asking.source, asking.question)
            if reply.reply == "answered":
                return
            if reply.reply == "no_answer":
                self._errors[asking.lane] = reply.sentence

    async def _ask_for_listing(self, category: str) -> None:
        """Ask for today's papers of a category."""
        arxiv, lane = self._upstreams.arxiv, "arxiv"
        if arxiv is None or lane in self._errors:
            return
        self._asked.setdefault(lane, self._upstreams.client.request_count(lane))
        try:
            answer = await arxiv.listing(category)
        except SourceError as error:
            self._errors[lane] = str(error)
        else:
            await self._store.wish(person_acts.keep_listed_papers, [item.paper for item in answer.items])

    def _askings(self, known: Known) -> Iterator[_Asking]:
        """Yield whom to ask, by the best id first."""
        sources = self._upstreams
        if len(known.orcids) == 1:
            yield _Asking("arxiv_page", "arxiv", sources.arxiv, ask_arxiv_page)
        if known.linked_at("openalex"):
            yield _Asking("openalex", "openalex", sources.openalex, ask_openalex)
        if known.linked_at("s2"):
            yield _Asking("semantic_scholar", "semantic_scholar", sources.semantic_scholar, ask_lister)
        yield _Asking("arxiv", "arxiv", sources.arxiv, ask_arxiv)
