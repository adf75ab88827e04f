"""Hugging Face about a person: whether an account claims their papers, as the papers' own pages say it now.

The service knows no people beyond its accounts, so that a few of the person's papers are asked for again.  Not here:
what a claim is worth (insight), and the feed (sync).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread import acts
from tuiread.errors import NotFoundError
from tuiread.insight.matching import names_agree
from tuiread.person_sync.told import Told

if TYPE_CHECKING:
    from tuiread.profiles import Known
    from tuiread.sources import FeedSource
    from tuiread.store_thread import StoreThread

ASKED_PAPERS = 3
"""How many of a person's papers are asked about, the surest and newest first."""


async def ask_huggingface(source: FeedSource, store: StoreThread, known: Known) -> Told:
    """Ask for the pages of a few works, which tell what accounts claim them, and keep them."""
    asked = confirmed = 0
    for paper_id in known.paper_ids[:ASKED_PAPERS]:
        try:
            paper = await source.paper(paper_id)
        except NotFoundError:
            continue  # only papers that somebody put there have a page
        await store.wish(acts.keep_paper, paper)
        asked += 1
        confirmed += any(author.account and names_agree(known.name, author.name) for author in paper.authors)
    if not asked:
        return Told("nothing", "Hugging Face has no page of these works.")
    pages = "1 page" if asked == 1 else f"{asked} pages"
    return Told("answered", f"Hugging Face: an account confirmed on {confirmed} of {pages}.")
