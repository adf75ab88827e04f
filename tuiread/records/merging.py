"""What came of bringing two libraries together, or of putting one back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct


class RowChange(Struct, frozen=True, order=True):
    """The latest change of one row of the reader."""

    stamp: int
    """When, on the hybrid clock of the library in which it was made (see tables.changes)."""
    origin: str
    """That library."""
    table: str
    key: str
    is_gone: bool


class SaidRow(Struct, frozen=True):
    """One row of the reader and its latest change."""

    change: RowChange
    values: Mapping[str, str | int | None] | None
    """By column; None where the row is gone."""

    @property
    def place(self) -> tuple[str, str]:
        """Its table and its key."""
        return self.change.table, self.change.key

    def text(self, column: str) -> str:
        """Return what a column holds, as text; a blank where the row is gone or has no such column."""
        return str((self.values or {}).get(column) or "")


class OlderNote(Struct, frozen=True):
    """A note whose place a later one took."""

    about: str
    """What it was about: a paper's id, or a person's name."""
    words: str


class MergeReport(Struct, frozen=True):
    """How a merge went; kinds are names of tables, such as ``saves``."""

    brought: Mapping[str, int]
    """How many rows of each kind are new or newer now."""
    removed: Mapping[str, int]
    """How many rows of each kind were taken away there, and are gone here now."""
    ahead_count: int = 0
    """How many changes of this library the other one lacks."""
    older_notes: int = 0
    """How many notes gave way to later ones; they were written into a file."""
    bad_rows: tuple[str, ...] = ()
    """A sentence for each line that could not be understood and was left out."""
    is_whole: bool = True
    """False where the other library broke off on its way; merging it again brings the rest."""

    @property
    def change_count(self) -> int:
        """How many rows changed here."""
        return sum(self.brought.values()) + sum(self.removed.values())


class Restored(Struct, frozen=True):
    """What a restored library holds, and where the one before it is."""

    saved_count: int
    note_count: int
    """Notes about papers."""
    follow_count: int
    kept_as: Path
    """The backup of the library whose place it took."""
