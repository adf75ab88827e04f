"""Where a full text is looked for, in which order, and what is kept of it.

    arXiv HTML, newest ── stub or none ──> earlier ones ──> ar5iv ──> the PDF's letters ──> the wish stays

A source that has nothing, or nothing that can be read, leads to the next one; a source that fails, or no network at
all, ends the search, because a worse text would take the place of a better one that comes tomorrow.  Not here: reading
pages (document), keeping.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tuiread.errors import DocumentError, NotFoundError, SourceError
from tuiread.records import PaperId, TextFacts, TextSource

if TYPE_CHECKING:
    from tuiread.blocks import Document
    from tuiread.sources.text_pages import FetchedPage

EARLIER_VERSIONS = 3
"""How many versions before the newest are looked at."""

_NAMES: dict[TextSource, str] = {"arxiv": "arXiv's HTML", "ar5iv": "ar5iv", "pdf": "arXiv's PDF"}


class KnowsTexts(Protocol):
    """Where whole papers are served; each raises `NotFoundError` where it has none, `SourceError` where it failed."""

    async def html(self, paper_id: PaperId, version: int | None) -> FetchedPage:
        """Return arXiv's page of a version."""

    async def ar5iv(self, paper_id: PaperId) -> FetchedPage:
        """Return ar5iv's page."""

    async def pdf(self, paper_id: PaperId, version: int | None) -> FetchedPage:
        """Return the PDF."""

    async def image(self, url: str, page_url: str, max_bytes: int) -> bytes:
        """Return an image of a page."""

    async def aclose(self) -> None:
        """Close the connections."""


class Found(NamedTuple):
    """A text that was read."""

    facts: TextFacts
    document: Document
    steps: tuple[str, ...]
    """What had nothing before, a sentence each."""


class _Step(NamedTuple):
    """One place to look."""

    source: TextSource
    version: int
    ask: Callable[[], Awaitable[FetchedPage]]


async def find_text(pages: KnowsTexts, paper_id: PaperId, version: int | None, now: dt.datetime) -> Found:
    """Return the best text that there is.

    Args:
        pages: where texts are served.
        paper_id: whose text.
        version: the newest version, as far as it is known.
        now: when the text is said to be fetched.

    Raises:
        NotFoundError: nobody has one that can be read; the sentence says what was tried.
        SourceError: a source failed, or somebody else answered in its place.
    """
    from tuiread.document.plain import letters_of

    steps: list[str] = []
    for step in _plan(pages, paper_id, version):
        try:
            page = await step.ask()
            document = await asyncio.to_thread(_read, page, step.source)
        except NotFoundError as error:
            steps.append(str(error))
            continue
        except DocumentError as error:
            steps.append(f"{_NAMES[step.source]}: {error}")
            continue
        digest = hashlib.blake2s(page.body, digest_size=16).hexdigest()
        letters = sum(map(letters_of, (*document.abstract, *document.blocks)))
        facts = TextFacts(paper_id, step.version, step.source, page.url, now, letters, digest, version or 0)
        return Found(facts, document, tuple(steps))
    raise NotFoundError(f"No text of arXiv {paper_id} can be had: {' '.join(steps)}")


async def find_figures(
    pages: KnowsTexts, document: Document, page_url: str, most: int, max_bytes: int
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the images of a text by their addresses, and what kept others away, a sentence each.

    Args:
        pages: where images are served.
        document: the text.
        page_url: the address of its page.
        most: how many images at most.
        max_bytes: the largest one.
    """
    from tuiread.document.flow import Flow

    images: dict[str, bytes] = {}
    failed: list[str] = []
    for url in list(Flow(document).pictures)[:most]:
        try:
            images[url] = await pages.image(url, page_url, max_bytes)
        except NotFoundError as error:
            failed.append(str(error))
        except SourceError as error:
            failed.append(str(error))
            break  # a source that fails once is left alone
    return images, tuple(failed)


def _plan(pages: KnowsTexts, paper_id: PaperId, version: int | None) -> Iterator[_Step]:
    yield _Step("arxiv", version or 0, lambda: pages.html(paper_id, version))
    for earlier in range((version or 1) - 1, max(0, (version or 1) - 1 - EARLIER_VERSIONS), -1):
        yield _Step("arxiv", earlier, lambda earlier=earlier: pages.html(paper_id, earlier))  # type: ignore[misc]
    yield _Step("ar5iv", 0, lambda: pages.ar5iv(paper_id))
    yield _Step("pdf", version or 0, lambda: pages.pdf(paper_id, version))


def _read(page: FetchedPage, source: TextSource) -> Document:
    """Read a page or a PDF.

    Raises:
        DocumentError: it cannot be read, or is nearly empty.
    """
    if source == "pdf":
        from tuiread.document.pdf import read_pdf

        return read_pdf(page.body)
    from tuiread.document.latexml import is_stub, read_html

    document = read_html(page.body, page.url, source)
    if is_stub(document):
        raise DocumentError(f"{page.url} is nearly empty.")
    return document
