"""A claim in words: who the reader says they are, what proves it already, which line would, and how to repeat a check.

The same lines serve the screen and the command line.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tuiread.insight.claims import record_url
from tuiread.insight.orcids import orcid_of
from tuiread.insight.trust_checks import counting_proofs
from tuiread.lines import BLANK, Line, Role, Span, fit, hang, plain, wrap
from tuiread.records import Identity, Profile, Proof, ProofKind
from tuiread.words.profile_parts import not_asked_words
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

KIND_CELLS = 23
"""The cells of a box and a kind."""

PROOFS = ("P1", "P2", "P3")
"""The checks that proofs meet."""

OWN_ORCID = "with an iD of your own, `tuiread claim 0000-0002-1825-0097` claims the record that it names."

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
    where: str = ""
    """Its place in a word, for rows of one line."""


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
            "Prove it in public, for anybody's copy of tuiread",
            f"{found} · Enter checks now",
            is_done=bool(proved),
        ),
    ]
    if orcid:
        link = f'<a rel="me" href="https://orcid.org/{orcid}">'
        place = "On a page that you list in ORCID, Websites & social links: put"
        choices.append(ClaimChoice("copy", place, link, text=link, where="Page"))
    if claim:
        places = {
            "ORCID": "ORCID biography, or any page that you list there: add",
            "Gist": "Gist tuiread-claim.txt of a GitHub account that you list there:",
        }
        choices += [
            ClaimChoice("copy", place, claim.token, text=claim.token, where=where) for where, place in places.items()
        ]
    return choices


def choice_row(choice: ClaimChoice, cells: int, *, height: int = 2) -> list[Line]:
    """Return a choice as a line or two: a box for what can be done, and what is to be put for a line."""
    box = "    " if choice.act == "copy" else "[x] " if choice.is_done else "[ ] "
    if height == 1:
        words = f"{choice.where:<6}{choice.text}" if choice.text else choice.title
        return [(Span(box, "key"), Span(fit(words, cells - 4), "title"))]
    role: Role = "text" if choice.act == "copy" else "dim"
    return [
        (Span(box, "key"), Span(fit(choice.title, cells - 4), "title")),
        (Span("    "), Span(fit(choice.detail, cells - 4), role)),
    ]


def claim_lines(profile: Profile, cells: int, now: dt.datetime) -> list[Line]:
    """Return what it comes to, what is found already, what was looked at, and how anybody can repeat it."""
    lines = wrap(result_words(profile), cells, role="strong")
    for proof in profile.identity.proofs:
        if proof.is_found:
            lines += _found_lines(proof, cells, now, counts=proof in _counting(profile))
    lines += _missing_lines(profile, cells, now)
    lines += _check_lines(profile, cells, now)
    lines += [BLANK, *wrap(NOTHING_SENT, cells, role="dim")]
    for command in curl_lines(profile):
        lines += _command_lines(command, cells)
    return [*lines, BLANK, *wrap(RULES, cells, role="dim")]


def result_words(profile: Profile) -> str:
    """Return ``Result  P1 +14, P2 +8: Verification L3, claimed on arXiv``."""
    proved = [f"{check.id} +{check.points}" for check in profile.trust.checks if check.id in PROOFS and check.points]
    level = f"{level_words(profile.trust)}, {claim_words(profile.trust, profile.identity)}"
    return f"Result  {', '.join(proved) or 'no proof counts yet'}: {level}"


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


def _found_lines(proof: Proof, cells: int, now: dt.datetime, *, counts: bool) -> list[Line]:
    """Return a proof: kind and page, then when it was seen and what stands there."""
    label = (Span("[x] " if counts else "[ ] ", "key"), Span(KINDS[proof.kind]))
    page = wrap(proof.url.removeprefix("https://"), cells - KIND_CELLS, role="title")
    status = f", status {proof.status}" if proof.status else ""
    age = "" if counts else "older than 180 days, "
    said = f"{age}{time_words(proof.checked_at, now)}{status}: {proof.excerpt}"
    return [*hang(label, page, KIND_CELLS), *wrap(said, cells, indent=4, role="dim")]


def _missing_lines(profile: Profile, cells: int, now: dt.datetime) -> list[Line]:
    """Return which kinds of proof are not there: those that need nothing but an account, and those looked for."""
    identity, lines = profile.identity, []
    found = {proof.kind for proof in identity.proofs if proof.is_found}
    if "arxiv" not in found:
        reply = identity.reply_of("arxiv_page")
        lines += _missing("arxiv", reply.sentence if reply else not_asked_words(identity, "arxiv_page"), cells)
    if "huggingface" not in found:
        lines += _missing("huggingface", "no paper claimed there, as far as your cache knows", cells)
    lost = [proof for proof in identity.proofs if not proof.is_found]
    for kind in dict.fromkeys(proof.kind for proof in lost):
        pages = [proof for proof in lost if proof.kind == kind]
        when = time_words(max(proof.checked_at for proof in pages), now)
        said = pages[0].note if len(pages) == 1 else f"not on {count(len(pages), 'page')} looked at"
        lines += _missing(kind, f"{when}: {said}", cells)
    return lines


def _missing(kind: ProofKind, said: str, cells: int) -> list[Line]:
    return hang((Span(f"[ ] {KINDS[kind]}", "dim"),), wrap(said, cells - KIND_CELLS, role="dim"), KIND_CELLS)


def _check_lines(profile: Profile, cells: int, now: dt.datetime) -> list[Line]:
    """Return how everything answered that a check asks, or what is missing for one."""
    if orcid_of(profile.identity) is None:
        return wrap(no_orcid_words(profile.identity), cells, role="dim")
    asked = [("orcid", "ORCID"), ("arxiv_page", "arXiv"), ("proofs", "")]
    replies = [(reply, name) for source, name in asked if (reply := profile.identity.reply_of(source))]
    lines: list[Line] = [BLANK, (Span("Last check", "heading"),)] if replies else []
    for reply, name in replies:
        said = f"{time_words(reply.asked_at, now)} {reply.sentence}"
        is_told = not name or name in reply.sentence
        lines += wrap(said if is_told else f"{said} ({name})", cells, role="dim")
    return lines


def no_orcid_words(identity: Identity) -> str:
    """Return what a check of proofs is missing, and how it may be had."""
    if identity.reply_of("openalex") is None:
        start = "No single ORCID iD is known of this record, and every proof begins at ORCID. ctrl+r on the profile"
        return f"{start} asks every source; {OWN_ORCID}"
    start = "The sources that were asked name no single ORCID iD for this record, and every proof begins at ORCID;"
    return f"{start} {OWN_ORCID}"


def _command_lines(command: str, cells: int) -> list[Line]:
    """Return a command as it can be pasted into a shell: a long one goes on in a second line."""
    if len(command) + 2 <= cells:
        return [(Span(f"  {command}"),)]
    rest, _, url = command.rpartition(" ")
    return [(Span(f"  {rest} \\"),), *wrap(url, cells, indent=4)]


def _counting(profile: Profile) -> list[Proof]:
    return counting_proofs(profile.identity.proofs, profile.trust.as_of)
