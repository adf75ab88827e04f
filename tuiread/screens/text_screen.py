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
        self.query_one(HeadLine).show((Span(self._title, "heading"),), (Span("Esc closes", "dim"),))
        self._text.show(self._layout)
        self._text.focus()

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
