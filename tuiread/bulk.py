"""Taking in papers by the million from a file: batch by batch, so that it can be stopped and goes on where it stopped.

    Snapshot ──lines──> batches ──one transaction each──> archive, with the line that was reached
                   └──> bad lines, counted and kept with their numbers

Not here: reading lines (sources.arxiv_snapshot), and the archive's tables.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tuiread.errors import TuireadError
from tuiread.records import BadLine, ImportReport, Paper, Progress
from tuiread.sources.arxiv_snapshot import ReadLine, Snapshot
from tuiread.store import Store
from tuiread.tables import archive
from tuiread.tables.archive import Kept

if TYPE_CHECKING:
    from tuiread.store_thread import StoreThread

BATCH = 2_000
MOST_BAD_LINES = 1_000
"""So many bad lines are told one by one; all are counted."""
DONE = "done"


async def import_snapshot(
    store: StoreThread, path: Path, on_progress: Callable[[Progress], None], *, is_again: bool = False
) -> ImportReport:
    """Take in a file of arXiv's metadata, from where an earlier import of it stopped.

    Args:
        store: where papers are kept.
        path: the file.
        on_progress: told how far it is, in bytes of the file.
        is_again: read it from its beginning, whatever was read before.

    Raises:
        UsageError: the file cannot be opened.
    """
    with Snapshot(path) as snapshot:
        await store.run(Store.attach_archive)
        name = f"{path.name} {snapshot.size}"
        reached = None if is_again else await store.ask(archive.import_state, name)
        if reached == DONE:
            return ImportReport(path.name, was_done=True)
        run = _Run(store, snapshot, name, on_progress)
        return await run.go(int(reached or 0))


class _Run:
    """One import under way."""

    def __init__(self, store: StoreThread, snapshot: Snapshot, name: str, tell: Callable[[Progress], None]) -> None:
        self._store = store
        self._snapshot = snapshot
        self._name = name
        self._tell = tell
        self._new = self._renewed = self._bad = self._read = 0
        self._bad_lines: list[BadLine] = []

    async def go(self, after: int) -> ImportReport:
        """Take in all lines after one; whatever ends it, what came is ready to be searched."""
        lines, problem = self._snapshot.lines(after), None
        try:
            while problem is None:
                batch, problem = await asyncio.to_thread(_next, lines)
                if batch:
                    await self._keep(batch)
                elif problem is None:
                    await self._store.wish(_reached, self._name, DONE)
                    break
        finally:
            await asyncio.shield(self._store.wish(_settle))
        counts = (self._read, self._new, self._renewed, self._bad, tuple(self._bad_lines), after)
        return ImportReport(self._name.rpartition(" ")[0], *counts, problem=problem)

    async def _keep(self, batch: list[ReadLine]) -> None:
        papers = [line.paper for line in batch if line.paper is not None]
        bad = [BadLine(line.number, line.problem) for line in batch if line.paper is None]
        kept = await self._store.wish(_keep, self._name, papers, batch[-1].number)
        self._read += len(batch)
        self._new, self._renewed, self._bad = self._new + kept.new, self._renewed + kept.renewed, self._bad + len(bad)
        self._bad_lines += bad[: MOST_BAD_LINES - len(self._bad_lines)]
        self._tell(Progress(self._snapshot.position, max(1, self._snapshot.size), f"{self._read:,} lines"))


def _next(lines: Iterator[ReadLine]) -> tuple[list[ReadLine], str | None]:
    """Return the next lines, and why there are no more where the file is damaged."""
    batch: list[ReadLine] = []
    try:
        batch.extend(islice(lines, BATCH))
    except TuireadError as error:
        return batch, str(error)
    return batch, None


def _keep(store: Store, name: str, papers: list[Paper], number: int) -> Kept:
    kept = archive.keep(store.connection, papers)
    _reached(store, name, str(number))
    return kept


def _reached(store: Store, name: str, state: str) -> None:
    archive.keep_import_state(store.connection, name, state, dt.datetime.now(dt.UTC))


def _settle(store: Store) -> None:
    archive.settle(store.connection)
