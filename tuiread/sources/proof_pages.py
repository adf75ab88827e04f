"""Public pages that may prove whose a record is: a plain GET that anybody can repeat, under strict rules.

    https only, default port, no credentials ── every address of the host is public ── connect to the address that was
    checked, with the host's certificate ── at most 3 redirects, on the same host ── 512 KB, 10 s for all of it

A page is somebody else's word and its address comes from a public record, so it must not make this machine ask its own
network: the name is resolved here, all its addresses must be public, and the connection goes to the one that was
checked, so that a second answer of the name server changes nothing.  No cookies, no proxies, no compression (a small
body could unpack to a large one).  Not here: what a page proves (insight.claims).

Source: https://docs.joinmastodon.org/user/profile/#verification (a link back, https, no change of host)
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property
from typing import ClassVar

import httpx

from tuiread.errors import AnswerError, NotFoundError, OfflineError, SourceError, StatusError
from tuiread.records import PublicPage
from tuiread.sources.client import USER_AGENT

MAX_BYTES = 512 * 1024
MAX_SECONDS = 10.0
MAX_REDIRECTS = 3
MOST_ADDRESSES = 4
"""How many addresses of one host are tried, until one takes the connection."""
HTTPS_PORT = 443

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolve = Callable[[str], Awaitable[Sequence[str]]]


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, whatever it is wrapped in.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("193.0.6.139")
    (False, False, True)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False  # given up by its standard, and still some networks' own
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


async def resolve(host: str) -> Sequence[str]:
    """Return every address of a host.

    Raises:
        OSError: it has none.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class ProofPages:
    """Public pages as `tuiread.sources.KnowsPages`.

    Args:
        now: the clock that dates a look.
        max_seconds: for one page with all its redirects.
        find_addresses: how a host's addresses are found.
        is_allowed: which addresses may be connected to.
        verify: whose certificates are believed; None for the usual ones.
        port: where https is spoken.
    """

    name: ClassVar[str] = "pages"

    def __init__(
        self,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        max_seconds: float = MAX_SECONDS,
        find_addresses: Resolve = resolve,
        is_allowed: Callable[[str], bool] = is_public,
        verify: ssl.SSLContext | None = None,
        port: int = HTTPS_PORT,
    ) -> None:
        self._now = now
        self._max_seconds = max_seconds
        self._find_addresses = find_addresses
        self._is_allowed = is_allowed
        self._verify = verify
        self._port = port

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """The certificates that are believed, read once: that takes longer than anything else here."""
        return self._verify or httpx.create_ssl_context(trust_env=False)

    async def page(self, url: str) -> PublicPage:
        """Return a page.

        Raises:
            NotFoundError: its host says that there is no such page.
            OfflineError: no connection, or not all of it in time.
            StatusError: it answered with another error status.
            AnswerError: a rule forbids to read it: no https, a private address, a redirect to another host, too large.
        """
        asked = self._checked(httpx.URL, url, url)
        try:
            async with asyncio.timeout(self._max_seconds):
                return await self._follow(asked, url)
        except TimeoutError as error:
            raise OfflineError(
                f"{asked.host} did not answer within {self._max_seconds:g} s.", source=self.name, url=url
            ) from error
        except (httpx.HTTPError, OSError, UnicodeError) as error:  # the last for names that cannot be looked up
            raise OfflineError(f"{asked.host} could not be reached.", source=self.name, url=url) from error

    async def _follow(self, url: httpx.URL, asked: str) -> PublicPage:
        for _ in range(MAX_REDIRECTS + 1):
            status, body, location = await self._get(url, asked)
            if status not in _REDIRECTS:
                return self._accepted(asked, url.host, status, body)
            target = self._checked(url.join, location, asked)
            if target.host != url.host:
                raise AnswerError(
                    f"{url.host} sends readers on to {target.host}, which is not followed.", source=self.name, url=asked
                )
            url = target
        raise AnswerError(f"{url.host} sends readers on again and again.", source=self.name, url=asked)

    async def _get(self, url: httpx.URL, asked: str) -> tuple[int, bytes, str]:
        """Return status, body and where a redirect leads; each request has a client, so a cookie jar, of its own."""
        host = url.raw_host.decode("ascii")
        addresses = await self._addresses(host, asked)
        headers = {"Host": host, "User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
        timeout = httpx.Timeout(self._max_seconds, connect=self._max_seconds / len(addresses))
        async with httpx.AsyncClient(verify=self._trusted, trust_env=False, timeout=timeout) as client:
            requests = [
                client.build_request(
                    "GET",
                    url.copy_with(host=address, port=self._port, fragment=None),
                    headers=headers,
                    extensions={"sni_hostname": host},
                )
                for address in addresses
            ]
            answer = await _first_answer(client, requests)
            try:
                return answer.status_code, await self._read(answer, asked), answer.headers.get("location", "")
            finally:
                await answer.aclose()

    async def _addresses(self, host: str, asked: str) -> Sequence[str]:
        """Return the addresses to connect to, once all that the host has were found public."""
        addresses = await self._find_addresses(host)
        if not addresses or not all(map(self._is_allowed, addresses)):
            raise AnswerError(
                f"{host} is an address of a private network and is not asked.", source=self.name, url=asked
            )
        return addresses[:MOST_ADDRESSES]

    async def _read(self, answer: httpx.Response, asked: str) -> bytes:
        if "content-encoding" in answer.headers:
            raise AnswerError("The page came packed, which was not asked for.", source=self.name, url=asked)
        body = bytearray()
        async for piece in answer.aiter_raw():
            body += piece
            if len(body) > MAX_BYTES:
                raise AnswerError(
                    f"The page is larger than {MAX_BYTES // 1024} KB and is not read.", source=self.name, url=asked
                )
        return bytes(body)

    def _accepted(self, url: str, host: str, status: int, body: bytes) -> PublicPage:
        if status in _GONE:
            raise NotFoundError(f"{host} has no such page (status {status}).")
        if status != httpx.codes.OK:
            raise StatusError(f"{host} answered with status {status}.", source=self.name, url=url, status=status)
        return PublicPage(url, status, body, self._now(), hashlib.sha256(body).hexdigest())

    def _checked(self, read: Callable[[str], httpx.URL], text: str, asked: str) -> httpx.URL:
        """Return an address that may be asked, before its host is looked up."""
        try:
            url = read(text)
            host = url.host  # decoded only now: a name that is no name in any script fails here
        except (httpx.InvalidURL, ValueError) as error:
            raise SourceError(f"{text} cannot be read as an address.", source=self.name, url=asked) from error
        if url.scheme != "https" or not host or url.userinfo or url.port not in (None, HTTPS_PORT):
            raise AnswerError(
                "Only plain https addresses are looked at, without a port or a password.", source=self.name, url=asked
            )
        return url


async def _first_answer(client: httpx.AsyncClient, requests: Sequence[httpx.Request]) -> httpx.Response:
    """Return the answer of the first address that takes a connection: not every network reaches all of them."""
    *others, last = requests
    for request in others:
        try:
            return await client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue  # the next address may be reachable
    return await client.send(last, stream=True)
