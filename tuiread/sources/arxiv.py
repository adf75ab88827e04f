"""arXiv: papers by author and by id, and the works that arXiv itself ties to an ORCID iD.

    request_* (pure)  ->  client  ->  atom (pure)  ->  Answer / AuthorWorks

One request in three seconds, and no question twice a day: the client spaces them, the caller keeps what came.  Who is
refused (403) was blocked and must stop at once.  A name finds namesakes, too; only an author page says whose a paper
is.  Not here: full texts, and what a withdrawal looks like (`withdrawals`).

Source: https://info.arxiv.org/help/api/user-manual.html, https://info.arxiv.org/help/author_identifiers.html
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from tuiread.cleaning import clean_text
from tuiread.errors import NotFoundError, StatusError
from tuiread.orcid_id import bare_orcid
from tuiread.records import (
    Answer,
    AuthorWorks,
    Item,
    ListedAuthor,
    ListedWork,
    Notice,
    Paper,
    PaperId,
    RecordKey,
    SourceFact,
)
from tuiread.sources.asking import ask
from tuiread.sources.atom import parse_author_page, parse_feed, parse_listing
from tuiread.sources.client import Client, Request
from tuiread.sources.publications import publication
from tuiread.sources.withdrawals import withdrawal

PAGE_SIZE = 100
"""Entries in one answer; more are allowed and slow."""

REST = dt.timedelta(hours=1)
"""How long nothing is asked after a refusal."""

Parse = Callable[[bytes, SourceFact], tuple[list[Paper], list[str]]]

_QUERY_SIGNS = re.compile(r"[\"()\[\]{}:*?~^\\]+")
_MAX_NAME = 200


MOST_WORDS = 12
"""So many words of a search are asked for."""


def query_words(name: str) -> str:
    r"""Return a name as it may stand between the quotes of a query: without the signs that mean something there.

    >>> query_words(r'Jane "J." Example*')
    'Jane J. Example'
    """
    return clean_text(_QUERY_SIGNS.sub(" ", name[:_MAX_NAME]))


def request_words(base: str, words: Sequence[str], size: int) -> Request:
    """Return the request for papers that hold all of some words."""
    query = " AND ".join(f"all:{word}" for word in words)
    return Request(f"{base}/api/query", {"search_query": query, "start": "0", "max_results": str(size)})


def request_author(base: str, name: str, start: int, size: int) -> Request:
    """Return the request for papers whose byline holds a name, newest first."""
    return Request(
        f"{base}/api/query",
        {
            "search_query": f'au:"{query_words(name)}"',
            "start": str(start),
            "max_results": str(size),
            "sortBy": "submittedDate",
            "sortOrder": "descending",
        },
    )


def request_papers(base: str, paper_ids: Sequence[PaperId]) -> Request:
    """Return the request for papers by id."""
    return Request(f"{base}/api/query", {"id_list": ",".join(paper_ids), "max_results": str(len(paper_ids))})


def request_listing(base: str, category: str) -> Request:
    """Return the request for what was announced in a category today."""
    return Request(f"{base}/atom/{category}")


def request_page(base: str, orcid: str) -> Request:
    """Return the request for the author page of an ORCID iD, as a feed."""
    return Request(f"{base}/a/{orcid}.atom2")


class Arxiv:
    """arXiv's feeds as `tuiread.sources.KnowsArxiv`.

    Args:
        client: carries the requests.
        url: the service's address.
        listing_url: the address of the daily listings.
        now: the clock that dates the facts.
    """

    name: ClassVar[str] = "arxiv"

    def __init__(
        self,
        client: Client,
        url: str = "https://export.arxiv.org",
        listing_url: str = "https://rss.arxiv.org",
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._client = client
        self._base = url.rstrip("/")
        self._listing_base = listing_url.rstrip("/")
        self._now = now
        self._quiet_until: dt.datetime | None = None

    async def by_author(self, name: str, limit: int = 200) -> Answer:
        """Return papers whose byline holds a name, newest first; spellings and namesakes come along."""
        items: dict[PaperId, Item] = {}
        skipped: list[str] = []
        if not query_words(name):
            return Answer(())
        first = request_author(self._base, name, 0, min(PAGE_SIZE, limit))
        for start in range(0, limit, PAGE_SIZE):
            request = request_author(self._base, name, start, min(PAGE_SIZE, limit - start))
            papers, unread = await self._feed(request, self._fact(f"papers by {name}", request), parse_feed)
            known_count = len(items)
            for paper in papers:
                items.setdefault(paper.id, Item(paper))
            skipped += unread
            if len(papers) + len(unread) < PAGE_SIZE or len(items) == known_count:
                break
        return Answer(tuple(items.values()), tuple(skipped), first.full_url)

    async def search(self, words: str, limit: int = 100) -> Answer:
        """Return papers that hold all of some words, those that arXiv holds for the best first."""
        wanted = query_words(words).split()[:MOST_WORDS]
        if not wanted:
            return Answer(())
        request = request_words(self._base, wanted, limit)
        papers, unread = await self._feed(request, self._fact("search", request), parse_feed)
        return Answer(tuple(Item(paper) for paper in papers), tuple(unread), request.full_url)

    async def listing(self, category: str) -> Answer:
        """Return what was announced in a category today, new papers and those listed there, too."""
        request = request_listing(self._listing_base, category)
        papers, unread = await self._feed(request, self._fact(f"listing of {category}", request), parse_listing)
        return Answer(tuple(Item(paper) for paper in papers), tuple(unread), request.full_url)

    async def papers(self, paper_ids: Sequence[PaperId]) -> Answer:
        """Return papers by id; unknown ones are missing from the answer."""
        items: list[Item] = []
        skipped: list[str] = []
        requests = [
            request_papers(self._base, paper_ids[start : start + PAGE_SIZE])
            for start in range(0, len(paper_ids), PAGE_SIZE)
        ]
        for request in requests:
            papers, unread = await self._feed(request, self._fact("papers by id", request), parse_feed)
            items += [Item(paper) for paper in papers]
            skipped += unread
        return Answer(tuple(items), tuple(skipped), requests[0].full_url if requests else None)

    async def author_page(self, orcid: str) -> AuthorWorks:
        """Return the works that arXiv itself ties to an ORCID iD.

        Raises:
            NotFoundError: it is no iD, or nobody linked it at arXiv.
        """
        checked = bare_orcid(orcid)
        if checked is None:
            raise NotFoundError(f"“{orcid}” is not an ORCID iD; one looks like 0000-0002-1825-0097.")
        request = request_page(self._base, checked)
        fact = self._fact("author page", request)
        try:
            papers, skipped = await self._feed(request, fact, parse_author_page)
        except StatusError as error:
            # An iD that was checked here is no bad request: arXiv says 400, too, of those that nobody linked.
            if error.status not in (400, 404):
                raise
            raise NotFoundError(f"arXiv has no author page for {checked}: the iD is not linked there.") from error
        works = tuple(_listed(paper) for paper in papers)
        return AuthorWorks(RecordKey(f"arxiv:{checked}"), works, fact, len(works) + len(skipped), tuple(skipped))

    def notices(self, paper: Paper) -> tuple[Notice, ...]:
        """Return what became of a paper as arXiv tells it: withdrawn by its authors, published."""
        return tuple(notice for notice in (withdrawal(paper), publication(paper)) if notice)

    async def _feed(self, request: Request, fact: SourceFact, parse: Parse) -> tuple[list[Paper], list[str]]:
        """Return what a feed holds.

        Source: https://info.arxiv.org/help/robots.html (who is refused must stop)

        Raises:
            SourceError: arXiv failed, or refused access within the last hour.
        """
        if self._quiet_until is not None and self._now() < self._quiet_until:
            raise self._refusal(request)
        try:
            return await ask(self._client, self.name, request, lambda response: parse(response.body, fact))
        except StatusError as error:
            if error.status != 403:
                raise
            self._quiet_until = self._now() + REST
            raise self._refusal(request) from error

    def _refusal(self, request: Request) -> StatusError:
        return StatusError(
            "arXiv refuses access (403), so it is left alone for an hour; what is cached stays readable.",
            source=self.name,
            url=request.full_url,
            status=403,
        )

    def _fact(self, what: str, request: Request) -> SourceFact:
        return SourceFact(self.name, what, self._now(), request.full_url)


def _listed(paper: Paper) -> ListedWork:
    """Return a paper as one work of a list."""
    return ListedWork(
        title=paper.title,
        id=paper.id,
        year=paper.published_on.year if paper.published_on else None,
        published_on=paper.published_on,
        venue="arXiv",
        doi=paper.doi,
        paper_id=paper.id,
        abstract=paper.abstract,
        authors=tuple(ListedAuthor(author.name) for author in paper.authors),
        author_count=len(paper.authors),
    )
