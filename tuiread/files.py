"""The library's room for files of other programs and other readers, reached as ``library.files``.

    exports        what leaves: text, files, notes, Zotero, packs
    imports        what comes in, once the reader said so
    bibliography   library.bib, kept as the library is

Not here: letters (letters), arXiv's metadata by the million (bulk), copies of the whole library (copies).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tuiread.bibliography import Bibliography
from tuiread.exports import Exports
from tuiread.imports import Imports

if TYPE_CHECKING:
    from tuiread.paths import Paths
    from tuiread.settings import Settings
    from tuiread.sources import Upstreams
    from tuiread.store_thread import StoreThread


class Files:
    """What goes out and comes in as files.

    Args:
        store: the store's thread.
        settings: what is written, and where.
        paths: the folders.
        upstreams: opens the sources when one is first needed.
    """

    def __init__(
        self, store: StoreThread, settings: Settings, paths: Paths, upstreams: Callable[[], Upstreams]
    ) -> None:
        self._store = store
        self._has_bib = settings.export.library_bib
        self._upstreams = upstreams
        self.bibliography = Bibliography(store, paths.library_bib)
        self.exports = Exports(store, settings, paths, self.bibliography)

    async def renew(self) -> str | None:
        """Bring library.bib up to date where the reader wants it; return why that failed."""
        return await self.bibliography.keep() if self._has_bib else None

    @cached_property
    def imports(self) -> Imports:
        """What comes in; loaded when somebody imports."""
        return Imports(self._store, self._upstreams)
