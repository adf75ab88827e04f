"""What proves a claim: links back, tokens, and the pages that are worth a look; any page may be anything."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given, strategies as st

from tests.fakes import NOW
from tests.shelf_fixtures import told
from tuiread.insight.claims import (
    EXCERPT,
    MOST_LINKS,
    MOST_PAGES,
    find_link,
    find_text,
    gist_files,
    github_user,
    judge,
    judge_record,
    links,
    looks,
    make_token,
)
from tuiread.records import AuthorRecord, Look, PersonKey, PublicPage, RecordKey

ORCID = "0000-0002-1825-0097"
TOKEN = make_token(PersonKey("hf:ada"), "00ff")
HOME = "https://home.example/~ada"


def page(body: str | bytes, url: str = HOME) -> PublicPage:
    raw = body.encode() if isinstance(body, str) else body
    return PublicPage(url, 200, raw, NOW, hashlib.sha256(raw).hexdigest())


# Which pages are looked at


def test_a_listed_page_is_looked_at_for_a_link_and_with_a_claim_for_the_token() -> None:
    assert looks([HOME], None) == [Look("rel_me", HOME)]
    assert looks([HOME, HOME], TOKEN) == [Look("rel_me", HOME), Look("token", HOME)]


def test_a_github_account_is_looked_at_in_its_public_places() -> None:
    accounts, readme = looks(["https://github.com/ada-example"], None)
    assert accounts == Look("github", "https://api.github.com/users/ada-example/social_accounts")
    assert readme == Look("github", "https://raw.githubusercontent.com/ada-example/ada-example/HEAD/README.md")
    assert looks(["https://github.com/ada-example"], TOKEN)[-1] == Look(
        "token", "https://api.github.com/users/ada-example/gists"
    )


def test_pages_without_https_and_orcids_own_are_left_out() -> None:
    assert looks(["http://home.example/", "https://orcid.org/" + ORCID, "https://www.orcid.org/x"], TOKEN) == []


def test_only_so_many_pages_are_looked_at() -> None:
    assert len(looks([f"https://home.example/{number}" for number in range(99)], None)) == MOST_PAGES


@pytest.mark.parametrize(
    ("url", "user"),
    [
        ("https://github.com/ada", "ada"),
        ("https://www.github.com/Ada-Example/", "Ada-Example"),
        ("https://github.com/ada/repo", None),
        ("https://github.com/", None),
        ("https://github.com/-ada", None),
        ("https://gist.github.com/ada", None),
        ("https://github.com.evil.example/ada", None),
    ],
)
def test_github_accounts_are_told_from_other_addresses(url: str, user: str | None) -> None:
    assert github_user(url) == user


# What a page says


@pytest.mark.parametrize(
    "body",
    [
        f'<a rel="me" href="https://orcid.org/{ORCID}">ORCID</a>',
        f"<A HREF='http://orcid.org/{ORCID}/'>x</A>",
        f"<link rel=me href=https://www.orcid.org/{ORCID}>",
        f'<a class="a b" href="https://orcid.org/{ORCID}?x=1&amp;y=2">x</a>',
        f"<!-- nothing --><p><a data-x='1' href=\"https://orcid.org/{ORCID}\">x",
    ],
)
def test_a_link_to_the_orcid_id_closes_the_loop(body: str) -> None:
    proof = judge(Look("rel_me", HOME), page(body), ORCID, None)
    assert (proof.is_found, proof.is_institutional, proof.status, proof.checked_at) == (True, True, 200, NOW)
    assert ORCID in proof.excerpt
    assert proof.sha256 == page(body).sha256


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<a href='https://orcid.org/'>x</a>",
        f"https://orcid.org/{ORCID}",
        f'<!-- <a href="https://orcid.org/{ORCID}"> -->',
        f"<script>var a = '<a href=\"https://orcid.org/{ORCID}\">'</script>",
        f'<textarea><a href="https://orcid.org/{ORCID}"></textarea>',
        f'<style><a href="https://orcid.org/{ORCID}">',
        f'<a href="https://orcid.org.evil.example/{ORCID}">x</a>',
        f'<a href="https://evil.example/?to=https://orcid.org/{ORCID}">x</a>',
        '<a href="https://orcid.org/0000-0001-5109-3700">somebody else</a>',
        f'<img src="https://orcid.org/{ORCID}">',
    ],
)
def test_anything_else_does_not_close_it(body: str) -> None:
    proof = judge(Look("rel_me", HOME), page(body), ORCID, None)
    assert (proof.is_found, proof.excerpt) == (False, "")
    assert proof.note == "The page does not link to the ORCID iD."


PROFILE = "https://directory.example/people/9"


@pytest.mark.parametrize(
    ("url", "homepages", "rel", "is_found"),
    [
        (PROFILE, (), "", False),
        (PROFILE, (), " rel='nofollow me'", True),
        (PROFILE, (), " rel='menu'", False),
        (PROFILE, (PROFILE,), "", True),
        ("https://ada.example", (), "", True),
        ("https://ada.example/", (), "", True),
        ("https://uni.example/~ada", (), "", True),
        ("https://uni.example/~ada/index.html", (), "", True),
        ("https://uni.example/~ada/links", (), "", False),
        ("https://ada.example/?user=9", (), "", False),
    ],
)
def test_a_link_without_rel_me_counts_on_a_home_page_only(
    url: str, homepages: tuple[str, ...], rel: str, is_found: bool
) -> None:
    body = f"<a{rel} href='https://orcid.org/{ORCID}'>x</a>"
    proof = judge(Look("rel_me", url), page(body, url), ORCID, None, homepages)
    assert proof.is_found is is_found
    assert is_found or proof.note == "The page does not link to the ORCID iD with rel=me."


def test_github_says_it_in_accounts_or_in_the_readme() -> None:
    accounts = json.dumps([{"provider": "generic", "url": f"https://orcid.org/{ORCID}"}])
    assert judge(Look("github", "https://api.github.com/x"), page(accounts), ORCID, None).is_found
    assert judge(Look("github", "https://raw.example"), page(f"[me](https://orcid.org/{ORCID})"), ORCID, None).is_found
    for other in ("notorcid.org", "sandbox.orcid.org", "my-orcid.org"):
        assert not judge(Look("github", "https://raw.example"), page(f"https://{other}/{ORCID}"), ORCID, None).is_found
    assert judge(Look("github", "https://raw.example"), page(f"https://www.orcid.org/{ORCID}"), ORCID, None).is_found
    lost = judge(Look("github", "https://api.github.com/x"), page("[]"), ORCID, None)
    assert (lost.is_found, lost.is_institutional) == (False, False)


def test_a_token_is_found_with_what_stands_around_it() -> None:
    proof = judge(Look("token", HOME), page("a" * 500 + f" {TOKEN}\n" + "b" * 500), ORCID, TOKEN)
    assert proof.is_found
    assert TOKEN in proof.excerpt
    assert len(proof.excerpt) <= EXCERPT
    assert not proof.is_institutional


@pytest.mark.parametrize(
    ("url", "is_institutional"),
    [
        ("https://uni.example/~ada", True),
        ("https://www.cs.uni.example/people", True),
        ("https://uni.example.evil.example/", False),
        ("https://otheruni.example/", False),
    ],
)
def test_a_token_under_the_domain_of_the_institution_says_so(url: str, is_institutional: bool) -> None:
    proof = judge(Look("token", url), page(TOKEN, url), ORCID, TOKEN, domains=("uni.example",))
    assert (proof.is_found, proof.is_institutional) == (True, is_institutional)


def test_the_token_of_somebody_else_proves_nothing() -> None:
    other = make_token(PersonKey("hf:bo"), "00ff")
    assert not judge(Look("token", HOME), page(other), ORCID, TOKEN).is_found
    assert not judge(Look("token", HOME), page(TOKEN), ORCID, None).is_found


def record(biography: str | None = None, urls: tuple[str, ...] = ()) -> AuthorRecord:
    key = RecordKey(f"orcid:{ORCID}")
    fact = told("record", source="orcid")
    return AuthorRecord(key, "Ada Example", fact, urls=urls, biography=biography, sha256="ab")


@pytest.mark.parametrize(
    ("biography", "urls", "is_found"),
    [
        (f"I write. {TOKEN}", (), True),
        (TOKEN.lower(), (), True),
        (None, (f"https://home.example/#{TOKEN}",), True),
        (None, (f"https://home.example/{TOKEN.replace(':', '%3A')}",), True),
        (None, (), False),
        ("tuiread-claim:v1:", (HOME,), False),
    ],
)
def test_the_orcid_record_itself_may_say_the_token(
    biography: str | None, urls: tuple[str, ...], is_found: bool
) -> None:
    proof = judge_record(record(biography, urls), TOKEN)
    assert (proof.is_found, proof.is_institutional, proof.kind) == (is_found, True, "token")
    assert (proof.url, proof.status, proof.sha256) == (f"https://pub.orcid.org/v3.0/{ORCID}/record", 200, "ab")


def test_claim_files_are_found_among_gists() -> None:
    raw = "https://gist.githubusercontent.com/ada/1/raw/tuiread-claim.txt"
    gists = [
        {"files": {"notes.md": {"raw_url": "https://gist.githubusercontent.com/ada/0/raw/notes.md"}}},
        {"files": {"tuiread-claim.txt": {"raw_url": raw}}},
        {"files": {"tuiread-claim.txt": {"raw_url": "https://evil.example/tuiread-claim.txt"}}},
    ]
    assert gist_files(page(json.dumps(gists))) == [raw]
    for body in (b"", b"[", b'{"message": "rate limit"}', b"\xff\xfe", b'[{"files": 3}]'):
        assert gist_files(page(body)) == []


# Any page may be anything


TAGS = st.sampled_from(
    ["<a ", "<a", ">", "<", "href=", '"', "'", "https://orcid.org/" + ORCID, "<!--", "-->", "<script>", "</script",
     "rel=me ", "&amp;", "&#0;", "=", " ", "\n", "x", "<link ", "</a>", "\x00", "é"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=60).map("".join))
def test_no_page_breaks_the_search_for_links(text: str) -> None:
    found = list(links(text))
    assert len(found) <= text.count("<")
    assert len(find_link(text, ORCID)) <= EXCERPT


@given(st.binary(max_size=300), st.sampled_from(["rel_me", "github", "token"]))
def test_no_body_breaks_a_judgement(body: bytes, kind: str) -> None:
    proof = judge(Look(kind, HOME), page(body), ORCID, TOKEN)  # type: ignore[arg-type]
    assert proof.is_found == bool(proof.excerpt) != bool(proof.note)


@given(st.text(max_size=300), st.text(min_size=1, max_size=40), st.text(max_size=300))
def test_an_excerpt_is_short_and_on_one_line(before: str, wanted: str, after: str) -> None:
    excerpt = find_text(before + wanted + after, wanted)
    assert len(excerpt) <= EXCERPT
    assert "\n" not in excerpt


def test_half_a_megabyte_of_links_is_bounded() -> None:
    assert len(list(links("<a href=x>" * 50_000))) == MOST_LINKS
