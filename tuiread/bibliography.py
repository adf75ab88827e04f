"""Keeps library.bib as the library is: after a change and a short rest, away from every screen.

    a wish is done ──rest──> which papers changed? ──nothing──> (the file stays)
                                     └──some──> entries ──BibTeX in a thread──> the file, whole or not at all

It is the library's room for that file.  Where it cannot be written, the library goes on, and says so once.  Not here:
the file's form (bib_file), BibTeX (output).
"""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from tuiread.bib_file import BibContent, read_bib, state_of, write_bib
from tuiread.entries import entries
from tuiread.errors import StoreError
from tuiread.output.bibtex import bibliography
from tuiread.output.citing import settled_keys
from tuiread.tables import citing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuiread.records import PaperId
    from tuiread.records.exports import Entry
    from tuiread.store import Store
    from tuiread.store_thread import StoreThread

AT_ONCE = 50
"""Papers that are read in one question, so that a screen's question never waits long behind one."""


class Bibliography:
    """The file, kept.

    Args:
        store: the store's thread.
        path: where the file lies.
    """

    def __init__(self, store: StoreThread, path: Path) -> None:
        self._store = store
        self._path = path
        self._keeping = asyncio.Lock()
        self._written: dict[PaperId, tuple[str, str]] = {}
        """Of each paper what its entry was made of, key included, and the entry."""
        self._read: tuple[tuple[int, int], BibContent] | None = None
        """What stood in the file, and its time and size then."""

    async def keep(self) -> str | None:
        """Bring the file up to date; return why that failed."""
        async with self._keeping:
            try:
                await self._keep()
            except StoreError as error:
                return str(error)
            return None

    async def keys(self) -> dict[PaperId, str]:
        """Return the cite keys that papers have, as far as the reader or library.bib gave them any."""
        given = await self._store.ask(citing.given_keys)
        try:
            known = await asyncio.to_thread(self._read_again)
        except StoreError:  # it is not ours or cannot be read, which keeping it tells
            return given
        return settled_keys(known.keys, given, is_edited=known.is_edited)

    def _read_again(self) -> BibContent:
        """Return what stands in the file, read only if it changed: a preview asks with every step of the cursor."""
        try:
            found = self._path.stat()
        except OSError:
            return read_bib(self._path)
        mark = found.st_mtime_ns, found.st_size
        if self._read is None or self._read[0] != mark:
            self._read = mark, read_bib(self._path)
        return self._read[1]

    async def _keep(self) -> None:
        marks = await self._store.ask(citing.citation_marks)
        known = await asyncio.to_thread(read_bib, self._path)
        given = await self._store.ask(citing.given_keys)
        if renamed := known.renamed(given):
            await self._store.run(lambda store: _keep_keys(store, renamed, self._store.now()))
        settled = settled_keys(known.keys, given, is_edited=known.is_edited)
        keys = {paper_id: key for paper_id, key in settled.items() if paper_id in marks}
        if known.state == state_of(marks, keys) or (known.state is None and not marks):
            return
        await self._renew(marks, keys)
        texts = [self._written[paper_id][1] for paper_id in marks]
        every = {paper_id: self._key(paper_id) for paper_id in marks}
        await asyncio.to_thread(write_bib, self._path, state_of(marks, every), every, texts)

    async def _renew(self, marks: Mapping[PaperId, str], keys: dict[PaperId, str]) -> None:
        """Write the entries of those papers that changed, and forget those that are gone."""
        made_of = {paper_id: f"{keys.get(paper_id, '')} {mark}" for paper_id, mark in marks.items()}
        self._written = {paper_id: one for paper_id, one in self._written.items() if made_of.get(paper_id) == one[0]}
        changed = [paper_id for paper_id in marks if paper_id not in self._written]
        for start in range(0, len(changed), AT_ONCE):
            found = await self._store.ask(entries, changed[start : start + AT_ONCE], keys)
            texts = await asyncio.to_thread(_texts, found)
            for entry, text in zip(found, texts, strict=True):
                keys[entry.paper.id] = entry.key
                self._written[entry.paper.id] = (f"{entry.key} {marks[entry.paper.id]}", text)

    def _key(self, paper_id: PaperId) -> str:
        return self._written[paper_id][0].partition(" ")[0]


def _keep_keys(store: Store, keys: Mapping[PaperId, str], at: dt.datetime) -> None:
    with store.transaction() as connection:
        citing.keep_keys(connection, keys, at)


def _texts(found: Sequence[Entry]) -> list[str]:
    return [bibliography([entry]) for entry in found]
