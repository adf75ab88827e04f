"""Semantic Scholar: records of authors and their works, references and citations.

    request_* (pure)  ->  client  ->  shapes (pure)  ->  AuthorRecord / AuthorWorks / ListedWork

Without a key everybody shares one pool, and being turned away (429) is a normal answer there: it is told as a busy
source, never as a fault of the reader.  Names are split and merged badly, so a record is believed only when its works
agree (insight).

Source: https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar
from urllib.parse import quote

import msgspec
from msgspec import Raw

from tuiread.errors import NotFoundError, RateLimitedError, StatusError
from tuiread.orcid_id import bare_orcid
from tuiread.records import (
    Affiliation,
    AuthorRecord,
    AuthorWorks,
    ListedAuthor,
    ListedWork,
    PaperId,
    RecordKey,
    SourceFact,
)
from tuiread.sources.asking import ask
from tuiread.sources.client import Client, Request, Response
from tuiread.sources.decoding import (
    NOT_OF_THE_SHAPE,
    abstract,
    bare_doi,
    day,
    decode,
    line,
    paper_id_in,
    title,
    unexpected,
)
from tuiread.sources.semantic_scholar_shapes import AuthorShape, CitationShape, PageShape, PaperShape, ReferenceShape

T = TypeVar("T")

PAGE_SIZE = 500
"""Entries in one page; a thousand are allowed, and an answer has a size limit."""

_PAPER_FIELDS = "title,externalIds,year,publicationDate,venue,publicationTypes,abstract,authors"
_AUTHOR_FIELDS = "name,externalIds,affiliations,paperCount"
_PAPER, _AUTHOR = msgspec.json.Decoder(PaperShape), msgspec.json.Decoder(AuthorShape)
_PAGE = msgspec.json.Decoder(PageShape)
_REFERENCE, _CITATION = msgspec.json.Decoder(ReferenceShape), msgspec.json.Decoder(CitationShape)
_MAX_AUTHORS = 5_000


def request_paper(base: str, paper_id: PaperId) -> Request:
    """Return the request for the authors of an arXiv paper."""
    return Request(f"{base}/graph/v1/paper/arXiv:{quote(paper_id)}", {"fields": "title,authors"})


def request_search(base: str, name: str, limit: int) -> Request:
    """Return the request for the records of a name."""
    return Request(
        f"{base}/graph/v1/author/search", {"query": name[:200], "limit": str(limit), "fields": _AUTHOR_FIELDS}
    )


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
        return _byline(paper)

    async def search_authors(self, name: str, limit: int = 10) -> tuple[AuthorRecord, ...]:
        """Return the records that the service finds for a name."""
        request = request_search(self._base, name, limit)
        fact = self._fact(f"search for {name}", request)
        page = await self._get(request, lambda r: decode(_PAGE, r.body, self.name, r.url), name)
        found, _ = _readable(_AUTHOR, page.data, lambda shape: _record(shape, fact))
        return tuple(found)

    async def author(self, key: RecordKey) -> AuthorRecord:
        """Return one record.

        Raises:
            NotFoundError: the service has no such record.
        """
        request = request_author(self._base, _id_of(key))
        fact = self._fact("author record", request)

        def parse(response: Response) -> AuthorRecord:
            record = _record(decode(_AUTHOR, response.body, self.name, response.url), fact)
            if record is None:
                raise unexpected(response.body, self.name, response.url)
            return record

        return await self._get(request, parse, str(key))

    async def works(self, key: RecordKey, limit: int = 1000) -> AuthorWorks:
        """Return a record's works, at most so many, in the service's order."""
        path = f"author/{quote(_id_of(key))}/papers"
        works, skipped, is_all = await self._list(path, limit, _PAPER, _work)
        fact = self._fact("list of works", request_page(self._base, path, 0, PAGE_SIZE))
        return AuthorWorks(key, tuple(works), fact, len(works) if is_all else None, tuple(skipped))

    async def references(self, paper_id: PaperId, limit: int = 1000) -> tuple[ListedWork, ...]:
        """Return what a paper refers to; of some only the title is known."""
        path = f"paper/arXiv:{quote(paper_id)}/references"
        works, _, _ = await self._list(path, limit, _REFERENCE, lambda shape: _work(shape.cited_paper))
        return tuple(works)

    async def citations(self, paper_id: PaperId, limit: int = 1000) -> tuple[ListedWork, ...]:
        """Return what refers to a paper, in the service's order."""
        path = f"paper/arXiv:{quote(paper_id)}/citations"
        works, _, _ = await self._list(path, limit, _CITATION, lambda shape: _work(shape.citing_paper))
        return tuple(works)

    async def _list(
        self, path: str, limit: int, decoder: msgspec.json.Decoder[T], read: Callable[[T], ListedWork | None]
    ) -> tuple[list[ListedWork], list[str], bool]:
        """Return the works of all pages, what could not be read, and whether that was the whole list."""
        works: list[ListedWork] = []
        skipped: list[str] = []
        offset: int | None = 0
        while offset is not None and len(works) < limit:
            request = request_page(self._base, path, offset, min(PAGE_SIZE, limit - len(works)))
            page = await self._get(request, lambda r: decode(_PAGE, r.body, self.name, r.url), path)
            found, unread = _readable(decoder, page.data, read)
            works += found
            skipped += unread
            # The last page names no next one; one that does not go on would be asked for for ever.
            offset = page.next if page.data and page.next and page.next > offset else None
        return works[:limit], skipped, offset is None

    async def _get(self, request: Request, parse: Callable[[Response], T], what: str) -> T:
        try:
            return await ask(self._client, self.name, request, parse)
        except RateLimitedError as error:
            raise RateLimitedError(
                "Semantic Scholar is busy: its free pool is shared by everybody; try again later, or set a key.",
                source=self.name,
                url=request.full_url,
                wait_s=error.wait_s,
            ) from error
        except StatusError as error:
            if error.status != 404:
                raise
            raise NotFoundError(f"Semantic Scholar does not know {what}.") from error

    def _fact(self, what: str, request: Request) -> SourceFact:
        return SourceFact(self.name, what, self._now(), request.full_url)


R = TypeVar("R")


def _readable(
    decoder: msgspec.json.Decoder[T], raws: Sequence[Raw], read: Callable[[T], R | None]
) -> tuple[list[R], list[str]]:
    """Return what can be read of a list, and one sentence for each item that cannot."""
    found: list[R] = []
    skipped: list[str] = []
    for place, raw in enumerate(raws, 1):
        try:
            item = read(decoder.decode(raw))
        except NOT_OF_THE_SHAPE as error:
            skipped.append(f"Item {place} of Semantic Scholar's list could not be read: {line(str(error))}.")
            continue
        if item is None:
            skipped.append(f"Item {place} of Semantic Scholar's list has no name or title.")
        else:
            found.append(item)
    return found, skipped


def _record(shape: AuthorShape, fact: SourceFact) -> AuthorRecord | None:
    name = line(shape.name)
    if name is None or not (shape.author_id or "").isdecimal():
        return None
    ids = shape.external_ids or {}
    orcid = bare_orcid(text) if isinstance(text := ids.get("ORCID"), str) else None
    dblp = ids.get("DBLP")
    keys = [one for one in (dblp if isinstance(dblp, list) else [dblp]) if isinstance(one, str)]
    return AuthorRecord(
        RecordKey(f"s2:{shape.author_id}"),
        name,
        fact,
        orcids=(orcid,) if orcid else (),
        other_ids=tuple(f"dblp:{key}" for one in keys if (key := line(one, 100))),
        affiliations=tuple(Affiliation(place) for text in shape.affiliations or () if (place := line(text))),
        works_count=shape.paper_count,
    )


def _work(shape: PaperShape | None) -> ListedWork | None:
    name = title(shape.title) if shape else None
    if shape is None or name is None:
        return None
    ids = shape.external_ids or {}
    published_on = day(shape.publication_date)
    arxiv = ids.get("ArXiv")
    paper_id = paper_id_in(f"arxiv:{arxiv}") if isinstance(arxiv, str) else None
    kinds = shape.publication_types or []
    venue = line(shape.venue)
    return ListedWork(
        title=name,
        id=line(shape.paper_id, 60),
        year=shape.year or (published_on.year if published_on else None),
        published_on=published_on,
        kind="preprint" if paper_id and not kinds else (line(kinds[0], 40) or "work") if kinds else "work",
        venue="arXiv" if venue and venue.lower() in ("arxiv", "arxiv.org") else venue,
        doi=bare_doi(text) if isinstance(text := ids.get("DOI"), str) else None,
        paper_id=paper_id,
        abstract=abstract(shape.abstract),
        authors=_byline(shape),
        author_count=len(shape.authors or ()),
    )


def _byline(shape: PaperShape) -> tuple[ListedAuthor, ...]:
    found = []
    for author in (shape.authors or [])[:_MAX_AUTHORS]:
        if name := line(author.name):
            key = RecordKey(f"s2:{author.author_id}") if (author.author_id or "").isdecimal() else None
            found.append(ListedAuthor(name, key))
    return tuple(found)


def _id_of(key: RecordKey) -> str:
    return key.removeprefix("s2:")
