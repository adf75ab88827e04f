"""Looking at the pages that may prove whose a record is, and keeping what they say.

    ORCID record, as it was just read ──looks (insight)──> pages ──judge (insight)──> proofs

A page that answers and does not say it any more ends its proof at once, and so does an ORCID record that lists the page
no longer.  A page that does not answer changes nothing.  Not here: the rules for fetching (sources.proof_pages).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tuiread import person_acts
from tuiread.errors import NotFoundError, SourceError
from tuiread.insight.claims import gist_files, judge, judge_record, looks
from tuiread.person_sync.told import Told
from tuiread.profiles import claiming
from tuiread.records import Look, Proof, PublicPage

if TYPE_CHECKING:
    from tuiread.profiles import Claiming, Known
    from tuiread.sources import KnowsPages
    from tuiread.store_thread import StoreThread

REST = dt.timedelta(days=1)
"""How long a page is left alone that nobody asked to look at again."""


class _Seen(Struct):
    """What one round of looking gave."""

    found: list[Proof]
    unanswered: list[Look]
    errors: list[str]


async def ask_proofs(pages: KnowsPages, store: StoreThread, known: Known) -> Told:
    """Look at the pages that were not looked at within a day."""
    return await _look(pages, store, known, REST)


async def ask_proofs_again(pages: KnowsPages, store: StoreThread, known: Known) -> Told:
    """Look at all of the pages, as the reader asked."""
    return await _look(pages, store, known, dt.timedelta(0))


async def _look(pages: KnowsPages, store: StoreThread, known: Known, rest: dt.timedelta) -> Told:
    """Look at pages and keep what they say.

    Raises:
        NotFoundError: no ORCID record is linked to the person.
    """
    wanted = await store.ask(claiming, known.key)
    planned = looks(wanted.record.urls, wanted.token)
    due = [look for look in planned if _is_due(wanted.tried_at.get((look.kind, look.url)), store.now() - rest)]
    seen = _Seen([judge_record(wanted.record, wanted.token)] if wanted.token else [], [], [])
    fetched: dict[str, PublicPage | str] = {}
    for look in due:
        await _take(pages, look, wanted, seen, fetched, store.now())
    seen.found += _ended(wanted, planned)
    await store.wish(person_acts.keep_proofs, known.key, seen.found, seen.unanswered, store.now())
    return _told(planned, due, seen)


def _is_due(tried_at: dt.datetime | None, since: dt.datetime) -> bool:
    return tried_at is None or tried_at <= since


async def _take(
    pages: KnowsPages,
    look: Look,
    wanted: Claiming,
    seen: _Seen,
    fetched: dict[str, PublicPage | str],
    now: dt.datetime,
) -> None:
    """Look at one page, fetching it once however many looks want it."""
    try:
        if look.url not in fetched:
            fetched[look.url] = await _fetch(pages, look)
    except NotFoundError as error:
        fetched[look.url] = str(error)
    except SourceError as error:
        seen.unanswered.append(look)
        seen.errors.append(str(error))
        return
    page = fetched[look.url]
    if isinstance(page, str):
        seen.found.append(Proof(look.kind, look.url, now, is_found=False, note=page))
    else:
        seen.found.append(judge(look, page, wanted.orcid, wanted.token))


async def _fetch(pages: KnowsPages, look: Look) -> PublicPage:
    """Return a page; for a list of gists, the claim file that it names."""
    page = await pages.page(look.url)
    if look.kind != "token" or not look.url.endswith("/gists"):
        return page
    bodies = [(await pages.page(url)).body for url in gist_files(page)]
    return replace(page, body=b"\n".join(bodies))


def _ended(wanted: Claiming, planned: list[Look]) -> list[Proof]:
    """Return the proofs whose pages the ORCID record lists no longer, as lost."""
    own_page = f"/v3.0/{wanted.orcid}/person"
    return [
        replace(proof, is_found=False, note="The ORCID record does not list this page any more.")
        for proof in wanted.kept
        if proof.is_found and Look(proof.kind, proof.url) not in planned and not proof.url.endswith(own_page)
    ]


def _told(planned: list[Look], due: list[Look], seen: _Seen) -> Told:
    """Say what came of it."""
    if planned and not due and not seen.found:
        return Told("answered", "Proofs: every page was looked at within a day.")
    found = [proof for proof in seen.found if proof.is_found]
    silent = f" {seen.errors[0]}" if seen.errors else ""
    if not planned and not seen.found:
        return Told("nothing", "Proofs: the ORCID record lists no page that could be looked at.")
    if seen.errors and not found and len(seen.unanswered) == len(due):
        return Told("no_answer", seen.errors[0])
    pages = "1 page" if len(seen.found) == 1 else f"{len(seen.found)} pages"
    return Told("answered" if found else "nothing", f"Proofs: {len(found)} found on {pages} looked at.{silent}")
