"""Asking the sources for papers that fit some words, and keeping what came; each source for itself.

Not here: what of it fits the whole query (search), and HTTP (sources).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from tuiread import acts
from tuiread.errors import SourceError
from tuiread.records import Answer, SearchOutcome

if TYPE_CHECKING:
    from tuiread.sources import FeedSource, KnowsArxiv
    from tuiread.store_thread import StoreThread


async def search_online(
    store: StoreThread, feed_source: FeedSource, arxiv: KnowsArxiv | None, words: str
) -> tuple[SearchOutcome, ...]:
    """Ask Hugging Face and arXiv for papers, and keep those that the cache lacks; a failure is an outcome."""
    questions = [_ask(store, "Hugging Face", feed_source.search(words))]
    if arxiv is not None:
        questions.append(_ask(store, "arXiv", arxiv.search(words)))
    return tuple(await asyncio.gather(*questions))


async def _ask(store: StoreThread, name: str, question: Awaitable[Answer]) -> SearchOutcome:
    try:
        answer = await question
    except SourceError as error:
        return SearchOutcome(name, error=str(error))
    papers = [item.paper for item in answer.items]
    new_count = await store.wish(acts.keep_found, papers)
    return SearchOutcome(name, len(papers), new_count)
