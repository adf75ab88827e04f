"""The library: papers that were saved; complete offline and without the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tuiread.screens.list_screen import ListScreen
from tuiread.words.lines import Line, Span
from tuiread.words.shelf import library_counts, library_row

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

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the saved papers."""
        self.page = await self.app.library.saved()
        return [saved.paper for saved in self.page.rows]

    async def reload(self) -> None:
        """Show what is saved now; the reader's own acts change this list at once."""
        place = self.rows.cursor
        rows = await self.fresh_rows()
        ids = [row.id for row in rows]
        current = self.paper_in_hand()
        gone = current is not None and current not in ids
        self.show_rows(rows, cursor_on=current if not gone else (ids[min(place, len(ids) - 1)] if ids else None))

    def show_heads(self) -> None:
        """Say how much is saved."""
        if self.page is None:
            return
        self.show_head(
            (Span("Library", "heading"), Span("   "), Span(library_counts(self.page))), (Span("order: saved", "dim"),)
        )
        words = "saved papers stay complete offline · u undoes the last act"
        self.say(self.narrowed_words() if self.needle else words)

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a saved paper's lines."""
        return library_row(row, cells, height=self.rows.row_height)

    def on_mount(self) -> None:
        """Ask what is saved."""
        self.work(self.load, "load")
