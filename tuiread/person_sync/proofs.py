"""Looking at the pages that may prove whose a record is, and keeping what they say.

    ORCID record, as it was just read ──looks (insight)──> pages ──judge (insight)──> proofs

A page that answers and does not say it any more ends its proof at once, and so does an ORCID record that lists the page
no longer, or that is gone.  A page that does not answer changes nothing, and where ORCID does not, no page is asked:
it holds one end of every loop.  Not here: the rules for fetching (sources.proof_pages).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from tuiread import person_acts
from tuiread.errors import NotFoundError, SourceError
from tuiread.insight.claims import gist_files, judge, judge_record, looks
from tuiread.insight.domains import institutional
from tuiread.person_sync.told import Told
from tuiread.profiles import claiming
from tuiread.records import Look, Proof, PublicPage
from tuiread.tables import identities

if TYPE_CHECKING:
    from tuiread.profiles import Claiming, Known
    from tuiread.sources import KnowsPages
    from tuiread.store_thread import StoreThread

REST = dt.timedelta(days=1)
"""How long a page is left alone that nobody asked to look at again."""

SILENT = "ORCID did not answer, so no page was looked at; what was proved before stays."

Answers = Mapping[str, PublicPage | NotFoundError | SourceError]
"""What came from each address: the page, that there is none, or why there was no answer."""


async def ask_proofs(pages: KnowsPages, store: StoreThread, known: Known) -> Told:
    """Look at the pages that were not looked at within a day."""
    return await _look(pages, store, known, REST)


async def ask_proofs_again(pages: KnowsPages, store: StoreThread, known: Known) -> Told:
    """Look at all of the pages, as the reader asked."""
    return await _look(pages, store, known, dt.timedelta(0))


async def _look(pages: KnowsPages, store: StoreThread, known: Known, rest: dt.timedelta) -> Told:
    """Look at pages and keep what they say.

    Raises:
        NotFoundError: no ORCID record is linked to the person; nothing on a page proves anything then.
    """
    try:
        wanted = await store.ask(claiming, known.key)
    except NotFoundError as error:
        lost = _ended(await store.ask(identities.proofs, known.key), set(), str(error), store.now())
        await store.wish(person_acts.keep_proofs, known.key, lost, [], store.now())
        raise
    if not wanted.is_fresh:
        return Told("no_answer", SILENT)
    planned = looks(wanted.record.urls, wanted.token)
    due = [look for look in planned if _is_due(wanted.tried_at.get((look.kind, look.url)), store.now() - rest)]
    answers = await _fetch_all(pages, due)
    said = [judge_record(wanted.record, wanted.token)] if wanted.token else []
    said += _judged(wanted, due, answers, store.now())
    valid = {*planned, *(Look(proof.kind, proof.url) for proof in said)}
    said += _ended(wanted.kept, valid, "The ORCID record does not list this page any more.", store.now())
    unanswered = [look for look in due if isinstance(answers[look.url], SourceError)]
    await store.wish(person_acts.keep_proofs, known.key, said, unanswered, store.now())
    plain_count = sum(urlsplit(url).scheme == "http" for url in wanted.record.urls)
    return _told(planned, said, answers, plain_count)


def _is_due(tried_at: dt.datetime | None, since: dt.datetime) -> bool:
    return tried_at is None or tried_at <= since


async def _fetch_all(pages: KnowsPages, due: Sequence[Look]) -> Answers:
    """Fetch pages side by side, each once however many looks want it."""
    urls = list(dict.fromkeys(look.url for look in due))
    return dict(zip(urls, await asyncio.gather(*(_fetch(pages, url) for url in urls)), strict=True))


async def _fetch(pages: KnowsPages, url: str) -> PublicPage | NotFoundError | SourceError:
    """Return a page, or why there is none; for a list of gists, the claim files that it names."""
    try:
        page = await pages.page(url)
        if not url.endswith("/gists"):
            return page
        bodies = [(await pages.page(file)).body for file in gist_files(page)]
        text = b"\n".join(bodies)
        return replace(page, body=text, sha256=hashlib.sha256(text).hexdigest())
    except (NotFoundError, SourceError) as error:
        return error


def _judged(wanted: Claiming, due: Sequence[Look], answers: Answers, now: dt.datetime) -> list[Proof]:
    """Return what the pages say that answered; one that is gone says nothing any more."""
    found: list[Proof] = []
    domains = institutional(wanted.record.mail_domains)
    for look in due:
        page = answers[look.url]
        if isinstance(page, NotFoundError):
            found.append(Proof(look.kind, look.url, now, is_found=False, note=str(page)))
        elif isinstance(page, PublicPage):
            found.append(judge(look, page, wanted.orcid, wanted.token, wanted.record.homepages, domains))
    return found


def _ended(kept: Sequence[Proof], valid: Collection[Look], why: str, now: dt.datetime) -> list[Proof]:
    """Return the proofs whose pages are not worth a look any more, as lost."""
    return [
        replace(proof, is_found=False, checked_at=now, excerpt="", note=why)
        for proof in kept
        if proof.is_found and Look(proof.kind, proof.url) not in valid
    ]


def _told(planned: Sequence[Look], said: Sequence[Proof], answers: Answers, plain_count: int) -> Told:
    """Say what came of it, how each address answered, and how many have no https and were not asked."""
    if not planned and not said:
        secure = " with https" if plain_count else ""
        return Told("nothing", f"Proofs: the ORCID record lists no page{secure} that could be looked at.")
    if not answers and not said:
        return Told("answered", "Proofs: every page was looked at within a day.")
    errors = [str(answer) for answer in answers.values() if isinstance(answer, SourceError)]
    found_count = sum(proof.is_found for proof in said)
    if errors and not found_count and len(errors) == len(answers):
        return Told("no_answer", " ".join(errors))
    page_count = len({proof.url for proof in said})
    pages = "1 page" if page_count == 1 else f"{page_count} pages"
    gone = [str(answer) for answer in answers.values() if isinstance(answer, NotFoundError)]
    plain = [f"{plain_count} listed without https: not looked at."] if plain_count else []
    words = [f"Proofs: {found_count} found on {pages} looked at{_statuses(answers)}.", *gone, *errors, *plain]
    return Told("answered" if found_count else "nothing", " ".join(words))


def _statuses(answers: Answers) -> str:
    """Return the status of each page that came: `` (home.example 200, api.github.com 200)``."""
    came = [
        f"{urlsplit(url).hostname} {answer.status}" for url, answer in answers.items() if isinstance(answer, PublicPage)
    ]
    return f" ({', '.join(came)})" if came else ""
