"""Ways between people, looked for beside everything else: a connection and a thread of its own.

    explorer, path ──await──> WaysRoom ──one thread──> graph.ways ──> teams.bin, and both databases for reading only

Making the file of teams takes some seconds in a cache of a million papers; meanwhile lists and pages go on.  Not here:
what a way is (insight.ways), and writing (store_thread).
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from tuiread.store import Store
from tuiread.tables import teams

if TYPE_CHECKING:
    from tuiread.paths import Paths
    from tuiread.records import PathAnswer, PersonKey
    from tuiread.store_thread import StoreThread
    from tuiread.teams.reading import TeamsNow


class WaysRoom:
    """Questions about ways between people.

    Args:
        store: the store's thread, which writes what is to be written.
        paths: where the databases and the teams' file lie.
    """

    def __init__(self, store: StoreThread, paths: Paths) -> None:
        self._writing = store
        self._paths = paths
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ways")  # it starts with the first question
        self._is_ready = False
        self._dropped_number: int | None = None
        self._store: Store | None = None
        self._teams: TeamsNow | None = None

    async def paths(self, start: PersonKey, end: PersonKey, *, with_big: bool) -> PathAnswer:
        """Return the shortest chains of co-authors between two people.

        Raises:
            NotFoundError: nobody answers to one of the keys.
            StoreError: a file cannot be read.
        """
        if not self._is_ready:
            # What the store's thread still has to keep belongs to the answer, and it opens the databases first.
            await self._writing.run(lambda store: None)
            self._is_ready = True
        job = partial(self._answer, start, end, with_big=with_big)
        answer, written = await asyncio.get_running_loop().run_in_executor(self._thread, job)
        if written not in (None, self._dropped_number):  # written for this question, or for one that was given up
            self._dropped_number = written
            await self._writing.wish(_drop_changes, written)
        return answer

    async def close(self) -> None:
        """Close the connection."""
        try:
            if self._is_ready:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        finally:
            self._thread.shutdown(wait=False)

    def _answer(self, start: PersonKey, end: PersonKey, *, with_big: bool) -> tuple[PathAnswer, int | None]:
        """Return the answer, and the last change that need not be told any more, if a file was ever written."""
        from tuiread.graph.ways import paths
        from tuiread.teams.reading import TeamsNow

        if self._store is None or self._teams is None:
            self._store = Store.open(self._paths)
            self._store.connection.execute("PRAGMA query_only = ON")
            self._teams = TeamsNow(self._paths.teams)
        with self._store.reading() as connection:
            answer = paths(connection, self._teams, start, end, with_big=with_big)
        return answer, self._teams.written_number

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()


def _drop_changes(store: Store, number: int) -> None:
    teams.drop_changes(store.connection, number)
