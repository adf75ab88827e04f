"""Everything about what comes into the library from files: read, compared, and kept once the reader said so.

    files ──intake──> Bundles ──incoming──> Difference ──the reader says yes──> one step in the store

It is the library's room for imports, reached as ``library.imports``.  Not here: arXiv's metadata by the million (bulk),
what leaves (exports).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tuiread import incoming_acts
from tuiread.incoming import difference
from tuiread.intake import kind_of, read_bundle
from tuiread.section_sync import check_papers

if TYPE_CHECKING:
    from tuiread.records import PaperId
    from tuiread.records.exports import Bundle, Difference
    from tuiread.sources import Upstreams
    from tuiread.store_thread import StoreThread


class Imports:
    """Questions and wishes about files that are imported.

    Args:
        store: the store's thread.
        upstreams: opens the sources when one is first needed.
    """

    def __init__(self, store: StoreThread, upstreams: Callable[[], Upstreams]) -> None:
        self._store = store
        self._upstreams = upstreams

    async def kind(self, path: Path) -> str:
        """Return what a file is, by its content.

        Raises:
            UsageError: it cannot be opened, or is nothing that can be read.
        """
        return await asyncio.to_thread(kind_of, path)

    async def read(self, paths: Sequence[Path]) -> tuple[Bundle, ...]:
        """Return what files hold.

        Raises:
            UsageError: one of them cannot be read.
        """
        return await asyncio.to_thread(lambda: tuple(read_bundle(path, kind_of(path)) for path in paths))

    async def difference(self, bundles: Sequence[Bundle]) -> Difference:
        """Return what importing files would change; nothing is changed."""
        return await self._store.ask(difference, bundles)

    async def take(self, change: Difference) -> None:
        """Keep what files bring, as one step that can be undone."""
        await self._store.wish(incoming_acts.take, change, self._store.now())

    async def fetch(self, paper_ids: Sequence[PaperId]) -> None:
        """Ask arXiv for papers of which only the id is known.

        Raises:
            SourceError: it could not be asked.
        """
        if (arxiv := self._upstreams().arxiv) is not None:
            await check_papers(arxiv, self._store, paper_ids)
