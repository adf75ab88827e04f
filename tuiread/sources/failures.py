"""What went wrong with a request, as one of `tuiread.errors` with a sentence for the reader.

This is the one edge where foreign exceptions and HTTP statuses turn into ours.  It decides nothing: whether to ask
again is the client's business.
"""

from __future__ import annotations

import html
import re
import ssl
from typing import TYPE_CHECKING

import httpx
import msgspec

from tuiread.cleaning import clean_text
from tuiread.errors import AnswerError, MovedError, OfflineError, RateLimitedError, SourceError, StatusError

if TYPE_CHECKING:
    from tuiread.sources.client import Request

DISPLAY_NAMES = {
    "huggingface": "Hugging Face",
    "arxiv": "arXiv",
    "openalex": "OpenAlex",
    "semantic_scholar": "Semantic Scholar",
    "orcid": "ORCID",
    "crossref": "Crossref",
}
"""The services' names in sentences."""

_MAX_WORD = 120
_ARXIV_ERROR, _SUMMARY = b"arxiv.org/api/errors", re.compile(rb"<summary[^>]*>([^<]{1,1000})</summary>")
"""arXiv tells of errors by a feed, with a paper's place taken by what went wrong."""
_AGAIN = "what is cached stays readable; try again later"


def display_name(source: str) -> str:
    """Return a source's name as it stands in sentences."""
    return DISPLAY_NAMES.get(source, source)


def connection_failure(error: Exception, source: str, request: Request, timeout_s: float) -> SourceError:
    """Return our error for what httpx or the deadline raised; the caller keeps the cause with ``from``."""
    name, url = display_name(source), request.full_url
    match error:
        case httpx.ConnectTimeout() | httpx.ReadTimeout() | httpx.WriteTimeout() | TimeoutError():
            return OfflineError(f"{name} did not answer within {timeout_s:g} s; {_AGAIN}.", source=source, url=url)
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return SourceError(
                f"The address of {name} ({url}) cannot be used; correct its url in the settings.",
                source=source,
                url=url,
            )
        case httpx.DecodingError():
            return AnswerError(f"{name} sent an answer that cannot be unpacked; {_AGAIN}.", source=source, url=url)
        case httpx.RemoteProtocolError() | httpx.ReadError() | httpx.WriteError():
            return OfflineError(f"{name} broke off its answer; {_AGAIN}.", source=source, url=url)
    if _is_certificate_failure(error):
        return OfflineError(
            f"{name} could not be reached safely, its certificate is not valid; perhaps this network wants you to log "
            "in first.",
            source=source,
            url=url,
        )
    return OfflineError(f"{name} could not be reached (no network?); {_AGAIN}.", source=source, url=url)


def refusal(source: str, request: Request, status: int, body: bytes, wait_s: float) -> StatusError:
    """Return our error for an answer with an error status.

    Args:
        source: who answered.
        request: what was asked.
        status: the HTTP status.
        body: the beginning of the answer, for the service's own word on it.
        wait_s: how long it wants us to wait; 0 when it did not say.
    """
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return too_many_requests(source, request, wait_s)
    word = _own_word(body)
    reason = f"{status}: {word}" if word else str(status)
    name = display_name(source)
    if status in (401, 403):
        sentence = f"{name} refuses access ({reason}); check its token in the environment, or try without one."
    elif status == 404:
        sentence = f"{name} has nothing at this address ({reason}); check what was asked for."
    elif status >= 500 or status == 408:
        sentence = f"{name} has trouble of its own ({reason}); {_AGAIN}."
    else:
        sentence = f"{name} does not accept this request ({reason}); check the date, id or words that were asked for."
    return StatusError(sentence, source=source, url=request.full_url, status=status)


def too_many_requests(source: str, request: Request, wait_s: float) -> RateLimitedError:
    """Return our error for a source that wants us to wait longer than we want to."""
    name = display_name(source)
    asked = f"asks us to wait {wait_s:.0f} s" if wait_s else "asks us to wait a while"
    return RateLimitedError(
        f"{name} {asked} before the next request; what is cached stays readable; try again after that.",
        source=source,
        url=request.full_url,
        wait_s=wait_s,
    )


def too_large(source: str, request: Request, max_bytes: int) -> AnswerError:
    """Return our error for an answer beyond the size that is accepted."""
    return AnswerError(
        f"{display_name(source)} sent more than {max_bytes:,} bytes, far more than papers need; nothing of it "
        "was kept, please try again later.",
        source=source,
        url=request.full_url,
    )


def led_elsewhere(source: str, request: Request, host: str) -> MovedError:
    """Return our error for a redirect that is not followed."""
    return MovedError(
        f"{display_name(source)} sent us on to another address ({clean_text(host) or 'none'}), which is not followed; "
        "perhaps this network wants you to log in first.",
        source=source,
        url=request.full_url,
    )


def _is_certificate_failure(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _own_word(body: bytes) -> str:
    """Return what the service itself says of its refusal, short; empty where it says nothing in a known place."""
    if _ARXIV_ERROR in body:
        found = _SUMMARY.search(body)
        word: object = html.unescape(found[1].decode("utf-8", "replace")) if found else None
    else:
        word = _json_word(body)
    text = clean_text(word[:1_000]) if isinstance(word, str) else ""
    return text if len(text) <= _MAX_WORD else text[: _MAX_WORD - 1] + "…"


def _json_word(body: bytes) -> object:
    try:
        answer = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return None
    return (answer.get("error") or answer.get("message")) if isinstance(answer, dict) else None
