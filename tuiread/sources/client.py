"""The one HTTP client that all sources share.

    get ── turn (our spacing, the source's wishes) ── exchange (redirects, ETag, size) ── Response
     └───────── again, on what may pass: 408 429 500 502 503 504, time-outs, broken connections ◄┘

It carries bytes and does *not* know what they mean.  Foreign exceptions end here (see `failures`), and no secret is
ever part of an error or of a `Response`.
"""

from __future__ import annotations

import asyncio
import collections
import datetime as dt
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import httpx
import tenacity
from msgspec import Struct

from tuiread import HOMEPAGE, __version__
from tuiread.errors import OfflineError, StatusError
from tuiread.sources import failures
from tuiread.sources.politeness import asked_wait_s

USER_AGENT = f"tuiread/{__version__} (+{HOMEPAGE})"

_RETRIED = frozenset({408, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 3
_MAX_ERROR_BYTES = 20_000
_MAX_KEPT_BYTES = 16_000_000
_MAX_KEPT_COUNT = 256
_DEADLINE_FACTOR = 12
"""Times the time-out, for one whole answer: a server that sends a byte now and then must not hold us for ever."""
_SECRET_PARAMS = frozenset({"api_key", "key", "token", "access_token", "mailto"})
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Request(Struct, frozen=True):
    """What to ask for; always a GET."""

    url: str
    params: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}
    """What this endpoint needs besides: ``Accept``; no secrets."""
    timeout_s: float = 0.0
    """How long this answer may take, where the client's own time-out is shorter."""
    patience_s: float = 0.0
    """The longest wait that the source may ask for here, where the client's own patience is shorter."""

    @property
    def address(self) -> str:
        """The address with all its parameters, secrets included: for the wire only."""
        return str(httpx.URL(self.url).copy_merge_params(dict(self.params)))

    @property
    def full_url(self) -> str:
        """The address with its parameters but without secrets: what may be shown and kept."""
        try:
            url = httpx.URL(self.url).copy_with(userinfo=b"")
            return str(url.copy_merge_params({k: v for k, v in self.params.items() if k not in _SECRET_PARAMS}))
        except httpx.InvalidURL:
            return self.url


class Response(Struct, frozen=True):
    """What came back."""

    status: int
    """A success, or 304 when the service said that the body kept here is still right."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    url: str
    """What was asked for, without secrets."""


class _Kept(Struct, frozen=True):
    etag: str
    body: bytes
    headers: Mapping[str, str]
    """Those that came with the body: a 304 may leave out what did not change, such as the link to the next page."""


class _Lane:
    """What must be respected towards one source: one request at a time, distances, and its own wishes."""

    def __init__(self, min_interval_s: float) -> None:
        self.lock = asyncio.Lock()
        self.min_interval_s = min_interval_s
        self.free_at = 0.0
        """By our own spacing, on the monotonic clock."""
        self.quiet_until = 0.0
        """By the source's word, on the monotonic clock."""
        self.request_count = 0


class Client:
    """A polite GET with retries, for all sources; `aclose` it when done.

    Nothing is opened before the first request.

    Args:
        user_agent: how we introduce ourselves, with version and homepage.
        transport: what carries the bytes; None opens real connections (and honours the proxy environment).
        timeout_s: for connecting, and for each pause while reading.
        max_bytes: the largest body that is accepted.
        min_interval_s: by source, the least time between the starts of two requests.
        secrets: by source, headers that hold a secret; they are sent over https or to this machine only.
        attempts: how often a request is tried at the most.
        patience_s: the longest wait that a source may ask for.
        now: the clock, for dates in ``Retry-After``.
        monotonic: the clock, for distances.
        sleep: how to wait.
        on_wait: told the source and the seconds before each wait that a source asked for.
    """

    def __init__(  # noqa: PLR0913 (one object with many independent, defaulted settings)
        self,
        *,
        user_agent: str = USER_AGENT,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout_s: float = 10.0,
        max_bytes: int = 20_000_000,
        min_interval_s: Mapping[str, float] | None = None,
        secrets: Mapping[str, Mapping[str, str]] | None = None,
        attempts: int = 3,
        patience_s: float = 30.0,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_wait: Callable[[str, float], None] | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._transport = transport
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._min_interval_s = min_interval_s or {}
        self._secrets = secrets or {}
        self._attempts = attempts
        self._patience_s = patience_s
        self._now = now
        self._monotonic = monotonic
        self._sleep = sleep
        self.on_wait = on_wait
        self._backoff = tenacity.wait_exponential(multiplier=0.5, max=8.0) + tenacity.wait_random(0.0, 0.5)
        self._lanes: dict[str, _Lane] = {}
        self._kept: collections.OrderedDict[str, _Kept] = collections.OrderedDict()
        self._http: httpx.AsyncClient | None = None

    async def get(self, source: str, request: Request) -> Response:
        """Return the answer to a request, asked again where that may help.

        Raises:
            OfflineError: no connection, none in time, or it broke.
            RateLimitedError: the source asks us to wait longer than ``patience_s``, or refuses again and again.
            StatusError: it answered with an error status.
            AnswerError: it answered too much, or sent us to another host.
            SourceError: the address cannot be used.
        """
        lane, patience_s = self._lane(source), max(self._patience_s, request.patience_s)
        retrying = tenacity.AsyncRetrying(
            sleep=self._sleep,
            # A wait that the source asked for is made by the next turn; backing off comes in its place.
            wait=lambda state: 0.0 if self._quiet_s(lane) else self._backoff(state),
            stop=tenacity.stop_after_attempt(self._attempts),
            retry=tenacity.retry_if_exception(lambda e: _may_pass(e) and self._quiet_s(lane) <= patience_s),
            reraise=True,
        )
        async with lane.lock:
            return await retrying(self._try_once, source, lane, request)

    def request_count(self, source: str) -> int:
        """Return how many requests were sent to a source, repetitions and redirects included."""
        return self._lane(source).request_count

    def forget(self, request: Request) -> None:
        """Drop the body that is kept for a request: its reader found that it is no good."""
        self._kept.pop(request.address, None)

    async def aclose(self) -> None:
        """Close all connections; a later request opens new ones."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    def _lane(self, source: str) -> _Lane:
        return self._lanes.setdefault(source, _Lane(self._min_interval_s.get(source, 0.0)))

    def _quiet_s(self, lane: _Lane) -> float:
        return max(0.0, lane.quiet_until - self._monotonic())

    async def _try_once(self, source: str, lane: _Lane, request: Request) -> Response:
        await self._take_turn(source, lane, request)
        timeout_s = max(self._timeout_s, request.timeout_s)
        try:
            async with asyncio.timeout(timeout_s * _DEADLINE_FACTOR):
                return await self._follow(source, lane, request)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise failures.connection_failure(error, source, request, timeout_s) from error

    async def _take_turn(self, source: str, lane: _Lane, request: Request) -> None:
        """Wait for our own spacing and for what the source asked for.

        Raises:
            RateLimitedError: that would take too long.
        """
        quiet_s = self._quiet_s(lane)
        if quiet_s > max(self._patience_s, request.patience_s):
            raise failures.too_many_requests(source, request, quiet_s)
        if quiet_s and self.on_wait:
            self.on_wait(source, quiet_s)
        if (wait_s := max(quiet_s, lane.free_at - self._monotonic())) > 0:
            await self._sleep(wait_s)

    async def _follow(self, source: str, lane: _Lane, request: Request) -> Response:
        """Send the request, and follow it within its host."""
        url = httpx.URL(request.address)
        for _ in range(_MAX_REDIRECTS + 1):
            async with self._exchange(source, lane, url, request) as answer:
                if answer.status_code not in _REDIRECTS:
                    return await self._accept(source, lane, request, answer)
                target = url.join(answer.headers.get("location", ""))
                if not _is_same_place(url, target):
                    raise failures.led_elsewhere(source, request, target.host)
                url = target
        raise failures.led_elsewhere(source, request, url.host)

    @asynccontextmanager
    async def _exchange(
        self, source: str, lane: _Lane, url: httpx.URL, request: Request
    ) -> AsyncIterator[httpx.Response]:
        kept = self._kept.get(request.address)
        headers = dict(request.headers) | ({"If-None-Match": kept.etag} if kept else {})
        if url.scheme == "https" or url.host in _LOOPBACK:
            headers |= self._secrets.get(source, {})
        lane.free_at = self._monotonic() + lane.min_interval_s
        lane.request_count += 1
        timeout_s = max(self._timeout_s, request.timeout_s)
        async with self._opened().stream("GET", url, headers=headers, timeout=timeout_s) as answer:
            if asked_s := asked_wait_s(answer.headers, answer.status_code, self._now()):
                lane.quiet_until = max(lane.quiet_until, self._monotonic() + asked_s)
            yield answer

    def _opened(self) -> httpx.AsyncClient:
        if self._http is None:
            self._http = httpx.AsyncClient(
                transport=self._transport, timeout=self._timeout_s, headers={"User-Agent": self._user_agent}
            )
        return self._http

    async def _accept(self, source: str, lane: _Lane, request: Request, answer: httpx.Response) -> Response:
        """Return the answer with its body, or raise what its status means."""
        headers, kept = dict(answer.headers), self._kept.get(request.address)
        if answer.status_code == httpx.codes.NOT_MODIFIED and kept:
            self._kept.move_to_end(request.address)
            return Response(status=304, headers={**kept.headers, **headers}, body=kept.body, url=request.full_url)
        if not answer.is_success:
            body = await _read(answer, _MAX_ERROR_BYTES)
            raise failures.refusal(source, request, answer.status_code, body, self._quiet_s(lane))
        body = await _read(answer, self._max_bytes)
        if len(body) > self._max_bytes:
            raise failures.too_large(source, request, self._max_bytes)
        if etag := headers.get("etag"):
            self._keep(request.address, _Kept(etag, body, headers))
        return Response(status=answer.status_code, headers=headers, body=body, url=request.full_url)

    def _keep(self, address: str, kept: _Kept) -> None:
        self._kept.pop(address, None)
        self._kept[address] = kept
        while (
            len(self._kept) > _MAX_KEPT_COUNT or sum(len(each.body) for each in self._kept.values()) > _MAX_KEPT_BYTES
        ):
            self._kept.popitem(last=False)


async def _read(answer: httpx.Response, max_bytes: int) -> bytes:
    """Return the body, or one piece more than ``max_bytes`` of a longer one."""
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > max_bytes:
            break
    return bytes(body)


def _may_pass(error: BaseException) -> bool:
    """Tell failures that another try may not meet."""
    if isinstance(error, StatusError):
        return error.status in _RETRIED
    return isinstance(error, OfflineError) or isinstance(error.__cause__, httpx.DecodingError)


def _is_same_place(url: httpx.URL, target: httpx.URL) -> bool:
    """Tell whether a redirect stays with the host that we asked, and does not fall back to plain http."""
    if target.host != url.host or target.scheme not in ("http", "https"):
        return False
    is_upgrade = (url.scheme, target.scheme) == ("http", "https") and url.port is None and target.port is None
    return is_upgrade or (target.scheme, target.port) == (url.scheme, url.port)
