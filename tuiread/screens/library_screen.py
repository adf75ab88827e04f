"""The library: papers that were saved; complete offline and without the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from tuiread.lines import Line, Span
from tuiread.screens.list_screen import ListScreen
from tuiread.screens.steady_rows import steady
from tuiread.words.shelf import age_note, library_counts, library_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuiread.records import FeedRow, LibraryPage


class LibraryScreen(ListScreen):
    """Saved papers, newest save first."""

    HINTS: ClassVar[tuple[str, ...]] = (
        "list.open", "paper.save", "paper.read", "paper.follow", "list.next_unread", "list.filter",
        "paper.copy", "paper.browse", "paper.sources",
    )  # fmt: skip
    EMPTY: ClassVar[list[Line]] = [
        (Span("Nothing saved yet.", "heading"),),
        (Span("s on any paper keeps it here, complete, without network and without the cache."),),
        (Span("1 goes to the feed."),),
    ]

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.page: LibraryPage | None = None
        self.nothing = self.EMPTY

    async def load(self) -> None:
        """Show what is saved."""
        rows = await self.fresh_rows()
        self.show_rows(rows, cursor_on=self.paper_in_hand())

    async def reload_after_absence(self) -> None:
        """Show what is saved now."""
        await self.load()

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the saved papers."""
        self.page = await self.app.library.saved()
        return [saved.paper for saved in self.page.rows]

    async def reload(self) -> None:
        """Take what the reader did: what was taken out stays in its place, without its letter, until the next visit."""
        fresh = await self.fresh_rows()
        saved = {row.id for row in fresh}
        if not saved <= {row.id for row in self.all_rows}:
            return self.show_rows(fresh, cursor_on=self.paper_in_hand())
        kept, _ = steady(self.all_rows, fresh)
        await self.take_rows(tuple(row if row.id in saved else replace(row, is_saved=False) for row in kept), 0)
        return None

    def show_heads(self) -> None:
        """Say how much is saved."""
        if self.page is None:
            return
        self.show_head(
            (Span("Library", "heading"), Span("   "), Span(library_counts(self.page))), (Span("order: saved", "dim"),)
        )
        age = age_note(self.page.as_of, self.app.library.now())
        words = f"{age}saved papers stay complete offline"
        self.say(self.narrowed_words() if self.needle else words)

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a saved paper's lines."""
        return library_row(row, cells, height=self.rows.row_height)

    def on_mount(self) -> None:
        """Ask what is saved."""
        self.work(self.load, "load")
