"""arXiv: papers by author and by id, and the works that arXiv itself ties to an ORCID iD.

    request_* (pure)  ->  client  ->  atom (pure)  ->  Answer / AuthorWorks

One request in three seconds, and no question twice a day: the client spaces them, the caller keeps what came.  A name
finds namesakes, too; only an author page says whose a paper is.  Not here: full texts.

Source: https://info.arxiv.org/help/api/user-manual.html, https://info.arxiv.org/help/author_identifiers.html
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

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
from tuiread.sources.atom import parse_feed
from tuiread.sources.client import Client, Request, Response

T = TypeVar("T")

PAGE_SIZE = 100
"""Entries in one answer; more are allowed and slow."""

_QUERY_SIGNS = re.compile(r"[\"()\[\]:{}]+")
_WITHDRAWN = re.compile(
    r"\b(?:this|the) (?:paper|article|submission|manuscript|work|preprint)\s+"
    r"(?:has been|have been|was|is(?: being)?)\s+(?:temporarily )?withdrawn\b"
    r"|\bwithdrawn by (?:the )?authors?\b|\bpaper withdrawn\b|^\s*withdrawn\b",
    re.IGNORECASE,
)


def request_author(base: str, name: str, start: int, size: int) -> Request:
    """Return the request for papers whose byline holds a name, newest first."""
    words = " ".join(_QUERY_SIGNS.sub(" ", name).split())
    return Request(
        f"{base}/api/query",
        {
            "search_query": f'au:"{words}"',
            "start": str(start),
            "max_results": str(size),
            "sortBy": "submittedDate",
            "sortOrder": "descending",
        },
    )


def request_papers(base: str, paper_ids: Sequence[PaperId]) -> Request:
    """Return the request for papers by id."""
    return Request(f"{base}/api/query", {"id_list": ",".join(paper_ids), "max_results": str(len(paper_ids))})


def request_page(base: str, orcid: str) -> Request:
    """Return the request for the author page of an ORCID iD, as a feed."""
    return Request(f"{base}/a/{orcid}.atom2")


def withdrawal(paper: Paper) -> Notice | None:
    """Return that a paper was withdrawn, if its comment says so or its abstract begins with it; None otherwise."""
    start = (paper.abstract or "")[:120]
    said = next((text for text in (paper.arxiv_comment, start) if text and _WITHDRAWN.search(text)), None)
    if said is None or not paper.facts:
        return None
    noticed_on = paper.revised_at.date() if paper.revised_at else None
    return Notice("withdrawn", said[:200], paper.facts[0], noticed_on)


class Arxiv:
    """arXiv's feeds as `tuiread.sources.KnowsArxiv`.

    Args:
        client: carries the requests.
        url: the service's address.
        now: the clock that dates the facts.
    """

    name: ClassVar[str] = "arxiv"

    def __init__(
        self,
        client: Client,
        url: str = "https://export.arxiv.org",
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._client = client
        self._base = url.rstrip("/")
        self._now = now

    async def by_author(self, name: str, limit: int = 200) -> Answer:
        """Return papers whose byline holds a name, newest first; spellings and namesakes come along."""
        items: dict[PaperId, Item] = {}
        skipped: list[str] = []
        for start in range(0, limit, PAGE_SIZE):
            request = request_author(self._base, name, start, min(PAGE_SIZE, limit - start))
            papers, unread = await self._feed(request, f"papers by {name}")
            known_count = len(items)
            for paper in papers:
                items.setdefault(paper.id, Item(paper))
            skipped += unread
            if len(papers) + len(unread) < PAGE_SIZE or len(items) == known_count:
                break
        return Answer(tuple(items.values()), tuple(skipped), request_author(self._base, name, 0, PAGE_SIZE).full_url)

    async def papers(self, paper_ids: Sequence[PaperId]) -> Answer:
        """Return papers by id; unknown ones are missing from the answer."""
        items: list[Item] = []
        skipped: list[str] = []
        for start in range(0, len(paper_ids), PAGE_SIZE):
            request = request_papers(self._base, paper_ids[start : start + PAGE_SIZE])
            papers, unread = await self._feed(request, "papers by id")
            items += [Item(paper) for paper in papers]
            skipped += unread
        return Answer(tuple(items), tuple(skipped))

    async def author_page(self, orcid: str) -> AuthorWorks:
        """Return the works that arXiv itself ties to an ORCID iD.

        Raises:
            NotFoundError: it is no iD, or nobody linked it at arXiv.
        """
        checked = bare_orcid(orcid)
        if checked is None:
            raise NotFoundError(f"“{orcid}” is not an ORCID iD; one looks like 0000-0002-1825-0097.")
        request = request_page(self._base, checked)
        try:
            papers, skipped = await self._feed(request, "author page")
        except StatusError as error:
            if error.status != 404:
                raise
            raise NotFoundError(f"arXiv has no author page for {checked}: the iD is not linked there.") from error
        works = tuple(_listed(paper) for paper in papers)
        return AuthorWorks(
            RecordKey(f"arxiv:{checked}"), works, self._fact("author page", request), len(works), tuple(skipped)
        )

    def withdrawal(self, paper: Paper) -> Notice | None:
        """Return that a paper was withdrawn, if its authors say so at arXiv."""
        return withdrawal(paper)

    async def _feed(self, request: Request, what: str) -> tuple[list[Paper], list[str]]:
        fact = self._fact(what, request)

        def parse(response: Response) -> tuple[list[Paper], list[str]]:
            return parse_feed(response.body, fact)

        return await ask(self._client, self.name, request, parse)

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
