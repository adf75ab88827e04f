"""The one list of the program: rows of one or two lines, drawn on demand, moved through by keyboard, click and wheel.

A `RowList` is *not* a scroll view and keeps no widget, strip or number for rows that are not on the screen, so a
million lazy rows cost what twenty do.  At an edge it jumps by a page and keeps one row for context: a scroll by one
line would send the whole list again at every key.  The cursor is a mark in a two-cell gutter and the weight of one
line, so that moving sends two lines.  How rows are drawn is the business of `Rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from tuiread.lines import Line
from tuiread.widgets.drawn import Drawn
from tuiread.widgets.rows import Draw, Rows

T = TypeVar("T")


class RowList(Drawn, Generic[T], can_focus=True):
    """A list of rows with a cursor.

    Args:
        draw: Gives the lines of a row for a width; missing ones are left blank, more than `row_height` are not shown.
        rows: What to list; only `len` and the rows on the screen are asked for.
        row_height: Lines of a row.
        empty: What to say when there are no rows.
        is_marked: Whether a row carries a star.
        id: The widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move_by(1)", "Next", tooltip="Move to the next row", id="list.down", show=False),
        Binding("k,up", "move_by(-1)", "Previous", tooltip="Move to the previous row", id="list.up", show=False),
        Binding("g,home", "first", "First", tooltip="Move to the first row", id="list.first", show=False),
        Binding("G,end", "last", "Last", tooltip="Move to the last row", id="list.last", show=False),
        Binding(
            "ctrl+d",
            "half_page_down",
            "Half page down",
            tooltip="Move half a page down",
            id="list.half_down",
            show=False,
        ),
        Binding("ctrl+u", "half_page_up", "Half page up", tooltip="Move half a page up", id="list.half_up", show=False),
        Binding("pagedown", "page_down", "Page down", tooltip="Move a page down", id="list.page_down", show=False),
        Binding("pageup", "page_up", "Page up", tooltip="Move a page up", id="list.page_up", show=False),
        Binding("enter,l", "open_current", "open", tooltip="Open this row", id="list.open", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or other rows are shown; only the newest of several is kept."""

        row_list: RowList[Any]
        index: int
        row: Any
        """The row under the cursor; None when the list is empty."""

        @property
        def control(self) -> RowList[Any]:
            """The list, for `on` selectors."""
            return self.row_list

        def can_replace(self, message: Message) -> bool:
            """Whether a newer message makes this one out of date."""
            return isinstance(message, RowList.Moved) and message.row_list is self.row_list

    @dataclass
    class Opened(Message):
        """The reader asks for a row: Enter, l, or a click on the row under the cursor."""

        row_list: RowList[Any]
        index: int
        row: Any

        @property
        def control(self) -> RowList[Any]:
            """The list, for `on` selectors."""
            return self.row_list

    def __init__(
        self,
        draw: Draw[T],
        *,
        rows: Sequence[T] = (),
        row_height: int = 1,
        empty: Sequence[Line] = (),
        is_marked: Callable[[T], bool] = lambda row: False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._shown: Rows[T] = Rows(draw, rows=rows, row_height=row_height, empty=empty, is_marked=is_marked)
        """The rows that the keys mean."""

    # What the list holds

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self._shown.row_count

    @property
    def cursor(self) -> int:
        """The index of the row under the cursor; 0 when the list is empty."""
        return self._shown.cursor

    @property
    def current(self) -> T | None:
        """The row under the cursor, if there is one."""
        return self._shown.current

    @property
    def position(self) -> str:
        """Where the cursor is, as ``3 of 17``: rows may be out of sight above and below."""
        return f"{self.cursor + 1 if self.row_count else 0:,} of {self.row_count:,}"

    def row(self, index: int) -> T:
        """Gives a row as it is shown now."""
        return self._shown.row(index)

    @property
    def row_height(self) -> int:
        """Lines of a row."""
        return self._shown.row_height

    @row_height.setter
    def row_height(self, lines: int) -> None:
        if lines != self._shown.row_height:
            self._shown.row_height = max(1, lines)
            self.refresh_rows()

    @property
    def empty(self) -> Sequence[Line]:
        """What the list says when it has no rows."""
        return self._shown.empty

    @empty.setter
    def empty(self, lines: Sequence[Line]) -> None:
        self._shown.empty = tuple(lines)
        self.redraw()

    def show(self, rows: Sequence[T], *, cursor: int = 0, is_new: bool = False) -> None:
        """Lists other rows; see `Rows.show`."""
        self._shown.show(rows, cursor=cursor, is_new=is_new)
        self.redraw()
        self._tell_moved()

    def replace_row(self, index: int, row: T) -> None:
        """Shows another record in a row's place, until other rows are listed."""
        self._shown.replace_row(index, row)
        self.redraw()

    def refresh_row(self, index: int) -> None:
        """Draws one row again."""
        self._shown.forget_row(index)
        self.redraw()

    def refresh_rows(self) -> None:
        """Draws the rows on the screen again; sent are the lines that changed."""
        self._shown.forget()
        self.redraw()

    # Verbs of keys, clicks and palette

    def move_to(self, index: int) -> None:
        """Moves the cursor to a row; one that is just outside the screen comes with a page, others to the middle."""
        if self._shown.view.move_to(index):
            self._after_move()

    def move_by(self, count: int) -> None:
        """Moves the cursor down by so many rows, up if negative."""
        self.move_to(self.cursor + count)

    def first(self) -> None:
        """Moves to the first row."""
        self.move_to(0)

    def last(self) -> None:
        """Moves to the last row."""
        self.move_to(self.row_count - 1)

    def page_down(self) -> None:
        """Moves a page down and keeps one row for context."""
        self._move_by_page(1)

    def page_up(self) -> None:
        """Moves a page up and keeps one row for context."""
        self._move_by_page(-1)

    def half_page_down(self) -> None:
        """Moves half a page down."""
        self._move_by_page(0.5)

    def half_page_up(self) -> None:
        """Moves half a page up."""
        self._move_by_page(-0.5)

    def open_current(self) -> None:
        """Asks for the row under the cursor to be opened."""
        if self.row_count:
            self.tell(self.Opened(self, self.cursor, self.row(self.cursor)))

    action_move_by = move_by
    action_first = first
    action_last = last
    action_page_down = page_down
    action_page_up = page_up
    action_half_page_down = half_page_down
    action_half_page_up = half_page_up
    action_open_current = open_current

    def _move_by_page(self, pages: float) -> None:
        if self._shown.view.move_by_page(pages):
            self._after_move()

    def _after_move(self) -> None:
        self.redraw()
        self._tell_moved()

    def _tell_moved(self) -> None:
        self.tell(self.Moved(self, self.cursor, self.current))

    # Drawing

    def draw_lines(self, cells: int, height: int) -> list[Strip]:
        """Draws the rows on the screen; a last one that does not fit is cut."""
        return self._shown.draw(cells, height, self, has_keys=self.has_focus)

    def forget_drawings(self) -> None:
        """Forgets the rows drawn for another width or in other colours."""
        self._shown.forget()

    # Handlers

    def on_click(self, event: events.Click) -> None:
        """Moves to the row clicked on; a click on the cursor's row opens it."""
        offset = event.get_content_offset(self)
        if offset is not None and self.click_line(offset.y):
            event.stop()

    def click_line(self, y: int) -> bool:
        """Moves to the row on a line of the list, or opens the one under the cursor; tells whether one is there."""
        index = self._shown.row_at(y)
        if index is None:
            return False
        if index == self.cursor:
            self.open_current()
        else:
            self.move_to(index)
        return True

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Moves down by about three lines."""
        event.stop()
        self.move_by(max(1, 3 // self.row_height))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Moves up by about three lines."""
        event.stop()
        self.move_by(-max(1, 3 // self.row_height))
