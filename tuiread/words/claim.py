"""A claim in words: who the reader says they are, what proves it already, which line would, and how to repeat a check.

The same lines serve the screen and the command line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from tuiread.insight.claims import record_url
from tuiread.insight.orcids import orcid_of
from tuiread.records import Profile, Proof, SourceReply
from tuiread.words.lines import BLANK, Line, Role, Span, fit, fit_line, plain, wrap
from tuiread.words.times import count, time_words
from tuiread.words.trust import claim_words, level_words

KINDS = {
    "arxiv": "arXiv author page",
    "huggingface": "Hugging Face",
    "rel_me": "rel=me loop",
    "github": "GitHub loop",
    "token": "token",
}
"""The five public proofs."""

NOTHING_SENT = "Nothing is sent anywhere: a check is a plain GET that anybody could repeat."
RULES = (
    "https only, redirects on the same host, 512 KB and 10 s at most, no private addresses. A proof counts for 180 "
    "days; one that a page does not show any more ends at once, and no answer changes nothing."
)


class ClaimChoice(NamedTuple):
    """Something to do on the way to a claim."""

    act: str
    """``claim``, ``check``, or ``copy``."""
    title: str
    detail: str
    is_done: bool = False
    text: str = ""
    """What is copied."""


def claim_title(profile: Profile) -> str:
    """Return ``Claim: Ada Example (hf:ada, 23 works, 2 sources)``."""
    sources = {linked.record.fact.source for linked in profile.identity.records} | {"bylines"}
    about = f"{profile.key}, {count(len(profile.works), 'work')}, {count(len(sources), 'source')}"
    return f"Claim: {profile.name} ({about})"


def claim_choices(profile: Profile) -> list[ClaimChoice]:
    """Return what can be done: say that this is me, have it checked, and the lines that would prove it."""
    claim, orcid = profile.identity.claim, orcid_of(profile.identity)
    proved = [proof for proof in profile.identity.proofs if proof.is_found]
    found = f"{count(len(proved), 'proof')} found" if proved else "no proof found yet"
    choices = [
        ClaimChoice(
            "claim",
            "This is me (soft claim, no proof)" if claim is None else "This is me: Enter takes it back",
            "your profile, alerts and invitations, on this machine only",
            is_done=claim is not None,
        ),
        ClaimChoice(
            "check",
            "Prove it in public, so that anybody's copy of tuiread can check it",
            f"{found} · Enter checks now",
            is_done=bool(proved),
        ),
    ]
    if orcid:
        link = f'<a rel="me" href="https://orcid.org/{orcid}">'
        choices.append(
            ClaimChoice("copy", "On a page that you list in ORCID, Websites & social links: put", link, text=link)
        )
    if claim:
        places = (
            "ORCID biography, or any page that you list there: add",
            "Gist tuiread-claim.txt of a listed account:",
        )
        choices += [ClaimChoice("copy", place, claim.token, text=claim.token) for place in places]
    return choices


def choice_row(choice: ClaimChoice, cells: int, *, height: int = 2) -> list[Line]:
    """Return a choice as a line or two: a box for what can be done, and what is to be put for a line."""
    box = "    " if choice.act == "copy" else "[x] " if choice.is_done else "[ ] "
    if height == 1:
        words = choice.text or choice.title
        return [(Span(box, "key"), Span(fit(words, cells - 4), "title"))]
    role: Role = "text" if choice.act == "copy" else "dim"
    return [
        (Span(box, "key"), Span(fit(choice.title, cells - 4), "title")),
        (Span("    "), Span(fit(choice.detail, cells - 4), role)),
    ]


def claim_lines(profile: Profile, cells: int, now: dt.datetime) -> list[Line]:
    """Return what is found already, what was looked at, what it comes to, and how anybody can repeat it."""
    identity = profile.identity
    result = f"Result  {level_words(profile.trust)}, {claim_words(profile.trust, identity)}"
    lines: list[Line] = wrap(result, cells, role="strong")
    for proof in identity.proofs:
        lines += _found_lines(proof, cells, now) if proof.is_found else []
    lines += _lost_lines([proof for proof in identity.proofs if not proof.is_found], cells, now)
    if not identity.proofs:
        lines += wrap("Nothing that sources told so far proves it.", cells, role="dim")
    for reply in (identity.reply_of("orcid"), identity.reply_of("proofs")):
        lines += _reply_lines(reply, cells, now) if reply else []
    lines += [BLANK, *wrap(NOTHING_SENT, cells, role="dim")]
    for command in curl_lines(profile):
        lines += wrap(command, cells, indent=2)
    lines += [BLANK, *wrap(RULES, cells, role="dim")]
    return lines


def curl_lines(profile: Profile) -> list[str]:
    """Return the commands that repeat what was looked at."""
    orcid = orcid_of(profile.identity)
    urls = [proof.url for proof in profile.identity.proofs]
    record = record_url(orcid or "")
    own = [f"curl -sH 'Accept: application/json' {record}"] if orcid else []
    if orcid and not any(url.endswith(".atom2") for url in urls):
        urls.append(f"https://arxiv.org/a/{orcid}.atom2")
    return own + [f"curl -s {url}" for url in dict.fromkeys(urls) if url != record]


def plain_claim(profile: Profile, cells: int, now: dt.datetime) -> list[str]:
    """Return a claim as plain lines for the command line."""
    lines: list[Line] = wrap(claim_title(profile), cells)
    for choice in claim_choices(profile):
        box = "    " if choice.act == "copy" else "[x] " if choice.is_done else "[ ] "
        detail = choice.detail.replace(" · Enter checks now", "")
        lines += wrap(f"{box}{choice.title.replace(': Enter takes it back', '')}", cells)
        lines += wrap(detail, cells, indent=4) if choice.act != "copy" else [(Span(f"    {detail}"),)]
    lines += [BLANK, *claim_lines(profile, cells, now)]
    return [plain(line).rstrip() for line in lines]


def _found_lines(proof: Proof, cells: int, now: dt.datetime) -> list[Line]:
    """Return a proof: kind and page, then when it was seen and what stands there."""
    status = f", status {proof.status}" if proof.status else ""
    page = proof.url.removeprefix("https://")
    head = (Span("[x] ", "key"), Span(f"{KINDS[proof.kind]:<18} "), Span(page, "title"))
    return [fit_line(head, cells), _dim(f"    {time_words(proof.checked_at, now)}{status}: {proof.excerpt}", cells)]


def _lost_lines(lost: Sequence[Proof], cells: int, now: dt.datetime) -> list[Line]:
    """Return which kinds of proof were looked for in vain, a line a kind."""
    lines = []
    for kind in dict.fromkeys(proof.kind for proof in lost):
        pages = [proof for proof in lost if proof.kind == kind]
        when = time_words(max(proof.checked_at for proof in pages), now)
        said = pages[0].note if len(pages) == 1 else f"not on any of {len(pages)} pages"
        lines.append(_dim(f"[ ] {KINDS[kind]:<18} {when}: {said}", cells))
    return lines


def _dim(text: str, cells: int) -> Line:
    return (Span(fit(text, cells), "dim"),)


def _reply_lines(reply: SourceReply, cells: int, now: dt.datetime) -> list[Line]:
    return wrap(f"{time_words(reply.asked_at, now)}  {reply.sentence}", cells, role="dim")
