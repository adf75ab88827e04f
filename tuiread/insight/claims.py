"""What proves that a record is somebody's own: a text or a link on a page that only they can edit.

    ORCID record ── lists ──> their page   ── links back ──> the ORCID iD    rel=me loop; on a home page, any link
                 ── lists ──> GitHub       ── links back ──> the ORCID iD    GitHub loop
                 ── says, or lists a page or gist that says ──> the token    this keyboard

The loops show that the owner of the iD and of the page are one; the token also that they sit here.  Everything is
somebody else's text: it is searched and never run, and how much of it is searched is bounded.  Not here: fetching
pages (sources.proof_pages) and what a proof is worth (trust_checks).
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from tuiread.cleaning import clean_text
from tuiread.insight.domains import is_under
from tuiread.records import AuthorRecord, Claim, Look, PersonKey, Proof, ProofKind, PublicPage

TOKEN_PREFIX = "tuiread-claim:v1:"
GIST_NAME = "tuiread-claim.txt"
MOST_PAGES = 10
"""How many of the pages that an ORCID record lists are looked at."""
MOST_LINKS = 5_000
"""How many links of one page are looked at."""
EXCERPT = 120
"""How many characters around what was found are kept."""

OWN_KINDS: frozenset[ProofKind] = frozenset({"token", "rel_me", "github"})
"""Proofs that, with the reader's own claim, make it theirs; an account elsewhere may be anybody's."""

_HIDDEN = re.compile(r"<!--|<(script|style|template|textarea|title)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:a|link)\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_GITHUB_USER = re.compile(r"/([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/?")


class PageLink(NamedTuple):
    """A link of a page."""

    url: str
    is_me: bool
    """True with ``rel="me"``."""


def make_token(person: PersonKey, nonce: str) -> str:
    """Return what a page shows to prove that its editor sits at this keyboard: 60 bits of a hash, in base32.

    >>> make_token(PersonKey("name:ada example"), "00")
    'tuiread-claim:v1:NH6F-YAXJ-2KZG'
    """
    digest = hashlib.sha256(f"{person}\n{nonce}".encode()).digest()
    letters = base64.b32encode(digest[:8]).decode()[:12]
    return TOKEN_PREFIX + "-".join(letters[start : start + 4] for start in range(0, 12, 4))


def is_of_claim(proof: Proof, claim: Claim | None) -> bool:
    """Tell whether a proof has to do with the reader's claim as it is: a token is that of one claim and no other."""
    if proof.kind != "token":
        return True
    return claim is not None and (not proof.is_found or claim.token.lower() in proof.excerpt.lower())


def looks(urls: Sequence[str], token: str | None) -> list[Look]:
    """Return which pages may prove a claim, and how.

    Args:
        urls: the pages that the ORCID record lists.
        token: what only the reader's own pages can say; None where the record is not claimed here.
    """
    found: list[Look] = []
    for url in [url for url in urls if urlsplit(url).scheme == "https"][:MOST_PAGES]:
        if user := github_user(url):
            api = f"https://api.github.com/users/{user}"
            found += [
                Look("github", f"{api}/social_accounts"),
                Look("github", f"https://raw.githubusercontent.com/{user}/{user}/HEAD/README.md"),
            ]
            found += [Look("token", f"{api}/gists")] if token else []
        elif not is_orcid_host(url):
            found += [Look("rel_me", url), *([Look("token", url)] if token else [])]
    return list(dict.fromkeys(found))


def judge(
    look: Look,
    page: PublicPage,
    orcid: str,
    token: str | None,
    homepages: Collection[str] = frozenset(),
    domains: Collection[str] = frozenset(),
) -> Proof:
    """Return what a page says of a claim.

    Args:
        look: what the page was fetched for.
        page: as it came.
        orcid: the iD to which it must link.
        token: what it must say, for a look of that kind.
        homepages: pages that the person calls their home page: any link there is their own.
        domains: those of the person's institutions.
    """
    text = page.body.decode("utf-8", "replace")
    if look.kind == "token":
        excerpt, missing = find_text(text, token or ""), "The page does not say the token."
    elif look.kind == "github":
        excerpt, missing = find_orcid(text, orcid), "GitHub shows no link to the ORCID iD there."
    else:
        needs_me = not (look.url in homepages or is_homepage(look.url))
        excerpt = find_link(text, orcid, needs_me=needs_me)
        missing = f"The page does not link to the ORCID iD{' with rel=me' if needs_me else ''}."
    return Proof(
        look.kind,
        look.url,
        page.fetched_at,
        is_found=bool(excerpt),
        excerpt=excerpt,
        status=page.status,
        sha256=page.sha256,
        is_institutional=look.kind == "rel_me" or is_under(look.url, domains),  # one end of that loop is ORCID
        note="" if excerpt else missing,
    )


def judge_record(record: AuthorRecord, token: str) -> Proof:
    """Return whether an ORCID record itself says the token: in its biography or one of the addresses that it lists."""
    texts = [record.biography or "", *map(unquote, record.urls)]
    excerpt = next(filter(None, (find_text(text, token) for text in texts)), "")
    return Proof(
        "token",
        record_url(record.key.partition(":")[2]),
        record.fact.fetched_at,
        is_found=bool(excerpt),
        excerpt=excerpt,
        status=200,  # else it would not have been read
        sha256=record.sha256,
        is_institutional=True,
        note="" if excerpt else "The ORCID record does not say the token.",
    )


def record_url(orcid: str) -> str:
    """Return where anybody can read an ORCID record."""
    return f"https://pub.orcid.org/v3.0/{orcid}/record"


def gist_files(page: PublicPage) -> list[str]:
    """Return the addresses of the claim files among somebody's gists; none where the answer is no list of gists."""
    try:
        gists = msgspec.json.decode(page.body, type=list[_GistShape])
    except (msgspec.DecodeError, UnicodeError):
        return []
    files = [file for gist in gists for name, file in gist.files.items() if name == GIST_NAME]
    urls = [file.raw_url for file in files if urlsplit(file.raw_url).hostname == "gist.githubusercontent.com"]
    return urls[:3]


def github_user(url: str) -> str | None:
    """Return the account whose GitHub page an address is.

    >>> github_user("https://github.com/ada-example/"), github_user("https://github.com/ada/repo")
    ('ada-example', None)
    """
    parts = urlsplit(url)
    match = _GITHUB_USER.fullmatch(parts.path)
    return match[1] if parts.hostname in ("github.com", "www.github.com") and match else None


def is_orcid_host(url: str) -> bool:
    """Tell whether an address is ORCID's own: a record that points at itself proves nothing."""
    return (urlsplit(url).hostname or "").removeprefix("www.") == "orcid.org"


def is_homepage(url: str) -> bool:
    """Tell whether an address looks like somebody's home page: the root of a host, or ``/~name``.

    >>> is_homepage("https://ada.example"), is_homepage("https://uni.example/~ada/"), is_homepage("https://x.example/p/9")
    (True, True, False)
    """
    parts = urlsplit(url)
    return not parts.query and re.fullmatch(r"(/~[^/]+)?/?(index\.html?)?", parts.path) is not None


def find_link(page: str, orcid: str, *, needs_me: bool = False) -> str:
    """Return the link to an ORCID iD in a page, as it stands there; empty where there is none.

    Args:
        page: the page's text.
        orcid: the iD.
        needs_me: whether only a link with ``rel="me"`` counts: on a page of many hands, others set links, too.
    """
    for link in links(page):
        if needs_me and not link.is_me:
            continue
        parts = urlsplit(link.url)
        if is_orcid_host(link.url) and parts.path.strip("/").upper() == orcid.upper():
            rel = ' rel="me"' if link.is_me else ""
            return clean_text(f'<a{rel} href="{link.url}">')[:EXCERPT]
    return ""


def links(page: str) -> Iterator[PageLink]:
    """Yield the links of a page, those in scripts and comments left out, at most so many.

    The standard library's parser takes minutes for half a megabyte of unclosed tags; this looks at each letter once.
    """
    for tag in islice(_TAG.finditer("".join(_shown(page))), MOST_LINKS):
        values = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag[1])}
        if url := values.get("href", "").strip():
            yield PageLink(url, "me" in values.get("rel", "").lower().split())


def _shown(page: str) -> Iterator[str]:
    """Yield what a browser would show; what is not closed hides the rest."""
    place = 0
    while opening := _HIDDEN.search(page, place):
        yield page[place : opening.start()]
        closing = re.compile(rf"</{opening[1]}\b" if opening[1] else "-->", re.IGNORECASE).search(page, opening.end())
        if closing is None:
            return
        place = closing.end()
    yield page[place:]


def find_orcid(text: str, orcid: str) -> str:
    """Return what stands around an address of an ORCID record, written as people do: with www, a scheme, or bare."""
    return find_text(text, f"www.orcid.org/{orcid}") or find_text(text, f"orcid.org/{orcid}")


def find_text(text: str, wanted: str) -> str:
    """Return at most 120 characters around a text, on one line that a terminal can show; empty where it is not there.

    Letters may be capital or small; it begins and ends where a longer word, or another host, would not.
    """
    found = re.search(rf"(?<![\w.-]){re.escape(wanted)}(?![\w-])", text, re.IGNORECASE) if wanted else None
    if found is None:
        return ""
    margin = max(0, EXCERPT - len(wanted)) // 2
    before, after = text[max(0, found.start() - margin) : found.start()], text[found.end() : found.end() + margin]
    return clean_text(f"{before}{found[0]}{after}")[:EXCERPT]


class _GistFileShape(msgspec.Struct):
    raw_url: str = ""


class _GistShape(msgspec.Struct):
    files: dict[str, _GistFileShape] = {}
