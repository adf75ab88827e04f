"""Pages and PDFs of whole papers: arXiv's HTML by version, ar5iv's, the PDF, and the images of a page.

It carries bytes; what they say is read elsewhere (document).  arXiv's three seconds between requests hold for all of
it, images included, because they share arXiv's lane of the client.

Source: https://info.arxiv.org/about/accessible_HTML.html, https://ar5iv.labs.arxiv.org
"""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from msgspec import Struct

from tuiread.errors import AnswerError, MovedError, NotFoundError, StatusError
from tuiread.records import PaperId
from tuiread.sources.client import Client, Request, Response
from tuiread.sources.failures import display_name

_PAGES = {"https://export.arxiv.org": "https://arxiv.org"}
"""arXiv answers questions at one host and serves pages at another."""

_PDF_SIGN_WITHIN = 1024
"""Readers of PDF allow so many bytes before its sign."""

_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")


class FetchedPage(Struct, frozen=True):
    """What came, and from where."""

    body: bytes
    url: str


class TextPages:
    """Where whole papers are served.

    Args:
        client: carries the requests.
        arxiv_url: arXiv's address, as the settings have it.
        ar5iv_url: ar5iv's.
    """

    name: ClassVar[str] = "arxiv"
    ar5iv_name: ClassVar[str] = "ar5iv"

    def __init__(self, client: Client, arxiv_url: str, ar5iv_url: str) -> None:
        self._client = client
        self._arxiv = _PAGES.get(arxiv_url, arxiv_url)
        self._ar5iv = ar5iv_url

    async def html(self, paper_id: PaperId, version: int | None) -> FetchedPage:
        """Return arXiv's page of a version; the newest without one.

        Raises:
            NotFoundError: arXiv has no HTML of it.
            SourceError: arXiv failed.
        """
        suffix = f"v{version}" if version else ""
        request = Request(f"{self._arxiv}/html/{paper_id}{suffix}", headers={"Accept": "text/html"})
        return await self._page(self.name, request, f"arXiv has no HTML of {paper_id}{suffix}.")

    async def ar5iv(self, paper_id: PaperId) -> FetchedPage:
        """Return ar5iv's page.

        Raises:
            NotFoundError: ar5iv has none, and leads back to arXiv.
            SourceError: ar5iv failed.
        """
        request = Request(f"{self._ar5iv}/html/{paper_id}", headers={"Accept": "text/html"})
        return await self._page(self.ar5iv_name, request, f"ar5iv has no page of {paper_id}.")

    async def pdf(self, paper_id: PaperId, version: int | None) -> FetchedPage:
        """Return the PDF.

        Raises:
            NotFoundError: arXiv has none.
            SourceError: arXiv failed, or something else answered in its place.
        """
        suffix = f"v{version}" if version else ""
        request = Request(f"{self._arxiv}/pdf/{paper_id}{suffix}", headers={"Accept": "application/pdf"})
        page = await self._page(self.name, request, f"arXiv has no PDF of {paper_id}{suffix}.")
        if b"%PDF-" not in page.body[:_PDF_SIGN_WITHIN]:
            self._client.forget(request)
            sentence = f"What came for the PDF of {paper_id} is none; perhaps this network wants you to log in first."
            raise AnswerError(sentence, source=self.name, url=request.full_url)
        return page

    async def image(self, url: str, page_url: str, max_bytes: int) -> bytes:
        """Return an image of a page.

        Raises:
            NotFoundError: it lies on another host, is too large, or is no image that can be shown.
            SourceError: the host failed.
        """
        if urlsplit(url)[:2] != urlsplit(page_url)[:2]:
            raise NotFoundError(f"The image {url} lies on another host than its page.")
        name = self.ar5iv_name if page_url.startswith(self._ar5iv) else self.name
        answer = await self._get(name, Request(url, headers={"Accept": ", ".join(_IMAGES)}), f"There is no {url}.")
        if not answer.headers.get("content-type", "").startswith(_IMAGES) or len(answer.body) > max_bytes:
            raise NotFoundError(f"The image {url} is too large, or none that can be shown.")
        return answer.body

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _page(self, name: str, request: Request, missing: str) -> FetchedPage:
        answer = await self._get(name, request, missing)
        if not answer.body.strip():
            self._client.forget(request)
            sentence = f"{display_name(name)} answered nothing at {urlsplit(request.url).path}."
            raise AnswerError(sentence, source=name, url=request.full_url)
        return FetchedPage(answer.body, request.full_url)

    async def _get(self, name: str, request: Request, missing: str) -> Response:
        try:
            return await self._client.get(name, request)
        except StatusError as error:
            if error.status in (403, 404, 410):
                raise NotFoundError(missing) from error
            raise
        except MovedError as error:
            # ar5iv leads to arXiv where it has no page, arXiv to a publisher where it has no file.
            raise NotFoundError(missing) from error
