"""Zotero on this machine: it takes papers from other programs while it runs, at an address of its own.

    BibTeX ──POST /connector/import──> 201 and what it made of it

Nothing is asked of any other machine, and nothing is sent unless the reader says so.

Source: https://www.zotero.org/support/dev/client_coding/connector_http_server
"""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

import httpx
import msgspec

from tuiread.errors import AnswerError, OfflineError, SourceError, StatusError, UsageError

NAME = "zotero"
TIMEOUT_S = 30.0
"""Zotero reads a library of a thousand papers in some seconds, and answers afterwards."""

_HERE = ("127.0.0.1", "localhost", "::1")
_READ_ONLY, _NOT_UNDERSTOOD = 500, 400
_ITEMS = msgspec.json.Decoder(list[dict[str, object]])


async def hand_over(base: str, bibliography: str, transport: httpx.AsyncBaseTransport | None = None) -> int:
    """Give papers to Zotero, into the collection that is chosen there; return how many it took.

    Args:
        base: where Zotero listens.
        bibliography: the papers as BibTeX.
        transport: what carries the bytes; None opens a real connection.

    Raises:
        UsageError: the address is of another machine.
        OfflineError: Zotero is not running.
        SourceError: it took nothing, or what it answered cannot be understood.
    """
    if urlsplit(base).hostname not in _HERE:
        raise UsageError(f"{base} is not on this machine; papers are handed to a Zotero that runs here only.")
    url = f"{base}/connector/import"
    headers = {"Content-Type": "application/x-bibtex; charset=utf-8", "X-Zotero-Connector-API-Version": "3"}
    # The way to this machine leads through no proxy.
    async with httpx.AsyncClient(transport=transport, timeout=TIMEOUT_S, trust_env=False) as client:
        try:
            answer = await client.post(
                url, params={"session": uuid.uuid4().hex}, content=bibliography.encode(), headers=headers
            )
        except httpx.TimeoutException as error:
            said = f"Zotero did not answer within {TIMEOUT_S:g} s; look there whether the papers came."
            raise OfflineError(said, source=NAME, url=url) from error
        except httpx.HTTPError as error:
            raise OfflineError(
                f"Zotero does not run at {base}; start it and try again.", source=NAME, url=url
            ) from error
    return _taken(answer, url)


def _taken(answer: httpx.Response, url: str) -> int:
    """Return how many papers Zotero says that it took.

    Raises:
        SourceError: it says something else.
    """
    if answer.status_code == httpx.codes.CREATED:
        try:
            return len(_ITEMS.decode(answer.content))
        except (msgspec.DecodeError, RecursionError) as error:
            said = "Zotero answered something that cannot be understood; look there whether the papers came."
            raise AnswerError(said, source=NAME, url=url) from error
    raise _refusal(answer.status_code, url)


def _refusal(status: int, url: str) -> SourceError:
    reasons = {
        _READ_ONLY: "could not take the papers; perhaps a collection is chosen there that cannot be changed",
        _NOT_UNDERSTOOD: "could not read the papers",
        httpx.codes.NOT_FOUND: "does not know how to take papers; is something else running there?",
    }
    said = reasons.get(status, f"answered with status {status}")
    return StatusError(f"Zotero {said}.", source=NAME, url=url, status=status)
