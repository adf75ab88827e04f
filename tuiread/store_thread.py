"""The one thread that owns the store: questions in one moment of both databases, wishes in one transaction.

    Library, Researchers, InboxRoom ──ask, wish──> StoreThread ──one thread──> pages, tables ──> both databases

Opening runs in that thread, too, while the rest of the program still loads; if it fails, every question raises that
failure.  Not here: which questions there are (library, researchers, inbox).
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from tuiread import acts
from tuiread.store import Store
from tuiread.tables import editions, person_works, shelf, texts

if TYPE_CHECKING:
    from tuiread.paths import Paths

P = ParamSpec("P")
R = TypeVar("R")
Clock = Callable[[], dt.datetime]


KEPT_UNREAD = dt.timedelta(days=7)
"""How long the text of a paper that was never saved is kept: what was read yesterday opens today."""


class StoreThread:
    """The store behind a queue of jobs.

    Args:
        paths: where the databases lie.
        now: the clock, aware and UTC.
        on_change: told after each change that was kept.
    """

    def __init__(self, paths: Paths, now: Clock, on_change: Callable[[], None] = lambda: None) -> None:
        self.now = now
        self._on_change = on_change
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Future[Store] = self._thread.submit(_open, paths, now)

    async def close(self) -> None:
        """Finish what is queued, then close the connection; one that failed to open is closed, too."""
        await asyncio.get_running_loop().run_in_executor(self._thread, _close, self._store)
        self._thread.shutdown()

    async def ask(
        self, question: Callable[Concatenate[sqlite3.Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Return the answer to a question, read in one moment of both databases."""

        def answer(store: Store) -> R:
            with store.reading() as connection:
                return question(connection, *args, **kwargs)

        return await self.run(answer)

    async def wish(self, wish: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a change in one transaction, to its end even if the awaiter is cancelled."""

        def change(store: Store) -> R:
            with store.transaction():
                return wish(store, *args, **kwargs)

        done = asyncio.ensure_future(self.run(change))
        done.add_done_callback(self._note_change)
        return await asyncio.shield(done)

    def _note_change(self, done: asyncio.Future[R]) -> None:
        if not done.cancelled() and done.exception() is None:
            self._on_change()

    async def run(self, job: Callable[[Store], R]) -> R:
        """Run any job with the store."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: job(self._store.result()))


def _open(paths: Paths, now: Clock) -> Store:
    """Open the store and see to it that there is something to read."""
    store = Store.open(paths)
    try:
        with store.reading() as connection:
            stale = now() - KEPT_UNREAD
            has_chores = _starter_chore(connection) is not None or bool(shelf.snapshots_to_put_back(connection))
            has_chores = has_chores or texts.has_sweepings(connection, stale)
        # Only then, because another tuiread may be writing, and nobody needs to wait for it without a reason.
        if has_chores:
            with store.transaction() as connection:
                if chore := _starter_chore(connection):
                    chore(connection)
                # Afterwards, because what the reader saved tells more of a paper than the starter edition does.
                acts.put_saves_back(store)
                texts.sweep(connection, stale)
    except BaseException:
        store.close()
        raise
    return store


def _close(store: Future[Store]) -> None:
    """Close what was opened; why something was not, every question has told."""
    if store.exception() is None:
        store.result().close()


def _starter_chore(connection: sqlite3.Connection) -> Callable[[sqlite3.Connection], None] | None:
    """Return what is to do: show the starter edition while nothing else is there, and clear it away afterwards."""
    if editions.has_real_days(connection):
        return _clear_starter if editions.has_starter_to_clear(connection) else None
    return None if editions.has_starter(connection) else _keep_starter


def _clear_starter(connection: sqlite3.Connection) -> None:
    editions.step_aside(connection, shelf.saved_ids(connection))


def _keep_starter(connection: sqlite3.Connection) -> None:
    from tuiread.starter import load_starter

    starter = load_starter()
    recorded_at = dt.datetime.combine(starter.recorded_on, dt.time(), dt.UTC)
    for day, found in starter.editions.items():
        editions.keep_edition(connection, day, found, source=editions.STARTER, fetched_at=recorded_at)
    person_works.keep_works(connection, starter.researcher, starter.works, editions.STARTER, recorded_at)
