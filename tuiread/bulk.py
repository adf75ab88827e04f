"""Taking in papers by the million: batch by batch, so that it can be stopped and goes on where it stopped.

    file    ──lines──> batches ──one transaction each──> archive, with the line that was reached
    harvest ──pages──> batches ──one transaction each──> archive, with the token of the next page

Bad lines and records are counted and told with their numbers.  Not here: reading them (sources.arxiv_snapshot,
sources.arxiv_oai), and the archive's tables.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tuiread.errors import TuireadError
from tuiread.records import BadLine, ImportReport, Paper, Progress
from tuiread.sources.arxiv_oai import ExpiredTokenError, HarvestPage
from tuiread.sources.arxiv_snapshot import ReadLine, Snapshot
from tuiread.store import Store
from tuiread.tables import archive
from tuiread.tables.archive import Kept

if TYPE_CHECKING:
    from tuiread.sources import Harvests
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
                elif self._read and self._bad == self._read and not after:
                    problem = "None of its lines is a paper of arXiv; nothing was taken in."
                    await self._store.wish(_reached, self._name, "0")
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


class HarvestState(Struct, frozen=True):
    """How far a harvest came."""

    token: str | None = None
    """What asks for the next page; None when it had come to its end."""
    since: str | None = None
    """The first day that was asked for."""
    begun_on: str = ""
    """The day when it began: changes of that day may still be missing."""


_STATE = msgspec.json.Decoder(HarvestState)


async def harvest(
    store: StoreThread,
    source: Harvests,
    category: str,
    days: tuple[dt.date | None, dt.date | None],
    on_progress: Callable[[Progress], None],
) -> ImportReport:
    """Take in what arXiv lists of a category, an archive or all: what changed in some days, or since the last harvest.

    Args:
        store: where papers are kept.
        source: arXiv's harvesting service.
        category: such as ``cs.LG``, ``cs`` or ``all``.
        days: the first and the last day; None for the day of the last harvest, or for all there is.
        on_progress: told how many records came.

    Raises:
        SourceError: arXiv failed; what came is kept, and the same question goes on from there.
    """
    await store.run(Store.attach_archive)
    name = f"harvest {category}"
    text = await store.ask(archive.import_state, name)
    known = _STATE.decode(text) if text else HarvestState()
    since, until = days
    if since is not None or until is not None or not known.token:
        first = since or (dt.date.fromisoformat(known.begun_on) if known.begun_on and until is None else None)
        known = HarvestState(None, first.isoformat() if first else None, store.now().date().isoformat())
    report, is_first = ImportReport(name), True
    try:
        while True:
            page, is_first = await _asked(source, category, known, until, is_first=is_first), False
            known = replace(known, token=page.token)
            kept = await store.wish(_keep_page, name, page.papers, msgspec.json.encode(known).decode())
            report = _with_page(report, page, kept)
            on_progress(Progress(report.line_count, max(report.line_count, page.total_count or 0), "records"))
            if page.token is None:
                return report
    finally:
        await asyncio.shield(store.wish(_settle))


async def _asked(
    source: Harvests, category: str, known: HarvestState, until: dt.date | None, *, is_first: bool
) -> HarvestPage:
    """Return the next page; from the first day on where the token of an earlier run is too old.

    Nothing is kept twice.  A token of this run is not too old: who forgets those would be asked for ever.
    """
    if known.token:
        try:
            return await source.next_page(known.token)
        except ExpiredTokenError:
            if not is_first:
                raise
    return await source.first_page(category, dt.date.fromisoformat(known.since) if known.since else None, until)


def _with_page(report: ImportReport, page: HarvestPage, kept: Kept) -> ImportReport:
    bad = tuple(BadLine(report.line_count + one.number, one.problem) for one in page.bad)
    return replace(
        report,
        line_count=report.line_count + len(page.papers) + len(page.bad),
        new_count=report.new_count + kept.new,
        renewed_count=report.renewed_count + kept.renewed,
        bad_count=report.bad_count + len(bad),
        bad_lines=(*report.bad_lines, *bad)[:MOST_BAD_LINES],
    )


def _keep_page(store: Store, name: str, papers: Sequence[Paper], state: str) -> Kept:
    kept = archive.keep(store.connection, papers)
    _reached(store, name, state)
    return kept
