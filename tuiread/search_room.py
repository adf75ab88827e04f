"""Searching beside everything else: a connection and a thread of its own, and a newer question ends the older one.

    keys ──ask──> SearchRoom ──one thread──> search ──> library.db + cache.db + arxiv.db, for reading only

A sync that writes is not waited for, and each question sees what is there when it begins.  Not here: what a query means
and finds (search_language, search), and writing (store_thread).
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tuiread.errors import StoreError
from tuiread.search import MOST_HITS, search_page
from tuiread.search_language import read_query
from tuiread.store import Store

if TYPE_CHECKING:
    from tuiread.paths import Paths
    from tuiread.records import SearchOrder, SearchPage

STEPS_BETWEEN_LOOKS = 2_000
"""How much of a question SQLite answers before it looks whether the answer is still wanted."""


class SearchRoom:
    """Questions about everything that is kept, each of which ends those before it.

    Args:
        paths: where the databases lie.
    """

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._store: Store | None = None
        self._newest = 0

    async def page(self, text: str, order: SearchOrder = "best", limit: int = MOST_HITS) -> SearchPage | None:
        """Return what a text finds; None where a newer question was asked before the answer was ready.

        Raises:
            StoreError: a file cannot be read.
        """
        self._newest += 1
        number = self._newest
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, number, text, order, limit)

    async def close(self) -> None:
        """End what is asked and close the connection."""
        self._newest += 1
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _answer(self, number: int, text: str, order: SearchOrder, limit: int) -> SearchPage | None:
        if number != self._newest:
            return None
        store = self._opened()
        store.connection.set_progress_handler(lambda: number != self._newest, STEPS_BETWEEN_LOOKS)
        try:
            with store.reading() as connection:
                return search_page(connection, read_query(text), order, limit)
        except StoreError:
            if number != self._newest:
                return None  # it was interrupted because nobody waits for it
            raise
        finally:
            store.connection.set_progress_handler(None, 0)

    def _opened(self) -> Store:
        if self._store is None:
            self._store = Store.open(self._paths)
            self._store.connection.execute("PRAGMA query_only = ON")
        self._store.look_for_archive()
        return self._store

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
