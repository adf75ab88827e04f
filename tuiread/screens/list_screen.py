"""A place that is a list of papers: cursor, preview beside it when there is room, narrowing, unread steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tuiread.lines import Span
from tuiread.records import FeedRow
from tuiread.screens.base_screen import NARROW
from tuiread.screens.narrowing import Narrowing
from tuiread.screens.paper_verbs import PaperVerbs
from tuiread.screens.steady_rows import matches, steady
from tuiread.widgets.row_list import RowList
from tuiread.widgets.text_pane import TextPane
from tuiread.words.feed import feed_row
from tuiread.words.paper import preview

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize, ScreenResume
    from textual.timer import Timer
    from textual.widget import Widget

    from tuiread.lines import Line
    from tuiread.messages import StoreChanged
    from tuiread.records import PaperId, PaperPage

PREVIEW_DELAY_S = 0.12
"""How long the cursor rests before the preview follows, so that a held key costs no lines."""


class ListScreen(PaperVerbs, Narrowing):
    """A list of papers with a preview pane on wide terminals."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_unread(1)", "unread", tooltip="Go to the next unread", id="list.next_unread"),
        Binding(
            "N",
            "next_unread(-1)",
            "previous unread",
            tooltip="Go to the previous unread",
            show=False,
            id="list.previous_unread",
        ),
        Binding("A", "read_all", "all read", tooltip="Mark this whole list as read", id="list.read_all"),
        Binding(
            "U",
            "read_up_to_here",
            "read up to here",
            tooltip="Mark all down to here as read",
            id="list.read_up_to",
        ),
        Binding("space", "mark", "mark", tooltip="Mark it and move on; s r t + then act on all", id="list.mark"),
    ]

    MARK_KEYS: ClassVar[str] = "s r t +"
    """What acts on all marked papers."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.rows: RowList[FeedRow] = RowList(self.draw_row, row_height=2, is_marked=lambda row: row.id in self.marked)
        self.preview = TextPane(can_focus=False, id="preview")
        self.shown: tuple[FeedRow, ...] = ()
        """The rows that the list shows."""
        self.all_rows: tuple[FeedRow, ...] = ()
        """Every row of the page, in the order in which it was first shown."""
        self.marked: set[PaperId] = set()
        """The papers that the reader marked, for one act on all of them."""
        self.is_filled = False
        """True once the library has answered, be it with nothing."""
        self.nothing: Sequence[Line] = ()
        """What the list says where there is nothing to list."""
        self._preview_timer: Timer | None = None
        self._previewed: PaperId | None = None

    def compose_body(self) -> ComposeResult:
        """Put the list beside its preview."""
        yield self.head
        with Horizontal():
            yield self.rows
            yield self.preview

    def panes(self) -> Sequence[Widget]:
        """Return the panes that a line stands beside."""
        return (self.preview,)

    # What a place fills in

    async def fresh_rows(self) -> Sequence[FeedRow]:
        """Return the rows of the page as the store has them now."""
        raise NotImplementedError

    def show_heads(self) -> None:
        """Bring head and status line up to date."""
        raise NotImplementedError

    def draw_row(self, row: FeedRow, cells: int) -> Sequence[Line]:
        """Return a paper's lines."""
        return feed_row(row, cells, height=self.rows.row_height)

    def draw_preview(self, page: PaperPage, cells: int) -> Sequence[Line]:
        """Return a paper's lines for the pane beside the list."""
        return preview(page, cells)

    def lines_a_row(self, cells: int) -> int:
        """Return how many lines a row takes: one on narrow terminals."""
        return 1 if cells < NARROW else 2

    # Verbs

    def paper_in_hand(self) -> PaperId | None:
        """Return the paper under the cursor."""
        row = self.rows.current
        return row.id if row else None

    def show_rows(self, rows: Sequence[FeedRow], *, cursor_on: PaperId | None = None, is_new: bool = False) -> None:
        """Show rows, with the cursor on a paper if it is among them; a new list begins at its top."""
        self.all_rows, self.is_filled = tuple(rows), True
        self._show_narrowed(cursor_on, is_new=is_new)

    def _show_narrowed(self, cursor_on: PaperId | None = None, *, is_new: bool = False) -> None:
        self.shown = tuple(row for row in self.all_rows if self.fits(row))
        cursor = next((place for place, row in enumerate(self.shown) if row.id == cursor_on), 0)
        self.rows.empty = [(Span(f"Nothing here matches “{self.needle}”."),)] if self.needle else self.nothing
        self.rows.show(self.shown, cursor=cursor, is_new=is_new)
        self.show_heads()
        self._follow_cursor()

    def fits(self, row: FeedRow) -> bool:
        """Tell whether a row is among those that the list is narrowed to."""
        return matches(row, self.needle)

    async def reload(self) -> None:
        """Take what the reader's acts changed: fresh states; rows keep their order, new ones wait."""
        fresh = await self.fresh_rows()
        kept, waiting = steady(self.all_rows, fresh)
        await self.take_rows(kept, waiting)

    async def reload_after_sync(self) -> None:
        """Take what a sync changed."""
        await self.reload()

    async def reload_after_absence(self) -> None:
        """Take what changed while another screen was on top."""
        await self.reload()

    async def take_rows(self, kept: tuple[FeedRow, ...], waiting: int) -> None:
        """Show other states of the rows that are there, and how many wait."""
        if kept != self.all_rows:
            self.all_rows = kept
            by_id = {row.id: row for row in kept}
            self.shown = tuple(by_id[row.id] for row in self.shown)
            for place, row in enumerate(self.shown):
                if row != self.rows.row(place):
                    self.rows.replace_row(place, row)
        self.take_waiting(waiting)
        self.show_heads()
        await self.show_preview(is_forced=True)

    def take_waiting(self, count: int) -> None:
        """Be told how many papers came that the list does not show."""

    def list_in_hand(self) -> RowList[Any]:
        """Return the list that the keys mean."""
        return self.rows

    def papers_to_act_on(self) -> Sequence[PaperId]:
        """Return the marked papers that the list has, in its order; without any, the one in hand."""
        return self.marked_papers() or super().papers_to_act_on()

    def marked_papers(self) -> list[PaperId]:
        """Return the marked papers in the list's order; none where another list is in hand."""
        if self.list_in_hand() is not self.rows:
            return []
        return [row.id for row in self.all_rows if row.id in self.marked]

    def mark_or_unmark(self) -> None:
        """Mark the paper under the cursor, or unmark it, and move on."""
        row = self.rows.current if self.list_in_hand() is self.rows else None
        if row is None:
            return self.notice(self.no_paper_words())
        self.marked ^= {row.id}
        self.rows.refresh_row(self.rows.cursor)
        self.rows.move_by(1)
        return self.notice(f"{len(self.marked)} marked: {self.MARK_KEYS} act on all of them, Esc unmarks.")

    def forget_marks(self) -> None:
        """Unmark all papers."""
        if self.marked:
            self.marked.clear()
            self.rows.refresh_rows()

    def go_back(self) -> bool:
        """Unmark first, then end narrowing, then leave."""
        if self.marked:
            self.forget_marks()
            self.notice("")
            return True
        return super().go_back()

    def papers_to_export(self) -> Sequence[PaperId]:
        """Return the marked papers; without any, all that the list shows."""
        return self.marked_papers() or [row.id for row in self.papers_in_hand()]

    def papers_in_hand(self) -> Sequence[FeedRow]:
        """Return the papers that the keys of a whole list mean."""
        return self.shown

    def previewed_paper(self) -> PaperId | None:
        """Return the paper that the pane beside the list shows."""
        return self.paper_in_hand()

    def open_row(self, message: RowList.Opened) -> None:
        """Open the paper of a row."""
        row = message.row
        self.work(lambda: self.open_paper(row.id), "paper")

    def next_unread(self, direction: int) -> None:
        """Move to the next unread paper in a direction."""
        rows = self.papers_in_hand()
        places = range(self.rows.cursor + direction, len(rows) if direction > 0 else -1, direction)
        place = next((place for place in places if rows and rows[place].is_unread), None)
        if place is None:
            self.notice("No unread paper further down." if direction > 0 else "No unread paper further up.")
        else:
            self.rows.move_to(place)

    async def mark_rows_read(self, rows: Sequence[FeedRow], label: str) -> None:
        """Mark rows as read in one step."""
        if not rows:
            return self.notice("No paper is chosen here.")
        marked = await self.app.library.mark_read([row.id for row in rows], label)
        self.notice(f"{marked} marked read; u undoes it." if marked else "All of these are read.")
        await self.take_change()
        return None

    def narrow_to(self, needle: str) -> None:
        """Narrow the list to rows with certain words."""
        current = self.paper_in_hand()
        self.needle = needle.strip()
        self._show_narrowed(current, is_new=True)

    def narrowed_words(self) -> str:
        """Return what the status line says about narrowing."""
        return f"/{self.needle}  {len(self.shown)} of {len(self.all_rows)} · Esc shows all"

    # Handlers

    def on_resize(self, event: Resize) -> None:
        """Use one line a row on narrow terminals."""
        self.rows.row_height = self.lines_a_row(event.size.width)
        self.show_heads()
        self._follow_cursor()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Let the preview follow when the cursor rests."""
        self._follow_cursor()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Open the row."""
        self.open_row(message)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Take what changed on another screen."""
        if self.is_filled:
            self.work(self.reload_after_absence, "reload")

    def on_store_changed(self, message: StoreChanged) -> None:
        """Take what a sync or an undo changed."""
        if message.is_sync:
            self.work(self.reload_after_sync, "sync")
        else:
            self.work(self.reload, "reload")

    # Actions

    def action_next_unread(self, direction: int) -> None:
        """Go to the next or previous unread paper."""
        self.next_unread(direction)

    def action_mark(self) -> None:
        """Mark the paper under the cursor and move on."""
        self.mark_or_unmark()

    def action_read_all(self) -> None:
        """Mark the whole list as read."""
        rows = self.papers_in_hand()
        self.work(lambda: self.mark_rows_read(rows, "all read"), "marks")

    def action_read_up_to_here(self) -> None:
        """Mark the list down to the cursor as read."""
        rows = self.papers_in_hand()[: self.rows.cursor + 1]
        self.work(lambda: self.mark_rows_read(rows, "read up to here"), "marks")

    # Preview

    def _follow_cursor(self) -> None:
        if not self.preview.display or not self.is_mounted:
            return
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(PREVIEW_DELAY_S, self._preview_soon)

    def _preview_soon(self) -> None:
        self.work(self.show_preview, "preview")

    async def preview_page(self, paper_id: PaperId) -> PaperPage:
        """Return what the preview shows of a paper."""
        return await self.app.library.paper(paper_id)

    async def show_preview(self, *, is_forced: bool = False) -> None:
        """Show the paper under the cursor beside the list."""
        paper_id = self.previewed_paper()
        if not self.preview.display or (paper_id == self._previewed and not is_forced):
            return
        if paper_id is None:
            self.preview.show(lambda cells: [])
        else:
            page = await self.preview_page(paper_id)
            if paper_id != self.previewed_paper():
                return
            self.preview.show(lambda cells: self.draw_preview(page, cells), home=not is_forced)
        self._previewed = paper_id
