"""Which mark: a letter to set one at this place, or to go to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuiread.lines import Line, Span, fit
from tuiread.screens.over_screen import OverScreen
from tuiread.widgets.text_pane import TextPane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from tuiread.records import Mark


class MarkMenu(OverScreen[str | None]):
    """Answers with the letter or digit that is pressed, ``'`` included; any other key closes.

    Args:
        title: what the key will do.
        marks: those that are set, for the list.
    """

    def __init__(self, title: str, marks: Sequence[Mark]) -> None:
        super().__init__(title)
        self._marks = marks
        self._text = TextPane(self._lines, can_focus=False)

    def compose_body(self) -> ComposeResult:
        """Put the marks under the title."""
        yield self._text

    def on_mount(self) -> None:
        """Show the marks, as high as they need."""
        self.show_title()
        self.box.styles.height = min(len(self._lines(60)) + 4, self.app.size.height - 2)

    def on_key(self, event: Key) -> None:
        """Answer with a letter or digit."""
        event.stop()
        pressed = event.character or ""
        self.answer(pressed if pressed.isalnum() or pressed == "'" else None)

    def _lines(self, cells: int) -> list[Line]:
        if not self._marks:
            return [(Span("No marks in this text yet.", "dim"),)]
        return [(Span(mark.letter, "key"), Span(f"  {fit(mark.snippet, cells - 3)}")) for mark in self._marks]
