"""Hugging Face Papers: the daily feed, single papers, search and linked repositories.

    request_* (pure)  ->  client  ->  shapes, records, page, repos (pure)  ->  Answer / Paper / Comment / Repo

Days are asked for with ``limit=100`` (the default cut three recorded days off at 50) and every page is followed.  Not
here: whether anything is due, and what a changed paper means.

Source: https://huggingface.co/docs/hub/api#papers
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import ClassVar, TypeVar
from urllib.parse import parse_qs, quote, urlsplit

from tuiread.errors import NotFoundError, StatusError
from tuiread.records import Answer, Comment, Item, LinkedRepos, Paper, PaperId, Repo, SourceFact
from tuiread.sources.asking import ask
from tuiread.sources.client import Client, Request, Response
from tuiread.sources.huggingface_records import read_item, read_paper
from tuiread.sources.huggingface_repos import read_repos
from tuiread.sources.huggingface_shapes import UnreadableError, decode_repos, split_list

T = TypeVar("T")

PAGE_SIZE = 100
"""The most that a page may hold; asking for more is an error."""
_MAX_PAGES = 50
_MAX_QUERY = 250
_MAX_FOUND = 120
_NEXT_LINK = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="?next"?')


def request_feed(base: str, when: Mapping[str, str], page: int = 0) -> Request:
    """Return the request for one page of the feed.

    Args:
        base: the service's address.
        when: ``date``, ``week`` or ``month`` with its value.
        page: counted from 0, as the service does.
    """
    number = {"p": str(page)} if page else {}
    return Request(f"{base}/api/daily_papers", {**when, "limit": str(PAGE_SIZE), **number})


def request_paper(base: str, paper_id: PaperId) -> Request:
    """Return the request for one paper."""
    return Request(f"{base}/api/papers/{quote(paper_id)}")


def request_search(base: str, query: str, limit: int) -> Request:
    """Return the request for a search, cut to what the service accepts."""
    found = max(1, min(limit, _MAX_FOUND))
    return Request(f"{base}/api/papers/search", {"q": query[:_MAX_QUERY], "limit": str(found)})


def request_repos(base: str, paper_id: PaperId) -> Request:
    """Return the request for the repositories that name a paper."""
    return Request(f"{base}/api/arxiv/{quote(paper_id)}/repos")


def request_page(base: str, paper_id: PaperId) -> Request:
    """Return the request for a paper's page as a browser gets it: the only place where its comments are."""
    return Request(f"{base}/papers/{quote(paper_id)}", headers={"Accept": "text/html"})


def parse_list(body: bytes, fact: SourceFact, asked_day: dt.date | None = None) -> tuple[Answer, int]:
    """Return what a list's body holds, and how many items it had, readable or not.

    Raises:
        AnswerError: the body is no JSON list.
    """
    raws = split_list(body, fact.url or "")
    items: list[Item] = []
    skipped: list[str] = []
    for place, raw in enumerate(raws, 1):
        try:
            items.append(read_item(raw, fact, asked_day))
        except UnreadableError as error:
            skipped.append(f"Item {place} of Hugging Face's {fact.what} could not be read: {error}.")
    return Answer(tuple(items), tuple(skipped), fact.url), len(raws)


def next_page(headers: Mapping[str, str], item_count: int, page: int) -> int | None:
    """Return the number of the page after this one, None after the last.

    Only the number is taken from the ``Link`` header, never its host.  A full page without that header may still have
    a successor.
    """
    if link := _NEXT_LINK.search(headers.get("link", "")):
        number = parse_qs(urlsplit(link[1]).query).get("p", [""])[-1]
        return int(number) if number.isdecimal() and len(number) < 6 and int(number) > page else None
    return page + 1 if item_count >= PAGE_SIZE else None


class HuggingFace:
    """Hugging Face Papers as a `FeedSource`."""

    name: ClassVar[str] = "huggingface"

    def __init__(
        self,
        client: Client,
        url: str = "https://huggingface.co",
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        """Speak through a client.

        Args:
            client: carries the requests.
            url: the service's address, with the path that comes before ``/api``.
            now: the clock that dates the facts.
        """
        self._client = client
        self._base = url.rstrip("/")
        self._now = now

    @property
    def request_count(self) -> int:
        """How many requests were sent to Hugging Face so far, repetitions included."""
        return self._client.request_count(self.name)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    def tell_waits(self, listener: Callable[[float], None]) -> None:
        """Have a listener told the seconds before each wait that Hugging Face asks for."""
        self._client.on_wait = lambda _, wait_s: listener(wait_s)

    async def day(self, day: dt.date) -> Answer:
        """Return the papers of one feed day; each has that day in `Paper.feed_days`, or the one it names itself."""
        return await self._feed({"date": day.isoformat()}, f"daily papers of {day}", day)

    async def week(self, start: dt.date) -> Answer:
        """Return the papers of the ISO week that holds ``start``."""
        week = f"{start:%G-W%V}"
        return await self._feed({"week": week}, f"daily papers of week {week}")

    async def month(self, year: int, month: int) -> Answer:
        """Return the papers of one calendar month."""
        return await self._feed({"month": f"{year}-{month:02d}"}, f"daily papers of {year}-{month:02d}")

    async def paper(self, paper_id: PaperId) -> Paper:
        """Return one paper, with how many repositories name it.

        Raises:
            NotFoundError: Hugging Face does not know it.
        """
        request = request_paper(self._base, paper_id)
        fact = self._fact("paper page", request)
        try:
            return await self._ask(request, lambda response: read_paper(response.body, response.url, fact))
        except StatusError as error:
            if error.status != 404:
                raise
            raise NotFoundError(
                f"Hugging Face does not know arXiv {paper_id}: most papers are listed there only after somebody opened "
                f"their page; see https://arxiv.org/abs/{paper_id}."
            ) from error

    async def search(self, query: str, limit: int = _MAX_FOUND) -> Answer:
        """Return the papers that Hugging Face finds, best first: at most 120, for the query's first 250 characters."""
        request = request_search(self._base, query, limit)
        answer, _ = await self._page(request, self._fact("search", request))
        return answer

    async def linked_repos(self, paper_id: PaperId) -> LinkedRepos:
        """Return how many repositories on Hugging Face name the paper."""
        request = request_repos(self._base, paper_id)
        return await self._ask(request, lambda response: decode_repos(response.body, response.url))

    async def repos(self, paper_id: PaperId) -> tuple[Repo, ...]:
        """Return the models, datasets and spaces that name the paper."""
        request = request_repos(self._base, paper_id)
        return await self._ask(request, lambda response: read_repos(response.body, response.url))

    async def comments(self, paper_id: PaperId) -> tuple[Comment, ...]:
        """Return the comments of the paper's page, each reply after what it replies to.

        Raises:
            NotFoundError: Hugging Face has no page of it.
        """
        from tuiread.sources.huggingface_page import read_comments

        request = request_page(self._base, paper_id)
        try:
            return await self._ask(request, lambda response: read_comments(response.body, response.url))
        except StatusError as error:
            if error.status != 404:
                raise
            raise NotFoundError(f"Hugging Face has no page of arXiv {paper_id}, and so no comments.") from error

    async def _feed(self, when: Mapping[str, str], what: str, asked_day: dt.date | None = None) -> Answer:
        """Return all pages of a feed as one answer, each paper once per day."""
        items: dict[tuple[PaperId, dt.date | None], Item] = {}
        skipped: list[str] = []
        page = 0
        for _ in range(_MAX_PAGES):
            request = request_feed(self._base, when, page)
            answer, following = await self._page(request, self._fact(what, request), asked_day, page)
            known_count = len(items)
            for item in answer.items:
                items.setdefault((item.paper.id, item.day), item)
            skipped.extend(answer.skipped)
            is_repeated = bool(answer.items) and len(items) == known_count
            if following is None or is_repeated:
                break
            page = following
        else:
            skipped.append(f"Hugging Face's {what} have more than {_MAX_PAGES} pages; the others were left out.")
        return Answer(tuple(items.values()), tuple(skipped), request_feed(self._base, when).full_url)

    async def _page(
        self, request: Request, fact: SourceFact, day: dt.date | None = None, page: int = 0
    ) -> tuple[Answer, int | None]:
        """Return one page of a list and the number of the next."""

        def parse(response: Response) -> tuple[Answer, int | None]:
            answer, item_count = parse_list(response.body, fact, day)
            return answer, next_page(response.headers, item_count, page)

        return await self._ask(request, parse)

    async def _ask(self, request: Request, parse: Callable[[Response], T]) -> T:
        return await ask(self._client, self.name, request, parse)

    def _fact(self, what: str, request: Request) -> SourceFact:
        return SourceFact(self.name, what, self._now(), request.full_url)
