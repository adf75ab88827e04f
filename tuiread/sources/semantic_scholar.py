"""Semantic Scholar: records of authors and their works, references and citations.

    request_* (pure)  ->  client  ->  shapes, records (pure)  ->  AuthorRecord / AuthorWorks / CitedList

Without a key everybody shares one pool, and being turned away (429) is a normal answer there: it is told as a busy
source, never as a fault of the reader.  Names are split and merged badly; whether a record is believed is *not* decided
here (insight does, by its works).

Source: https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar, TypeVar
from urllib.parse import quote

import msgspec

from tuiread.errors import NotFoundError, RateLimitedError, StatusError, TuireadError
from tuiread.records import (
    AuthorRecord,
    AuthorWorks,
    CitedList,
    ListedAuthor,
    ListedWork,
    PaperId,
    RecordKey,
    SourceFact,
)
from tuiread.sources.asking import ask
from tuiread.sources.client import Client, Request, Response
from tuiread.sources.decoding import decode, unexpected
from tuiread.sources.semantic_scholar_records import read_author, read_byline, read_each, read_work
from tuiread.sources.semantic_scholar_shapes import AuthorShape, CitationShape, PageShape, PaperShape, ReferenceShape

T = TypeVar("T")

PAGE_SIZE = 500
"""Entries in one page; a thousand are allowed, and an answer has a size limit."""

_PAPER_FIELDS = "title,externalIds,year,publicationDate,venue,journal,publicationTypes,abstract,authors"
_CITED_FIELDS = "title,externalIds,year,publicationDate,venue,authors"
_AUTHOR_FIELDS = "name,externalIds,affiliations,paperCount"
_PAPER, _AUTHOR = msgspec.json.Decoder(PaperShape), msgspec.json.Decoder(AuthorShape)
_PAGE = msgspec.json.Decoder(PageShape)
_REFERENCE, _CITATION = msgspec.json.Decoder(ReferenceShape), msgspec.json.Decoder(CitationShape)
_MAX_NAME, _MAX_FOUND = 200, 1_000
_HYPHENS = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014", " "))


def request_paper(base: str, paper_id: PaperId) -> Request:
    """Return the request for the authors of an arXiv paper."""
    return Request(f"{base}/graph/v1/paper/arXiv:{quote(paper_id)}", {"fields": "title,authors"})


def request_search(base: str, name: str, limit: int) -> Request:
    """Return the request for the records of a name; its hyphens are blanks, because words with them find nobody.

    Source: https://api.semanticscholar.org/api-docs/graph#tag/Author-Data/operation/get_graph_get_author_search
    """
    words, most = " ".join(name[:_MAX_NAME].translate(_HYPHENS).split()), max(1, min(limit, _MAX_FOUND))
    return Request(f"{base}/graph/v1/author/search", {"query": words, "limit": str(most), "fields": _AUTHOR_FIELDS})


def request_author(base: str, author: str) -> Request:
    """Return the request for one record."""
    return Request(f"{base}/graph/v1/author/{quote(author)}", {"fields": _AUTHOR_FIELDS})


def request_page(base: str, path: str, offset: int, size: int, fields: str = _PAPER_FIELDS) -> Request:
    """Return the request for one page of a list."""
    return Request(f"{base}/graph/v1/{path}", {"fields": fields, "offset": str(offset), "limit": str(size)})


class SemanticScholar:
    """Semantic Scholar as `tuiread.sources.ListsAuthors`.

    Args:
        client: carries the requests, and the reader's key as the header ``x-api-key``.
        url: the service's address.
        now: the clock that dates the facts.
    """

    name: ClassVar[str] = "semantic_scholar"

    def __init__(
        self,
        client: Client,
        url: str = "https://api.semanticscholar.org",
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._client = client
        self._base = url.rstrip("/")
        self._now = now

    async def byline(self, paper_id: PaperId) -> tuple[ListedAuthor, ...]:
        """Return the authors of an arXiv paper with the service's records of them.

        Raises:
            NotFoundError: the service does not list the paper.
        """
        request = request_paper(self._base, paper_id)
        paper = await self._get(request, lambda r: decode(_PAPER, r.body, self.name, r.url), f"arXiv {paper_id}")
        return read_byline(paper)

    async def search_authors(self, name: str, limit: int = 10) -> tuple[AuthorRecord, ...]:
        """Return the records that the service finds for a name, at most so many."""
        request = request_search(self._base, name, limit)
        fact = self._fact(f"search for {name}", request)
        page = await self._get(request, lambda r: decode(_PAGE, r.body, self.name, r.url), name)
        found, _ = read_each(_AUTHOR, page.data, lambda shape: read_author(shape, fact))
        return tuple(found[:limit])

    async def author(self, key: RecordKey) -> AuthorRecord:
        """Return one record.

        Raises:
            NotFoundError: the service has no such record.
        """
        request = request_author(self._base, _id_of(key))
        fact = self._fact("author record", request)

        def parse(response: Response) -> AuthorRecord:
            record = read_author(decode(_AUTHOR, response.body, self.name, response.url), fact)
            if record is None:
                raise unexpected(response.body, self.name, response.url)
            return record

        return await self._get(request, parse, str(key))

    async def works(self, key: RecordKey, limit: int = 1000) -> AuthorWorks:
        """Return a record's works, at most so many, newest first.

        Raises:
            NotFoundError: the service has no such record.
        """
        path = f"author/{quote(_id_of(key))}/papers"
        works, skipped, is_all = await self._list(path, limit, _PAPER, read_work, str(key))
        fact = self._fact("list of works", request_page(self._base, path, 0, PAGE_SIZE))
        total = len(works) + len(skipped) if is_all else None
        return AuthorWorks(key, tuple(sorted(works, key=_age, reverse=True)), fact, total, tuple(skipped))

    async def references(self, paper_id: PaperId, limit: int = 1000) -> CitedList:
        """Return what a paper refers to; of some only the title is known, and of papers whose publisher wants it, none.

        Raises:
            NotFoundError: the service does not list the paper.
        """
        return await self._cited(paper_id, "references", limit, _REFERENCE, lambda shape: read_work(shape.cited_paper))

    async def citations(self, paper_id: PaperId, limit: int = 1000) -> CitedList:
        """Return what refers to a paper, in the service's order.

        Raises:
            NotFoundError: the service does not list the paper.
        """
        return await self._cited(paper_id, "citations", limit, _CITATION, lambda shape: read_work(shape.citing_paper))

    async def _cited(
        self,
        paper_id: PaperId,
        which: str,
        limit: int,
        decoder: msgspec.json.Decoder[T],
        read: Callable[[T], ListedWork | None],
    ) -> CitedList:
        path, what = f"paper/arXiv:{quote(paper_id)}/{which}", f"arXiv {paper_id}"
        works, skipped, is_all = await self._list(path, limit, decoder, read, what, _CITED_FIELDS)
        return CitedList(tuple(works), len(works) + len(skipped) if is_all else None, tuple(skipped))

    async def _list(
        self,
        path: str,
        limit: int,
        decoder: msgspec.json.Decoder[T],
        read: Callable[[T], ListedWork | None],
        what: str,
        fields: str = _PAPER_FIELDS,
    ) -> tuple[list[ListedWork], list[str], bool]:
        """Return the works of all pages, what could not be read, and whether that was the whole list."""
        works: list[ListedWork] = []
        skipped: list[str] = []
        offset: int | None = 0
        while offset is not None and len(works) < limit:
            request = request_page(self._base, path, offset, min(PAGE_SIZE, limit - len(works)), fields)
            page = await self._get(request, lambda r: decode(_PAGE, r.body, self.name, r.url), what)
            found, unread = read_each(decoder, page.data, read)
            works += found
            skipped += unread
            if page.next is not None and (not page.data or page.next <= offset):
                # One that does not go on would be asked for for ever.
                return works[:limit], skipped, False
            offset = page.next
        return works[:limit], skipped, offset is None and len(works) <= limit

    async def _get(self, request: Request, parse: Callable[[Response], T], what: str) -> T:
        try:
            return await ask(self._client, self.name, request, parse)
        except StatusError as error:
            if told := self._told(error, what):
                raise told from error
            raise

    def _told(self, error: StatusError, what: str) -> TuireadError | None:
        """Return a refusal in the words that fit this service; None where the usual ones do."""
        if isinstance(error, RateLimitedError):
            sentence = "Semantic Scholar is busy: its free pool is shared by everybody; try again later, or set a key."
            return RateLimitedError(sentence, source=self.name, url=error.url, wait_s=error.wait_s)
        if error.status in (401, 403):
            sentence = (
                "Semantic Scholar refuses access; correct the key in sources.semantic_scholar.api_key, or remove it to "
                "ask without one."
            )
            return StatusError(sentence, source=self.name, url=error.url, status=error.status)
        return NotFoundError(f"Semantic Scholar does not know {what}.") if error.status == 404 else None

    def _fact(self, what: str, request: Request) -> SourceFact:
        return SourceFact(self.name, what, self._now(), request.full_url)


def _age(work: ListedWork) -> dt.date:
    return work.published_on or dt.date(work.year or 1, 1, 1)


def _id_of(key: RecordKey) -> str:
    return key.removeprefix("s2:")
