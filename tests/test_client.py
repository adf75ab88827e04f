"""The shared client against a real server on this machine: faults, manners, secrets."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import ssl
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest

import tuiread
from tests.loopback import Loopback
from tuiread.errors import AnswerError, OfflineError, RateLimitedError, SourceError, StatusError
from tuiread.sources.client import Client, Request
from tuiread.sources.politeness import asked_wait_s

HF = "huggingface"
NOW = dt.datetime(2026, 8, 21, 12, 0, tzinfo=dt.UTC)


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1_000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    @property
    def waits(self) -> list[float]:
        return [seconds for seconds in self.slept if seconds]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as loopback:
        yield loopback


MakeClient = Callable[..., Client]


@pytest.fixture
async def make_client(clock: Clock) -> AsyncIterator[MakeClient]:
    clients: list[Client] = []

    def make(**options: object) -> Client:
        defaults: dict[str, object] = {
            "transport": httpx.AsyncHTTPTransport(),
            "now": lambda: NOW,
            "monotonic": clock.monotonic,
            "sleep": clock.sleep,
        }
        clients.append(Client(**{**defaults, **options}))  # type: ignore[arg-type]
        return clients[-1]

    yield make
    for client in clients:
        await client.aclose()


async def test_a_request_says_who_asks_and_what(server: Loopback, make_client: MakeClient) -> None:
    server.answers(b"[1]", headers={"X-Total": "7"})
    client = make_client()
    response = await client.get(HF, Request(f"{server.url}/api", {"date": "2025-02-03", "q": "a b&c"}))
    assert (response.status, response.body, response.headers["x-total"]) == (200, b"[1]", "7")
    assert response.url == f"{server.url}/api?date=2025-02-03&q=a+b%26c"
    assert server.asked[0].path == "/api?date=2025-02-03&q=a+b%26c"
    assert server.asked[0].headers["user-agent"] == f"tuiread/{tuiread.__version__} (+{tuiread.HOMEPAGE})"
    assert "authorization" not in server.asked[0].headers
    assert client.request_count(HF) == 1
    assert client.request_count("arxiv") == 0


async def test_packed_answers_are_unpacked(server: Loopback, make_client: MakeClient) -> None:
    server.answers(gzip.compress(b"[1]"), headers={"Content-Encoding": "gzip"})
    assert (await make_client().get(HF, Request(server.url))).body == b"[1]"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_what_may_pass_is_tried_again(
    status: int, server: Loopback, make_client: MakeClient, clock: Clock
) -> None:
    server.answers(b'{"error": "Internal Error"}', status)
    server.answers(b"", status)
    server.answers(b"[1]")
    client = make_client()
    assert (await client.get(HF, Request(server.url))).body == b"[1]"
    assert client.request_count(HF) == 3
    first, second = clock.waits
    assert 0.5 <= first <= 1.0
    assert 1.0 <= second <= 1.5


async def test_after_the_last_try_the_failure_is_told(server: Loopback, make_client: MakeClient) -> None:
    for _ in range(3):
        server.answers(b'{"error": "Internal Error"}', 500)
    with pytest.raises(
        StatusError, match=r"^Hugging Face has trouble of its own \(500: Internal Error\); .*again later\.$"
    ) as e:
        await make_client().get(HF, Request(server.url, {"date": "2025-02-03"}))
    assert (e.value.status, e.value.source, e.value.url) == (500, HF, f"{server.url}?date=2025-02-03")
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (400, b'{"error": "Invalid date"}', "Hugging Face does not accept this request (400: Invalid date)"),
        (401, b"", "Hugging Face refuses access (401); check its token"),
        (403, b"<html>", "Hugging Face refuses access (403); check its token"),
        (404, b'{"error": "Paper not found"}', "Hugging Face has nothing at this address (404: Paper not found)"),
        (404, b'{"message": "No \\u001b[31mred\\u202e"}', "has nothing at this address (404: No red)"),
        (410, b'{"error": ["no", "text"]}', "does not accept this request (410)"),
        (422, b'{"error": "' + b"x" * 500 + b'"}', f"(422: {'x' * 119}…)"),
        (304, b"", "does not accept this request (304)"),
    ],
)
async def test_a_refusal_is_told_at_once_in_the_services_own_word(
    status: int, body: bytes, sentence: str, server: Loopback, make_client: MakeClient
) -> None:
    server.answers(b"" if status == 304 else body, status)
    with pytest.raises(StatusError) as failure:
        await make_client().get(HF, Request(server.url))
    assert sentence in str(failure.value)
    assert failure.value.status == status
    assert len(server.asked) == 1


async def test_a_rate_limit_is_waited_for_and_announced(
    server: Loopback, make_client: MakeClient, clock: Clock
) -> None:
    server.answers(b'{"error": "Too Many Requests"}', 429, {"RateLimit": '"api";r=0;t=11'})
    server.answers(b"[1]")
    announced: list[tuple[str, float]] = []
    client = make_client(on_wait=lambda source, seconds: announced.append((source, seconds)))
    assert (await client.get(HF, Request(server.url))).body == b"[1]"
    assert clock.waits == [12.0]
    assert announced == [(HF, 12.0)]


async def test_a_used_up_window_is_respected_before_the_next_request(
    server: Loopback, make_client: MakeClient, clock: Clock
) -> None:
    server.answers(b"[1]", headers={"RateLimit": '"api";r=0;t=5'})
    server.answers(b"[2]", headers={"RateLimit": '"api";r=499;t=300'})
    server.answers(b"[3]")
    client = make_client()
    for body in (b"[1]", b"[2]", b"[3]"):
        assert (await client.get(HF, Request(server.url))).body == body
    assert clock.waits == [6.0]


async def test_other_sources_do_not_wait_for_one_that_wants_quiet(
    server: Loopback, make_client: MakeClient, clock: Clock
) -> None:
    server.answers(headers={"RateLimit": '"api";r=0;t=20'})
    server.answers()
    client = make_client()
    await client.get(HF, Request(server.url))
    await client.get("arxiv", Request(server.url))
    assert clock.waits == []


async def test_a_wait_beyond_our_patience_is_an_error_and_not_a_wait(
    server: Loopback, make_client: MakeClient, clock: Clock
) -> None:
    server.answers(b"", 429, {"RateLimit": '"api";r=0;t=200'})
    client = make_client()
    for _ in range(2):
        with pytest.raises(
            RateLimitedError, match="Hugging Face asks us to wait 201 s before the next request"
        ) as failure:
            await client.get(HF, Request(server.url))
        assert (failure.value.wait_s, failure.value.status, failure.value.source) == (201.0, 429, HF)
    assert len(server.asked) == 1
    assert clock.waits == []


async def test_refusals_without_a_time_end_in_a_rate_limit_error(server: Loopback, make_client: MakeClient) -> None:
    for _ in range(3):
        server.answers(b"Rate exceeded.", 429)
    with pytest.raises(RateLimitedError, match="asks us to wait a while") as failure:
        await make_client().get(HF, Request(server.url))
    assert failure.value.wait_s == 0.0


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [("7", 7.0), ("Fri, 21 Aug 2026 12:00:09 GMT", 9.0), ("Fri, 21 Aug 2026 11:00:00 GMT", 0.0), ("soon", 0.0)],
)
async def test_retry_after_is_respected_in_both_forms(
    value: str, wait_s: float, server: Loopback, make_client: MakeClient, clock: Clock
) -> None:
    server.answers(b"Service Unavailable", 503, {"Retry-After": value})
    server.answers(b"[1]")
    assert (await make_client().get(HF, Request(server.url))).body == b"[1]"
    assert clock.waits == ([wait_s] if wait_s else [pytest.approx(0.75, abs=0.26)])


@pytest.mark.parametrize(
    ("headers", "status", "wait_s"),
    [
        ({"ratelimit": '"api";r=0;t=57'}, 200, 58.0),
        ({"ratelimit": '"api";r=10;t=57'}, 200, 0.0),
        ({"ratelimit": '"pages";r=9;t=3, "api";r=0;t=57'}, 200, 58.0),
        ({"ratelimit": '"api";r=3;t=57'}, 429, 58.0),
        ({"ratelimit": '"api";r=0;t=57', "retry-after": "3"}, 429, 58.0),
        ({"ratelimit": "nonsense;t=x", "retry-after": "3"}, 429, 3.0),
        ({"retry-after": "3"}, 200, 0.0),
        ({"retry-after": "-3"}, 503, 0.0),
        ({"retry-after": "Fri, 21 Aug 2026 12:00:04 -0000"}, 503, 4.0),
        ({"retry-after": "9" * 400}, 503, 0.0),
        ({}, 429, 0.0),
    ],
)
def test_wishes_are_read_from_headers(headers: dict[str, str], status: int, wait_s: float) -> None:
    assert asked_wait_s(headers, status, NOW) == wait_s


async def test_requests_to_one_source_keep_their_distance(
    server: Loopback, make_client: MakeClient, clock: Clock
) -> None:
    for _ in range(3):
        server.answers()
    client = make_client(min_interval_s={"arxiv": 3.0})
    await client.get("arxiv", Request(server.url))
    clock.time += 1.0
    await client.get("arxiv", Request(server.url))
    await client.get(HF, Request(server.url))
    assert clock.waits == [2.0]


async def test_one_source_is_asked_one_thing_at_a_time(server: Loopback, make_client: MakeClient) -> None:
    running, most = 0, 0

    class Watching(httpx.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            response = await super().handle_async_request(request)
            running -= 1
            return response

    client = make_client(transport=Watching())
    for _ in range(4):
        server.answers()
    await asyncio.gather(*(client.get(HF, Request(server.url)) for _ in range(4)))
    assert (most, client.request_count(HF)) == (1, 4)


async def test_a_body_that_breaks_off_is_asked_for_again(server: Loopback, make_client: MakeClient) -> None:
    server.breaks_off(b"[{")
    server.answers(b"[1]")
    assert (await make_client().get(HF, Request(server.url))).body == b"[1]"


@pytest.mark.parametrize("fault", ["reset", "close", "silence"])
async def test_a_broken_connection_names_the_source(fault: str, server: Loopback, make_client: MakeClient) -> None:
    for _ in range(2):
        if fault == "reset":
            server.breaks_off(b"[{")
        elif fault == "close":
            server.answers(b"[{", headers={"Content-Length": "100", "Connection": "close"})
        else:
            server.hangs_up()
    with pytest.raises(OfflineError, match=r"^Hugging Face broke off its answer; what is cached stays readable") as e:
        await make_client(attempts=2).get(HF, Request(server.url))
    assert isinstance(e.value.__cause__, httpx.TransportError)
    assert (e.value.source, e.value.url) == (HF, server.url)
    assert len(server.asked) == 2


@pytest.mark.parametrize("beginning", [b"", b"[{"])
async def test_a_stalled_answer_is_given_up(beginning: bytes, server: Loopback, make_client: MakeClient) -> None:
    server.stalls(beginning)
    server.stalls(beginning)
    with pytest.raises(OfflineError, match=r"Hugging Face did not answer within 0.05 s") as failure:
        await make_client(timeout_s=0.05, attempts=2).get(HF, Request(server.url))
    assert isinstance(failure.value.__cause__, httpx.ReadTimeout)
    assert len(server.asked) == 2


async def test_an_answer_that_never_ends_is_given_up(make_client: MakeClient) -> None:
    async def drip() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0)

    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=drip()))
    with pytest.raises(OfflineError, match="did not answer within"):
        await make_client(transport=transport, timeout_s=0.001, attempts=1).get(HF, Request("http://127.0.0.1"))


async def test_a_request_may_be_given_more_time_than_others(make_client: MakeClient) -> None:
    granted: list[object] = []

    def answer(request: httpx.Request) -> httpx.Response:
        granted.append(request.extensions["timeout"]["read"])
        return httpx.Response(200)

    client = make_client(transport=httpx.MockTransport(answer), timeout_s=10.0)
    for asked_s in (0.0, 5.0, 60.0):
        await client.get(HF, Request("http://127.0.0.1", timeout_s=asked_s))
    assert granted == [10.0, 10.0, 60.0]


async def test_no_network_is_told_as_such(make_client: MakeClient) -> None:
    with Loopback() as closed:
        url = closed.url
    with pytest.raises(
        OfflineError, match=r"^Hugging Face could not be reached \(no network\?\); .* again later\.$"
    ) as failure:
        await make_client().get(HF, Request(url))
    assert isinstance(failure.value.__cause__, httpx.ConnectError)


async def test_a_wrong_certificate_is_told_as_such(make_client: MakeClient) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("failed") from ssl.SSLCertVerificationError("self-signed")

    with pytest.raises(OfflineError, match="its certificate is not valid; perhaps this network wants you to log in"):
        await make_client(transport=httpx.MockTransport(refuse)).get(HF, Request("https://example.org"))


async def test_an_answer_that_cannot_be_unpacked_is_asked_for_again(server: Loopback, make_client: MakeClient) -> None:
    server.answers(b"no gzip", headers={"Content-Encoding": "gzip"})
    server.answers(b"[1]")
    server.answers(b"no gzip", headers={"Content-Encoding": "gzip"})
    client = make_client()
    assert (await client.get(HF, Request(server.url))).body == b"[1]"
    with pytest.raises(AnswerError, match="cannot be unpacked"):
        await make_client(attempts=1).get(HF, Request(server.url))


async def test_too_large_an_answer_is_refused_while_it_comes(server: Loopback, make_client: MakeClient) -> None:
    server.answers(b"x" * 5_001)
    server.answers(gzip.compress(b"x" * 1_000_000), headers={"Content-Encoding": "gzip"})
    server.answers(b"x" * 5_000)
    client = make_client(max_bytes=5_000)
    for _ in range(2):
        with pytest.raises(AnswerError, match="Hugging Face sent more than 5,000 bytes"):
            await client.get(HF, Request(server.url))
    assert len((await client.get(HF, Request(server.url))).body) == 5_000
    assert len(server.asked) == 3


async def test_a_long_error_page_is_not_read_to_its_end(server: Loopback, make_client: MakeClient) -> None:
    server.answers(b'{"error": "' + b"x" * 3_000_000, 400)
    with pytest.raises(StatusError, match=r"\(400\)"):
        await make_client().get(HF, Request(server.url))


async def test_a_redirect_on_the_same_host_is_followed(server: Loopback, make_client: MakeClient) -> None:
    server.answers(b"", 301, {"Location": "/api/moved?x=1"})
    server.answers(b"", 307, {"Location": f"{server.url}/api/again"})
    server.answers(b"[1]")
    client = make_client(secrets={HF: {"Authorization": "Bearer hf_secret"}})
    assert (await client.get(HF, Request(f"{server.url}/api"))).body == b"[1]"
    assert [each.path for each in server.asked] == ["/api", "/api/moved?x=1", "/api/again"]
    assert {each.headers["authorization"] for each in server.asked} == {"Bearer hf_secret"}
    assert client.request_count(HF) == 3


@pytest.mark.parametrize(
    "location", ["http://localhost:1/x", "https://127.0.0.1/x", "file:///etc/passwd", "//evil.example/"]
)
async def test_a_redirect_elsewhere_is_not_followed(location: str, server: Loopback, make_client: MakeClient) -> None:
    server.answers(b"", 302, {"Location": location})
    with pytest.raises(
        AnswerError, match=r"sent us on to another address .*; perhaps this network wants you to log in"
    ):
        await make_client(secrets={HF: {"Authorization": "Bearer hf_secret"}}).get(HF, Request(server.url))
    assert len(server.asked) == 1


async def test_a_redirect_to_another_port_is_another_place(server: Loopback, make_client: MakeClient) -> None:
    with Loopback() as other:
        server.answers(b"", 302, {"Location": other.url})
        with pytest.raises(AnswerError, match=r"another address \(127.0.0.1\)"):
            await make_client(secrets={HF: {"Authorization": "Bearer hf_secret"}}).get(HF, Request(server.url))
        assert other.asked == []


async def test_a_step_from_http_to_https_is_followed_and_none_back(make_client: MakeClient) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/back":
            return httpx.Response(302, headers={"Location": "http://example.org/"})
        if request.url.scheme == "http":
            return httpx.Response(301, headers={"Location": "https://example.org/"})
        return httpx.Response(200, content=b"[1]")

    client = make_client(transport=httpx.MockTransport(answer))
    assert (await client.get(HF, Request("http://example.org"))).body == b"[1]"
    with pytest.raises(AnswerError, match="another address"):
        await client.get(HF, Request("https://example.org/back"))


async def test_a_circle_of_redirects_ends(server: Loopback, make_client: MakeClient) -> None:
    for _ in range(4):
        server.answers(b"", 302, {"Location": "/"})
    with pytest.raises(AnswerError):
        await make_client().get(HF, Request(server.url))
    assert len(server.asked) == 4


async def test_a_token_is_sent_only_to_its_own_source_and_shown_nowhere(
    server: Loopback, make_client: MakeClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.answers()
    server.answers(b'{"error": "no"}', 403)
    client = make_client(secrets={HF: {"Authorization": "Bearer hf_secret"}})
    await client.get("arxiv", Request(server.url))
    with pytest.raises(StatusError) as failure:
        await client.get(HF, Request(server.url, {"api_key": "my_key", "q": "x"}))
    assert "authorization" not in server.asked[0].headers
    assert server.asked[1].headers["authorization"] == "Bearer hf_secret"
    assert server.asked[1].path == "/?api_key=my_key&q=x"
    assert failure.value.url == f"{server.url}?q=x"
    assert "secret" not in f"{failure.value!r} {failure.value} {caplog.text}"


async def test_a_token_does_not_travel_in_the_clear(make_client: MakeClient) -> None:
    seen: list[httpx.Headers] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return httpx.Response(200)

    client = make_client(transport=httpx.MockTransport(answer), secrets={HF: {"Authorization": "Bearer hf_secret"}})
    await client.get(HF, Request("http://example.org"))
    await client.get(HF, Request("https://example.org"))
    assert ["authorization" in headers for headers in seen] == [False, True]


def test_an_address_is_shown_without_its_secrets() -> None:
    request = Request("https://user:password@example.org/a", {"api_key": "k", "q": "x", "mailto": "a@example.org"})
    assert request.full_url == "https://example.org/a?q=x"
    assert request.address == "https://user:password@example.org/a?api_key=k&q=x&mailto=a%40example.org"


@pytest.mark.parametrize("url", ["ftp://example.org", "example.org", "http://[::1", "http://"])
async def test_an_address_that_cannot_be_used_points_at_the_settings(url: str, make_client: MakeClient) -> None:
    with pytest.raises(SourceError, match=r"The address of Hugging Face .* cannot be used; correct its url"):
        await make_client().get(HF, Request(url))


async def test_an_unchanged_answer_is_not_sent_twice(server: Loopback, make_client: MakeClient) -> None:
    server.answers(b"[1]", headers={"ETag": '"one"'})
    server.answers(b"", 304)
    server.answers(b"[2]", headers={"ETag": '"two"'})
    server.answers(b"[3]")
    client, request = make_client(), Request(server.url, {"date": "2025-02-03"})
    answers = [await client.get(HF, request) for _ in range(3)]
    await client.get(HF, Request(server.url, {"date": "2025-02-04"}))
    assert [(each.status, each.body) for each in answers] == [(200, b"[1]"), (304, b"[1]"), (200, b"[2]")]
    assert [each.headers.get("if-none-match") for each in server.asked] == [None, '"one"', '"one"', None]


async def test_an_unchanged_answer_keeps_what_its_headers_said(server: Loopback, make_client: MakeClient) -> None:
    server.answers(b"[1]", headers={"ETag": '"one"', "Link": '</?p=1>; rel="next"', "X-Request-Id": "a"})
    server.answers(b"", 304, headers={"X-Request-Id": "b"})
    client = make_client()
    await client.get(HF, Request(server.url))
    headers = (await client.get(HF, Request(server.url))).headers
    assert (headers["link"], headers["x-request-id"]) == ('</?p=1>; rel="next"', "b")


async def test_without_an_etag_nothing_is_kept(server: Loopback, make_client: MakeClient) -> None:
    server.answers()
    server.answers()
    client = make_client()
    for _ in range(2):
        await client.get(HF, Request(server.url))
    assert "if-none-match" not in server.asked[1].headers


async def test_a_body_that_proved_bad_is_forgotten(server: Loopback, make_client: MakeClient) -> None:
    server.answers(b"half", headers={"ETag": '"one"'})
    server.answers(b"whole")
    client, request = make_client(), Request(server.url)
    await client.get(HF, request)
    client.forget(request)
    assert (await client.get(HF, request)).body == b"whole"
    assert "if-none-match" not in server.asked[1].headers


async def test_kept_bodies_have_a_limit(make_client: MakeClient) -> None:
    asked: list[httpx.Headers] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers)
        return httpx.Response(200, content=b"x" * 6_000_000, headers={"ETag": '"x"'})

    client = make_client(transport=httpx.MockTransport(answer))
    for page in ("1", "2", "3", "1", "3"):
        await client.get(HF, Request("http://127.0.0.1", {"p": page}))
    assert ["if-none-match" in headers for headers in asked] == [False, False, False, False, True]


async def test_a_cancelled_request_leaves_the_source_free(server: Loopback, make_client: MakeClient) -> None:
    server.stalls(b"[")
    server.answers(b"[1]")
    client = make_client()
    task = asyncio.create_task(client.get(HF, Request(server.url)))
    while not server.asked:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await client.get(HF, Request(server.url))).body == b"[1]"


async def test_a_closed_client_can_be_used_again(server: Loopback, make_client: MakeClient) -> None:
    server.answers()
    server.answers()
    client = make_client(transport=None)
    for _ in range(2):
        assert (await client.get(HF, Request(server.url))).body == b"[]"
        await client.aclose()
    await client.aclose()
