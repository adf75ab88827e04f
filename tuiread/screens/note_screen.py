"""A question over the screen: a short note about a paper, typed in one line or gone on with in the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuiread.screens.over_screen import OverScreen
from tuiread.widgets.note_input import NoteInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input


class NoteScreen(OverScreen[tuple[str, bool] | None]):
    """Type a note; Enter keeps it, an empty one goes, Escape leaves it as it was.

    The answer is what was typed, and whether the reader goes on in their editor.

    Args:
        title: about which paper.
        note: the note as it is.
    """

    def __init__(self, title: str, note: str) -> None:
        super().__init__(title)
        self._input = NoteInput(note, "for you alone; Enter keeps, ctrl+o opens your editor")

    def compose_body(self) -> ComposeResult:
        """Put the line under the title."""
        yield self._input

    def on_mount(self) -> None:
        """Let the reader type at once."""
        self.show_title("Enter keeps · ctrl+o your editor")
        self._input.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed."""
        self.answer((event.value, False))

    def on_note_input_left(self, message: NoteInput.Left) -> None:
        """Answer with nothing, or hand what was typed to the editor."""
        self.answer((self._input.value, True) if message.goes_to_editor else None)
