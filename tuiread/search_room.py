"""Searching beside everything else: a connection and a thread of its own, and a newer question ends the older one.

    keys ──ask──> SearchRoom ──one thread──> search ──> library.db + cache.db + arxiv.db, for reading only

A sync that writes is not waited for, and each question sees what is there when it begins.  Not here: what a query means
and finds (search_language, search), and writing (store_thread).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread.errors import StoreError
from tuiread.records import IndexState
from tuiread.search import MOST_HITS, search_page
from tuiread.search_language import read_query
from tuiread.store import Store
from tuiread.tables import found

if TYPE_CHECKING:
    from tuiread.meaning.files import MeaningIndex
    from tuiread.near import Near
    from tuiread.paths import Paths
    from tuiread.records import SearchMode, SearchOrder, SearchPage

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
        self._index: tuple[int, MeaningIndex] | None = None
        self._newest = 0

    async def page(
        self, text: str, order: SearchOrder = "best", limit: int = MOST_HITS, mode: SearchMode = "both"
    ) -> SearchPage | None:
        """Return what a text finds; None where a newer question was asked before the answer was ready.

        Args:
            text: what was typed.
            order: the best or the newest first.
            limit: how many papers.
            mode: by words, by meaning or both; by words alone where there is no index of meanings.

        Raises:
            StoreError: a file cannot be read.
        """
        self._newest += 1
        job = partial(self._answer, self._newest, text, order, limit, mode)
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    async def index_state(self) -> IndexState:
        """Return how many papers the index of meanings knows, and how many there are."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._index_state)

    async def build_index(self, tell: Callable[[str, int], None] = lambda step, count: None) -> IndexState:
        """Learn what words mean from all papers that are there; takes a minute for 200,000.

        Raises:
            NotFoundError: there is no paper.
            StoreError: the index cannot be written.
        """
        await asyncio.to_thread(_build, self._paths, tell)
        return await self.index_state()

    async def close(self) -> None:
        """End what is asked and close the connection."""
        self._newest += 1
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _answer(self, number: int, text: str, order: SearchOrder, limit: int, mode: SearchMode) -> SearchPage | None:
        if number != self._newest:
            return None
        store = self._opened()
        store.connection.set_progress_handler(lambda: number != self._newest, STEPS_BETWEEN_LOOKS)
        try:
            near, problem = self._near_or_why_not(mode)
            with store.reading() as connection:
                page = search_page(connection, read_query(text), order, limit, near)
            return replace(page, remarks=(*page.remarks, problem)) if problem else page
        except StoreError:
            if number != self._newest:
                return None  # it was interrupted because nobody waits for it
            raise
        finally:
            store.connection.set_progress_handler(None, 0)

    def _near_or_why_not(self, mode: SearchMode) -> tuple[Near | None, str | None]:
        """Return what finds by meaning; a damaged index is a remark, because words can be searched all the same."""
        try:
            return self._near(mode), None
        except StoreError as error:
            return None, str(error)

    def _near(self, mode: SearchMode) -> Near | None:
        """Return what finds by meaning; None for words alone, and where there is no index."""
        header = self._paths.meaning / "header.json"
        if mode == "words" or not header.exists():
            return None
        from tuiread.meaning.files import MeaningIndex
        from tuiread.near import Near

        stamp = header.stat().st_mtime_ns
        if self._index is None or self._index[0] != stamp:  # it was made anew meanwhile
            self._index = stamp, MeaningIndex(self._paths.meaning)
        return Near(self._index[1], mode)

    def _index_state(self) -> IndexState:
        near, _ = self._near_or_why_not("both")
        with self._opened().reading() as connection:
            count = found.count_papers(connection)
        return IndexState(self._index[1].header.paper_count if near and self._index else None, count)

    def _opened(self) -> Store:
        if self._store is None:
            self._store = Store.open(self._paths)
            self._store.connection.execute("PRAGMA query_only = ON")
        self._store.look_for_archive()
        return self._store

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()


def _build(paths: Paths, tell: Callable[[str, int], None]) -> None:
    """Make an index with a connection of its own, so that searches go on."""
    from tuiread.meaning.files import write_index

    store = Store.open(paths)
    try:
        store.connection.execute("PRAGMA query_only = ON")
        with store.reading() as connection:
            write_index(paths.meaning, lambda: found.all_texts(connection), tell)
    finally:
        store.close()
