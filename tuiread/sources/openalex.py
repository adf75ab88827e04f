"""OpenAlex: records of authors, their works, with whom they wrote; a budget of calls for each day.

    request_* (pure)  ->  client  ->  shapes, records (pure)  ->  AuthorRecord / AuthorWorks / CitedList ...

Without a key about a thousand calls a day are free, searches cost ten times as much as lists, and looking up one thing
is cheapest; what is left is read from every answer.  Not here: which record is whose (insight).

Source: https://docs.openalex.org, https://developers.openalex.org (prices), data CC0
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeVar
from urllib.parse import quote

import msgspec

from tuiread.errors import NotFoundError, RateLimitedError, StatusError
from tuiread.records import (
    AuthorRecord,
    AuthorWorks,
    Budget,
    CitedList,
    JointCount,
    ListedAuthor,
    ListedWork,
    PaperId,
    RecordKey,
    SourceFact,
)
from tuiread.sources.asking import ask
from tuiread.sources.client import Client, Request, Response
from tuiread.sources.decoding import decode, unexpected
from tuiread.sources.openalex_records import (
    AUTHOR,
    WORK,
    read_author,
    read_authors,
    read_byline,
    read_joint_counts,
    read_works,
    work_id,
)
from tuiread.sources.openalex_shapes import ListShape

T = TypeVar("T")

PAGE_SIZE = 100
"""The most that a page may hold.

Source: https://developers.openalex.org (paging)
"""

MOST_BELIEVABLE_WORKS = 5_000
"""A record with more works than this combines people or machines: a recorded one has 671,592; they are not fetched."""

_AN_HOUR_S = 3600
_MOST_REFERENCES = 5_000
_WORK_FIELDS = (
    "id,doi,title,publication_year,publication_date,type,primary_location,locations,authorships,abstract_inverted_index"
)
_LISTED_FIELDS = "id,doi,title,publication_year,publication_date,type,primary_location,locations,authorships"
_LIST = msgspec.json.Decoder(ListShape)


def request_author(base: str, author: str, secret: Mapping[str, str]) -> Request:
    """Return the request for one record, by OpenAlex's id or as ``orcid:...``."""
    return Request(f"{base}/authors/{quote(author, safe=':')}", secret)


def request_search(base: str, name: str, limit: int, secret: Mapping[str, str]) -> Request:
    """Return the request for the records of a name."""
    return Request(f"{base}/authors", {"search": name[:200], "per-page": str(limit), **secret})


def request_works(base: str, author: str, cursor: str, size: int, secret: Mapping[str, str]) -> Request:
    """Return the request for one page of an author's works, newest first."""
    asked = {
        "filter": f"author.id:{author}",
        "sort": "publication_date:desc",
        "per-page": str(size),
        "cursor": cursor,
        "select": _WORK_FIELDS,
    }
    return Request(f"{base}/works", asked | dict(secret))


def request_groups(base: str, author: str, secret: Mapping[str, str]) -> Request:
    """Return the request for the people with whom an author wrote."""
    return Request(f"{base}/works", {"filter": f"author.id:{author}", "group_by": "authorships.author.id", **secret})


def request_paper(base: str, paper_id: PaperId, secret: Mapping[str, str]) -> Request:
    """Return the request for one arXiv paper."""
    return Request(f"{base}/works/doi:10.48550/arxiv.{quote(paper_id)}", {"select": "id,title,authorships", **secret})


def request_links(base: str, paper_id: PaperId, secret: Mapping[str, str]) -> Request:
    """Return the request for OpenAlex's id of an arXiv paper and for the ids of what it refers to."""
    return Request(f"{base}/works/doi:10.48550/arxiv.{quote(paper_id)}", {"select": "id,referenced_works", **secret})


def request_named_works(base: str, ids: Sequence[str], secret: Mapping[str, str]) -> Request:
    """Return the request for works by OpenAlex's ids, at most a page of them."""
    asked = {"filter": f"openalex:{'|'.join(ids)}", "per-page": str(PAGE_SIZE), "select": _LISTED_FIELDS}
    return Request(f"{base}/works", asked | dict(secret))


def request_citing_works(base: str, work: str, cursor: str, size: int, secret: Mapping[str, str]) -> Request:
    """Return the request for one page of the works that cite a work, newest first."""
    asked = {
        "filter": f"cites:{work}",
        "sort": "publication_date:desc",
        "per-page": str(size),
        "cursor": cursor,
        "select": _LISTED_FIELDS,
    }
    return Request(f"{base}/works", asked | dict(secret))


def read_budget(headers: Mapping[str, str], today: dt.date) -> Budget | None:
    """Return what an answer says of the day's budget; None where it says nothing.

    Source: headers of recorded answers, 2026-07 (X-RateLimit-Limit, -Remaining)
    """
    known = {name.replace("_", "-"): value for name, value in headers.items() if "ratelimit" in name}
    limit, left = known.get("x-ratelimit-limit", ""), known.get("x-ratelimit-remaining", "")
    if not (limit.isdecimal() and left.isdecimal() and len(limit) < 10 and len(left) < 10):
        return None
    return Budget(OpenAlex.name, today, max(0, int(limit) - int(left)), int(limit))


class OpenAlex:
    """OpenAlex as `tuiread.sources.KnowsOpenAlex`.

    Args:
        client: carries the requests.
        url: the service's address.
        api_key: the reader's own key; None for the anonymous budget.
        now: the clock that dates the facts.
    """

    name: ClassVar[str] = "openalex"

    def __init__(
        self,
        client: Client,
        url: str = "https://api.openalex.org",
        *,
        api_key: str | None = None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._client = client
        self._base = url.rstrip("/")
        self._secret = {"api_key": api_key} if api_key else {}
        self._now = now
        self._budget: Budget | None = None

    @property
    def budget(self) -> Budget | None:
        """What the latest answer said of the day's budget."""
        return self._budget

    async def byline(self, paper_id: PaperId) -> tuple[ListedAuthor, ...]:
        """Return the authors of an arXiv paper with OpenAlex's records of them.

        Raises:
            NotFoundError: OpenAlex does not list the paper.
        """
        request = request_paper(self._base, paper_id, self._secret)
        work = await self._get(request, lambda r: decode(WORK, r.body, self.name, r.url), f"arXiv {paper_id}")
        return tuple(read_byline(work.authorships or ()))

    async def search_authors(self, name: str, limit: int = 10) -> tuple[AuthorRecord, ...]:
        """Return the records that OpenAlex finds for a name, best first; a search costs as much as ten lists."""
        request = request_search(self._base, name, limit, self._secret)
        fact = self._fact(f"search for {name}", request)
        return await self._get(
            request, lambda r: tuple(read_authors(decode(_LIST, r.body, self.name, r.url).results, fact)), name
        )

    async def author(self, key: RecordKey) -> AuthorRecord:
        """Return one record.

        Raises:
            NotFoundError: OpenAlex has no such record.
        """
        return await self._author(_id_of(key))

    async def author_by_orcid(self, orcid: str) -> AuthorRecord:
        """Return the record that carries an ORCID iD.

        Raises:
            NotFoundError: none does.
        """
        return await self._author(f"orcid:{orcid}")

    async def works(self, key: RecordKey, limit: int = 1000) -> AuthorWorks:
        """Return a record's works, newest first, at most so many.

        A record with more than `MOST_BELIEVABLE_WORKS` is told with their number and without any of them.
        """
        works: list[ListedWork] = []
        skipped: list[str] = []
        cursor: str | None = "*"
        total: int | None = None
        fact = self._fact("list of works", request_works(self._base, _id_of(key), "*", PAGE_SIZE, {}))
        while cursor and len(works) < limit:
            request = request_works(self._base, _id_of(key), cursor, PAGE_SIZE, self._secret)
            page = await self._get(request, lambda r: decode(_LIST, r.body, self.name, r.url), str(key))
            total = page.meta.count if total is None else total
            if total is not None and total > MOST_BELIEVABLE_WORKS:
                return AuthorWorks(key, (), fact, total)
            found, unread = read_works(page.results, key)
            works += found
            skipped += unread
            following = page.meta.next_cursor
            cursor = following if page.results and following != cursor else None
        return AuthorWorks(key, tuple(works[:limit]), fact, total, tuple(skipped))

    async def joint_counts(self, key: RecordKey) -> tuple[JointCount, ...]:
        """Return with whom a record's author wrote how many works, most first, at most 200."""
        request = request_groups(self._base, _id_of(key), self._secret)
        page = await self._get(request, lambda r: decode(_LIST, r.body, self.name, r.url), str(key))
        return tuple(read_joint_counts(page.group_by, key))

    async def references(self, paper_id: PaperId, limit: int = 500) -> CitedList:
        """Return what an arXiv paper refers to, in OpenAlex's order, at most so many.

        Raises:
            NotFoundError: OpenAlex does not list the paper.
        """
        _, ids = await self._links(paper_id)
        works: list[ListedWork] = []
        skipped: list[str] = []
        for start in range(0, min(len(ids), limit), PAGE_SIZE):
            request = request_named_works(self._base, ids[start : min(start + PAGE_SIZE, limit)], self._secret)
            page = await self._get(request, lambda r: decode(_LIST, r.body, self.name, r.url), f"arXiv {paper_id}")
            found, unread = read_works(page.results)
            works += found
            skipped += unread
        place = {one: number for number, one in enumerate(ids)}
        works.sort(key=lambda work: place.get(work.id or "", len(place)))
        return CitedList(tuple(works), len(ids), tuple(skipped))

    async def citations(self, paper_id: PaperId, limit: int = 200) -> CitedList:
        """Return the works that refer to an arXiv paper, newest first, at most so many, and how many there are.

        Raises:
            NotFoundError: OpenAlex does not list the paper.
        """
        work, _ = await self._links(paper_id)
        works: list[ListedWork] = []
        skipped: list[str] = []
        total: int | None = None
        cursor: str | None = "*"
        while cursor and len(works) < limit:
            request = request_citing_works(self._base, work, cursor, PAGE_SIZE, self._secret)
            page = await self._get(request, lambda r: decode(_LIST, r.body, self.name, r.url), f"arXiv {paper_id}")
            total = page.meta.count if total is None else total
            found, unread = read_works(page.results)
            works += found
            skipped += unread
            following = page.meta.next_cursor
            cursor = following if page.results and following != cursor else None
        return CitedList(tuple(works[:limit]), total, tuple(skipped))

    async def _links(self, paper_id: PaperId) -> tuple[str, list[str]]:
        """Return OpenAlex's id of a paper, and the ids of what it refers to, each once."""

        def parse(response: Response) -> tuple[str, list[str]]:
            shape = decode(WORK, response.body, self.name, response.url)
            work = work_id(shape.id)
            if work is None:
                raise unexpected(response.body, self.name, response.url)
            ids = (work_id(text) for text in (shape.referenced_works or ())[:_MOST_REFERENCES])
            return work, list(dict.fromkeys(one for one in ids if one))

        request = request_links(self._base, paper_id, self._secret)
        return await self._get(request, parse, f"arXiv {paper_id}")

    async def _author(self, author: str) -> AuthorRecord:
        request = request_author(self._base, author, self._secret)
        fact = self._fact("author record", request)

        def parse(response: Response) -> AuthorRecord:
            record = read_author(decode(AUTHOR, response.body, self.name, response.url), fact)
            if record is None:
                raise unexpected(response.body, self.name, response.url)
            return record

        return await self._get(request, parse, author)

    async def _get(self, request: Request, parse: Callable[[Response], T], what: str) -> T:
        """Ask within the day's budget.

        Raises:
            NotFoundError: OpenAlex does not know what was asked for.
            RateLimitedError: the day's calls are used up, be it by its own word or by the last count.
        """
        self._keep_to_the_budget(request)

        def counted(response: Response) -> T:
            self._budget = read_budget(response.headers, self._now().date()) or self._budget
            return parse(response)

        try:
            return await ask(self._client, self.name, request, counted)
        except RateLimitedError as error:
            if 0 < error.wait_s < _AN_HOUR_S:
                raise  # too fast, not too often
            raise self._used_up(request, error.wait_s) from error
        except StatusError as error:
            if error.status != 404:
                raise
            raise NotFoundError(f"OpenAlex does not know {what}.") from error

    def _keep_to_the_budget(self, request: Request) -> None:
        budget = self._budget
        if budget and budget.day == self._now().date() and not budget.left_count:
            raise self._used_up(request, 0.0)

    def _used_up(self, request: Request, wait_s: float) -> RateLimitedError:
        now = self._now()
        midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), dt.UTC)
        wait_s = wait_s or (midnight - now).total_seconds()
        return RateLimitedError(
            "OpenAlex's free calls of today are used up; they come back at midnight UTC, and what is cached stays.",
            source=self.name,
            url=request.full_url,
            wait_s=wait_s,
        )

    def _fact(self, what: str, request: Request) -> SourceFact:
        return SourceFact(self.name, what, self._now(), request.full_url)


def _id_of(key: RecordKey) -> str:
    return key.removeprefix("openalex:")
