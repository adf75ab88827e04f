"""A text over the screen: help, or who said each fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tuiread.widgets.head_line import HeadLine
from tuiread.widgets.text_pane import TextPane
from tuiread.words.lines import Line, Span

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextScreen(ModalScreen[None]):
    """Some lines to read and close."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,question_mark,i", "close", "close", tooltip="Close this text", id="text.close"),
    ]

    def __init__(self, title: str, layout: Callable[[int], Sequence[Line]]) -> None:
        super().__init__()
        self._title = title
        self._layout = layout
        self._text = TextPane()

    def compose(self) -> ComposeResult:
        """Put a title over the text."""
        with Vertical():
            yield HeadLine(rule="below")
            yield self._text

    def on_mount(self) -> None:
        """Show the text."""
        self._text.show(self._layout)
        self._text.focus()
        self._say()

    def _say(self) -> None:
        where = f"{self._text.position} · " if self._text.position else ""
        self.query_one(HeadLine).show((Span(f" {self._title}", "heading"),), (Span(f"{where}Esc closes ", "dim"),))

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        """Say where in the text this is."""
        self._say()

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
