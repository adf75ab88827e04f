"""A question over the screen that is answered by one typed line: a topic to follow, an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.screens.over_screen import OverScreen
from tuiread.widgets.needle_input import NeedleInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input


class AskScreen(OverScreen[str | None]):
    """Type one line; Enter answers, Escape answers nothing.

    Args:
        title: the question.
        hint: what the line says before anything is typed.
        value: what stands in it at first.
    """

    def __init__(self, title: str, hint: str, value: str = "") -> None:
        super().__init__(title)
        self._input = NeedleInput(value, hint)

    def compose_body(self) -> ComposeResult:
        """Put the line under the title."""
        yield self._input

    def on_mount(self) -> None:
        """Let the reader type at once."""
        self.show_title("Enter answers")
        self._input.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed; a line that was given up is empty."""
        self.answer(event.value.strip() or None)
