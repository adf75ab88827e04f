"""Everything about papers that leave the library: as text, as files, as notes, to Zotero, as packs.

    commands, screens ──await──> Exports ──StoreThread──> entries ──output──> text ──> a file, or whoever asked

It is the library's room for exports, reached as ``library.exports``.  Not here: formats (output), library.bib
(bibliography), what comes in (imports).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from tuiread.entries import chosen_ids, entries, follows
from tuiread.errors import OfflineError
from tuiread.notes_folder import NotesReport, write_notes
from tuiread.output.bibtex import bibliography
from tuiread.output.citing import keys_for
from tuiread.output.csl import csl_json
from tuiread.output.json_export import json_export
from tuiread.output.pack import pack
from tuiread.output.ris import ris
from tuiread.paths import make_private_folder
from tuiread.whole_file import write_whole

if TYPE_CHECKING:
    from tuiread.bibliography import Bibliography
    from tuiread.paths import Paths
    from tuiread.records import Paper, PaperId
    from tuiread.records.exports import Entry
    from tuiread.settings import Settings
    from tuiread.store_thread import StoreThread

TextFormat = Literal["bibtex", "ris", "csl-json", "json"]

ENDINGS: dict[TextFormat, str] = {"bibtex": "bib", "ris": "ris", "csl-json": "json", "json": "json"}


class Exports:
    """Questions about papers that leave the library, and the files that are written of them.

    Args:
        store: the store's thread.
        settings: where files go, and where Zotero listens.
        paths: the folders.
        known: gives the cite keys that papers have.
    """

    def __init__(self, store: StoreThread, settings: Settings, paths: Paths, known: Bibliography) -> None:
        self._store = store
        self._settings = settings.export
        self._paths = paths
        self._known = known

    # Questions

    async def chosen(self, tag: str | None = None) -> tuple[PaperId, ...]:
        """Return the saved papers, newest save first; with a tag, those that have it.

        Raises:
            NotFoundError: none has it.
        """
        return await self._store.ask(chosen_ids, tag)

    async def entries(self, paper_ids: Sequence[PaperId], *, has_notes: bool = False) -> tuple[Entry, ...]:
        """Return papers as they leave the library.

        Raises:
            NotFoundError: one of them is not in the cache.
        """
        return await self._store.ask(entries, paper_ids, await self._known.keys(), has_notes=has_notes)

    async def cite_key(self, paper: Paper) -> str:
        """Return the key by which a paper is cited: the one that it has in library.bib, else its own."""
        return keys_for([paper], await self._known.keys())[paper.id]

    async def text(self, form: TextFormat, paper_ids: Sequence[PaperId]) -> bytes:
        """Return papers in a format, in UTF-8; the reader's notes go along where the format has a place for them."""
        found = await self.entries(paper_ids, has_notes=form != "bibtex")
        return await asyncio.to_thread(as_text, form, found)

    async def noted(self, paper_ids: Sequence[PaperId]) -> tuple[Entry, ...]:
        """Return those of some papers about which the reader wrote a note, with it."""
        return tuple(entry for entry in await self.entries(paper_ids, has_notes=True) if entry.note)

    async def pack(
        self, paper_ids: Sequence[PaperId], *, notes_of: Collection[PaperId] = (), has_follows: bool = False
    ) -> bytes:
        """Return a pack of papers, with the reader's notes about those that are named, and follows if asked for."""
        found = [
            entry if entry.paper.id in notes_of else replace(entry, note=None)
            for entry in await self.entries(paper_ids, has_notes=bool(notes_of))
        ]
        people, feeds = await self._store.ask(follows) if has_follows else ((), ())
        return pack(found, self._store.now().date(), people, feeds)

    # Wishes

    async def write(self, content: bytes, path: Path) -> None:
        """Write a file whole or not at all.

        Raises:
            StoreError: it cannot be written.
        """
        await asyncio.to_thread(write_whole, path, content)

    async def write_own(self, content: bytes, name: str, ending: str) -> Path:
        """Write a file where exports go, under a name that no file has there; return where it is.

        Raises:
            StoreError: it cannot be written.
        """
        return await asyncio.to_thread(_write_new, self.folder, f"{name}-{self._store.now():%Y-%m-%d}", ending, content)

    async def write_text(self, form: str, paper_ids: Sequence[PaperId]) -> Path:
        """Write papers in a format into a file where exports go; return where it is.

        Raises:
            StoreError: it cannot be written.
        """
        chosen = next(each for each in ENDINGS if each == form)
        return await self.write_own(await self.text(chosen, paper_ids), "papers", ENDINGS[chosen])

    async def write_notes(self, folder: Path, paper_ids: Sequence[PaperId]) -> NotesReport:
        """Write papers as Markdown notes into a folder; no word of the reader's is touched.

        Raises:
            StoreError: the folder or a note cannot be written.
        """
        return await asyncio.to_thread(write_notes, folder, await self.entries(paper_ids, has_notes=True))

    async def give_to_zotero(self, paper_ids: Sequence[PaperId]) -> str:
        """Give papers to the Zotero that runs on this machine, else write a file for it; return what was done.

        Raises:
            SourceError: it runs, and took nothing.
        """
        from tuiread.sources.zotero import hand_over

        text = bibliography(await self.entries(paper_ids))
        try:
            taken = await hand_over(self._settings.zotero_url, text)
        except OfflineError as error:
            path = await self.write_own(text.encode(), "zotero", "bib")
            return f"{error} Meanwhile its File > Import takes {path}."
        return f"Zotero took {taken:,} paper{'' if taken == 1 else 's'}."

    @property
    def folder(self) -> Path:
        """Where exports of the screens go."""
        chosen = self._settings.folder
        return Path(chosen).expanduser().absolute() if chosen else self._paths.exports


def as_text(form: TextFormat, found: Sequence[Entry]) -> bytes:
    """Return papers in a format, in UTF-8."""
    match form:
        case "bibtex":
            return bibliography(found).encode()
        case "ris":
            return ris(found).encode()
        case "csl-json":
            return csl_json(found)
        case "json":
            return json_export(found)


def _write_new(folder: Path, name: str, ending: str, content: bytes) -> Path:
    if not folder.exists():
        make_private_folder(folder)
    names = (f"{name}.{ending}", *(f"{name}-{count}.{ending}" for count in range(2, 10_000)))
    path = next(path for each in names if not os.path.lexists(path := folder / each))
    write_whole(path, content)
    return path
