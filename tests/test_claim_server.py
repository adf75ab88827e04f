"""A claim checked against a real server: what closes a loop, what breaks it, and what changes nothing."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import trustme

from tests.loopback import Loopback
from tests.test_person_sync import HOMEPAGE, JANE, Told, asked_with_a_page, met, proofs_of
from tests.test_proof_pages import HOSTS, Names, make_pages
from tests.upstream_payloads import ORCID
from tuiread.sources.proof_pages import ProofPages

LINK = f'<p><a rel="me" href="https://orcid.org/{ORCID}">ORCID</a></p>'.encode()


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(context)
    with Loopback(context) as server:
        yield server


@pytest.fixture
async def told(tmp_path: Path, server: Loopback, authority: trustme.CA) -> AsyncIterator[Told]:
    """Return a library in which Jane's ORCID record lists her home page, and that page links back."""
    server.answers(LINK)
    told = await asked_with_a_page(tmp_path, make_pages(server, authority, max_seconds=0.5))
    yield told
    await told.library.close()


async def look_again(told: Told) -> str:
    """Check as the reader does with `c`, and return what the check said of the pages."""
    replies = await told.library.researchers.check_proofs(JANE)
    assert replies[-1].source == "proofs"
    return replies[-1].sentence


async def test_a_closed_loop_is_kept_with_what_anybody_needs_to_repeat_it(told: Told, server: Loopback) -> None:
    profile = await told.profile()
    (proof,) = [proof for proof in profile.identity.proofs if proof.kind == "rel_me"]
    assert (proof.url, proof.status, proof.excerpt) == (
        HOMEPAGE, 200, f'<a rel="me" href="https://orcid.org/{ORCID}">',
    )  # fmt: skip
    assert proof.sha256 and len(proof.sha256) == 64
    assert {"P1", "P2", "P3"} <= met(profile)
    assert [asked.path for asked in server.asked] == ["/~jane"]


async def test_a_loop_that_is_broken_ends_at_once_and_closes_again(told: Told, server: Loopback) -> None:
    server.answers(b"<p>Moved on.</p>")
    assert await look_again(told) == "Proofs: 0 found on 1 page looked at (home.example 200)."
    assert "P3" not in met(await told.profile())
    server.answers(LINK)
    await look_again(told)
    assert "P3" in met(await told.profile())


async def test_a_page_that_is_gone_ends_its_proof(told: Told, server: Loopback) -> None:
    server.answers(LINK, 404)
    assert await look_again(told) == "Proofs: 0 found on 1 page looked at. home.example has no such page (status 404)."
    assert proofs_of(await told.profile())["rel_me"] is False


@pytest.mark.parametrize("story", ["elsewhere", "http", "600 KB", "busy", "time-out", "drip", "hang-up"])
async def test_what_is_no_answer_keeps_the_old_proof(told: Told, server: Loopback, story: str) -> None:
    before = (await told.profile()).identity.proofs
    {
        "elsewhere": lambda: server.answers(LINK, 302, {"Location": "https://elsewhere.example/~jane"}),
        "http": lambda: server.answers(LINK, 302, {"Location": "http://home.example/~jane"}),
        "600 KB": lambda: server.answers(LINK + b" " * 600_000),
        "busy": lambda: server.answers(LINK, 429, {"Retry-After": "60"}),
        "time-out": lambda: server.stalls(LINK),
        "drip": lambda: server.drips(every_s=0.01),
        "hang-up": server.hangs_up,
    }[story]()
    replies = await told.library.researchers.check_proofs(JANE)
    assert replies[-1].reply == "no_answer"
    assert (await told.profile()).identity.proofs == before


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.0.1"])
async def test_a_name_that_leads_into_a_private_network_keeps_the_old_proof_and_is_not_asked(
    told: Told, server: Loopback, address: str
) -> None:
    names = Names((address,))
    other = Told(told.home, told.service)
    other.pages = ProofPages(find_addresses=names.resolve, port=server.port)
    assert await look_again(other) == "home.example is an address of a private network and is not asked."
    assert proofs_of(await other.profile())["rel_me"] is True
    assert (names.asked, len(server.asked)) == (["home.example"], 1)
    await other.library.close()
