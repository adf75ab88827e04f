"""Searching beside everything else: a connection and a thread of its own, and a newer question ends the older one.

    keys ──ask──> SearchRoom ──one thread──> search ──> library.db + cache.db + arxiv.db, for reading only

A sync that writes is not waited for, and each question sees what is there when it begins.  Not here: what a query means
and finds (search_language, search), and writing (store_thread).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread.errors import StoreError
from tuiread.near_saved import near_saved
from tuiread.records import IndexState
from tuiread.search import MOST_HITS, search_page
from tuiread.search_language import read_query
from tuiread.store import Store
from tuiread.tables import found

if TYPE_CHECKING:
    from tuiread.meaning.meanings import Meanings
    from tuiread.near import Near
    from tuiread.paths import Paths
    from tuiread.records import NearPaper, PaperId, SearchMode, SearchOrder, SearchPage

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
        self._meanings: tuple[tuple[int, ...], Meanings] | None = None
        self._growing = asyncio.Lock()
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

    async def near_saved(self, paper_id: PaperId, most: int) -> tuple[NearPaper, ...]:
        """Return the saved papers nearest to one; this ends no other question.

        Raises:
            StoreError: a file cannot be read.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._near_saved, paper_id, most)

    async def index_state(self) -> IndexState:
        """Return how many papers the index of meanings knows, and how many there are."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._index_state)

    async def build_index(
        self, tell: Callable[[str, int], None] = lambda step, count: None, *, is_again: bool = False
    ) -> IndexState:
        """Let the index of meanings grow by what came; learn anew where it is outgrown, a minute for 200,000 papers.

        Args:
            tell: told how far it is.
            is_again: learn anew in any case.

        Raises:
            NotFoundError: there is no paper.
            StoreError: the index cannot be written.
        """
        from tuiread.meaning_work import build

        async with self._growing:
            state = await self.index_state()
            must_learn = state.indexed_count is None or state.is_outgrown
            await stoppable(partial(build, self._paths, is_again=is_again or must_learn), tell)
            return await self.index_state()

    async def require_sentence_model(self) -> None:
        """Make sure that the sentence model can be used.

        Raises:
            NotFoundError: it is not installed.
        """
        from tuiread.meaning.minilm import MiniLm

        await asyncio.to_thread(MiniLm)

    async def read_sentences(
        self, tell: Callable[[str, int, int], None] = lambda step, done, total: None
    ) -> IndexState:
        """Give the newest papers a vector of the sentence model, too; goes on where it was stopped.

        Raises:
            NotFoundError: the model is not installed.
            StoreError: the vectors cannot be written.
        """
        from tuiread.meaning_work import read_sentences

        async with self._growing:
            await stoppable(partial(read_sentences, self._paths), tell)
            return await self.index_state()

    async def forget_sentences(self) -> None:
        """Leave the sentence model alone from now on.

        Raises:
            StoreError: the vectors cannot be removed.
        """
        from tuiread.meaning_work import forget_sentences

        async with self._growing:
            await asyncio.to_thread(forget_sentences, self._paths)

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
        headers = [path / "header.json" for path in (self._paths.meaning, self._paths.sentences)]
        if mode == "words" or not headers[0].exists():
            return None
        from tuiread.meaning_work import open_meanings
        from tuiread.near import Near

        stamps = tuple(path.stat().st_mtime_ns for path in headers if path.exists())
        if self._meanings is None or self._meanings[0] != stamps:  # it grew meanwhile
            self._meanings = stamps, open_meanings(self._paths)
        return Near(self._meanings[1], mode)

    def _near_saved(self, paper_id: PaperId, most: int) -> tuple[NearPaper, ...]:
        near, _ = self._near_or_why_not("both")
        with self._opened().reading() as connection:
            return near_saved(connection, paper_id, near, most)

    def _index_state(self) -> IndexState:
        near, _ = self._near_or_why_not("both")
        with self._opened().reading() as connection:
            count = found.count_papers(connection)
        return self._meanings[1].state(count) if near and self._meanings else IndexState(None, count)

    def _opened(self) -> Store:
        if self._store is None:
            self._store = Store.open(self._paths)
            self._store.connection.execute("PRAGMA query_only = ON")
        self._store.look_for_archive()
        return self._store

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()


async def stoppable(work: Callable[[Callable[..., None]], object], tell: Callable[..., None]) -> None:
    """Run work in a thread that ends with the next thing it tells, once nobody waits for it any more."""
    is_stopped = threading.Event()

    def tell_or_end(*told: object) -> None:
        if is_stopped.is_set():
            raise _StoppedError
        tell(*told)

    try:
        await asyncio.to_thread(work, tell_or_end)
    finally:
        is_stopped.set()


class _StoppedError(Exception):
    """Nobody waits for the work any more."""
