"""A short list over the screen, to pick one thing from: an author to follow, a link to open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType

from tuiread.lines import Line
from tuiread.screens.over_screen import OverScreen
from tuiread.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

T = TypeVar("T")


class PickScreen(OverScreen[T | None], Generic[T]):
    """Pick one row; Escape picks none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h", "dismiss_nothing", "close", tooltip="Close without choosing", id="pick.close"),
    ]

    def __init__(
        self, title: str, rows: Sequence[T], draw: Callable[[T, int], Sequence[Line]], *, cursor: int = 0
    ) -> None:
        super().__init__(title)
        self._rows = rows
        self._cursor = cursor
        self._list: RowList[T] = RowList(draw)

    def compose_body(self) -> ComposeResult:
        """Put the list under the title."""
        yield self._list

    def on_mount(self) -> None:
        """Show the rows, as high as they need."""
        self.show_title()
        self._list.show(self._rows, cursor=self._cursor)
        self.box.styles.height = min(len(self._rows) + 4, self.app.size.height - 2)
        self._list.focus()

    def on_row_list_opened(self, message: RowList.Opened) -> None:
        """Answer with the row."""
        self.answer(message.row)

    def action_dismiss_nothing(self) -> None:
        """Answer with nothing."""
        self.answer(None)
