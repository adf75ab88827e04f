"""The library as a copy: for another machine of the same reader, into which it is brought, and for a bad day.

    merge, backup, restore ──await──> Copies ──StoreThread──> merge_acts, tables
                                        └──older notes──> older-notes.md

Not here: packs, which are made to be shared with others (output).
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tuiread import acts
from tuiread.errors import NotFoundError, UsageError
from tuiread.merge_acts import merge
from tuiread.output.library_copy import copy_lines, read_copy
from tuiread.records import MergeReport, OlderNote, Restored, SaidRow
from tuiread.store import Store, opened_copy
from tuiread.tables import merging, paper_notes, shelf

if TYPE_CHECKING:
    from tuiread.paths import Paths
    from tuiread.store_thread import StoreThread

DATABASE = b"SQLite format 3\0"
MOST_BYTES = 1 << 30
"""No library is larger as lines; more is refused before it fills the memory."""


class Copies:
    """Questions and wishes about whole libraries.

    Args:
        store: the store's thread.
        paths: where the library lies.
    """

    def __init__(self, store: StoreThread, paths: Paths) -> None:
        self._store = store
        self._paths = paths

    async def lines(self) -> list[bytes]:
        """Return the whole library as lines for another machine of the same reader."""
        return await self._store.ask(lambda connection: list(copy_lines(merging.said_rows(connection))))

    async def merge_file(self, path: Path) -> MergeReport:
        """Bring in a library from a file: its database, or its lines.

        Raises:
            NotFoundError: there is no such file.
            UsageError: it is no library, or cannot be read.
            StoreError: it is a database, but no library that this tuiread can read.
        """
        try:
            self._refuse_own(path, "there is nothing to bring in")
            if _is_database(path):
                rows = await self._store.run(lambda store: _rows_of(path))
                return await self._store.wish(self._merge, rows)
            return await self.merge_lines(_read(path), path.name)
        except FileNotFoundError:
            raise NotFoundError(f"There is no file {path}.") from None
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from error

    async def back_up(self, path: Path) -> int:
        """Write the whole library into one file; return its size in bytes.

        Raises:
            UsageError: it is this very library, or a folder.
            StoreError: it cannot be written, or another file stands there.
        """
        self._refuse_own(path, "write the backup into another file")
        with _named(path):
            if path.is_dir():
                raise UsageError(f"{path} is a folder; name a file in it, such as {path / 'tuiread-library.db'}.")
        await self._store.run(lambda store: store.back_up(path))
        return path.stat().st_size

    async def restore(self, path: Path) -> Restored:
        """Put the library of a backup in this one's place, of which a backup is kept first.

        Raises:
            NotFoundError: there is no such file.
            UsageError: it is this very library, or no database.
            StoreError: it is no library, is damaged, or was written by a newer tuiread.
        """
        self._refuse_own(path, "there is nothing to restore")
        with _named(path):
            if not path.is_file():
                raise NotFoundError(f"There is no file {path}.")
            if not _is_database(path):
                raise UsageError(f"{path} is no backup; if it is a library in lines, `tuiread merge` brings it in.")
        kept_as = self._kept_as()
        try:
            await self._store.run(lambda store: _put_in_place(store, path, kept_as))
        finally:
            if not kept_as.stat().st_size:
                kept_as.unlink()  # nothing was replaced
        return await self._store.wish(_restored, kept_as)  # a wish, because library.bib follows those

    async def merge_lines(self, data: bytes, name: str) -> MergeReport:
        """Bring in a library from its lines.

        Raises:
            UsageError: they are no library.
        """
        copy = read_copy(data, name)
        report = await self._store.wish(self._merge, copy.rows)
        return replace(report, bad_rows=copy.bad, is_whole=copy.is_whole)

    def _merge(self, store: Store, rows: Sequence[SaidRow]) -> MergeReport:
        at = self._store.now()
        return merge(store, rows, at, lambda older: self._keep_older(older, at))

    def _refuse_own(self, path: Path, hint: str) -> None:
        with _named(path):
            is_own = path.resolve() == self._paths.library_db.resolve()
        if is_own:
            raise UsageError(f"{path} is this very library; {hint}.")

    def _kept_as(self) -> Path:
        """Take a free name for what a restored library takes the place of."""
        stem, number = f"library-until-{self._store.now():%Y%m%dT%H%M%S}", 1
        while True:
            path = self._paths.library_db.with_name(f"{stem}{f'-{number}' if number > 1 else ''}.db")
            try:
                path.touch(0o600, exist_ok=False)
            except FileExistsError:
                number += 1
            else:
                return path

    def _keep_older(self, older: Sequence[OlderNote], at: dt.datetime) -> None:
        """Add notes that gave way to a file of the reader's; what stands there is not added again."""
        path = self._paths.older_notes
        known = path.read_text(encoding="utf-8") if path.exists() else ""
        new = [note for note in older if _entry(note) not in known]
        if not new:
            return
        path.touch(0o600)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"# Replaced by later notes, {at:%Y-%m-%d %H:%M} UTC\n\n")
            file.writelines(f"{_entry(note)}\n" for note in new)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say of a name that no file can have, or that cannot be looked at, that it cannot be used."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be used: {getattr(error, 'strerror', None) or error}.") from error


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(DATABASE)) == DATABASE


def _put_in_place(store: Store, path: Path, kept_as: Path) -> None:
    with opened_copy(path) as copy:
        store.put_in_place(copy, kept_as)


def _restored(store: Store, kept_as: Path) -> Restored:
    """Show what the library in place holds, and return how much that is."""
    acts.put_saves_back(store)
    connection = store.connection
    saved = len(shelf.saved_ids(connection))
    notes = len(paper_notes.all_paper_notes(connection))
    return Restored(saved, notes, len(shelf.follows(connection)), kept_as)


def _entry(note: OlderNote) -> str:
    return f"## {note.about}\n\n{note.words}\n"


def _rows_of(path: Path) -> list[SaidRow]:
    with opened_copy(path) as connection:
        return list(merging.said_rows(connection))


def _read(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(f"{path} is larger than any library.")
    return path.read_bytes()
