"""Pages that may prove a claim, fetched from a real server with a real certificate: every rule of the fetch."""

from __future__ import annotations

import datetime as dt
import hashlib
import ssl
from collections.abc import Callable, Iterator, Sequence

import pytest
import trustme

from tests.fakes import NOW
from tests.loopback import Loopback
from tuiread.errors import AnswerError, NotFoundError, OfflineError, SourceError, StatusError
from tuiread.sources.proof_pages import MAX_BYTES, ProofPages, is_public

HOME = "https://home.example/~ada"
HOSTS = ("home.example", "xn--mnchen-3ya.example")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    with Loopback(context) as server:
        yield server


class Names:
    """A name server of our own, which notes what it is asked."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.asked: list[str] = []
        self._answers = list(answers) or [("127.0.0.1",)]

    async def resolve(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        return self._answers[min(len(self.asked), len(self._answers)) - 1]


def is_here(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.fixture
def pages(server: Loopback, authority: trustme.CA) -> ProofPages:
    return make_pages(server, authority)


def make_pages(
    server: Loopback,
    authority: trustme.CA,
    names: Names | None = None,
    *,
    max_seconds: float = 5.0,
    is_allowed: Callable[[str], bool] = is_here,
) -> ProofPages:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return ProofPages(
        now=lambda: NOW,
        max_seconds=max_seconds,
        find_addresses=(names or Names()).resolve,
        is_allowed=is_allowed,
        verify=context,
        port=server.port,
    )


async def test_a_page_comes_with_its_time_status_and_hash(pages: ProofPages, server: Loopback) -> None:
    server.answers(b"<a href=x>Home</a>")
    page = await pages.page(HOME)
    assert (page.url, page.status, page.body, page.fetched_at) == (HOME, 200, b"<a href=x>Home</a>", NOW)
    assert page.sha256 == hashlib.sha256(b"<a href=x>Home</a>").hexdigest()


async def test_it_is_a_plain_get_for_the_host_without_cookies(pages: ProofPages, server: Loopback) -> None:
    server.answers(b"", 302, {"Location": "/next", "Set-Cookie": "id=1; Path=/"})
    server.answers(b"Here")
    await pages.page(HOME + "?a=1#part")
    first, second = server.asked
    assert (first.path, second.path) == ("/~ada?a=1", "/next")
    assert {first.headers["host"], second.headers["host"]} == {"home.example"}
    assert "cookie" not in second.headers
    assert "authorization" not in second.headers
    assert first.headers["accept-encoding"] == "identity"
    assert first.headers["user-agent"].startswith("tuiread/")


async def test_the_proxy_of_the_environment_is_not_used(
    pages: ProofPages, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    server.answers(b"Here")
    assert (await pages.page(HOME)).body == b"Here"


async def test_a_name_in_any_script_is_asked_for_in_ascii(server: Loopback, authority: trustme.CA) -> None:
    names = Names()
    server.answers(b"Servus")
    await make_pages(server, authority, names).page("https://münchen.example/")
    assert names.asked == ["xn--mnchen-3ya.example"]
    assert server.asked[0].headers["host"] == "xn--mnchen-3ya.example"


@pytest.mark.parametrize(
    "url",
    [
        "http://home.example/~ada",
        "ftp://home.example/",
        "https://ada:secret@home.example/",
        "https://home.example:8443/",
        "https:///nowhere",
        "home.example",
        "javascript:alert(1)",
    ],
)
async def test_only_plain_https_addresses_are_asked(server: Loopback, authority: trustme.CA, url: str) -> None:
    names = Names()
    with pytest.raises(AnswerError, match="Only plain https"):
        await make_pages(server, authority, names).page(url)
    assert (names.asked, server.asked) == ([], [])


@pytest.mark.parametrize(
    "url", ["https://[::1/", "https://xn--.example/", "https://xn--a.example/", "https://⒈.example/"]
)
async def test_an_address_that_is_none_is_refused(pages: ProofPages, url: str) -> None:
    with pytest.raises(SourceError, match="cannot be read as an address"):
        await pages.page(url)


@pytest.mark.parametrize("location", ["https://[::1/", "https://xn--.example/", "/\x01", "https://home.example:99999/"])
async def test_a_redirect_to_what_is_no_address_is_refused(pages: ProofPages, server: Loopback, location: str) -> None:
    server.answers(b"", 302, {"Location": location})
    with pytest.raises(SourceError):
        await pages.page(HOME)
    assert len(server.asked) == 1


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "a..example"])
async def test_a_name_that_cannot_be_looked_up_is_no_answer(host: str) -> None:
    async def look_up(name: str) -> Sequence[str]:
        name.encode("idna")  # where the standard library's look-up fails, too
        return ("127.0.0.1",)

    with pytest.raises(OfflineError, match="could not be reached"):
        await ProofPages(find_addresses=look_up).page(f"https://{host}/")


async def test_where_one_address_is_out_of_reach_the_next_is_tried(server: Loopback, authority: trustme.CA) -> None:
    server.answers(b"Here")
    names = Names(("::1", "127.0.0.1"))
    pages = make_pages(server, authority, names, is_allowed=lambda address: address in ("::1", "127.0.0.1"))
    assert (await pages.page(HOME)).body == b"Here"
    assert names.asked == ["home.example"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1",
        "fec0::1", "64:ff9b:1::a00:1", "::10.0.0.1", "::ffff:0:10.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1",
    ],
)  # fmt: skip
def test_addresses_of_private_networks_are_told_apart(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("answer", [("10.0.0.1",), ("127.0.0.1", "10.0.0.1"), ()])
async def test_a_host_with_any_private_address_is_not_asked(
    server: Loopback, authority: trustme.CA, answer: Sequence[str]
) -> None:
    with pytest.raises(AnswerError, match=r"home\.example is an address of a private network"):
        await make_pages(server, authority, Names(answer)).page(HOME)
    assert server.asked == []


async def test_by_default_this_machine_is_private(server: Loopback) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]"):
        with pytest.raises(AnswerError, match="private network"):
            await ProofPages(port=server.port).page(f"https://{host}/")
    assert server.asked == []


async def test_a_redirect_to_a_host_that_became_private_is_not_followed(
    server: Loopback, authority: trustme.CA
) -> None:
    server.answers(b"", 302, {"Location": "/next"})
    with pytest.raises(AnswerError, match="private network"):
        await make_pages(server, authority, Names(("127.0.0.1",), ("10.0.0.1",))).page(HOME)
    assert len(server.asked) == 1


async def test_the_certificate_must_be_the_hosts(server: Loopback, authority: trustme.CA) -> None:
    server.answers(b"Here")
    with pytest.raises(OfflineError, match=r"other\.example could not be reached"):
        await make_pages(server, authority).page("https://other.example/")


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("https://elsewhere.example/", "sends readers on to elsewhere.example"),
        ("https://www.home.example/~ada", "sends readers on to www.home.example"),
        ("http://home.example/~ada", "Only plain https"),
        ("//elsewhere.example/~ada", "sends readers on to elsewhere.example"),
        ("https://home.example:8443/", "Only plain https"),
    ],
)
async def test_a_redirect_to_another_host_is_refused(
    pages: ProofPages, server: Loopback, location: str, words: str
) -> None:
    server.answers(b"", 301, {"Location": location})
    with pytest.raises(AnswerError, match=words):
        await pages.page(HOME)
    assert len(server.asked) == 1


async def test_redirects_on_one_host_are_followed_but_not_for_ever(pages: ProofPages, server: Loopback) -> None:
    for _ in range(3):
        server.answers(b"", 308, {"Location": "https://home.example/next"})
    server.answers(b"At last")
    assert (await pages.page(HOME)).body == b"At last"
    for _ in range(4):
        server.answers(b"", 302, {"Location": "/round"})
    with pytest.raises(AnswerError, match="again and again"):
        await pages.page(HOME)


async def test_a_page_of_600_kb_is_refused_and_one_of_512_is_read(pages: ProofPages, server: Loopback) -> None:
    server.answers(b"x" * 600_000)
    with pytest.raises(AnswerError, match="larger than 512 KB"):
        await pages.page(HOME)
    server.answers(b"x" * MAX_BYTES)
    assert len((await pages.page(HOME)).body) == MAX_BYTES


async def test_a_packed_page_is_refused(pages: ProofPages, server: Loopback) -> None:
    server.answers(b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    with pytest.raises(AnswerError, match="came packed"):
        await pages.page(HOME)


@pytest.mark.parametrize("is_dripping", [False, True])
async def test_a_page_that_takes_too_long_is_left(server: Loopback, authority: trustme.CA, is_dripping: bool) -> None:
    if is_dripping:
        server.drips(every_s=0.01)
    else:
        server.stalls(b"<html>")
    with pytest.raises(OfflineError, match=r"home\.example did not answer within 0\.3 s"):
        await make_pages(server, authority, max_seconds=0.3).page(HOME)


async def test_a_broken_connection_is_told(pages: ProofPages, server: Loopback) -> None:
    server.hangs_up()
    with pytest.raises(OfflineError, match="could not be reached"):
        await pages.page(HOME)


@pytest.mark.parametrize(
    ("status", "kind"), [(404, NotFoundError), (410, NotFoundError), (403, StatusError), (503, StatusError)]
)
async def test_gone_is_an_answer_and_other_statuses_are_none(
    pages: ProofPages, server: Loopback, status: int, kind: type[Exception]
) -> None:
    server.answers(b"No", status)
    with pytest.raises(kind, match=str(status)):
        await pages.page(HOME)


async def test_looks_are_dated_by_the_clock_that_is_given(server: Loopback, authority: trustme.CA) -> None:
    pages = make_pages(server, authority)
    server.answers(b"Here")
    assert (await pages.page(HOME)).fetched_at - NOW == dt.timedelta(0)
