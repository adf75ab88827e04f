"""A text over the screen: help, or who said each fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tuiread.lines import Line
from tuiread.screens.over_screen import OverScreen
from tuiread.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextScreen(OverScreen[None]):
    """Some lines to read and close."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,question_mark,i", "close", "close", tooltip="Close this text", id="text.close"),
    ]

    def __init__(self, title: str, layout: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(title)
        self._layout = layout
        self._text = TextPane()

    def compose_body(self) -> ComposeResult:
        """Put the text under the title."""
        yield self._text

    def on_mount(self) -> None:
        """Show the text."""
        self._text.show(self._layout)
        self._text.focus()
        self.show_title(self._text.position)

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        """Say where in the text this is."""
        self.show_title(message.position)

    def action_close(self) -> None:
        """Close."""
        self.answer(None)
