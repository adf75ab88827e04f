"""Where facts come from: one upstream service per module, all behind one small protocol.

    build the request  ->  client carries it  ->  parse the bytes  ->  records (`Answer`, `Paper`)
       pure                  the only I/O            pure

Sources fetch and parse.  They do *not* decide what is due (that is sync) and keep nothing (that is the store).
Importing this package loads no HTTP library: `tuiread.sources.client` does, and nobody imports it before the first
frame is on the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from tuiread.records import (
        Answer,
        AuthorRecord,
        AuthorWorks,
        Budget,
        CitedList,
        Comment,
        JointCount,
        LinkedRepos,
        ListedAuthor,
        Notice,
        Paper,
        PaperId,
        PublicPage,
        RecordKey,
        Repo,
    )
    from tuiread.settings import Clock, Settings
    from tuiread.sources.arxiv_oai import HarvestPage
    from tuiread.sources.client import Client
    from tuiread.sources.text_pages import TextPages


class FeedSource(Protocol):
    """An upstream that lists the papers of days and tells about single ones.

    Every method raises `tuiread.errors.SourceError` when the upstream fails; an item that cannot be read is a sentence
    in `Answer.skipped` instead.
    """

    @property
    def name(self) -> str:
        """The source's name, as in settings and in `SourceFact.source`."""

    @property
    def request_count(self) -> int:
        """How many requests were sent so far, retries included."""

    def tell_waits(self, listener: Callable[[float], None]) -> None:
        """Have a listener told the seconds before each wait that the upstream asks for."""

    async def aclose(self) -> None:
        """Close the connections."""

    async def day(self, day: dt.date) -> Answer:
        """Return the papers of one feed day; an empty answer means a day without papers."""

    async def week(self, start: dt.date) -> Answer:
        """Return the papers of the ISO week that holds ``start``."""

    async def month(self, year: int, month: int) -> Answer:
        """Return the papers of one calendar month."""

    async def paper(self, paper_id: PaperId) -> Paper:
        """Return one paper.

        Raises:
            NotFoundError: the upstream does not know it.
        """

    async def search(self, query: str, limit: int = 120) -> Answer:
        """Return the papers that the upstream finds for a query, best first."""

    async def linked_repos(self, paper_id: PaperId) -> LinkedRepos:
        """Return how many repositories name the paper; all zero where none does."""

    async def repos(self, paper_id: PaperId) -> tuple[Repo, ...]:
        """Return the models, datasets and spaces that name the paper."""

    async def comments(self, paper_id: PaperId) -> tuple[Comment, ...]:
        """Return the comments of the paper's page, each reply after what it replies to.

        Raises:
            NotFoundError: the upstream has no page of it.
        """


class KnowsCitations(Protocol):
    """An upstream that knows who refers to whom: OpenAlex, Semantic Scholar.

    Every method raises `tuiread.errors.SourceError` when the upstream fails and `NotFoundError` when it does not list
    the paper.
    """

    @property
    def name(self) -> str:
        """The source's name, as in settings."""

    async def references(self, paper_id: PaperId, limit: int = 500) -> CitedList:
        """Return what a paper refers to, at most so many."""

    async def citations(self, paper_id: PaperId, limit: int = 200) -> CitedList:
        """Return what refers to a paper, at most so many."""


class ListsAuthors(Protocol):
    """An upstream that keeps records of authors: OpenAlex, Semantic Scholar.

    Every method raises `tuiread.errors.SourceError` when the upstream fails and `NotFoundError` when it knows nothing
    of what was asked.
    """

    @property
    def name(self) -> str:
        """The source's name, as in settings."""

    async def byline(self, paper_id: PaperId) -> tuple[ListedAuthor, ...]:
        """Return the authors of an arXiv paper with the source's records of them, in the byline's order."""

    async def search_authors(self, name: str, limit: int = 10) -> tuple[AuthorRecord, ...]:
        """Return the records that the source finds for a name, best first."""

    async def author(self, key: RecordKey) -> AuthorRecord:
        """Return one record."""

    async def works(self, key: RecordKey, limit: int = 1000) -> AuthorWorks:
        """Return the works that a record lists, newest first, at most so many."""


class KnowsSemanticScholar(ListsAuthors, KnowsCitations, Protocol):
    """What Semantic Scholar knows: authors, and who refers to whom."""


class KnowsOpenAlex(ListsAuthors, KnowsCitations, Protocol):
    """What OpenAlex knows besides."""

    @property
    def budget(self) -> Budget | None:
        """What the service said of its daily budget with its latest answer; None before the first."""

    async def author_by_orcid(self, orcid: str) -> AuthorRecord:
        """Return the record that carries an ORCID iD."""

    async def joint_counts(self, key: RecordKey) -> tuple[JointCount, ...]:
        """Return with whom a record's author wrote how many works, most first, at most 200; not the author."""


class KnowsArxiv(Protocol):
    """arXiv's Atom feeds."""

    async def by_author(self, name: str, limit: int = 200) -> Answer:
        """Return papers whose byline holds a name, newest first; spellings and namesakes come along."""

    async def author_page(self, orcid: str) -> AuthorWorks:
        """Return the works that arXiv itself ties to an ORCID iD; `NotFoundError` where nobody linked one."""

    async def listing(self, category: str) -> Answer:
        """Return what was announced in a category today."""

    async def search(self, words: str, limit: int = 100) -> Answer:
        """Return papers that hold all of some words, those that arXiv holds for the best first."""

    async def papers(self, paper_ids: Sequence[PaperId]) -> Answer:
        """Return papers by id; unknown ones are missing from the answer."""

    def notices(self, paper: Paper) -> tuple[Notice, ...]:
        """Return what became of a paper as arXiv tells it: withdrawn by its authors, published."""


class KnowsOrcid(Protocol):
    """ORCID's public records."""

    async def record(self, orcid: str) -> tuple[AuthorRecord, AuthorWorks]:
        """Return a public record and the works that it lists."""


class KnowsCrossref(Protocol):
    """Crossref's notices."""

    async def notices(self, doi: str) -> tuple[Notice, ...]:
        """Return what is registered as updating a DOI: retractions, corrections; empty where nothing is."""


class KnowsPages(Protocol):
    """Pages of the public web, each fetched as anybody could."""

    async def page(self, url: str) -> PublicPage:
        """Return a page; `NotFoundError` where its host says that there is none."""


class Harvests(Protocol):
    """What gives arXiv's metadata page by page."""

    async def first_page(self, category: str, since: dt.date | None, until: dt.date | None) -> HarvestPage:
        """Return the first records that changed within some days."""

    async def next_page(self, token: str) -> HarvestPage:
        """Return the records after those that gave a token."""


class Upstreams(Struct):
    """The services that tell of people, over one client; one that the reader switched off is None."""

    client: Client
    openalex: KnowsOpenAlex | None = None
    semantic_scholar: KnowsSemanticScholar | None = None
    arxiv: KnowsArxiv | None = None
    orcid: KnowsOrcid | None = None
    crossref: KnowsCrossref | None = None
    pages: KnowsPages | None = None
    harvest: Harvests | None = None

    async def aclose(self) -> None:
        """Close the connections."""
        await self.client.aclose()


def open_feed_source(settings: Settings, now: Clock) -> FeedSource:
    """Return Hugging Face as the settings describe it; nothing is opened before the first request.

    Args:
        settings: address, interval, token, time-out.
        now: the clock that dates the facts.
    """
    from tuiread.sources.client import Client
    from tuiread.sources.huggingface import HuggingFace

    chosen, name = settings.sources.huggingface, HuggingFace.name
    client = Client(
        timeout_s=settings.network.timeout_s,
        min_interval_s={name: chosen.min_interval_s},
        secrets={name: {"Authorization": f"Bearer {chosen.token.value}"}} if chosen.token else {},
    )
    return HuggingFace(client, chosen.url, now=now)


def open_text_pages(settings: Settings) -> TextPages:
    """Return where whole papers are served, as the settings describe it; nothing is opened before a request."""
    from tuiread.sources.client import Client
    from tuiread.sources.text_pages import TextPages

    chosen = settings.sources
    client = Client(
        timeout_s=settings.network.timeout_s,
        min_interval_s={TextPages.name: chosen.arxiv.min_interval_s, TextPages.ar5iv_name: chosen.ar5iv.min_interval_s},
    )
    return TextPages(client, chosen.arxiv.url, chosen.ar5iv.url)


def open_upstreams(settings: Settings, now: Clock) -> Upstreams:
    """Return the services that tell of people, as the settings describe them; nothing is opened before a request.

    Args:
        settings: addresses, intervals, keys, and which services are asked at all.
        now: the clock that dates the facts.
    """
    from tuiread.sources.upstreams import build_upstreams

    return build_upstreams(settings, now)
